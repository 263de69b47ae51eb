"""Weights: where a model's files lie, what they are, what they count as in keys, and how they are loaded.

`locate` finds them, `identity` says what of them decides a result, `load` makes a component of them. Nothing here
loads torch before a component is asked for, and nothing is downloaded but by `pull`.
"""

from milimo_runtime.weights.catalog import COMPONENTS, MODELS, NEEDED, Model
from milimo_runtime.weights.identity import identity
from milimo_runtime.weights.locate import locate
from milimo_runtime.weights.located import Located, Part
from milimo_runtime.weights.precision import Precision

__all__ = ["COMPONENTS", "MODELS", "NEEDED", "Located", "Model", "Part", "Precision", "identity", "locate"]
