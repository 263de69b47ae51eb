"""The world the small model is taught: the same clips for the same seed, and sentences that tell what is drawn."""

from __future__ import annotations

import numpy as np
import torch

from milimo_lang.ir.values import Size
from milimo_small import parts, words, world
from tests.small.measures import color_of, place_of
from tests.small.studio import drawn

SIZE = Size(width=112, height=64)


def clips(seed: int) -> tuple[torch.Tensor, list[str]]:
    return world.clips(4, 9, 32, 48, "cpu", torch.Generator().manual_seed(seed))


def test_a_seed_draws_the_same_clips_again_and_another_draws_others() -> None:
    film, told = clips(7)
    again, told_again = clips(7)
    other, told_other = clips(8)
    assert torch.equal(film, again)
    assert told == told_again
    assert not torch.equal(film, other)
    assert told != told_other


def test_a_clip_is_pictures_from_black_to_white() -> None:
    film, told = clips(7)
    assert film.shape == (4, 3, 9, 32, 48)
    assert (film.min() >= -1, film.max() <= 1, len(told)) == (True, True, 4)


def test_a_sentence_tells_the_colours_and_the_place_that_are_in_the_picture() -> None:
    for seed in range(100, 130):
        clip = drawn(seed, 9, SIZE)
        assert f" {place_of(clip.film)}, " in clip.sentence
        if clip.sentence.count(",") == 1:  # one object, and the camera
            assert f" {color_of(clip.film)} " in clip.sentence, clip.sentence


def test_what_moves_right_is_farther_right_in_the_end() -> None:
    told = {seed: drawn(seed, 1, SIZE).sentence for seed in range(300)}
    right, left = (
        [_travelled(drawn(seed, 33, SIZE).film) for seed, sentence in told.items() if _alone(sentence, move)]
        for move in ("moves right", "moves left")
    )
    assert (min(right) > 0, max(left) < 0, len(right) > 1, len(left) > 1) == (True, True, True, True)


def _alone(sentence: str, move: str) -> bool:
    return sentence.count(",") == 1 and move in sentence and sentence.endswith("static")


def _travelled(film: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
    """How many columns the middle of what stands out moved from the first frame to the last."""
    apart = np.abs(film[[0, -1]] - np.median(film[[0, -1]], axis=2, keepdims=True)).max(-1).sum(1)
    first, last = (apart * np.arange(film.shape[2])).sum(1) / apart.sum(1)
    return float(last - first)


def test_the_tokenizer_knows_every_word_that_can_be_said() -> None:
    read = parts.tokenizer()
    for seed in range(20):
        for sentence in clips(seed)[1]:
            said = read(sentence).input_ids
            assert read.unk_token_id not in said
            assert len(said) <= parts.TOKENS
    assert read.unk_token_id in read("a red dinosaur").input_ids


def test_an_empty_prompt_is_still_a_token() -> None:
    read = parts.tokenizer()
    said = read("", padding="max_length", max_length=parts.TOKENS, return_tensors="pt")
    assert said.attention_mask.sum() == 1
    assert said.input_ids[0, -1] == read.bos_token_id


def test_every_word_of_a_sentence_is_one_that_can_be_said() -> None:
    known = set(words.vocabulary())
    assert {word for _, told in [clips(3)] for one in told for word in one.replace(",", " ").split()} <= known
