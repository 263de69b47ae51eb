"""The screenplay as JSON: the JSON Schema published as `docs/screenplay.schema.json`, what `milimo emit ir` prints.

`python -m milimo_lang.analysis.schema > docs/screenplay.schema.json` writes the schema anew.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from milimo_lang.ir.screenplay import Screenplay


def screenplay_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a written screenplay."""
    schema = Screenplay.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(screenplay_schema(), indent=2) + "\n")
