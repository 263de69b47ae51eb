"""The screenplay's published schema."""

from __future__ import annotations

import json
from pathlib import Path

from milimo_lang.analysis.schema import screenplay_schema
from milimo_lang.emit import STAGES
from tests.unit.analysis.films import compiled

PUBLISHED = Path(__file__).parents[3] / "docs" / "screenplay.schema.json"

FILM = """\
Title: The Lamp

@character Mara: silver braid
    image: generate "front view"

INT. LAMP ROOM - NIGHT

!! close on @Mara, 4s
    key 0: generate
    key end: 1B at 0s
    retake 1s..2s: she waits

!! wide, 4s
    key 0: a.png
"""


def test_the_published_schema_is_this_one() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == screenplay_schema()


def test_a_screenplay_meets_its_schema() -> None:
    from jsonschema import validate

    validate(json.loads("".join(STAGES["ir"](compiled(FILM)))), screenplay_schema())
