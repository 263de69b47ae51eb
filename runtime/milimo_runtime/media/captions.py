"""Captions as text, in the lines they were planned in: as WebVTT and as SubRip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from milimo_lang.ir.bodies import Caption
from milimo_lang.ir.values import quotient
from milimo_runtime.media.type import lines_of


class Cue(NamedTuple):
    """One caption as shown: `start` and `end` in milliseconds."""

    start: int
    end: int
    speaker: str
    lines: tuple[str, ...]


def cues(captions: Iterable[Caption], rate: Fraction) -> tuple[Cue, ...]:
    """The captions in order of time; one without words, or that lasts no time, is none."""
    found = [
        Cue(_milliseconds(c.span.start, rate), _milliseconds(c.span.end, rate), c.speaker, lines)
        for c in captions
        if (lines := lines_of(c.text))
    ]
    return tuple(sorted((cue for cue in found if cue.end > cue.start), key=lambda cue: (cue.start, cue.end)))


def _milliseconds(frame: int, rate: Fraction) -> int:
    return quotient(1000 * frame * rate.denominator, rate.numerator)


def vtt(captions: Iterable[Caption], rate: Fraction) -> str:
    """WebVTT, the speaker as a voice span."""
    return "".join(vtt_pieces(captions, rate))


def vtt_pieces(captions: Iterable[Caption], rate: Fraction) -> Iterator[str]:
    """The same, a caption at a time."""
    yield "WEBVTT\n"
    yield from map(_vtt_cue, cues(captions, rate))


def _vtt_cue(cue: Cue) -> str:
    words = "\n".join(_escaped(line) for line in cue.lines)
    voice = f"<v {_escaped(' '.join(cue.speaker.split()))}>" if cue.speaker.strip() else ""
    return f"\n{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{voice}{words}\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def srt(captions: Iterable[Caption], rate: Fraction) -> str:
    """SubRip: the words alone."""
    return "\n".join(_srt_cues(captions, rate))


def _srt_cues(captions: Iterable[Caption], rate: Fraction) -> Iterator[str]:
    for number, cue in enumerate(cues(captions, rate), 1):
        yield f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n" + "\n".join(cue.lines) + "\n"


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
