"""Why a unit is made: causes with what was and what is, as data, and their sentences in a filmmaker's words.

A reason is made once, where two versions are compared; whoever shows it takes its sentence or its data. Texts of
sentences stand here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Plain = Any
"""Plain JSON data."""

MOST = 20
"""Changes that a reason holds; of further ones it has the number."""

_LONGEST = 2000  # characters of JSON that a value may have as data; of longer ones an excerpt is kept
_SHOWN = 48  # characters of a value in a sentence
_DIGITS = 7  # of a digest in a sentence


class Cause(StrEnum):
    """What sort of thing makes a unit to be made. Stable: programs read these words."""

    NEVER_BUILT = "never-built"
    FIELD = "field"
    ASSET = "asset"
    INPUT = "input"
    MODEL = "model"
    LIBRARY = "library"
    OPERATION = "operation"
    FORGOTTEN = "forgotten"
    GONE = "gone"
    DAMAGED = "damaged"
    WAITING = "waiting"
    ASKED = "asked-for"
    CANNOT = "cannot"


VALUED = frozenset({Cause.FIELD, Cause.ASSET, Cause.INPUT, Cause.MODEL, Cause.LIBRARY, Cause.OPERATION})
"""Causes that have an old and a new value; None of one that is not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cause of a unit's being made.

    `field` is where in the unit's body (`figures[0].look`, `keys[1:2]` for a stretch of a list), or the role of an
    input. `of` is whose it is (Mara's look), or the file, the unit, the model or the library that is meant. `old` and
    `new` are plain values, the sha256 of an input; `was` is the file that stood where another one stands now. `says` is
    a sentence that no other field can tell (damage, a lack); else "".
    """

    cause: Cause
    field: str = ""
    of: str = ""
    old: Plain = None
    new: Plain = None
    says: str = ""
    was: str = ""

    @property
    def sentence(self) -> str:
        """What a person reads, without a full stop."""
        return self.says or _SENTENCES[self.cause](self)

    def as_json(self) -> dict[str, Plain]:
        """`cause` and `says` always; `field`, `of`, `was`, `old` and `new` where they apply."""
        data: dict[str, Plain] = {"cause": self.cause.value, "says": self.sentence}
        data |= {name: value for name, value in (("field", self.field), ("of", self.of), ("was", self.was)) if value}
        if self.cause in VALUED:
            old, new = _bounded(self.old, self.new)
            data |= {"old": old, "new": new}
        return data


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit is made: its changes, the most telling first, and how many there are `more`. Never empty."""

    changes: tuple[Change, ...]
    more: int = 0

    @property
    def cause(self) -> Cause:
        """The first cause."""
        return self.changes[0].cause

    @property
    def sentence(self) -> str:
        """The first change in words, and how many others there are."""
        others = len(self.changes) - 1 + self.more
        and_others = f", and {others} more change{'' if others == 1 else 's'}" if others else ""
        return self.changes[0].sentence + and_others

    def as_json(self) -> dict[str, Plain]:
        """`cause` is the first of `changes`; `more` counts those that are left out."""
        changes = [change.as_json() for change in self.changes]
        return {"cause": self.cause.value, "changes": changes, "more": self.more}


def because(cause: Cause, says: str = "", *, of: str = "") -> Reason:
    """The reason of a single cause that has no values."""
    return Reason((Change(cause, of=of, says=says),))


def told(data: object) -> list[str]:
    """The sentences of a reason's JSON, as a journal or the memory of a build holds it; [] where it is none."""
    changes = data.get("changes") if isinstance(data, Mapping) else None
    if not isinstance(changes, list):
        return []
    found = [str(one["says"]) for one in changes if isinstance(one, Mapping) and "says" in one]
    more = data["more"] if isinstance(data, Mapping) and isinstance(data.get("more"), int) else 0
    return [*found, f"and {more} more"] if more else found


NEVER = because(Cause.NEVER_BUILT)
FORGOTTEN = because(Cause.FORGOTTEN)
GONE = because(Cause.GONE)
DAMAGED = because(Cause.DAMAGED)
ASKED = because(Cause.ASKED)


# ---------------------------------------------------------------- sentences

_WORDS = {
    "frames": "length",
    "handle": "tail handle",
    "rate": "frame rate",
    "terms": "camera and light",
    "speaking": "who speaks when",
    "keys": "keyframes",
    "texts": "words over the picture",
    "amounts": "move",
    "sample_rate": "sample rate",
    "time_of_day": "time of day",
    "placements": "sounds",
    "segments": "segments",
    "tags": "metadata",
    "first": "first frame",
    "from_first": "first frame of the outgoing shot",
    "to_first": "first frame of the incoming shot",
    "family": "model",
    "every": "doubling",
    "temporal": "doubling",
}
_ONE = {
    "keys": "keyframe",
    "figures": "figure",
    "terms": "term of camera or light",
    "placements": "sound",
    "segments": "segment",
    "captions": "caption",
    "chapters": "chapter",
    "overlays": "picture over the shot",
    "references": "reference",
    "conditions": "picture to meet",
    "guides": "reference film",
    "loras": "LoRA",
    "voices": "voice",
}
"""One item of the lists that have items, where it is not what the list is called."""
_NAMED_BY = ("text", "name", "words", "title", "figure", "speaker")


def _field(change: Change) -> str:
    old, new = change.old, change.new
    names = [part.partition("[")[0] for part in change.field.split(".")]
    names = [name for name in names if name != "span"] or names
    if change.field.endswith("]"):
        if ":" in change.field.rpartition("[")[2]:
            return _stretch(names[-1], old or [], new or [])
        called = _word(names[-1])
    elif change.of:
        called = change.of if names[-1] == "text" else f"{_word(names[-1])} of {change.of}"
    else:
        called = _called(names[-1], names[-2] if len(names) > 1 else "")
    if isinstance(old, str) and isinstance(new, str):
        was, now = _excerpts(old, new)
        return f"{called} changed: {was!r} -> {now!r}"
    return f"{called} changed: {_shown(old)} -> {_shown(new)}"


def _stretch(name: str, old: list[Plain], new: list[Plain]) -> str:
    """`keyframe added`, `action taken away: 'She leaves.'`, `captions changed: 2 of them -> 3 of them`."""
    if not old or not new:
        return f"{_items(name, new or old)} {'added' if new else 'taken away'}{_labelled(new or old)}"
    was, now = _label(old[0]), _label(new[0])
    if len(old) == len(new) == 1 and was and now:
        return f"{_word(name)} changed: {was!r} -> {now!r}"
    return f"{_word(name)} changed: {_shown(old)} -> {_shown(new)}"


def _items(name: str, items: list[Plain]) -> str:
    one = _ONE.get(name)
    if len(items) == 1 or one is None:
        return one or _word(name)
    return f"{len(items)} {one}s"


def _labelled(items: list[Plain]) -> str:
    label = _label(items[0]) if len(items) == 1 else ""
    return f": {label!r}" if label else ""


def _label(item: Plain) -> str:
    """What a person knows an item of a list by; "" where it has no words."""
    if isinstance(item, Mapping):
        item = next((item[key] for key in _NAMED_BY if item.get(key)), "")
    return _excerpt(_flat(item), 0) if isinstance(item, str) else ""


def _asset(change: Change) -> str:
    if change.old is None:
        return f"{change.of} added"
    if change.new is None:
        return f"{change.of} taken away"
    return f"{change.of} in place of {change.was}" if change.was else f"{change.of} changed"


def _input(change: Change) -> str:
    if change.old is None:
        return f"{change.of} added"
    return f"{change.of} came out different" if change.new is not None else f"{change.field} taken away"


def _model(change: Change) -> str:
    """`ltx-2 has another transformer: 3f9a12b -> 90bc221`, `model changed: 'ltx-2' -> 'ltx-2.3'`."""
    old, new = _short(change.old), _short(change.new)
    if not change.of:
        return f"model changed: {old} -> {new}"
    part = change.field
    return f"{change.of} has another {part}: {old} -> {new}" if part else f"{change.of} changed: {old} -> {new}"


def _library(change: Change) -> str:
    if change.old is None:
        return f"{change.of} is used now: {_short(change.new)}"
    if change.new is None:
        return f"{change.of} is used no more"
    return f"{change.of} changed: {_short(change.old)} -> {_short(change.new)}"


_SENTENCES: dict[Cause, Callable[[Change], str]] = {
    Cause.NEVER_BUILT: lambda _: "never built",
    Cause.FIELD: _field,
    Cause.ASSET: _asset,
    Cause.INPUT: _input,
    Cause.MODEL: _model,
    Cause.LIBRARY: _library,
    Cause.OPERATION: lambda _: "made in a new way since milimo was updated",
    Cause.FORGOTTEN: lambda _: "it changed, and what it was made from before is not known any more",
    Cause.GONE: lambda _: "its stored result is gone",
    Cause.DAMAGED: lambda _: "its stored result is damaged",
    Cause.WAITING: lambda change: f"{change.of} is to be made again",
    Cause.ASKED: lambda _: "asked for",
    Cause.CANNOT: lambda _: "it cannot be made",
}


def _word(name: str) -> str:
    return _WORDS.get(name, name.replace("_", " "))


def _called(name: str, above: str) -> str:
    if name in ("text", "words"):
        return _word(above) or "text"
    return f"{_word(name)} of {_word(above)}" if above else _word(name)


def _shown(value: Plain) -> str:
    match value:
        case None:
            return "nothing"
        case {"width": width, "height": height}:
            return f"{width}x{height}"
        case str():
            return repr(_excerpt(_flat(value), 0))
        case list():
            return f"{len(value)} of them" if value else "none"
        case dict():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)


def _short(value: Plain) -> str:
    """A version, a precision, or the first digits of a digest."""
    text = "nothing" if value in (None, "") else str(value)
    return text[:_DIGITS] if len(text) >= 32 and all(c in "0123456789abcdef" for c in text) else text


def _flat(text: str) -> str:
    """A line break shows as a stroke."""
    return text.replace("\n", " / ")


def _excerpts(old: str, new: str, most: int = _SHOWN) -> tuple[str, str]:
    """Both from the word or two before they part, so that the difference shows."""
    old, new = _flat(old), _flat(new)
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(0, at - 12)) + 1 if max(len(old), len(new)) > most else 0
    return _excerpt(old, start, most), _excerpt(new, start, most)


def _excerpt(text: str, start: int, most: int = _SHOWN) -> str:
    part = text[start : start + most]
    return ("…" if start else "") + part + ("…" if start + most < len(text) else "")


def _bounded(old: Plain, new: Plain) -> tuple[Plain, Plain]:
    """Both as data, those that are very long by an excerpt."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _LONGEST:
        return _excerpts(old, new, _LONGEST)
    return _short_data(old), _short_data(new)


def _short_data(value: Plain) -> Plain:
    if isinstance(value, list | dict) and len(json.dumps(value)) > _LONGEST:
        return _shown(value)
    return _excerpt(value, 0, _LONGEST) if isinstance(value, str) else value
