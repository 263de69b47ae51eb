"""The vocabulary as a page to read: `python -m milimo_lang.analysis.glossary > docs/vocabulary.md`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from milimo_lang.analysis.vocabulary import KINDS, Definition, definitions
from milimo_lang.resources import names, read_text
from milimo_lang.source import Source
from milimo_lang.syntax.parse import parse

_TITLES = {
    "framing": "Framings",
    "angle": "Angles",
    "placement": "Places in the frame",
    "camera": "Camera moves",
    "speed": "Speeds",
    "lens": "Lenses",
    "focus": "Focus",
    "light": "Lights",
    "transition": "Transitions",
    "style": "Looks",
}
_HEAD = """\
# The vocabulary

What a shot line may say, as the standard library defines it in [stdlib/](../stdlib). Case and hyphens do not matter:
`close-up`, `Close Up` and `CLOSE UP` are one. What is not listed goes to the prompt as it is written.

*Prompt* is what a video model reads. *Animatic* is what the built-in renderer performs: the amounts are explained in
`milimo_runtime/media/moves.py` and in `amounts.py`, `grade.py` and `finish.py` of `milimo_runtime/backends/animatic`.

A camera move may be slow or fast (`slow push in`), have something it goes to (`pan right to the lamp`) and an angle
that it turns by (`orbit 90 degrees`). Of each kind the last term of a shot counts; lights, looks, camera moves and
places in the frame add up. `std.noir` has the terms marked so; everything else is always there.

This page is written by `python -m milimo_lang.analysis.glossary`.
"""


def glossary() -> str:
    """Every term of the standard library by kind: its names, its words for a prompt, its performance."""
    assert set(_TITLES) == set(KINDS), "a kind of term has no title"
    found = list(_defined())
    pages = [_HEAD]
    for kind, title in _TITLES.items():
        rows = [_row(one, aliases, library) for one, aliases, library in found if one.kind == kind]
        about = _about([library for one, _, library in found if one.kind == kind])
        heads = "| term | also written | animatic |\n|---|---|---|" if kind == "transition" else _COLUMNS
        pages.append("\n".join([f"## {title}", "", about, "", heads, *rows, ""]))
    return "\n".join(pages)


_COLUMNS = "| term | also written | prompt | animatic |\n|---|---|---|---|"


def _defined() -> Iterator[tuple[Definition, tuple[str, ...], str]]:
    for library in names("stdlib", suffix=".mls"):
        document = parse(Source(library, read_text("stdlib", f"{library}.mls"))).value
        for definition, aliases in definitions(document):
            yield definition, aliases, library


def _about(libraries: list[str]) -> str:
    """The first synopsis of the library that defines most of a kind."""
    library = max(libraries, key=libraries.count)
    found = re.search(r"^= (.+)$", read_text("stdlib", f"{library}.mls"), re.MULTILINE)
    return found[1] if found else ""


def _row(one: Definition, aliases: tuple[str, ...], library: str) -> str:
    name = f"`{_cell(one.name)}`" + (" (std.noir)" if library == "noir" else "")
    others = ", ".join(_cell(re.sub(r"\{(\w+)[^}]*\}", r"*\1*", alias)) for alias in aliases[1:])
    prompt = re.sub(r"\{(\w+)\}", r"*\1*", one.prompt)
    cells = (name, others, one.draft) if one.kind == "transition" else (name, others, prompt, one.draft)
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(glossary())
