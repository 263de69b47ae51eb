"""A page that was written beside a film, read back: its data, and the pictures in it.

It is read as data and never served as it is: whoever else wrote the file, nothing of it runs.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Collection
from pathlib import Path

from milimo_lang.preview.film import SCHEMA, Data

_ISLAND = re.compile(rb'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
_POSTER = re.compile(r'<img src="data:image/webp;base64,([^"]*)" data-take="([^"]*)"')
_EMBEDDED = "data:image/webp;base64,"

Place = Callable[[bytes], str]
"""Where a picture is put: gives its name."""


class Unreadable(Exception):
    """The file is no page of a film, or one of another version of milimo."""


def kept(page: Path, place: Place, takes: Collection[str] = ()) -> Data:
    """The data of the page at `page`, its pictures put where `place` says. Raises `Unreadable`, and `OSError`.

    `takes` are the names of films of takes, and of their sounds, that are there; it names no others.
    """
    text = page.read_bytes()
    found = _ISLAND.search(text)
    try:
        data: Data = json.loads(found[1]) if found is not None else {}
        if data.get("schema") != SCHEMA:
            raise Unreadable(page.name)
        posters = dict(_pictures(text.decode(errors="replace"), place))
        for shot in data["shots"]:
            shot["poster"] = posters.get(shot["id"], "")
            for take in shot["takes"]:
                take["poster"] = place(_bytes(take["poster"])) if take["poster"] else ""
                take |= {name: take[name] if take[name] in takes else "" for name in ("film", "sound")}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(page.name) from error
    return data


def _pictures(text: str, place: Place) -> list[tuple[str, str]]:
    return [(found[2], place(base64.b64decode(found[1]))) for found in _POSTER.finditer(text)]


def _bytes(address: str) -> bytes:
    try:
        return base64.b64decode(address.removeprefix(_EMBEDDED), validate=True)
    except binascii.Error as error:
        raise ValueError(address[:20]) from error
