"""Heads and faces: their outline from the front, half turned and in profile, and all that moves in them.

Drawn as if they looked to the right; the pen mirrors those that look left.
"""

from __future__ import annotations

from dataclasses import dataclass

from milimo_runtime.backends.animatic.canvas import Point, curve, ring
from milimo_runtime.backends.animatic.colour import Colour, darker, lighter, mix
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.figures.stance import Mien
from milimo_runtime.backends.animatic.looks import Look
from milimo_runtime.media.chance import pick

LINED = 1.2
"""Faces of figures smaller than this have no wrinkles and no tears: they would be specks."""

_HALF: tuple[Point, ...] = (
    (0.036, 0.016), (0.049, 0.045), (0.0492, 0.076), (0.0445, 0.103), (0.032, 0.127), (0.013, 0.1395),
)  # fmt: skip
_OUTLINES: dict[int, tuple[Point, ...]] = {
    0: ((0.0, 0.006), *_HALF, (0.0, 0.141), *((-x, y) for x, y in reversed(_HALF))),
    1: (
        (0.002, 0.005), (0.034, 0.014), (0.0475, 0.04), (0.0465, 0.058), (0.0435, 0.0695), (0.046, 0.084),
        (0.0415, 0.106), (0.034, 0.125), (0.023, 0.1385), (0.007, 0.1415), (-0.014, 0.137), (-0.032, 0.119),
        (-0.043, 0.096), (-0.0495, 0.068), (-0.0495, 0.042), (-0.034, 0.014),
    ),
    2: (
        (0.006, 0.003), (0.031, 0.011), (0.046, 0.033), (0.0492, 0.054), (0.0458, 0.0655), (0.053, 0.081),
        (0.0605, 0.0925), (0.0535, 0.098), (0.0508, 0.1025), (0.0548, 0.1075), (0.0512, 0.1118), (0.0542, 0.1162),
        (0.0498, 0.1215), (0.0518, 0.1305), (0.0435, 0.1405), (0.024, 0.1385), (0.004, 0.127), (-0.012, 0.112),
        (-0.034, 0.114), (-0.052, 0.088), (-0.0565, 0.056), (-0.047, 0.023), (-0.024, 0.006),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _View:
    """Where the features are in a view: `eyes` as (x, half width), the nose, the mouth and its half width."""

    eyes: tuple[tuple[float, float], ...]
    nose: float
    mouth: float
    wide: float
    ear: tuple[float, ...]


_VIEWS = {
    0: _View(((-0.0195, 0.0098), (0.0195, 0.0098)), 0.0, 0.0, 0.0145, (-0.0485, 0.0485)),
    1: _View(((-0.0085, 0.0098), (0.0285, 0.0082)), 0.0165, 0.0135, 0.0128, (-0.0395,)),
    2: _View(((0.0355, 0.0062),), 0.052, 0.0485, 0.0062, (-0.005,)),
}


@dataclass(frozen=True, slots=True)
class _Mien:
    """What a mood does: how far the inner and outer ends of the brows sink, how open the eyes are, the mouth's corners
    rise and the lips part."""

    inner: float = 0.0
    outer: float = 0.0
    eyes: float = 1.0
    corners: float = 0.0
    parted: float = 0.0


_MIENS: dict[Mien, _Mien] = {
    "plain": _Mien(),
    "glad": _Mien(-0.001, 0.0, 0.84, 0.0052),
    "angry": _Mien(0.0058, -0.002, 0.78, -0.0022),
    "sad": _Mien(-0.0048, 0.0034, 0.76, -0.0042),
    "startled": _Mien(-0.0055, -0.005, 1.26, -0.001, 0.006),
    "asleep": _Mien(0.0, 0.001, 0.0),
}


def view_of(pen: Pen) -> int:
    """0 from the front, 1 half turned, 2 in profile."""
    return min(2, abs(pen.stance.facing))


def draw_head(pen: Pen, look: Look) -> None:
    """The head without hair, and its ears where they are not part of the face."""
    view = 0 if pen.stance.away else view_of(pen)
    narrow = 0.95 if look.female or look.age == "child" else 1.0
    skin = look.skin
    if view == 0:
        for x in _VIEWS[0].ear:
            pen.ellipse(x, 0.083, 0.0082, 0.0145, darker(skin, 0.12))
    # The jaw of a man is broader than that of a woman or a child.
    outline = [(x * (narrow if y < 0.09 else narrow * narrow), y) for x, y in _OUTLINES[view]]
    pen.smooth(_rounded(outline, view) if look.age == "child" else outline, skin)


def _rounded(outline: list[Point], view: int) -> list[Point]:
    """A child's face: full cheeks, a short round chin, in profile a small nose."""
    if view == 2:
        return [(min(x, 0.0545) if 0.085 < y < 0.1 else x, y) for x, y in outline]
    return [(x * (1.0 + 0.16 * _full(y)), min(y, 0.07 + 0.955 * (y - 0.07))) for x, y in outline]


def _full(y: float) -> float:
    """How full a cheek is at a height: 0 at the eyes, 1 by the mouth."""
    return min(1.0, max(0.0, (y - 0.06) / 0.05))


def draw_face(pen: Pen, look: Look) -> None:
    """Eyes, brows, nose and mouth, as the mood, the lids and the speech have them."""
    stance, view = pen.stance, _VIEWS[view_of(pen)]
    mien = _MIENS[stance.mien]
    ink = mix(look.skin, (46, 24, 26), 0.78)
    _cheeks(pen, view)
    if view is not _VIEWS[0]:
        _ear(pen, look, view.ear[0])
    for x, wide in view.eyes:
        side = 1 if x > view.nose - 0.002 else -1
        _eye(pen, look, x, wide, mien, ink, -1 if view is _VIEWS[2] else side)
    if look.age == "old" and stance.height >= LINED:
        _wrinkles(pen, look, view)
    _nose(pen, look, view)
    _beard(pen, look, view)
    _mouth(pen, look, view, mien, ink)
    if look.glasses != "none":
        _glasses(pen, look, view)
    if stance.mien == "sad" and stance.height >= LINED:
        x, _ = view.eyes[0]
        pen.ellipse(x + 0.003, 0.089, 0.0017, 0.0036, (206, 228, 240))


def _cheeks(pen: Pen, view: _View) -> None:
    for x, _ in view.eyes:
        pen.shade(ring((x + 0.1 * view.nose, 0.0965), 0.0125, 0.0085), 0.15, 0.004, (206, 88, 76))


def _ear(pen: Pen, look: Look, x: float) -> None:
    pen.ellipse(x, 0.082, 0.0088, 0.0148, darker(look.skin, 0.1))
    pen.ellipse(x + 0.0008, 0.082, 0.0048, 0.0095, darker(look.skin, 0.26))


def _eye(pen: Pen, look: Look, x: float, wide: float, mien: _Mien, ink: Colour, side: int) -> None:
    """An eye and its brow; `side` is where its outer end is."""
    y = 0.0718
    large = 1.34 if look.age == "child" else 1.06 if look.age == "teen" else 1.0
    y += 0.003 if look.age == "child" else 0.0
    half, high = wide * large, 0.0056 * large * mien.eyes
    brow = mix(look.hair, ink, 0.45) if look.style != "none" else ink
    ends = [(x - side * 1.15 * wide, 0.0585 + mien.inner), (x, 0.0562 + 0.4 * (mien.inner + mien.outer)),
            (x + side * 1.25 * wide, 0.0592 + mien.outer)]  # fmt: skip
    pen.line(ends, 0.0026 if look.female or look.age == "child" else 0.0037, brow)
    if pen.stance.blink or high < 0.001:
        pen.line([(x - half, y + 0.001), (x, y + 0.0045), (x + half, y + 0.001)], 0.0024, ink)
        return
    lids = [(x - half, y + 0.0004), (x - 0.4 * half, y - high), (x + 0.4 * half, y - high), (x + half, y + 0.0004),
            (x + 0.4 * half, y + 0.8 * high), (x - 0.4 * half, y + 0.8 * high)]  # fmt: skip
    pen.smooth(lids, (242, 238, 230))
    iris = min(0.0052 * large, high + 0.0006)
    gaze, level = x + 0.0016 * min(2, abs(pen.stance.facing)), y - 0.0002 + 0.0022 * pen.stance.gaze
    pen.ellipse(gaze, level, iris * 0.94, iris, _iris(look))
    pen.ellipse(gaze, level, 0.0024, min(0.0026, iris), (26, 22, 26))
    pen.ellipse(gaze - 0.0018, level - 0.0018, 0.0011, 0.0011, (250, 250, 250))
    pen.line([(x - half, y + 0.0002), (x - 0.4 * half, y - high - 0.0004), (x + 0.4 * half, y - high - 0.0004),
              (x + half, y + 0.0002)], 0.0026 if look.female else 0.0021, ink)  # fmt: skip


def _iris(look: Look) -> Colour:
    """Brown in dark faces, else one of four."""
    if sum(look.skin) < 430:
        return (58, 38, 30)
    return pick(((84, 60, 42), (70, 96, 122), (92, 110, 84), (62, 46, 38)), "iris", str(look.skin), str(look.cloth))


def _wrinkles(pen: Pen, look: Look, view: _View) -> None:
    line = darker(look.skin, 0.22)
    for at, (x, wide) in enumerate(view.eyes):
        outer = 1 if at else -1
        pen.line([(x - wide, 0.0815), (x, 0.0835), (x + wide * 0.8, 0.082)], 0.0013, line)
        if at and view is _VIEWS[1]:
            continue  # the far temple is the edge of the face
        pen.line([(x + outer * 0.0125, 0.071), (x + outer * 0.0165, 0.0695)], 0.0012, line)
        pen.line([(x + outer * 0.0125, 0.074), (x + outer * 0.0165, 0.0755)], 0.0012, line)
    for side in (-1, 1):
        x = view.mouth + side * (view.wide + 0.0035)
        if view is not _VIEWS[2] or side < 0:
            pen.line([(view.nose + side * 0.0075, 0.0945), (x, 0.1025), (x + side * 0.0005, 0.109)], 0.0014, line)


def _nose(pen: Pen, look: Look, view: _View) -> None:
    x, line = view.nose, darker(look.skin, 0.3)
    if view is _VIEWS[2]:
        pen.line([(x - 0.0035, 0.0945), (x - 0.0005, 0.0928), (x + 0.0015, 0.0955)], 0.002, line)
        return
    if view is _VIEWS[1] and look.age == "child":
        pen.line([(x + 0.003, 0.0865), (x + 0.005, 0.0905), (x + 0.002, 0.0935), (x - 0.004, 0.094)], 0.0021, line)
        return
    if view is _VIEWS[1]:
        pen.line([(x - 0.001, 0.072), (x + 0.0052, 0.089), (x + 0.0035, 0.0935), (x - 0.004, 0.0945)], 0.0022, line)
        return
    pen.line([(x - 0.0062, 0.0918), (x - 0.003, 0.0948), (x + 0.003, 0.0948), (x + 0.0062, 0.0918)], 0.0021, line)
    pen.shade([(x + 0.001, 0.07), (x + 0.0045, 0.089), (x + 0.001, 0.092)], 0.12, 0.001)


def _mouth(pen: Pen, look: Look, view: _View, mien: _Mien, ink: Colour) -> None:
    """Lips, parted while they speak; their corners rise or fall with the mood."""
    x, wide = view.mouth, view.wide
    grown = look.female and look.age != "child"
    lip = mix(look.skin, (160, 50, 56), 0.58 if grown else 0.4)
    opened = max(mien.parted, (0.0, 0.0046, 0.0086)[pen.stance.mouth])
    y, ends = 0.1108, 0.1108 - mien.corners
    if opened:
        half = wide * 0.86 - opened * 0.25
        shape = [(x - half, ends), (x, y - 0.0022), (x + half, ends), (x, y + 2 * opened - 0.001)]
        pen.smooth(shape, (72, 24, 30))
        if opened > 0.006 and mien.parted == 0:
            pen.polygon([(x - half * 0.55, y - 0.0008), (x + half * 0.55, y - 0.0008), (x + half * 0.45, y + 0.0018),
                         (x - half * 0.45, y + 0.0018)], (240, 234, 226))  # fmt: skip
        pen.canvas.stroke(curve(pen.at(shape)), 0.0024 * pen.size, pen.lit(lip))
        return
    if grown:
        pen.smooth([(x - wide * 0.75, y), (x - wide * 0.25, y - 0.0034), (x, y - 0.0024), (x + wide * 0.25, y - 0.0034),
                    (x + wide * 0.75, y), (x, y + 0.0052)], lip)  # fmt: skip
    else:
        pen.line([(x - wide * 0.4, y + 0.0046), (x, y + 0.0052), (x + wide * 0.4, y + 0.0046)], 0.0018, lip)
    wide *= 0.86 if look.age == "child" else 1.0
    pen.line([(x - wide, ends), (x - 0.3 * wide, y + 0.0008), (x + 0.3 * wide, y + 0.0008), (x + wide, ends)], 0.0025,
             mix(lip, ink, 0.5))  # fmt: skip


def _glasses(pen: Pen, look: Look, view: _View) -> None:
    frame = (44, 40, 44)
    for x, wide in view.eyes:
        lens = ring((x, 0.0722), wide + 0.0048, 0.0118, 28)
        if look.glasses == "dark":
            pen.polygon(lens, (26, 26, 32))
            pen.line([(x - wide * 0.5, 0.066), (x - wide * 0.1, 0.0645)], 0.0022, lighter((26, 26, 32), 0.4))
        pen.line([*lens, lens[0]], 0.0021, frame)
    first, last = view.eyes[0], view.eyes[-1]
    if first is not last:
        pen.line([(first[0] + first[1] + 0.0048, 0.0705), (last[0] - last[1] - 0.0048, 0.0705)], 0.0021, frame)
    pen.line([(first[0] - first[1] - 0.0048, 0.0705), (min(view.ear), 0.073)], 0.0021, frame)


def _beard(pen: Pen, look: Look, view: _View) -> None:
    x, wide, colour = view.mouth, view.wide, look.beard_colour
    profile = view is _VIEWS[2]
    near, far = (-0.014, 0.0525) if profile else (-0.0465 if view is _VIEWS[0] else -0.044, 0.0465 - 0.1 * x)
    jaw = [(near, 0.088), (near + 0.012, 0.1015), (x - wide * 1.05, 0.1035), (x, 0.1012),
           (x + wide * 1.05 if not profile else far - 0.0005, 0.1035),
           (far - (0.0 if profile else 0.008), 0.1015 if not profile else 0.104),
           (far, 0.09 if not profile else 0.118)]  # fmt: skip
    match look.beard:
        case "none":
            return
        case "stubble":
            low = [(far * 0.84, 0.122), (x * 0.7 + 0.014, 0.1395), (x * 0.5 - 0.014, 0.1395), (near * 0.8, 0.12)]
            pen.shade([*jaw, *low], 0.3, 0.003, mix(colour, (30, 30, 34), 0.5))
            return
        case "full":
            low = [(far * 0.92, 0.125), (x + 0.02, 0.152), (x, 0.162), (x - 0.02, 0.154), (near * 0.88, 0.126)]
            pen.smooth([*jaw, *low], colour)
        case "short":
            pen.smooth([(x - wide * 0.9, 0.117), (x, 0.1155), (x + wide * (0.3 if profile else 0.9), 0.117),
                        (x + 0.008 * (not profile), 0.143), (x, 0.148), (x - 0.01, 0.142)], colour)  # fmt: skip
        case "moustache":
            pass
    edge = 0.5 if profile else 1.25
    pen.smooth([(x - wide * 1.25, 0.1125), (x - wide * 0.8, 0.1035), (x - wide * 0.3, 0.0995), (x, 0.1015),
                (x + wide * min(0.3, edge), 0.0995), (x + wide * edge * 0.7, 0.1035), (x + wide * edge, 0.1125),
                (x + wide * edge * 0.4, 0.1085), (x, 0.1075),
                (x - wide * 0.5, 0.1085)], darker(colour, 0.12))  # fmt: skip
