"""Why a unit is not a hit: what it is made from now against what it was made from last, in a filmmaker's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from milimo_lang.ir.plan import Node
from milimo_runtime.keys import PreImage, read_preimage
from milimo_runtime.store import Store
from milimo_runtime.store.last import LastUnit

NEVER = "never built"
GONE = "its stored result is gone"
MAYBE = "is to be made again"

_MANY = 50  # units of a kind without their ids, above which a film was rewritten and likeness says nothing
_SHOWN = 48  # characters of a value in a reason
_WORDS = {
    "frames": "length",
    "handle": "tail handle",
    "rate": "frame rate",
    "terms": "camera and light",
    "speaking": "who speaks when",
    "keys": "keyframes",
    "texts": "caption",
    "amounts": "move",
    "sample_rate": "sample rate",
    "time_of_day": "time of day",
    "placements": "sounds",
    "segments": "segments",
    "tags": "metadata",
    "first": "first frame",
    "from_first": "first frame of the outgoing shot",
    "to_first": "first frame of the incoming shot",
}


class History:
    """The last build of a film, as far as this plan does not simply take it over.

    `last` maps node ids to what they were, `now` to the keys they are known to have. A result that is now another
    node's was not changed, it moved; a node in its old place is new.
    """

    def __init__(self, store: Store, last: Mapping[str, LastUnit], now: Mapping[str, str]) -> None:
        self._store = store
        self._left: dict[str, LastUnit] = {}
        moved = Counter(key for name, key in now.items() if name not in last or last[name].key != key)
        for name, unit in last.items():
            if now.get(name) == unit.key:
                continue
            if moved[unit.key]:
                moved[unit.key] -= 1
            else:
                self._left[name] = unit
        self._read: dict[str, PreImage | None] = {}

    def why(self, node: Node, new: PreImage) -> str:
        """Why `node` is not a hit now that it is made from `new`."""
        old = self.before(node, new)
        if old is None:
            return NEVER
        return difference(node, old, new) or GONE

    def before(self, node: Node, new: PreImage) -> PreImage | None:
        """What `node` was last made from: under its own id, else the nearly equal one that lost its id."""
        if (unit := self._left.get(node.id)) and unit.kind == node.kind:
            return self._preimage(unit.key)
        left = {name: unit.key for name, unit in self._left.items() if unit.kind == node.kind}
        if len(left) > _MANY:
            return None
        alike = ((unlikeness(old, new), name, old) for name, key in left.items() if (old := self._preimage(key)))
        best = min(alike, key=lambda found: found[:2], default=None)
        return best[2] if best is not None and best[0] <= 1 else None

    def _preimage(self, key: str) -> PreImage | None:
        if key not in self._read:
            self._read[key] = read_preimage(self._store.preimage(key), key)
        return self._read[key]


def unlikeness(old: PreImage, new: PreImage) -> int:
    """In how many fields of the body the two differ."""
    return sum(1 for name in {*old.body, *new.body} if old.body.get(name) != new.body.get(name))


def difference(node: Node, old: PreImage, new: PreImage, unknown: Collection[str] = ()) -> str:
    """The first difference in words, "" where there is none. Inputs whose role is in `unknown` are not compared."""
    if old.body != new.body:
        return next(_fields(old.body, new.body))
    if old.identity != new.identity:
        return "model changed"
    if old.op_version != new.op_version:
        return "made in a new way since milimo was updated"
    return next(_inputs(node, dict(old.inputs), dict(new.inputs), unknown), "")


def _inputs(node: Node, old: Mapping[str, str], new: Mapping[str, str], unknown: Collection[str]) -> Iterator[str]:
    for part in node.inputs:
        if part.role in unknown or old.get(part.role) == new.get(part.role):
            continue
        if part.asset is not None:
            yield f"asset {part.asset} {'changed' if part.role in old else 'added'}"
        else:
            yield f"{part.node} {'came out different' if part.role in old else 'added'}"
    yield from (f"{role} taken away" for role in old if role not in new and role not in unknown)


def _fields(old: Any, new: Any, name: str = "", above: str = "") -> Iterator[str]:
    """Sentences for the leaves that differ: "prompt changed: 'a' -> 'b'"."""
    match old, new:
        case dict(), dict() if not _leaf(old):
            for field in [*new, *(field for field in old if field not in new)]:
                if old.get(field) != new.get(field):
                    yield from _fields(old.get(field), new.get(field), field, name or above)
        case list(), list() if len(old) == len(new):
            for before, after in zip(old, new, strict=True):
                if before != after:
                    yield from _fields(before, after, "", name or above)
        case str(), str():
            was, now = _excerpts(old, new)
            yield f"{_called(name, above)} changed: {was!r} -> {now!r}"
        case _:
            yield f"{_called(name, above)} changed: {_shown(old)} -> {_shown(new)}"


def _called(name: str, above: str) -> str:
    words = _WORDS.get(name, name.replace("_", " "))
    over = _WORDS.get(above, above.replace("_", " "))
    if name in ("", "text", "words"):
        return over or "text"
    return f"{words} of {over}" if over else words


def _leaf(value: dict[str, Any]) -> bool:
    return value.keys() == {"width", "height"}


def _shown(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case {"width": width, "height": height}:
            return f"{width}x{height}"
        case str():
            return repr(value)
        case list():
            return f"{len(value)} of them" if value else "none"
        case dict():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Both from the word or two before they part, so that the difference shows; a line break shows as a stroke."""
    old, new = (text.replace("\n", " / ") for text in (old, new))
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(0, at - 12)) + 1 if max(len(old), len(new)) > _SHOWN else 0
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    part = text[start : start + _SHOWN]
    return ("…" if start else "") + part + ("…" if start + _SHOWN < len(text) else "")
