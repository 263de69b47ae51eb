"""Objects and the words that mean them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from milimo_runtime.backends.animatic.canvas import Canvas, ring
from milimo_runtime.backends.animatic.colour import NAMED, Colour, from_hue
from milimo_runtime.backends.animatic.mood import says
from milimo_runtime.backends.animatic.props import (
    goods,
    hung,
    keepsakes,
    lights,
    machines,
    meals,
    papers,
    tools,
    utensils,
)
from milimo_runtime.backends.animatic.props.hand import Hand
from milimo_runtime.backends.animatic.props.unknown import draw_unknown
from milimo_runtime.media.chance import between

_PROPS: tuple[tuple[tuple[str, ...], Callable[[Hand], None]], ...] = (
    (("lamp", "lantern", "light", "flame", "wick"), lights.draw_lamp),
    (("match", "matches", "matchstick", "lighter"), lights.draw_match),
    (("candle", "candles", "candlestick"), lights.draw_candle),
    (("torch", "flashlight"), lights.draw_torch),
    (("cigarette", "cigar", "ashtray", "ash tray"), lights.draw_cigarette),
    (("boat", "ship", "paper boat"), goods.draw_boat),
    (("photograph", "photo", "picture", "postcard", "photographs", "photos", "polaroid", "snapshot"),
     papers.draw_photograph),
    (("envelope", "envelopes"), papers.draw_envelope),
    (("newspaper", "paper's front page", "headline", "headlines"), papers.draw_newspaper),
    (("map", "chart", "plan"), papers.draw_map),
    (("money", "cash", "banknote", "banknotes", "banknote", "bills", "dollars"), papers.draw_money),
    (("letter", "note", "paper", "page", "telegram", "document", "documents", "list", "contract", "receipt"),
     papers.draw_paper),
    (("playing card", "card", "cards", "ace", "queen of hearts", "jack of spades"), papers.draw_card),
    (("business card", "visiting card", "calling card", "id card", "identity card", "credit card", "library card"),
     keepsakes.draw_business_card),
    (("ticket", "tickets", "boarding pass", "stub", "train ticket", "bus ticket"), keepsakes.draw_ticket),
    (("passport", "passports", "identity papers"), keepsakes.draw_passport),
    (("book", "diary", "journal", "logbook", "notebook", "script", "log", "bible", "ledger",
      "manuscript"), papers.draw_book),
    (("radio", "wireless", "transistor"), machines.draw_radio),
    (("television", "tv", "tv set", "monitor"), machines.draw_television),
    (("laptop", "computer", "keyboard"), machines.draw_laptop),
    (("phone", "telephone", "screen", "tablet", "mobile", "cellphone", "receiver"), machines.draw_telephone),
    (("remote", "remote control", "calculator"), machines.draw_remote),
    (("camera", "lens"), machines.draw_camera),
    (("pocket watch", "watch chain", "locket", "stopwatch"), machines.draw_watch),
    (("watch", "wristwatch", "wrist watch"), keepsakes.draw_wristwatch),
    (("clock", "barometer", "dial", "gauge", "alarm clock"), machines.draw_clock),
    (("compass",), machines.draw_compass),
    (("hourglass", "sand glass"), machines.draw_hourglass),
    (("cup", "mug", "coffee", "tea", "bowl", "teacup"), meals.draw_vessel),
    (("wine glass", "glass", "goblet", "champagne"), meals.draw_glass),
    (("pill", "pills", "tablets", "capsules"), meals.draw_pills),
    (("medicine bottle", "medicine", "pill bottle", "bottle of pills", "poison", "cough syrup", "prescription",
      "tincture", "ointment"), utensils.draw_medicine),
    (("teapot", "kettle", "coffee pot"), utensils.draw_kettle),
    (("cake", "birthday cake", "pie"), utensils.draw_cake),
    (("record", "vinyl", "gramophone record"), utensils.draw_record),
    (("cassette", "tape", "cassette tape", "videotape", "video tape"), utensils.draw_cassette),
    (("microphone", "mic"), utensils.draw_microphone),
    (("handcuffs", "cuffs", "manacles", "shackles"), utensils.draw_handcuffs),
    (("binoculars", "field glasses", "opera glasses"), utensils.draw_binoculars),
    (("bullet", "bullets", "cartridge", "shell casing"), utensils.draw_bullet),
    (("bucket", "pail"), utensils.draw_bucket),
    (("bottle", "wine", "whisky", "whiskey", "vial", "flask", "beer", "rum"), meals.draw_bottle),
    (("plate", "dish", "fork", "spoon", "cutlery"), meals.draw_plate),
    (("bread", "loaf", "baguette"), meals.draw_bread),
    (("apple", "fruit", "orange", "peach"), meals.draw_apple),
    (("door handle", "doorknob", "door knob", "handle", "lock", "keyhole"), goods.draw_handle),
    (("key", "keys"), tools.draw_key),
    (("knife", "blade", "dagger", "scalpel", "razor", "peeler", "potato peeler", "letter opener"), tools.draw_knife),
    (("gun", "pistol", "revolver", "handgun", "rifle", "weapon"), tools.draw_gun),
    (("sword", "sabre", "rapier"), tools.draw_sword),
    (("gavel", "mallet", "hammer", "sledgehammer"), tools.draw_hammer),
    (("shovel", "spade"), tools.draw_shovel),
    (("axe", "hatchet"), tools.draw_axe),
    (("rope", "cord", "noose", "string"), tools.draw_rope),
    (("pen", "pencil", "quill"), tools.draw_pen),
    (("scissors", "shears"), tools.draw_scissors),
    (("syringe", "needle"), tools.draw_syringe),
    (("suitcase", "trunk", "luggage"), goods.draw_suitcase),
    (("briefcase", "attaché case"), goods.draw_briefcase),
    (("bag", "handbag", "purse", "satchel", "backpack", "wallet"), goods.draw_bag),
    (("box", "parcel", "package", "gift", "present", "crate"), goods.draw_box),
    (("case", "chest", "coffer"), goods.draw_case),
    (("ring", "wedding ring"), goods.draw_ring),
    (("necklace", "pearls", "pendant", "jewels", "amulet"), goods.draw_necklace),
    (("badge", "police badge", "sheriff's star", "sheriff's badge"), keepsakes.draw_badge),
    (("chess piece", "chess pieces", "chessman", "chessmen", "black king", "white king", "chess"),
     keepsakes.draw_chess_piece),
    (("bone", "wishbone"), keepsakes.draw_bone),
    (("crown", "tiara", "diadem"), keepsakes.draw_crown),
    (("mask",), keepsakes.draw_mask),
    (("globe",), keepsakes.draw_globe),
    (("painting", "oil painting", "portrait"), hung.draw_painting),
    (("calendar",), hung.draw_calendar),
    (("poster", "sign", "placard"), hung.draw_poster),
    (("coin", "coins", "medal", "medallion", "token"), goods.draw_coin),
    (("hat", "cap", "fedora"), goods.draw_hat),
    (("flower", "flowers", "rose", "roses", "bouquet", "daisy"), goods.draw_flower),
    (("mirror", "looking glass"), goods.draw_mirror),
    (("doll", "teddy bear", "teddy", "toy", "puppet"), goods.draw_doll),
    (("ball", "football"), goods.draw_ball),
    (("umbrella", "parasol"), goods.draw_umbrella),
    (("glasses", "spectacles", "eyeglasses"), goods.draw_spectacles),
    (("egg", "eggs"), goods.draw_egg),
    (("mouse", "rat", "dead mouse"), goods.draw_mouse),
    (("feather",), goods.draw_feather),
    (("dice", "die"), goods.draw_dice),
    (("stone", "rock", "pebble", "brick"), goods.draw_stone),
    (("cross", "crucifix", "rosary"), goods.draw_cross),
    (("skull", "bones"), goods.draw_skull),
    (("shoe", "shoes", "boot", "boots"), goods.draw_shoe),
    (("bell",), goods.draw_bell),
    (("guitar", "violin", "banjo"), goods.draw_guitar),
)  # fmt: skip
OBJECTS = tuple(words[0] for words, _ in _PROPS)
"""One name for each object there is a shape for."""


_HUNG: dict[Callable[[Hand], None], tuple[Callable[[Hand], None], tuple[str, ...]]] = {
    goods.draw_bell: (goods.draw_hung_bell, (
        "great", "big", "huge", "large", "giant", "bronze", "iron", "church", "chapel", "cathedral", "tower", "temple",
        "monastery", "belfry", "steeple", "ship's", "ship", "boat", "harbour", "harbor", "fog", "alarm", "fire",
        "station", "school", "buoy",
    )),
}  # fmt: skip
"""What hangs from a beam where one of these words is said of it."""


_ON_WALLS = (hung.draw_painting, hung.draw_calendar, hung.draw_poster)
_STANDING = ("alarm", "mantel", "table", "bedside", "desk", "carriage", "travel", "digital", "cuckoo", "little")
"""A clock of which one of these is said hangs on no wall."""

Hold = Literal["", "beam", "wall"]


def held_by(name: str, look: str) -> Hold:
    """What the object `name` hangs from, or on; empty where it stands."""
    draw = _drawn(name.casefold(), f"{name} {look}".casefold())
    if draw in {hung_up for hung_up, _ in _HUNG.values()}:
        return "beam"
    return "wall" if draw is hung.draw_wall_clock or draw in _ON_WALLS else ""


def has_shape(name: str, look: str) -> bool:
    """Whether there is a drawing of the object; else a card has its name."""
    return _drawn(name.casefold(), f"{name} {look}".casefold()) is not draw_unknown


def known_in(text: str) -> str | None:
    """The first word in `text` that names an object there is a shape for."""
    folded = text.casefold()
    found = [
        (place.start(), -len(word), word)
        for words, _ in _PROPS
        for word in words
        if (place := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)) is not None
    ]
    return min(found)[2] if found else None


def draw_prop(canvas: Canvas, name: str, look: str, x: float, foot: float, height: float, ambient: Colour) -> None:
    """Paint the object `name` with its base at (x, foot)."""
    folded = f"{name} {look}".casefold()
    named = next((NAMED[word] for word in folded.replace(",", " ").split() if word in NAMED), None)
    own = named or from_hue(between(0, 1, "prop", name.casefold()), 0.42, 0.64)
    draw = _drawn(name.casefold(), folded)
    if not held_by(name, look):
        canvas.veil(ring((x, foot), height * 0.62, height * 0.07), (6, 8, 18), 0.45, height * 0.03)
    draw(Hand(canvas, x, foot, height, ambient, own, name))


def _drawn(name: str, said: str) -> Callable[[Hand], None]:
    """The shape of an object of which all that is `said`."""
    draw = _shape(name) or _shape(said) or draw_unknown
    if draw is machines.draw_clock and says(said, ("clock", "dial")) and not says(said, _STANDING):
        return hung.draw_wall_clock
    hung_up, words = _HUNG.get(draw, (draw, ()))
    return hung_up if says(said, words) else draw


def _shape(text: str) -> Callable[[Hand], None] | None:
    """The shape of the last object a name speaks of: a paper boat is a boat, a business card no playing card."""
    named = [(text.rfind(word) + len(word), len(word), at) for at, (words, _) in enumerate(_PROPS) for word in words
             if says(text, (word,))]  # fmt: skip
    return _PROPS[max(named)[2]][1] if named else None
