"""Great rooms: to pray, judge, dance, rule and play in."""

from __future__ import annotations

from milimo_runtime.backends.animatic.rooms.doors import double
from milimo_runtime.backends.animatic.rooms.furniture.fittings import banner, rug
from milimo_runtime.backends.animatic.rooms.furniture.halls import (
    altar,
    bench_of_judges,
    columns,
    jury,
    piano,
    pulpit,
    rail,
    stage_front,
)
from milimo_runtime.backends.animatic.rooms.furniture.lamps import chandelier, spot, torch
from milimo_runtime.backends.animatic.rooms.furniture.seats import bench, chair, pews, seat_row, stalls, throne
from milimo_runtime.backends.animatic.rooms.furniture.storage import fireplace
from milimo_runtime.backends.animatic.rooms.furniture.tables import desk, long_table
from milimo_runtime.backends.animatic.rooms.motif import Motif, Shell, put
from milimo_runtime.backends.animatic.rooms.site import Palette, Wall
from milimo_runtime.backends.animatic.rooms.windows import glazed, gothic, rose, tall

_SIDES: tuple[Wall, Wall] = ("left", "right")
_CASTLE = ("castle", "palace", "fortress", "keep", "château", "schloss", "burg", "castillo", "castello", "medieval")

GRAND = (
    Motif(
        "church", ("church", "chapel", "cathedral", "nave", "abbey", "monastery", "basilica", "temple", "sanctuary",
                   "église", "kirche", "iglesia", "chiesa", "kapelle", "synagogue", "sacristy", "confessional"),
        Shell(8.6, 6.4, 0.082, "flags", "stone", "vault"),
        Palette((176, 166, 150), (150, 142, 132), (188, 180, 166), (116, 76, 48), (146, 44, 52)),
        back=(put(gothic, "back", -2.3, 1.1, (1.6, 4.0)), put(gothic, "back", 2.3, 1.1, (1.6, 4.0)),
              put(rose, 0.0, 4.5, 0.9),
              *(put(gothic, side, 2.0 + 3.0 * at, 1.2, (1.4, 3.8)) for side in _SIDES for at in range(5)),
              put(altar, 0.0, 1.0)),
        middle=(put(columns, 3.5, (2.6, 15.0), 5, 5.0, 0.3), put(rug, (-0.6, 0.6), (2.2, 18.0), (150, 48, 52)),
                put(pulpit, -2.2, 2.2), put(pews, 5.0, 10, 1.1, 1.15)),
        near="pew", lamp="candle", example=("CHURCH", "tall windows, pews"),
    ),
    Motif(
        "court room", ("court room", "courtroom", "court", "courthouse", "tribunal", "gerichtssaal",
                       "sala de justicia", "tribunale"),
        Shell(8.4, 4.2, 0.13, "parquet", "panelled", "coffers"),
        Palette((184, 166, 134), (142, 98, 64), (220, 208, 184), (120, 74, 44), (46, 74, 112)),
        back=(put(tall, "left", 2.6, 1.3, (1.3, 3.6)), put(tall, "left", 5.6, 1.3, (1.3, 3.6)),
              put(double, "right", 6.0, 1.6, 2.3), put(bench_of_judges, 1.5)),
        middle=(put(jury, "right", (2.4, 5.0)), put(desk, -2.6, 3.0, 1.7, False), put(rail, 5.6, 1.5)),
        near="rail", example=("COURT ROOM", "dark panels"),
    ),
    Motif(
        "theatre", ("theatre", "theater", "stage", "playhouse", "opera", "opera house", "concert hall", "music hall",
                    "cinema", "movie theater", "théâtre", "theater", "teatro", "kino", "cinéma"),
        Shell(10.0, 6.2, 0.1, "boards", "panelled", "plain", shut=True),
        Palette((120, 58, 54), (110, 66, 48), (150, 120, 84), (146, 98, 60), (160, 36, 42)),
        back=(put(stage_front, 1.6), put(spot, -3.4, 3.0, 5.2, (-1.0, 0.9, 1.0)),
              put(spot, 3.4, 3.0, 5.2, (1.0, 0.9, 1.0)), put(banner, "left", 4.4, (2.6, 5.0), 1.4),
              put(banner, "right", 4.4, (2.6, 5.0), 1.4)),
        middle=(put(stalls, 4.4, 5, 0.0),),
        near="chair", lamp="stage", example=("THEATRE", "a red curtain"),
    ),
    Motif(
        "throne room", ("throne room", "throne hall", "great hall", "thronsaal", "salle du trône", "castle hall",
                        "banqueting hall"),
        Shell(9.0, 6.2, 0.115, "flags", "stone", "beams"),
        Palette((150, 140, 130), (132, 124, 118), (116, 102, 92), (98, 66, 44), (142, 36, 46)),
        back=(put(gothic, "back", -2.9, 1.0, (2.0, 4.6), False), put(gothic, "back", 2.9, 1.0, (2.0, 4.6), False),
              put(banner, "left", 2.2, (2.4, 5.0), 1.1), put(banner, "right", 2.2, (2.4, 5.0), 1.1),
              put(banner, "left", 5.6, (2.4, 5.0), 1.1), put(banner, "right", 5.6, (2.4, 5.0), 1.1),
              put(torch, "left", 3.9, 2.2), put(torch, "right", 3.9, 2.2), put(throne, 0.0, 1.1)),
        middle=(put(rug, (-0.8, 0.8), (2.8, 12.0), (142, 36, 46)), put(columns, 3.2, (1.6, 6.4), 3, 6.2, 0.34)),
        near="arch", lamp="candle", example=("THRONE ROOM", "banners, torches"), settings=_CASTLE,
    ),
    Motif(
        "castle chamber", (),
        Shell(7.0, 4.0, 0.145, "flags", "stone", "beams"),
        Palette((156, 146, 134), (128, 118, 110), (122, 104, 90), (104, 70, 46), (60, 86, 116)),
        back=(put(gothic, "left", 2.6, 0.9, (1.2, 3.2), False), put(fireplace, 0.6, (128, 120, 112), 2.0),
              put(banner, "back", -1.9, (1.6, 3.4), 1.0), put(banner, "right", 2.4, (1.6, 3.4), 1.0),
              put(double, "back", 2.6, 1.2, 2.3, True), put(torch, "back", -0.8, 2.0)),
        middle=(put(long_table, -2.0, (1.6, 4.0), 1.1, False), put(bench, -1.1, 2.8, 0.5), put(chair, 2.7, 2.4)),
        near="arch", lamp="candle", within=_CASTLE, example=("CASTLE CHAMBER", "a great fire"),
        generic=("chamber", "hall", "room", "solar", "bower", "armoury", "armory", "tower"),
    ),
    Motif(
        "ballroom", ("ballroom", "hall", "dance hall", "banquet hall", "salle de bal", "ballsaal", "festsaal",
                     "salón", "sala da ballo", "function room", "palace hall"),
        Shell(10.0, 5.4, 0.11, "parquet", "panelled", "coffers"),
        Palette((214, 196, 156), (190, 142, 90), (234, 224, 200), (196, 156, 88), (116, 48, 66)),
        back=(put(tall, "left", 2.4, 1.5, (0.4, 4.0), "garden", (2, 5)),
              put(tall, "left", 5.6, 1.5, (0.4, 4.0), "garden", (2, 5)),
              put(tall, "left", 8.8, 1.5, (0.4, 4.0), "garden", (2, 5)),
              put(tall, "back", -3.0, 1.4, (0.4, 4.0), "garden", (2, 5)),
              put(tall, "back", 3.0, 1.4, (0.4, 4.0), "garden", (2, 5)), put(double, "back", 0.0, 1.9, 3.0)),
        middle=(put(columns, 3.8, (0.9, 6.6), 3, 5.4, 0.28), put(chandelier, -2.0, 3.0, 3.6, 0.9),
                put(chandelier, 2.0, 3.0, 3.6, 0.9), put(piano, -2.6, 2.4),
                put(seat_row, 2.8, 2.2, 2, (150, 54, 66))),
        near="plant", example=("BALLROOM", "chandeliers"),
    ),
    Motif(
        "station hall", ("station", "concourse", "station hall", "train station",
                         "bus station", "bus terminal", "ferry terminal", "gare", "bahnhof", "estación", "stazione",
                         "mall",
                         "shopping centre", "shopping mall"),
        Shell(12.0, 6.0, 0.09, "tiles", "plain", "glass"),
        Palette((190, 184, 168), (172, 162, 146), (206, 214, 216), (96, 108, 116), (42, 84, 120)),
        back=(put(glazed, "back", (-5.2, 5.2), (2.6, 5.6), 9, "sky", (84, 96, 104)),
              put(double, "back", -2.6, 2.0, 2.3), put(double, "back", 2.6, 2.0, 2.3),
              put(glazed, "left", (1.0, 14.0), (0.5, 2.6), 8, "hall"),
              put(glazed, "right", (1.0, 14.0), (0.5, 2.6), 8, "hall")),
        middle=(put(columns, 3.7, (1.8, 9.0), 3, 5.6, 0.3), put(seat_row, -3.2, 3.4, 4), put(seat_row, 3.2, 3.4, 4),
                put(seat_row, -3.6, 6.4, 4), put(seat_row, 3.6, 6.4, 4)),
        near="rail", lamp="strip", example=("STATION CONCOURSE", ""),
    ),
)  # fmt: skip
