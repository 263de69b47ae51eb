"""Which kind of land a place is, read from the words of its name and its look.

The name comes before the look, and in a name the last noun says what the place is ("castle garden" is a garden), but
what follows a preposition is only near ("street by the harbour" is a street). A road or a path runs through any land.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from milimo_runtime.backends.animatic.lands.land import Way
from milimo_runtime.media.chance import pick

WORDS: dict[str, tuple[str, ...]] = {
    "sea": ("sea", "ocean", "coast", "coastline", "cliff", "clifftop", "seaside", "seafront", "waves", "bay", "cove",
            "island", "headland", "mer", "meer", "mar", "mare", "océan", "côte", "küste", "costa", "falaise"),
    "beach": ("beach", "shore", "seashore", "lagoon", "plage", "strand", "playa", "spiaggia"),
    "harbour": ("harbour", "harbor", "quay", "quayside", "dock", "docks", "dockside", "dockyard", "wharf", "marina",
                "jetty", "pier", "waterfront", "port", "hafen", "kai", "puerto", "porto", "molo"),
    "lighthouse": ("lighthouse", "phare", "leuchtturm", "faro"),
    "lake": ("lake", "lakeside", "lakeshore", "pond", "reservoir", "loch", "fjord", "lac", "lago"),
    "river": ("river", "riverbank", "riverside", "stream", "creek", "brook", "ford", "rivière", "fleuve", "fluss",
              "río", "fiume"),
    "canal": ("canal", "towpath", "embankment", "kanal", "canale"),
    "forest": ("forest", "woods", "wood", "woodland", "grove", "thicket", "forêt", "bois", "wald", "bosque",
               "foresta", "bosco"),
    "jungle": ("jungle", "rainforest", "tropics", "dschungel", "urwald", "selva", "giungla"),
    "park": ("park", "parc", "common", "parque", "parco"),
    "garden": ("garden", "orchard", "courtyard", "backyard", "yard", "greenhouse", "vineyard", "cloister", "patio",
               "jardin", "garten", "jardín", "giardino"),
    "field": ("field", "cornfield", "wheatfield", "meadow", "pasture", "farmland", "countryside", "prairie", "champ",
              "feld", "wiese", "campo", "prato"),
    "farm": ("farm", "farmyard", "farmhouse", "barn", "barnyard", "ranch", "stable", "ferme", "bauernhof", "granja",
             "fattoria"),
    "desert": ("desert", "dune", "sahara", "sands", "wasteland", "oasis", "désert", "wüste", "desierto", "deserto"),
    "canyon": ("canyon", "gorge", "mesa", "badlands", "quarry", "gulch", "ravine"),
    "mountains": ("mountain", "mountainside", "mountaintop", "alps", "summit", "peak", "cliffside", "glacier valley",
                  "montagne", "berg", "gebirge", "montaña", "montagna"),
    "hills": ("hill", "hillside", "hilltop", "moor", "heath", "valley", "downs", "ridge", "colline", "hügel", "colina",
              "collina"),
    "snowfield": ("snowfield", "arctic", "antarctica", "antarctic", "tundra", "glacier", "ice field", "ice sheet",
                  "ice", "north pole", "south pole", "frozen lake", "frozen sea", "banquise"),
    "city street": ("street", "avenue", "boulevard", "city", "downtown", "sidewalk", "pavement", "crossing",
                    "crosswalk", "intersection", "gutter", "kerb", "curb", "bus stop", "doorstep", "rue", "ville",
                    "strasse", "straße", "stadt", "calle", "ciudad", "strada", "città", "london", "paris", "new york",
                    "berlin", "manhattan", "tokyo"),
    "alley": ("alley", "alleyway", "back street", "backstreet", "passage", "ruelle", "gasse", "callejón", "vicolo"),
    "village": ("village", "town", "hamlet", "village street", "main street", "high street", "dorf", "pueblo",
                "villaggio"),
    "suburb": ("suburb", "suburban street", "neighbourhood", "neighborhood", "cul-de-sac", "housing estate",
               "residential street", "driveway", "front lawn", "lawn", "banlieue", "vorstadt"),
    "rooftop": ("rooftop", "roof", "roof terrace", "toit", "dach", "azotea", "tetto"),
    "market": ("market", "bazaar", "souk", "fair", "fairground", "street market", "marketplace", "market square",
               "marché", "markt", "mercado", "mercato"),
    "square": ("square", "plaza", "piazza", "town square", "forum", "platz", "marktplatz"),
    "highway": ("highway", "motorway", "freeway", "interstate", "autobahn", "autoroute", "autopista", "autostrada"),
    "bridge": ("bridge", "footbridge", "overpass", "viaduct", "pont", "brücke", "puente", "ponte"),
    "station": ("station", "train station", "railway station", "platform", "railway", "railroad", "train tracks",
                "rail yard", "railyard", "gare", "bahnhof", "bahnsteig", "estación", "stazione", "binario"),
    "petrol station": ("gas station", "petrol station", "filling station", "service station", "truck stop",
                       "tankstelle", "gasolinera"),
    "cemetery": ("cemetery", "graveyard", "churchyard", "grave", "tomb", "cimetière", "friedhof", "cementerio",
                 "cimitero"),
    "ruins": ("ruin", "ruined temple", "temple", "acropolis", "amphitheatre", "ruine", "ruinas", "rovine"),
    "camp": ("camp", "campsite", "encampment", "campground", "tents", "bivouac", "campement", "lager"),
    "battlefield": ("battlefield", "trench", "trenches", "front line", "no man's land", "war zone", "minefield",
                    "champ de bataille", "schlachtfeld", "campo de batalla", "campo di battaglia"),
    "swamp": ("swamp", "marsh", "bog", "bayou", "wetland", "mangrove", "marais", "sumpf", "pantano", "palude"),
    "planet": ("planet", "moon", "mars", "lunar surface", "crater", "asteroid", "outer space", "space", "moon base",
               "planète", "mond", "luna"),
    "parking lot": ("parking lot", "car park", "parking", "parking garage", "parkplatz", "aparcamiento",
                    "parcheggio"),
    "castle": ("castle", "fortress", "citadel", "palace", "château", "burg", "schloss", "castillo", "castello"),
    "playground": ("playground", "schoolyard", "spielplatz", "aire de jeux", "parque infantil", "parco giochi"),
    "deck": ("deck", "ship's deck", "ship", "boat", "yacht", "sailboat", "ferry", "foredeck", "bateau", "schiff",
             "barco", "nave"),
    "house": ("house", "cottage", "cabin", "porch", "front door", "front yard", "mansion", "villa", "bungalow",
              "maison", "haus", "casa"),
    "building": ("building", "apartment building", "office building", "hotel", "hospital", "school", "bank",
                 "police station", "fire station", "bus station", "embassy", "library", "museum", "courthouse",
                 "tower block", "skyscraper", "university", "prison", "immeuble", "gebäude", "edificio", "palazzo"),
    "church": ("church", "chapel", "cathedral", "monastery", "abbey", "église", "kirche", "iglesia", "chiesa"),
    "factory": ("factory", "works", "mill", "refinery", "power station", "power plant", "warehouse",
                "industrial estate", "usine", "fabrik", "fábrica", "fabbrica"),
    "building site": ("building site", "construction site", "construction yard", "scaffolding", "chantier",
                      "baustelle", "cantiere"),
}  # fmt: skip
"""What a script calls each kind of land; of two words that end together the longer one counts."""
_WAYS: dict[Way, tuple[str, ...]] = {
    "road": ("road", "roadside", "country road", "crossroads", "route", "landstrasse", "landstraße", "carretera"),
    "path": ("path", "track", "trail", "lane", "footpath", "dirt road", "sentier", "chemin", "weg", "pfad", "sendero",
             "sentiero"),
}  # fmt: skip
_FAINT = ("wood", "house", "building", "yard", "town", "city", "space", "boat", "ship", "mar", "port", "works", "bank",
          "school", "platform", "grave", "waves", "ice", "passage", "common", "fair", "park", "moon",
          "mill", "stable", "square", "roof")  # fmt: skip
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


EXAMPLES: tuple[tuple[str, str, str], ...] = (
    ("sea", "CLIFF", "grey rocks above the sea"),
    ("beach", "BEACH", "a wide beach, low tide"),
    ("harbour", "HARBOUR", "fishing boats, a stone quay"),
    ("lighthouse", "LIGHTHOUSE", "white and red, on a rock"),
    ("lake", "LAKE", "a still lake in the hills"),
    ("river", "RIVERBANK", "a slow river"),
    ("canal", "CANAL", "a towpath, old houses"),
    ("forest", "FOREST CLEARING", "tall firs, ferns"),
    ("jungle", "JUNGLE", "great leaves, heat"),
    ("park", "PARK", "lawns and benches"),
    ("garden", "GARDEN", "hedges and roses"),
    ("field", "WHEAT FIELD", "ripe wheat to the horizon"),
    ("farm", "FARM", "a red barn, a silo"),
    ("desert", "DESERT ROAD", "sand on the tar"),
    ("canyon", "CANYON", "red rock"),
    ("mountains", "MOUNTAIN PATH", "peaks, firs"),
    ("hills", "MOOR", "heather, stones"),
    ("snowfield", "SNOWFIELD", "white to the horizon"),
    ("city street", "CITY STREET", "shops, old fronts"),
    ("alley", "ALLEY", "brick, a fire escape"),
    ("village", "VILLAGE", "small houses, a spire"),
    ("suburb", "SUBURBAN STREET", "lawns, parked cars"),
    ("rooftop", "ROOFTOP", "water tanks, the skyline"),
    ("market", "MARKET", "striped awnings, fruit"),
    ("square", "TOWN SQUARE", "arcades, a fountain"),
    ("highway", "HIGHWAY", "four lanes"),
    ("bridge", "BRIDGE", "red steel, cables"),
    ("station", "RAILWAY STATION", "an empty platform"),
    ("petrol station", "GAS STATION", "two pumps under a roof"),
    ("cemetery", "CEMETERY", "old stones, bare trees"),
    ("ruins", "RUINS", "broken columns"),
    ("camp", "CAMP", "tents about a fire"),
    ("battlefield", "BATTLEFIELD", "mud, wire, shell holes"),
    ("swamp", "SWAMP", "dead trees in black water"),
    ("planet", "PLANET SURFACE", "craters under a black sky"),
    ("parking lot", "PARKING LOT", "a few cars"),
    ("castle", "CASTLE", "towers on a hill"),
    ("playground", "PLAYGROUND", "a swing, a slide"),
    ("deck", "SHIP'S DECK", "planks, a white rail"),
    ("house", "HOUSE", "a path to the door"),
    ("building", "HOSPITAL", "a plain block"),
    ("church", "CHURCH", "a country church"),
    ("factory", "FACTORY", "chimneys"),
    ("building site", "CONSTRUCTION SITE", "cranes"),
)
"""Each kind of land with a place name and a look that give it."""


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
    return re.split(rf"(?<!\w)(?:{'|'.join(sorted(_BEYOND, key=len, reverse=True))})(?!\w)", name, maxsplit=1)[0]


def _motif(text: str, last: bool, without: tuple[str, ...] = ()) -> str | None:
    """The kind of land that the last word of its kind names (or the first one), the longest where several end there."""
    found = [
        (match.end() if last else -match.start(), len(word), motif)
        for motif, words in WORDS.items()
        for word in words
        if word not in without and (match := _found(word, text, last))
    ]
    return max(found)[2] if found else None


def _way(text: str) -> Way:
    return next((way for way, words in _WAYS.items() if any(_found(word, text, True) for word in words)), "")


def _found(word: str, text: str, last: bool) -> re.Match[str] | None:
    """The last (or the first) place where `word` stands in `text`, in the plural too."""
    matches = list(re.finditer(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", text))
    return matches[-1 if last else 0] if matches else None
