"""Shots and nodes in a few lines: what is said of them, without what goes without saying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from milimo_lang.ir.plan import Node
from milimo_lang.ir.screenplay import Shot

_SHOT = TypeAdapter(Shot)
_ELSEWHERE = frozenset({"span", "source", "origins", "draft", "model", "slate", "kind", "frames"})
_EVERYWHERE = frozenset({"kind", "size", "rate", "sample_rate", "family", "handle", "generated", "language", "tags"})


def shot(one: Shot) -> Iterator[str]:
    """Slate, kind, length and model, then a line for each value that is not the usual one."""
    yield f"{one.slate} {one.kind}, {one.frames} frames, {one.model.name}"
    values = _SHOT.dump_python(one, mode="json", exclude_defaults=True)
    yield from (f"  {name}: {_text(value)}" for name, value in values.items() if name not in _ELSEWHERE)


def node(one: Node) -> Iterator[str]:
    """Id and kind, what plays which role, then a line for each value that is not the usual one."""
    yield f"{one.id}: {one.kind}"
    for put in one.inputs:
        yield f"  {put.role} <- {put.asset or put.node}{f' ({put.output})' if put.output else ''}"
    values = one.body.model_dump(mode="json", exclude_defaults=True)
    yield from (f"  {name}: {_text(value)}" for name, value in values.items() if name not in _EVERYWHERE)


def _text(value: Any) -> str:
    return json.dumps(_bare(value), ensure_ascii=False)


def _bare(value: Any) -> Any:
    """Without places in the source and what an animatic performs."""
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name != "draft" and not _is_place(part)}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def _is_place(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"path", "start", "end"}
