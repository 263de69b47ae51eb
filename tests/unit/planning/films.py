"""Small films as values: what the analysis would have understood."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, get_args

from hypothesis import strategies as st

from milimo_lang.ir.screenplay import (
    Capability,
    Control,
    Edit,
    Element,
    Generated,
    ImageRef,
    Keyframe,
    LoraRef,
    ModelProfile,
    Moment,
    OverlayPicture,
    Scene,
    Screenplay,
    Settings,
    Shot,
    ShotPicture,
    Sound,
    SoundRef,
    Subject,
    Title,
    TransitionIn,
)
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.ir.values import FrameSpan
from milimo_lang.source import Span

HERE = Span("film.mls", 0, 1)
ANIMATIC = ModelProfile(name="animatic", family="animatic", draws=True)
EVERYTHING = get_args(Capability)
LTX = ModelProfile(
    name="ltx-2",
    family="ltx-2",
    stride=8,
    multiple=64,
    context=505,
    chunk=121,
    overlap=24,
    shortest=41,
    align=8,
    stages=2,
    audio=True,
    sample_rate=24000,
    template="ltx-2",
    can=EVERYTHING,
)
CLOSE = Term(kind="framing", name="close", words="close-up")
PUSH = Term(kind="camera", name="push in", words="the camera slowly pushes in", draft=Draft(amounts={"zoom": (1, 2)}))


def shot(slate: str = "1A", frames: int = 96, **more: Any) -> Shot:
    given = {"seed": 7, "model": ANIMATIC, "footage_start": Fraction(0), "speed": Fraction(1), "span": HERE} | more
    return Shot(slate=slate, frames=frames, **given)


def scene(*shots: Shot, **more: Any) -> Scene:
    given = {"number": "1", "heading": "INT. LAMP ROOM - NIGHT", "interior": True, "place_text": "LAMP ROOM"}
    return Scene(shots=shots, span=HERE, **(given | {"time_of_day": "NIGHT"} | more))


def film(*scenes: Scene, elements: dict[str, Element] | None = None, **settings: Any) -> Screenplay:
    given = {"rate": Fraction(24), "model": ANIMATIC, "title": "The Lamp"} | settings
    return Screenplay(settings=Settings(**given), elements=elements or {}, scenes=scenes)


def one(*shots: Shot, elements: dict[str, Element] | None = None, **settings: Any) -> Screenplay:
    """A film of one scene."""
    return film(scene(*shots), elements=elements, **settings)


def element(name: str, order: int = 0, kind: str = "character", **more: Any) -> Element:
    return Element(kind=kind, name=name, base=name.split(".")[0], order=order, span=HERE, **more)


def image(path: str) -> ImageRef:
    return ImageRef(path=path, span=HERE)


def key(frame: int, path: str = "boards/a.png", strength: float = 1.0) -> Keyframe:
    return Keyframe(frame=frame, image=image(path), strength=strength, span=HERE)


def made_key(frame: int, words: str = "") -> Keyframe:
    return Keyframe(frame=frame, image=Generated(words=words, span=HERE), span=HERE)


def borrowed_key(frame: int, slate: str, at: int = 0) -> Keyframe:
    return Keyframe(frame=frame, image=ShotPicture(slate=slate, frame=at, span=HERE), span=HERE)


def edit(start: int, frames: int, **more: Any) -> Edit:
    given = {"kind": "retake", "text": "still", "frames": FrameSpan(start=start, frames=frames), "span": HERE}
    return Edit(**(given | more))


def control(kind: str = "pose", path: str = "walk.mp4", start: Fraction = Fraction(0)) -> Control:
    return Control(kind=kind, path=path, start=start, span=HERE)


def lora(path: str, weight: float = 1.0) -> LoraRef:
    return LoraRef(path=path, weight=weight, span=HERE)


def recording(path: str, start: Fraction = Fraction(0)) -> SoundRef:
    return SoundRef(path=path, start=start, span=HERE)


def moment(kind: str, text: str, start: int, frames: int, **more: Any) -> Moment:
    return Moment(kind=kind, text=text, span=FrameSpan(start=start, frames=frames), source=HERE, **more)


def speech(speaker: str, text: str, start: int, frames: int, **more: Any) -> Moment:
    return moment("speech", text, start, frames, speaker=speaker, **more)


def opening(style: str = "dissolve", frames: int = 24, **more: Any) -> TransitionIn:
    return TransitionIn(style=style, frames=frames, span=HERE, **more)


def title(text: str, start: int, frames: int, place: str = "title") -> Title:
    return Title(place=place, text=text, span=FrameSpan(start=start, frames=frames), source=HERE)


def overlay(path: str, start: int, frames: int) -> OverlayPicture:
    return OverlayPicture(path=path, span=FrameSpan(start=start, frames=frames), source=HERE)


def sound(track: str, path: str = "score.wav", **more: Any) -> Sound:
    return Sound(**({"track": track, "path": path, "skip": Fraction(0), "source": HERE} | more))


# ---------------------------------------------------------------- any film


@st.composite
def moments(draw: st.DrawFn, frames: int) -> tuple[Moment, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, frames), max_size=6)))
    made = []
    for start, end in pairwise(cuts):
        kind = draw(st.sampled_from(["action", "speech", "beat"]))
        who = {"speaker": draw(st.sampled_from(["Mara", "Tom"])), "off_screen": draw(st.booleans())}
        words = draw(st.sampled_from(["Not tonight.", "She waits. " * 20, "@Mara strikes a match.", "x"]))
        made.append(moment(kind, words, start, end - start, **(who if kind == "speech" else {})))
    return tuple(made)


@st.composite
def keys(draw: st.DrawFn, frames: int, earlier: tuple[Shot, ...]) -> tuple[Keyframe, ...]:
    """Files, pictures to be made, and pictures of earlier shots."""
    places = sorted(draw(st.sets(st.integers(0, frames + 60), max_size=3)))
    sources = [one for one in earlier if one.kind != "black"]
    found = []
    for at in places:
        made = [key(at), made_key(at, "a lamp")]
        made += [borrowed_key(at, source.slate, source.frames - 1) for source in sources[-2:]]
        found.append(draw(st.sampled_from(made)))
    return tuple(found)


@st.composite
def edits(draw: st.DrawFn, frames: int) -> tuple[Edit, ...]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, frames - 1))
        length = draw(st.integers(1, frames - start))
        masks: list[dict[str, Any]] = [
            {},
            {"kind": "inpaint", "mask": "the lamp"},
            {"kind": "inpaint", "mask_file": "m.png"},
        ]
        found.append(edit(start, length, **draw(st.sampled_from(masks))))
    return tuple(found)


@st.composite
def shots(draw: st.DrawFn, slate: str, earlier: tuple[Shot, ...] = ()) -> Shot:
    frames = draw(st.integers(1, 400))
    kind = draw(st.sampled_from(["filmed"] * 6 + ["still", "black", "card", "footage"]))
    return shot(
        slate,
        frames,
        kind=kind,
        model=draw(st.sampled_from([ANIMATIC, LTX, replace(LTX, handoff="image"), replace(LTX, doubled=True)])),
        id=draw(st.sampled_from([None, None, None, f"the-{slate}"])),
        footage=image("reel.mov") if kind == "footage" else None,
        card="LATER",
        cast=draw(st.sampled_from([(), ("Mara",), ("Tom", "Mara.wet")])),
        subjects=draw(st.sampled_from([(), (Subject(text="Mara", element="Mara"),)])),
        terms=draw(st.sampled_from([(), (CLOSE, PUSH)])),
        moments=draw(moments(frames)),
        keys=draw(keys(frames, earlier)),
        references=draw(st.sampled_from([(), (image("refs/a.png"),)])),
        by_cast=draw(st.booleans()),
        control=draw(st.sampled_from([(), (control(),)])),
        audio=draw(st.sampled_from([None, recording("vo.wav", Fraction(1, 3))])),
        loras=draw(st.sampled_from([(), (lora("noir.safetensors", 0.5),)])),
        enhance=draw(st.sampled_from(["off", "on", "context"])),
        edits=draw(edits(frames)),
        continues=draw(st.booleans()),
        transition=draw(
            st.sampled_from([None, None, opening(), opening("fade-in", 12), opening("wipe", 5), opening("cut", 0)])
        ),
        ends_black=draw(st.sampled_from([0, 0, 0, 12, 48])),
        takes=draw(st.integers(1, 3)),
        pick=draw(st.integers(1, 4)),
        titles=draw(st.sampled_from([(), (title("THE LAMP", 0, 1),)])),
        overlays=draw(st.sampled_from([(), (overlay("logo.png", 0, 1),)])),
        sounds=draw(st.sampled_from([(), (sound("music"), sound("ambience", at=frames - 1))])),
        seed=draw(st.integers(0, 3)),
    )


@st.composite
def films(draw: st.DrawFn) -> Screenplay:
    scenes, slate = [], 0
    for number in range(draw(st.integers(0, 3))):
        made = []
        for _ in range(draw(st.integers(0, 4))):
            slate += 1
            everyone = tuple(one for scene in scenes for one in scene.shots)
            made.append(draw(shots(f"{slate}A", (*everyone, *made))))
        scenes.append(scene(*made, number=str(number)))
    front = Generated(words="front view", of="Mara", span=HERE)
    mara = element(
        "Mara", 0, look="silver braid", images=(front,), voice_file="mara.wav", loras=(lora("m.safetensors"),)
    )
    elements = {"Mara": mara, "Mara.wet": element("Mara.wet", 0, look="dripping")}
    burn, captioned = draw(st.sampled_from(["none", "shot", "full"])), draw(st.sampled_from(["off", "file", "burn"]))
    return film(*scenes, elements=elements, burn=burn, captions=captioned, audio=draw(st.booleans()))
