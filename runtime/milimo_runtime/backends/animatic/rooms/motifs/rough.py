"""Rooms nobody would choose: cells, cellars, tunnels, caves, barns, tents, huts."""

from __future__ import annotations

from milimo_runtime.backends.animatic.rooms.doors import cell_door, door
from milimo_runtime.backends.animatic.rooms.furniture.fittings import (
    arch_rib,
    bars,
    rails,
    rug,
    stairs,
    stalagmites,
    stall,
    toilet,
)
from milimo_runtime.backends.animatic.rooms.furniture.lamps import bulb, table_lamp, torch
from milimo_runtime.backends.animatic.rooms.furniture.seats import bench, bunks, chair, cot, hay
from milimo_runtime.backends.animatic.rooms.furniture.storage import (
    barrels,
    candle,
    chest,
    chimney,
    crates,
    fireplace,
    shelves,
)
from milimo_runtime.backends.animatic.rooms.furniture.tables import bottles, table
from milimo_runtime.backends.animatic.rooms.furniture.works import boiler, pipes
from milimo_runtime.backends.animatic.rooms.motif import Motif, Shell, put
from milimo_runtime.backends.animatic.rooms.site import Palette
from milimo_runtime.backends.animatic.rooms.windows import barred, glazed, sash

_PRISON = ("prison", "jail", "penitentiary", "gaol", "gefängnis", "cárcel", "prigione")

ROUGH = (
    Motif(
        "prison corridor", ("cell block", "death row"),
        Shell(4.0, 3.4, 0.092, "concrete", "plain", "pipes", shut=True),
        Palette((126, 138, 130), (112, 114, 112), (118, 124, 122), (96, 104, 104), (86, 104, 108)),
        back=(put(cell_door, "back", 0.0, 1.2), put(bars, "left", (0.8, 3.6), 2.5, 0.22),
              put(bars, "left", (4.4, 7.2), 2.5, 0.22), put(bars, "left", (8.0, 10.8), 2.5, 0.22),
              put(bars, "left", (11.6, 14.4), 2.5, 0.22), put(bars, "left", (15.2, 17.6), 2.5, 0.22),
              put(bars, "right", (0.8, 3.6), 2.5, 0.22), put(bars, "right", (4.4, 7.2), 2.5, 0.22),
              put(bars, "right", (8.0, 10.8), 2.5, 0.22), put(bars, "right", (11.6, 14.4), 2.5, 0.22),
              put(bars, "right", (15.2, 17.6), 2.5, 0.22), put(bulb, 0.0, 4.0, 2.9), put(bulb, 0.0, 8.0, 2.9)),
        middle=(),
        near="bars", lamp="bulb", within=_PRISON, example=("PRISON CORRIDOR", ""),
        generic=("corridor", "hallway", "passage", "block", "wing", "row"),
    ),
    Motif(
        "prison cell", ("cell", "prison cell", "jail cell", "holding cell", "dungeon", "oubliette", "cellule",
                        "zelle", "celda", "cella", "solitary", "lockup", "drunk tank"),
        Shell(3.4, 2.7, 0.21, "concrete", "brick", "plain"),
        Palette((136, 140, 132), (116, 114, 110), (112, 114, 112), (104, 98, 90), (92, 104, 112)),
        back=(put(barred, "back", -0.25, 0.8, (1.75, 2.35)), put(bars, "right", (0.6, 3.6)), put(toilet, 1.15, 0.0)),
        middle=(put(cot, -1.15, 0.3), put(bench, 1.2, 1.7, 0.7)),
        near="bars", lamp="bulb", example=("PRISON CELL", "bars, a cot"), settings=_PRISON,
    ),
    Motif(
        "cellar", ("cellar", "wine cellar", "crypt", "vault", "catacomb", "tomb", "undercroft", "cave à vin",
                   "keller", "bodega", "cantina", "coal cellar"),
        Shell(6.2, 2.9, 0.165, "flags", "stone", "vault", shut=True),
        Palette((132, 116, 102), (106, 96, 90), (124, 108, 96), (104, 72, 48), (112, 62, 58)),
        back=(put(barred, "back", -1.2, 0.7, (1.7, 2.1)), put(shelves, (-2.9, -1.75), (0, 0.4), 1.7, "jars"),
              put(bottles, (0.8, 2.8), 1.1, 0.34, 0.13), put(shelves, (0.7, 2.9), (0, 0.3), 1.0, "jars"),
              put(torch, "right", 1.8, 1.8)),
        middle=(put(barrels, -2.5, 1.5, 2), put(barrels, 1.9, 2.0, 2), put(crates, -2.2, 2.9, 1, 0.6),
                put(crates, 2.5, 3.6, 2, 0.5), put(bulb, -0.4, 1.6, 2.1)),
        near="arch", lamp="bulb", example=("CELLAR", "barrels, stone vaults"),
    ),
    Motif(
        "basement", ("boiler room", "basement", "furnace room", "sous-sol", "sótano", "heizungskeller"),
        Shell(6.4, 2.6, 0.165, "concrete", "brick", "pipes", shut=True),
        Palette((138, 120, 108), (112, 108, 104), (104, 102, 102), (116, 86, 60), (96, 84, 72)),
        back=(put(stairs, (1.2, 2.4), 2.6, 2.5, 11, False), put(boiler, -2.2, 0.7), put(pipes, "left", (1.4, 2.2)),
              put(pipes, "right", (1.7, 2.2), 2), put(shelves, (-1.3, 0.5), (0, 0.4), 1.8, "boxes")),
        middle=(put(crates, -2.4, 2.6, 3, 0.5), put(chest, 2.8, (2.8, 3.3), 0.7, 0.8), put(bulb, 0.3, 1.8, 2.05)),
        near="pipe", lamp="bulb", example=("BASEMENT", "a boiler, pipes"),
    ),
    Motif(
        "tunnel", ("tunnel", "mine", "mine shaft", "shaft", "sewer", "underpass", "galerie de mine", "bergwerk",
                   "mina", "stollen", "túnel"),
        Shell(3.6, 2.7, 0.095, "earth", "rock", "rock", shut=True),
        Palette((112, 96, 84), (92, 78, 68), (84, 72, 64), (122, 90, 60), (110, 84, 60)),
        back=(put(rails,), put(arch_rib, 0.6), put(arch_rib, 3.0), put(arch_rib, 5.4), put(arch_rib, 7.8),
              put(arch_rib, 10.2), put(arch_rib, 12.4), put(arch_rib, 14.2)),
        middle=(put(bulb, 0.7, 3.1, 2.0), put(bulb, 0.7, 7.9, 2.0), put(crates, -1.3, 8.8, 2, 0.45),
                put(barrels, 1.35, 9.6, 1)),
        near="arch", lamp="candle", example=("MINE TUNNEL", "timber frames, rails"),
    ),
    Motif(
        "cave", ("cave", "cavern", "grotto", "grotte", "höhle", "cueva", "grotta", "lair"),
        Shell(7.4, 4.4, 0.135, "earth", "rock", "rock", shut=True),
        Palette((116, 124, 138), (106, 100, 98), (84, 90, 104), (110, 92, 72), (96, 116, 130)),
        back=(put(stalagmites, ((-2.6, 0.6, 1.7), (-1.9, 0.4, 1.0), (2.2, 0.5, 1.9), (3.0, 1.0, 1.2)), (112, 116, 126)),
              put(candle, -1.4, 0.3, 0.8, 0.2), put(candle, 1.2, 0.0, 0.7, 0.3)),
        middle=(put(crates, -2.8, 2.2, 2, 0.5), put(barrels, 2.7, 2.6, 1), put(torch, "left", 3.0, 2.0),
                put(torch, "right", 4.2, 2.0)),
        near="arch", lamp="candle", example=("CAVE", "wet rock"),
    ),
    Motif(
        "barn", ("barn", "stable", "stables", "cowshed", "hayloft", "byre", "pigsty", "henhouse", "grange", "étable",
                 "scheune", "stall", "granero", "establo", "fienile", "stalla"),
        Shell(8.0, 5.2, 0.125, "earth", "planks", "rafters"),
        Palette((150, 104, 72), (150, 120, 82), (136, 96, 66), (116, 78, 52), (150, 62, 50)),
        back=(put(glazed, "back", (-1.2, 1.2), (0.05, 2.5), 1, "garden", (96, 64, 44)),
              put(sash, "back", 0.0, 0.9, (3.1, 3.9), "sky", False)),
        middle=(put(stall, "left", (0.8, 6.0)), put(stall, "right", (0.8, 6.0)), put(hay, -2.0, 1.2, 1.2, 3),
                put(hay, 2.1, 1.0, 1.2, 2), put(hay, 2.5, 4.0, 1.1, 1), put(barrels, -2.7, 4.4, 1)),
        near="post", lamp="candle", example=("BARN", "hay, stalls"),
    ),
    Motif(
        "tent", ("tent", "marquee", "yurt", "teepee", "tipi", "zelt", "tienda de campaña", "tenda", "tente",
                 "pavilion"),
        Shell(5.0, 3.0, 0.175, "carpet", "canvas", "ridge"),
        Palette((206, 186, 138), (146, 116, 80), (206, 186, 138), (132, 96, 62), (122, 66, 56)),
        back=(put(glazed, "back", (-0.5, 0.55), (0.05, 1.9), 1, "garden", (170, 150, 106)),),
        middle=(put(rug, (-1.0, 1.0), (0.8, 3.6)), put(cot, -1.75, 0.6), put(table, 1.7, 1.3, 0.9, 0.6, 0.72),
                put(table_lamp, 1.7, 1.3, 0.72), put(crates, 2.0, 2.5, 2, 0.42),
                put(chest, -1.9, (2.8, 3.2), 0.8, 0.45)),
        near="curtain", lamp="candle", example=("TENT", "canvas, a camp bed"),
    ),
    Motif(
        "hut", ("hut", "log cabin", "cabin", "shack", "lodge", "chalet", "hütte", "cabaña", "baita", "cabane",
                "bothy", "dormitory", "barracks"),
        Shell(5.8, 2.7, 0.175, "boards", "planks", "beams"),
        Palette((162, 116, 76), (138, 96, 64), (136, 100, 68), (118, 80, 52), (154, 58, 50)),
        back=(put(sash, "left", 2.6, 1.1, (0.9, 1.9), "garden"), put(fireplace, 0.7, (126, 122, 118), 1.5),
              put(door, "back", -1.9), put(shelves, (1.9, 2.8), (0, 0.34), 1.7, "jars")),
        middle=(put(rug, (-1.2, 1.2), (1.2, 3.4)), put(bunks, 2.05, 1.4), put(table, -1.9, 1.9, 1.0, 0.8),
                put(chair, -1.9, 1.2), put(candle, -1.9, 0.75, 1.9), put(chimney, -2.5, 3.3)),
        near="chair", lamp="candle", example=("LOG CABIN", "a fire"),
    ),
)  # fmt: skip
