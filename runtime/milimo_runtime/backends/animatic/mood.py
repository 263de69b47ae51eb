"""The light a shot is drawn in: hour and weather read from the words of the heading, the action and the look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeVar

from milimo_lang.ir.bodies import Place
from milimo_runtime.backends.animatic.colour import Colour, mix, turned
from milimo_runtime.media.chance import between

Hour = Literal["night", "dawn", "day", "dusk"]
Weather = Literal["clear", "cloud", "rain", "storm", "snow", "fog", "dust", "ash", "wind"]
Shade = Literal["night", "blue", "dawn", "day", "noon", "golden", "dusk"]
"""The hours as a painter tells them apart."""
Kind = TypeVar("Kind", Shade, Weather)

_SHADES: tuple[tuple[Shade, tuple[str, ...]], ...] = (
    ("dusk", ("early evening", "fin d'après-midi", "sundown")),
    (
        "blue",
        (
            "pre-dawn",
            "predawn",
            "before dawn",
            "just before dawn",
            "before sunrise",
            "after sunset",
            "blue hour",
            "nightfall",
            "heure bleue",
            "blaue stunde",
        ),
    ),
    ("night", ("night", "midnight", "evening", "nuit", "nacht", "noche", "notte", "soir", "abend", "sera",
               "ночь", "вечер", "夜", "深夜", "夜晚", "晚上", "晩", "밤")),
    ("golden", ("golden hour", "magic hour", "golden light", "late afternoon", "goldene stunde", "low sun")),
    ("dusk", ("dusk", "sunset", "twilight", "crépuscule", "dämmerung", "abenddämmerung", "atardecer", "tramonto",
              "закат", "сумерки", "夕", "夕方", "黄昏")),
    (
        "dawn",
        ("dawn", "sunrise", "daybreak", "first light", "early morning", "aube", "morgengrauen", "amanecer", "alba",
         "рассвет", "夜明け", "黎明"),
    ),
    ("noon", ("noon", "midday", "high noon", "midi", "mittag", "mediodía", "mezzogiorno", "полдень", "正午",
              "中午")),
    ("day", ("day", "morning", "afternoon", "jour", "tag", "día", "giorno", "matin", "mañana", "mattina",
             "день", "утро", "昼", "朝", "日", "白天", "早晨", "낮", "아침")),
)  # fmt: skip
_WEATHERS: tuple[tuple[Weather, tuple[str, ...]], ...] = (
    ("dust", ("sandstorm", "sand storm", "dust storm", "dust", "dusty", "blowing sand", "tempête de sable")),
    ("snow", ("snow", "snowy", "snowing", "snowfall", "snowstorm", "snowflakes", "blizzard", "sleet", "neige",
              "schnee", "nieve", "neve")),
    ("storm", ("storm", "stormy", "thunder", "thunderstorm", "lightning", "gale", "tempest", "hurricane", "orage",
               "gewitter", "sturm", "tormenta", "tempesta")),
    ("rain", ("rain", "rains", "rainy", "raining", "rainstorm", "drizzle", "downpour", "wet", "pluie", "regen",
              "lluvia", "pioggia")),
    ("fog", ("fog", "foggy", "mist", "misty", "haze", "hazy", "smoke", "smoky", "brume", "brouillard", "nebel",
             "niebla", "nebbia")),
    ("ash", ("ash", "ashes", "embers", "cinders", "burning", "cendres", "asche")),
    ("wind", ("windy", "gusts", "gusty", "blustery", "windswept", "strong wind", "high wind", "howling wind", "venteux",
              "windig", "ventoso")),
    ("cloud", ("overcast", "cloudy", "grey sky", "gray sky", "leaden sky", "clouds", "nuageux", "bewölkt")),
    ("clear", ("clear",)),
)  # fmt: skip

_CLOCK = re.compile(r"(?<!\w)(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])\.?\s?m\b|(?<!\w)(\d{1,2})[:h](\d{2})(?!\w)")
_UNTIL: tuple[tuple[float, Shade], ...] = (
    (5, "night"), (5.75, "blue"), (7.5, "dawn"), (12, "day"), (13, "noon"), (17, "day"), (18.5, "golden"), (20, "dusk"),
    (21, "blue"), (24, "night"),
)  # fmt: skip
"""Until which hour of the clock each lasts."""

_HOUR_OF: dict[Shade, Hour] = {
    "night": "night", "blue": "dusk", "dawn": "dawn", "day": "day", "noon": "day", "golden": "dusk", "dusk": "dusk",
}  # fmt: skip
_SKIES: dict[Shade, tuple[Colour, Colour, Colour]] = {
    "night": ((9, 14, 36), (22, 36, 72), (52, 78, 116)),
    "blue": ((22, 34, 82), (56, 86, 142), (156, 160, 182)),
    "dawn": ((74, 92, 146), (178, 152, 172), (246, 200, 166)),
    "day": ((92, 152, 206), (154, 196, 226), (222, 234, 232)),
    "noon": ((62, 134, 204), (136, 190, 230), (226, 240, 240)),
    "golden": ((96, 124, 166), (226, 178, 122), (255, 218, 146)),
    "dusk": ((44, 40, 92), (148, 74, 104), (242, 148, 88)),
}
"""Top, middle and low: the horizon's colour is the colour of the air."""
_CLOUDS: dict[Shade, Colour] = {
    "night": (24, 30, 44), "blue": (62, 72, 100), "dawn": (150, 146, 156), "day": (152, 162, 170),
    "noon": (164, 174, 180), "golden": (168, 150, 128), "dusk": (96, 78, 92),
}  # fmt: skip
_LIGHTS: dict[Shade, Colour] = {
    "night": (132, 148, 196), "blue": (176, 190, 226), "dawn": (236, 214, 208), "day": (255, 255, 252),
    "noon": (255, 255, 250), "golden": (255, 226, 184), "dusk": (246, 204, 180),
}  # fmt: skip
# How much of the sky the weather takes, what it leaves of colour in the light, and how thick it makes the air.
_SHARES: dict[Weather, tuple[float, float, float]] = {
    "clear": (0.0, 0.0, 0.0), "cloud": (0.55, 0.3, 0.06), "rain": (0.64, 0.46, 0.22), "storm": (0.72, 0.5, 0.12),
    "wind": (0.16, 0.1, 0.04), "snow": (0.5, 0.14, 0.26), "fog": (0.76, 0.35, 0.8), "dust": (0.78, 0.5, 0.6),
    "ash": (0.7, 0.45, 0.3),
}  # fmt: skip
_DULL: Colour = (186, 196, 212)
_TINTS: dict[Weather, Colour] = {
    "dust": (206, 156, 96),
    "ash": (132, 104, 92),
    "storm": (70, 80, 98),
    "rain": (124, 136, 150),
    "fog": (238, 242, 250),
}
"""What the air is full of, where it has a colour of its own."""


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of `words` stands in `text` as a word of its own."""
    return any(word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


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

    @property
    def windy(self) -> bool:
        return self.weather in ("wind", "storm")

    @property
    def lamps(self) -> bool:
        """Whether people have put on their lights."""
        return self.hour in ("night", "dusk") or self.weather == "storm"

    def air(self, colour: Colour, distance: float) -> Colour:
        """`colour` seen through `distance` (0 to 1) of air: it takes on the horizon's colour."""
        return mix(colour, self.sky[2], min(1.0, distance * (0.75 + self.haze)))


def mood_of(place: Place, seed: int) -> Mood:
    """The mood of a place: it holds from shot to shot of a scene.

    The heading's words win; of the weather the action's come next, then the look's and the name's.
    """
    heading, look = place.time_of_day.casefold(), f"{place.look} {place.name}".casefold()
    shade = _clock(f"{heading} {place.name.casefold()}") or _first(_SHADES, heading) or _first(_SHADES, look) or "day"
    texts = (heading, "windy" if place.weather == "wind" else place.weather.casefold(), look)
    weather: Weather = next((found for text in texts if (found := _first(_WEATHERS, text))), "clear")
    turn = between(-0.03, 0.03, "sky", place.name, seed)
    top, middle, low = (turned(colour, turn) for colour in _SKIES[shade])
    light, share = _LIGHTS[shade], _SHARES[weather]
    cloud = _veiled(shade, weather)
    top, middle, low = (mix(colour, cloud, share[0]) for colour in (top, middle, low))
    if _HOUR_OF[shade] != "night":
        light = mix(light, mix(_DULL, cloud, 0.4), share[1])
    return Mood(_HOUR_OF[shade], weather, (top, middle, low), light, share[2])


def _clock(heading: str) -> Shade | None:
    """What it is by the clock, where a heading says: "3 a.m.", "22:00"."""
    told = _CLOCK.search(heading)
    if told is None:
        return None
    hour = int(told[1]) % 12 + (12 if told[3] == "p" else 0) if told[3] else int(told[4])
    time = hour + int((told[2] if told[3] else told[5]) or 0) / 60
    return next((shade for until, shade in _UNTIL if time < until), None)


def _veiled(shade: Shade, weather: Weather) -> Colour:
    """The colour of what hides the sky: of the hour's clouds, with what the air is full of."""
    cloud, tint = _CLOUDS[shade], _TINTS.get(weather)
    if tint is None:
        return cloud
    light = _LIGHTS[shade]
    dim = sum(cloud) / sum(_CLOUDS["day"])
    lit = tuple(min(255, round(part * of / 255 * (0.35 + 0.65 * dim))) for part, of in zip(tint, light, strict=True))
    return mix(cloud, (lit[0], lit[1], lit[2]), 0.72)


def _first(table: tuple[tuple[Kind, tuple[str, ...]], ...], text: str) -> Kind | None:
    return next((name for name, words in table if says(text, words)), None)
