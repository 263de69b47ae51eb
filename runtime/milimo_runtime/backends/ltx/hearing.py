"""audio.encode: a stretch of a sound file as latents, for a picture that is made to it.

The sound's autoencoder reads the logarithm of mel spectra. How they are made is in no library milimo uses; the amounts
are those Lightricks' `AudioProcessor` was trained with.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers.audio_utils import mel_filter_bank

from milimo_lang.ir.bodies import SoundBody
from milimo_lang.ir.values import half_up
from milimo_runtime.backend import Failed
from milimo_runtime.backends.ltx.latents import AudioLatents, Denormalized, normalize_sound
from milimo_runtime.backends.ltx.models import Model
from milimo_runtime.media.sound import Samples, sound_chunks

_WINDOW = 1024
"""Samples of a spectrum."""
_FLOOR = 1e-5
"""The least a mel bin counts as: silence."""


@torch.no_grad()
def heard(model: Model, body: SoundBody, path: Path) -> AudioLatents:
    """The stretch of `body` as exactly as many latents as a pass over so many frames has."""
    vae: Any = model.component("audio_vae")
    config = vae.config
    a_second = Fraction(config.sample_rate, config.mel_hop_length * vae.temporal_compression_ratio)
    length = round(float(body.frames / body.rate * a_second))
    samples = stretch(path, body.start, body.frames / body.rate, config.sample_rate)
    spectra = mels(torch.from_numpy(samples.T.copy()), config.sample_rate, config.mel_hop_length, config.mel_bins)
    whole = vae.temporal_compression_ratio * (length - 1) + 1
    given = spectra[:, :whole].unsqueeze(0).to(model.device, vae.dtype)
    found = normalize_sound(Denormalized(vae.encode(given).latent_dist.mode()), model.sound_statistics)
    if found.length != length:
        raise Failed(f"the sound came out as {found.length} latents, not {length}", "see `milimo models verify`")
    return AudioLatents(found.values.cpu())


def stretch(path: Path, start: Fraction, seconds: Fraction, sample_rate: int) -> Samples:
    """`seconds` of the sound from `start` on [n, 2]: silence before its beginning and after its end.

    Raises `Failed` where the file cannot be read or has no sound.
    """
    length, at = half_up(seconds * sample_rate), -half_up(start * sample_rate)
    found: Samples = np.zeros((length, 2), np.float32)
    for piece in sound_chunks(path, sample_rate=sample_rate):
        first, last = max(at, 0), min(at + len(piece), length)
        if first < last:
            found[first:last] = piece[first - at : last - at]
        at += len(piece)
        if at >= length:
            break
    return found


def mels(samples: Tensor, sample_rate: int, hop: int, bins: int) -> Tensor:
    """The logarithm of mel spectra [2, T, bins] of `samples` [2, n]: one every `hop` samples, the first around the
    first sample.
    """
    window = torch.hann_window(_WINDOW)
    spectra = torch.stft(samples, _WINDOW, hop, window=window, center=True, pad_mode="reflect", return_complex=True)
    energies = _filters(sample_rate, bins).T @ spectra.abs()
    return energies.clamp(min=_FLOOR).log().transpose(1, 2)


@cache
def _filters(sample_rate: int, bins: int) -> Tensor:
    """[frequencies, bins]: Slaney's scale, each filter of the same area."""
    filters = mel_filter_bank(
        _WINDOW // 2 + 1, bins, 0.0, sample_rate / 2, sample_rate, norm="slaney", mel_scale="slaney"
    )
    return torch.from_numpy(filters).float()
