"""Small films as plans, for the fake backend: no picture in them is real, every edge and key is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from milimo_lang.ir.bodies import (
    FilmBody,
    KeyPicture,
    MixBody,
    PanelBody,
    Place,
    Placement,
    SegmentBody,
    SpeechBody,
    Text,
)
from milimo_lang.ir.plan import Chunk, Film, Input, Node, Plan, Shot, Take, Timeline, Written
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backends import Registry
from milimo_runtime.session import Built, open_session

RATE = Fraction(24)
SIZE = Size(width=64, height=36)
FAKE = Registry(("milimo_runtime.backends.fake:FakeBackend",), announced=False)


@dataclass(frozen=True)
class Panel:
    """A shot of a film: its slate, what happens in it, its caption, its speech, its key picture."""

    slate: str
    action: str = "She waits."
    caption: str = ""
    speech: str = ""
    asset: str = ""
    place: str = "A room"

    def but(self, **changes: str) -> Panel:
        return replace(self, **changes)


def film(*panels: Panel, file: str = "film.mls") -> Plan:
    """The film of these shots, 24 frames each: pictures, speeches, segments, a mix and the cut."""
    nodes = [node for panel in panels for node in _shot_nodes(panel)]
    frames = 24 * len(panels)
    speeches = [(at, panel) for at, panel in enumerate(panels) if panel.speech]
    placements = tuple(
        Placement(role=f"speech/{n}", track="dialogue", span=FrameSpan(start=24 * at, frames=24), skip=Fraction(0))
        for n, (at, _) in enumerate(speeches)
    )
    nodes.append(
        Node(
            id="film/mix",
            shot=None,
            body=MixBody(rate=RATE, frames=frames, sample_rate=48000, loudness=-16.0, placements=placements),
            inputs=tuple(
                Input(role=f"speech/{n}", node=f"{panel.slate}/speech") for n, (_, panel) in enumerate(speeches)
            ),
        )
    )
    segments = tuple(Input(role=f"segment/{n}", node=f"{p.slate}/segment") for n, p in enumerate(panels))
    nodes.append(
        Node(
            id="film",
            shot=None,
            body=FilmBody(
                size=SIZE,
                rate=RATE,
                frames=frames,
                sample_rate=48000,
                segments=(24,) * len(panels),
                language="en",
            ),
            inputs=(*segments, Input(role="sound", node="film/mix")),
        )
    )
    return Plan(
        film=Film(
            title="A film",
            size=SIZE,
            rate=RATE,
            frames=frames,
            sample_rate=48000,
            model="animatic",
            language="en",
        ),
        shots=tuple(_shot(n, panel.slate, file) for n, panel in enumerate(panels)),
        timeline=Timeline(),
        nodes=tuple(nodes),
        result="film",
    )


def _shot_nodes(panel: Panel) -> list[Node]:
    keys = (KeyPicture(frame=0, role="key/0"),) if panel.asset else ()
    span = FrameSpan(start=0, frames=24)
    texts = (Text(place="caption", text=panel.caption, span=span),) if panel.caption else ()
    nodes = [
        Node(
            id=f"{panel.slate}/picture",
            shot=panel.slate,
            body=PanelBody(
                size=SIZE,
                rate=RATE,
                frames=24,
                handle=0,
                place=Place(name=panel.place),
                action=(panel.action,),
                keys=keys,
            ),
            inputs=(Input(role="key/0", asset=panel.asset),) if panel.asset else (),
        )
    ]
    if panel.speech:
        body = SpeechBody(text=panel.speech, speaker="MARA", language="en", frames=24, rate=RATE, sample_rate=48000)
        nodes.append(Node(id=f"{panel.slate}/speech", shot=panel.slate, body=body))
    nodes.append(
        Node(
            id=f"{panel.slate}/segment",
            shot=panel.slate,
            body=SegmentBody(size=SIZE, rate=RATE, first=0, frames=24, texts=texts),
            inputs=(Input(role="picture", node=f"{panel.slate}/picture"),),
        )
    )
    return nodes


def _shot(number: int, slate: str, file: str) -> Shot:
    written = Written(file=file, line=number + 1, column=1, end_line=number + 1, end_column=2)
    return Shot(
        slate=slate,
        id=slate,
        scene=0,
        kind="filmed",
        automatic=False,
        start=24 * number,
        frames=24,
        handle=0,
        model="animatic",
        chunks=(Chunk(start=0, frames=24),),
        takes=(Take(number=1, seed=0, picture=f"{slate}/picture"),),
        source=written,
    )


def panels(slates: Sequence[str], **changes: str) -> list[Panel]:
    """Shots of these slates, each with something of its own happening."""
    return [Panel(slate, action=f"Something happens in {slate}.", **changes) for slate in slates]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under `folder`, by its path, for comparing what two builds delivered."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def build(root: Path, plan: Plan, **options: Any) -> Built:
    """Build `plan` in the project `root` with the fake backend, into `root/build/film.mp4`."""
    jobs = options.pop("jobs", 2)
    cache = options.pop("cache", None)
    session = open_session(root, registry=FAKE, jobs=jobs, cache=cache)
    return session.build(plan, root / "build" / "film.mp4", **options)


def clean(plan: Plan, root: Path, folder: Path) -> dict[str, bytes]:
    """What a first build of `plan` over the project files of `root` delivers, made in `folder`."""
    for name, data in tree(root).items():
        if not name.startswith((".milimo", "build")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    build(folder, plan)
    return tree(folder / "build")
