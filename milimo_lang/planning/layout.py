"""Where shots lie in the film, how long their tail handles are, and which frames belong to transitions.

A transition lies on the first frames of the incoming shot while the outgoing one runs on beneath, in its tail
handle; a fade to black lies on the last frames of its shot. No shot changes its length for either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from milimo_lang.ir.plan import TransitionSpan
from milimo_lang.ir.screenplay import Scene, Screenplay, Shot
from milimo_lang.ir.values import FrameSpan

Part = Literal["transition", "fade in", "segment", "fade out"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A transition on the first `frames` frames. `over`: the shot before runs on beneath; else it is black."""

    style: str
    frames: int
    over: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A shot with its place: its first film frame, its tail handle, its opening and its fade to black
    (frames).
    """

    shot: Shot
    scene: Scene
    scene_index: int
    start: int
    handle: int
    opening: Opening | None
    closing: int

    @property
    def apart(self) -> Laid:
        """The same by itself, wherever it lies in the film and whatever else its scene shows."""
        return Laid(
            self.shot, replace(self.scene, shots=()), self.scene_index, 0, self.handle, self.opening, self.closing
        )

    @property
    def end(self) -> int:
        return self.start + self.shot.frames

    @property
    def parts(self) -> tuple[tuple[Part, int, int], ...]:
        """What the shot's frames are cut into: (part, first shot frame, frames), none of them empty."""
        head = self.opening.frames if self.opening else 0
        opens: Part = "transition" if self.opening and self.opening.over else "fade in"
        body = self.shot.frames - head - self.closing
        cut: tuple[tuple[Part, int, int], ...] = (
            (opens, 0, head),
            ("segment", head, body),
            ("fade out", head + body, self.closing),
        )
        return tuple(part for part in cut if part[2] > 0)


def layout(screenplay: Screenplay) -> tuple[Laid, ...]:
    """Every shot in story order with its place in the film."""
    placed = [(scene, index, shot) for index, scene in enumerate(screenplay.scenes) for shot in scene.shots]
    laid: list[Laid] = []
    at = 0
    for scene, index, shot in placed:
        before = laid[-1] if laid else None
        opening, closing = _ends(shot, before)
        laid.append(Laid(shot, scene, index, at, shot.handle, opening, closing))
        at += shot.frames
    return tuple(_with_handles(laid))


def timeline_transitions(laid: tuple[Laid, ...]) -> tuple[TransitionSpan, ...]:
    """Every transition of the film in film frames."""
    return tuple(span for before, shot in zip((None, *laid), laid, strict=False) for span in _spans(before, shot))


def _spans(before: Laid | None, laid: Laid) -> list[TransitionSpan]:
    spans = []
    slate = laid.shot.slate
    if laid.opening:
        under = before.shot.slate if before and laid.opening.over else None
        spans.append(_span(laid.opening.style, laid.start, laid.opening.frames, under, slate))
    if laid.closing:
        spans.append(_span(laid.shot.ends_style, laid.end - laid.closing, laid.closing, slate, None))
    return spans


def _span(style: str, start: int, frames: int, outgoing: str | None, incoming: str | None) -> TransitionSpan:
    span = FrameSpan(start=start, frames=frames)
    return TransitionSpan(style=style, span=span, outgoing=outgoing, incoming=incoming)


def _ends(shot: Shot, before: Laid | None) -> tuple[Opening | None, int]:
    """How a shot begins and ends. Neither is longer than the shot has room for, the fade to black first."""
    closing = min(shot.ends_black, shot.frames)
    head = min(shot.transition.frames if shot.transition else 0, shot.frames - closing)
    if shot.transition is None or head == 0:
        return None, closing
    over = before is not None and before.closing == 0 and not from_black(shot.transition.style)
    return Opening(shot.transition.style, head, over), closing


def from_black(style: str) -> bool:
    """Whether a transition of this style begins on its ground (black or white), whatever came before."""
    return style in ("fade-in", "fade-in-white", "iris-in")


def _with_handles(laid: list[Laid]) -> list[Laid]:
    """Tail handles as long as what runs over them: a transition, or a sound that lags behind its cut."""
    if not laid:
        return []
    return [*(_with_handle(shot, after) for shot, after in pairwise(laid)), laid[-1]]


def _with_handle(laid: Laid, after: Laid) -> Laid:
    lags = -after.shot.transition.sound_lead if after.shot.transition else 0
    over = max(after.opening.frames if after.opening and after.opening.over else 0, lags)
    if over <= laid.handle:
        return laid
    return Laid(laid.shot, laid.scene, laid.scene_index, laid.start, over, laid.opening, laid.closing)
