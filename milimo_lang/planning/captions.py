"""What is said, as captions: blocks of at most two lines of 42 characters, one block at a time.

A caption's lines are broken here, once: burnt in, beside the film and inside it they are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from milimo_lang.ir.lines import balanced
from milimo_lang.ir.plan import Caption
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
    """What is said from one moment on: by one speaker, or by several at once, each a text."""

    span: FrameSpan
    speaker: str
    texts: tuple[str, ...]

    def until(self, frame: int) -> _Speech:
        """The same, over before `frame` where that leaves it anything."""
        frames = min(self.span.end, frame) - self.span.start
        return _Speech(FrameSpan(start=self.span.start, frames=max(frames, 0)), self.speaker, self.texts)


def _said(shot: Shot, screenplay: Screenplay) -> Iterator[_Speech]:
    """Speeches in order of time; what begins together is one caption, a dash for each speaker."""
    spoken = [m for m in shot.moments if m.kind == "speech" and m.text.strip()]
    together: dict[int, list[Moment]] = {}
    for moment in sorted(spoken, key=lambda m: m.span.start):
        together.setdefault(moment.span.start, []).append(moment)
    for moments in together.values():
        frames = max(m.span.frames for m in moments)
        names = dict.fromkeys(base(m.speaker, screenplay.elements) for m in moments)
        texts = [" ".join(m.text.split()) for m in moments]
        texts = texts if len(texts) == 1 else [f"– {text}" for text in texts]
        yield _Speech(FrameSpan(start=moments[0].span.start, frames=frames), " & ".join(names), tuple(texts))


def _blocks(speech: _Speech) -> Iterator[Caption]:
    """Blocks with times in proportion to their letters, each at least a frame; they fill the speech's span."""
    lines = _lines(speech.texts)
    blocks = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    if len(blocks) > speech.span.frames:
        blocks = ["\n".join(lines)]
    letters = [len(block) for block in blocks]
    free = speech.span.frames - len(blocks)
    at = speech.span.start
    for index, block in enumerate(blocks, 1):
        share = half_up(Fraction(free * sum(letters[:index]), sum(letters)))
        end = speech.span.start + share + index
        if end > at and speech.span.frames:
            yield Caption(span=FrameSpan(start=at, frames=end - at), speaker=speech.speaker, text=block)
        at = end


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """A line for each of two short texts; else all of them in lines of like length."""
    if len(texts) <= LINES and all(len(text) <= LINE for text in texts):
        return texts
    return balanced(" ".join(texts), LINE)
