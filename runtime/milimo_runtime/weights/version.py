"""Which LTX-2 some weights are: what the publisher wrote into them, else the switches of their configs.

A model runs with the switches of another version, and what comes out is noise: so what a component is of is held
against the family it was found for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import COMPONENTS, MODELS
from milimo_runtime.weights.folders import read_json
from milimo_runtime.weights.located import Part, pull
from milimo_runtime.weights.originals import config_in, header_of

SMALL = "milimo.json"
"""The file that says of a folder that it is a model of milimo's own: `{"version": "small"}`."""

VERSIONS = ("2.0", "2.3", "2.5")


def small_at(root: Path) -> bool:
    """Whether the folder `root` is the small model."""
    mark = root / SMALL
    return mark.is_file() and read_json(mark).get("version") == "small"


def written_version(part: Part) -> str | None:
    """The version in the metadata of the part's weights: "2.3"; None where none is written."""
    for path in part.weights[:1]:
        if (found := re.match(r"(\d+\.\d+)", header_of(path).metadata.get("model_version", ""))) is not None:
            return found[1]
    return None


def possible_versions(part: Part) -> tuple[str, ...]:
    """The versions that `part` can be of, by its metadata or its config; all where nothing tells.

    Raises `Unavailable` where its files cannot be read.
    """
    if written := written_version(part):
        return (written,)
    if part.component not in _SIGNS:
        return VERSIONS
    config = config_in(part) if part.folder is None else read_json(part.folder / "config.json")
    return _SIGNS[part.component](config)


class OfAnother(Unavailable):
    """Weights that are whole, and of another model than was asked for."""


def require_version(family: str, part: Part, *, small: bool) -> None:
    """Raises `OfAnother` where `part`, found for `family`, is of another version of LTX-2, `Unavailable` where it is
    not whole, or of no LTX-2 at all.

    `small`: it lies in the folder of the small one.
    """
    for path in part.weights[1:]:
        header_of(path)
    _require_class(family, part)
    _require_way(family, part)
    wanted = MODELS[family].version
    found = ("small",) if small else possible_versions(part)
    if wanted not in found:
        told = "the small model" if small else f"LTX-{' or '.join(found)}"
        raise OfAnother(
            f"{family} was asked for, but the {part.component} at {(part.folder or part.files[0])} is of {told}",
            f"put it into a folder of its own name, or write another `Model:`; {pull(family)}",
        )


def _require_class(family: str, part: Part) -> None:
    """Raises `Unavailable` where a folder says of itself that it is of no class its component may be of.

    Before the version: a model that is no LTX-2 has switches of no version of it.
    """
    config = COMPONENTS[part.component].config if part.component in COMPONENTS else ""
    if part.folder is None or not part.weights or not config:
        return
    written = read_json(part.folder / config)
    name = str(written.get("_class_name") or (written.get("architectures") or [""])[0])
    classes = COMPONENTS[part.component].classes
    if name and name not in classes:
        raise Unavailable(
            f"the {part.component} at {part.folder} is a {name}, not a {' or '.join(classes)}",
            f"it belongs to another model than {family}: take it out of there; {pull(family)}",
        )


_MAKES = {
    (True, False): "larger pictures",
    (False, True): "more frames",
    (True, True): "larger pictures and more frames",
}
"""What an upsampler makes of latents, by whether it enlarges in space and in time."""
_WANTED = {"latent_upsampler": (True, False), "temporal_upsampler": (False, True)}


def _require_way(family: str, part: Part) -> None:
    """Raises `Unavailable` where the one of the two upsamplers lies in the place of the other, by its config."""
    if part.component not in _WANTED or part.folder is None:
        return
    config = read_json(part.folder / COMPONENTS[part.component].config)
    found = bool(config.get("spatial_upsample", True)), bool(config.get("temporal_upsample", False))
    if found != _WANTED[part.component]:
        told = f"makes {_MAKES.get(found, 'nothing')}, where {_MAKES[_WANTED[part.component]]} alone are wanted"
        raise Unavailable(
            f"the {part.component} at {part.folder} {told}",
            f"it is another of the model's upsamplers: put the right one there; {pull(family)}",
        )


def _of_transformer(config: Mapping[str, Any]) -> tuple[str, ...]:
    if not config.get("cross_attn_mod", False):
        return ("2.0",)
    return ("2.3",) if config.get("ff_bias", True) else ("2.5",)


def _of_vocoder(config: Mapping[str, Any]) -> tuple[str, ...]:
    return ("2.3", "2.5") if config.get("_class_name") == "LTX2VocoderWithBWE" else ("2.0",)


def _of_connectors(config: Mapping[str, Any]) -> tuple[str, ...]:
    return ("2.3", "2.5") if config.get("per_modality_projections", False) else ("2.0",)


def _of_text_encoder(config: Mapping[str, Any]) -> tuple[str, ...]:
    return ("2.5",) if str(config.get("model_type")).startswith("gemma4") else ("2.0", "2.3")


def _of_vae(config: Mapping[str, Any]) -> tuple[str, ...]:
    return ("2.0",) if config.get("decoder_spatial_padding_mode", "reflect") == "reflect" else ("2.3", "2.5")


_SIGNS = {
    "transformer": _of_transformer,
    "transformer_full": _of_transformer,
    "transformer_distilled": _of_transformer,
    "vocoder": _of_vocoder,
    "connectors": _of_connectors,
    "text_encoder": _of_text_encoder,
    "vae": _of_vae,
}
"""What a component's config tells, by its name."""
