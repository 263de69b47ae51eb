"""Which kind of land a place is, read from the words of its name and its look.

The name comes before the look, and in a name the last noun says what the place is ("castle garden" is a garden), but
what follows a preposition is only near ("street by the harbour" is a street). A road or a path runs through any land.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from milimo_runtime.backends.animatic.lands.land import Way
from milimo_runtime.media.chance import pick

WORDS: dict[str, tuple[str, ...]] = {
    "sea": (
        "sea", "ocean", "coast", "coastline", "cliff", "clifftop", "seaside", "seafront", "waves", "bay",
        "cove", "island", "headland", "mer", "meer", "mar", "mare", "océan", "côte", "küste", "costa",
        "falaise", "shipwreck", "reef", "sea wall",
    ),
    "open sea": (
        "open sea", "open ocean", "open water", "high seas", "high sea", "deep sea", "mid ocean", "mid-ocean",
        "middle of the ocean", "middle of the sea", "middle of the atlantic", "middle of the pacific", "at sea",
        "out at sea", "out to sea", "atlantic", "pacific", "north sea", "haute mer", "pleine mer", "hohe see",
        "offene see", "alta mar", "mare aperto",
    ),
    "beach": (
        "beach", "shore", "seashore", "lagoon", "plage", "strand", "playa", "spiaggia", "desert island",
        "tropical island", "sandbank", "boardwalk",
    ),
    "harbour": (
        "harbour", "harbor", "quay", "quayside", "dock", "docks", "dockside", "dockyard", "wharf", "marina",
        "jetty", "pier", "waterfront", "port", "hafen", "kai", "puerto", "porto", "molo", "boathouse",
        "shipyard", "mooring", "ferry terminal",
    ),
    "lighthouse": ("lighthouse", "phare", "leuchtturm", "faro"),
    "lake": ("lake", "lakeside", "lakeshore", "pond", "reservoir", "loch", "fjord", "lac", "lago"),
    "river": (
        "river", "river bank", "riverbank", "riverside", "stream", "creek", "brook", "ford", "rivière", "fleuve",
        "fluss", "río", "fiume", "waterfall", "riverbed", "rapids", "weir",
    ),
    "canal": ("canal", "towpath", "embankment", "kanal", "canale"),
    "forest": (
        "forest", "woods", "wood", "woodland", "grove", "thicket", "forêt", "bois", "wald", "bosque",
        "foresta", "bosco", "clearing", "glade", "trees", "treehouse", "logging camp",
    ),
    "jungle": ("jungle", "jungle clearing", "rainforest", "tropics", "dschungel", "urwald", "selva", "giungla"),
    "park": (
        "park", "parc", "common", "parque", "parco",
        "golf course", "racetrack", "bandstand", "zoo",
    ),
    "garden": (
        "garden", "orchard", "courtyard", "backyard", "yard", "greenhouse", "cloister", "patio", "jardin",
        "garten", "jardín", "giardino",
    ),
    "field": (
        "field", "cornfield", "wheatfield", "meadow", "pasture", "farmland", "countryside", "prairie",
        "champ", "feld", "wiese", "campo", "prato", "plantation", "paddy", "rice field",
        "hayfield",
    ),
    "farm": (
        "farm", "farmyard", "farmhouse", "barn", "barnyard", "ranch", "stable", "ferme", "bauernhof",
        "granja", "fattoria",
    ),
    "desert": (
        "desert", "dune", "sahara", "sands", "wasteland", "oasis", "désert", "wüste", "desierto", "deserto",
        "pyramid", "border post",
    ),
    "canyon": (
        "canyon", "gorge", "mesa", "badlands", "gulch", "ravine", "cave", "cavern", "crevasse",
        "mine",
    ),
    "mountains": (
        "mountain", "mountainside", "mountaintop", "alps", "summit", "peak", "cliffside", "glacier valley",
        "montagne", "berg", "gebirge", "montaña", "montagna", "volcano", "cliff face", "mountain pass",
        "ski slope", "plateau",
    ),
    "hills": (
        "hill", "hillside", "hilltop", "moor", "heath", "valley", "downs", "ridge", "colline", "hügel",
        "colina", "collina",
    ),
    "snowfield": (
        "snowfield", "arctic", "antarctica", "antarctic", "tundra", "glacier", "ice field", "ice sheet",
        "ice", "north pole", "south pole", "frozen lake", "frozen sea", "banquise", "iceberg", "igloo",
        "ice floe", "ski resort",
    ),
    "city street": (
        "street", "avenue", "boulevard", "city", "downtown", "sidewalk", "pavement", "crossing", "crosswalk",
        "intersection", "gutter", "kerb", "curb", "bus stop", "doorstep", "rue", "ville", "strasse", "straße",
        "stadt", "calle", "ciudad", "strada", "città", "london", "paris", "new york", "berlin", "manhattan",
        "tokyo", "corner", "café", "cafe", "bar", "restaurant", "shop", "store", "diner", "pub", "club",
        "nightclub", "bakery", "theatre", "theater", "cinema", "bookshop", "arcade", "gallery", "laundromat",
        "taxi", "cab", "bus", "tram", "subway entrance", "chinatown",
    ),
    "alley": ("alley", "alleyway", "back street", "backstreet", "passage", "ruelle", "gasse", "callejón", "vicolo"),
    "village": (
        "village", "town", "hamlet", "village street", "main street", "high street", "dorf", "pueblo",
        "villaggio", "inn", "tavern", "post office", "smithy",
    ),
    "suburb": (
        "suburb", "suburban street", "neighbourhood", "neighborhood", "cul-de-sac", "housing estate",
        "residential street", "driveway", "front lawn", "lawn", "banlieue", "vorstadt", "mailbox",
        "trailer park", "garage",
    ),
    "rooftop": (
        "rooftop", "roof", "roof terrace", "toit", "dach", "azotea", "tetto", "balcony", "terrace",
        "penthouse", "fire escape", "chimney",
    ),
    "market": (
        "market", "bazaar", "souk", "fair", "street market", "marketplace", "market square",
        "marché", "markt", "mercado", "mercato",
    ),
    "square": (
        "square", "plaza", "piazza", "town square", "forum", "platz", "marktplatz", "fountain", "steps",
        "statue", "monument",
    ),
    "highway": (
        "highway", "motorway", "freeway", "interstate", "autobahn", "autoroute", "autopista", "autostrada",
        "tunnel", "toll booth", "checkpoint", "car", "truck", "van", "motorcycle", "moving car", "police car",
        "exit ramp",
    ),
    "bridge": ("bridge", "footbridge", "overpass", "viaduct", "pont", "brücke", "puente", "ponte"),
    "station": (
        "station", "train station", "railway station", "platform", "railway", "railroad", "train tracks",
        "rail yard", "railyard", "gare", "bahnhof", "bahnsteig", "estación", "stazione", "binario", "train",
        "railway crossing", "level crossing", "boxcar", "tracks",
    ),
    "petrol station": (
        "gas station", "petrol station", "forecourt", "filling station", "service station", "truck stop", "tankstelle",
        "gasolinera",
    ),
    "cemetery": (
        "cemetery", "graveyard", "churchyard", "grave", "tomb", "cimetière", "friedhof", "cementerio",
        "cimitero", "mausoleum", "crypt", "funeral", "burial ground",
    ),
    "ruins": (
        "ruin", "ruined temple", "temple", "acropolis", "amphitheatre", "ruine", "ruinas", "rovine",
        "colosseum", "arena", "bombed city", "rubble", "columns",
    ),
    "camp": (
        "camp", "campsite", "encampment", "campground", "tents", "bivouac", "campement", "lager", "tent",
        "campfire", "caravan",
    ),
    "battlefield": (
        "battlefield", "trench", "trenches", "front line", "no man's land", "war zone", "minefield",
        "champ de bataille", "schlachtfeld", "campo de batalla", "campo di battaglia",
    ),
    "swamp": ("swamp", "marsh", "bog", "bayou", "wetland", "mangrove", "marais", "sumpf", "pantano", "palude"),
    "planet": (
        "planet", "moon", "mars", "lunar surface", "crater", "asteroid", "moon base",
        "planète", "mond", "luna",
    ),
    "parking lot": ("parking lot", "car park", "parking", "parking garage", "parkplatz", "aparcamiento", "parcheggio"),
    "castle": (
        "castle", "fortress", "citadel", "palace", "château", "burg", "schloss", "castillo", "castello",
        "castle gate", "rampart", "battlement", "drawbridge", "tower", "city wall",
    ),
    "playground": ("playground", "schoolyard", "spielplatz", "aire de jeux", "parque infantil", "parco giochi"),
    "deck": (
        "deck", "ship's deck", "ship", "boat", "yacht", "sailboat", "ferry", "foredeck", "bateau", "schiff",
        "barco", "nave",
    ),
    "house": (
        "house", "cottage", "cabin", "porch", "front door", "front yard", "mansion", "villa", "bungalow",
        "maison", "haus", "casa", "apartment", "home", "manor", "shack", "hut", "lodge", "garden shed",
    ),
    "building": (
        "building", "apartment building", "office building", "hotel", "hospital", "school", "bank",
        "police station", "fire station", "bus station", "embassy", "library", "museum", "courthouse",
        "tower block", "skyscraper", "university", "prison", "immeuble", "gebäude", "edificio", "palazzo",
        "office", "clinic", "mall", "shopping mall", "supermarket", "court",
        "parliament", "town hall", "city hall", "headquarters", "hq", "laboratory", "base", "barracks",
        "dormitory", "campus", "asylum", "orphanage", "observatory", "gate",
    ),
    "church": (
        "church", "chapel", "cathedral", "monastery", "abbey", "église", "kirche", "iglesia", "chiesa",
        "mosque", "synagogue", "convent", "steeple",
    ),
    "factory": (
        "factory", "works", "mill", "refinery", "power station", "power plant", "warehouse",
        "industrial estate", "usine", "fabrik", "fábrica", "fabbrica", "power lines", "oil rig", "depot",
        "silo",
    ),
    "building site": (
        "building site", "construction site", "construction yard", "scaffolding", "chantier", "baustelle",
        "cantiere", "junkyard", "scrapyard", "dump", "landfill", "excavation", "dig site",
    ),
    "swimming pool": (
        "swimming pool", "pool", "poolside", "lido", "piscine", "schwimmbad", "freibad", "piscina", "hotel pool",
    ),
    "space": (
        "outer space", "space", "deep space", "spaceship", "orbit", "space station", "starship", "cosmos", "spacecraft",
        "galaxy", "weltraum", "espacio exterior",
    ),
    "underwater": (
        "underwater", "under the sea", "under water", "sea floor", "seabed", "sea bed", "ocean floor", "coral reef",
        "bottom of the sea", "bottom of the ocean", "sous l'eau", "unterwasser", "bajo el agua",
    ),
    "motel": ("motel", "motor lodge", "motor inn"),
    "frontier town": (
        "frontier town", "western town", "ghost town", "old west", "wild west", "saloon", "mining town",
        "gold rush town", "cowboy town", "sheriff's office",
    ),
    "stadium": (
        "stadium", "sports field", "football field", "football pitch", "football ground", "soccer field",
        "baseball field", "pitch", "ballpark", "running track", "stade", "stadion", "estadio", "stadio",
    ),
    "circus": ("circus", "big top", "circus tent", "cirque", "zirkus", "circo"),
    "funfair": (
        "funfair", "fairground", "carnival", "amusement park", "theme park", "ferris wheel", "big wheel",
        "merry-go-round", "fête foraine", "jahrmarkt", "luna park",
    ),
    "airport": (
        "airport", "terminal", "airfield", "runway", "airstrip", "tarmac", "aéroport", "flughafen", "aeropuerto",
        "aeroporto",
    ),
    "vineyard": ("vineyard", "vines", "vignoble", "weinberg", "viñedo", "vigneto"),
    "quarry": ("quarry", "gravel pit", "sandpit", "stone pit", "open pit", "carrière", "steinbruch", "cantera", "cava"),
}  # fmt: skip
"""What a script calls each kind of land; of two words that begin together the longer one counts."""
_WAYS: dict[Way, tuple[str, ...]] = {
    "path": ("path", "track", "trail", "lane", "footpath", "dirt road", "sentier", "chemin", "weg", "pfad", "sendero",
             "sentiero"),
    "road": ("road", "roadside", "country road", "crossroads", "route", "landstrasse", "landstraße", "carretera"),
}  # fmt: skip
_FAINT = ("wood", "house", "building", "yard", "town", "city", "space", "boat", "ship", "mar", "port", "works", "bank",
          "school", "platform", "grave", "waves", "ice", "passage", "common", "fair", "park", "moon", "mill", "stable",
          "square", "roof", "trees", "car", "taxi", "cab", "bus", "tram", "truck", "van", "train", "tent", "steps",
          "fountain", "statue", "bar", "shop", "store", "corner", "club", "gate", "tower", "court", "base", "home",
          "columns", "chimney", "campfire", "terrace", "balcony", "garage", "tracks", "office", "mine", "clearing",
          "motorcycle", "tunnel", "arcade", "gallery", "burg", "sands", "ford", "silo", "barn",
          "fire escape", "pool", "vines", "terminal", "pitch", "orbit", "tarmac", "sandpit", "saloon")  # fmt: skip
"""Words that a look uses for much else ("moon over the hills", "a wood fire"): in a look they count last."""
_BEYOND = ("by", "near", "beside", "outside", "behind", "before", "at", "in", "on", "under", "above", "over", "of",
           "through", "opposite", "overlooking", "along", "across", "around", "beyond", "from", "to", "into", "with",
           "in front of", "près", "devant", "bei", "vor", "am")  # fmt: skip
_OPEN = ("field", "hills")
"""What a land is of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Read:
    """A land as its words give it."""

    motif: str
    way: Way


@cache
def read(name: str, look: str) -> Read:
    """The land of the place `name` that looks like `look`; one of no known word is what its name's chance says."""
    name, look = name.casefold(), look.casefold()
    way = _way(name) or ("" if _motif(name, last=True) else _way(look))
    known = _motif(_head(name), last=True) or _motif(name, last=True)
    known = known or _motif(look, last=False, without=_FAINT) or _motif(look, last=False)
    return Read(known or ("field" if way else pick(_OPEN, "land", name)), way)


def _head(name: str) -> str:
    """A name without what it only stands near: "edge of the forest" has no land of its own left."""
    return _NEAR.split(name, maxsplit=1)[0]


def _motif(text: str, last: bool, without: tuple[str, ...] = ()) -> str | None:
    """The kind of land that the last word of any kind in `text` names, or the first one."""
    found = [word for word in _words(_MOTIF_OF, text) if word not in without]
    return _MOTIF_OF[found[-1 if last else 0]] if found else None


def _way(text: str) -> Way:
    return next((way for way, words in _WAYS.items() if _words(words, text)), "")


def _words(words: Iterable[str], text: str) -> list[str]:
    """Which of `words` stand in `text`, in its order, in the plural too; the longest where several begin."""
    # A pattern of all the words there are takes longer to compile than a land to read.
    there = sorted((word for word in words if word in text), key=len, reverse=True)
    if not there:
        return []
    any_of = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, there))})(?:e?s)?(?!\w)")
    return [match[1] for match in any_of.finditer(text)]


_MOTIF_OF = {word: motif for motif, words in WORDS.items() for word in words}
_NEAR = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_BEYOND, key=len, reverse=True))})(?!\w)")
