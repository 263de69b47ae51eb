"""A body of every kind with every field set, made from the schema: a new field is tested the day it is added."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import TypeAdapter

from milimo_lang.ir.bodies import AnyBody, Body

_ADAPTER: TypeAdapter[AnyBody] = TypeAdapter(AnyBody)
Path = tuple[str | int, ...]


def sample(kind: str, number: int = 0) -> dict[str, Any]:
    """A body of `kind` as JSON data; sample 1 differs from sample 0 in every value that may differ."""
    for model in get_args(get_args(AnyBody)[0]):
        if kind in get_args(model.model_fields["kind"].annotation):
            schema = model.model_json_schema()
            made: dict[str, Any] = _value(schema, schema.get("$defs", {}), number, "")
            return {**made, "kind": kind}
    raise AssertionError(kind)


def body(data: dict[str, Any]) -> Body:
    """The body written in `data`."""
    return _ADAPTER.validate_python(data)


def mutations(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Sample 0 with one value changed, for each value in it, and with each list longer and shorter."""
    first, second = sample(kind, 0), sample(kind, 1)
    for path, value in _leaves(second):
        if path != ("kind",) and _at(first, path) != value:
            yield ".".join(map(str, path)), _with(first, path, value)
    for path, value in _lists(first):
        yield f"{path} longer", _with(first, path, value + _at(second, path))
        yield f"{path} empty", _with(first, path, [])


def _value(schema: dict[str, Any], defs: dict[str, Any], number: int, name: str) -> Any:
    if "$ref" in schema:
        return _value(defs[schema["$ref"].rpartition("/")[2]], defs, number, name)
    if "allOf" in schema:
        return _value(schema["allOf"][0], defs, number, name)
    if "anyOf" in schema:
        return _value(next(s for s in schema["anyOf"] if s.get("type") != "null"), defs, number, name)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][number % len(schema["enum"])]
    return _MAKERS[schema["type"]](schema, defs, number, name)


def _object(schema: dict[str, Any], defs: dict[str, Any], number: int, name: str) -> Any:
    if "properties" in schema:
        return {field: _value(part, defs, number, field) for field, part in schema["properties"].items()}
    return {"one": _value(schema["additionalProperties"], defs, number, name)}


def _array(schema: dict[str, Any], defs: dict[str, Any], number: int, name: str) -> Any:
    if "prefixItems" in schema:
        return [_value(part, defs, number, name) for part in schema["prefixItems"]]
    return [_value(schema["items"], defs, number, name)]


def _integer(schema: dict[str, Any], _defs: dict[str, Any], number: int, _name: str) -> int:
    least = int(schema.get("minimum", 0))
    return least + (2 + 2 * number if schema.get("maximum", 99) - least > 3 else number)


def _number(schema: dict[str, Any], _defs: dict[str, Any], number: int, _name: str) -> float:
    return float(schema.get("minimum", 0)) + 0.25 * (number + 1)


def _string(schema: dict[str, Any], _defs: dict[str, Any], number: int, name: str) -> str:
    return f"{number + 24}/7" if "pattern" in schema else f"{name} {number}"


_MAKERS: dict[str, Any] = {
    "object": _object,
    "array": _array,
    "integer": _integer,
    "number": _number,
    "string": _string,
    "boolean": lambda _schema, _defs, number, _name: number == 1,
}


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, (dict, list)):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, (*path, name))
    else:
        yield path, value


def _lists(value: Any, path: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _lists(part, (*path, name))
    elif isinstance(value, list) and all(isinstance(part, dict) for part in value):
        yield path, value


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _with(value: dict[str, Any], path: Path, new: Any) -> dict[str, Any]:
    changed = copy.deepcopy(value)
    _at(changed, path[:-1])[path[-1]] = new
    return changed
