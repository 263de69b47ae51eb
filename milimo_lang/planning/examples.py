"""What examples of the pages on `milimo.lock` are made of: a film of one shot, and a lock that picks a take of it."""

from __future__ import annotations

from collections.abc import Mapping

FILM = """\
INT. LAMP ROOM - NIGHT

Mara strikes a match.
"""

_PICK: Mapping[str, str | int | bool] = {
    "film": "film.mls",
    "scene": "INT. LAMP ROOM - NIGHT",
    "shot": "medium / Mara strikes a long match.",
    "take": 2,
    "seed": 7,
    "model": "animatic",
    "body": "0011223344556677",
}


def picked(film: str, **otherwise: str | int | bool) -> str:
    """`film` with a lock beside it, whose one pick says `otherwise` what is given."""
    values = {**_PICK, **otherwise}
    lines = "".join(f"{name} = {_toml(value)}\n" for name, value in values.items())
    return f"{film}+++ milimo.lock\nversion = 1\n\n[[pick]]\n{lines}"


def _toml(value: str | int | bool) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
