"""What differs between what a unit was made from and what it is made from now: every difference, most telling first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from milimo_lang.ir.plan import Node
from milimo_runtime.causes import MOST, Cause, Change, Reason
from milimo_runtime.keys import PreImage

_TELLING = ("size", "rate", "family", "every", "prompt", "action", "text", "words", "texts", "style", "captions")
"""Fields of bodies in the order in which they tell a person most; then come files, then all other fields."""

_WHOSE = {"figures": "name", "texts": "place"}
"""The field that says whose an item of a list is."""

_NOTHING = object()
_NO_FILES: Mapping[str, str] = MappingProxyType({})


def difference(
    node: Node,
    old: PreImage,
    new: PreImage,
    unknown: Collection[str] = (),
    files: Mapping[str, str] = _NO_FILES,
) -> Reason | None:
    """All that differs; None where nothing does. Inputs whose role is in `unknown` are not compared.

    `files` are the old files by role, as far as they are known.
    """
    found = [*_body(old.body, new.body, _TELLING)]
    found += _inputs(node, dict(old.inputs), dict(new.inputs), unknown, "asset", files)
    found += _body(old.body, new.body, [name for name in {**new.body, **old.body} if name not in _TELLING])
    found += _identity(old, new)
    if old.op_version != new.op_version:
        found.append(Change(Cause.OPERATION, old=old.op_version, new=new.op_version))
    found += _inputs(node, dict(old.inputs), dict(new.inputs), unknown, "node", files)
    return Reason(tuple(found[:MOST]), max(0, len(found) - MOST)) if found else None


# ---------------------------------------------------------------- the body


def _body(old: Mapping[str, Any], new: Mapping[str, Any], names: Iterable[str]) -> Iterator[Change]:
    for name in names:
        if name != "family":
            yield from _fields(old.get(name), new.get(name), name)
        elif old.get(name) != new.get(name):
            yield Change(Cause.MODEL, name, old=old.get(name), new=new.get(name))


def _fields(old: Any, new: Any, path: str, of: str = "") -> Iterator[Change]:
    """The leaves that differ; of lists of other lengths the stretch that does. `of`: whose they are."""
    if old == new:
        return
    match old, new:
        case dict(), dict() if not _leaf(old):
            for name in [*new, *(name for name in old if name not in new)]:
                yield from _fields(old.get(name), new.get(name), f"{path}.{name}", of)
        case list(), list() if len(old) == len(new):
            for at, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    yield from _item(before, after, path, at)
        case list(), list():
            head = _alike(old, new)
            tail = _alike(old[head:][::-1], new[head:][::-1])
            was, now = old[head : len(old) - tail], new[head : len(new) - tail]
            yield Change(Cause.FIELD, f"{path}[{head}:{head + max(len(was), len(now))}]", of, was, now)
        case _:
            yield Change(Cause.FIELD, path, of, old, new)


def _item(old: Any, new: Any, path: str, at: int) -> Iterator[Change]:
    """What differs of one item of a list; one of another name is another item."""
    named = isinstance(old, dict) and isinstance(new, dict)
    if named and old.get("name") != new.get("name"):
        yield Change(Cause.FIELD, f"{path}[{at}:{at + 1}]", old=[old], new=[new])
    else:
        of = str(new.get(_WHOSE[path], "")) if named and path in _WHOSE else ""
        yield from _fields(old, new, f"{path}[{at}]", of)


def _alike(one: list[Any], other: list[Any]) -> int:
    """How many items both begin with."""
    return next((at for at, (a, b) in enumerate(zip_longest(one, other, fillvalue=_NOTHING)) if a != b), len(one))


def _leaf(value: dict[str, Any]) -> bool:
    return value.keys() == {"width", "height"}


# ---------------------------------------------------------------- inputs


def _inputs(
    node: Node,
    old: Mapping[str, str],
    new: Mapping[str, str],
    unknown: Collection[str],
    sort: str,
    files: Mapping[str, str],
) -> Iterator[Change]:
    """Inputs of a `sort` ("asset", "node") whose content differs; roles that are there no more count as nodes."""
    for part in node.inputs:
        if part.role in unknown or old.get(part.role) == new.get(part.role):
            continue
        before, after = old.get(part.role), new.get(part.role)
        if part.asset is not None and sort == "asset":
            was = files.get(part.role, "")
            yield Change(Cause.ASSET, part.role, part.asset, before, after, was="" if was == part.asset else was)
        elif part.node is not None and sort == "node":
            yield Change(Cause.INPUT, part.role, part.node, before, after)
    if sort == "node":
        for role in old:
            if role not in new and role not in unknown:
                cause = Cause.ASSET if role in files else Cause.INPUT
                yield Change(cause, role, files.get(role, ""), old[role])


# ---------------------------------------------------------------- identities


def _identity(old: PreImage, new: PreImage) -> Iterator[Change]:
    """What of the makers' identities differs: weights by component, libraries and fonts by name.

    An identity is "MODEL VERSION, COMPONENT DIGEST, ..." of a model, "NAME VERSION NAME VERSION" of what draws; any
    other is compared as a whole.
    """
    if old.identity == new.identity:
        return
    family = new.body.get("family", "")
    was, now = _parts(old.identity), _parts(new.identity)
    if was is None or now is None:
        yield Change(Cause.MODEL, of=family, old=old.identity, new=new.identity)
        return
    for name in [*now, *(name for name in was if name not in now)]:
        before, after = was.get(name), now.get(name)
        if before == after:
            continue
        if not family:
            yield Change(Cause.LIBRARY, of=name, old=before, new=after)
        else:
            yield Change(Cause.MODEL, "" if name == family else name, family, before, after)


def _parts(identity: str) -> dict[str, str] | None:
    """An identity by its parts; None where it has none, or is written in another way."""
    if ", " in identity:
        pairs = [part.partition(" ") for part in identity.split(", ")]
        return {name: value for name, _, value in pairs}
    words = identity.split(" ")
    if len(words) % 2:
        return None
    return dict(zip(words[::2], words[1::2], strict=True))
