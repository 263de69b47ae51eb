"""The libraries that models need, whether they are here, and how whoever installed milimo gets them."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import PurePath

LIBRARIES = ("torch", "safetensors", "huggingface_hub", "transformers", "accelerate", "peft", "diffusers")
"""Each before those that load it."""


def missing() -> tuple[str, ...]:
    """Those of `LIBRARIES` that are not installed."""
    return tuple(name for name in LIBRARIES if version(name) is None)


def version(name: str) -> str | None:
    """The installed version of the library `name`; None where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def lack() -> str | None:
    """The sentence for models that cannot run for want of libraries, with what to do; None where all are here."""
    names = missing()
    if not names:
        return None
    are = "is" if len(names) == 1 else "are"
    return f"{', '.join(names)} {are} not installed: `{install('models')}` installs what models need"


def install(extra: str) -> str:
    """The command that adds milimo's `extra` with the installer that milimo came by."""
    wanted = f"'milimo[{extra}]'"
    parts = PurePath(sys.prefix).parts
    if "pipx" in parts:
        return f"pipx install --force {wanted}"
    if "tools" in parts and "uv" in parts:
        return f"uv tool install {wanted}"
    return f"uv pip install {wanted}" if _installer() == "uv" else f"pip install {wanted}"


def _installer() -> str:
    """What milimo was installed by, as it says in its own record."""
    try:
        return (importlib.metadata.distribution("milimo").read_text("INSTALLER") or "").strip()
    except importlib.metadata.PackageNotFoundError:
        return ""
