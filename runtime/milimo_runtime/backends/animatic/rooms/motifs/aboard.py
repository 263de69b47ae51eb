"""Rooms aboard: of ships, submarines, spaceships, trains and planes, and the lamp room of a lighthouse."""

from __future__ import annotations

from milimo_runtime.backends.animatic.rooms.doors import door, hatch, sliding
from milimo_runtime.backends.animatic.rooms.furniture.fittings import rug
from milimo_runtime.backends.animatic.rooms.furniture.lamps import bulb, strip, table_lamp
from milimo_runtime.backends.animatic.rooms.furniture.lens import lens
from milimo_runtime.backends.animatic.rooms.furniture.seats import armchair, berth, bunks, chair, sofa
from milimo_runtime.backends.animatic.rooms.furniture.storage import cabinet, chest, crates, picture, shelves
from milimo_runtime.backends.animatic.rooms.furniture.tables import table
from milimo_runtime.backends.animatic.rooms.furniture.works import (
    binnacle,
    console,
    engine,
    gauge,
    machine,
    periscope,
    pipes,
    screens,
    uprights,
    wheel,
)
from milimo_runtime.backends.animatic.rooms.motif import Motif, Shell, put
from milimo_runtime.backends.animatic.rooms.site import Palette
from milimo_runtime.backends.animatic.rooms.windows import glazed, porthole, sash

_SPACE = ("spaceship", "starship", "space station", "spacecraft", "space ship", "space", "shuttle", "vaisseau",
"raumschiff", "nave espacial",
          "astronave", "orbital", "mothership", "airlock")  # fmt: skip
_SUBMARINE = ("submarine", "sub", "u-boat", "sous-marin", "u-boot", "submarino", "sottomarino")
_SHIP = ("ship", "ship's", "boat", "vessel", "yacht", "freighter", "trawler", "ferry", "tanker", "schooner",
"galleon", "bateau", "schiff",
         "barco", "liner", "captain's")  # fmt: skip
_PLANE = ("plane", "airplane", "aeroplane", "aircraft", "jet", "helicopter", "chopper", "airliner")

ABOARD = (
    Motif(
        "spaceship corridor", ("airlock", "space station", "nave espacial"),
        Shell(3.2, 2.7, 0.09, "metal", "metal", "ribs", shut=True),
        Palette((164, 176, 190), (92, 102, 118), (150, 162, 176), (110, 122, 138), (60, 110, 160)),
        back=(put(sliding, "back", 0.0, 1.5, 2.2), put(strip, "left", 0.5, 19.0), put(strip, "right", 0.5, 19.0),
              put(sliding, "left", 4.6, 1.3, 2.1), put(sliding, "right", 4.6, 1.3, 2.1),
              put(screens, "left", (7.0, 8.2), (1.2, 1.8), 1), put(screens, "right", (7.0, 8.2), (1.2, 1.8), 1),
              put(sliding, "left", 10.6, 1.3, 2.1), put(sliding, "right", 10.6, 1.3, 2.1),
              put(screens, "left", (12.6, 13.8), (1.2, 1.8), 1), put(screens, "right", (12.6, 13.8), (1.2, 1.8), 1),
              put(sliding, "left", 15.4, 1.3, 2.1), put(sliding, "right", 15.4, 1.3, 2.1)),
        middle=(),
        near="pipe", lamp="cool", within=_SPACE, example=("SPACESHIP CORRIDOR", ""), settings=_SPACE,
        generic=("corridor", "passage", "passageway", "hallway", "airlock", "hatchway", "couloir", "korridor"),
    ),
    Motif(
        "spaceship bridge", (),
        Shell(7.6, 3.0, 0.145, "metal", "metal", "ribs", shut=True),
        Palette((120, 132, 150), (70, 80, 98), (104, 116, 134), (92, 104, 122), (54, 96, 146)),
        back=(put(glazed, "back", (-3.0, 3.0), (0.95, 2.5), 3, "space", (88, 100, 118)),
              put(console, (-2.8, 2.8), 0.7, 0.95), put(screens, "left", (1.0, 3.4), (1.1, 2.0), 3),
              put(screens, "right", (1.0, 3.4), (1.1, 2.0), 3), put(strip, "left", 0.5), put(strip, "right", 0.5)),
        middle=(put(console, (-3.4, -1.5), 2.4), put(console, (1.5, 3.4), 2.4),
                put(armchair, -2.4, 3.2, (70, 88, 116)), put(armchair, 2.5, 3.2, (70, 88, 116))),
        near="console", lamp="cool", within=_SPACE, example=("SPACESHIP BRIDGE", "stars ahead"),
        generic=("bridge", "cockpit", "command deck", "flight deck", "control room", "deck"),
    ),
    Motif(
        "spaceship quarters", ("medbay", "med bay", "cryo chamber", "cryo room", "cryo bay", "cryo pod", "pod room",
                               "sleep pods", "stasis chamber", "hibernation chamber"),
        Shell(5.2, 2.6, 0.18, "metal", "metal", "ribs", shut=True),
        Palette((170, 176, 184), (96, 104, 116), (150, 158, 168), (120, 128, 140), (196, 118, 70)),
        back=(put(porthole, "back", 0.9, 1.55, 0.5, "space"), put(sliding, "back", -1.3, 1.1, 2.0),
              put(strip, "left", 2.0), put(strip, "right", 0.4)),
        middle=(put(bunks, 1.85, 0.8), put(table, -1.9, 1.8, 0.8, 0.7),
                put(cabinet, -2.3, (0.5, 1.0), 4, (150, 160, 172))),
        near="pipe", lamp="cool", within=_SPACE, example=("SPACESHIP QUARTERS", ""),
        generic=("quarters", "cabin", "room", "bay", "lab", "medbay", "med bay", "mess", "bunk room", "galley"),
    ),
    Motif(
        "submarine", ("torpedo room", "sonar room", "conning tower", "periscope room"),
        Shell(4.4, 2.5, 0.165, "metal", "metal", "ribs", shut=True),
        Palette((116, 128, 118), (82, 86, 84), (104, 114, 108), (110, 102, 80), (150, 70, 52)),
        back=(put(hatch, "back", 0.0), put(gauge, -1.2, 1.9, 0.05, 0.16), put(gauge, -0.85, 1.6, 0.05),
              put(gauge, -1.3, 1.45, 0.05), put(gauge, 1.0, 1.9, 0.05), put(gauge, 1.35, 1.6, 0.05, 0.17),
              put(pipes, "left", (1.9, 2.3), 3), put(pipes, "right", (1.9, 2.3), 3)),
        middle=(put(console, (-2.1, -1.0), 1.6), put(console, (1.1, 2.1), 1.7), put(periscope, -0.9, 1.9),
                put(uprights, ((1.9, 0.7), (-1.9, 0.7)), 0.07),
                put(screens, "right", (2.4, 3.8), (1.1, 1.6), 2, (112, 214, 150)),
                put(screens, "left", (2.4, 3.8), (1.1, 1.6), 2, (112, 214, 150)), put(console, (-2.1, -1.2), 3.4)),
        near="pipe", lamp="red", within=_SUBMARINE, example=("SUBMARINE CONTROL ROOM", ""), settings=_SUBMARINE,
        generic=("control room", "bridge", "corridor", "torpedo room", "sonar room", "engine room", "conning tower",
                 "periscope room", "room", "cabin", "passage"),
    ),
    Motif(
        "ship's cabin", ("stateroom", "captain's cabin", "ship's cabin", "kajüte", "camarote", "forecastle",
                         "fo'c'sle"),
        Shell(4.8, 2.3, 0.19, "boards", "planks", "beams"),
        Palette((166, 118, 76), (132, 92, 60), (206, 190, 158), (122, 78, 46), (44, 82, 116)),
        back=(put(porthole, "back", -0.75, 1.5, 0.28), put(porthole, "back", 0.55, 1.5, 0.28),
              put(porthole, "left", 2.0, 1.5, 0.28), put(porthole, "left", 3.6, 1.5, 0.28),
              put(shelves, (1.3, 2.3), (0, 0.3), 1.1), put(picture, "back", -0.1, 1.5, 0.5, 0.4),
              put(door, "back", -1.8, 0.8, 1.9)),
        middle=(put(rug, (-1.0, 1.0), (0.9, 3.2)), put(bunks, 1.6, 0.7), put(table, -1.65, 1.6, 1.0, 0.7),
                put(table_lamp, -1.9, 1.6, 0.75), put(chair, -1.1, 1.7), put(crates, 2.0, 3.3, 1, 0.4)),
        near="post", within=_SHIP, example=("SHIP'S CABIN", "portholes, a bunk"), settings=_SHIP,
        generic=("cabin", "stateroom", "quarters", "berth", "captain's cabin", "ship's cabin", "kajüte", "cabine",
                 "camarote", "cabina", "forecastle", "mess", "fo'c'sle", "room", "saloon"),
    ),
    Motif(
        "ship's bridge", ("bridge", "wheelhouse", "pilot house", "helm", "chart room", "passerelle", "kommandobrücke",
                          "puente"),
        Shell(6.4, 2.6, 0.165, "boards", "planks", "beams"),
        Palette((186, 176, 154), (124, 88, 58), (214, 208, 192), (116, 74, 44), (44, 82, 112)),
        back=(put(glazed, "back", (-2.9, 2.9), (1.05, 2.2), 5, "sea", (206, 198, 180)),
              put(glazed, "left", (0.4, 4.0), (1.05, 2.2), 3, "sea", (206, 198, 180)),
              put(glazed, "right", (0.4, 4.0), (1.05, 2.2), 3, "sea", (206, 198, 180)),
              put(console, (1.0, 2.6), 0.6, 0.95, (132, 96, 62))),
        middle=(put(wheel, -1.2, 1.3), put(binnacle, 1.5, 1.5), put(chest, -2.7, (2.2, 2.8), 0.8, 0.9),
                put(screens, "right", (4.2, 5.2), (1.2, 1.8), 1)),
        near="console", lamp="bulb", example=("SHIP'S BRIDGE", "the sea ahead"),
    ),
    Motif(
        "engine room", ("engine room", "machine room", "generator room", "turbine hall", "pump room", "maschinenraum",
                        "salle des machines", "sala de máquinas"),
        Shell(6.8, 3.2, 0.15, "metal", "metal", "pipes", shut=True),
        Palette((134, 122, 106), (86, 88, 92), (96, 98, 100), (104, 96, 84), (64, 106, 100)),
        back=(put(hatch, "back", 0.3), put(pipes, "left", (1.8, 2.8)), put(pipes, "right", (1.8, 2.8)),
              put(machine, -2.4, 0.8, 1.6, 1.8), put(machine, 2.5, 0.8, 1.6, 1.8), put(bulb, -0.8, 2.0, 2.4)),
        middle=(put(engine, -1.95, 2.0, 2.6), put(engine, 2.1, 2.2, 2.6),
                put(uprights, ((-3.1, 3.0), (3.1, 2.4)), 0.1)),
        near="pipe", lamp="bulb", example=("ENGINE ROOM", "pipes, gauges"),
    ),
    Motif(
        "cockpit", ("cockpit",),
        Shell(3.2, 2.0, 0.3, "metal", "metal", "plain"),
        Palette((96, 102, 112), (62, 66, 74), (86, 92, 102), (80, 86, 96), (58, 70, 86)),
        back=(put(glazed, "back", (-1.45, -0.06), (0.95, 1.75), 1, "sky", (58, 62, 70)),
              put(glazed, "back", (0.06, 1.45), (0.95, 1.75), 1, "sky", (58, 62, 70)),
              put(glazed, "left", (0.2, 1.5), (0.95, 1.7), 1, "sky", (58, 62, 70)),
              put(glazed, "right", (0.2, 1.5), (0.95, 1.7), 1, "sky", (58, 62, 70)),
              put(console, (-1.5, 1.5), 0.5, 0.92, (66, 70, 78))),
        middle=(put(armchair, -0.95, 1.5, (74, 78, 86)), put(armchair, 0.95, 1.5, (74, 78, 86)),
                put(console, (-0.28, 0.28), 1.5, 0.72, (66, 70, 78))),
        near="console", lamp="cool", within=_PLANE, example=("COCKPIT", "clouds ahead"),
        generic=("cockpit", "flight deck", "helicopter", "chopper"),
        settings=("helicopter", "chopper"),
    ),
    Motif(
        "lamp room", ("lamp room", "lantern room", "lighthouse"),
        Shell(6.4, 3.2, 0.165, "metal", "planks", "beams"),
        Palette((126, 104, 82), (96, 78, 64), (140, 116, 88), (178, 140, 76), (136, 82, 60)),
        back=(put(glazed, "back", (-3.1, 3.1), (0.7, 2.8), 7, "sea", (168, 132, 72)),
              put(glazed, "left", (0.0, 6.0), (0.7, 2.8), 6, "sea", (168, 132, 72)),
              put(glazed, "right", (0.0, 6.0), (0.7, 2.8), 6, "sea", (168, 132, 72))),
        middle=(put(lens, -1.6, 1.8), put(crates, 2.6, 1.6, 1, 0.5), put(chair, 2.5, 2.6)),
        near="rail", example=("LAMP ROOM", "brass gears, rain on curved glass"),
    ),
    Motif(
        "train compartment", ("train compartment", "compartment", "sleeping car", "sleeper", "couchette", "abteil",
                              "compartiment", "scompartimento"),
        Shell(3.3, 2.35, 0.25, "carpet", "planks", "plain"),
        Palette((158, 112, 72), (112, 66, 60), (216, 204, 178), (112, 72, 46), (62, 98, 84)),
        back=(put(sash, "back", 0.0, 1.25, (0.95, 1.75), "garden"), put(berth, "left", (0.05, 3.2)),
              put(berth, "right", (0.05, 3.2))),
        middle=(put(table, 0.0, 0.2, 0.5, 0.4, 0.72), put(table_lamp, 0.0, 0.16, 0.72)),
        near="curtain", example=("TRAIN COMPARTMENT", ""), apart=True,
    ),
    Motif(
        "caravan", ("caravan", "camper", "camper van", "trailer", "motorhome", "mobile home", "wohnwagen"),
        Shell(3.6, 2.2, 0.2, "lino", "planks", "plain"),
        Palette((206, 178, 132), (150, 128, 100), (226, 218, 196), (150, 108, 68), (178, 92, 56)),
        back=(put(sash, "back", 0.0, 1.6, (1.0, 1.75), "garden"), put(sash, "left", 2.0, 1.2, (1.0, 1.75), "garden"),
              put(sofa, 0.0, 0.5, 2.6)),
        middle=(put(table, 0.9, 1.5, 0.8, 0.6, 0.7), put(shelves, (1.3, 1.8), (1.6, 2.6), 2.0, "jars"),
                put(chest, -1.5, (2.4, 3.0), 0.6, 0.9)),
        near="curtain", example=("CARAVAN", ""),
    ),
)  # fmt: skip
