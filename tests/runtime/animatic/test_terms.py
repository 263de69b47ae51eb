"""Every term of the vocabulary is performed, and no two terms of a kind are performed alike."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from milimo_lang.analysis.defining import amounts_drawn
from milimo_lang.analysis.vocabulary import term
from milimo_lang.ir.bodies import Figure, Place
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic import finish, grade, painting, pieces
from milimo_runtime.backends.animatic.camera import camera_of, window
from milimo_runtime.backends.animatic.canvas import Box
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.stage import stage
from milimo_runtime.media import moves
from milimo_runtime.media.planes import rgb_from_planes
from tests.vocabulary import terms_of

from .conftest import KITCHEN, MARA, TOM, framing, panel
from .moves import FOCUS

Frame = npt.NDArray[np.float64]

SMALL = Size(width=256, height=144)
SUBJECT = MARA.model_copy(update={"subject": True})
STREET = Place(name="Street", interior=False, time_of_day="DAY")
FRAMES = 24


def terms(kind: str) -> dict[str, Term]:
    return {one.name: term(one) for one in terms_of(kind)}


def drawn(
    *said: Term, people: tuple[Figure, ...] = (SUBJECT, TOM), place: Place = KITCHEN, at: tuple[int, ...] = (0,)
) -> list[Frame]:
    """Frames of a shot, RGB."""
    body = panel(size=SMALL, figures=people, place=place, terms=said, frames=FRAMES, handle=0)
    scene = Drawing(body, camera_of(said, FRAMES, 0, 7), {})
    return [np.asarray(rgb_from_planes(scene.planes(frame)), np.float64) for frame in at]


def apart(one: list[Frame], other: list[Frame]) -> float:
    """The largest mean difference of two films, in levels."""
    return max(float(np.abs(a - b).mean()) for a, b in zip(one, other, strict=True))


def alike(films: dict[str, list[Frame]], least: float) -> list[tuple[str, str, float]]:
    """The pairs that differ by less than `least` levels."""
    pairs = ((one, other, round(apart(films[one], films[other]), 2)) for one, other in combinations(films, 2))
    return [pair for pair in pairs if pair[2] < least]


@pytest.mark.parametrize(
    ("kind", "stands", "least"),
    [("angle", 0.5, 3.0), ("placement", 2.6, 0.6), ("lens", 1.1, 1.5), ("focus", 1.1, 0.7)],
)
def test_no_two_terms_of_a_kind_look_alike(kind: str, stands: float, least: float) -> None:
    films = {name: drawn(framing(stands), said, people=(SUBJECT,)) for name, said in terms(kind).items()}
    assert not alike(films, least)


@pytest.mark.parametrize(
    ("kind", "stands", "plain", "least"),
    [("angle", 0.5, {"eye level"}, 3.0), ("lens", 1.1, {"normal lens"}, 1.0), ("focus", 2.4, set(), 0.7)],
)
def test_a_term_changes_a_shot_that_has_none(kind: str, stands: float, plain: set[str], least: float) -> None:
    without = drawn(framing(stands), people=(SUBJECT,))
    for name, said in terms(kind).items():
        changed = apart(without, drawn(framing(stands), said, people=(SUBJECT,)))
        assert (changed < 0.2) if name in plain else (changed > least), name


@pytest.fixture
def painted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layers of a place are painted once for all lights and looks, which change nothing of them."""
    kept: dict[object, Image.Image] = {}

    def once(layer: painting.Layer, box: Box, density: float, focus: float = 0.0) -> Image.Image:
        key = (layer.name, layer.enlarged, layer.blur, box, density, focus)
        if key not in kept:
            kept[key] = painting.painted(layer, box, density, focus)
        return kept[key].copy()

    monkeypatch.setattr(pieces, "painted", once)


@pytest.mark.usefixtures("painted_once")
@pytest.mark.parametrize("place", [KITCHEN, STREET], ids=lambda place: place.name)
@pytest.mark.parametrize("kind", ["light", "style"])
def test_no_two_lights_and_no_two_looks_look_alike(kind: str, place: Place) -> None:
    moments = (0, 7, 13, 19)
    films = {name: drawn(framing(1.1), said, place=place, at=moments) for name, said in terms(kind).items()}
    assert not alike(films, 2.0)
    plain = drawn(framing(1.1), place=place, at=moments)
    assert min(apart(plain, film) for film in films.values()) > 2


def test_no_two_framings_look_alike() -> None:
    films = {name: drawn(said) for name, said in terms("framing").items()}
    assert not alike(films, 3.0)


def test_framings_go_from_a_speck_to_the_eyes() -> None:
    named = terms("framing")
    order = [
        "extreme wide", "establishing", "master", "wide", "full", "medium wide", "cowboy", "medium", "medium close",
        "close", "choker", "extreme close", "italian shot",
    ]  # fmt: skip
    heights = []
    for name in order:
        (person,) = stage(panel(figures=(SUBJECT,), terms=(named[name],)), 16 / 9).people
        heights.append(person.stance.height)
    assert all(after > 1.15 * before for before, after in pairwise(heights))


@pytest.mark.parametrize("name", ["italian shot", "extreme close", "choker", "close", "medium close", "medium"])
def test_the_eyes_of_the_subject_are_in_the_frame(name: str) -> None:
    (person,) = stage(panel(figures=(SUBJECT,), terms=(terms("framing")[name],)), 16 / 9).people
    eyes = person.stance.top + 0.07 * person.stance.height
    assert -0.25 < eyes < 0.1


def test_who_is_in_a_framing() -> None:
    named = terms("framing")

    def people(name: str) -> int:
        return len(stage(panel(figures=(SUBJECT, TOM), terms=(named[name],)), 16 / 9).people)

    assert [people(name) for name in ("clean single", "reaction shot", "cutaway", "insert")] == [1, 1, 0, 0]
    assert [people(name) for name in ("two shot", "wide two shot", "close two shot", "dirty single")] == [2, 2, 2, 2]


def points(said: Term) -> Frame:
    """Where points at three depths are in each frame of a move, in frame widths."""
    camera = camera_of((said,), FRAMES, 0, 7)
    found = []
    for pose in camera.poses:
        cosine, sine = np.cos(np.radians(pose.roll)), np.sin(np.radians(pose.roll))
        for depth in (0.4, 1.0, 1.4):
            box = window(pose, 16 / 9, depth)
            for x, y in ((-0.5, -0.3), (0.5, -0.3), (0.0, 0.3)):
                across, down = (x - box.middle[0]) / box.width, (y - box.middle[1]) / box.width
                found.append((cosine * across + sine * down, cosine * down - sine * across))
    return np.asarray(found)


def test_any_two_moves_carry_the_picture_to_other_places() -> None:
    ways = {name: points(said) for name, said in terms("camera").items() if name not in FOCUS}
    pairs = ((one, other, float(np.abs(ways[one] - ways[other]).max())) for one, other in combinations(ways, 2))
    alike = [(one, other, round(apart, 4)) for one, other, apart in pairs if apart < 0.02]
    # A hand moves the camera by one frame width in a hundred, and the picture is told from a still one by its unrest.
    assert [pair[:2] for pair in alike] == [("static", "handheld")]


def test_a_rack_focus_changes_what_is_sharp_and_nothing_else() -> None:
    first, last = drawn(framing(1.1), terms("camera")["rack focus"], at=(0, FRAMES - 1))
    still, _ = drawn(framing(1.1), terms("camera")["static"], at=(0, FRAMES - 1))

    def sharp(frame: Frame, part: slice) -> float:
        return float(np.abs(np.diff(frame[:60, part].mean(axis=2), axis=1)).mean())

    wall = slice(100, 130)
    assert sharp(last, wall) > 1.2 * sharp(first, wall)
    assert sharp(still, wall) == pytest.approx(sharp(last, wall), rel=0.2)


def test_no_speed_is_another() -> None:
    from milimo_lang.analysis.vocabulary import amounts

    scales = [dict(amounts(one.draft))["scale"][0] for one in terms_of("speed")]
    assert all(abs(one - other) > 0.2 for one, other in combinations(scales, 2))


def test_lights_that_flicker_do_and_none_flashes_more_than_twice_a_second() -> None:
    named = terms("light")
    body = panel(size=SMALL, figures=(SUBJECT,), frames=72, handle=0)
    for name in ("firelight", "candlelight", "strobe"):
        shot = body.model_copy(update={"terms": (framing(1.1), named[name])})
        scene = Drawing(shot, camera_of(shot.terms, 72, 0, 7), {})
        luma = np.array([float(scene.planes(frame).y.mean()) for frame in range(72)])
        assert np.ptp(luma) > 2, name
        rising = np.diff(luma) > 0.1 * luma.max()
        assert rising.sum() <= 3 * 2, name


def test_a_still_picture_without_unrest_is_drawn_once() -> None:
    def states(said: Term) -> int:
        body = panel(size=SMALL, figures=(SUBJECT,), terms=(framing(1.1), said), frames=FRAMES, handle=0)
        scene = Drawing(body, camera_of(body.terms, FRAMES, 0, 7), {})
        return len({str(scene.state(frame)) for frame in range(FRAMES)})

    assert states(terms("light")["low key"]) == 1
    assert states(terms("style")["technicolor"]) == 1
    assert states(terms("style")["super 8"]) == FRAMES / 2


def test_black_and_white_has_no_colour_and_colour_has() -> None:
    for name, said in terms("style").items():
        (frame,) = drawn(framing(1.1), said)
        grey = float(frame.std(axis=2).mean()) < 1.5
        assert grey == (name in ("black and white", "noir", "german expressionism")), name


def test_deep_focus_is_sharp_where_a_close_shot_is_not() -> None:
    close = framing(3.6)
    names = ("deep focus", "shallow focus")
    deep, shallow = (stage(panel(figures=(SUBJECT,), terms=(close, terms("focus")[name])), 16 / 9) for name in names)
    assert (deep.blur, shallow.blur) == (0, 1)


def test_every_amount_that_is_performed_is_known_to_the_language() -> None:
    performed = {*moves._FACTORS, *moves._SHIFTS, *grade.NAMES, *finish._NAMES, "depth", "ease", "degrees", "warp"}
    assert performed <= amounts_drawn()
