"""Nameless people that the action speaks of, read from its words: how many, who, what they wear, what they do.

"Three men in black coats stand at the well" are three; "a crowd of villagers" is nine; "no soldiers" are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from milimo_lang.ir.values import Posture
from milimo_runtime.backends.animatic.colour import NAMED
from milimo_runtime.backends.animatic.costumes import COSTUMES
from milimo_runtime.backends.animatic.wording import CREATURES, GARMENTS, HATS, INNER

MOST = 9
"""No more of one group are drawn."""
_MIXED = ("a man", "a woman")
_LOOKS: dict[str, tuple[str, ...]] = {
    "men": ("a man",), "women": ("a woman",), "boys": ("a boy",), "girls": ("a girl",), "ladies": ("a woman, dress",),
    "gentlemen": ("a man, dark suit",), "monks": ("a monk",), "nuns": ("a nun",),
    "guests": ("a man, dark suit", "a woman, dress"), "dancers": ("a woman, rose dress", "a man, dark suit"),
    "children": ("a boy of eight", "a girl of seven", "a boy of ten"), "kids": ("a boy of eight", "a girl of nine"),
    "schoolchildren": ("a boy of eight, navy jumper", "a girl of nine, navy jumper"),
    "pupils": ("a boy of ten, navy jumper", "a girl of ten, navy jumper"),
    "students": ("a young woman, jumper", "a young man, hoodie"),
    "teenagers": ("a boy of sixteen", "a girl of sixteen"),
    "villagers": ("a man, brown tunic", "a woman, grey dress", "an old man, coat", "a woman, brown shawl"),
    "mourners": ("a man, black coat", "a woman, black coat", "a woman, black coat, black veil"),
    "family": ("a man", "a woman", "a girl of nine", "a boy of six"),
    "choir": ("a woman, white robe", "a man, white robe"), "army": ("a soldier",),
    "police": ("a policeman",), "elders": ("an old man", "an old woman"),
    "jury": ("a man, dark suit", "a woman, grey cardigan", "an old man, tweed jacket"),
    "reporters": ("a man, tan raincoat", "a woman, grey jacket"),
}  # fmt: skip
_CROWDS = (
    "crowd", "people", "onlookers", "bystanders", "spectators", "passengers", "customers", "audience", "congregation",
    "tourists", "shoppers", "travellers", "commuters", "pedestrians", "passers-by", "protesters", "neighbours",
    "servants", "musicians", "photographers", "journalists", "refugees", "strangers", "everyone", "everybody", "mob",
    "queue", "viewers", "diners", "drinkers", "colleagues", "citizens", "townspeople", "survivors", "rebels", "crew",
    "players", "fans", "gang", "couples", "figures",
)  # fmt: skip
_ALONE = ("man", "woman", "boy", "girl", "child", "stranger", "figure", "lady", "gentleman", "driver", "teenager")
_GATHERED = {"crowd", "audience", "congregation", "army", "mob", "everyone", "everybody", "people", "hundreds",
             "thousands", "dozens", "many", "dozen", "queue"}  # fmt: skip
_COUNTS = {
    "two": 2, "both": 2, "couple": 2, "pair": 2, "three": 3, "few": 3, "four": 4, "family": 4, "five": 5,
    "several": 5, "some": 5, "six": 6, "group": 6, "jury": 6, "seven": 7, "eight": 8, "gang": 5, "crew": 4,
}  # fmt: skip
_ONE = {"a", "an", "one", "another"}
_WEARABLE = {*GARMENTS, *HATS, *INNER}
_USUALLY = 6
_OF_ALL = {"men", "women", "boys", "girls", "children", "kids", "family", "people", "everyone", "everybody", "couples"}
"""Who may well be those who are named."""
_PLURALS = {job for job in COSTUMES if job.endswith(("s", "men")) and job not in ("boss", "abbess", "waitress")}
_GROUPS = {*_LOOKS, *_CROWDS, *_PLURALS} - {"empress", "princess", "santas"}
_SINGLES = {*_ALONE, *COSTUMES, *CREATURES} - _GROUPS
_DET = (
    r"(?:(?:a|an|the|some|many|several|both|all|few|couple|pair|group|dozen|dozens|hundreds|thousands|crowd|line|row|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|other|another|more|of|mob|crew|gang|his|her) )"
)
_ADJ = (
    rf"(?:(?:old|young|little|small|tall|big|fat|thin|armed|other|silent|angry|elderly|dark|hungry|dead|drunk|poor|"
    rf"rich|black|japanese|german|french|english|\w+ed|\w+ing|{'|'.join(NAMED)}),? )"
)
_BEFORE = (
    r"(?:^|[.;:!?,–—]\s*|\b(?:and|while|as|where|when|then|there (?:is|are|were)|behind (?:it|him|her|them)|beside|"
    r"among|through|past|behind|between|around|amid|amidst|facing|before|surrounded by|watched by|with|towards|"
    r"in front of|at) )"
)
_NOUNS = "|".join(sorted(_GROUPS | _SINGLES, key=len, reverse=True))
_PHRASE = re.compile(
    rf"{_BEFORE}(?P<det>{_DET}*)(?P<adj>{_ADJ}{{0,2}})(?P<noun>{_NOUNS})\b(?!['’-])"
    r"(?P<rest>[^.;:!?]*)"
)
_NOBODY = re.compile(r"\b(?:no|without|not any|any) \w+|\b(?:nobody|no one|deserted)\b|\b(?:photo|picture|painting|"
                     r"statue|sound|voice|portrait|photograph|memory)s? of .*")  # fmt: skip
_POSTURES: tuple[tuple[Posture, re.Pattern[str]], ...] = (
    ("run", re.compile(r"\b(?:runs?|running|charges?|charging|flees?|rush(?:es)?|chases?|plays?|gallops?|races?)\b")),
    ("walk", re.compile(r"\b(?:walks?|walking|march(?:es|ing)?|cross(?:es)?|pass(?:es)?|strolls?|goes|go|comes?)\b")),
    ("kneel", re.compile(r"\b(?:kneels?|kneeling|prays?|praying)\b")),
    ("sit", re.compile(r"\b(?:sits?|sitting|seated|dines?|eats?)\b")),
)


@dataclass(frozen=True, slots=True)
class Extras:
    """Some of one sort: `noun`, how many, the words of their looks by turns, how they hold themselves."""

    noun: str
    count: int
    looks: tuple[str, ...]
    posture: Posture


def extras_of(action: tuple[str, ...], named: int) -> tuple[Extras, ...]:
    """Whom the action speaks of besides the `named`; somebody single only where nobody is named."""
    found: dict[str, Extras] = {}
    for line in action:
        told = _NOBODY.sub(" ", " ".join(line.casefold().split()))
        for sentence in re.split(r"(?<=[.!?;])\s+", told):
            at = 0
            while (phrase := _PHRASE.search(sentence, at)) is not None:
                at = phrase.end("noun")
                group = _group(phrase, named)
                if group is not None:
                    found.setdefault(group.noun, group)
    whole = tuple(found.values())
    # "The jury watches. Everyone rises": no others.
    return tuple(one for one in whole if one.noun not in ("crowd", "people", "everyone", "everybody")) or whole


def _group(phrase: re.Match[str], named: int) -> Extras | None:
    noun, said = phrase["noun"], phrase["det"].split()
    single = noun in _SINGLES
    if single and (named or not (set(said) & {*_ONE, "the", "his", "her"})):
        return None
    meant = noun in _OF_ALL and bool({"the", "both", "all"} & set(said))
    if named > 1 and (meant or noun in ("everyone", "everybody")):
        return None
    count = 1 if single else _count(noun, said)
    worn = _worn(phrase["rest"])
    if noun in CREATURES:
        looks: tuple[str, ...] = (noun,)
    else:
        looks = _LOOKS.get(noun, (f"a {_single(noun)}",) if single or noun in COSTUMES else _MIXED)
    rest = phrase["rest"].split(",")[0]
    posture: Posture = next((posture for posture, words in _POSTURES if words.search(rest)), "stand")
    return Extras(noun, count, tuple(f"{_told(look, phrase['adj'])}{worn}" for look in looks), posture)


def _told(look: str, adjectives: str) -> str:
    """The look of one with what is said of all: "an old man"."""
    article, _, rest = look.partition(" ")
    return f"{article} {adjectives}{rest}" if rest else f"{adjectives}{look}"


def _count(noun: str, said: list[str]) -> int:
    """What is said before the noun decides: "two people" are two, "dozens of people" and "people" many."""
    for words in (said, [noun]):
        if _GATHERED & set(words):
            return MOST
        counted = next((_COUNTS[word] for word in words if word in _COUNTS), None)
        if counted is not None:
            return counted
    return _USUALLY


def _single(noun: str) -> str:
    """One of several: a soldier of soldiers, a policeman of policemen."""
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun[:-1] if noun.endswith("s") and noun[:-1] in COSTUMES else noun


def _worn(rest: str) -> str:
    """What the words after a noun say is worn: "in black coats and hats"."""
    words = re.findall(r"[^\W\d_-]+", rest.removeprefix(" in "))[:4] if rest.startswith(" in ") else []
    for at, word in enumerate(words):
        thing = word if word in _WEARABLE else word.removesuffix("s")
        if thing in _WEARABLE:
            return ", " + " ".join([*words[:at], thing])
    return ""
