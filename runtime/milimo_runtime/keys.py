"""Keys: a node's body with what the planner cannot know: its inputs' content and the makers' identity.

    sha256("milimo\\0" kind "\\0" op_version "\\0" body "\\n" inputs "\\n" identity)

The last three are canonical JSON, which holds no raw line break, so no two different nodes read alike.
`inputs` are (role, sha256) sorted by role. An input counts by its content: a node made again with the same
bytes leaves everything after it untouched. Not in a key: node ids, slates, takes, asset paths, places in the
source. What is in a body is in the key, and what reaches a maker is the canonical body, so a maker cannot see
what its key does not say.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from milimo_lang.ir.bodies import Body

KEPT = "take.kept"
"""The kind of node that nothing makes: the store has it, or its shot cannot be made."""

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_SPACES = re.compile(r"[ \t]{2,}|\t")


def canonical(value: Any) -> Any:
    """`value` (plain JSON data) with every text in NFC and runs of spaces and tabs as one space.

    Line breaks stay: on a card they are seen.
    """
    match value:
        case str():
            return _SPACES.sub(" ", unicodedata.normalize("NFC", value))
        case dict():
            return {canonical(name): canonical(part) for name, part in value.items()}
        case list() | tuple():
            return [canonical(part) for part in value]
        case _:
            return value


def canonical_json(value: Any) -> str:
    """`value` as JSON with sorted names and no spare space. Raises ValueError on NaN and infinities."""
    return _written(canonical(value))


def _written(value: Any) -> str:
    return _ENCODER.encode(value)


def canonical_body(body: Body) -> dict[str, Any]:
    """The body as plain data in canonical form: what enters the key and what a maker is given."""
    plain: dict[str, Any] = body.model_dump(mode="json")
    return plain if _is_canonical(_written(plain)) else canonical(plain)


def _is_canonical(written: str) -> bool:
    """Whether data that is `written` so is canonical as it stands, which is seen at once; or nothing tells that it is.

    Parts of a text in NFC are in NFC too.
    """
    return "  " not in written and "\\t" not in written and unicodedata.is_normalized("NFC", written)


@dataclass(frozen=True)
class PreImage:
    """All that decides a node's output. `body` is canonical; `inputs` are (role, sha256 in hex)."""

    kind: str
    op_version: int
    body: dict[str, Any]
    inputs: tuple[tuple[str, str], ...] = ()
    identity: str = ""

    @cached_property
    def data(self) -> bytes:
        """The bytes that are hashed."""
        head = f"milimo\0{self.kind}\0{self.op_version}\0"
        parts = (self.body, sorted(self.inputs), self.identity)
        return (head + "\n".join(_written(part) for part in parts)).encode()

    @cached_property
    def key(self) -> str:
        """The node's key: sha256 in hex; of a take that is kept the one it was made under."""
        if self.kind == KEPT:
            return str(self.body["key"])
        return hashlib.sha256(self.data).hexdigest()


def read_preimage(data: bytes | None, key: str) -> PreImage | None:
    """What `key` was computed from, or None where that was not kept or is not what was kept."""
    if data is None or hashlib.sha256(data).hexdigest() != key:
        return None
    _, kind, version, rest = data.decode().split("\0", 3)
    body, inputs, identity = (json.loads(part) for part in rest.split("\n"))
    return PreImage(kind, int(version), body, tuple((role, digest) for role, digest in inputs), identity)
