"""Undeclared speakers who are likely nobody (sounds, slugs, sentences), or somebody else in another spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milimo_lang.analysis import coverage
from milimo_lang.analysis.checks.shout_as_cue import shout_as_cue, slug_as_cue
from milimo_lang.analysis.checks.two_spellings import two_spellings
from milimo_lang.analysis.lints.cues import is_declared, name_span
from milimo_lang.analysis.lints.gather import Gathered
from milimo_lang.analysis.names import folded
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.syntax.words import distance


def remarks(found: Gathered, unknown: list[str], scope: Scope) -> Iterator[Diagnostic]:
    """What there is to say of the cues `unknown`, which name nobody declared."""
    spellings = _Spellings(found, scope)
    slugs = set(filter(_is_slug, unknown))
    for speech in found.speeches if slugs else ():
        if speech.cue.name in slugs:
            yield slug_as_cue(speech.cue.name, speech.cue.span)
    for name in unknown:
        said = None if name in slugs else spellings.another(name)
        if said is not None:
            yield said
        elif name not in slugs and name not in found.extended and _is_shouted(name, found.often[name]):
            yield shout_as_cue(name, name_span(found.first[name].cue))


# ---------------------------------------------------------------- capitals that name nobody


_SOUNDED = """
    bang boom crash slam thud thump click clack snap pop crack crunch splash bam pow whoosh whirr buzz beep ding
    dong ring rumble roar smash clang clatter creak knock blam kaboom honk screech thunder lightning explosion
    gunshot gunshots silence darkness blackness nothing suddenly exit closed danger warning stop
    """
_SOUNDS = frozenset(_SOUNDED.split())
"""What is written alone in capitals and rarely is anybody's name."""

_STRUCTURE = frozenset({"action", "end", "the end"})
"""Words that head a paragraph in some outlines."""

_HAPPENS = re.compile(
    r"\b(?:IS|ARE|WAS|WERE|HAS|OPENS|CLOSES|RUNS|FALLS|EXPLODES?|CRASHES|SLAMS|BURSTS|ENTERS|RINGS|INTO|ONTO|TOWARDS?)\b"
)
_SENTENCE_END = re.compile(r"(?:[!?:;,]|\.\.\.|…|--|[–—]|[^\W\d_]{5,}\.)$")
_TRANSITION = re.compile(r"(?:[\w'’ ]+ TO|FADE (?:IN|OUT)|INTERCUT(?: WITH)?)\s?[:.]$")
_SLUGGED = """
    ANGLE CLOSE CLOSE-UP CLOSEUP WIDE INSERT BACK INTERCUT INTERCUTTING RESUME LATER MEANWHILE CONTINUOUS MONTAGE
    MOMENTS SERIES MINUTES SECONDS HOURS DAYS WEEKS MONTHS YEARS ROLL END BEGIN START
    """
_SLUG_WORDS = frozenset(_SLUGGED.split())


def _is_slug(name: str) -> bool:
    """Whether a cue is a transition, a camera slug or a caption: `CUT TO:`, `CLOSE ON MARA`, `LATER`."""
    if _TRANSITION.match(name):
        return True
    if name.split(" ", 1)[0].rstrip(".:") not in _SLUG_WORDS:
        return False
    return coverage.slug(name) is not None or coverage.unseen(name)


def _is_shouted(name: str, often: int) -> bool:
    """Whether a name that is said once looks like a sound, a sign or a sentence."""
    plain = folded(name)
    if plain in _STRUCTURE:
        return True
    if often > 1 or not name.isupper():
        return False
    words = [word for word in plain.strip(".!").split() if word not in ("a", "the")]
    if words and all(word in _SOUNDS for word in words):
        return True
    if _SENTENCE_END.search(name):
        return True
    return len(words) >= 3 and _HAPPENS.search(name) is not None and not {"who", "that"} & set(words)


# ---------------------------------------------------------------- one person, two names


class _Spellings:
    """Finds the speaker whom another spelling means."""

    def __init__(self, found: Gathered, scope: Scope) -> None:
        self._found, self._scope = found, scope
        self._often: dict[str, int] = {}
        self._written: dict[str, str] = {}
        for name, times in found.often.items():
            plain = folded(name)
            self._often[plain] = self._often.get(plain, 0) + times
            self._written.setdefault(plain, name)
        self._regulars = [name for name, times in self._often.items() if times >= 3]

    def another(self, name: str) -> Diagnostic | None:
        """What to say of a speaker who is likely another one."""
        plain = folded(name)
        other = self._bare(plain) or self._slip(plain)
        if other is None:
            return None
        known = self._found.first.get(self._written.get(other, ""))
        span = name_span(self._found.first[name].cue)
        return two_spellings(name, known.cue.name if known else other.upper(), span, known.cue.span if known else None)

    def _bare(self, name: str) -> str | None:
        """`mara.` and `mara:` where Mara speaks or is declared."""
        bare = name.rstrip(".:,;")
        known = bare != name and bare and (bare in self._often or is_declared(bare, self._scope))
        return bare if known else None

    def _slip(self, name: str) -> str | None:
        """The speaker of several speeches that a name said once, and written nowhere else, is one letter away from."""
        if self._often[name] != 1 or len(name) < 4:
            return None
        alike = (one for one in self._regulars if one[0] == name[0] and one[-1] == name[-1] and _slipped(name, one))
        other = next(alike, None)
        return other if other and self._nowhere_else(name) else None

    def _nowhere_else(self, name: str) -> bool:
        word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        texts = (source.text for path, source in self._scope.sources.items() if not path.startswith("std."))
        return sum(len(word.findall(text)) for text in texts) == 1


def _slipped(one: str, other: str) -> bool:
    """Whether two names are one with a letter too many or changed round; of long ones, with one letter wrong."""
    if abs(len(one) - len(other)) > 1 or max(len(one), len(other)) < 5 or distance(one, other, 1) != 1:
        return False
    mine, theirs = one.split(), other.split()
    changed = [(a, b) for a, b in zip(mine, theirs, strict=False) if a != b]
    if len(mine) != len(theirs) or any(min(len(a), len(b)) < 4 for a, b in changed) or re.search(r"\d", one + other):
        return False
    return len(one) != len(other) or sorted(one) == sorted(other) or len(one) >= 7
