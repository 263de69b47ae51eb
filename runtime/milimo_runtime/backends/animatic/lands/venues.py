"""Places people go out to: pools, fairs, stadiums, airports; a town of the west; and where there is no ground."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import Colour
from milimo_runtime.backends.animatic.lands import above, above_built, far, grounds, near
from milimo_runtime.backends.animatic.lands.basins import deep, pitch, pool, vines, void
from milimo_runtime.backends.animatic.lands.boats import PAINTS
from milimo_runtime.backends.animatic.lands.buildings import PLASTER, STONE
from milimo_runtime.backends.animatic.lands.earths import DUST, FLAGS, LAWN, RED, ROCK, SAND, SOIL, TAR, WHITE
from milimo_runtime.backends.animatic.lands.fairs import big_top, big_wheel, booth, lounger, stand
from milimo_runtime.backends.animatic.lands.furniture import AWNINGS, IRON, TIMBER, car, fence, lamp
from milimo_runtime.backends.animatic.lands.land import Avenue, Motif, Row
from milimo_runtime.backends.animatic.lands.landmarks import one
from milimo_runtime.backends.animatic.lands.outdoors import boulder
from milimo_runtime.backends.animatic.lands.plants import GREENS, leafy
from milimo_runtime.backends.animatic.lands.wayside import airliner, false_front, motel, terminal, terraces

_BOARDS: tuple[Colour, ...] = ((150, 112, 78), (132, 100, 72), (168, 132, 92), (120, 92, 72))
_CANVAS: tuple[Colour, ...] = ((196, 58, 52),)


VENUES = (
    Motif("swimming pool", FLAGS, (far.treeline,), pool, above_built.flags_above,
          (Row(leafy, 0.3, 0.03, 0.22, 18, GREENS, 0.1), Row(fence, 0.2, 0.06, 0.05, 34, WHITE, 0.0, 0.0),
           Row(lounger, 0.0, 0.1, 0.15, 10, AWNINGS, 0.3))),
    Motif("space", DUST, (), void, above.pits_above, airless=True),
    Motif("underwater", ROCK, (), deep, above.sea_above),
    Motif("motel", TAR, (far.downs,), grounds.tarmac, above_built.bays_above,
          (one(motel, 0.1, 0.1, 0.19, PLASTER), Row(car, 0.0, 0.13, 0.08, 6, PAINTS, 0.34, 0.0)), (near.wing,)),
    Motif("frontier town", SAND, (far.cliffs,), grounds.dirt, above_built.road_above,
          (Avenue(false_front, 4.6, 3.1, _BOARDS, 0.03, 0.26, 1.4, loose=0.04),
           Row(fence, 0.0, 0.16, 0.05, 8, TIMBER, 0.9))),
    Motif("stadium", LAWN, (), pitch, above.garden_above, (one(stand, 0.0, 0.11, 0.26),)),
    Motif("circus", LAWN, (far.treeline,), grounds.meadow, above.garden_above,
          (one(big_top, 0.1, 0.1, 0.36, _CANVAS), Row(fence, 0.0, 0.15, 0.06, 18, RED, 0.3, 0.0))),
    Motif("funfair", SOIL, (far.treeline,), grounds.dirt, above_built.flags_above,
          (one(big_wheel, 0.42, 0.06, 0.6), one(big_top, -0.72, 0.08, 0.22, _CANVAS),
           Row(booth, 0.0, 0.12, 0.16, 9, AWNINGS, 0.34, 0.1), Row(lamp, 0.0, 0.13, 0.3, 6, IRON, 0.5, 0.0))),
    Motif("airport", TAR, (far.downs,), grounds.tarmac, above_built.flags_above,
          (one(terminal, 0.1, 0.06, 0.2), one(airliner, -0.56, 0.12, 0.2, ((60, 92, 160),)))),
    Motif("vineyard", LAWN, (far.downs, far.treeline), vines, above.garden_above, (), (near.bough,)),
    Motif("quarry", ROCK, (far.cliffs,), grounds.dirt, above.pits_above,
          (one(terraces, 0.0, 0.1, 0.34, STONE), Row(boulder, 0.0, 0.16, 0.08, 14, STONE, 0.3),
           one(car, -0.5, 0.13, 0.11, ((216, 164, 52),)))),
)  # fmt: skip
