"""Every camera move of the standard library, as the compiler hands it to a renderer."""

from __future__ import annotations

import re

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import PanelBody
from milimo_lang.ir.terms import Term
from milimo_lang.resources import read_text
from milimo_lang.world import MemoryWorld


def performed(phrase: str) -> tuple[Term, ...]:
    """The camera's terms of a shot written as `!! wide, PHRASE`."""
    text = f"Title: A move\n\nINT. ROOM - DAY\n\n!! wide, {phrase}, 4s\n\nA lamp stands on the table.\n"
    made = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    assert not made.diagnostics, made.diagnostics
    (body,) = [node.body for node in made.plan.value.nodes if isinstance(node.body, PanelBody)]
    return tuple(term for term in body.terms if term.kind == "camera")


NAMES = tuple(re.findall(r"^%define camera ([^,\n]+)", read_text("stdlib", "moves.mls"), re.MULTILINE))
"""The first name of each move."""

FOCUS = frozenset({"rack focus", "rack back"})
"""The moves of the lens's ring alone: nothing goes anywhere."""
