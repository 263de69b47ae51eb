"""Latents cut into tiles: no tile too thin for the decoder, none too large, and pictures that follow on each other."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.values import Size
from milimo_runtime.backends.ltx.cuts import LARGEST, Cut, cut, shows, spans
from milimo_runtime.backends.ltx.options import Tiles
from milimo_runtime.backends.ltx.tiles import decoded
from tests.runtime.ltx.on_shelf import model_on, put
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version

lengths = st.integers(1, 300)


@given(lengths, st.integers(5, 60), st.integers(1, 4))
def test_spans_cover_all_overlap_enough_and_are_of_one_size(length: int, longest: int, overlap: int) -> None:
    found = spans(length, longest, overlap)
    assert found[0][0] == 0
    assert found[-1][1] == length
    assert all(before[1] - after[0] >= overlap for before, after in pairwise(found))
    sizes = {last - first for first, last in found}
    assert len(sizes) == 1
    assert sizes.pop() <= max(longest, 1)


@given(st.integers(1, 64), st.integers(1, 135), st.integers(1, 240), st.sampled_from(["large", "small"]))
def test_no_tile_is_thin_nor_larger_than_it_may_be(frames: int, height: int, width: int, tiles: Tiles) -> None:
    found = cut(frames, height, width, tiles)
    for spans_, length in ((found.time, frames), (found.rows, height), (found.columns, width)):
        assert all(last - first >= min(2, length) for first, last in spans_)
    latents = prod(spans_[0][1] - spans_[0][0] for spans_ in (found.time, found.rows, found.columns))
    assert latents <= LARGEST[tiles]


def test_a_chunk_of_the_usual_size_is_decoded_whole() -> None:
    assert cut(16, 22, 40, "large").count == 1


def test_the_cut_is_in_the_key_only_where_it_makes_a_difference() -> None:
    assert shows(Size(width=96, height=64), 121, "small") == "large"
    assert shows(Size(width=1280, height=704), 121, "small") == "small"


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_decodes_a_width_that_fixed_strides_end_in_one_latent(
    version: Version, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """832x480 at the library's own strides ends in a tile one latent wide, which 2.0 cannot mirror."""
    vae = model_on(put(tiny_ltx(version), tmp_path / "shelf", version, monkeypatch)).component("vae")
    latents = torch.randn(1, 8, 2, 5, 6)
    if version == "2.0":
        with pytest.raises(RuntimeError, match=r"[Pp]adding"):
            _decode(vae, latents[..., :1])
    assert _frames(vae, Cut(((0, 2),), spans(5, 4, 3), spans(6, 5, 4)), latents).shape == (3, 9, 160, 192)


@pytest.mark.parametrize("version", VERSIONS)
def test_one_tile_is_the_decoder_itself(
    version: Version, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vae = model_on(put(tiny_ltx(version), tmp_path / "shelf", version, monkeypatch)).component("vae")
    latents = torch.randn(1, 8, 3, 2, 3)
    assert torch.equal(_frames(vae, cut(3, 2, 3, "small"), latents), _decode(vae, latents)[0])


def test_tiles_show_what_the_whole_shows() -> None:
    """With a decoder that only repeats, cutting and blending must be seen nowhere."""
    latents = torch.randn(1, 3, 12, 7, 9)
    plan = Cut(spans(12, 6, 3), spans(7, 5, 4), spans(9, 6, 4))
    found = torch.cat([*decoded(_repeated, latents, plan, 8, 32)], 1)
    torch.testing.assert_close(found, _repeated(latents)[0])


def test_frames_come_as_they_are_ready() -> None:
    plan = Cut(spans(20, 8, 3), ((0, 1),), ((0, 1),))
    parts = [part.shape[1] for part in decoded(_repeated, torch.randn(1, 3, 20, 1, 1), plan, 8, 32)]
    assert sum(parts) == 8 * 19 + 1
    assert len(parts) == len(plan.time) > 2


def test_one_tile_goes_over_into_the_next_in_even_steps() -> None:
    """The first tile is all 0, the second all 1: between them neither shows alone."""
    levels = iter((0.0, 1.0))
    plan = Cut(((0, 1),), ((0, 1),), ((0, 2), (1, 3)))
    (found,) = decoded(lambda tile: torch.full((1, 3, 1, 3, 6), next(levels)), torch.zeros(1, 3, 1, 1, 3), plan, 8, 3)
    torch.testing.assert_close(found[0, 0, 0], torch.tensor([0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 1]))


def _repeated(latents: torch.Tensor) -> torch.Tensor:
    """Each latent as its frames: the first as one, the others as eight; of 32x32 pixels."""
    counts = torch.tensor([1] + [8] * (latents.shape[2] - 1))
    return latents.repeat_interleave(counts, 2).repeat_interleave(32, 3).repeat_interleave(32, 4)


@torch.no_grad()
def _decode(vae: Any, latents: torch.Tensor) -> torch.Tensor:
    made: torch.Tensor = vae.decode(latents, None, return_dict=False)[0]
    return made


def _frames(vae: Any, plan: Cut, latents: torch.Tensor) -> torch.Tensor:
    return torch.cat([*decoded(lambda tile: _decode(vae, tile), latents, plan, 8, 32)], 1)
