"""The treaty between compiler and runtime: what is to be made, from what, and where it lies in the film.

A plan is a graph of nodes and a timeline. A node's `id` says what it is and is unique; its `body` holds all that
decides its output, except the digests of its inputs and of model weights. The runtime completes each node to a
key; equal keys are legal and made once. A plan holds no clock, no digest, no absolute path and no cache state:
the same text and settings give the same bytes.

What bodies say is in `bodies.py`, frames and roles are explained there; `soundness.py` tells whether a plan holds.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from milimo_lang.ir.bodies import AnyBody, Caption, Placement
from milimo_lang.ir.contract import Value
from milimo_lang.ir.values import FrameRate, Frames, FrameSpan, Seed, Size

SCHEMA = "milimo.plan/1"

# ---------------------------------------------------------------- the graph


class Written(Value):
    """Where in the source something was written: file and one-based lines and columns."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Input(Value):
    """What plays `role` for a node: another node's output, or a file of the project (POSIX path from the root)."""

    role: str
    node: str | None = None
    output: str | None = None
    asset: str | None = None


class Node(Value):
    """One unit of work. `shot` is the slate it serves, None for the film's own; `take` counts from 1."""

    id: str
    shot: str | None
    take: int = 1
    body: AnyBody
    inputs: tuple[Input, ...] = ()

    @property
    def kind(self) -> str:
        return self.body.kind


# ---------------------------------------------------------------- shots and the timeline


class ChunkKey(Value):
    """A keyframe as the chunk that carries it sees it: `frame` counts from the chunk's first frame.

    `image` is a file of the project, or the node that makes the picture.
    """

    frame: Frames
    image: str
    strength: float = 1.0


class Chunk(Value):
    """A stretch generated at once.

    `start` is its first frame in shot frames (negative under a `continue`); it makes `frames` frames, of which the
    first `overlap` repeat what came before (handed over), the next `lead` are made again and dropped (only the first
    chunk of a `continue`), and the last `trim` are surplus. sum(frames - overlap - lead - trim) over a shot's chunks
    is its frames plus its handle.
    """

    start: int
    frames: Frames
    overlap: Frames = 0
    lead: Frames = 0
    trim: Frames = 0
    keyframes: tuple[ChunkKey, ...] = ()
    prompt: str = ""

    @property
    def shows(self) -> FrameSpan:
        """The shot frames that come from this chunk (the handle's included); what is seen of it may begin earlier, as
        its join says (`JoinBody.seen`)."""
        first = self.start + self.overlap + self.lead
        return FrameSpan(start=first, frames=self.frames - self.overlap - self.lead - self.trim)


class Take(Value):
    """One rendering of a shot and the node that makes its picture.

    `content` is a digest of what that is made of, size and tail handle apart: equal while the shot's words are.
    """

    number: Annotated[int, Field(ge=1)]
    seed: Seed
    picture: str
    content: str = ""


PickedBy = Literal["default", "text", "lock", "command line"]
"""Who says which take is in the film."""


class Join(Value):
    """How a shot with `continue` takes over from the shot `slate`.

    `image`: its last shown frame. `latents`: latents [first, first + count) of its chunk number `chunk`, which end at
    or before its last shown frame.
    """

    slate: str
    mode: Literal["latents", "image"]
    chunk: Frames = 0
    first: Frames = 0
    count: Frames = 0


class Shot(Value):
    """A shot in the film. `start` in film frames; `id` is what it is called beside its slate.

    `mode`: what it is made from besides its words, and `reason` a sentence on why. `body`, a digest of what is written
    of it, and `words`, that in a line, are what it is known again by (`identity.py`). `stale`: what it is made of
    changed since its take was picked; `kept`: the picture that was picked is held all the same.
    """

    slate: str
    id: str
    scene: Frames
    kind: Literal["filmed", "still", "black", "card", "footage"]
    automatic: bool
    start: Frames
    frames: Frames
    handle: Frames
    model: str
    mode: str = "text"
    reason: str = ""
    action: str = ""
    chunks: tuple[Chunk, ...] = ()
    takes: tuple[Take, ...] = ()
    pick: Annotated[int, Field(ge=1)] = 1
    picked_by: PickedBy = "default"
    stale: bool = False
    kept: bool = False
    body: str = ""
    words: str = ""
    join: Join | None = None
    source: Written

    @property
    def span(self) -> FrameSpan:
        return FrameSpan(start=self.start, frames=self.frames)


class TransitionSpan(Value):
    """A transition on the first frames of the shot `incoming` (a fade to black: on the last of `outgoing`)."""

    style: str
    span: FrameSpan
    outgoing: str | None
    incoming: str | None


class SpeechSpan(Value):
    """A speech in film frames. `chunk` is the chunk of the shot that speaks it. `node` makes its temporary voice."""

    span: FrameSpan
    shot: str
    speaker: str
    text: str
    manner: str = ""
    chunk: Frames = 0
    off_screen: bool = False
    node: str | None = None


class BeatSpan(Value):
    """Something that happens: a paragraph of action or a beat of the block, film frames."""

    span: FrameSpan
    shot: str
    text: str


class SceneSpan(Value):
    """A scene in film frames."""

    number: str
    title: str
    span: FrameSpan
    source: Written | None = None


class Timeline(Value):
    """Where everything lies, film frames. Pictures are the shots' spans: without holes, in order."""

    scenes: tuple[SceneSpan, ...] = ()
    speeches: tuple[SpeechSpan, ...] = ()
    beats: tuple[BeatSpan, ...] = ()
    captions: tuple[Caption, ...] = ()
    transitions: tuple[TransitionSpan, ...] = ()
    sounds: tuple[Placement, ...] = ()


class Film(Value):
    """The film as a whole. `file` is its first file; `generated` is the size models work at, where it differs from
    `size`."""

    file: str = ""
    title: str
    size: Size
    rate: FrameRate
    frames: Frames
    sample_rate: int
    model: str
    language: str
    generated: Size | None = None


class Plan(Value):
    """Everything to be made. `result` is the node whose output is the film."""

    schema_: Annotated[str, Field(alias="schema", pattern=r"^milimo\.plan/\d+$")] = SCHEMA
    film: Film
    shots: tuple[Shot, ...]
    timeline: Timeline
    nodes: tuple[Node, ...]
    result: str

    def by_id(self) -> dict[str, Node]:
        """The nodes by id, inputs before what needs them: the planner keeps `nodes` in that order."""
        return {node.id: node for node in self.nodes}
