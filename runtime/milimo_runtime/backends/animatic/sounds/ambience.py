"""What is heard in a place: its air, its weather and what the words tell of, as a table.

A sound from outside comes into a room muffled. All of it together lies about -60 to -46 dBFS: under any speech, over
what sounds like a fault.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.mood import mood_of, says

Call = Literal["bird", "gull", "owl", "cricket", "thunder", "drip", "crackle", "clack", "beep", "patter"]


class Strand(NamedTuple):
    """Noise between `low` and `high` Hz at `level` dBFS (RMS), swelling by `swell` (0 to 1) each `period` seconds.

    Its band falls off by 12 dB an octave, times `steep`.
    """

    low: float
    high: float
    level: float
    swell: float = 0.0
    period: float = 7.0
    steep: float = 1.0


class Calls(NamedTuple):
    """Small sounds of one kind, one each `every` seconds or so, at `level` dBFS (RMS while they sound)."""

    kind: Call
    every: float
    level: float


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is heard at once."""

    strands: tuple[Strand, ...]
    calls: tuple[Calls, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """What is heard where one of `words` is said, at the `hours` of the day (always, where none are named).

    It lies `outside`, and comes into a room through a wall; or `inside`, and is heard there alone; or `here`, wherever
    that is.
    """

    words: tuple[str, ...]
    strands: tuple[Strand, ...] = ()
    calls: tuple[Calls, ...] = ()
    lies: Literal["outside", "inside", "here"] = "outside"
    hours: tuple[str, ...] = ()


_LOUDEST = -47.0
"""dBFS: what would be louder together is turned down."""
_INSIDE, _OUTSIDE = (Strand(45, 260, -57), Strand(260, 1400, -69)), (Strand(80, 900, -60, 0.25, 11),)
_WALL = -7.0
"""dB that a wall takes off what is outside, besides its highs."""

_WOODS = ("forest", "woods", "park", "garden", "orchard", "trees", "grove", "jungle", "wald", "forêt", "bosque")
_FIELDS = ("field", "fields", "meadow", "farm", "prairie", "countryside", "vineyard", "garden", "porch", "lakeside")
_LIT, _DARK = ("day", "dawn"), ("night", "dusk")

_SOURCES: tuple[_Source, ...] = (
    # Weather.
    _Source(
        ("storm", "stormy", "thunder", "thunderstorm", "tempest", "orage", "gewitter", "tormenta"),
        (Strand(110, 800, -50, 0.6, 5.3), Strand(800, 6500, -53, 0.2, 4.1)), (Calls("thunder", 9, -41),),
    ),
    _Source(
        ("wind", "windy", "gale", "gusts", "blizzard", "dust", "sandstorm", "viento", "vento"),
        (Strand(110, 620, -51, 0.6, 6.3), Strand(420, 640, -61, 0.8, 4.7, 3)),
    ),
    _Source(
        ("rain", "rainy", "raining", "downpour", "pluie", "regen", "lluvia", "pioggia"),
        (Strand(1100, 8000, -52, 0.12, 9),), (Calls("patter", 0.09, -49),),
    ),
    _Source(("drizzle",), (Strand(1800, 9000, -57, 0.1, 9),), (Calls("patter", 0.25, -54),)),
    _Source(("snow", "snowy", "snowing", "snowfall", "schnee", "neige"), (Strand(2500, 7000, -66, 0.3, 6),)),
    # Water.
    _Source(
        ("sea", "ocean", "coast", "beach", "shore", "lighthouse", "waves", "cliff", "cliffs", "surf", "mer", "meer"),
        (Strand(90, 700, -52, 0.5, 8.7), Strand(500, 2600, -55, 0.8, 8.7)),
    ),
    _Source(("harbour", "harbor", "quay", "pier", "docks", "port"), (Strand(140, 1500, -55, 0.6, 4.2),)),
    _Source(
        ("beach", "harbour", "harbor", "quay", "pier", "coast", "shore", "cliffs"),
        calls=(Calls("gull", 5, -52),), hours=_LIT,
    ),
    _Source(
        ("river", "stream", "brook", "creek", "waterfall", "fountain", "gutter", "fleuve", "fluss"),
        (Strand(450, 4200, -53, 0.18, 1.7), Strand(300, 900, -58, 0.5, 0.9)),
    ),
    # Towns.
    _Source(
        ("street", "city", "road", "town", "traffic", "avenue", "boulevard", "highway", "motorway", "alley",
         "crossroads", "kerb", "rue", "strasse", "straße", "calle"),
        (Strand(45, 380, -51, 0.35, 13), Strand(380, 1500, -59, 0.75, 7.1)),
    ),
    _Source(
        ("playground", "schoolyard", "school yard", "fairground"),
        (Strand(700, 1500, -57, 0.8, 0.31), Strand(1300, 3400, -58, 0.9, 0.43)), hours=_LIT,
    ),
    # Nature.
    _Source(_WOODS, (Strand(1500, 5200, -62, 0.5, 5.1),)),
    _Source((*_WOODS, *_FIELDS), calls=(Calls("bird", 1.3, -49),), hours=_LIT),
    _Source(_WOODS, calls=(Calls("owl", 8, -54),), hours=_DARK),
    _Source((*_WOODS, *_FIELDS, "desert", "camp", "campsite"), calls=(Calls("cricket", 0.62, -54),), hours=_DARK),
    _Source(
        ("fire", "campfire", "camp fire", "fireplace", "bonfire", "hearth", "camp", "campsite", "stove", "forge"),
        (Strand(90, 500, -56, 0.4, 1.3),), (Calls("crackle", 0.11, -47),), lies="here",
    ),
    # Rooms that are something.
    _Source(
        ("café", "cafe", "bar", "pub", "restaurant", "diner", "tavern", "canteen", "party", "lobby", "ballroom",
         "theatre", "theater", "saloon", "inn"),
        (Strand(220, 620, -53, 0.8, 0.29), Strand(500, 1200, -55, 0.9, 0.23), Strand(1000, 2600, -58, 0.9, 0.37)),
        lies="inside",
    ),
    _Source(
        ("crowd", "market", "train station", "railway station", "bus station", "airport", "stadium", "demonstration"),
        (Strand(200, 700, -53, 0.5, 0.41), Strand(600, 2400, -57, 0.6, 0.53)), lies="here",
    ),
    _Source(
        ("office", "classroom", "shop", "supermarket", "bank", "police station", "newsroom", "corridor", "lift",
         "elevator"),
        (Strand(98, 103, -56, 0, 7, 6), Strand(300, 2200, -60)), lies="inside",
    ),
    _Source(
        ("hospital", "ward", "clinic", "intensive care", "operating theatre", "lab", "laboratory"),
        (Strand(117, 123, -57, 0, 7, 6), Strand(500, 3200, -60)), (Calls("beep", 2.1, -57),), lies="inside",
    ),
    _Source(
        ("church", "cathedral", "chapel", "temple", "mosque", "crypt", "great hall", "museum", "abbey", "monastery"),
        (Strand(60, 340, -53, 0.2, 9), Strand(180, 520, -60, 0.5, 4.3, 2)), lies="inside",
    ),
    _Source(
        ("cave", "cavern", "tunnel", "cellar", "basement", "dungeon", "sewer", "mine shaft", "catacombs", "underground",
         "bunker"),
        (Strand(40, 150, -54, 0.3, 10),), (Calls("drip", 1.7, -50),), lies="inside",
    ),
    _Source(
        ("factory", "workshop", "boiler room", "engine room", "server room", "power station"),
        (Strand(48, 56, -54, 0, 7, 6), Strand(200, 2600, -54, 0.3, 0.7)), lies="inside",
    ),
    # What moves.
    _Source(
        ("train", "carriage", "compartment", "railway", "subway", "metro", "tram", "railcar"),
        (Strand(45, 240, -49, 0.2, 3.1), Strand(240, 1200, -60, 0.3, 2.3)), (Calls("clack", 1.35, -46),), lies="here",
    ),
    _Source(
        ("car", "taxi", "cab", "truck", "van", "bus", "limousine", "lorry", "jeep"),
        (Strand(40, 120, -50, 0.2, 4.7), Strand(400, 2400, -60, 0.3, 3.7)), lies="here",
    ),
    _Source(
        ("ship", "ferry", "submarine", "trawler", "cargo hold", "freighter"),
        (Strand(34, 60, -49, 0.4, 0.61, 2), Strand(80, 300, -54, 0.2, 2.9)), lies="here",
    ),
    _Source(
        ("plane", "aeroplane", "airplane", "airliner", "cockpit", "helicopter"),
        (Strand(70, 700, -49, 0.1, 5), Strand(700, 5000, -56)), lies="here",
    ),
    _Source(
        ("spaceship", "spacecraft", "space station", "starship", "airlock", "space ship"),
        (Strand(58, 64, -52, 0.3, 6.1, 6), Strand(117, 125, -57, 0.4, 4.3, 6), Strand(900, 3200, -61, 0.2, 8)),
        lies="here",
    ),
)  # fmt: skip


def heard_in(place: Place) -> Heard:
    """What is heard in `place`, told by its name, its look, its weather and its hour."""
    words = f"{place.name} {place.time_of_day} {place.look} {place.weather}".casefold()
    hour = mood_of(place, 0).hour
    air = _OUTSIDE if place.interior is False else _INSIDE
    strands, calls = list(air), []
    for source in _SOURCES:
        if _is_heard(source, place, hour) and says(words, source.words):
            muffled = place.interior is True and source.lies == "outside"
            strands += [_through_a_wall(strand) if muffled else strand for strand in source.strands]
            calls += [call._replace(level=call.level + 2 * _WALL) if muffled else call for call in source.calls]
    over = max(0.0, _level(strands) - _LOUDEST)
    return Heard(
        tuple(strand._replace(level=strand.level - over) for strand in strands),
        tuple(call._replace(level=call.level - over) for call in calls),
    )


def _is_heard(source: _Source, place: Place, hour: str) -> bool:
    shut_in = source.lies == "inside" and place.interior is False
    return not shut_in and (not source.hours or hour in source.hours)


def _through_a_wall(strand: Strand) -> Strand:
    return strand._replace(low=strand.low * 0.6, high=strand.high * 0.35, level=strand.level + _WALL)


def _level(strands: list[Strand]) -> float:
    """All strands together, dBFS; a swell makes a strand louder in the mean."""
    return 10 * math.log10(sum(10 ** (strand.level / 10) * (1 + 0.26 * strand.swell**2) for strand in strands))
