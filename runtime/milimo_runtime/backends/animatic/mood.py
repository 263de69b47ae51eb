"""The light a shot is drawn in: hour and weather read from the heading's and the look's words, and their colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeVar

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.colour import Colour, mix, turned
from milimo_runtime.media.chance import between

Hour = Literal["night", "dawn", "day", "dusk"]
Weather = Literal["clear", "rain", "storm", "snow", "fog"]
Kind = TypeVar("Kind", Hour, Weather)

_HOURS: tuple[tuple[Hour, tuple[str, ...]], ...] = (
    ("night", ("night", "midnight", "evening", "nuit", "nacht", "noche", "notte")),
    ("dusk", ("dusk", "sunset", "twilight", "golden hour", "magic hour", "crépuscule")),
    ("dawn", ("dawn", "sunrise", "daybreak", "early morning", "aube")),
    ("day", ("day", "morning", "noon", "afternoon", "jour", "tag", "día", "giorno")),
)
_WEATHERS: tuple[tuple[Weather, tuple[str, ...]], ...] = (
    ("storm", ("storm", "stormy", "thunder", "gale", "tempest")),
    ("rain", ("rain", "rainy", "raining", "drizzle", "downpour", "wet")),
    ("snow", ("snow", "snowy", "snowing", "blizzard", "ice", "frozen")),
    ("fog", ("fog", "foggy", "mist", "misty", "haze", "smoke")),
)

_SKIES: dict[Hour, tuple[Colour, Colour, Colour]] = {
    "night": ((9, 14, 36), (22, 36, 72), (52, 78, 116)),
    "dawn": ((74, 92, 146), (178, 152, 172), (246, 200, 166)),
    "day": ((92, 152, 206), (154, 196, 226), (222, 234, 232)),
    "dusk": ((44, 40, 92), (148, 74, 104), (242, 148, 88)),
}
_CLOUDS: dict[Hour, Colour] = {
    "night": (24, 30, 44),
    "dawn": (150, 146, 156),
    "day": (152, 162, 170),
    "dusk": (96, 78, 92),
}
_LIGHTS: dict[Hour, Colour] = {
    "night": (132, 148, 196),
    "dawn": (236, 214, 208),
    "day": (255, 255, 252),
    "dusk": (246, 204, 180),
}


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of `words` stands in `text` as a word of its own."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


@dataclass(frozen=True, slots=True)
class Mood:
    """Hour, weather and the colours they give. `light` multiplies the colours of what stands in it."""

    hour: Hour
    weather: Weather
    sky: tuple[Colour, Colour, Colour]
    light: Colour
    haze: float

    @property
    def dark(self) -> bool:
        return self.hour == "night"

    @property
    def wet(self) -> bool:
        return self.weather in ("rain", "storm")

    def air(self, colour: Colour, distance: float) -> Colour:
        """`colour` seen through `distance` (0 to 1) of air: it takes on the horizon's colour."""
        return mix(colour, self.sky[2], min(1.0, distance * (0.75 + self.haze)))


def mood_of(place: Place, seed: int) -> Mood:
    """The mood of a place, from its heading and its look alone: the weather holds from shot to shot of a scene."""
    heading, look = place.time_of_day.casefold(), f"{place.look} {place.name}".casefold()
    hour = _first(_HOURS, heading) or _first(_HOURS, look) or "day"
    weather = _first(_WEATHERS, f"{heading} {look}") or "clear"
    turn = between(-0.03, 0.03, "sky", place.name, seed)
    top, middle, low = (turned(colour, turn) for colour in _SKIES[hour])
    light = _LIGHTS[hour]
    haze = 0.0
    if weather != "clear":
        cloud = _CLOUDS[hour]
        share = {"rain": 0.5, "storm": 0.62, "snow": 0.45, "fog": 0.7, "clear": 0.0}[weather]
        top, middle, low = (mix(colour, cloud, share) for colour in (top, middle, low))
        light = mix(light, (190, 200, 214), 0.35) if hour != "night" else light
        haze = {"rain": 0.15, "storm": 0.1, "snow": 0.25, "fog": 0.6, "clear": 0.0}[weather]
    return Mood(hour, weather, (top, middle, low), light, haze)


def _first(table: tuple[tuple[Kind, tuple[str, ...]], ...], text: str) -> Kind | None:
    return next((name for name, words in table if says(text, words)), None)
