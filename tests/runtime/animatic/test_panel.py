"""A panel: as many frames as asked for, the same each time, light by the hour, people by the framing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from milimo_lang.ir.bodies import Figure, Place
from milimo_lang.ir.values import Size
from milimo_runtime.backend import Cancelled, Job, Progress
from milimo_runtime.backends.animatic import AnimaticBackend
from milimo_runtime.backends.animatic.stage import stage

from .conftest import COAST, KITCHEN, MARA, TOM, Make, Shoot, apart, camera, framing, panel, speaking, term

ROOT = Path(__file__).parents[3]


def test_a_panel_has_its_frames_and_then_its_handle(shoot: Shoot) -> None:
    assert len(shoot(panel(frames=17, handle=9))) == 26


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (240, 240), (66, 34)])
def test_a_panel_has_the_size_asked_for(shoot: Shoot, size: tuple[int, int]) -> None:
    body = panel(size=Size(width=size[0], height=size[1]), figures=(MARA, TOM), terms=(camera(truck=(-0.1, 0.1)),))
    assert shoot(body)[0].shape == (size[1], size[0])


def test_the_same_panel_is_the_same_file_in_any_process(tmp_path: Path) -> None:
    body = panel(
        figures=(MARA, TOM), terms=(framing(1.4), camera(orbit=(-0.1, 0.1))), speaking=(speaking("Mara", 2, 6),)
    )
    program = (
        "import sys; from pathlib import Path; from milimo_lang.ir.bodies import PanelBody;"
        "from milimo_runtime.backend import Job; from milimo_runtime.backends.animatic import AnimaticBackend;"
        "AnimaticBackend().make(Job(PanelBody.model_validate_json(sys.argv[1]), {}, {'picture': Path(sys.argv[2])}))"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        path = os.pathsep.join([str(ROOT / "runtime"), str(ROOT)])
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": f"Etc/GMT+{seed}"}
        command = [sys.executable, "-c", program, body.model_dump_json(), str(folder / "picture")]
        subprocess.run(command, cwd=folder, env=env, check=True)
        made.append((folder / "picture").read_bytes())
    assert made[0] == made[1]


def test_night_is_darker_than_day_inside_and_outside(shoot: Shoot) -> None:
    for place in (COAST, KITCHEN):
        night, day = (
            shoot(panel(place=place.model_copy(update={"time_of_day": hour})))[0].mean() for hour in ("NIGHT", "DAY")
        )
        assert night < day - 25


def test_a_storm_is_not_a_clear_sky(shoot: Shoot) -> None:
    clear = shoot(panel(place=COAST.model_copy(update={"time_of_day": "DAY"})))[0]
    storm = shoot(panel(place=COAST.model_copy(update={"time_of_day": "DAY", "look": "a lighthouse in a storm"})))[0]
    assert storm.mean() < clear.mean() - 10


def test_every_place_has_a_colour_of_its_own(shoot: Shoot) -> None:
    rooms = [shoot(panel(place=Place(name=name, interior=True)))[0] for name in ("Parlour", "Nursery")]
    assert apart(*rooms) > 2


@pytest.mark.parametrize("place", [KITCHEN, COAST], ids=["inside", "outside"])
def test_the_closer_the_framing_the_more_of_the_frame_is_the_figure(shoot: Shoot, place: Place) -> None:
    covered = []
    for height in (0.14, 0.5, 1.1, 1.55, 2.4, 3.6):
        terms = (framing(height),)
        empty = Figure(name="Mara", look="", kind="character")
        stance = stage(panel(place=place, figures=(empty,), terms=terms), 16 / 9).people[0].stance
        head_in_frame = -0.5 <= stance.top + 0.07 * stance.height <= 0.5
        assert head_in_frame
        covered.append(stance.height)
    assert covered == sorted(covered)
    wide, close = (shoot(panel(place=place, figures=(MARA,), terms=(framing(height),)))[0] for height in (0.14, 3.6))
    bare_wide, bare_close = (shoot(panel(place=place, terms=(framing(height),)))[0] for height in (0.14, 3.6))
    part = [(np.abs(a - b) > 12).mean() for a, b in ((wide, bare_wide), (close, bare_close))]
    assert part[0] < 0.06
    assert part[1] > 0.25


def test_people_keep_their_side(shoot: Shoot) -> None:
    bare = shoot(panel(terms=(framing(0.5),)))[0]
    for figure, left in ((MARA, True), (TOM, False)):
        drawn = np.abs(shoot(panel(figures=(figure,), terms=(framing(0.5),)))[0] - bare)
        half = drawn.shape[1] // 2
        assert (drawn[:, :half].sum() > drawn[:, half:].sum()) == left


def test_over_the_shoulder_shows_the_other_ones_back(shoot: Shoot) -> None:
    subject = MARA.model_copy(update={"subject": True})
    single = shoot(panel(figures=(subject, TOM), terms=(framing(2.2),)))[0]
    shoulder = shoot(panel(figures=(subject, TOM), terms=(framing(2.2, shoulder=1),)))[0]
    right = slice(220, 320)
    assert shoulder[60:, right].mean() < single[60:, right].mean() - 15


def test_an_insert_shows_the_object_large(shoot: Shoot) -> None:
    lamp = Figure(name="the lamp", look="a brass lamp", kind="object")
    terms = (framing(1.0, insert=1),)
    drawn, bare = (shoot(panel(figures=figures, terms=terms))[0] for figures in ((lamp,), ()))
    assert (np.abs(drawn - bare)[30:140, 110:210] > 8).mean() > 0.2


def test_black_and_white_has_no_colour(make: Make) -> None:
    from milimo_runtime.media.decode import frames

    noir = replace(term("style", "noir"), words="black-and-white film noir")
    planes = next(frames(make(panel(figures=(MARA,), terms=(framing(1.1), noir)))))
    assert np.abs(planes.u.astype(int) - 128).max() <= 2
    assert np.abs(planes.v.astype(int) - 128).max() <= 2


def test_a_speaker_moves_only_while_speaking(shoot: Shoot) -> None:
    body = panel(figures=(MARA,), terms=(framing(2.4),), frames=24, speaking=(speaking("Mara", 8, 8),))
    film = shoot(body)
    quiet = [*range(1, 8), *range(18, 24)]
    assert max(apart(film[0], film[at]) for at in quiet) < 0.35
    mouths = [apart(film[0], film[at]) for at in range(8, 16)]
    assert max(mouths) > 3 * max(0.05, max(apart(film[0], film[at]) for at in quiet))


def test_someone_else_speaking_moves_nobody(shoot: Shoot) -> None:
    film = shoot(panel(figures=(MARA,), terms=(framing(2.4),), speaking=(speaking("Tom", 2, 8),)))
    assert max(apart(film[0], frame) for frame in film) < 0.35


def test_a_panel_that_nobody_wants_any_more_leaves_nothing(tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done > 0.3:
            raise Cancelled

    path = tmp_path / "picture"
    body = panel(frames=100, terms=(camera(x=(-0.1, 0.1)),))
    with pytest.raises(Cancelled):
        AnimaticBackend().make(Job(body, {}, {"picture": path}, stop))
    assert not path.exists()
