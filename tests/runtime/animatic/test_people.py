"""People in drawn frames: how large a framing shows them, how they hold themselves, where they go, who speaks."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest

from milimo_lang.analysis.vocabulary import term as term_of
from milimo_lang.ir.bodies import Figure, Place
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Size
from milimo_runtime.backends.animatic.camera import camera_of
from milimo_runtime.backends.animatic.canvas import Box, Canvas
from milimo_runtime.backends.animatic.drawing import Drawing
from milimo_runtime.backends.animatic.figures.animals import HEADS
from milimo_runtime.backends.animatic.figures.drawn import draw_figure
from milimo_runtime.backends.animatic.figures.skeleton import Skeleton
from milimo_runtime.backends.animatic.figures.stance import PHASES, TALL, Stance
from milimo_runtime.backends.animatic.looks import look_of
from milimo_runtime.backends.animatic.stage import stage
from tests.vocabulary import terms_of

from .conftest import KITCHEN, MARA, TOM, framing, panel, speaking, term

Cover = npt.NDArray[np.bool_]

SMALL = Size(width=320, height=180)
WHITE = (255, 255, 255)
MAN = look_of("Tom", "a young man, dark curly hair, navy sweater")
WIDE = 16 / 9
FIELD = Place(name="Field", interior=False, time_of_day="DAY")
NAMED: dict[str, Term] = {one.name: term_of(one) for one in terms_of("framing")}
# A name that is no letter has no label.
BARE = TOM.model_copy(update={"name": " ", "side": 0})


def drawn(stance: Stance, density: float = 200.0) -> Cover:
    """Where a figure alone is painted, over a square two units wide about the origin."""
    canvas = Canvas(Box(-1.0, -1.0, 1.0, 1.0), density)
    draw_figure(canvas, stance, MAN, WHITE, WHITE)
    return np.asarray(canvas.finished().getchannel("A")) > 128


def extent(cover: Cover) -> tuple[int, int]:
    """How wide and how high what is painted is, pixels."""
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    return int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)


def reached(cover: Cover) -> Cover:
    """What of a shape hangs together with its first pixel."""
    whole = np.zeros_like(cover)
    whole[tuple(np.argwhere(cover)[0])] = True
    while True:
        grown = whole.copy()
        for axis in (0, 1):
            for step in (-1, 1):
                grown |= np.roll(whole, step, axis)
        grown &= cover
        if (grown == whole).all():
            return whole
        whole = grown


def film(frames: tuple[int, ...], figures: tuple[Figure, ...], length: int = 48, **said: object) -> list[npt.NDArray]:
    body = panel(**({"size": SMALL, "figures": figures, "frames": length, "handle": 0, "place": FIELD} | said))
    drawing = Drawing(body, camera_of(body.terms, length, 0, 7, body.rate), {})
    return [np.asarray(drawing.planes(frame).y, float) for frame in frames]


def moved(one: npt.NDArray, other: npt.NDArray) -> Cover:
    return np.abs(one - other) > 14


# ---------------------------------------------------------------- postures


@pytest.mark.parametrize("facing", [-3, -1, 0, 1, 3])
@pytest.mark.parametrize("away", [False, True])
def test_a_figure_is_as_tall_as_its_posture(facing: int, away: bool) -> None:
    standing = extent(drawn(Stance(0.0, -0.5, 1.0, facing, away)))[1]
    shares = {
        posture: extent(drawn(Stance(0.0, -0.5, 1.0, facing, away, posture=posture)))[1] / standing
        for posture in ("sit", "kneel", "walk", "run")
    }
    assert shares["sit"] == pytest.approx(0.77, abs=0.06)
    assert shares["kneel"] == pytest.approx(0.72, abs=0.07)
    assert shares["walk"] == pytest.approx(0.97, abs=0.04)
    assert shares["run"] == pytest.approx(0.88, abs=0.04)


def test_someone_who_lies_is_as_long_as_they_stood_tall() -> None:
    for facing in (-1, 1):
        wide, high = extent(drawn(Stance(-0.4 * facing, 0.0, 1.0, facing, posture="lie"), 160))
        assert wide / 160 == pytest.approx(1.0, abs=0.06)
        assert 0.15 < high / 160 < 0.34


def test_no_two_postures_and_no_two_bearings_look_alike() -> None:
    covers = [drawn(Stance(0.0, -0.5, 1.0, 1, posture=posture), 80) for posture in TALL]
    covers += [drawn(Stance(0.0, -0.5, 1.0, 1, bearing=bearing), 80) for bearing in range(1, 4)]
    for one, other in combinations(covers, 2):
        assert (one ^ other).sum() > 0.045 * max(one.sum(), other.sum())


@pytest.mark.parametrize("posture", ["walk", "run"])
def test_the_legs_of_those_who_go_swing(posture: str) -> None:
    spreads = [
        extent(drawn(Stance(0.0, -0.5, 1.0, 3, posture=posture, phase=phase), 80)[80:])[0] / 80
        for phase in range(PHASES)
    ]
    assert max(spreads) > 0.34
    assert max(spreads) > 1.6 * min(spreads)
    feet = [max(leg.points[2][1] for leg in Skeleton(Stance(0.0, 0.0, 1.0, 3, posture=posture, phase=phase),
            False).legs) for phase in range(PHASES)]  # fmt: skip
    # The foot that stands is on the ground, but for the leaps of a run.
    assert np.ptp(feet) < (0.035 if posture == "walk" else 0.08)


def test_a_figure_has_no_gap_between_its_parts() -> None:
    for posture in TALL:
        for facing in (-1, 0, 3):
            cover = drawn(Stance(-0.4 if posture == "lie" else 0.0, -0.4, 1.0, facing or 1, posture=posture), 120)
            assert (cover & ~reached(cover)).sum() < 12


# ---------------------------------------------------------------- framings


SHOWN = {
    "wide": 1.0, "full": 1.0, "medium wide": 0.71, "cowboy": 0.6, "medium": 0.5, "medium close": 0.33, "close": 0.22,
    "choker": 0.15, "extreme close": 0.13,
}  # fmt: skip
"""How much of a standing figure each framing shows: to the feet, the knees, the thighs, the waist, the chest."""


@pytest.mark.parametrize("name", SHOWN)
def test_a_framing_cuts_people_where_its_name_says(name: str) -> None:
    (person,) = stage(panel(figures=(MARA,), terms=(NAMED[name],)), WIDE).people
    seen = min(1.0, (0.5 - person.stance.top) / person.stance.height)
    assert seen == pytest.approx(SHOWN[name], abs=0.045)


def test_the_closer_the_framing_the_more_of_the_picture_is_drawn_over() -> None:
    parts = []
    for name in ("extreme wide", "wide", "full", "medium wide", "medium", "medium close", "close", "choker"):
        terms = (NAMED[name],)
        with_, without = (film((0,), figures, 1, terms=terms, place=KITCHEN)[0] for figures in ((BARE,), ()))
        parts.append(float((np.abs(with_ - without) > 10).mean()))
    assert all(after > before for before, after in pairwise(parts))


@pytest.mark.parametrize("name", ["medium", "medium close", "close"])
def test_a_face_is_where_the_mouth_opens(name: str) -> None:
    said = {"terms": (NAMED[name],), "speaking": (speaking(" ", 0, 48),)}
    body = panel(size=SMALL, figures=(BARE,), frames=48, handle=0, place=FIELD, **said)
    drawing = Drawing(body, camera_of(body.terms, 48, 0, 7, body.rate), {})
    acts = [drawing._acts(frame)[0] for frame in range(48)]
    shut = next(at for at, act in enumerate(acts) if act == (0, 0, False))
    open_ = next(at for at, act in enumerate(acts) if act == (2, 0, False))
    closed, spoken = film((shut, open_), (BARE,), **said)
    stance = drawing.scene.people[0].stance

    def darker(left: float, top: float, right: float, bottom: float) -> float:
        """How much of a part of the face (standing heights from the head's top) is darker with the mouth open."""
        rows, columns = (
            slice(*(round((at + middle) * 180) for at in ends))
            for ends, middle in (
                ((stance.top + top * stance.height, stance.top + bottom * stance.height), 0.5),
                ((stance.x + left * stance.height, stance.x + right * stance.height), WIDE / 2),
            )
        )
        return float((closed[rows, columns] - spoken[rows, columns] > 20).mean())

    assert darker(-0.01, 0.107, 0.01, 0.124) > 0.5
    assert darker(-0.04, 0.085, -0.025, 0.1) < 0.1


def test_a_child_alone_has_a_large_round_head_and_is_no_taller_in_the_frame() -> None:
    def shares(look: str, height: float) -> tuple[float, float]:
        (person,) = stage(panel(figures=(Figure(name="Tilda", look=look),), terms=(framing(height),)), WIDE).people
        canvas = Canvas(Box(-1.0, -1.0, 1.0, 1.0), 160)
        stance = replace(person.stance, x=0.0, facing=0)
        draw_figure(canvas, stance, person.look, WHITE, WHITE)
        cover = np.asarray(canvas.finished().getchannel("A")) > 128
        rows = (cover[round(160 * (1 + stance.top + part * stance.height))].sum() / 160 for part in (0.07, 0.3))
        return tuple(rows)  # type: ignore[return-value]

    for height in (0.8, 1.1, 1.55):
        head, chest = shares("a girl of five, short hair, red jumper", height)
        grown_head, grown_chest = shares("a woman, short hair, red jumper", height)
        assert head / chest > 1.3 * grown_head / grown_chest
    assert shares("a girl of five, short hair, red jumper", 1.1)[0] > 1.15 * shares("a woman, short hair", 1.1)[0]


def test_a_baby_is_held_by_whom_the_action_names_with_it() -> None:
    figures = (
        Figure(name="Tom", look="a man", side=-1),
        Figure(name="Marcus", look="a man", side=1),
        Figure(name="Ivy", look="a baby girl", side=1),
    )
    for action, holder in ((("Tom waits. Marcus holds Ivy.",), "Marcus"), ((), "Tom")):
        body = panel(figures=figures, action=action, terms=(framing(0.5),))
        people = {one.name: one.stance for one in stage(body, WIDE).people}
        assert abs(people["Ivy"].x - people[holder].x) < 0.1 * people[holder].height
        assert people["Ivy"].height < 0.35 * people[holder].height


ANIMALS = ("dog", "cat", "horse", "cow", "sheep", "pig", "bear", "wolf", "fox", "lion", "rabbit", "rat", "goose",
           "duck", "hen", "parrot", "snake", "fish")  # fmt: skip


@pytest.mark.parametrize("name", ["medium", "close"])
@pytest.mark.parametrize("animal", ANIMALS)
def test_the_head_of_an_animal_alone_is_large_and_in_the_frame(name: str, animal: str) -> None:
    for side in (-1, 1):
        figure = Figure(name="Duke", look=f"a brown {animal}", side=side)
        (person,) = stage(panel(figures=(figure,), terms=(NAMED[name],)), WIDE).people
        ahead, down, half = HEADS[person.look.kind]
        stance = person.stance
        x = stance.x + (ahead if stance.facing >= 0 else -ahead) * stance.height
        y, reach = stance.top + down * stance.height, half * stance.height
        assert abs(x) + reach < WIDE / 2
        assert y - reach > -0.4
        assert y + reach < 0.45
        assert 2 * reach > (0.15 if name == "medium" else 0.35)


def test_the_head_of_a_horse_beside_a_child_is_off_its_face() -> None:
    child = Figure(name="Tilda", look="a girl of five", side=-1)
    horse = Figure(name="Duke", look="a brown horse", side=1)
    people = {one.name: one for one in stage(panel(figures=(child, horse), terms=(framing(1.45, two=1),)), WIDE).people}
    ahead, _, half = HEADS["horse"]
    duke, tilda = people["Duke"].stance, people["Tilda"].stance
    muzzle = duke.x - (ahead + 1.6 * half) * duke.height
    assert muzzle > tilda.x + 0.05 * tilda.head * tilda.height
    assert duke.x - ahead * duke.height < WIDE / 2 - half * duke.height


def test_no_two_animals_look_alike() -> None:
    covers = []
    for animal in ANIMALS:
        canvas = Canvas(Box(-1.0, -0.6, 1.0, 0.6), 60)
        draw_figure(canvas, Stance(0.0, -0.5, 1.0, 1, broad=True), look_of("Duke", f"a {animal}"), WHITE, WHITE)
        covers.append(np.asarray(canvas.finished().getchannel("A")) > 128)
    for one, other in combinations(covers, 2):
        assert (one ^ other).sum() > 0.1 * max(one.sum(), other.sum())


def test_of_two_the_one_who_sits_is_lower_and_one_alone_is_not() -> None:
    seated = MARA.model_copy(update={"posture": "sit"})
    terms = (framing(1.45, two=1),)
    tops = {one.name: one.stance.top for one in stage(panel(figures=(seated, TOM), terms=terms), WIDE).people}
    assert tops["Mara"] > tops["Tom"] + 0.2
    alone, stands = (stage(panel(figures=(one,), terms=terms), WIDE).people[0].stance for one in (seated, MARA))
    assert alone.top == stands.top


# ---------------------------------------------------------------- together


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize("height", [0.14, 0.5, 0.95, 1.2, 1.45, 2.2])
def test_no_head_covers_another(count: int, height: float) -> None:
    people = tuple(
        Figure(name=f"N{at}", side=-1 if at % 2 else 1, subject=at == 0, posture="sit" if at == 3 else "stand")
        for at in range(count)
    )
    scene = stage(panel(figures=people, terms=(framing(height, two=1),)), WIDE)
    assert len(scene.people) == count
    for one, other in combinations([person.stance for person in scene.people], 2):
        apart = max(abs(one.x - other.x) / (0.049 * (one.height + other.height)), abs(one.top - other.top) / 0.13)
        assert apart > 1
    for person in scene.people:
        assert abs(person.stance.x) + 0.05 * person.stance.height < WIDE / 2


def test_a_speaker_is_on_the_same_side_in_every_shot_of_a_scene() -> None:
    for name in ("wide", "two shot", "medium", "close", "over the shoulder"):
        for subject in (MARA, TOM):
            figures = tuple(one.model_copy(update={"subject": one is subject}) for one in (MARA, TOM))
            for person in stage(panel(figures=figures, terms=(NAMED[name],)), WIDE).people:
                side = {"Mara": -1, "Tom": 1}[person.name]
                assert person.stance.x * side > 0
                assert person.stance.facing * side <= 0


@pytest.mark.parametrize("side", [-1, 0, 1])
def test_two_of_one_side_face_each_other_whoever_is_named_first(side: int) -> None:
    both = [one.model_copy(update={"side": side}) for one in (MARA, TOM)]
    placed = []
    for figures in (both, both[::-1]):
        people = stage(panel(figures=tuple(figures), terms=(framing(0.5),)), WIDE).people
        assert all(person.stance.x * person.stance.facing < 0 for person in people)
        placed.append({person.name: person.stance.x for person in people})
    assert placed[0] == placed[1]


@pytest.mark.parametrize(
    ("room", "action", "seat"),
    [
        ("Kitchen", "Mara lies on the floor.", ""),
        ("Kitchen", "Mara lies there.", ""),
        ("Kitchen", "Mara lies on the old sofa.", "bed"),
        ("Bedroom", "Mara sleeps.", "bed"),
        ("Bedroom", "Mara lies on the floor beside the bed.", ""),
    ],
)
def test_a_bed_is_brought_only_where_there_would_be_one(room: str, action: str, seat: str) -> None:
    place = KITCHEN.model_copy(update={"name": room, "look": ""})
    figure = MARA.model_copy(update={"posture": "lie"})
    for height in (0.5, 1.55):
        body = panel(place=place, figures=(figure,), action=(action,), terms=(framing(height),))
        (person,) = stage(body, WIDE).people
        assert person.stance.seat == seat
        assert (person.stance.floor > 0.33) == (seat == "")


# ---------------------------------------------------------------- movement


def places(path: str, side: int, frames: tuple[int, ...], posture: str = "walk") -> list[float | None]:
    """The middle of someone on their way in each frame, in frame heights; None where nobody is."""
    figure = BARE.model_copy(update={"side": side, "posture": posture, "path": path})
    bare = film((0,), (), terms=(framing(0.6),))[0]
    found: list[float | None] = []
    for frame in film(frames, (figure,), terms=(framing(0.6),)):
        columns = np.nonzero(moved(frame, bare)[:, :].sum(axis=0) > 2)[0]
        found.append(float(columns.mean()) / 180 - WIDE / 2 if len(columns) else None)
    return found


def test_who_comes_in_comes_from_the_edge_and_then_stands() -> None:
    first, early, later, there, last = places("in", -1, (0, 10, 16, 30, 47))
    assert first is None
    assert early is not None
    assert later is not None
    assert there is not None
    assert early < later < there < 0
    assert last == there


def test_who_goes_out_leaves_the_frame() -> None:
    first, under_way, last = places("out", 1, (0, 20, 47))
    assert first is not None
    assert under_way is not None
    assert 0 < first < under_way
    assert last is None


def test_who_goes_across_passes_through_the_whole_frame() -> None:
    seen = [place for place in places("across", -1, tuple(range(0, 48, 6))) if place is not None]
    assert seen[0] < -0.5
    assert seen[-1] > 0.5
    assert all(after > before for before, after in pairwise(seen))


def test_a_walk_uses_the_frame_at_the_pace_of_its_feet_and_a_run_is_faster() -> None:
    """Two seconds of 0.8 standing heights each."""
    first, last = places("", -1, (0, 47))
    assert first is not None
    assert last is not None
    assert last - first == pytest.approx(2 * 0.8 * 0.6, abs=0.06)
    (walks,), (runs,) = (places("in", -1, (9,), posture) for posture in ("walk", "run"))
    assert walks is None or (runs is not None and runs > walks)


def test_a_name_goes_with_its_figure() -> None:
    going = TOM.model_copy(update={"posture": "walk", "path": "across"})
    nameless = going.model_copy(update={"name": " "})
    names = [
        np.nonzero(moved(*pair)[:70].any(axis=0))[0].mean()
        for pair in zip(*(film((16, 28), (one,), terms=(framing(0.5),)) for one in (going, nameless)), strict=True)
    ]
    assert abs(names[1] - names[0]) > 20


def test_where_nobody_goes_a_shot_is_one_picture() -> None:
    body = panel(figures=(MARA, TOM.model_copy(update={"posture": "sit"})), terms=(framing(0.5),), frames=24)
    drawing = Drawing(body, camera_of(body.terms, 24, 0, 7, body.rate), {})
    assert len({str(drawing.state(frame)) for frame in range(24)}) == 1


def test_a_speaker_gestures_and_nobody_else_stirs() -> None:
    said = {"terms": (framing(1.3, two=1),), "speaking": (speaking("Mara", 0, 96),), "place": KITCHEN}
    frames = film(tuple(range(0, 96, 8)), (MARA, TOM), 96, **said)
    changed = np.any([moved(frames[0], frame) for frame in frames[1:]], axis=0)
    assert not changed[:, 170:].any()
    rows = np.flatnonzero(changed[:, :170].any(axis=1))
    # The mouth alone would stir a few rows of the face; a hand is far below it.
    assert np.ptp(rows) > 0.18 * 180


def test_from_above_postures_are_told_apart() -> None:
    above = term("angle", "overhead", horizon=-0.45, overhead=1)
    films = [
        film((0,), (BARE.model_copy(update={"posture": posture}),), terms=(framing(0.7), above), place=KITCHEN)[0]
        for posture in ("stand", "sit", "kneel", "lie", "walk")
    ]
    for one, other in combinations(films, 2):
        assert moved(one, other).sum() > 90


@pytest.mark.parametrize("words", ["an 8-year-old girl", "a teenage boy", "a man of forty"])
def test_a_larger_head_reaches_down_and_not_up(words: str) -> None:
    canvas = Canvas(Box(-1.0, -1.0, 1.0, 1.0), 120)
    draw_figure(canvas, Stance(0.0, -0.5, 1.0, 1), look_of("Kit", f"{words}, bald"), WHITE, WHITE)
    rows = np.flatnonzero((np.asarray(canvas.finished().getchannel("A")) > 128).any(axis=1))
    assert rows[0] / 120 - 1 == pytest.approx(-0.5, abs=0.02)
    assert rows[-1] / 120 - 1 == pytest.approx(0.5, abs=0.06)


def test_an_animal_swings_its_legs_as_it_goes() -> None:
    covers = []
    for phase in (0, 2, 4):
        canvas = Canvas(Box(-1.0, -1.0, 1.0, 1.0), 80)
        stance = Stance(0.0, -0.5, 1.0, 1, posture="walk", phase=phase, broad=True)
        draw_figure(canvas, stance, look_of("DOG", "a brown dog"), WHITE, WHITE)
        covers.append(np.asarray(canvas.finished().getchannel("A")) > 128)
    for one, other in combinations(covers, 2):
        assert (one ^ other)[80:].sum() > 100
        assert (one ^ other)[:70].sum() == 0


def test_one_sits_on_what_is_there() -> None:
    seated = MARA.model_copy(update={"posture": "sit"})
    places = {"Hall": True, "Kitchen": True, "Church": True, "Bus": True, "Park": False, "Beach": False}
    seats = [
        stage(panel(figures=(seated,), terms=(framing(0.5),), place=Place(name=name, interior=inside)), WIDE)
        .people[0]
        .stance.seat
        for name, inside in places.items()
    ]
    assert seats == ["chair", "table", "pew", "", "bench", "rock"]


def test_everyone_keeps_the_order_from_left_to_right_in_a_row_and_in_two() -> None:
    names = ("Ada", "Ben", "Cat", "Dan", "Eve", "Fay")
    group = tuple(
        Figure(name=name, side=-1 if at % 2 == 0 else 1, place=at // 2 if at % 2 == 0 else 5 - at // 2)
        for at, name in enumerate(names)
    )
    for height in (0.5, 0.95):
        body = panel(figures=group, terms=(framing(height, two=1),), size=Size(width=640, height=360))
        people = sorted(stage(body, 16 / 9).people, key=lambda one: one.stance.x)
        assert [one.name for one in people] == ["Ada", "Cat", "Eve", "Fay", "Dan", "Ben"]
