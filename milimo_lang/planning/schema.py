"""The plan as JSON: how it is written, and the JSON Schema published as `docs/plan.schema.json`.

`python -m milimo_lang.planning.schema > docs/plan.schema.json` writes the schema anew.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from milimo_lang.ir.plan import SCHEMA, Plan


def as_json(plan: Plan) -> str:
    """The plan as text: two spaces of indent, fields in the order of the schema, a line feed at the end."""
    return plan.model_dump_json(by_alias=True, indent=2) + "\n"


def plan_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a written plan."""
    schema = Plan.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": SCHEMA}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(plan_schema(), indent=2) + "\n")
