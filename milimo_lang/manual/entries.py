"""Every sort of diagnostic with its page and its examples, as the files of the checks declare them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from milimo_lang.diagnostics import Kind
from milimo_lang.manual.cases import Case, read_case

PACKAGES = ("milimo_lang.syntax.mistakes", "milimo_lang.analysis.checks", "milimo_lang.planning.checks")
"""Where checks stand, one file each: the docstring is the page, `WRONG` and `MENDED` are the examples."""


@dataclass(frozen=True)
class Entry:
    """A kind, its manual page, an example of which it is said, and that example mended."""

    kind: Kind
    page: str
    wrong: Case
    mended: Case

    @property
    def title(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n\n", 1)[0].replace("\n", " ")


@cache
def entries() -> dict[str, Entry]:
    """Every entry by code, in the order of the codes."""
    found = [entry_of(module) for module in check_modules()]
    return {entry.kind.code: entry for entry in sorted(found, key=lambda entry: entry.kind.code)}


def check_modules() -> Iterator[ModuleType]:
    """The file of every check."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        for found in pkgutil.iter_modules(package.__path__, f"{name}."):
            yield importlib.import_module(found.name)


def entry_of(module: ModuleType) -> Entry:
    """What the file of one check declares. Raises ValueError where something is missing."""
    kinds = [value for value in vars(module).values() if isinstance(value, Kind)]
    page = inspect.getdoc(module)
    if len(kinds) != 1 or not page or not hasattr(module, "WRONG") or not hasattr(module, "MENDED"):
        raise ValueError(f"{module.__name__} needs a docstring, one Kind, and the examples WRONG and MENDED")
    return Entry(kinds[0], page, read_case(module.WRONG), read_case(module.MENDED))
