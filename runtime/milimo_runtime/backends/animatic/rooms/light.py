"""The light of a room: of the hour where daylight comes in, of its lamps where it is dark or shut."""

from __future__ import annotations

from dataclasses import dataclass

from milimo_runtime.backends.animatic.colour import Colour, mix
from milimo_runtime.backends.animatic.mood import Hour, Mood
from milimo_runtime.backends.animatic.rooms.motif import Lamp, Motif

_LIT: dict[Hour, Colour] = {
    "night": (150, 142, 160),
    "dawn": (226, 208, 204),
    "day": (250, 248, 242),
    "dusk": (230, 190, 162),
}
_TINTED = 0.62
"""How much of its colour a light has that is said to have one."""
_OVERCAST: Colour = (214, 220, 228)


@dataclass(frozen=True, slots=True)
class Lamplight:
    """What lamps make of colours with no daylight (`by` day and at `night`), and how they `shine`."""

    by_day: Colour
    at_night: Colour
    shine: Colour


LAMPS: dict[Lamp, Lamplight] = {
    "warm": Lamplight((236, 220, 200), (164, 142, 130), (255, 196, 118)),
    "strip": Lamplight((240, 244, 242), (182, 192, 200), (226, 242, 250)),
    "candle": Lamplight((218, 194, 166), (130, 106, 98), (255, 178, 88)),
    "cool": Lamplight((196, 208, 224), (128, 146, 178), (128, 208, 255)),
    "bulb": Lamplight((226, 212, 190), (140, 124, 112), (255, 206, 130)),
    "red": Lamplight((220, 168, 150), (164, 98, 88), (255, 108, 76)),
    "club": Lamplight((196, 170, 222), (130, 106, 168), (226, 120, 255)),
    "stage": Lamplight((206, 178, 168), (140, 118, 128), (255, 226, 176)),
}


def lit(mood: Mood) -> Colour:
    """The colour of daylight indoors by the hour."""
    return _LIT[mood.hour]


def light_of(motif: Motif, mood: Mood, tint: Colour | None = None) -> Colour:
    """The colour of a room's light; `tint` is the one it is said to have."""
    return tinted(_plain(motif, mood), tint)


def shine_of(motif: Motif, tint: Colour | None = None) -> Colour:
    """The colour that a room's lamps have."""
    return tinted(LAMPS[motif.lamp].shine, tint)


def tinted(light: Colour, tint: Colour | None) -> Colour:
    """`light`, as bright, in the colour `tint`."""
    if tint is None:
        return light
    full = max(light) / max(tint)
    return mix(light, (round(tint[0] * full), round(tint[1] * full), round(tint[2] * full)), _TINTED)


def _plain(motif: Motif, mood: Mood) -> Colour:
    lamp = LAMPS[motif.lamp]
    if motif.shell.shut:
        return lamp.at_night if mood.dark else mix(lamp.by_day, _LIT[mood.hour], 0.25)
    if mood.dark:
        return mix(_LIT["night"], lamp.at_night, 0.65)
    return _LIT[mood.hour] if mood.weather == "clear" else mix(_LIT[mood.hour], _OVERCAST, 0.55)


def lamps_on(motif: Motif, mood: Mood) -> bool:
    return mood.dark or motif.shell.shut or motif.lamp == "strip" or mood.hour == "dusk"
