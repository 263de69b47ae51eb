"""Tiny films the command line's tests build."""

from __future__ import annotations

from pathlib import Path

SMALL = """\
Title: Small
Size: 160x90
Frame rate: 24

INT. ROOM - DAY

!! wide, 12f

A lamp.

!! close, 12f: the lamp goes out
"""
"""Two shots of twelve frames, nobody speaks."""

SPOKEN = """\
Title: Spoken
Size: 160x90
Frame rate: 24

@character Ann: a woman in a red coat

INT. ROOM - DAY

!! wide, 12f

Ann waits.

!! close on @Ann, 2s

ANN
Now.
"""
"""Two shots; somebody speaks in the second."""


def write(folder: Path, text: str | bytes, name: str = "film.mls") -> Path:
    """Put a film into `folder`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8")
    return path
