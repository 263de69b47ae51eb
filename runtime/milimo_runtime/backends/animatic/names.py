"""Whom a name alone tells to be a woman."""

from __future__ import annotations

_WOMEN = {
    "abigail", "agnes", "aisling", "alice", "alison", "amy", "ann", "anne", "astrid", "audrey", "beatrice", "beth",
    "brigid", "bridget", "carmen", "carol", "caroline", "catherine", "cathy", "charlotte", "chloe", "christine",
    "claire", "clare", "daisy", "dawn", "deborah", "delphine", "denise", "diane", "dolores", "doris", "dorothy",
    "edith", "eileen", "eleanor", "elise", "elizabeth", "ellen", "elsie", "emily", "emma", "esther", "ethel", "eve",
    "evelyn", "faith", "fay", "faye", "fiona", "fleur", "flo", "florence", "frances", "françoise", "freya", "gail",
    "gertrude", "gillian", "grace", "gretchen", "gwen", "hannah", "harriet", "hazel", "heather", "heidi", "helen",
    "hope", "ines", "inés", "ingrid", "irene", "iris", "isabel", "ivy", "jane", "janet", "janice", "jasmine", "jean",
    "jen", "jenny", "jess", "jill", "joan", "jocelyn", "josephine", "joy", "joyce", "judith", "judy", "julie", "june",
    "karen", "kate", "katharine", "katherine", "kathleen", "kathy", "kay", "kim", "kitty", "laurel", "lauren", "leah",
    "lily", "lilith", "liz", "lois", "louise", "lucy", "lynn", "mabel", "madeleine", "maeve", "margaret", "margot",
    "marge", "marie", "marion", "marjorie", "martine", "mary", "maud", "maude", "maureen", "may", "megan", "mercedes",
    "meredith", "mildred", "molly", "monique", "muriel", "nadine", "nan", "nancy", "naomi", "natalie", "nell",
    "nicole", "nora", "odette", "olive", "opal", "pam", "patience", "pearl", "peggy", "penelope", "penny", "phoebe",
    "pippa", "polly", "prudence", "rachel", "raquel", "rebecca", "renée", "rosalind", "rose", "rosemary", "rosie",
    "ruby", "ruth", "sally", "sarah", "sharon", "sheila", "shirley", "sian", "siobhan", "sophie", "stacy", "sue",
    "susan", "suzanne", "sylvie", "tess", "thérèse", "tilly", "tracy", "trudy", "ursula", "valerie", "vera", "violet",
    "vivian", "wendy", "winifred", "yvonne", "zoe", "zoë",
}  # fmt: skip
_MEN = {
    "abba", "akira", "andrea", "attila", "bela", "dakota", "dima", "elia", "ezra", "ilya", "joshua", "kolya",
    "kostya", "luca", "luka", "mika", "misha", "mustafa", "nicola", "nikita", "noah", "papa", "grandpa", "da",
    "pasha", "petya", "sasha", "toma", "vanya", "yasha", "santa", "dracula", "yoda", "opa",
}  # fmt: skip
"""Men whose names end as women's do."""


def a_woman_by_name(person: str) -> bool:
    """Whether the name (lower case) is a woman's: one of many, or one that ends in a."""
    first = next(iter(person.split()), "")
    return first in _WOMEN or (len(first) > 2 and first.endswith("a") and first not in _MEN)
