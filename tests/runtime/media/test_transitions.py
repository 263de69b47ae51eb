"""Every transition of the standard library is performed, on all three planes, and looks like no other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import TransitionBody
from milimo_lang.resources import read_text
from milimo_lang.world import MemoryWorld
from milimo_runtime.media.planes import Planes, planes_from_rgb
from milimo_runtime.media.transitions import blend_of
from tests.vocabulary import terms_of

DRAFTS = {one.name: one.draft for one in terms_of("transition")}
STYLES = sorted({draft.split()[0] for draft in DRAFTS.values()} - {"cut"})
ONE_SIDED = {"fade-in", "fade-in-white", "fade-out", "fade-out-white", "iris-in", "iris-out"}


def scene(colour: tuple[int, int, int], seed: int) -> Planes:
    """A picture of many blocks in shades of one colour: whatever moves in it shows."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (192, 108), colour)
    pen = ImageDraw.Draw(image)
    for _ in range(300):
        x, y = (int(at) for at in random.integers(0, (180, 100)))
        shade = tuple(int(part * random.uniform(0.4, 1.3)) for part in colour)
        pen.rectangle((x, y, x + 12, y + 9), fill=shade)
    return planes_from_rgb(image)


RED, BLUE = scene((180, 60, 40), 1), scene((40, 70, 190), 2)


def apart(one: Planes, other: Planes) -> tuple[float, ...]:
    return tuple(float(np.abs(a.astype(int) - b).mean()) for a, b in zip(one, other, strict=True))


def test_every_transition_has_a_style_and_a_length_or_is_a_cut() -> None:
    assert [name for name, draft in DRAFTS.items() if draft == "cut"] == ["cut to"]
    assert len(set(DRAFTS.values())) == len(DRAFTS), "two transitions are one"
    assert len(STYLES) > 20


@pytest.mark.parametrize("style", STYLES)
def test_on_every_plane_it_goes_from_one_picture_to_the_other(style: str) -> None:
    blend = blend_of(style)
    assert max(apart(blend(RED, BLUE, 0.0), RED)) < 1
    assert max(apart(blend(RED, BLUE, 1.0), BLUE)) < 1
    between = blend(RED, BLUE, 0.4)
    assert [plane.shape for plane in between] == [plane.shape for plane in RED]
    assert min(apart(between, RED)) > 1
    assert min(apart(between, BLUE)) > 1


def test_on_its_way_no_style_looks_like_another() -> None:
    films = {style: [blend_of(style)(RED, BLUE, at) for at in (0.3, 0.5, 0.7)] for style in STYLES}
    # What lies between a picture and nothing is told apart by where it may stand, and by its ground.
    same = ({"dip-black", "fade-in", "fade-out"}, {"dip-white", "fade-in-white", "fade-out-white"}, {"iris", "iris-in"})
    for one, other in combinations(films, 2):
        if not any({one, other} <= kin for kin in same):
            differing = max(max(apart(a, b)) for a, b in zip(films[one], films[other], strict=True))
            assert differing > 1, f"{one} looks like {other}"


@pytest.mark.parametrize(
    ("style", "first"),
    [
        ("wipe", "left"), ("wipe-left", "right"), ("wipe-down", "top"), ("wipe-up", "bottom"),
        ("push-right", "left"), ("push-left", "right"), ("slide-down", "top"), ("slide-up", "bottom"),
    ],
)  # fmt: skip
def test_it_comes_in_from_the_side_it_is_named_after(style: str, first: str) -> None:
    at = blend_of(style)(RED, BLUE, 0.3)
    sides = {"left": np.s_[:, :8], "right": np.s_[:, -8:], "top": np.s_[:6], "bottom": np.s_[-6:]}
    bluer = {side: float(at.u[part].mean()) for side, part in sides.items()}
    assert max(bluer, key=lambda side: bluer[side]) == first


def test_a_clock_wipe_goes_round_from_twelve() -> None:
    quarter = blend_of("clock")(RED, BLUE, 0.25)
    assert quarter.u[5, 60] == BLUE.u[5, 60]
    assert (quarter.u[5, 20], quarter.u[48, 20], quarter.u[48, 75]) == (RED.u[5, 20], RED.u[48, 20], RED.u[48, 75])


def bodies(text: str) -> list[TransitionBody]:
    film = f"Title: X\n\nINT. A ROOM - DAY\n\n!! wide, 3s\n\nA lamp.\n\n{text}"
    made = Compilation(MemoryWorld({"film.mls": film}), "film.mls")
    assert not made.diagnostics
    return [node.body for node in made.plan.value.nodes if isinstance(node.body, TransitionBody)]


@pytest.mark.parametrize(
    ("written", "style", "frames"),
    [
        ("> FADE OUT.", "fade-out", 24),
        ("> FADE TO WHITE.", "fade-out-white", 24),
        ("> IRIS OUT: 2s", "iris-out", 48),
    ],
)
def test_what_ends_on_nothing_lies_on_the_last_frames(written: str, style: str, frames: int) -> None:
    (body,) = bodies(written)
    assert (body.style, body.frames, body.from_first, body.to_first) == (style, frames, 72 - frames, None)


@pytest.mark.parametrize(("written", "style"), [("> IRIS IN:", "iris-in"), ("> FADE IN FROM WHITE:", "fade-in-white")])
def test_what_begins_on_nothing_lies_on_the_first_frames(written: str, style: str) -> None:
    (body,) = bodies(f"{written}\n\n!! close, 3s\n\nIts flame.")
    assert (body.style, body.from_first, body.to_first) == (style, None, 0)


@pytest.mark.parametrize("written", ["> WHIP PAN TO:", "> SWISH-PAN TO:", "> whip to:"])
def test_a_whip_is_written_as_it_is_said(written: str) -> None:
    (body,) = bodies(f"{written}\n\n!! close, 3s\n\nIts flame.")
    assert (body.style, body.frames) == ("whip", 10)


def test_the_library_names_the_transitions_every_screenplay_uses() -> None:
    said = read_text("stdlib", "transitions.mls").casefold()
    for name in ("match cut", "smash cut", "jump cut", "cross dissolve", "fade to black", "clock wipe", "intercut"):
        assert name in said
