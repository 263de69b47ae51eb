"""The page as a file beside the film: whole in itself, but for the film that it plays.

It names no folder of this machine: what it says of places is relative to the project.
"""

from __future__ import annotations

import base64
import os
import urllib.parse
from typing import TYPE_CHECKING

from milimo_lang.preview.film import film_data
from milimo_lang.preview.markup import document, sources_of_page

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.preview.calm import Calm
    from milimo_runtime.showing import Showing

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; media-src 'self' file: data:"
"""Nothing is asked for but the film, which lies beside the page wherever that is: on a disk or on a server."""


def report(compilation: Compilation, showing: Showing, film: str | None, calm: Calm | None = None) -> bytes:
    """The page of the compilation's film. `film` is the name of its file, which lies beside; None where there is
    none. It is made while it is `calm`."""
    place = calm.between(embedded) if calm is not None else embedded
    data = film_data(compilation, compilation.entry, showing, place)
    data["film"] = urllib.parse.quote(os.fsencode(film)) if film is not None else ""
    return document(data, policy=f"{POLICY}; {sources_of_page()}").encode(errors="replace")


def embedded(picture: bytes) -> str:
    """The picture as an address that holds it."""
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
