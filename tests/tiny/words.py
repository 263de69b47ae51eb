"""The tiny text side: a tokenizer that any text passes through, a Gemma 3 and a Gemma 4, two layers each."""

from __future__ import annotations

from typing import Any

WIDTH = 32
"""Channels of a hidden state."""

LAYERS = 2
"""Layers of a text encoder; its hidden states are one more."""

SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<image>", "<audio>", "<video>", "<boi>", "<eoi>", "<turn>")
"""The words that are no text, by token id."""

VOCABULARY = len(SPECIAL) + 256
"""Tokens: the special words, and a token for each byte, so that two texts are never one."""

LENGTH = 1024
"""Tokens of a prompt, as the published tokenizers have it."""

CHAT = (
    "{{ bos_token }}{% for m in messages %}<turn>{{ m['role'] }}\n"
    "{% if m['content'] is string %}{{ m['content'] }}{% else %}"
    "{% for c in m['content'] %}{% if c['type'] == 'image' %}<boi>{% else %}{{ c['text'] }}{% endif %}{% endfor %}"
    "{% endif %}\n{% endfor %}{% if add_generation_prompt %}<turn>model\n{% endif %}"
)


def tokenizer() -> Any:
    """A `GemmaTokenizer` of bytes; `<bos>` keeps an empty text from being no tokens at all."""
    from transformers import GemmaTokenizer

    words = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))]
    return GemmaTokenizer(
        vocab={word: i for i, word in enumerate(words)},
        model_max_length=LENGTH,
        chat_template=CHAT,
        extra_special_tokens={"image_token": "<image>", "boi_token": "<boi>", "eoi_token": "<eoi>"},
    )


def gemma3() -> Any:
    """The text encoder of 2.0 and 2.3."""
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration

    text = {
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 16,
        "intermediate_size": 48,
        "vocab_size": VOCABULARY,
        "sliding_window": 64,
        "max_position_embeddings": LENGTH,
    }
    vision = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 56,
        "patch_size": 14,
    }
    return Gemma3ForConditionalGeneration(
        Gemma3Config(
            text_config=text,
            vision_config=vision,
            mm_tokens_per_image=16,
            image_token_index=SPECIAL.index("<image>"),
            boi_token_index=SPECIAL.index("<boi>"),
            eoi_token_index=SPECIAL.index("<eoi>"),
        )
    )


def processor() -> Any:
    """What hands words and pictures to a Gemma 3 that is asked to write: pictures of 56 pixels, 16 tokens each."""
    from transformers import Gemma3ImageProcessorPil, Gemma3Processor

    pictures = Gemma3ImageProcessorPil(size={"height": 56, "width": 56})
    return Gemma3Processor(image_processor=pictures, tokenizer=tokenizer(), image_seq_length=16)


def enhancer() -> Any:
    """The Gemma 4 that rewrites prompts for 2.5, whose own text encoder cannot write."""
    from transformers import Gemma4Config, Gemma4ForConditionalGeneration

    text = {
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "layer_types": ["sliding_attention"] * (LAYERS - 1) + ["full_attention"],
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 16,
        "global_head_dim": 16,
        "intermediate_size": 48,
        "vocab_size": VOCABULARY,
        "vocab_size_per_layer_input": VOCABULARY,
        "hidden_size_per_layer_input": 8,
        "sliding_window": 64,
        "max_position_embeddings": LENGTH,
    }
    return Gemma4ForConditionalGeneration(
        Gemma4Config(
            text_config=text,
            vision_config=None,
            audio_config=None,
            image_token_id=SPECIAL.index("<image>"),
            audio_token_id=SPECIAL.index("<audio>"),
            video_token_id=SPECIAL.index("<video>"),
            boi_token_id=SPECIAL.index("<boi>"),
            eoi_token_id=SPECIAL.index("<eoi>"),
        )
    )


def gemma4() -> Any:
    """The text encoder of 2.5."""
    from transformers import Gemma4UnifiedConfig, Gemma4UnifiedForConditionalGeneration

    text = {
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "layer_types": ["sliding_attention"] * (LAYERS - 1) + ["full_attention"],
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 16,
        "global_head_dim": 16,
        "num_global_key_value_heads": 1,
        "attention_k_eq_v": True,
        "intermediate_size": 48,
        "vocab_size": VOCABULARY,
        "sliding_window": 64,
        "max_position_embeddings": LENGTH,
    }
    return Gemma4UnifiedForConditionalGeneration(
        Gemma4UnifiedConfig(
            text_config=text,
            vision_config={"patch_size": 4, "mm_embed_dim": 16, "mm_posemb_size": 16, "output_proj_dims": WIDTH},
            audio_config={"audio_embed_dim": 16},
            image_token_id=SPECIAL.index("<image>"),
            audio_token_id=SPECIAL.index("<audio>"),
            video_token_id=SPECIAL.index("<video>"),
            boi_token_id=SPECIAL.index("<boi>"),
            eoi_token_id=SPECIAL.index("<eoi>"),
        )
    )
