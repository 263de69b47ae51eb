"""Which bytes of a file a browser asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Range(NamedTuple):
    """Bytes [first, first + length)."""

    first: int
    length: int


def asked_range(header: str | None, size: int) -> Range | Literal["all", "unsatisfiable"]:
    """What the header `Range` asks for of a file of `size` bytes. Several ranges at once, and what is none, are all."""
    found = _ONE.fullmatch(header.strip()) if header is not None else None
    if found is None or found.group() == "bytes=-":
        return "all"
    first, last = found.groups()
    if not first:
        count = min(int(last), size)
        return Range(size - count, count) if count else "unsatisfiable"
    begin, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < begin:
        return "all"
    return Range(begin, end - begin + 1) if begin < size else "unsatisfiable"
