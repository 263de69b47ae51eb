"""How people whom nobody declared look, from where the action introduces them in capitals.

`NORA, forty, in a red cardigan, counts coins.` says forty, in a red cardigan; `TOM (50s, grey beard) waits.` says 50s,
grey beard; `A BOY of ten sits down.` says of ten. Where a phrase says what someone does, the introduction is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from milimo_lang.analysis import emphasis
from milimo_lang.analysis.names import folded
from milimo_lang.syntax import tree

_CAPITALS = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W_a-zß-öø-ÿ]+(?:[ '’.-]+[^\W_a-zß-öø-ÿ]+)*")
"""Words in capitals that stand together."""
_LONGEST = 6
"""Words of a name at the most."""
_BRACKETS = re.compile(r"\s*\(([^()\n]{1,160})\)")
_AGE = re.compile(r"\s+((?:of|aged) [\w-]+)(?=[\s,.;])")
_PHRASE = re.compile(r",\s*([^,.;:!?()]{1,80})(?=[,.;:!?]|$)")
_NUMBERS = "ten|eleven|twelve|\\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\\w+ties"
_AGED = re.compile(rf"(?:an? |mid|early|late|about|around|\d+s?\b|(?:{_NUMBERS})\b)", re.IGNORECASE)
_WORN = "hair|beard|eyes|braid|braids|moustache|glasses|hat|cap|scar|scars|curls|ponytail|freckles|tattoos?|hands|face"
_DESCRIBES = re.compile(
    rf"(?:an?|of|aged|wearing|dressed|mid|early|late|about|around|very|\d+s?|(?:{_NUMBERS})(?:-\w+)?|in (?!the\b)"
    rf"|with (?:[\w-]+ ){{0,4}}(?:{_WORN}))\b",
    re.IGNORECASE,
)
_OTHERWISE = "too also then now there here alone still again once finally however perhaps maybe and or but"
_NO_LOOK = frozenset(_OTHERWISE.split())


def introductions(story: Iterable[object], names: Mapping[str, str]) -> dict[str, str]:
    """Looks by name; `names` are those to find, by their folded cue."""
    found: dict[str, str] = {}
    for element in story:
        if isinstance(element, tree.Action) and len(found) < len(names):
            text = emphasis.joined(element.lines)
            for name, end in _named(text, names):
                if name not in found and (look := _look(text, end)):
                    found[name] = look
    return found


def _named(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Names in capitals and where they end: of words in capitals that stand together the last ones may be one."""
    for match in _CAPITALS.finditer(text):
        words = match[0].split(" ")
        for at in range(max(0, len(words) - _LONGEST), len(words)):
            name = names.get(folded(" ".join(words[at:])))
            if name is not None:
                yield name, match.end()
                break


def _look(text: str, at: int) -> str:
    """What is said of the look from `at` on; nothing where the sentence goes on at once."""
    if brackets := _BRACKETS.match(text, at):
        said = brackets[1].strip()
        return said if _AGED.match(said) or (" " in said.split(",")[0] and _describes(said.split(",")[0])) else ""
    said = []
    if age := _AGE.match(text, at):
        said.append(age[1])
        at = age.end()
    while phrase := _PHRASE.match(text, at):
        words = phrase[1].strip()
        if not _describes(words):
            break
        said.append(words)
        at = phrase.end()
    return ", ".join(said)


def _describes(words: str) -> bool:
    """Whether a phrase says how someone looks; one adjective does (`tall`), a verb does not (`waits`)."""
    if _DESCRIBES.match(words):
        return True
    each = words.split()
    plain = words == words.lower() and not _NO_LOOK & set(each)
    return plain and len(each) <= 2 and not re.search(r"(?:[^s]s|ing|ed)\b", words)
