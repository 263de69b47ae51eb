"""What a chunk follows besides its words and key pictures: references, control pictures, a sound, recorded voices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from milimo_lang.ir.bodies import Guide, ReferenceBody, SoundBody, Voice
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.ir.values import Crop, Size
from milimo_lang.planning.division import Division
from milimo_lang.planning.mentions import called
from milimo_lang.planning.sources import references


def guides_id(shot: Shot, index: int) -> str:
    return f"{shot.slate}/chunk {index + 1}/references"


def sound_id(shot: Shot, index: int) -> str:
    return f"{shot.slate}/chunk {index + 1}/audio"


def guide_nodes(
    division: Division, screenplay: Screenplay, index: int, size: Size, crop: Crop, weights: Sequence[Input]
) -> Iterator[Node]:
    """The references and control pictures of a chunk, encoded for its first pass, which makes it at `size`; none where
    the shot has none. `weights` are that pass's LoRAs.
    """
    shot, chunk, rate = division.laid.shot, division.chunks[index], screenplay.settings.rate
    every = shot.model.every
    shown = references(shot, screenplay, cast=shot.by_cast)
    guides = [Guide(role=put.role, kind="reference", start=Fraction(0)) for put in shown]
    inputs = [*shown]
    for number, control in enumerate(shot.control):
        start = control.start + Fraction(chunk.start) / rate
        guides.append(Guide(role=f"control/{number}", kind=control.kind, start=start, strength=control.strength))
        inputs.append(Input(role=f"control/{number}", asset=control.path))
    if not guides:
        return
    body = ReferenceBody(
        family=shot.model.family,
        size=size,
        crop=crop,
        rate=rate / every,
        frames=(chunk.frames - 1) // every + 1,
        guides=tuple(guides),
        trained=tuple(put.role for put in weights),
    )
    yield Node(id=guides_id(shot, index), shot=shot.slate, body=body, inputs=(*inputs, *weights))


def sound_nodes(division: Division, screenplay: Screenplay, index: int) -> Iterator[Node]:
    """The stretch of the shot's sound that a chunk follows, encoded."""
    shot, chunk, rate = division.laid.shot, division.chunks[index], screenplay.settings.rate
    if shot.audio is None or not shot.audio.leads:
        return
    start = shot.audio.start + Fraction(chunk.start) / rate
    body = SoundBody(family=shot.model.family, rate=rate, frames=chunk.frames, start=start)
    sound = Input(role="sound", asset=shot.audio.path)
    yield Node(id=sound_id(shot, index), shot=shot.slate, body=body, inputs=(sound,))


def voices(division: Division, screenplay: Screenplay, index: int) -> tuple[tuple[Voice, ...], tuple[Input, ...]]:
    """Recordings of those who speak in a chunk, where the model imitates voices."""
    shot, elements = division.laid.shot, screenplay.elements
    if "voice" not in shot.model.can:
        return (), ()
    speaking = (
        moment.speaker
        for number, moment in enumerate(shot.moments)
        if moment.kind == "speech" and not moment.off_screen and division.speaks[number] == index
    )
    known = [elements[name] for name in dict.fromkeys(speaking) if name in elements]
    recorded = [(one.name, one.voice_file) for one in known if one.voice_file]
    said = tuple(Voice(role=f"voice/{n}", speaker=called(name, elements)) for n, (name, _) in enumerate(recorded))
    return said, tuple(Input(role=f"voice/{n}", asset=file) for n, (_, file) in enumerate(recorded))
