"""Rooms with one purpose, and what only they have: morgues, clubs, airports, great kitchens, shafts, saunas, rings."""

from __future__ import annotations

from milimo_runtime.backends.animatic.rooms.doors import flush, lift_door
from milimo_runtime.backends.animatic.rooms.furniture.lamps import spot, strip
from milimo_runtime.backends.animatic.rooms.furniture.seats import seat_row, stool
from milimo_runtime.backends.animatic.rooms.furniture.services import (
    cold_drawers,
    corner_lamp,
    hung_pans,
    ranges,
    sauna_benches,
    sauna_stove,
    service_pass,
    slab_table,
    steel_bench,
    theatre_lamp,
    thermometer,
)
from milimo_runtime.backends.animatic.rooms.furniture.shows import (
    beams,
    booth,
    circus_ring,
    dance_floor,
    king_poles,
    lit_bar,
    mirror_ball,
    neon,
    ring_door,
    speakers,
    tiers,
    trapeze,
)
from milimo_runtime.backends.animatic.rooms.furniture.storage import wall_shelves
from milimo_runtime.backends.animatic.rooms.furniture.tables import bottles, counter, sink
from milimo_runtime.backends.animatic.rooms.furniture.transit import (
    apron,
    cables,
    check_in,
    couch,
    departures,
    hand_rail,
    ladder,
    lift_panel,
    round_hatch,
    shaft_rails,
    shaft_wall,
    switches,
    trolley,
    way_sign,
)
from milimo_runtime.backends.animatic.rooms.furniture.works import gauge
from milimo_runtime.backends.animatic.rooms.motif import Motif, Shell, put
from milimo_runtime.backends.animatic.rooms.site import Palette

_EATING = ("restaurant", "hotel", "canteen", "commercial", "industrial", "bistro", "brasserie", "diner", "banquet")

SINGULAR = (
    Motif(
        "morgue", ("morgue", "mortuary", "autopsy room", "autopsy suite", "coroner's office", "coroner's lab",
                   "leichenhalle", "leichenschauhaus", "obitorio", "depósito de cadáveres"),
        Shell(6.6, 2.8, 0.165, "tiles", "tiled", "grid", shut=True),
        Palette((180, 200, 200), (150, 162, 164), (216, 224, 224), (130, 140, 146), (86, 128, 134)),
        back=(put(cold_drawers, (-2.7, 2.0)), put(flush, "right", 3.0, 1.0, (120, 140, 144)),
              put(counter, (2.2, 3.2), (0, 0.6), 0.92, (156, 168, 172), (196, 204, 206)), put(sink, 2.7, (0, 0.6))),
        middle=(put(slab_table, -2.0, 2.4), put(theatre_lamp, -2.0, 3.4), put(slab_table, 2.3, 2.8, False)),
        near="curtain", lamp="strip", example=("MORGUE", "steel drawers"),
    ),
    Motif(
        "nightclub", ("nightclub", "night club", "disco", "discotheque", "discothèque", "dance club", "dance floor",
                      "dancefloor", "club", "strip club", "rave", "karaoke bar", "diskothek", "discoteca"),
        Shell(8.4, 3.8, 0.13, "concrete", "plain", "pipes", shut=True),
        Palette((62, 46, 88), (46, 40, 62), (42, 36, 56), (70, 58, 92), (168, 44, 116)),
        back=(put(booth, 0.0, 1.0), put(speakers, -2.3, 0.6), put(speakers, 2.3, 0.6), put(neon, -3.3, 2.6),
              put(neon, 3.3, 2.6, 1), put(strip, "left", 2.9, 12.0, (255, 64, 168)),
              put(strip, "right", 2.9, 12.0, (64, 208, 255)), put(mirror_ball, 0.0, 2.2, 3.0)),
        middle=(put(dance_floor, (-2.4, 2.4), (2.0, 6.8)), put(beams, 2.6), put(lit_bar, (2.5, 4.1), (2.6, 3.3)),
                put(bottles, (2.6, 4.0), 1.12, 2.8), put(stool, 2.6, 3.8), put(stool, 3.4, 3.8),
                put(stool, -3.4, 3.4), put(stool, -2.8, 4.2)),
        near="bottles", lamp="club", example=("NIGHTCLUB", "coloured beams"),
    ),
    Motif(
        "airport terminal", ("airport", "airport terminal", "airport hall", "airport lounge", "terminal", "departures",
                             "departure hall", "departure gate", "arrivals hall", "arrivals", "check-in",
                             "check-in hall", "boarding gate", "gate", "baggage claim", "customs", "duty free",
                             "passport control", "flughafen", "aéroport", "aeropuerto", "aeroporto"),
        Shell(12.0, 5.4, 0.095, "tiles", "plain", "grid"),
        Palette((196, 204, 208), (182, 184, 184), (222, 228, 230), (120, 130, 138), (44, 92, 142)),
        back=(put(apron, (-5.4, 5.4)), put(departures, (-2.1, 2.1), (3.3, 4.7), 1.4)),
        middle=(put(seat_row, -3.6, 2.8, 4), put(check_in, (2.4, 5.6), 2.2), put(way_sign, -4.0, 3.4, 3.1),
                put(trolley, -2.5, 5.0), put(seat_row, 3.9, 5.4, 4), put(seat_row, -4.4, 6.6, 4)),
        near="rail", lamp="strip", example=("AIRPORT TERMINAL", "a wall of glass"),
    ),
    Motif(
        "restaurant kitchen", ("restaurant kitchen", "hotel kitchen", "kitchen of the restaurant", "canteen kitchen",
                               "commercial kitchen", "professional kitchen", "kitchen line"),
        Shell(7.0, 2.9, 0.155, "tiles", "tiled", "grid", shut=True),
        Palette((222, 224, 218), (160, 122, 104), (228, 230, 228), (150, 158, 164), (164, 66, 56)),
        back=(put(ranges, (-2.6, 1.5), (0, 0.8)), put(wall_shelves, "right", (0.8, 5.0), 2.0, "goods"),
              put(flush, "back", 2.7, 1.1, (156, 164, 170))),
        middle=(put(hung_pans, (-3.0, -1.2), 2.4), put(steel_bench, (-3.2, -1.2), (2.4, 3.2)),
                put(service_pass, (1.4, 3.3), 2.8), put(steel_bench, (-3.4, -1.8), (4.6, 5.4))),
        near="shelf", lamp="strip", within=_EATING, example=("RESTAURANT KITCHEN", "steel, flames"),
        generic=("kitchen", "galley", "cuisine", "küche", "cocina", "cucina"),
    ),
    Motif(
        "lift", ("lift", "elevator", "lift car", "elevator car", "ascenseur", "aufzug", "fahrstuhl", "ascensor",
                 "ascensore", "dumbwaiter", "paternoster"),
        Shell(2.2, 2.4, 0.3, "tiles", "metal", "grid", shut=True),
        Palette((178, 166, 144), (118, 108, 100), (214, 210, 200), (150, 124, 86), (124, 92, 62)),
        back=(put(lift_door, "back", -0.1, 1.15), put(hand_rail,), put(lift_panel, "right", 0.35)),
        middle=(),
        near="rail", lamp="strip", example=("LIFT", ""),
    ),
    Motif(
        "lift shaft", ("lift shaft", "elevator shaft", "liftshaft", "hoistway", "elevator pit", "ventilation shaft",
                       "air shaft", "aufzugsschacht", "cage d'ascenseur"),
        Shell(3.0, 7.4, 0.15, "concrete", "brick", "pipes", shut=True),
        Palette((112, 108, 106), (82, 80, 80), (40, 40, 46), (92, 88, 86), (132, 86, 62)),
        back=(put(shaft_wall,), put(shaft_rails,), put(ladder, "left", 1.5)),
        middle=(put(cables,),),
        near="pipe", lamp="bulb", example=("ELEVATOR SHAFT", "cables, concrete"),
    ),
    Motif(
        "sauna", ("sauna", "steam room", "steam bath", "banya", "hammam", "dampfbad"),
        Shell(4.6, 2.3, 0.2, "boards", "planks", "plain", shut=True),
        Palette((186, 130, 80), (150, 104, 66), (168, 116, 72), (176, 122, 76), (160, 80, 52)),
        back=(put(sauna_benches,), put(corner_lamp, "left", 1.0), put(corner_lamp, "right", 1.0),
              put(thermometer, 0.9)),
        middle=(put(sauna_stove, 1.7, 2.2),),
        near="rail", lamp="candle", example=("SAUNA", "benches, hot stones"),
    ),
    Motif(
        "capsule", ("capsule", "space capsule", "pod", "escape pod", "life pod", "landing pod", "lander", "kapsel",
                    "diving bell", "bathyscaphe", "cápsula"),
        Shell(2.8, 2.2, 0.29, "metal", "metal", "ribs", shut=True),
        Palette((186, 190, 194), (100, 108, 118), (166, 172, 180), (130, 138, 148), (206, 112, 62)),
        back=(put(round_hatch, 0.0), put(switches, "left", (0.3, 2.2)), put(switches, "right", (0.3, 2.2)),
              put(strip, "left", 0.4, 4.0), put(strip, "right", 0.4, 4.0), put(gauge, -0.98, 1.7, 0.06),
              put(gauge, 0.98, 1.7, 0.06)),
        middle=(put(couch, -0.98, 1.0), put(couch, 0.98, 1.0)),
        near="pipe", lamp="cool", apart=True, example=("ESCAPE POD", "a round hatch"),
    ),
    Motif(
        "circus ring", ("circus", "circus ring", "circus tent", "big top", "circus arena", "ring", "manège", "zirkus",
                        "manege", "circo", "cirque"),
        Shell(12.0, 6.0, 0.095, "earth", "canvas", "ridge", shut=True),
        Palette((196, 66, 56), (176, 134, 88), (214, 190, 150), (140, 88, 54), (176, 44, 46)),
        back=(put(tiers, (-5.8, -1.6)), put(tiers, (1.6, 5.8)), put(ring_door,)),
        middle=(put(king_poles, ((-3.6, 2.6), (3.6, 2.6))), put(trapeze, -1.6, 3.0), put(circus_ring, 6.4, 4.5),
                put(spot, -3.2, 3.2, 4.6, (-0.6, 0.0, 5.0)), put(spot, 3.2, 3.2, 4.6, (0.6, 0.0, 5.0))),
        near="rail", lamp="stage", example=("CIRCUS RING", "sawdust, a trapeze"),
    ),
)  # fmt: skip
