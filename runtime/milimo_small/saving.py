"""Folders that appear whole: weights in bfloat16, in files of at most 14 MB."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

LARGEST = "14MB"


def save(part: Any, out: Path) -> None:
    """Saves a model or a pipeline of diffusers, in bfloat16 on the CPU, in place of what `out` held."""
    part.to(torch.bfloat16).to("cpu")
    replace(out, lambda folder: part.save_pretrained(folder, max_shard_size=LARGEST))


def replace(out: Path, write: Callable[[Path], object]) -> None:
    """Has `write` fill a folder beside `out` and puts it in its place."""
    fresh = out.with_name(out.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    write(fresh)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
