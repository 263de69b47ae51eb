"""Small films as values: what the analysis would have understood."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from milimo_lang.ir.screenplay import (
    Element,
    ImageRef,
    Keyframe,
    ModelProfile,
    Moment,
    OverlayPicture,
    Scene,
    Screenplay,
    Settings,
    Shot,
    Sound,
    Subject,
    Title,
    TransitionIn,
)
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.ir.values import FrameSpan
from milimo_lang.source import Span

HERE = Span("film.mls", 0, 1)
ANIMATIC = ModelProfile(name="animatic", family="animatic", draws=True)
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
def shots(draw: st.DrawFn, slate: str) -> Shot:
    frames = draw(st.integers(1, 400))
    kind = draw(st.sampled_from(["filmed"] * 6 + ["still", "black", "card", "footage"]))
    return shot(
        slate,
        frames,
        kind=kind,
        model=draw(st.sampled_from([ANIMATIC, LTX, LTX.model_copy(update={"handoff": "image"})])),
        id=draw(st.sampled_from([None, None, None, f"the-{slate}"])),
        footage=image("reel.mov") if kind == "footage" else None,
        card="LATER",
        cast=draw(st.sampled_from([(), ("Mara",), ("Tom", "Mara.wet")])),
        subjects=draw(st.sampled_from([(), (Subject(text="Mara", element="Mara"),)])),
        terms=draw(st.sampled_from([(), (CLOSE, PUSH)])),
        moments=draw(moments(frames)),
        keys=tuple(key(at) for at in sorted(draw(st.sets(st.integers(0, frames + 60), max_size=3)))),
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
            made.append(draw(shots(f"{slate}A")))
        scenes.append(scene(*made, number=str(number)))
    elements = {"Mara": element("Mara", 0, look="silver braid"), "Mara.wet": element("Mara.wet", 0, look="dripping")}
    burn, captioned = draw(st.sampled_from(["none", "shot", "full"])), draw(st.sampled_from(["off", "file", "burn"]))
    return film(*scenes, elements=elements, burn=burn, captions=captioned, audio=draw(st.booleans()))
