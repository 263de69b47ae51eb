"""Which stills there are: every framing, move, angle and lens of the library, places, hours, weathers, transitions."""

from __future__ import annotations

from milimo_runtime.backends.animatic import lands, rooms
from tests.stills.still import Still
from tests.vocabulary import terms_of

ROOM = "INT. LIGHTHOUSE KITCHEN - DAY"
QUAY = "EXT. HARBOUR - DAY"
TALK = "Mara looks at Tom."
_BOTH = "Mara and Tom talk."


def _framings() -> tuple[Still, ...]:
    alone = {"insert": "insert on @The Letter", "cutaway": "cutaway on @The Letter"}
    company = ("over the shoulder", "dirty single", "two shot", "wide two shot", "close two shot")
    crowd = ("three shot", "group shot")
    found = []
    for term in terms_of("framing", "framings.mls"):
        line = alone.get(term.name, f"{term.name} on @Mara" if term.name not in (*company, *crowd) else term.name)
        action = _BOTH if term.name in company else "Mara, Tom, Ana and Ben wait." if term.name in crowd else ""
        found.append(Still(term.name, ROOM, line, action))
    return tuple(found)


def _moves() -> tuple[Still, ...]:
    """The first and the last frame of each move."""
    terms = [term for term in terms_of("camera", "moves.mls") if term.name != "static"]
    return tuple(
        Still(f"{term.name}: {when}", QUAY, f"medium wide, {term.name}", TALK, at)
        for term in terms
        for when, at in (("first", 0.0), ("last", 1.0))
    )


def _optics() -> tuple[Still, ...]:
    kinds = ("angle", "lens", "light")
    files = {"angle": "angles.mls", "lens": "lenses.mls", "light": "lights.mls"}
    return tuple(
        Still(term.name, ROOM if kind != "light" else "INT. LIVING ROOM - NIGHT", f"medium, {term.name}", TALK)
        for kind in kinds
        for term in terms_of(kind, files[kind])
        if "{" not in term.name
    )


def _people() -> tuple[Still, ...]:
    said = {
        "stands": "Mara stands.",
        "sits": "Mara sits.",
        "kneels": "Mara kneels.",
        "lies": "Mara lies on the floor.",
        "walks": "Mara walks along the wall.",
        "runs": "Mara runs along the wall.",
        "walks in": "Mara walks in.",
        "leaves": "Mara leaves.",
        "sits, stands": "Mara sits. Tom stands.",
        "kneels, lies": "Mara kneels beside Tom. Tom lies on the floor.",
    }
    wide = tuple(Still(label, "INT. HALL - DAY", "wide", action, 0.3) for label, action in said.items())
    near = tuple(
        Still(f"{label}, medium", "INT. HALL - DAY", "medium", action, 0.3) for label, action in list(said.items())[:3]
    )
    return (*wide, *near)


def _light() -> tuple[Still, ...]:
    hours = tuple(
        Still(f"{place.lower()}, {hour.lower()}", f"{inside}. {place} - {hour}", "wide", "Mara waits.")
        for inside, place in (("EXT", "HARBOUR"), ("EXT", "CITY STREET"), ("INT", "LIVING ROOM"))
        for hour in ("DAWN", "DAY", "DUSK", "NIGHT")
    )
    weathers = tuple(
        Still(f"{place.lower()}, {name}, {hour.lower()}", f"EXT. {place} - {hour}", "wide", f"{told} Mara waits.")
        for place, hour in (("CITY STREET", "DAY"), ("FOREST", "NIGHT"), ("FIELD", "DAY"), ("BEACH", "DAY"))
        for name, told in (
            ("rain", "Rain."),
            ("storm", "The storm breaks."),
            ("snow", "Snow falls."),
            ("fog", "Thick fog."),
            ("wind", "Wind."),
        )
    )
    lamps = tuple(
        Still(label, "EXT. LIGHTHOUSE - NIGHT", "wide", f"{told} Mara waits.")
        for label, told in (("lighthouse, night", ""), ("lighthouse, its lamp out", "The lamp is out."))
    )
    return (*hours, *weathers, *lamps)


_INSERTS = (
    "Mara's hand", "Mara's hands", "Ben's fist", "Tom's feet", "Ana's eyes", "Ana's lips", "passport", "ticket",
    "business card", "photograph", "envelope", "map", "ring", "coin", "badge", "chess piece", "wristwatch", "medicine",
    "teapot", "cake", "knife", "bone", "mask", "globe", "record", "microphone", "handcuffs", "binoculars", "bucket",
    "clock", "painting", "calendar", "bonsai",
)  # fmt: skip


def _inserts() -> tuple[Still, ...]:
    """Parts of people, things, and one that has no shape of its own."""
    things = tuple(
        Still(name, ROOM, f"insert on {name if 's ' in name else f'the {name}'}", "Mara and Ana wait.")
        for name in _INSERTS
    )
    held = Still("her hand and the key", ROOM, "insert", "Mara's hand turns the key.")
    return (*things, held, Still("cutaway on the clock", ROOM, "cutaway on the clock"))


_SEATED = (
    ("OFFICE", "Tom sits at the desk."), ("KITCHEN", "Mara and Tom sit at the table."),
    ("DINING ROOM", "Mara, Tom, Ana and Ben sit at a table for six."), ("CHURCH", "Mara sits in a pew."),
    ("LIVING ROOM", "Mara and Tom sit on the sofa."), ("LIVING ROOM", "Mara sits."),
    ("BEDROOM", "Ana sits on the bed."), ("BATHROOM", "Ana sits in the bathtub."),
    ("STAIRCASE", "Tom sits on the stairs."), ("HALL", "Tom sits on the floor."), ("BAR", "Ben sits at the bar."),
    ("MUSIC ROOM", "Ana sits at the piano."), ("THRONE ROOM", "Ben sits on the throne."),
    ("HOSPITAL CORRIDOR", "Mara sits in a wheelchair."), ("SAUNA", "Tom and Ben sit."),
)  # fmt: skip


def _seats() -> tuple[Still, ...]:
    """Who sits where the words or the room say."""
    inside = tuple(Still(told, f"INT. {room} - DAY", "full", told) for room, told in _SEATED)
    outside = tuple(
        Still(told, f"EXT. {land} - DAY", "full", told)
        for land, told in (("PARK", "Tom and Ana sit on a bench."), ("HARBOUR", "Mara sits on the quay."),
                           ("CITY STREET", "Ana sits on the steps."))
    )  # fmt: skip
    near = tuple(Still(f"{told[:-1]}, medium", f"INT. {room} - DAY", "medium", told) for room, told in _SEATED[:2])
    return (*inside, *outside, *near)


_VEHICLES = tuple((name.lower(), name, "") for name in ("CAR", "BUS", "TRAM", "METRO", "TRAIN", "PLANE"))


def _places(inside: str, examples: tuple[tuple[str, str, str], ...]) -> tuple[Still, ...]:
    """Each place the renderer knows, by day, with someone in it."""
    return tuple(
        Still(
            motif,
            f"{inside}. {name.upper()} - DAY",
            "wide on @Mara",
            declared=f"@location {name.title()}: {look}" if look else "",
        )
        for motif, name, look in examples
    )


def _transitions() -> tuple[Still, ...]:
    both = [
        term.name
        for term in terms_of("transition", "transitions.mls")
        if not term.name.startswith(("cut", "fade", "iris in", "iris out"))
    ]
    return tuple(
        Still(name, QUAY, "medium on @Mara", transition=f"{name.upper().removesuffix(' TO')} TO:") for name in both
    )


GROUPS: dict[str, tuple[Still, ...]] = {
    "framings": _framings(),
    "moves": _moves(),
    "optics": _optics(),
    "people": _people(),
    "seats": _seats(),
    "inserts": _inserts(),
    "light": _light(),
    "exteriors": _places("EXT", lands.EXAMPLES),
    "interiors": _places("INT", (*rooms.EXAMPLES, *_VEHICLES)),
    "transitions": _transitions(),
}
