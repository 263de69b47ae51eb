"""The page as a file beside the film: whole in itself, but for the film that it plays.

It names no folder of this machine: what it says of places is relative to the project.
"""

from __future__ import annotations

import base64
import os
import urllib.parse

from milimo_lang.preview.calm import Patient
from milimo_lang.preview.film import Cut
from milimo_lang.preview.markup import document
from milimo_lang.preview.shipped import sources_of_page

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; media-src 'self' file: data:"
"""Nothing is asked for but the film, which lies beside the page wherever that is: on a disk or on a server."""


def report(cut: Cut, film: str | None, patient: Patient | None = None) -> bytes:
    """The page of `cut`. `film` is the name of its file, which lies beside; None where there is none."""
    data = {**cut.data, "film": urllib.parse.quote(os.fsencode(film)) if film is not None else ""}
    policy = f"{POLICY}; {sources_of_page()}"
    return document(data, policy=policy, address=lambda name: embedded(cut.pictures[name]), patient=patient)


def embedded(picture: bytes) -> str:
    """The picture as an address that holds it."""
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
