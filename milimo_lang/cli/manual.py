"""The manual pages of diagnostics: every `Kind` the compiler declares, with what is said of it there.

A kind is explained by the string under its declaration, or else by the docstring of its module.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from milimo_lang.cli.exits import Stop
from milimo_lang.diagnostics import Kind

PACKAGES = ("milimo_lang.syntax", "milimo_lang.analysis", "milimo_lang.planning")


@dataclass(frozen=True)
class Entry:
    """A kind and what is said of it."""

    kind: Kind
    text: str


def entries() -> dict[str, Entry]:
    """Every kind by code."""
    return {entry.kind.code: entry for module in _modules() for entry in _declared(module)}


def page_of(code: str) -> str:
    """The manual page of `code`. Raises `Stop` when there is none."""
    known = entries()
    if code not in known:
        near = [other for other in sorted(known) if other[:2] == code[:2]]
        remedy = f"near it are {', '.join(near)}" if near else f"codes run from {min(known)} to {max(known)}"
        raise Stop(f"there is no diagnostic {code}", remedy)
    kind, text = known[code].kind, known[code].text
    silence = f"`[[milimo: allow {code}]]` on a line of its own silences it on the next element.\n"
    return f"{code} {kind.name} ({kind.severity})\n\n{text}\n" + ("" if kind.severity == "error" else f"\n{silence}")


def _modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            yield importlib.import_module(found.name)


def _declared(module: ModuleType) -> Iterator[Entry]:
    kinds = {name: value for name, value in vars(module).items() if isinstance(value, Kind)}
    if not kinds:
        return
    body = ast.parse(inspect.getsource(module)).body
    for statement, following in zip(body, [*body[1:], None], strict=True):
        for name in _assigned(statement):
            if name in kinds:
                yield Entry(kinds[name], _string(following) or inspect.getdoc(module) or "")


def _assigned(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def _string(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
        case _:
            return ""
