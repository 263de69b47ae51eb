"""What is heard and when: voices, beds under each shot, music, effects, ambience; as placements in film frames.

A *bed* is what a shot sounds like where nobody speaks: the tone of its place when it is drawn, its own sound when
it was filmed or generated. Beds cross over with the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from milimo_lang.ir.bodies import Place, Placement, SpeechBody, ToneBody
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.screenplay import Moment, Screenplay, Settings, Shot, Sound
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.layout import Laid
from milimo_lang.planning.mentions import base
from milimo_lang.planning.pictures import Picture
from milimo_lang.planning.staging import place
from milimo_lang.planning.takes import derived, picked

Track = Literal["dialogue", "voiceover", "production", "music", "effects", "ambience", "tone"]

_MELT = 8
"""Frames over which the tones of two shots in one place run into each other at a cut."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One sound: where it lies, in frames from the first one of its shot, and what it comes from: the file `asset`, or
    an output of a node. The rest is as in `Placement`.
    """

    track: Track
    start: int
    frames: int
    node: str | None = None
    output: str | None = None
    asset: str | None = None
    skip: Fraction = Fraction(0)
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    duck: bool = False
    loop: bool = False

    def as_input(self, number: int, at: int) -> tuple[Placement, Input]:
        """The sound `number` of the film, heard from a shot that begins at the film frame `at`."""
        role = f"sound/{number}"
        placement = Placement(
            role=role,
            track=self.track,
            span=FrameSpan(start=at + self.start, frames=self.frames),
            skip=self.skip,
            gain=self.gain,
            fade_in=self.fade_in,
            fade_out=self.fade_out,
            duck=self.duck,
            loop=self.loop,
        )
        return placement, Input(role=role, node=self.node, output=self.output, asset=self.asset)


@dataclass(frozen=True, slots=True)
class ShotSound:
    """The nodes made for a shot's sound, what of it is heard, and which node speaks each of its moments."""

    nodes: tuple[Node, ...]
    heard: tuple[Heard, ...]
    voices: dict[int, str]


def shot_sound(
    before: Laid | None, laid: Laid, after: Laid | None, picture: Picture, alike: int, film: Screenplay
) -> ShotSound:
    """Voices and bed of one shot between its neighbours; as many as `alike` are as long before it in its scene."""
    nodes, heard, voices = _voices(laid, film)
    if laid.shot.audio is not None:
        audio = laid.shot.audio
        heard.append(Heard("production", 0, laid.shot.frames, asset=audio.path, skip=audio.start))
        return ShotSound(tuple(nodes), tuple(heard), voices)
    if not film.settings.audio:
        return ShotSound(tuple(nodes), tuple(heard), voices)
    bed = _bed(before, laid, after, film)
    if picture.sounds:
        heard.append(_production(laid, picture, bed, film.settings))
    elif _toned(laid.shot):
        tone = _tone(laid, bed.frames, alike, film)
        nodes.append(tone)
        heard.append(replace(bed, node=tone.id))
    return ShotSound(tuple(nodes), tuple(heard), voices)


def placed_sounds(laid: Sequence[Laid], film_frames: int, rate: Fraction) -> Iterator[tuple[Heard, int]]:
    """Music, effects, ambience and voice-over files, in story order, each with the film frame its shot begins at."""
    music = sorted(at.start + sound.at for at in laid for sound in at.shot.sounds if sound.track == "music")
    scenes = {at.scene_index: at.end for at in laid}
    for at in laid:
        for sound in at.shot.sounds:
            start = at.start + sound.at
            limit = scenes[at.scene_index] if sound.track == "ambience" else film_frames
            if sound.track == "music":
                limit = min([limit, *(other for other in music if other > start)])
            frames = min(_length(sound, rate), limit - start)
            if frames > 0:
                yield _file(sound, frames), at.start


# ---------------------------------------------------------------- voices


def _voices(laid: Laid, film: Screenplay) -> tuple[list[Node], list[Heard], dict[int, str]]:
    """A recording where the writer gives one, the picture's own sound where its model speaks, else a made voice."""
    nodes: list[Node] = []
    heard: list[Heard] = []
    voices: dict[int, str] = {}
    for number, (index, moment) in enumerate(_spoken(laid.shot), 1):
        start, frames = moment.span.start, moment.span.frames
        track: Track = "voiceover" if _is_voice_over(moment) else "dialogue"
        if frames == 0:
            continue
        if moment.recording:
            heard.append(Heard(track, start, frames, asset=moment.recording))
        elif film.settings.audio and not _speaks_itself(laid.shot, moment):
            voice = Node(id=f"{laid.shot.slate}/speech {number}", shot=laid.shot.slate, body=_speech(moment, film))
            nodes.append(voice)
            voices[index] = voice.id
            heard.append(Heard(track, start, frames, node=voice.id))
    return nodes, heard, voices


def _spoken(shot: Shot) -> Iterator[tuple[int, Moment]]:
    return ((index, moment) for index, moment in enumerate(shot.moments) if moment.kind == "speech")


def _is_voice_over(moment: Moment) -> bool:
    return any(extension.replace(".", "").strip().upper() == "VO" for extension in moment.extensions)


def _speaks_itself(shot: Shot, moment: Moment) -> bool:
    """Whether the shot's own sound, or the model that makes the picture, speaks the line too: what is on screen."""
    if shot.audio is not None and not moment.off_screen:
        return True
    return shot.kind == "filmed" and not shot.model.draws and shot.model.audio and not moment.off_screen


def _speech(moment: Moment, film: Screenplay) -> SpeechBody:
    speaker, settings = film.elements.get(moment.speaker), film.settings
    own = speaker.seed if speaker else None
    return SpeechBody(
        kind="spoken.speech" if settings.voices == "spoken" else "drawn.speech",
        text=" ".join(moment.text.split()),
        manner=moment.manner,
        speaker=base(moment.speaker, film.elements),
        voice=speaker.voice if speaker else "",
        language=settings.language,
        frames=moment.span.frames,
        rate=settings.rate,
        sample_rate=settings.sample_rate,
        seed=settings.seed if own is None else own,
    )


# ---------------------------------------------------------------- beds


class _Joint(NamedTuple):
    """How the beds of two shots meet: frames the earlier runs on and the later starts early, and their fades."""

    run_on: int = 0
    early: int = 0
    fade_out: int = 0
    fade_in: int = 0


def _bed(before: Laid | None, laid: Laid, after: Laid | None, film: Screenplay) -> Heard:
    """Where a shot's bed lies, and its fades in and out; what it comes from is yet to be said."""
    head, tail = _joint(before, laid, film), _joint(laid, after, film)
    frames = head.early + laid.shot.frames + tail.run_on
    fades = min(head.fade_in, frames), min(tail.fade_out, frames)
    return Heard("tone", -head.early, frames, fade_in=fades[0], fade_out=fades[1])


def _joint(before: Laid | None, after: Laid | None, film: Screenplay) -> _Joint:
    """Beds cross where pictures do. A J cut starts the later one early; an L cut lets the earlier run on.

    What was filmed or generated keeps step with its picture: it can run on through its handle, but not start early.
    """
    if before is None or after is None or before.closing or (after.opening and not after.opening.over):
        opening = after.opening.frames if after and after.opening else 0
        return _Joint(fade_out=before.closing if before else 0, fade_in=opening)
    lead = after.shot.transition.sound_lead if after.shot.transition else 0
    if after.opening:
        return _crossing(after.opening.frames)
    if lead > 0 and _toned(after.shot):
        early = min(lead, before.shot.frames)
        return _Joint(early=early, fade_out=early, fade_in=early)
    if lead < 0:
        return _crossing(min(-lead, before.handle, after.shot.frames))
    melts = _toned(before.shot) and _toned(after.shot) and _tone_place(before, film) == _tone_place(after, film)
    return _crossing(min(_MELT, before.handle, after.shot.frames)) if melts else _Joint()


def _crossing(frames: int) -> _Joint:
    return _Joint(run_on=frames, fade_out=frames, fade_in=frames)


def _toned(shot: Shot) -> bool:
    """Whether the tone of its place lies under the shot: it has a place and brings no sound of its own."""
    return shot.kind == "still" or (shot.kind == "filmed" and shot.model.draws)


def _tone_place(laid: Laid, film: Screenplay) -> Place:
    return place(laid.scene, film.elements)


def _tone(laid: Laid, frames: int, alike: int, film: Screenplay) -> Node:
    """The tone of the shot's place. Each of two shots as long in a scene has its own, or the same birds would call."""
    where, settings = place(laid.scene, film.elements, laid.shot.weather), film.settings
    body = ToneBody(
        place=where,
        frames=frames,
        rate=settings.rate,
        sample_rate=settings.sample_rate,
        seed=derived(settings.seed, "tone", where.name, alike),
    )
    return Node(id=f"{laid.shot.slate}/tone", shot=laid.shot.slate, body=body)


def _production(laid: Laid, picture: Picture, bed: Heard, settings: Settings) -> Heard:
    """The shot's own sound, in step with its picture: it cannot start before it, whatever a J cut asks."""
    start = max(bed.start, 0)
    return replace(
        bed,
        track="production",
        start=start,
        frames=min(bed.start + bed.frames, laid.shot.frames + laid.handle) - start,
        node=picture.sounding or picture.take(picked(laid.shot)).picture,
        output="sound",
        skip=Fraction(start) / settings.rate,
        duck=any(moment.recording for moment in laid.shot.moments),
    )


# ---------------------------------------------------------------- files


def _length(sound: Sound, rate: Fraction) -> int:
    """Frames a file is heard for, as far as it says itself: as asked, to its end, or for good."""
    if sound.frames is not None:
        return sound.frames
    if sound.seconds is None or sound.loop:
        return 10**9
    return max(0, -((sound.skip - sound.seconds) * rate // 1))


def _file(sound: Sound, frames: int) -> Heard:
    return Heard(
        sound.track,
        sound.at,
        frames,
        asset=sound.path,
        skip=sound.skip,
        gain=sound.gain,
        fade_in=min(sound.fade_in, frames),
        fade_out=min(sound.fade_out, frames),
        duck=sound.duck,
        loop=sound.loop,
    )
