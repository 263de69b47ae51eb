"""The words a look is read by: garments, hats, hair, ages, peoples and creatures, and what each means to a drawing."""

from __future__ import annotations

from typing import Literal

from milimo_runtime.backends.animatic.colour import NAMED, Colour

Hair = Literal["short", "long", "curly", "braid", "bun", "cropped", "bob", "none"]
Garment = Literal["coat", "top", "dress", "suit", "robe", "armour", "overall"]
Hat = Literal["none", "cap", "brim", "hood", "helmet", "veil", "beanie", "crown", "turban", "peaked", "toque", "wimple"]
Beard = Literal["none", "stubble", "moustache", "short", "full"]
Kind = Literal[
    "person",
    "dog",
    "cat",
    "horse",
    "bird",
    "robot",
    "ghost",
    "alien",
    "baby",
    "bear",
    "wolf",
    "fox",
    "lion",
    "cow",
    "sheep",
    "goat",
    "pig",
    "rabbit",
    "rat",
    "goose",
    "duck",
    "hen",
    "parrot",
    "snake",
    "fish",
]
Age = Literal["child", "teen", "adult", "old"]

GARMENTS: dict[str, Garment] = {
    "coat": "coat", "oilskin": "coat", "raincoat": "coat", "trenchcoat": "coat", "trench": "coat", "overcoat": "coat",
    "cloak": "coat", "parka": "coat", "anorak": "coat", "greatcoat": "coat", "cape": "coat", "poncho": "coat",
    "labcoat": "coat", "duster": "coat", "dress": "dress", "gown": "dress", "skirt": "dress", "sundress": "dress",
    "nightgown": "dress", "sari": "dress", "pinafore": "dress", "robe": "robe", "robes": "robe", "cassock": "robe",
    "habit": "robe", "bathrobe": "robe", "kimono": "robe", "toga": "robe", "kaftan": "robe", "vestments": "robe",
    "suit": "suit", "blazer": "suit", "tuxedo": "suit", "uniform": "suit", "jacket": "suit", "tweed": "suit",
    "tweeds": "suit", "waistcoat": "suit", "livery": "suit", "sweater": "top", "jumper": "top", "hoodie": "top",
    "cardigan": "top", "pullover": "top", "sweatshirt": "top", "tunic": "top", "jumpsuit": "overall",
    "spacesuit": "overall", "boilersuit": "overall", "coveralls": "overall", "wetsuit": "overall",
    "flightsuit": "overall", "tracksuit": "overall", "onesie": "overall", "romper": "overall", "chefjacket": "suit",
    "judgerobe": "robe", "weddingdress": "dress", "bikini": "dress", "swimsuit": "dress",
    "scrubs": "top", "jersey": "top", "pyjamas": "top", "pajamas": "top", "armour": "armour", "armor": "armour",
    "breastplate": "armour", "mail": "armour", "chainmail": "armour",
}  # fmt: skip
DYES: dict[str, Colour] = {
    "tuxedo": NAMED["black"], "scrubs": NAMED["teal"], "labcoat": NAMED["white"], "cassock": NAMED["black"],
    "habit": NAMED["black"], "judgerobe": NAMED["black"], "spacesuit": NAMED["white"], "jumpsuit": NAMED["orange"],
    "boilersuit": NAMED["blue"], "coveralls": NAMED["blue"], "oilskin": NAMED["yellow"], "toga": NAMED["white"],
    "trenchcoat": NAMED["camel"], "trench": NAMED["camel"], "uniform": NAMED["navy"], "wetsuit": NAMED["black"],
    "weddingdress": NAMED["white"], "armour": (150, 158, 168), "armor": (150, 158, 168), "mail": (150, 158, 168),
    "chainmail": (150, 158, 168), "breastplate": (150, 158, 168),
}  # fmt: skip
"""The colours of garments of which none is said."""
BARE = {"shirtless", "topless", "barechested"}
"""What says that nothing is worn above."""
INNER = ("shirt", "tshirt", "blouse", "vest", "singlet", "turtleneck", "undershirt")
"""Worn alone they are a top; under something else they are what shows of a shirt."""
LEGGINGS: dict[str, Colour | None] = {
    "trousers": None, "pants": None, "slacks": None, "leggings": None, "shorts": None, "breeches": None,
    "jeans": NAMED["denim"], "dungarees": NAMED["denim"], "overalls": NAMED["denim"], "trunks": None,
}  # fmt: skip
BIBBED = {"dungarees", "overalls"}
SHORTS = {"shorts", "trunks"}
SHOES = ("boots", "shoes", "wellingtons", "trainers", "sneakers", "sandals", "heels")
HATS: dict[str, Hat] = {
    "cap": "cap", "beret": "cap", "flatcap": "cap", "beanie": "beanie", "bonnet": "beanie", "hat": "brim",
    "fedora": "brim", "stetson": "brim", "bowler": "brim", "sou'wester": "brim", "souwester": "brim", "hood": "hood",
    "hooded": "hood", "helmet": "helmet", "veil": "veil", "veiled": "veil", "headscarf": "veil", "hijab": "veil",
    "wimple": "wimple", "crown": "crown", "tiara": "crown", "turban": "turban",
    "peakedcap": "peaked", "toque": "toque",
}  # fmt: skip
HAIR = {
    "hair", "haired", "pigtails", "braid", "braids", "plait", "plaits", "curls", "curly", "bun", "ponytail", "bob",
    "afro", "blonde", "blond", "brunette", "redhead", "locks", "crop", "fringe", "dreadlocks",
}  # fmt: skip
HAIR_COLOURS: dict[str, Colour] = NAMED | {
    "red": (166, 74, 42), "redhead": (166, 74, 42), "black": (42, 38, 42), "dark": (54, 44, 42),
    "brunette": (82, 54, 40), "fair": (204, 172, 112), "sandy": (190, 154, 100), "salt": (124, 122, 124),
    "white": (228, 226, 222),
    "brown": (92, 62, 44),
}  # fmt: skip
STYLES: tuple[tuple[Hair, frozenset[str]], ...] = (
    ("none", frozenset({"bald", "shaven", "hairless"})),
    ("braid", frozenset({"braid", "braids", "plait", "plaits", "ponytail", "pigtails"})),
    ("curly", frozenset({"curly", "curls", "afro", "wild", "frizzy", "dreadlocks"})),
    ("bun", frozenset({"bun", "pinned", "chignon"})),
    ("bob", frozenset({"bob", "bobbed"})),
    ("cropped", frozenset({"cropped", "crewcut", "buzzcut", "crop"})),
    ("long", frozenset({"long", "flowing", "loose"})),
    ("short", frozenset({"short"})),
)
BEARDS: tuple[tuple[Beard, frozenset[str]], ...] = (
    ("stubble", frozenset({"stubble", "unshaven", "stubbled"})),
    ("moustache", frozenset({"moustache", "mustache", "moustached"})),
    ("short", frozenset({"goatee"})),
    ("full", frozenset({"beard", "bearded"})),
)
FEMALE = {
    "woman", "girl", "she", "her", "lady", "mother", "grandmother", "sister", "daughter", "queen", "actress", "wife",
    "aunt", "nun", "princess", "waitress", "widow", "bride", "mum", "mom", "niece", "witch", "schoolgirl",
    "girlfriend", "policewoman", "nurse", "hostess", "herself", "grandma", "female", "women", "maid", "mrs", "ms",
    "miss", "madame", "madam", "hers", "baroness", "duchess", "countess", "empress", "stewardess", "businesswoman",
    "ballerina", "nanny", "abbess", "policewomen", "waitresses", "nuns", "mermaid", "girls", "granny", "goddess",
}  # fmt: skip
MALE = {
    "man", "boy", "he", "his", "father", "grandfather", "brother", "son", "king", "husband", "uncle", "monk",
    "prince", "waiter", "priest", "dad", "nephew", "gentleman", "boyfriend", "male", "guy", "men", "himself",
    "grandpa", "mr", "sir", "lord", "policeman", "policemen", "businessman", "baron", "duke", "emperor", "cowboy",
    "butler", "groom", "bridegroom", "wizard", "pope", "bishop", "him", "fisherman", "fireman", "boys", "postman",
    "fishermen", "firemen",
}  # fmt: skip
BABIES = {"baby", "newborn", "infant"}
CHILDREN = {
    "child",
    "boy",
    "girl",
    "kid",
    "schoolgirl",
    "schoolboy",
    "children",
    "schoolchildren",
    "kids",
    "boys",
    "girls",
    "schoolboys",
    "schoolgirls",
    "toddler",
}
TEENS = {"teen", "teenage", "teenager", "adolescent", "youth"}
ELDERS = {"old", "elderly", "aged", "grandmother", "grandfather", "ancient", "pensioner", "grandma", "grandpa"}
STOUT = {"stout", "fat", "heavy", "heavyset", "burly", "large", "plump", "big", "stocky", "broad"}
SLIM = {"thin", "slim", "slender", "lean", "lanky", "gaunt", "wiry", "skinny", "bony", "frail"}
# From fair to dark, an index of `looks.SKINS`; said of a person ("a black woman") or of a skin ("olive-skinned").
PEOPLES: dict[str, int] = {
    "pale": 0, "freckled": 0, "fair": 0, "nordic": 0, "scandinavian": 0, "irish": 0, "scottish": 0, "caucasian": 0,
    "asian": 1, "chinese": 1, "japanese": 1, "korean": 1, "vietnamese": 2, "thai": 2, "filipino": 2, "olive": 2,
    "tanned": 2, "weathered": 1, "latina": 2, "latino": 2, "hispanic": 2, "mexican": 3, "arab": 2, "persian": 2,
    "turkish": 2, "moroccan": 3, "indian": 3, "pakistani": 3, "bangladeshi": 3, "indigenous": 3, "maori": 3,
    "biracial": 3, "african": 5, "nigerian": 5, "kenyan": 5, "ethiopian": 4, "jamaican": 5, "somali": 5,
    "ghanaian": 5, "haitian": 5,
}  # fmt: skip
SKIN_COLOURS = {"white": 0, "fair": 0, "pale": 0, "light": 1, "olive": 2, "brown": 3, "dark": 5, "black": 5}
CREATURES: dict[str, Kind] = {
    "dog": "dog", "hound": "dog", "puppy": "dog", "wolf": "wolf", "coyote": "wolf", "fox": "fox", "vixen": "fox",
    "bear": "bear", "lion": "lion", "lioness": "lion", "tiger": "lion", "panther": "lion", "leopard": "lion",
    "cow": "cow", "bull": "cow", "ox": "cow", "calf": "cow", "sheep": "sheep", "lamb": "sheep", "ram": "sheep",
    "ewe": "sheep", "goat": "goat", "pig": "pig", "sow": "pig", "boar": "pig", "piglet": "pig", "rabbit": "rabbit",
    "hare": "rabbit", "bunny": "rabbit", "rat": "rat", "mouse": "rat", "goose": "goose", "gander": "goose",
    "swan": "goose", "duck": "duck", "drake": "duck", "hen": "hen", "chicken": "hen", "rooster": "hen",
    "cockerel": "hen", "turkey": "hen", "snake": "snake", "serpent": "snake", "viper": "snake", "fish": "fish",
    "shark": "fish", "terrier": "dog", "sheepdog": "dog",
    "cat": "cat", "kitten": "cat", "horse": "horse", "mare": "horse", "pony": "horse", "stallion": "horse",
    "donkey": "horse", "mule": "horse", "deer": "horse", "bird": "bird", "crow": "bird", "raven": "bird",
    "gull": "bird", "seagull": "bird", "pigeon": "bird", "hawk": "bird", "owl": "bird", "parrot": "parrot",
    "sparrow": "bird", "robot": "robot", "android": "robot", "droid": "robot", "ghost": "ghost", "spirit": "ghost",
    "phantom": "ghost", "alien": "alien", "extraterrestrial": "alien",
}  # fmt: skip
