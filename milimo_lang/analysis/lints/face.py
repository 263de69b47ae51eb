"""Which letters the film's own lettering has: both weights of Inter and the notes that are drawn, as code points.

Read from the fonts themselves; a test compares. The compiler opens no font.
"""

from __future__ import annotations

from functools import cache

_RANGES = """
    20-7e a0-148 14a-1c3 1c5-24f 259 2b0-31e 321-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-49d 4a0-4ff 52f
    1e00-1eff 2000-200b 2010-2027 202f-205f 2070-2071 2074-208e 2090-209c 20a0-20bf 2100-2101 2103 2105-2106 2109
    2113 2116-2117 211e-2123 2126 212a-212b 212e 2132 213b 214d 214f 2153 215a-2188 2190-2199 21a9-21aa 21b0-21b1
    21b3-21b5 21ba-21bb 21d0 21d2 21d4 21de-21df 21e4-21e5 21e7 21ea 2212 221e 2248 2260 2264-2265 25a0-25a2 25aa
    25b2-25b3 25b6-25b7 25ba-25bd 25c0-25c1 25c4-25c7 25ca-25cb 25cf 25e6 25ef 2605 266a-266b 2713 2717
"""
"""Code points that both weights map to a glyph or that are drawn, in hexadecimal, both ends inclusive."""


def has(letter: str) -> bool:
    """Whether `letter` is set without a font of the system."""
    return ord(letter) in points()


@cache
def points() -> frozenset[int]:
    """Every code point there is."""
    ends = (part.partition("-") for part in _RANGES.split())
    return frozenset(point for first, _, last in ends for point in range(int(first, 16), int(last or first, 16) + 1))
