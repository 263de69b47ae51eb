"""The screenplay as JSON: what `milimo emit ir` prints, and its schema, published as `docs/screenplay.schema.json`.

`python -m milimo_lang.analysis.schema > docs/screenplay.schema.json` writes the schema anew.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from milimo_lang.ir.screenplay import Screenplay

if TYPE_CHECKING:
    from pydantic import TypeAdapter


SCHEMA = "milimo.screenplay/1"


def as_json(screenplay: Screenplay) -> str:
    """The screenplay, indented."""
    return _adapter().dump_json(screenplay, indent=2).decode() + "\n"


def from_json(text: str) -> Screenplay:
    """What `as_json` wrote. Raises `pydantic.ValidationError` where a value is not what the schema says."""
    return _adapter().validate_json(text)


def screenplay_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a written screenplay."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


@cache
def _adapter() -> TypeAdapter[Screenplay]:
    from pydantic import TypeAdapter

    return TypeAdapter(Screenplay)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(screenplay_schema(), indent=2) + "\n")
