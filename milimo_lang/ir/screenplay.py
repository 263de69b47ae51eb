"""What is meant: the film with every name bound, every term resolved and every length in frames.

Made by `analysis` from trees; read by `planning` and by editors. It holds source spans, which never reach a plan's
bodies, and the story order, which never reaches a picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import FrameRate, Frames, FrameSpan, Path, Posture, Rational, Seat, Seed, Size, Within
from milimo_lang.source import Span

Capability = Literal[
    "text", "image", "keyframes", "reference", "control", "audio", "retake", "inpaint", "lora", "voice", "enhance",
    "doubling",
]  # fmt: skip
"""What a video model may be asked for: a picture from words alone, one that begins with a picture (`image`) or meets
several, that follows references, a control picture or a sound; parts of it made again, or only within a mask; LoRA
weights; a recorded voice imitated; prompts written out (`enhance`); every second frame filmed, and those between made
of them in latents (`doubling`)."""

Mode = Literal["text", "image", "keyframes", "reference", "control", "audio", "continue", "retake"]
"""What a shot is made from besides its words: the most demanding thing it has."""


USUAL_SIZE = Size(width=1280, height=720)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelProfile:
    """What a video model can do, as the planner needs it. Data: `%define model` in the stdlib.

    `stride`: frames a latent after the first stands for; lengths are stride*k + 1 (1: any length). `multiple`: width
    and height are multiples of it; its longer and its shorter side are no longer than those of `largest`. `context`:
    longest generation, frames. `chunk`, `overlap`: defaults, frames. `shortest`: no chunk is shorter. `align`: chunk
    lengths keep to multiples of it plus 1 (24 where sound latents are handed over, else the stride). `stages`: passes
    of a chunk; each but the last works at half size. `draws`: the built-in renderer, which draws shots whole and wants
    no prompt. `distilled`: it takes few steps and no guidance, unless the quality is high. `adain`: how far a chunk
    takes the colours and contrast of the one before, 0 to 1. `doubled`: the first stage makes every second frame.
    `can`: what it may be asked for; whatever draws is asked for nothing, and takes what it understands.
    """

    name: str
    family: str
    draws: bool = False
    stride: Annotated[int, Within(1, 1024)] = 1
    multiple: Annotated[int, Within(2, 1024, of=2)] = 2
    largest: Size | None = None
    context: Annotated[int, Within(1)] = 10**9
    chunk: Annotated[int, Within(1)] = 10**9
    overlap: Frames = 0
    shortest: Annotated[int, Within(1)] = 1
    align: Annotated[int, Within(1, 1024)] = 1
    stages: Annotated[int, Within(1, 2)] = 1
    distilled: bool = False
    audio: bool = False
    sample_rate: Annotated[int, Within(8000, 192_000)] = 48000
    handoff: Literal["latent", "frames", "hybrid", "image"] = "hybrid"
    adain: Annotated[float, Within(0, 1)] = 0.0
    doubled: bool = False
    template: str = ""
    can: tuple[Capability, ...] = ("text", "image", "keyframes")

    @property
    def every(self) -> int:
        """The first stage makes every so manyth frame."""
        return 2 if self.doubled else 1


Enhance = Literal["off", "on", "context"]
"""Whether a model writes the prompts out before they are used; in `context` it knows what came before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The title page, understood. `style` is its words, `looks` what of it the vocabulary knows how to perform."""

    title: str = ""
    size: Size = USUAL_SIZE
    rate: FrameRate
    seed: Seed = 0
    model: ModelProfile
    style: str = ""
    looks: tuple[Term, ...] = ()
    negative: str = ""
    quality: Literal["preview", "standard", "high"] = "standard"
    coverage: Literal["auto", "master"] = "auto"
    audio: bool = True
    voices: Literal["murmur", "spoken"] = "murmur"
    loudness: float = -16.0
    captions: Literal["off", "file", "burn"] = "file"
    burn: Literal["none", "shot", "full"] = "shot"
    language: str = "en"
    enhance: Enhance = "off"
    sample_rate: int = 48000
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRef:
    """A picture file of the project (POSIX path from the root)."""

    kind: Literal["file"] = "file"
    path: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """A picture the image model makes: of the element `of`, or where that is empty for the shot it stands in.

    `words` are the writer's own, beside what the element or the shot says.
    """

    kind: Literal["generated"] = "generated"
    words: str = ""
    of: str = ""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotPicture:
    """The shown frame `frame` of the picked take of the shot `slate`."""

    kind: Literal["shot"] = "shot"
    slate: str
    frame: Frames
    span: Span


Picture = ImageRef | Generated | ShotPicture
"""Where a picture comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoraRef:
    """Weights laid over a model's: a file of the project."""

    path: str
    weight: float = 1.0
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundRef:
    """A sound file of the project, from `start` seconds into it. `leads`: the picture is made after it."""

    path: str
    start: Rational
    leads: bool = True
    span: Span


ControlKind = Literal["canny", "pose", "depth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A picture or film of edges, of poses or of depth that a shot follows, from `start` seconds into it."""

    kind: ControlKind
    path: str
    start: Rational
    strength: Annotated[float, Within(0, 1)] = 1.0
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Shot frames made again on the picked take: all of the picture (`retake`), or within a mask (`inpaint`).

    `text` says what happens there. A mask is words for what is to be found in the picture, or the file `mask_file`.
    """

    kind: Literal["retake", "inpaint"]
    frames: FrameSpan
    text: str
    mentions: tuple[str, ...] = ()
    mask: str = ""
    mask_file: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value of a shot was written. `of` is a key (`seed`), `words`, or the kind of the term `name`.

    `by`: on the shot's own line, in its block, in a recipe, by a `%set`; `inferred` from what happens, `held` from the
    shot it continues: such have no span. `defined` is the `%define` of a term that is not
    the standard library's.
    """

    of: str
    name: str = ""
    by: Literal["line", "block", "recipe", "set", "inferred", "held"]
    span: Span | None = None
    defined: Span | None = None


ElementKind = Literal["character", "location", "object", "style", "voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A declared person, place, thing, style or voice, variants merged with what they inherit.

    `order` is the order of declaration of the base element: it decides the side of the line someone stands on.
    `voice` is words, `voice_file` a recording of it. `also`: what a mention may call it by the name its file is used as
    (`noir.Mara`). `implied`: nobody declared it, its name stands in a cue.
    """

    kind: ElementKind
    name: str
    base: str
    order: int
    look: str = ""
    images: tuple[ImageRef | Generated, ...] = ()
    voice: str = ""
    voice_file: str | None = None
    trigger: str = ""
    negative: str = ""
    seed: Seed | None = None
    weight: float = 1.0
    loras: tuple[LoraRef, ...] = ()
    also: str = ""
    implied: bool = False
    span: Span

    @property
    def called(self) -> str:
        """How a prompt calls it: the trigger word where there is one, else its name without the variant."""
        return self.trigger or self.base


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Someone or something a shot line names. `element` is the declared name, or None for plain words.

    `part` is what of it is meant, `hand` in `close on @Mara's hand`; empty: all of it.
    """

    text: str
    element: str | None = None
    relation: Literal["on", "over", "with", "behind", "beside", "to", "from"] = "on"
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """A picture to be met at shot frame `frame`."""

    frame: Frames
    image: Picture
    strength: Annotated[float, Within(0, 1)] = 1.0
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something in a shot that takes time: a paragraph, a speech, a beat of the block. `span` in shot frames.

    `text` is the visible text; `mentions` the elements named in it, in order. A speech has a `speaker` (as declared,
    or as the cue is written), `manner` (its parentheticals) and its `extensions`; `group` is equal for the two
    halves of dual dialogue. `recording` is its sound file.
    """

    kind: Literal["action", "speech", "beat"]
    text: str
    span: FrameSpan
    speaker: str = ""
    manner: str = ""
    extensions: tuple[str, ...] = ()
    off_screen: bool = False
    group: int | None = None
    mentions: tuple[str, ...] = ()
    recording: str | None = None
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What someone of a shot's cast (without variant) does with the body, on or at what, and where to."""

    element: str
    posture: Posture = "stand"
    path: Path = ""
    seat: Seat = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionIn:
    """How a shot begins: `style` over its first `frames` frames; a `cut` has none, and stands here for its sound.

    `sound_lead` frames: the shot's sound starts before its picture (J cut), or after it where negative (L cut).
    """

    style: str
    frames: Annotated[int, Within(0)]
    sound_lead: int = 0
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """`%title` or `%super`: words over the picture during `span` (shot frames)."""

    place: Literal["title", "super"]
    text: str
    span: FrameSpan
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayPicture:
    """`%overlay`: a picture over the shot."""

    path: str
    span: FrameSpan
    corner: str = "centre"
    width: float = 1.0
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """`%music %sfx %ambience %voiceover`: a file that begins `at` shot frames into the shot it stands in.

    `skip` seconds into the file; `frames` None: to the file's natural end (`seconds` long where that is known) or the
    end of what the track lasts for (music: the next music; ambience: the scene). Negative `gain` is quieter (dB).
    """

    track: Literal["music", "effects", "ambience", "voiceover"]
    path: str
    at: Frames = 0
    skip: Rational
    frames: Frames | None = None
    seconds: Rational | None = None
    gain: float = 0.0
    fade_in: Frames = 0
    fade_out: Frames = 0
    duck: bool = False
    loop: bool = False
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A shot. `frames` is its length in the film; its moments lie within [0, frames).

    `head` is the shot line's own prose; `words` its phrases that are no terms, `terms` the vocabulary it uses (the
    defaults of `%set` included), each kind in the order given. `cast` are the elements in the picture: subjects,
    speakers, mentioned; in order of first appearance. `acting` are those of them who do more than stand; `weather` is
    what the scene's action tells of it, "clear" where it says that it is over. `ends_black`: frames of a fade to black
    on its last frames, or to white, or of a closing iris, as `ends_style` says.
    `mode` is what it is made from besides its words, and `reason` a sentence on why. `references`, `control`, `audio`
    and `loras` guide a generated picture, `by_cast` the pictures of its cast too; `audio` is what is heard, whoever
    makes the picture.
    """

    slate: str
    id: str | None = None
    kind: Literal["filmed", "still", "black", "card", "footage"] = "filmed"
    automatic: bool = False
    frames: Annotated[int, Within(1)]
    head: str = ""
    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    subjects: tuple[Subject, ...] = ()
    cast: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()
    acting: tuple[Acting, ...] = ()
    weather: str = ""
    keys: tuple[Keyframe, ...] = ()
    references: tuple[ImageRef, ...] = ()
    by_cast: bool = False
    continues: bool = False
    transition: TransitionIn | None = None
    ends_black: Frames = 0
    ends_style: str = "fade-out"
    seed: Seed
    takes: Annotated[int, Within(1, 99)] = 1
    pick: Annotated[int, Within(1)] = 1
    handle: Frames = 8
    card: str = ""
    footage: ImageRef | None = None
    footage_start: Rational
    speed: Rational
    prompt: str | None = None
    negative: str = ""
    model: ModelProfile
    mode: Mode = "text"
    reason: str = ""
    steps: int | None = None
    guidance: float | None = None
    loras: tuple[LoraRef, ...] = ()
    control: tuple[Control, ...] = ()
    audio: SoundRef | None = None
    enhance: Enhance = "off"
    edits: tuple[Edit, ...] = ()
    titles: tuple[Title, ...] = ()
    overlays: tuple[OverlayPicture, ...] = ()
    sounds: tuple[Sound, ...] = ()
    origins: tuple[Origin, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scene: its heading and its shots. Text before the first heading is scene "0".

    `place` is the declared location's name, or None; `place_text` what the heading says.
    """

    number: str
    heading: str = ""
    interior: bool | None = None
    place_text: str = ""
    place: str | None = None
    time_of_day: str = ""
    shots: tuple[Shot, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenplay:
    """A film, understood. `elements` by name: the declared ones in order, then the implied ones."""

    settings: Settings
    elements: dict[str, Element] = field(default_factory=dict)
    scenes: tuple[Scene, ...] = ()

    @property
    def shots(self) -> tuple[Shot, ...]:
        """All shots in story order."""
        return tuple(shot for scene in self.scenes for shot in scene.shots)

    @property
    def frames(self) -> int:
        return sum(shot.frames for shot in self.shots)
