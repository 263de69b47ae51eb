"""Bodies: for each kind of node, all that decides what it makes besides its inputs' content.

Frames are integers. *Shot frames* count from the first frame a shot shows, *film frames* from the first frame of the
film. A shot's mezzanine holds its shown frames and then its tail handle; no shot has a head handle, so frame 0 of a
mezzanine is frame 0 of the shot.

Nothing in a body may say where in the film the shot stands: no slate, no ordinal, no neighbour's words. Bodies name
their inputs by *role* (`key/0`, `from`, `chunk/2`); which file or node plays the role is said by the node.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from milimo_lang.ir.contract import Value
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import Crop, FrameRate, Frames, FrameSpan, Path, Posture, Rational, Seat, Seed, Size

# ---------------------------------------------------------------- what a drawing is told


class Place(Value):
    """Where a shot plays. `interior` is None where the heading does not say (or says both).

    `weather` is what the action tells of it ("rain"): it holds for the scene.
    """

    name: str = ""
    interior: bool | None = None
    time_of_day: str = ""
    look: str = ""
    weather: str = ""


class Figure(Value):
    """Someone or something in the picture. `side` is -1 (screen left), 0 or 1, kept across a scene; `place` counts who
    stands in the picture from left to right.

    `posture` is how the figure holds itself, `seat` what it sits or lies on or at, `path` where it goes meanwhile: into
    the picture, out of it, through it.
    """

    name: str
    kind: Literal["character", "object"] = "character"
    look: str = ""
    side: Annotated[int, Field(ge=-1, le=1)] = 0
    place: Annotated[int, Field(ge=0)] = 0
    posture: Posture = "stand"
    path: Path = ""
    seat: Seat = ""
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
    """Words laid over the picture during `span` (shot frames). A `timecode` has none: it counts the shot's frames.

    `arrows` are drawn: the ways the camera goes, such as "in" or "right, up".
    """

    place: Literal["caption", "action", "framing", "timecode", "slate", "title", "super", "arrows"]
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

    def get(self, field: str, default: Any = None) -> Any:
        """The value of `field`, `default` in a kind of body that has none: `getattr` takes 3 µs to find that out."""
        return vars(self).get(field, default)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of what the node makes; the first is the one meant when an edge names none."""
        return ("picture",)

    @property
    def needs(self) -> tuple[str, ...]:
        """Roles that must be played besides those its values name."""
        return ()


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


class KeptBody(Mezzanine):
    """A take that is held as it was made, whatever its shot says by now: what the store has under `key`.

    Nothing makes it: its key is `key`, and it comes out as the content `content`. Where the store has it no longer, its
    shot cannot be made.
    """

    kind: Literal["take.kept"] = "take.kept"
    key: str
    content: str
    sounds: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("picture", "sound") if self.sounds else ("picture",)


class SpeechBody(Body):
    """One speech as temporary voice, murmured or spoken, fitted to exactly `frames` frames at `rate`."""

    kind: Literal["drawn.speech", "spoken.speech"] = "drawn.speech"
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


class InpaintBody(Body):
    """The picture `picture` made anew within `mask` (white there), after `prompt`."""

    kind: Literal["image.inpaint"] = "image.inpaint"
    family: str
    prompt: str
    negative: str = ""
    size: Size
    seed: Seed

    @property
    def needs(self) -> tuple[str, ...]:
        return ("picture", "mask")


class FrameBody(Body):
    """Frame `frame` of the mezzanine `picture`, as a still."""

    kind: Literal["image.frame"] = "image.frame"
    frame: Frames

    @property
    def needs(self) -> tuple[str, ...]:
        return ("picture",)


class MaskBody(Body):
    """What `words` name in `picture`, white on black: in a still (`mask.find`), or followed through frames `span`."""

    kind: Literal["mask.find", "mask.track"]
    family: str
    words: str
    span: FrameSpan = FrameSpan(start=0, frames=1)

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("mask",)

    @property
    def needs(self) -> tuple[str, ...]:
        return ("picture",)


class EnhanceBody(Body):
    """A prompt written out by a language model, as the video model likes them.

    `context`: the input `before`, where it is played, holds the prompt before this one, written out.
    """

    kind: Literal["prompt.enhance"] = "prompt.enhance"
    family: str
    prompt: str
    seed: Seed
    context: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("text",)


class TextBody(Body):
    """A prompt encoded once for every stage that reads it; `enhanced`: the prompt is the text `prompt`."""

    kind: Literal["text.encode"] = "text.encode"
    family: str
    prompt: str
    negative: str = ""
    enhanced: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("embeddings",)

    @property
    def needs(self) -> tuple[str, ...]:
        return ("prompt",) if self.enhanced else ()


class Condition(Value):
    """A picture that guides a chunk: the input `role` at `frame` of the chunk (0 = the chunk's first frame)."""

    role: str
    frame: Frames
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0


class ConditionBody(Body):
    """Conditions encoded for one stage's size.

    `crop`: where in it the film's picture lies; a picture is put there, as the join shows it. None: it fills all of it.
    """

    kind: Literal["condition.encode"] = "condition.encode"
    family: str
    size: Size
    crop: Crop | None = None
    conditions: tuple[Condition, ...]

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)


class Guide(Value):
    """A picture or film (input `role`) that a chunk follows from `start` seconds into it.

    A `reference` shows who or what is in the picture and has no time. A `start` before 0 waits on the first frame; what
    ends before the chunk does holds its last.
    """

    role: str
    kind: Literal["reference", "canny", "pose", "depth"]
    start: Rational
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0


class ReferenceBody(Body):
    """References and control pictures encoded for one stage's size and one chunk of `frames` frames.

    Control pictures lie in it as `crop` says; a reference fills all of it.
    `trained`: the inputs that are LoRAs of the passes that follow them; their files say how large they want references.
    """

    kind: Literal["reference.encode"] = "reference.encode"
    family: str
    size: Size
    crop: Crop | None = None
    rate: FrameRate
    frames: Frames
    guides: tuple[Guide, ...]
    trained: tuple[str, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)

    @property
    def needs(self) -> tuple[str, ...]:
        return self.trained


class SoundBody(Body):
    """`frames` frames of the sound `sound` encoded, from `start` seconds into it; silence outside it."""

    kind: Literal["audio.encode"] = "audio.encode"
    family: str
    rate: FrameRate
    frames: Frames
    start: Rational

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)

    @property
    def needs(self) -> tuple[str, ...]:
        return ("sound",)


class Voice(Value):
    """How someone sounds: the input `role` is a recording."""

    role: str
    speaker: str


HandoffMode = Literal["latent", "frames", "hybrid", "image"]


class Handoff(Value):
    """What a chunk takes over, to its own head.

    `latent`: latents [first, first + count) of the input `handoff`, which mean 8(count - 1) + 1 frames at temporal
    stride 8. `frames` and `hybrid` mean the same frames and read them, all or the first slot's, from the input
    `handoff/picture`, the decoded chunk. `image`: frame `first` of the picture `handoff`, `count` is 1; `crop` says how
    that lies in what is made, where it is a shot and no chunk. `adain`: how far what is made after it takes the colours
    and contrast of the chunk before (0: not at all, 1: wholly); an `image` has none to take.
    """

    mode: HandoffMode
    first: Frames
    count: Annotated[int, Field(ge=1)]
    crop: Crop | None = None
    adain: Annotated[float, Field(ge=0, le=1, exclude_if=lambda share: not share)] = 0.0  # keys are older than it


class Lora(Value):
    """Weights laid over a model's: the input `role`."""

    role: str
    weight: float = 1.0


class DenoiseBody(Body):
    """One pass of one chunk at one stage's size; `stage` 2 refines what stage 1 made (input `latents`).

    `frames` is 8k+1 for a model of stride 8. `every` 2: it makes every second of them, beginning with the first, and
    all of the sound; `frames` is 16k+1 then, and the latents of a handoff mean twice as many. Inputs: `text`, and where
    they apply `conditions`, `references`, `audio` (the sound is given, and stays as it is), `handoff`, `latents`.
    """

    kind: Literal["chunk.denoise", "chunk.refine"]
    family: str
    size: Size
    rate: FrameRate
    frames: Frames
    every: Annotated[int, Field(ge=1, le=2, exclude_if=lambda every: every == 1)] = 1  # keys are older than it
    seed: Seed
    steps: int | None = None
    guidance: float | None = None
    quality: str = "standard"
    audio: bool = True
    handoff: Handoff | None = None
    loras: tuple[Lora, ...] = ()
    voices: tuple[Voice, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)

    @property
    def needs(self) -> tuple[str, ...]:
        later = ("latents",) if self.kind == "chunk.refine" else ()
        return ("text", *later, *(("handoff",) if self.handoff else ()))


class RetakeBody(Body):
    """Part of a chunk made again at its full size: frames `span` of the chunk whose finished latents are `latents`.

    `masked`: only where the input `mask` is white, a picture or a film whose second `mask_start` lies on the chunk's
    first frame. `crop` says how a mask of the film's picture lies in the chunk's (None: it is one of the chunk's).
    `sound`: the sound of the span is made again too. What lies outside stays as it is, but for the head where the chunk
    before was made again up to its end: `handoff` says what of that takes its place (inputs as in `Handoff`).
    """

    kind: Literal["chunk.retake"] = "chunk.retake"
    family: str
    size: Size
    rate: FrameRate
    frames: Frames
    span: FrameSpan
    seed: Seed
    steps: int | None = None
    guidance: float | None = None
    quality: str = "standard"
    masked: bool = False
    crop: Crop | None = None
    mask_start: Rational = Fraction(0)
    sound: bool = True
    handoff: Handoff | None = None
    loras: tuple[Lora, ...] = ()

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)

    @property
    def needs(self) -> tuple[str, ...]:
        return ("text", "latents", *(("mask",) if self.masked else ()), *(("handoff",) if self.handoff else ()))


class UpsampleBody(Body):
    """Latents enlarged after a first stage: spatially by `spatial`; with `temporal` 2, F of them become 2F - 1."""

    kind: Literal["chunk.upsample"] = "chunk.upsample"
    family: str
    spatial: Rational
    temporal: int = 1

    @property
    def outputs(self) -> tuple[str, ...]:
        return ("latents",)

    @property
    def needs(self) -> tuple[str, ...]:
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

    @property
    def needs(self) -> tuple[str, ...]:
        return ("latents",)


class Keep(Value):
    """Of the chunk `role`, frames [first, first + frames) go into the shot."""

    role: str
    first: Frames
    frames: Frames


class JoinBody(Mezzanine):
    """Chunks of the size `generated` joined to a shot: what `crop` shows of them, at `size`; sound crossfades.

    `seen` and `heard` fill the shot and its handle, each by itself: a chunk's picture is seen before its sound is
    heard, because where the chunk before it ends that is decoded without what comes after.
    """

    kind: Literal["shot.join"] = "shot.join"
    generated: Size
    crop: Crop
    seen: tuple[Keep, ...]
    heard: tuple[Keep, ...]
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
    | KeptBody
    | SpeechBody
    | ToneBody
    | StillBody
    | InpaintBody
    | FrameBody
    | MaskBody
    | EnhanceBody
    | TextBody
    | ConditionBody
    | ReferenceBody
    | SoundBody
    | DenoiseBody
    | RetakeBody
    | UpsampleBody
    | DecodeBody
    | JoinBody
    | SegmentBody
    | TransitionBody
    | MixBody
    | FilmBody,
    Field(discriminator="kind"),
]
