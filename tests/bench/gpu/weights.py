"""Random weights of LTX-2 at full size, written as published ones are: `python -m tests.bench.gpu.weights FOLDER …`.

64 gigabytes want more than one disk at times: each component goes to the folder with the most room, and the first
folder holds links to all of them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from tests.bench.gpu.full import Parts, parts

_SHARD = 4 * 10**9
_NAMES = {"text_encoder": "model"}
"""What weight files begin with, where not as diffusers names them."""


def write(folders: list[Path], device: torch.device, dtype: torch.dtype, *, tiny: bool) -> Path:
    """The model's folder, ready for `MILIMO_MODELS`: `folders[0]/ltx-2`."""
    home = folders[0] / "ltx-2"
    home.mkdir(parents=True)
    made: Parts = parts(device, dtype, tiny=tiny)
    for name in sorted(made):
        room = max(folders, key=lambda folder: shutil.disk_usage(folder).free)
        place = home / name if room == folders[0] else room / f"ltx-2-{name}"
        _keep(made.pop(name), place, _NAMES.get(name, "diffusion_pytorch_model"))
        if not (home / name).exists():
            (home / name).symlink_to(place)
    (home / "transformer_distilled").symlink_to(home / "transformer")
    (home / "model_index.json").write_text(json.dumps({"_class_name": "LTX2Pipeline"}))
    return home


def _keep(part: Any, place: Path, name: str) -> None:
    if not hasattr(part, "state_dict"):
        part.save_pretrained(place)
        return
    place.mkdir(parents=True)
    config: Any = part.config
    if hasattr(config, "to_json_file"):
        config.architectures = [type(part).__name__]
        config.to_json_file(place / "config.json")
    else:
        part.save_config(place)
    found: dict[str, str] = {}
    shards = list(_shards(part))
    for number, shard in enumerate(shards, 1):
        file = f"{name}-{number:05}-of-{len(shards):05}.safetensors"
        save_file({key: value.cpu().contiguous() for key, value in shard.items()}, place / file, {"format": "pt"})
        found |= dict.fromkeys(shard, file)
    (place / f"{name}.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": found}))


def _shards(part: torch.nn.Module) -> Iterator[dict[str, torch.Tensor]]:
    shard: dict[str, torch.Tensor] = {}
    seen: set[int] = set()
    for key, value in part.state_dict().items():
        if value.data_ptr() in seen and value.numel():  # the head that shares the words' table
            continue
        seen.add(value.data_ptr())
        shard[key] = value
        if sum(each.nbytes for each in shard.values()) > _SHARD:
            yield shard
            shard = {}
    if shard:
        yield shard


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    began = time.perf_counter()
    cuda = torch.cuda.is_available()
    device, dtype = (torch.device("cuda"), torch.bfloat16) if cuda else (torch.device("cpu"), torch.float32)
    write(options.folders, device, dtype, tiny=options.tiny)
    sys.stdout.write(f"random weights written in {time.perf_counter() - began:.0f} s\n")


if __name__ == "__main__":
    main()
