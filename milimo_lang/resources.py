"""Where the grammars, the standard library and the examples lie.

In a checkout they stand beside the packages, in a wheel in the package's own `_data`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def root() -> Path:
    """The folder that holds `grammar/`, `stdlib/` and `examples/`.

    Raises FileNotFoundError when neither the checkout nor the installed data is there.
    """
    for folder in (_PACKAGE / "_data", _PACKAGE.parent):
        if (folder / "grammar" / "structure.lark").is_file():
            return folder
    raise FileNotFoundError(f"no grammar beside {_PACKAGE}: milimo is not installed whole")


def path(*parts: str) -> Path:
    """The place of a resource, as `path("grammar", "structure.lark")`. Nothing says that it exists."""
    return root().joinpath(*parts)


def read_text(*parts: str) -> str:
    """A resource's text. Raises FileNotFoundError when there is none of that name."""
    return path(*parts).read_text(encoding="utf-8")


def names(*folder: str, suffix: str) -> tuple[str, ...]:
    """Names without suffix of the files in a resource folder that end in `suffix`, sorted."""
    return tuple(sorted(file.stem for file in path(*folder).glob(f"*{suffix}")))
