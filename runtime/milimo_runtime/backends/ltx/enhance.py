"""prompt.enhance: a prompt written out by a language model, as LTX-2 was trained to be told.

2.0 and 2.3 write with their own text encoder. That of 2.5 cannot write: it has a model for it beside. What is asked of
them, and how they are made to write, is the publisher's, as diffusers keeps it.
"""

from __future__ import annotations

from typing import Any

import torch
from diffusers.pipelines.ltx2.prompt_enhancement import _pad_inputs_for_attention_alignment, clean_response
from diffusers.pipelines.ltx2.utils import (
    GEMMA3_PROMPT_ENHANCEMENT_CONFIG,
    GEMMA4_PROMPT_ENHANCEMENT_CONFIG,
    LTX2_5_T2V_DEFAULT_SYSTEM_PROMPT,
    T2V_DEFAULT_SYSTEM_PROMPT,
)
from transformers import StoppingCriteriaList

from milimo_runtime.backend import Failed, Job, Progress
from milimo_runtime.backends.ltx.demands import writer
from milimo_runtime.backends.ltx.models import Model


def enhanced(model: Model, job: Job, prompt: str, seed: int, before: str = "") -> str:
    """`prompt` written out. The same seed writes the same on the same device. `before` is what was seen before it.

    Raises `Failed` where nothing is written.
    """
    later = model.version.name == "2.5"
    config = GEMMA4_PROMPT_ENHANCEMENT_CONFIG if later else GEMMA3_PROMPT_ENHANCEMENT_CONFIG
    tokens = model.component("tokenizer")
    told = tokens(_conversation(tokens, prompt, before, later=later), return_tensors="pt").to(model.device)
    told = _pad_inputs_for_attention_alignment(told, pad_token_id=tokens.pad_token_id or 0)
    length = told["input_ids"].shape[1]
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(seed)
        written = model.component(writer(model.located)).generate(
            input_ids=told["input_ids"],
            attention_mask=told["attention_mask"],
            max_new_tokens=config.max_new_tokens,
            stopping_criteria=StoppingCriteriaList([_Told(job, length, config.max_new_tokens)]),
            **config.generation_kwargs,
        )
    text = " ".join(clean_response(tokens.decode(written[0, length:], skip_special_tokens=True)).split())
    if not text:
        raise Failed("the language model wrote nothing for the prompt", "give the shot another seed, or `enhance: off`")
    return text


def _conversation(tokens: Any, prompt: str, before: str, *, later: bool) -> str:
    system = LTX2_5_T2V_DEFAULT_SYSTEM_PROMPT if later else T2V_DEFAULT_SYSTEM_PROMPT
    asked = f"user prompt: {prompt}"
    if before:
        asked = f"what was seen just before, to go on from and not to be told again: {before}\n{asked}"
    messages = [{"role": "system", "content": system}, {"role": "user", "content": asked}]
    found: str = tokens.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    return found


class _Told:
    """Tells the job of every few tokens, and hears whether to stop; it ends nothing by itself."""

    def __init__(self, job: Job, length: int, most: int) -> None:
        self._job, self._length, self._most = job, length, most

    def __call__(self, input_ids: Any, *_: Any, **__: Any) -> Any:
        done = input_ids.shape[1] - self._length
        self._job.report(Progress(done / self._most, f"word {done}"))
        return torch.zeros(len(input_ids), dtype=torch.bool, device=input_ids.device)
