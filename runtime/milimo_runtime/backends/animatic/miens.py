"""What the words of the action say of a face: glad, angry, sad, startled, asleep."""

from __future__ import annotations

import re

from milimo_runtime.backends.animatic.figures.stance import Mien

_WORDS: tuple[tuple[Mien, str], ...] = (
    ("asleep", r"asleep|sleep\w*|unconscious|dead|eyes (?:are )?(?:closed|shut)|closes (?:his|her|their) eyes|dozes"),
    ("sad", r"cr(?:y|ies|ying)|weep\w*|sob\w*|tear(?:s|ful)|sad\w*|grie\w+|mourn\w*|heartbroken|despair\w*"),
    ("angry", r"angr\w+|furious\w*|frown\w*|scowl\w*|glar(?:e|es|ing)|shout\w*|yell\w*|rag(?:e|es|ing)|snarl\w*"),
    ("startled", r"startle\w*|surpris\w*|gasp\w*|shock\w*|scream\w*|terrif\w*|afraid|frighten\w*|stunned|astonish\w*"),
    ("glad", r"smil\w+|laugh\w*|grin\w*|happ(?:y|ily)|beam(?:s|ing)|delight\w*|chuckl\w+|giggl\w+|joy\w*"),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def mien_of(name: str, action: tuple[str, ...], alone: bool) -> Mien:
    """The face of `name` after the last sentence that names it; of someone `alone`, any sentence speaks."""
    person = re.escape(name.split(".")[0].casefold())
    found: Mien = "plain"
    for sentence in _SENTENCE.split(" ".join(action).casefold()):
        if alone or re.search(rf"\b{person}\b", sentence):
            found = next((mien for mien, words in _WORDS if re.search(rf"\b(?:{words})\b", sentence)), found)
    return found
