"""The same value with its spans elsewhere: trees, diagnostics and screenplays are moved whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar, cast

from milimo_lang.source import Source, Span

T = TypeVar("T")
_PLAIN = (str, int, float, bool, type(None), Fraction, Enum, Source)


Ways = Mapping[type, Callable[[Any], Any]]
"""What becomes of a value, by its type."""


def moved(value: T, where: Callable[[Span], Span], *, also: Ways = MappingProxyType({})) -> T:
    """`value`, a record of records, with each span put `where`; what holds none is given back itself."""
    return cast(T, _Mover({Span: where, **also}).moved(value))


class _Mover:
    def __init__(self, ways: Ways) -> None:
        self._ways: dict[type, Callable[[Any], Any]] = {tuple: self._tuple, dict: self._mapping, **ways}

    def moved(self, value: Any) -> Any:
        way = self._ways.get(type(value))
        if way is None:
            way = self._ways[type(value)] = self._way(value)
        return way(value)

    def _way(self, value: Any) -> Callable[[Any], Any]:
        if isinstance(value, _PLAIN):
            return _still
        if is_dataclass(value):
            names = tuple(field.name for field in fields(value))
            return lambda one: self._record(one, names)
        if isinstance(value, tuple):  # one with names
            return lambda one: type(one)._make(self._tuple(tuple(one)))
        if isinstance(value, frozenset):
            return lambda one: frozenset(map(self.moved, one))
        assert isinstance(value, Mapping), type(value)
        return self._mapping

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        new = tuple(map(self.moved, value))
        return value if all(map(_is, value, new)) else new

    def _record(self, value: Any, names: tuple[str, ...]) -> Any:
        changed = {}
        for name in names:
            part = getattr(value, name)
            new = self.moved(part)
            if new is not part:
                changed[name] = new
        return replace(value, **changed) if changed else value

    def _mapping(self, value: Mapping[Any, Any]) -> Mapping[Any, Any]:
        return {key: self.moved(one) for key, one in value.items()}


def _still(value: T) -> T:
    return value


def _is(one: object, other: object) -> bool:
    return one is other
