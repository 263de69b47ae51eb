"""What is said, as captions: blocks of at most two lines of 42 characters, one block at a time.

A caption's lines are broken here, once: burnt in, beside the film and inside it they are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from milimo_lang.ir.bodies import Caption
from milimo_lang.ir.lines import balanced
from milimo_lang.ir.screenplay import Moment, Screenplay, Shot
from milimo_lang.ir.values import FrameSpan, half_up
from milimo_lang.planning.mentions import base

LINE, LINES = 42, 2
"""Characters of a line and lines of a block: what the eye takes in at a glance, by broadcasters' custom."""


def captions(shot: Shot, screenplay: Screenplay) -> tuple[Caption, ...]:
    """Captions of a shot's speeches in shot frames: in order, without overlap."""
    said = list(_said(shot, screenplay))
    timed = [
        speech.until(after.span.start if after else shot.frames)
        for speech, after in zip_longest(said, said[1:])
        if speech
    ]
    return tuple(block for speech in timed for block in _blocks(speech))


@dataclass(frozen=True, slots=True)
class _Speech:
    """What is said from one moment on: (speaker, words) of one, or of several at once."""

    span: FrameSpan
    said: tuple[tuple[str, str], ...]

    def until(self, frame: int) -> _Speech:
        """The same, over before `frame` where that leaves it anything."""
        frames = min(self.span.end, frame) - self.span.start
        return _Speech(FrameSpan(start=self.span.start, frames=max(frames, 0)), self.said)


def _said(shot: Shot, screenplay: Screenplay) -> Iterator[_Speech]:
    """Speeches in order of time; what begins together is one caption, a dash for each speaker."""
    spoken = [m for m in shot.moments if m.kind == "speech" and m.text.strip()]
    together: dict[int, list[Moment]] = {}
    for moment in sorted(spoken, key=lambda m: m.span.start):
        together.setdefault(moment.span.start, []).append(moment)
    for moments in together.values():
        frames = max(m.span.frames for m in moments)
        span = FrameSpan(start=moments[0].span.start, frames=frames)
        dash = "– " if len(moments) > 1 else ""
        yield _Speech(span, tuple((base(m.speaker, screenplay.elements), dash + _line(m)) for m in moments))


def _line(moment: Moment) -> str:
    return " ".join(moment.text.split())


def _blocks(speech: _Speech) -> Iterator[Caption]:
    """Blocks with times in proportion to their letters, each at least a frame; they fill the speech's span."""
    blocks = _pages(speech.said)
    if len(blocks) > speech.span.frames:
        blocks = [_together(blocks)]
    letters = [len(text) for _, text in blocks]
    free = speech.span.frames - len(blocks)
    at = speech.span.start
    for index, (speaker, text) in enumerate(blocks, 1):
        share = half_up(Fraction(free * sum(letters[:index]), sum(letters)))
        end = speech.span.start + share + index
        if end > at and speech.span.frames:
            yield Caption(span=FrameSpan(start=at, frames=end - at), speaker=speaker, text=text)
        at = end


def _pages(said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Blocks of (speaker, lines), in order. Nobody begins in a block that another fills: two short lines share one."""
    pages: list[tuple[str, str]] = []
    room = 0
    for speaker, words in said:
        lines = balanced(words, LINE, LINES)
        if len(lines) <= room:
            pages[-1] = _together([pages[-1], (speaker, "\n".join(lines))])
            room -= len(lines)
            continue
        pages += [(speaker, "\n".join(lines[at : at + LINES])) for at in range(0, len(lines), LINES)]
        room = LINES - len(lines) if len(lines) < LINES else 0
    return pages


def _together(pages: Sequence[tuple[str, str]]) -> tuple[str, str]:
    names = dict.fromkeys(speaker for speaker, _ in pages)
    return " & ".join(names), "\n".join(text for _, text in pages)
