"""Words and pictures laid over a shot: captions, titles, and what a crew reads off an animatic.

`lettering` sets them; here is decided which of them a frame shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from PIL import Image

from milimo_lang.ir.bodies import Overlay, Text
from milimo_lang.ir.values import FrameSpan, Size, half_up
from milimo_runtime.media.arrows import arrows
from milimo_runtime.media.decode import picture
from milimo_runtime.media.lettering import (
    QUIET,
    WHITE,
    band,
    caption,
    margins,
    running_code,
    small,
    super_title,
    title,
    top_line,
    unit,
)
from milimo_runtime.media.planes import Planes, planes_from_rgb
from milimo_runtime.media.stamps import Coat, Stamp, coat, united
from milimo_runtime.media.type import lines_of, width_of

_FADING = ("arrows", "title", "super")
"""What comes or goes softly; all else holds through its span, but for the timecode, which is laid on by itself."""


class Burner:
    """Lays a shot's texts and overlays over its frames. `files` holds the overlays' pictures by role."""

    def __init__(
        self,
        size: Size,
        rate: Fraction,
        texts: Sequence[Text],
        overlays: Sequence[Overlay] = (),
        files: Mapping[str, Path] | None = None,
    ) -> None:
        self._size, self._rate, self._texts = size, rate, tuple(texts)
        self._held: tuple[tuple[Text, ...], tuple[Stamp, ...]] = (), ()
        self._ready: tuple[Coat, ...] = ()
        self._pictures = [(o.span, _overlay(o, size, (files or {})[o.role])) for o in overlays]

    def over(self, planes: Planes, frame: int) -> Planes:
        """`planes` as shot frame `frame` shows them."""
        copies = Planes(*(plane.copy() for plane in planes))
        coats = self.coats(frame)
        coat(copies, coats)
        return copies if coats else planes

    def coats(self, frame: int) -> list[Coat]:
        """What lies over shot frame `frame`. What holds from one frame to the next is made ready once."""
        shown = tuple(text for text in self._texts if _holds(text.span, frame))
        pictures = tuple(s for span, s in self._pictures if _holds(span, frame))
        if (shown, pictures) != self._held or any(text.place in _FADING for text in shown):
            self._held, self._ready = (shown, pictures), united([*pictures, *self._words(shown, frame)])
        running = [text for text in shown if text.place == "timecode"]
        return [*self._ready, *(c for _ in running for c in running_code(self._size, timecode(frame, self._rate)))]

    def _words(self, shown: Sequence[Text], frame: int) -> list[Stamp]:
        stamps = band(self._size, shown)
        for text in shown:
            stamps += self._stamps(text, frame)
        return stamps + _captions(self._size, [text for text in shown if text.place == "caption"])

    def _stamps(self, text: Text, frame: int) -> tuple[Stamp, ...]:
        size = self._size
        match text.place:
            case "caption":
                return ()  # All of them together: they share the place.
            case "timecode":
                return ()  # It changes with every frame.
            case "slate":
                return top_line(size, 0, text.text, "bold", WHITE, "left")
            case "framing":
                indent = max((width_of(t.text + "   ", small(size), "bold") for t in self._slates(frame)), default=0)
                return top_line(size, 0, text.text, "regular", WHITE, "left", indent)
            case "arrows":
                return _leaving(arrows(size, text.text), text.span, frame)
            case "action":
                return top_line(size, 1, text.text, "regular", QUIET, "left")
            case "title":
                return _faded(title(size, text.text), text.span, frame, self._rate)
            case "super":
                return _faded(super_title(size, text.text), text.span, frame, self._rate)

    def _slates(self, frame: int) -> list[Text]:
        return [t for t in self._texts if t.place == "slate" and _holds(t.span, frame)]


def _holds(span: FrameSpan, frame: int) -> bool:
    return span.start <= frame < span.end


def timecode(frame: int, rate: Fraction) -> str:
    """hh:mm:ss:ff, non-drop: seconds of as many frames as the rate rounded up has."""
    base = -(-rate.numerator // rate.denominator)
    seconds, ff = divmod(frame, base)
    minutes, ss = divmod(seconds, 60)
    hh, mm = divmod(minutes, 60)
    return f"{hh:02}:{mm:02}:{ss:02}:{ff:02}"


def _captions(size: Size, texts: Sequence[Text]) -> list[Stamp]:
    """All captions of a frame, the first the highest: what is said together is read together."""
    stamps: list[Stamp] = []
    lift = 0
    for text in reversed(texts):
        lines = lines_of(text.text)
        if not lines:
            continue
        plate = caption(size, lines, text.speaker, lift)
        stamps += plate.stamps
        lift += plate.height + round(unit(size) * 0.012)
    return stamps


def _faded(stamps: tuple[Stamp, ...], span: FrameSpan, frame: int, rate: Fraction) -> tuple[Stamp, ...]:
    """A third of a second to come and to go, less in a short span."""
    ramp = min(half_up(rate / 3), span.frames // 4)
    return _thinned(stamps, min(frame - span.start + 1, span.end - frame), ramp + 1)


def _leaving(stamps: tuple[Stamp, ...], span: FrameSpan, frame: int) -> tuple[Stamp, ...]:
    """There at once, and gone softly in the last third of the span."""
    return _thinned(stamps, span.end - frame, span.frames // 3 + 1)


def _thinned(stamps: tuple[Stamp, ...], step: int, whole: int) -> tuple[Stamp, ...]:
    """The stamps as strong as `step` of `whole`."""
    if step >= whole:
        return stamps
    table = [half_up(Fraction(a * step, whole)) for a in range(256)]
    return tuple(Stamp(s.left, s.top, s.mask.point(table), s.half.point(table), s.ink) for s in stamps)


# ---------------------------------------------------------------- pictures over the picture


def _overlay(overlay: Overlay, size: Size, path: Path) -> Stamp:
    """The overlay's picture, scaled to its width and put into its corner of the safe area."""
    width = max(2, round(size.width * overlay.width))
    image = picture(path, (2 * width, 1)).convert("RGBA")
    height = max(2, round(image.height * width / image.width))
    if height > size.height:
        width, height = max(2, round(width * size.height / height)), size.height
    width, height = min(width, size.width) // 2 * 2, height // 2 * 2
    image = image.resize((width, height), Image.Resampling.LANCZOS)
    left, top = _corner(overlay.corner, size, width, height)
    alpha = image.getchannel("A")
    ink = tuple(Image.fromarray(plane) for plane in planes_from_rgb(image.convert("RGB")))
    return Stamp(left, top, alpha, alpha.reduce(2), (ink[0], ink[1], ink[2]))


def _corner(corner: str, size: Size, width: int, height: int) -> tuple[int, int]:
    """Where the upper left pixel comes for "lower right", "upper left", "left", "centre" …"""
    words = set(corner.replace("-", " ").lower().split())
    side, edge = (
        m if room >= 2 * m else 0
        for m, room in zip(margins(size), (size.width - width, size.height - height), strict=True)
    )
    left, top = (size.width - width) // 2, (size.height - height) // 2
    if "left" in words:
        left = side
    elif "right" in words:
        left = size.width - width - side
    if words & {"upper", "top"}:
        top = edge
    elif words & {"lower", "bottom"}:
        top = size.height - height - edge
    return left // 2 * 2, top // 2 * 2
