"""The page's style and script as they are shipped: the files of `page/` in one, without what only writers read."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

STYLES = ("tones.css", "layout.css", "parts.css")
SCRIPTS = (
    "base.js", "player.js", "timeline.js", "sheet.js", "card.js", "takes.js", "remarks.js", "keys.js", "live.js",
    "begin.js",
)  # fmt: skip
"""In this order they are one style sheet and one script."""


@cache
def style() -> str:
    """The style sheet."""
    text = re.sub(r"/\*.*?\*/", "", _read(STYLES), flags=re.DOTALL)
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", re.sub(r"\s+", " ", text)).replace(";}", "}").strip()


@cache
def script() -> str:
    """The script in a scope of its own. A remark in it begins a line, or stands after two spaces."""
    lines = (re.sub(r"^//.*|  // .*", "", line.strip()) for line in _read(SCRIPTS).splitlines())
    return '(()=>{"use strict";\n' + tight("".join(f"{line}\n" for line in lines if line)) + "})();"


def sources_of_page() -> str:
    """The part of a content security policy that lets in the page's own style and script, by their digests."""
    return f"script-src '{_digest(script())}'; style-src '{_digest(style())}'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _read(names: Iterable[str]) -> str:
    folder = files(__package__) / "page"
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


_REST = r"(?:\\.|[^`\\$]|\$(?!\{))*(?:`|\$\{)"
_PIECE = re.compile(
    r"""(?P<words>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    rf"|(?P<template>`{_REST})"
    r"|(?P<pattern>(?:(?<=[(,=:!&|?{;>])|(?<=[(,=:!&|?{;>][ ]))/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/)"
    r"|(?P<open>[ ]?\{[ ]?)|(?P<close>[ ]?\}[ ]?)"
    r"|(?P<sign>[ ]?[()\[\];,:?=<>&|*!][ ]?)"
)
_TEMPLATE = re.compile(_REST)


def tight(code: str) -> str:
    """JavaScript without the spaces beside its signs; words, templates and patterns stay as they are."""
    made: list[str] = []
    braces: list[int] = []
    """How many are open in each template's expression that is."""
    at = 0
    while found := _PIECE.search(code, at):
        made.append(code[at : found.start()])
        at, piece = found.end(), found.group()
        match found.lastgroup:
            case "open" | "close" | "sign":
                piece = piece.strip(" ")
        if found.lastgroup == "open" and braces:
            braces[-1] += 1
        elif found.lastgroup == "close" and braces:
            braces[-1] -= 1
            if braces[-1] < 0:  # the template goes on
                braces.pop()
                at = found.start() + found.group().index("}") + 1
                rest = _TEMPLATE.match(code, at)
                assert rest is not None, code[at : at + 40]
                piece, at = "}" + rest.group(), rest.end()
                if piece.endswith("${"):
                    braces.append(0)
        elif found.lastgroup == "template" and piece.endswith("${"):
            braces.append(0)
        made.append(piece)
    return "".join([*made, code[at:]])
