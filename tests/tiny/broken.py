"""Models that are not whole, or not what is asked for: each a copy of a good folder with one thing wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

WEIGHTS = {"text_encoder": "model", "prompt_enhancer": "model"}
"""What the weight files of a component begin with, where it is not diffusers' word."""


def weights_of(folder: Path, component: str) -> Path:
    """The weight file of a component in a folder made by `build`."""
    return folder / component / f"{WEIGHTS.get(component, 'diffusion_pytorch_model')}.safetensors"


def truncated(pipeline: Path, folder: Path, component: str = "transformer", kept: float = 0.5) -> Path:
    """A copy whose `component` was cut off while it was fetched: `kept` of its bytes are here."""
    path = weights_of(_copied(pipeline, folder), component)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    return folder


def beheaded(pipeline: Path, folder: Path, component: str = "transformer") -> Path:
    """A copy whose `component` is of the right length and no safetensors file: an error page, say."""
    path = weights_of(_copied(pipeline, folder), component)
    path.write_bytes(b"<html>".ljust(path.stat().st_size))
    return folder


def missing(pipeline: Path, folder: Path, component: str) -> Path:
    """A copy without the folder of `component`, which `model_index.json` still names."""
    shutil.rmtree(_copied(pipeline, folder) / component)
    return folder


def unweighted(pipeline: Path, folder: Path, component: str = "vae") -> Path:
    """A copy in which `component` has its config and no weights."""
    weights_of(_copied(pipeline, folder), component).unlink()
    return folder


def unnamed(pipeline: Path, folder: Path, component: str = "transformer") -> Path:
    """A copy in which one tensor of `component` is lacking, though the file is a whole one."""
    return _changed(pipeline, folder, component, lambda tensors: tensors.pop(sorted(tensors)[0]))


def misshapen(pipeline: Path, folder: Path, component: str = "transformer") -> Path:
    """A copy in which one tensor of `component` has twice the rows its config promises."""

    def double(tensors: dict[str, Any]) -> None:
        import torch

        name = sorted(tensors)[-1]
        tensors[name] = torch.cat([tensors[name], tensors[name]])

    return _changed(pipeline, folder, component, double)


def pickled(pipeline: Path, folder: Path, component: str = "transformer") -> Path:
    """A copy in which `component` comes as a pickle, as checkpoints did before safetensors."""
    import torch
    from safetensors.torch import load_file

    path = weights_of(_copied(pipeline, folder), component)
    torch.save(load_file(path), path.with_suffix(".bin"))
    path.unlink()
    return folder


def booby_trapped(pipeline: Path, folder: Path, component: str = "transformer") -> tuple[Path, Path]:
    """A copy in which `component` is a pickle that, when it is read, writes the second path given back."""
    path = weights_of(_copied(pipeline, folder), component)
    sprung = folder / "sprung"
    # protocol 0: c MODULE NAME, ( mark, S string, t tuple, R call, . end
    trap = f"cos\nsystem\n(S'touch {sprung}'\ntR."
    path.with_suffix(".bin").write_bytes(trap.encode())
    path.unlink()
    return folder, sprung


def of_ltx_video(pipeline: Path, folder: Path) -> Path:
    """A copy whose transformer and video VAE are those of LTX-Video 0.9, which came before: pictures without sound."""
    from diffusers import AutoencoderKLLTXVideo, LTXVideoTransformer3DModel

    _copied(pipeline, folder)
    for component in ("transformer", "vae"):
        shutil.rmtree(folder / component)
    LTXVideoTransformer3DModel(
        in_channels=8,
        out_channels=8,
        num_attention_heads=2,
        attention_head_dim=16,
        cross_attention_dim=32,
        num_layers=1,
        caption_channels=32,
    ).save_pretrained(folder / "transformer")
    AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1),
    ).save_pretrained(folder / "vae")
    _index(folder, transformer="LTXVideoTransformer3DModel", vae="AutoencoderKLLTXVideo", _class_name="LTXPipeline")
    return folder


def of_another_family(pipeline: Path, folder: Path) -> Path:
    """A copy whose transformer is of another family altogether."""
    from diffusers import FluxTransformer2DModel

    shutil.rmtree(_copied(pipeline, folder) / "transformer")
    FluxTransformer2DModel(
        in_channels=4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=(4, 4, 8),
    ).save_pretrained(folder / "transformer")
    _index(folder, transformer="FluxTransformer2DModel", _class_name="FluxPipeline")
    return folder


def mixed(pipeline: Path, other: Path, folder: Path, component: str = "transformer") -> Path:
    """A copy in which `component` is that of `other`, a model of another version: the classes are the same ones."""
    shutil.rmtree(_copied(pipeline, folder) / component)
    shutil.copytree(other / component, folder / component)
    return folder


def _copied(pipeline: Path, folder: Path) -> Path:
    return Path(shutil.copytree(pipeline, folder))


def _changed(pipeline: Path, folder: Path, component: str, change: Any) -> Path:
    from safetensors.torch import load_file, save_file

    path = weights_of(_copied(pipeline, folder), component)
    tensors = load_file(path)
    change(tensors)
    path.unlink()
    save_file(tensors, path, {"format": "pt"})
    return folder


def _index(folder: Path, _class_name: str, **classes: str) -> None:
    path = folder / "model_index.json"
    index = json.loads(path.read_text())
    index |= {"_class_name": _class_name} | {name: ["diffusers", sort] for name, sort in classes.items()}
    path.write_text(json.dumps(index))
