"""How an element is called in words that leave the screenplay: `@Mara.wet` becomes Mara, or her trigger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from milimo_lang.ir.screenplay import Element

Elements = Mapping[str, Element]


def called(name: str, elements: Elements) -> str:
    """What a prompt calls the element `name`; a name nobody declared is itself."""
    return elements[name].called if name in elements else name


def base(name: str, elements: Elements) -> str:
    """The element's name without its variant."""
    return elements[name].base if name in elements else name


def distinct(names: Iterable[str], elements: Elements) -> tuple[str, ...]:
    """Each element once, in order of first appearance; where variant and base are named, the variant is
    meant.
    """
    found: dict[str, str] = {}
    for name in names:
        plain = base(name, elements)
        if found.get(plain, plain) == plain:
            found[plain] = name
    return tuple(found.values())


def for_prompt(text: str, mentions: Iterable[str], elements: Elements) -> str:
    """`text` with each mention as the model knows it: its trigger where it has one, else its name; a name that stands
    without a mark stays as it is written unless it has a trigger.
    """
    return _replaced(text, [(name, called(name, elements)) for name in mentions], elements)


def for_people(text: str, mentions: Iterable[str], elements: Elements) -> str:
    """`text` as an audience reads it: no marks, names without variants, everything else as written."""
    return _replaced(text, [(name, base(name, elements)) for name in mentions], elements)


def _replaced(text: str, names: list[tuple[str, str]], elements: Elements) -> str:
    """Longest names first, so that a variant is not taken for its base."""
    for name, word in sorted(names, key=lambda pair: (-len(pair[0]), pair[0])):
        plain = base(name, elements)
        text = word.join(_pattern(name, plain, word != plain).split(text))
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def _pattern(name: str, plain: str, unmarked: bool) -> re.Pattern[str]:
    """`@Lamp Room`, `@LampRoom`, `@lamp-room`; `unmarked`: the plain name as declared or in capitals too."""
    marked = "|".join(r"[\s\-]*".join(map(re.escape, re.split(r"[\s\-]+", form))) for form in (name, plain))
    bare = "|".join(re.escape(form) for form in (plain, plain.upper()))
    return re.compile(rf"(?<!\w)(?:@(?i:{marked}){rf'|(?:{bare})' if unmarked else ''})(?!\w)")
