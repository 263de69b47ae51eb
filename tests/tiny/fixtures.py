"""Fixtures: tiny models, each built once a run; not to be written into by a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiny.enhancing import build_enhancing
from tests.tiny.ltx import Version, build
from tests.tiny.singles import build_single

Kept = Callable[[Version], Path]
"""Where the model of a version lies."""


@pytest.fixture(scope="session")
def one_thread() -> None:
    """Torch on one thread: a tiny model waits for its threads a hundred times longer than it computes."""
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tiny_ltx(one_thread: None, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """`tiny_ltx("2.3")`: the folder of a tiny pipeline of that version, in the layout of diffusers."""
    return lambda version: once(tmp_path_factory, f"ltx-{version}", lambda folder: build(version, folder))


@pytest.fixture(scope="session")
def tiny_single(tiny_ltx: Kept, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """`tiny_single("2.3")`: a folder with the same weights in the publisher's own files (`singles.FILES`)."""
    return lambda version: once(
        tmp_path_factory, f"single-{version}", lambda folder: build_single(version, folder, tiny_ltx(version))
    )


@pytest.fixture(scope="session")
def tiny_enhancing(tiny_ltx: Kept, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """`tiny_enhancing("2.3")`: the folder of a tiny pipeline that can rewrite its prompts."""
    return lambda version: once(
        tmp_path_factory, f"enhancing-{version}", lambda folder: build_enhancing(version, folder, tiny_ltx(version))
    )


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """What `make` made under `name`, once for the whole run; several workers may ask at the same time."""
    _quiet()
    shared = factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    kept = shared / "tiny" / name
    if not kept.exists():
        made = factory.mktemp("tiny") / name
        make(made)
        kept.parent.mkdir(exist_ok=True)
        _place(made, kept)
    return kept


def _place(made: Path, kept: Path) -> None:
    """`made`, moved to `kept` whole; what another worker placed there meanwhile is as good."""
    try:
        made.rename(kept)
    except OSError:
        shutil.rmtree(made)


def _quiet() -> None:
    from diffusers.utils import logging as of_diffusers
    from transformers.utils import logging as of_transformers

    of_diffusers.disable_progress_bar()
    of_transformers.disable_progress_bar()
