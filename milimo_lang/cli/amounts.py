"""Amounts as people say and write them: film time, time spent, bytes."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

_UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def film_time(seconds: Fraction) -> str:
    """`1:12`, or `8.5 s` under a minute."""
    if seconds < 60:
        return f"{float(seconds):.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_spent(seconds: float) -> str:
    """`2.4 s`, or `38 ms` under a second."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def moment(at: float) -> str:
    """Seconds since 1970 as `20 Nov 2026 16:20`, local time."""
    return time.strftime("%d %b %Y %H:%M", time.localtime(at)).lstrip("0")


def byte_size(amount: int) -> str:
    """Bytes as `1.2 GB`."""
    value, unit = float(amount), "B"
    for unit in _UNITS:
        value = amount / _UNITS[unit]
        if value < 1000:
            break
    return f"{value:.1f} {unit}" if unit != "B" else f"{amount} B"


def counted(number: int, what: str) -> str:
    """`1 unit`, `2 units`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def written_bytes(text: str) -> int:
    """`20GB` as bytes. Raises `argparse.ArgumentTypeError`."""
    number = text.rstrip("BKMGTbkmgt")
    unit = _UNITS.get(text[len(number) :].upper() or "B")
    try:
        size = int(float(number) * (unit or 0))
    except (ValueError, OverflowError):
        unit = None
    if unit is None or size < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size: write it as 20GB")
    return size
