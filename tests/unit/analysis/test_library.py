"""The standard library: every term is one thing, and is found however it is written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from milimo_lang.analysis.glossary import glossary
from milimo_lang.analysis.vocabulary import KINDS, Vocabulary, amounts
from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import PanelBody
from milimo_lang.ir.screenplay import Shot
from milimo_lang.ir.terms import Term
from milimo_lang.world import MemoryWorld
from tests.vocabulary import defined, terms_of

LIBRARY = defined()
VOCABULARY = Vocabulary(LIBRARY)


def shot(line: str, *, use: str = "") -> Shot:
    """The shot of one shot line, about which nothing is said."""
    text = f"Title: X\n{use}\n@character Mara: silver hair\n\nINT. ROOM - DAY\n\n!! {line}\n\nMara waits.\n"
    made = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    assert not made.diagnostics, made.diagnostics
    return made.screenplay.value.scenes[0].shots[0]


def plain(alias: str) -> str:
    return " ".join(alias.partition("{")[0].casefold().replace("-", " ").split())


def test_no_words_mean_two_things_on_a_shot_line() -> None:
    counted = Counter(plain(alias) for one, aliases in LIBRARY if one.kind != "transition" for alias in set(aliases))
    twice = {
        alias
        for alias, count in counted.items()
        if count > 1 and len({one.name for one, aliases in LIBRARY if alias in map(plain, aliases)}) > 1
    }
    assert not twice


def test_no_words_mean_two_transitions() -> None:
    counted = Counter(plain(alias) for one, aliases in LIBRARY if one.kind == "transition" for alias in aliases)
    assert not [alias for alias, count in counted.items() if count > 1]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "transition"])
def test_no_two_terms_of_a_kind_have_the_same_words_or_the_same_performance(kind: str) -> None:
    terms = terms_of(kind)
    assert len(terms) >= 5
    assert all(one.prompt and one.draft for one in terms)
    assert len({one.prompt for one in terms}) == len(terms)
    assert len({tuple(sorted(amounts(one.draft))) for one in terms}) == len(terms)


def test_every_amount_of_a_draft_is_read() -> None:
    for one, _ in LIBRARY:
        if one.kind != "transition":
            assert len(list(amounts(one.draft))) == len(one.draft.split(",")), one.name


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("close-up", "framing", "close"),
        ("Close Up", "framing", "close"),
        ("CLOSEUP", "framing", "close"),
        ("ECU", "framing", "extreme close"),
        ("over-the-shoulder", "framing", "over the shoulder"),
        ("two-shot", "framing", "two shot"),
        ("tight two-shot", "framing", "close two shot"),
        ("cut-away", "framing", "cutaway"),
        ("insert", "framing", "insert"),
        ("establishing", "framing", "establishing"),
        ("bird’s-eye view", "angle", "overhead"),
        ("worm's-eye", "angle", "worm's eye"),
        ("from below", "angle", "low angle"),
        ("dolly-in", "camera", "push in"),
        ("pulling back", "camera", "pull out"),
        ("creeping in", "camera", "creep in"),
        ("Steadicam", "camera", "steadicam"),
        ("hand-held", "camera", "handheld"),
        ("swish-pan", "camera", "whip right"),
        ("vertigo effect", "camera", "dolly zoom"),
        ("boom up", "camera", "crane up"),
        ("arc left", "camera", "orbit left"),
        ("85mm", "lens", "portrait lens"),
        ("fish-eye", "lens", "fisheye"),
        ("wide-angle lens", "lens", "wide lens"),
        ("deep depth of field", "focus", "deep focus"),
        ("split-diopter", "focus", "split diopter"),
        ("rim light", "light", "backlit"),
        ("in silhouette", "light", "silhouette"),
        ("magic hour", "light", "golden hour"),
        ("camera left", "placement", "frame left"),
        ("back to camera", "placement", "back to camera"),
        ("film noir", "style", "noir"),
        ("black-and-white", "style", "black and white"),
        ("B&W", "style", "black and white"),
    ],
)
def test_a_term_is_found_as_it_is_written(written: str, kind: str, name: str) -> None:
    found = [one for one in shot(f"{written}, 4s").terms if one.kind == kind]
    assert [one.name for one in found] == [name]


ORDINARY = """
brick wall, telling, trunk, violet, upright, flashlight, roses, swallow, steamy, dreary, shady, looked, leaning,
planning the heist, rain on the window, smoke, crowd, candles, mirror, letters, the sea, footsteps, silence,
laughing, two men, sunset over the bay, stooping, scoop, slope, score, trick, crown, dread, kicked, rinse,
risky, shifting light, plaster, streets, fog
"""


@pytest.mark.parametrize("words", [words.strip() for words in ORDINARY.split(",")])
def test_ordinary_words_are_no_slips_of_a_term(words: str) -> None:
    assert shot(f"wide, {words}, 4s").words == (words,)


@pytest.mark.parametrize("slip", ["clsoe", "widee", "steadycam shott", "handheldd", "silhoutte", "extreem close up"])
def test_a_slip_is_still_told(slip: str) -> None:
    assert VOCABULARY.near(slip) is not None


@pytest.mark.parametrize(
    ("line", "amount", "way", "words"),
    [
        (
            "orbit 120 degrees around @Mara",
            "orbit",
            (-0.24, 0.24),
            "the camera orbits to the right 120 degrees around Mara",
        ),
        ("pan left 15°", "x", (0.08, -0.08), "the camera pans left 15 degrees"),
        ("180-degree arc left", "orbit", (0.3, -0.3), "the camera orbits to the left 180 degrees"),
        ("slow tilt up 20 degrees", "y", (0.091, -0.091), "the camera tilts up 20 degrees slowly"),
    ],
)
def test_a_camera_turns_as_far_as_it_is_told(line: str, amount: str, way: tuple[float, float], words: str) -> None:
    (move,) = (one for one in shot(f"wide, {line}, 4s").terms if one.kind == "camera")
    assert (move.draft.amounts[amount], move.words) == (way, words)


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("pan slowly left", "pan left", "the camera pans left slowly"),
        ("tilt gently up to the gallery", "tilt up", "the camera tilts up slowly to the gallery"),
        ("orbit 90 degrees left around @Mara", "orbit left", "the camera orbits to the left 90 degrees around Mara"),
        ("push slowly in on @Mara", "push in", "the camera pushes in slowly on Mara"),
    ],
)
def test_where_a_camera_goes_may_stand_behind_how(line: str, name: str, words: str) -> None:
    seen = shot(f"wide, {line}, 4s")
    assert [(one.name, one.words) for one in seen.terms if one.kind == "camera"] == [(name, words)]
    assert not seen.words
    assert not [one for one in seen.terms if one.kind == "placement"]


def test_degrees_of_what_does_not_turn_are_words() -> None:
    assert shot("wide, 40 degrees in the shade, 4s").words == ("40 degrees in the shade",)
    assert shot("wide, zoom in 30 degrees, 4s").words == ("zoom in 30 degrees",)


def test_a_camera_that_pulls_back_reveals_what_is_named() -> None:
    revealed = shot("wide, pull back to reveal the burning city, 4s")
    (move,) = (one for one in revealed.terms if one.kind == "camera")
    assert move.words == "the camera pulls back to reveal the burning city"
    assert not revealed.words


def test_a_lens_a_focus_and_a_look_go_together() -> None:
    kinds = [one.kind for one in shot("close, 85mm, shallow focus, sepia, 4s").terms]
    assert kinds == ["framing", "lens", "focus", "style"]


def test_a_shot_line_holds_no_transition() -> None:
    assert [one.name for one in shot("wide, slide left, 4s").terms] == ["wide", "truck left"]
    assert [one.name for one in shot("wide, push, 4s").terms] == ["wide", "push in"]


def film(style: str, line: str = "wide, 4s") -> tuple[str, list[Term]]:
    """The words of a film's style, and the terms a shot of it is drawn with."""
    text = f"Title: X\nStyle: {style}\n\nINT. ROOM - DAY\n\n!! {line}\n\nA lamp.\n"
    made = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    assert not made.diagnostics
    (body,) = [node.body for node in made.plan.value.nodes if isinstance(node.body, PanelBody)]
    return made.screenplay.value.settings.style, [one for one in body.terms if one.kind == "style"]


def test_a_film_s_style_is_a_look_by_name() -> None:
    words, looks = film("Technicolor")
    assert words == "three-strip Technicolor, saturated primaries, rich skin"
    assert [(one.name, one.draft.amounts["saturation"]) for one in looks] == [("technicolor", (0.8, 0.8))]


def test_looks_and_words_of_a_style_stand_side_by_side() -> None:
    words, looks = film("16mm film, hand-painted frames, sepia")
    assert words == "16mm film, visible grain, hand-painted frames, sepia-toned photograph"
    assert [one.name for one in looks] == ["16mm film", "sepia"]


def test_a_style_in_words_of_one_s_own_stays_as_written() -> None:
    assert film("soft gouache, warm light after rain") == ("soft gouache, warm light after rain", [])


def test_a_shot_with_a_look_of_its_own_has_that_one_alone() -> None:
    _, looks = film("technicolor", "wide, VHS, 4s")
    assert [one.name for one in looks] == ["VHS"]


def test_the_declared_style_of_the_noir_library_is_drawn_as_the_look() -> None:
    look = next(one for one in shot("wide, @noir, 4s", use="Use: std.noir\n").terms if one.kind == "style")
    assert look.words.startswith("black-and-white film noir")
    assert look.draft.amounts["saturation"] == (-1, -1)


def test_the_page_of_the_vocabulary_is_true() -> None:
    page = (Path(__file__).parents[3] / "docs" / "vocabulary.md").read_text("utf-8")
    assert page == glossary(), "python -m milimo_lang.analysis.glossary > docs/vocabulary.md writes it anew"
