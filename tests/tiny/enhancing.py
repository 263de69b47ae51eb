"""A tiny pipeline that can rewrite its prompts, as the published ones can: what is written is noise, but written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.tiny import words
from tests.tiny.ltx import Version


def build_enhancing(version: Version, folder: Path, pipeline: Path, seed: int = 0) -> Path:
    """`folder`: a copy of `pipeline`, made by `build`, with what its prompts are rewritten by.

    2.0 and 2.3 write with their text encoder and need `processor`. 2.5 needs `prompt_enhancer`, a model of its own; the
    processor of that (`Gemma4Processor`) cannot be imported without torchvision and is left out.
    """
    import torch

    shutil.copytree(pipeline, folder)
    index = json.loads((folder / "model_index.json").read_text())
    if version == "2.5":
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            words.enhancer().save_pretrained(folder / "prompt_enhancer")
        index["prompt_enhancer"] = ["transformers", "Gemma4ForConditionalGeneration"]
    else:
        words.processor().save_pretrained(folder / "processor")
        index["processor"] = ["transformers", "Gemma3Processor"]
    (folder / "model_index.json").write_text(json.dumps(index, indent=2, sort_keys=True))
    return folder
