"""text.encode: a prompt through the language model and the connectors, once for all that read it."""

from __future__ import annotations

import torch
from torch import Tensor

from milimo_runtime.backends.ltx.files import Encoded
from milimo_runtime.backends.ltx.models import Model


@torch.no_grad()
def encode(model: Model, prompt: str, negative: str) -> Encoded:
    """The prompt as the transformer reads it, and what it is guided away from (even where that says nothing)."""
    tokens = model.component("tokenizer")
    tokens.padding_side = "left"  # as Gemma was trained for chats; the connectors are told
    if tokens.pad_token is None:
        tokens.pad_token = tokens.eos_token
    told = tokens(
        [negative.strip(), prompt.strip()],
        padding="max_length",
        max_length=model.version.words,
        truncation=True,
        add_special_tokens=True,
        return_tensors="pt",
    )
    ids, mask = told.input_ids.to(model.device), told.attention_mask.to(model.device)
    states = torch.cat([_states(model, ids[n : n + 1], mask[n : n + 1]) for n in range(2)])
    video, audio, seen = model.component("connectors")(states, mask, padding_side="left")
    return Encoded(video[1:], audio[1:], seen[1:], (video[:1], audio[:1], seen[:1]))


def _states(model: Model, ids: Tensor, mask: Tensor) -> Tensor:
    """[1, T, hidden x layers]: every layer's hidden states.

    Asked of the model without its head: the same states without half a gigabyte of logits.
    """
    encoder = model.component("text_encoder")
    body = getattr(encoder, "model", encoder)
    states = body(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
    stacked: Tensor = torch.stack(states, dim=-1).flatten(2, 3).to(encoder.dtype)
    return stacked
