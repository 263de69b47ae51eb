"""Films by a tiny LTX-2 through the real planner, store, executor and cut: what is made, and what is made again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.ir.plan import Plan
from milimo_lang.world import DiskWorld
from milimo_runtime.backends.ltx.models import forget
from milimo_runtime.journal import Event
from milimo_runtime.session import Built, Interrupted, open_session
from tests.runtime.inline import inline
from tests.runtime.ltx.models import FAMILIES
from tests.tiny import material
from tests.tiny.fixtures import Kept
from tests.tiny.loras import build_lora

LORA = "ltx-2-19b-distilled-lora-384.safetensors"

MODEL = """\
Title: Tiny
Model: short
Size: 64x64

%define model short
    family: ltx-2
    stride: 8
    multiple: 32
    stages: 1
    chunk: 25
    overlap: 9
    shortest: 9
    audio: yes
    sample rate: 24000
    handoff: latent
    can: text, image, keyframes, reference, control, audio, retake, lora

"""

LONG = """\
INT. ROOM - DAY

!! wide, 49 frames: a lamp burns
    at 0s: a moth comes
    at 1.1s: the moth lands
    at 1.8s: the flame is out
"""

MIXED = """\
INT. ROOM - DAY

!! wide, 1s: a lamp burns
    key 0: board.png

!! close, continue, 0.5s: the lamp again

!! wide, 0.5s: a moth flies
    model: animatic

> DISSOLVE TO: 4 frames

!! close, 0.5s: a lamp burns
    key 0: 1A at end
    retake 6..end: the flame is out
"""


@dataclass
class Cinema:
    """A project with a tiny model; what the last build made, and what it told."""

    root: Path
    patch: pytest.MonkeyPatch
    events: list[Event] = field(default_factory=list)

    def plan(self, text: str) -> Plan:
        (self.root / "film.mls").write_text(text if text.startswith("Title:") else MODEL + text)
        compilation = Compilation(DiskWorld(self.root), "film.mls")
        assert [said.severity.name for said in compilation.diagnostics if said.severity.name == "ERROR"] == []
        return compilation.plan.value

    def build(self, text: str) -> Built:
        self.events.clear()
        session = open_session(self.root)
        return session.build(self.plan(text), self.root / "film.mp4", on_event=self.events.append)

    def made(self) -> set[str]:
        return {event.unit or "" for event in self.events if event.event == "done"}


@pytest.fixture
def cinema(tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cinema]:
    shelf = tmp_path / "shelf" / FAMILIES["2.0"]
    shelf.mkdir(parents=True)
    for part in tiny_ltx("2.0").iterdir():
        (shelf / part.name).symlink_to(part)
    build_lora(shelf / LORA, tiny_ltx("2.0"), strength=0.1)
    root = tmp_path / "film"
    material.picture(root / "board.png", size=(128, 128))
    monkeypatch.setenv("MILIMO_MODELS", str(shelf.parent))
    monkeypatch.setenv("MILIMO_DEVICE", "cpu")
    inline(monkeypatch)
    forget()
    yield Cinema(root, monkeypatch)
    forget()


def of_chunks(units: set[str]) -> set[int]:
    return {int(unit.split("/chunk ")[1][0]) for unit in units if "/chunk " in unit}


def test_a_change_in_a_chunk_makes_those_before_it_no_more(cinema: Cinema) -> None:
    whole = cinema.build(LONG)
    assert whole.failed == ()
    assert of_chunks(cinema.made()) == {1, 2, 3}
    first = (cinema.root / "film.mp4").read_bytes()
    for words, chunks in (("flame is out", {3}), ("moth lands", {2, 3}), ("moth comes", {1, 2, 3})):
        assert cinema.build(LONG).made == 0, "what was made before is still there"
        assert cinema.build(LONG.replace(words, f"{words} again")).failed == ()
        assert of_chunks(cinema.made()) == chunks
        assert {"1A/picture", "1A/segment", "cut/film"} <= cinema.made()
        assert (cinema.root / "film.mp4").read_bytes() != first
    cinema.build(LONG)
    assert (cinema.root / "film.mp4").read_bytes() == first


def test_every_seam_is_in_the_plan_and_every_frame_is_there(cinema: Cinema) -> None:
    (shot,) = cinema.plan(LONG).shots
    assert [(chunk.start, chunk.frames, chunk.overlap) for chunk in shot.chunks] == [
        (0, 25, 0),
        (16, 25, 9),
        (32, 25, 9),
    ]
    assert sum(c.frames - c.overlap - c.lead - c.trim for c in shot.chunks) == 49 + shot.handle
    cinema.build(LONG)
    assert measured(cinema.root / "film.mp4") == (49, 98_000)


DOUBLED = MODEL
for old, new in (
    ("Size: 64x64", "Size: 64x64\nFrame rate: 48\nDoubling: on"),
    ("stages: 1", "stages: 2"),
    ("chunk: 25", "chunk: 33"),
    ("overlap: 9", "overlap: 17"),
    ("retake, lora", "retake, lora, doubling"),
):
    DOUBLED = DOUBLED.replace(old, new)

TWICE = """\
INT. ROOM - DAY

!! wide, 40 frames: a lamp burns
    key 0: board.png
    key 31: board.png
    retake 36..end: the flame is out
"""


def test_a_film_that_is_doubled_has_every_frame_and_as_much_sound(cinema: Cinema) -> None:
    plan = cinema.plan(DOUBLED + TWICE)
    assert [(chunk.start, chunk.frames, chunk.overlap) for chunk in plan.shots[0].chunks] == [(0, 33, 0), (16, 33, 17)]
    assert cinema.build(DOUBLED + TWICE).failed == ()
    assert {"1A/chunk 2/upsample", "1A/edit 1/chunk 2/retake"} <= cinema.made()
    assert measured(cinema.root / "film.mp4") == (40, 40_000)


def measured(film: Path) -> tuple[int, int]:
    """Frames of a film, counted, and samples of its sound at 48 kHz."""
    with av.open(str(film)) as container:
        sound = container.streams.audio[0]
        assert sound.duration is not None
        assert sound.rate == 48_000
        return sum(1 for _ in container.decode(video=0)), int(sound.duration)


def test_each_step_of_a_pass_is_told(cinema: Cinema) -> None:
    cinema.build(LONG)
    told = [e.reason.split(",")[0] for e in cinema.events if e.event == "progress" and e.unit == "1A/chunk 2/denoise"]
    assert told == [f"step {n} of 8" for n in range(1, 9)]


@pytest.mark.parametrize("steps", [0, 3])
def test_a_pass_that_is_stopped_leaves_nothing_and_the_next_build_goes_on(cinema: Cinema, steps: int) -> None:
    """It ends with the step in which it hears of it."""
    inline(cinema.patch, stopped={"1A/chunk 2/denoise": steps})
    with pytest.raises(Interrupted):
        cinema.build(LONG)
    assert list((cinema.root / ".milimo" / "tmp").iterdir()) == []
    status = {unit.id: unit.status for unit in open_session(cinema.root).forecast(cinema.plan(LONG))}
    assert (status["1A/chunk 1/denoise"], status["1A/chunk 2/denoise"]) == ("hit", "miss")
    inline(cinema.patch)
    assert cinema.build(LONG).failed == ()
    assert "1A/chunk 1/denoise" not in cinema.made()
    assert "1A/chunk 2/denoise" in cinema.made()
    whole = (cinema.root / "film.mp4").read_bytes()
    (cinema.root / "film.mp4").unlink()
    session = open_session(cinema.root, cache=cinema.root / "another")
    session.build(cinema.plan(LONG), cinema.root / "film.mp4")
    assert (cinema.root / "film.mp4").read_bytes() == whole


def test_drawn_and_filmed_shots_stand_in_one_film(cinema: Cinema) -> None:
    plan = cinema.plan(MIXED)
    assert [(shot.model, shot.mode) for shot in plan.shots] == [
        ("short", "image"),
        ("short", "continue"),
        ("animatic", "text"),
        ("short", "retake"),
    ]
    built = cinema.build(MIXED)
    assert built.failed == ()
    frames, samples = measured(cinema.root / "film.mp4")
    assert frames == plan.film.frames == 60
    assert samples == 60 * 2000
    assert {"drawn.panel", "chunk.denoise", "chunk.retake", "image.frame", "shot.join", "cut.transition"} <= {
        node.kind for node in plan.nodes
    }
    assert cinema.build(MIXED).made == 0


def test_other_weights_make_again_what_they_made_and_nothing_that_is_drawn(cinema: Cinema) -> None:
    cinema.build(MIXED)
    lora = cinema.root.parent / "shelf" / FAMILIES["2.0"] / LORA
    lora.write_bytes(lora.read_bytes()[:-4] + b"\1\2\3\4")
    forecast = {unit.id: unit for unit in open_session(cinema.root).forecast(cinema.plan(MIXED))}
    missed = {name: unit.reason for name, unit in forecast.items() if unit.status == "miss"}
    (reason,) = set(missed.values())
    assert re.fullmatch(r"ltx-2 has another distilled_lora: \w{7} -> \w{7}", reason)
    assert {name.rpartition("/")[2] for name in missed} == {"denoise", "retake"}
    for kept in ("1A/chunk 1/text", "1A/chunk 1/conditions 1", "1C/picture", "1C/segment"):
        assert forecast[kept].status == "hit", kept
