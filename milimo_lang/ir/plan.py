"""The treaty between compiler and runtime: what is to be made, from what, and where it lies in the film.

A plan is a graph of nodes and a timeline. A node's `id` says what it is and is unique; its `body` holds all that
decides its output, except the digests of its inputs and of model weights. The runtime completes each node to a
key; equal keys are legal and made once. A plan holds no clock, no digest, no absolute path and no cache state:
the same text and settings give the same bytes.

Frames are integers everywhere. *Shot frames* count from the first frame a shot shows, *film frames* from the first
frame of the film. A shot's mezzanine holds its shown frames and then its tail handle; no shot has a head handle,
so frame 0 of a mezzanine is frame 0 of the shot.

Nothing in a body may say where in the film the shot stands: no slate, no ordinal, no neighbour's words. Bodies name
their inputs by *role* (`key/0`, `from`, `chunk/2`); which file or node plays the role is said by `Node.inputs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import FrameRate, Frames, FrameSpan, Rational, Seed, Size, Value

SCHEMA = "milimo.plan/1"

# ---------------------------------------------------------------- what a drawing is told


class Place(Value):
    """Where a shot plays. `interior` is None where the heading does not say (or says both)."""

    name: str = ""
    interior: bool | None = None
    time_of_day: str = ""
    look: str = ""


class Figure(Value):
    """Someone or something in the picture. `side` is -1 (screen left), 0 or 1, kept across a scene."""

    name: str
    kind: Literal["character", "object"] = "character"
    look: str = ""
    side: Annotated[int, Field(ge=-1, le=1)] = 0
    subject: bool = False
    references: tuple[str, ...] = ()


class Speaking(Value):
    """Who speaks during which shot frames; the words belong to the voice and the caption, not to the picture."""

    figure: str
    span: FrameSpan


class KeyPicture(Value):
    """An image that the picture must meet at shot frame `frame`; the image is the input `role`."""

    frame: Frames
    role: str
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0


class Text(Value):
    """Words laid over the picture during `span` (shot frames). A `timecode` has none: it counts the shot's frames."""

    place: Literal["caption", "action", "framing", "timecode", "slate", "title", "super"]
    text: str
    span: FrameSpan
    speaker: str = ""


class Overlay(Value):
    """A picture laid over the shot: the input `role`, `width` as a fraction of the frame's width."""

    role: str
    span: FrameSpan
    corner: str = "centre"
    width: float = 1.0


# ---------------------------------------------------------------- bodies


class Body(Value):
    """What a node's output depends on besides its inputs' content."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of what the node makes; the first is the one meant when an edge names none."""
        return ("picture",)


class Mezzanine(Body):
    """A body whose node makes a shot's picture: `frames` shown frames and then `handle` more."""

    size: Size
    rate: FrameRate
    frames: Frames
    handle: Frames


class PanelBody(Mezzanine):
    """A drawn panel of the built-in animatic. Key and reference pictures are inputs."""

    kind: Literal["drawn.panel"] = "drawn.panel"
    place: Place = Place()
    figures: tuple[Figure, ...] = ()
    action: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    speaking: tuple[Speaking, ...] = ()
    keys: tuple[KeyPicture, ...] = ()
    seed: Seed = 0


class CardBody(Mezzanine):
    """White words on black."""

    kind: Literal["drawn.card"] = "drawn.card"
    text: str


class BlackBody(Mezzanine):
    """Nothing, held."""

    kind: Literal["drawn.black"] = "drawn.black"


class FootageBody(Mezzanine):
    """Filmed material or a photograph (input `source`), conformed: size, rate and length.

    `start` is the point in the source, in seconds; a photograph is held. A source too short holds its last frame.
    Its sound is the output `sound`, silent where it has none.
    """

    kind: Literal["footage.conform"] = "footage.conform"
    start: Rational
    speed: Rational
    terms: tuple[Term, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("picture", "sound")


class SpeechBody(Body):
    """One speech as temporary voice, fitted to exactly `frames` frames at `rate`."""

    kind: Literal["drawn.speech"] = "drawn.speech"
    text: str
    manner: str = ""
    speaker: str
    voice: str = ""
    language: str
    frames: Frames
    rate: FrameRate
    sample_rate: int
    seed: Seed = 0

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("sound",)


class ToneBody(Body):
    """The sound of a place where nobody speaks: `frames` frames of it."""

    kind: Literal["drawn.tone"] = "drawn.tone"
    place: Place
    frames: Frames
    rate: FrameRate
    sample_rate: int
    seed: Seed = 0

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("sound",)


class StillBody(Body):
    """A still made by an image model from words and the inputs `reference/N`."""

    kind: Literal["image.make"] = "image.make"
    family: str
    prompt: str
    negative: str = ""
    size: Size
    seed: Seed
    references: tuple[str, ...] = ()


class TextBody(Body):
    """A prompt encoded once for every stage that reads it."""

    kind: Literal["text.encode"] = "text.encode"
    family: str
    prompt: str
    negative: str = ""

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("embeddings",)


class Condition(Value):
    """A picture that guides a chunk: the input `role` at `frame` of the chunk (0 = the chunk's first frame)."""

    role: str
    frame: Frames
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0


class ConditionBody(Body):
    """Conditions encoded for one stage's size."""

    kind: Literal["condition.encode"] = "condition.encode"
    family: str
    size: Size
    conditions: tuple[Condition, ...]

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)


class Handoff(Value):
    """What a chunk takes over, to its own head.

    `latent`: latents [first, first + count) of the input `handoff`, which mean 8(count - 1) + 1 frames at temporal
    stride 8. `frames` and `hybrid` mean the same frames and read them, all or the first slot's, from the input
    `handoff/picture`, the decoded chunk. `image`: frame `first` of the picture `handoff`, `count` is 1.
    """

    mode: Literal["latent", "frames", "hybrid", "image"]
    first: Frames
    count: Annotated[int, Field(ge=1)]


class Lora(Value):
    """Weights laid over a model's: the input `role`."""

    role: str
    weight: float = 1.0


class DenoiseBody(Body):
    """One pass of one chunk at one stage's size; `stage` 2 refines what stage 1 made (input `latents`).

    `frames` is 8k+1 for a model of stride 8. Inputs: `text`, and where they apply `conditions`, `handoff`, `latents`.
    """

    kind: Literal["chunk.denoise", "chunk.refine"]
    family: str
    size: Size
    rate: FrameRate
    frames: Frames
    seed: Seed
    steps: int | None = None
    guidance: float | None = None
    quality: str = "standard"
    audio: bool = True
    handoff: Handoff | None = None
    loras: tuple[Lora, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)


class UpsampleBody(Body):
    """Latents enlarged between stages: spatially by `spatial`, in time by `temporal`."""

    kind: Literal["chunk.upsample"] = "chunk.upsample"
    family: str
    spatial: Rational
    temporal: int = 1

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)


class DecodeBody(Body):
    """A chunk's latents (input `latents`) as pictures and sound."""

    kind: Literal["chunk.decode"] = "chunk.decode"
    family: str
    size: Size
    rate: FrameRate
    frames: Frames
    audio: bool = True

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("picture", "sound")


class Keep(Value):
    """Of the chunk picture `role`, frames [first, first + frames) go into the shot."""

    role: str
    first: Frames
    frames: Frames


class JoinBody(Mezzanine):
    """Chunks joined to a shot and cropped from the generated `generated` size to `size`; sound crossfades."""

    kind: Literal["shot.join"] = "shot.join"
    generated: Size
    keep: tuple[Keep, ...]
    sample_rate: int
    audio: bool = True

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("picture", "sound")


class SegmentBody(Body):
    """Frames [first, first + frames) of the mezzanine `picture`, encoded to be stream-copied into the film."""

    kind: Literal["cut.segment"] = "cut.segment"
    size: Size
    rate: FrameRate
    first: Frames
    frames: Annotated[int, Field(ge=1)]
    texts: tuple[Text, ...] = ()
    overlays: tuple[Overlay, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("segment",)


class TransitionBody(Body):
    """A transition of `frames` frames, encoded like a segment.

    Its frames are the first of the incoming shot's mezzanine (input `to`, from frame `to_first`) and the outgoing
    shot's from `from_first` on (input `from`). A fade from black has no `from`, a fade to black no `to`.
    `texts` and `overlays` are counted in the incoming shot's frames (in the outgoing one's for a fade to black).
    """

    kind: Literal["cut.transition"] = "cut.transition"
    style: str
    size: Size
    rate: FrameRate
    frames: Annotated[int, Field(ge=1)]
    from_first: Frames | None = None
    to_first: Frames | None = None
    texts: tuple[Text, ...] = ()
    overlays: tuple[Overlay, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("segment",)


class Placement(Value):
    """The input `role` laid into the mix: film frames `span`, from `skip` seconds into it.

    `gain` in dB. Fades in frames, of equal power: where two sounds cross, loudness does not dip.
    `duck`: lowered while anyone speaks. `loop`: repeated to fill the span.
    """

    role: str
    track: Literal["dialogue", "voiceover", "production", "music", "effects", "ambience", "tone"]
    span: FrameSpan
    skip: Rational
    gain: float = 0.0
    fade_in: Frames = 0
    fade_out: Frames = 0
    duck: bool = False
    loop: bool = False


class MixBody(Body):
    """All sound of the film, mixed once: exactly `frames` frames long, stereo, to `loudness` LUFS.

    `sound` is the mix without loss; `aac` is it encoded, to be stream-copied into the film.
    """

    kind: Literal["cut.mix"] = "cut.mix"
    rate: FrameRate
    frames: Frames
    sample_rate: int
    loudness: float
    peak: float = -1.5
    placements: tuple[Placement, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("sound", "aac")


class Caption(Value):
    """One caption, film frames. `text` is broken into the lines that are shown."""

    span: FrameSpan
    speaker: str
    text: str


class Chapter(Value):
    """A chapter of the film: a scene, film frames."""

    span: FrameSpan
    title: str


class FilmBody(Body):
    """The cut: inputs `segment/0` … in order, and `sound` (AAC in MP4); captions and chapters inside and beside.

    `burnt`: captions stand in the picture already, so players show those inside only when asked.
    """

    kind: Literal["cut.film"] = "cut.film"
    size: Size
    rate: FrameRate
    frames: Frames
    sample_rate: int
    segments: tuple[Frames, ...]
    captions: tuple[Caption, ...] = ()
    burnt: bool = False
    chapters: tuple[Chapter, ...] = ()
    language: str
    tags: dict[str, str] = Field(default_factory=dict)
    generated: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("film", "vtt", "srt")


AnyBody = Annotated[
    PanelBody
    | CardBody
    | BlackBody
    | FootageBody
    | SpeechBody
    | ToneBody
    | StillBody
    | TextBody
    | ConditionBody
    | DenoiseBody
    | UpsampleBody
    | DecodeBody
    | JoinBody
    | SegmentBody
    | TransitionBody
    | MixBody
    | FilmBody,
    Field(discriminator="kind"),
]

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
    """A keyframe as the chunk that carries it sees it: `frame` counts from the chunk's first frame."""

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
        """The shot frames that come from this chunk (the handle's included)."""
        first = self.start + self.overlap + self.lead
        return FrameSpan(start=first, frames=self.frames - self.overlap - self.lead - self.trim)


class Take(Value):
    """One rendering of a shot and the node that makes its picture."""

    number: Annotated[int, Field(ge=1)]
    seed: Seed
    picture: str


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
    """A shot in the film. `start` in film frames; `id` tells what it is from one version to the next.

    `mode`: what it is made from besides its words: `text` alone, an `image` at its head, or `keyframes`.
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
    action: str = ""
    chunks: tuple[Chunk, ...] = ()
    takes: tuple[Take, ...] = ()
    pick: Annotated[int, Field(ge=1)] = 1
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
    """The film as a whole. `generated` is the size models work at, where it differs from `size`."""

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


def problems(plan: Plan) -> list[str]:
    """What is wrong with `plan`, in words; empty for a sound one. Tests and `--debug` run it."""
    return [*_graph_problems(plan), *_shot_problems(plan), *_time_problems(plan), *_cut_problems(plan)]


def _graph_problems(plan: Plan) -> Iterator[str]:
    made: dict[str, tuple[str, ...]] = {}
    for node in plan.nodes:
        if node.id in made:
            yield f"two nodes are called {node.id}"
        if len({put.role for put in node.inputs}) < len(node.inputs):
            yield f"{node.id}: two inputs play one role"
        yield from (f"{node.id}: nothing plays {role}" for role in _roles(node.body) - {i.role for i in node.inputs})
        for put in node.inputs:
            if (put.node is None) == (put.asset is None):
                yield f"{node.id}: {put.role} must be a node or a file"
            elif put.node is not None and put.node not in made:
                yield f"{node.id}: {put.role} comes from {put.node}, which is not made before it"
            elif put.node is not None and put.output not in (None, *made[put.node]):
                yield f"{node.id}: {put.node} makes no {put.output}"
        made[node.id] = node.body.outputs
    if plan.result not in made:
        yield f"the film is {plan.result}, which is no node"


def _roles(body: Body) -> set[str]:
    """Every role a body names, whichever field names it."""
    roles: set[str] = set()
    for name in type(body).model_fields:
        value = getattr(body, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Figure):
                roles.update(item.references)
            elif isinstance(role := getattr(item, "role", None), str):
                roles.add(role)
    return roles


def _shot_problems(plan: Plan) -> Iterator[str]:
    made = {node.id for node in plan.nodes}
    for name, found in (("slate", [s.slate for s in plan.shots]), ("id", [s.id for s in plan.shots])):
        yield from (
            f"two shots have the {name} {double}" for double in sorted({f for f in found if found.count(f) > 1})
        )
    for shot in plan.shots:
        if shot.pick not in {take.number for take in shot.takes}:
            yield f"shot {shot.slate}: the picked take {shot.pick} is not made"
        for take in shot.takes:
            if take.picture not in made:
                yield f"shot {shot.slate}: take {take.number} is {take.picture}, which is no node"
        yield from _chunk_problems(shot)


def _chunk_problems(shot: Shot) -> Iterator[str]:
    at = 0
    for chunk in shot.chunks:
        if chunk.shows.start != at or chunk.shows.frames <= 0:
            yield f"shot {shot.slate}: a chunk shows {chunk.shows}, not from {at} on"
        at = chunk.shows.end
        if any(key.frame >= chunk.frames for key in chunk.keyframes):
            yield f"shot {shot.slate}: a keyframe lies outside its chunk"
    if at != shot.frames + shot.handle:
        yield f"shot {shot.slate}: the chunks fill {at} of {shot.frames + shot.handle} frames"


def _time_problems(plan: Plan) -> Iterator[str]:
    at = 0
    for shot in plan.shots:
        if shot.start != at:
            yield f"shot {shot.slate} starts at {shot.start}, not at {at}"
        at = shot.start + shot.frames
    if at != plan.film.frames:
        yield f"the shots fill {at} of {plan.film.frames} frames"
    line = plan.timeline
    for spans in (line.scenes, line.speeches, line.beats, line.captions, line.transitions, line.sounds):
        for item in spans:
            if item.span.start < 0 or item.span.end > plan.film.frames:
                yield f"{item.span} lies outside the film"
    for one, other in pairwise(line.captions):
        if other.span.start < one.span.end:
            yield f"two captions at once: {one.text!r} and {other.text!r}"
    chunks = {shot.slate: len(shot.chunks) for shot in plan.shots}
    for speech in line.speeches:
        if speech.chunk >= chunks.get(speech.shot, 0):
            yield f"{speech.text!r} is spoken by a chunk that is not there"


def _cut_problems(plan: Plan) -> Iterator[str]:
    """Pieces that are not as long as the film says, or that need frames their pictures do not have."""
    nodes = plan.by_id()
    film = nodes.get(plan.result)
    if film is None or not isinstance(film.body, FilmBody):
        return
    if sum(film.body.segments) != film.body.frames or film.body.frames != plan.film.frames:
        yield f"the segments fill {sum(film.body.segments)} of {plan.film.frames} frames"
    pieces = [nodes[i.node] for i in film.inputs if i.role.startswith("segment/") and i.node in nodes]
    for piece, frames in zip(pieces, film.body.segments, strict=False):
        if not isinstance(piece.body, SegmentBody | TransitionBody) or piece.body.frames != frames:
            yield f"{piece.id} is not the {frames} frames the film takes from it"
    if len(pieces) != len(film.body.segments):
        yield f"the film has {len(film.body.segments)} segments and {len(pieces)} nodes that make them"
    for piece in pieces:
        yield from _reach_problems(piece, nodes)


def _reach_problems(piece: Node, nodes: dict[str, Node]) -> Iterator[str]:
    body = piece.body
    if isinstance(body, SegmentBody):
        firsts: dict[str, int | None] = {"picture": body.first}
    elif isinstance(body, TransitionBody):
        firsts = {"from": body.from_first, "to": body.to_first}
    else:
        return
    for put in piece.inputs:
        source = nodes[put.node].body if put.node in nodes else None
        first = firsts.get(put.role)
        if isinstance(source, Mezzanine) and first is not None and first + body.frames > source.frames + source.handle:
            yield f"{piece.id} needs {first + body.frames} frames of {put.node}"
