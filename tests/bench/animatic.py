"""What the animatic costs at 1280x720: `python tests/bench/animatic.py`.

For examples/the-lamp, where the camera hardly rests, and for a film in which it moves in half of the frames: seconds a
second of film for the whole process, built cold in a folder of its own, the same in core seconds (which do not grow
when the machine is busy with something else), the share of frames that move, the memory of the largest process, and
where the time goes, by kind of node. In the same run a plain program makes a film as such programs are written: each
frame cut out of a painting by Pillow, in RGB, words drawn over it, and every shot encoded by x264 as it comes (medium,
CRF 18); then the shots are decoded and encoded again as one.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import av
from PIL import Image, ImageDraw, ImageFont

from milimo_lang.ir.bodies import PanelBody
from milimo_runtime.backends.animatic.camera import camera_of

ROOT = Path(__file__).parent.parent.parent
SIZE, RATE = (1280, 720), 24
PLAIN_SHOTS, PLAIN_FRAMES = 3, 96

HALF = """\
Title: The Ferry
Frame rate: 24
Size: 1280x720

INT. KITCHEN - NIGHT

!! wide, static, 5s

ANNA sits at the table with a letter. BEN comes in from the rain.

!! medium close on @Anna, slow push in, 5s

ANNA
The ferry leaves at six.

!! close on @Ben, static, 5s

BEN
Then we have all night.

!! two shot, truck right, 5s

He hangs his coat over the chair and sits down.

EXT. HARBOUR - DAWN

!! extreme wide, pan right, 5s

The ferry lies at the pier, its lamps still lit.

!! wide, static, 5s

Anna and Ben stand at the rail. Gulls.

!! medium on @Anna, static, 5s

ANNA
You came.

!! medium on @Ben, handheld, 5s

BEN
I said I would.

INT. TRAIN - DAY

!! wide, static, 5s

Fields go by. Anna sleeps.

!! close on @Anna, pull out, 5s

She wakes.

EXT. FOREST - DAY

!! wide, crane up, 5s

Two people walk away between the trees.

!! wide, static, 5s

Nobody is left. A bird sings.
"""


class Cost(NamedTuple):
    """Of making a film: its length, the seconds it took, core seconds, and MB of the largest process."""

    length: float
    taken: float
    cores: float
    memory: float

    @property
    def pace(self) -> float:
        return self.taken / self.length

    @property
    def effort(self) -> float:
        return self.cores / self.length


def run(arguments: list[str]) -> str:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "runtime")])
    done = subprocess.run(
        [sys.executable, *arguments], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def measured(make: Callable[[], str]) -> tuple[float, float, float, str]:
    """Seconds, core seconds and MB of the largest process of what `make` runs, in a process that runs nothing else."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said = make()
    taken, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cores = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, cores, after.ru_maxrss / 1024, said


def built(film: Path) -> tuple[Cost, Counter[str]]:
    """What a cold build costs, and the seconds of each kind of node."""
    taken, cores, memory, said = measured(
        lambda: run(["-m", "milimo_lang.cli", "build", str(film), "--json", "--size", "1280x720"])
    )
    kinds: Counter[str] = Counter()
    for event in map(json.loads, said.splitlines()):
        if event["event"] == "done":
            kinds[event["kind"]] += event["seconds"]
    with av.open(str(film.parent / "build/film.mp4")) as container:
        stream = container.streams.video[0]
        length = float(stream.frames / (stream.average_rate or Fraction(RATE)))
    return Cost(length, taken, cores, memory), kinds


def moving(film: Path) -> float:
    """The share of the film's frames that are not the one before, by their camera."""
    plan: dict[str, Any] = json.loads(run(["-m", "milimo_lang.cli", "emit", "plan", str(film), "--size", "1280x720"]))
    bodies = [node["body"] for node in plan["nodes"]]
    moved = shown = 0
    for body in bodies:
        shown += body["frames"] if body["kind"] in ("drawn.panel", "drawn.card", "drawn.black") else 0
        if body["kind"] == "drawn.panel":
            panel = PanelBody.model_validate(body)
            poses = camera_of(panel.terms, panel.frames, panel.handle, panel.seed, panel.rate).poses[: panel.frames]
            moved += sum(one != other for one, other in pairwise(poses))
    return moved / shown


# ---------------------------------------------------------------- the plain program


def painting(number: int) -> Image.Image:
    """A room with someone in it, larger than the frame."""
    image = Image.new("RGB", (SIZE[0] * 3 // 2, SIZE[1] * 3 // 2), (64, 70, 92))
    pen = ImageDraw.Draw(image)
    for y in range(0, image.height, 4):
        pen.rectangle((0, y, image.width, y + 4), fill=(60 + y // 16, 58 + y // 20, 92 - y // 30))
    pen.rectangle((0, 760, image.width, image.height), fill=(86, 66, 52))
    for x in range(120, image.width, 400):
        pen.rectangle((x, 180, x + 220, 480), fill=(24, 30, 58), outline=(150, 120, 90), width=14)
    x = 700 + 90 * number
    pen.ellipse((x - 60, 330, x + 60, 480), fill=(190, 140, 110))
    pen.polygon([(x - 150, 1080), (x - 110, 520), (x, 470), (x + 110, 520), (x + 150, 1080)], fill=(150, 60, 54))
    return image


def plain_frames(number: int) -> Iterator[Image.Image]:
    """The camera goes in on the painting, frame by frame; the words are drawn over every frame."""
    image, font = painting(number), ImageFont.load_default(30)
    for at in range(PLAIN_FRAMES):
        part = at / (PLAIN_FRAMES - 1)
        zoom = 1 - 0.25 * part * part * (3 - 2 * part)
        wide, high = image.width * zoom, image.height * zoom
        left, top = (image.width - wide) / 2, (image.height - high) / 3
        frame = image.resize(SIZE, Image.Resampling.BICUBIC, box=(left, top, left + wide, top + high))
        pen = ImageDraw.Draw(frame)
        pen.text((60, 30), "medium, push in", font=font, fill=(255, 255, 255))
        pen.text((1060, 30), f"00:00:{at // RATE:02}:{at % RATE:02}", font=font, fill=(255, 255, 255))
        pen.text((420, 640), "The ferry leaves at six.", font=font, fill=(255, 255, 255))
        yield frame


def encoded(path: Path, frames: Iterator[av.VideoFrame]) -> None:
    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=RATE, options={"preset": "medium", "crf": "18"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for at, frame in enumerate(frames):
            frame.pts, frame.time_base = at, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def plain(folder: Path) -> None:
    """Every shot drawn and encoded, then all of them decoded and encoded as one."""
    shots = [folder / f"{number}.mp4" for number in range(PLAIN_SHOTS)]
    for number, shot in enumerate(shots):
        pictures = (av.VideoFrame.from_image(image) for image in plain_frames(number))
        encoded(shot, (picture.reformat(format="yuv420p") for picture in pictures))

    def again() -> Iterator[av.VideoFrame]:
        for shot in shots:
            with av.open(str(shot)) as container:
                yield from container.decode(video=0)

    encoded(folder / "film.mp4", again())


def plain_cost() -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        taken, cores, memory, _ = measured(lambda: run([__file__, folder]))
    return Cost(PLAIN_SHOTS * PLAIN_FRAMES / RATE, taken, cores, memory)


# ---------------------------------------------------------------- the table


def films(folder: Path) -> Iterator[tuple[str, Path]]:
    lamp = folder / "the-lamp"
    shutil.copytree(ROOT / "examples/the-lamp", lamp, ignore=shutil.ignore_patterns("build", ".milimo"))
    yield "The Lamp", lamp / "film.mls"
    half = folder / "half"
    half.mkdir()
    (half / "film.mls").write_text(HALF, encoding="utf-8")
    yield "half of it moves", half / "film.mls"


def row(name: str, cost: Cost, share: float, other: Cost | None) -> str:
    against = f"{other.pace / cost.pace:7.1f} x{other.effort / cost.effort:9.1f} x" if other else ""
    figures = f"{cost.length:6.0f} s{share:8.0%}{cost.pace:11.3f} s{cost.effort:10.3f} s{cost.memory:7.0f} MB"
    return f"{name:<18}{figures}{against}"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        print(f"{'a second of film':<18}{'length':>8}{'moving':>8}{'cold':>13}{'on a core':>12}{'memory':>10}   faster")
        told = []
        for film, path in films(Path(name)):
            cost, kinds = built(path)
            told.append((film, cost, moving(path), kinds))
        # The largest process counts, and the plain one is larger: it is measured last.
        other = plain_cost()
        for film, cost, share, _ in told:
            print(row(film, cost, share, other))
        print(row("the plain program", other, 1.0, None))
        for film, _, _, kinds in told:
            whole = kinds.total()
            parts = ", ".join(f"{kind} {seconds / whole:.0%}" for kind, seconds in kinds.most_common(6))
            print(f"{film}: {parts}")


if __name__ == "__main__":
    if sys.argv[1:]:
        plain(Path(sys.argv[1]))
    else:
        main()
