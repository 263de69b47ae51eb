"""What tells one LTX-2 from another, where the library asks for it or does not know.

| | 2.0 | 2.3 | 2.5 |
|---|---|---|---|
| cross timestep (a wrong value is silent) | no | yes | yes |
| full run | 40 steps, block 29 | 30 steps, block 28 | 30 steps, block 28 |
| distilled first stage | Euler | Euler | Euler ancestral |
| a picture is compressed before it is encoded at | CRF 33 | CRF 33 | CRF 18 |

Sources: the published sigmas, guidance and CRFs of Lightricks' ltx-pipelines.
"""

from __future__ import annotations

from dataclasses import dataclass

DISTILLED = (1.0, 0.99375, 0.9875, 0.98125, 0.975, 0.909375, 0.725, 0.421875)
"""Sigmas the distilled weights were trained for; they must reach the sampler as they are."""
REFINING = (0.909375, 0.725, 0.421875)
"""Sigmas of the second stage."""


@dataclass(frozen=True)
class Strengths:
    """How strongly a full run is guided: towards the words, away from a perturbed pass, towards the other sense."""

    words: float
    perturbed: float = 0.0
    modality: float = 1.0
    rescale: float = 0.0


@dataclass(frozen=True)
class Version:
    """One generation of the model.

    `crf`: how a single picture is compressed before it is encoded. `steps`, `picture`, `sound`, `block`: a full run.
    `ancestral`: the distilled first stage adds noise at every step. `words`: tokens of a prompt. `distillable`: there
    are weights for few steps.
    """

    name: str
    cross_timestep: bool
    crf: int
    steps: int
    picture: Strengths
    sound: Strengths
    block: int | None
    ancestral: bool = False
    words: int = 1024
    distillable: bool = True


_PICTURE = Strengths(3.0, 1.0, 3.0, 0.7)
_SOUND = Strengths(7.0, 1.0, 3.0, 0.7)

VERSIONS = {
    "2.0": Version("2.0", False, 33, 40, _PICTURE, _SOUND, 29),
    "2.3": Version("2.3", True, 33, 30, _PICTURE, _SOUND, 28),
    "2.5": Version("2.5", True, 18, 30, _PICTURE, _SOUND, 28, ancestral=True),
    "small": Version("small", False, 0, 16, Strengths(2.5), Strengths(1.0), None, words=40, distillable=False),
}
