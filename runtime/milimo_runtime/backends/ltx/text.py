"""text.encode: a prompt through the language model and the connectors, once for all that read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from milimo_runtime.backends.ltx.files import Encoded
from milimo_runtime.backends.ltx.models import Model


@torch.no_grad()
def encode(model: Model, prompt: str, negative: str, warn: Callable[[str], None]) -> Encoded:
    """The prompt as the transformer reads it, and what it is guided away from (even where that says nothing).

    What is longer than the model reads is cut, and `warn` is told once from where on.
    """
    tokens, most = model.component("tokenizer"), model.version.words
    cuts = (_cut(tokens, what, text, most) for what, text in (("prompt", prompt), ("negative prompt", negative)))
    if told := "; ".join(filter(None, cuts)):
        warn(f"{model.located.family} reads {most:,} tokens: {told}")
    tokens.padding_side = "left"  # as Gemma was trained for chats; the connectors are told
    if tokens.pad_token is None:
        tokens.pad_token = tokens.eos_token
    read = tokens(
        [negative.strip(), prompt.strip()],
        padding="max_length",
        max_length=most,
        truncation=True,
        add_special_tokens=True,
        return_tensors="pt",
    )
    ids, mask = read.input_ids.to(model.device), read.attention_mask.to(model.device)
    states = torch.cat([_states(model, ids[n : n + 1], mask[n : n + 1]) for n in range(2)])
    video, audio, seen = model.component("connectors")(states, mask, padding_side="left")
    return Encoded(video[1:], audio[1:], seen[1:], (video[:1], audio[:1], seen[:1]))


def _cut(tokens: Any, what: str, text: str, most: int) -> str:
    """What of `text` is beyond the first `most` tokens, in words; "" where nothing is."""
    text = text.strip()
    read = tokens(text, add_special_tokens=True, return_offsets_mapping=True, verbose=False)
    count = len(read.input_ids)
    if count <= most:
        return ""
    first = read.offset_mapping[most][0]
    through_a_word = first > 0 and not text[first - 1].isspace() and not text[first].isspace()
    whole = len(text[:first].split()) - through_a_word
    lost = " ".join(text.split()[whole : whole + 5])
    return f"the {what} has {count:,}, and nothing is read of it from “{lost}” on"


def _states(model: Model, ids: Tensor, mask: Tensor) -> Tensor:
    """[1, T, hidden x layers]: every layer's hidden states.

    Asked of the model without its head: the same states without half a gigabyte of logits.
    """
    encoder = model.component("text_encoder")
    body = getattr(encoder, "model", encoder)
    states = body(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
    stacked: Tensor = torch.stack(states, dim=-1).flatten(2, 3).to(encoder.dtype)
    return stacked
