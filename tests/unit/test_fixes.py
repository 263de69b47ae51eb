"""Whatever fix is offered, for any slip: what it was offered for is gone, nothing new is wrong, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic, Fix, Severity
from milimo_lang.manual.cases import Case
from milimo_lang.manual.entries import entries
from milimo_lang.mending import mended
from milimo_lang.source import Source
from milimo_lang.syntax.lines import survey
from milimo_lang.world import Facts
from tests.unit.mutations import FILMS, drawn, world

MUTANTS = [mutant for mutant in drawn(520) if mutant.after is not None]

Film = Callable[[dict[str, str]], Compilation]
"""A film with some of its texts changed."""


def troubles(film: Film) -> Iterator[str]:
    """What is wrong with each fix that is offered for the film."""
    before = film({})
    texts = {path: source.text for path, source in before.sources.items()}
    for one in before.diagnostics:
        for fix in one.fixes:
            changed = mended([replace(one, fixes=(fix,))], texts, unsafe=True).texts
            for trouble in _wrong(one, fix, before, film(changed), texts, changed):
                yield f"{one.code} {fix.title}: {trouble}"


def _wrong(
    one: Diagnostic,
    fix: Fix,
    before: Compilation,
    after: Compilation,
    texts: dict[str, str],
    changed: dict[str, str],
) -> Iterator[str]:
    told = Counter((item.code, item.message) for item in before.diagnostics)
    left = Counter((item.code, item.message) for item in after.diagnostics)
    if left[one.code, one.message] >= told[one.code, one.message]:
        yield "it is still said"
    worse = [item for item in after.diagnostics if item.severity is not Severity.NOTE]
    yield from (f"now: {item.code} {item.message}" for item in worse if not told[item.code, item.message])
    old = texts[fix.span.path]
    replaced = old[fix.span.start : fix.span.end]
    lost = _seen(old) - _seen(changed[fix.span.path]) - _words(replaced)
    if lost and one.code != "M1008":  # what stands in a note is hidden
        yield f"lost: {sorted(lost)}"
    if fix.replacement.strip() and len(_words(fix.replacement)) < len(_words(replaced)):
        yield f"{replaced!r} -> {fix.replacement!r}"
    if fix.replacement.strip() and any(
        _brackets(fix.replacement, sort) < _brackets(replaced, sort) for sort in ("[(", "])")
    ):
        yield f"{replaced!r} -> {fix.replacement!r}"


def _brackets(text: str, sort: str) -> int:
    """How many of `sort` stand in a text: square ones may become round."""
    return sum(text.count(sign) for sign in sort)


def _seen(text: str) -> Counter[str]:
    """The words of a text outside its notes and boneyards."""
    return _words(survey(Source("film.mls", text), fountain=False).masked.text)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize("slip", sorted({mutant.slip.name for mutant in MUTANTS}))
def test_a_fix_of_a_slip_mends_it_and_nothing_else(slip: str) -> None:
    found = []
    for mutant in MUTANTS:
        if mutant.slip.name == slip:
            lines = world(mutant.film, {}).read(mutant.path).split("\n")
            lines[mutant.line] = mutant.after or ""
            text = "\n".join(lines)

            def film(changed: dict[str, str], mutant=mutant, text=text) -> Compilation:  # type: ignore[no-untyped-def]
                return Compilation(world(mutant.film, {mutant.path: text} | changed), FILMS[mutant.film][0])

            found += [f"{mutant}\n  {trouble}" for trouble in troubles(film)]
    assert not found


@pytest.mark.parametrize("code", entries())
def test_a_fix_of_an_example_of_the_manual_mends_it_and_nothing_else(code: str) -> None:
    wrong = entries()[code].wrong
    assert not list(troubles(lambda changed: Case(wrong.texts | changed, wrong.media).compiled()))


SCENE = "INT. ROOM - DAY\n\nRain falls.\n\n"
MENDED = {
    "Use: cast as cast\n\n" + SCENE: "Use: cast.mls as cast",
    "Use: std.nior as n\n\n" + SCENE: "Use: std.noir as n",
    SCENE + "TOM\n[[sound/take5.wav]]\nHello there.\n": "[[sound/take4.wav]]",
    SCENE + "> DISSOLVE TO 18f\n\n" + SCENE: "> DISSOLVE TO: 18f",
    SCENE + "> Disolve to 18f\n\n" + SCENE: "> Dissolve to: 18f",
    SCENE + "> FADE OUT 1s\n": "> FADE OUT: 1s",
    SCENE + "> J CUT TO: 12f\n\n" + SCENE: "> CUT TO: sound leads 12f",
    SCENE + "> L-CUT 12f\n\n" + SCENE: "> CUT TO: sound lags 12f",
    "@character Inês: dark hair\n\n" + SCENE + "TOM\nHello.\n\n^ INÊS\nHello you.\n": "INÊS ^",
    "@character Tom - a thin man\n\n" + SCENE: "@character Tom: a thin man",
    "!! wide\n\n[[at 2s] Rain falls.\n": "[[at 2s]] Rain falls.",
    "!! wide\n\n[[at 2s Rain falls.\n": "[[at 2s]] Rain falls.",
    '%super "Blackrock, 1931, at 1s, 1s\n\n' + SCENE: '%super "Blackrock, 1931", at 1s, 1s',
    '!! card Three years later", 3s\n': '!! card "Three years later", 3s',
}
SOUND = Facts(1000, seconds=Fraction(1), heard=True)


@pytest.mark.parametrize("text", MENDED, ids=list(MENDED.values()))
def test_nothing_is_lost_of_a_line_that_is_mended(text: str) -> None:
    case = Case({"film.mls": text, "cast.mls": "@character Ana: tall\n"}, {"sound/take4.wav": SOUND})
    mend = mended(case.compiled().diagnostics, case.texts, unsafe=True).texts["film.mls"]
    assert set(mend.splitlines()) - set(text.splitlines()) == {MENDED[text]}


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("Aspect ratio: 16:9", "write the size in pixels, Size: 1920x1080 or 1280x720"),
        ("Aspect ratio: 2.39:1", "write the size in pixels, Size: 1920x804 or 1280x536"),
        ("Aspect ratio: 9:16", "write the size in pixels, Size: 1080x1920 or 720x1280"),
        ("Frame rate: 24\nFPS: 25", "it is called Frame rate, and stands on this page already: keep one"),
    ],
)
def test_where_a_fix_would_be_wrong_there_is_help(line: str, help: str) -> None:
    (one,) = Case({"film.mls": f"{line}\n\n{SCENE}"}).compiled().diagnostics
    assert (one.help, one.fixes) == (help, ())
