"""Lands by the water."""

from __future__ import annotations

from milimo_runtime.backends.animatic.lands import above, above_built, far, grounds, near, waters, ways
from milimo_runtime.backends.animatic.lands.boats import PAINTS, bollard, crane, fishing_boat, masts, sailing_boat
from milimo_runtime.backends.animatic.lands.buildings import PLASTER, TIN, block, shed
from milimo_runtime.backends.animatic.lands.earths import (
    BEACH,
    FLAGS,
    GRASS,
    ROCK,
    WHITE,
)
from milimo_runtime.backends.animatic.lands.furniture import (
    AWNINGS,
    GREY,
    IRON,
    TIMBER,
    crate,
    lamp,
    parasol,
    vent,
)
from milimo_runtime.backends.animatic.lands.land import Avenue, Motif, Row
from milimo_runtime.backends.animatic.lands.landmarks import lighthouse, one
from milimo_runtime.backends.animatic.lands.outdoors import boulder
from milimo_runtime.backends.animatic.lands.plants import (
    DEAD,
    DRY,
    GREENS,
    JUNGLE,
    bare,
    bush,
    leafy,
    palm,
    poplar,
    reeds,
    stump,
    trunk,
    tuft,
)

COASTS = (
    Motif(
        "sea",
        ROCK,
        (far.headland,),
        waters.rocky_coast,
        above.shore_above,
        (Row(sailing_boat, 0.5, 0.03, 0.07, 3, WHITE, 0.3), Row(boulder, 0.0, 0.3, 0.05, 9, ROCK, 0.7)),
        (near.rocks,),
        stand=0.215,
    ),
    Motif("open sea", ROCK, (far.open_sea,), waters.open_sea, above.sea_above, stand=0.2),
    Motif(
        "beach",
        BEACH,
        (far.headland,),
        waters.beach,
        above.shore_above,
        (
            Row(sailing_boat, 0.5, 0.025, 0.06, 3, WHITE, 0.2),
            Row(palm, 0.05, 0.24, 0.56, 7, JUNGLE, 0.66, side=-1),
            Row(parasol, 0.0, 0.27, 0.16, 9, AWNINGS, 0.5),
            Row(tuft, 0.0, 0.42, 0.04, 16, DRY, 0.5),
        ),
        (near.dune, near.grasses),
        stand=0.2,
    ),
    Motif(
        "harbour",
        ROCK,
        (far.old_roofs,),
        waters.quay,
        above_built.quay_above,
        (
            Row(shed, 0.34, 0.035, 0.16, 15, TIN, 0.0, 0.2),
            Row(crane, 0.3, 0.04, 0.34, 4, GREY, 0.2, side=-1),
            Row(masts, 0.3, 0.05, 0.3, 22, TIMBER, 0.1),
            Row(fishing_boat, 0.16, 0.085, 0.2, 9, PAINTS, 0.1),
            Row(fishing_boat, 0.0, 0.15, 0.36, 7, PAINTS, 0.5),
            Row(bollard, 0.0, 0.235, 0.06, 11, IRON, 0.25, 0.1),
            Row(crate, 0.0, 0.26, 0.08, 12, TIMBER, 0.6),
        ),
        (near.mooring,),
        stand=0.195,
    ),
    Motif(
        "lighthouse",
        ROCK,
        (far.headland,),
        waters.rocky_coast,
        above.shore_above,
        (one(lighthouse, 0.46, 0.19, 0.55),),
        (near.rocks,),
        stand=0.215,
    ),
    Motif(
        "lake",
        GRASS,
        (far.far_shore,),
        waters.bank,
        above.shore_above,
        (
            Row(sailing_boat, 0.4, 0.04, 0.06, 3, WHITE, 0.3),
            Row(reeds, 0.0, 0.205, 0.12, 16, GREENS, 0.44),
            Row(leafy, 0.0, 0.25, 0.6, 7, GREENS, 0.72, side=-1),
        ),
        (near.canes,),
        stand=0.2,
    ),
    Motif(
        "river",
        GRASS,
        (far.wooded_hills,),
        waters.river,
        above.shore_above,
        (
            Row(leafy, 0.4, 0.03, 0.13, 30, GREENS, 0.25),
            Row(poplar, 0.28, 0.05, 0.2, 12, GREENS, 0.3),
            Row(bush, 0.14, 0.08, 0.05, 22, GREENS, 0.5),
            Row(leafy, 0.0, 0.16, 0.52, 7, GREENS, 0.62),
            Row(reeds, 0.0, 0.24, 0.1, 18, GREENS, 0.5),
        ),
        (near.bough, near.grasses),
        stand=0.2,
    ),
    Motif(
        "canal",
        FLAGS,
        (far.old_roofs,),
        waters.canal,
        above_built.quay_above,
        (
            Avenue(block, 4.4, 4.6, PLASTER, 0.035, 0.3, 1.34, side=1),
            Avenue(poplar, 9.6, 5.0, GREENS, 0.03, 0.2, 1.3, side=-1),
            Avenue(lamp, 0.9, 2.6, IRON, 0.04, 0.24, 1.7, side=1),
        ),
        (near.bough,),
    ),
    Motif(
        "swamp",
        ((86, 92, 66), (78, 88, 66)),
        (far.woods,),
        grounds.marsh,
        above.marsh_above,
        (
            Row(bare, 0.42, 0.03, 0.3, 26, DEAD, 0.06),
            Row(reeds, 0.3, 0.055, 0.06, 34, DRY, 0.1),
            Row(bare, 0.16, 0.09, 0.46, 10, DEAD, 0.36),
            Row(stump, 0.1, 0.11, 0.06, 14, DEAD, 0.2),
            Row(reeds, 0.04, 0.15, 0.13, 18, DRY, 0.4),
            Row(trunk, 0.0, 0.2, 0.06, 6, DEAD, 0.7),
        ),
        (near.canes, near.twigs),
    ),
    Motif(
        "deck",
        ((164, 126, 88),),
        (far.open_sea,),
        waters.deck,
        above_built.planks_above,
        (
            one(masts, 0.5, 0.2, 1.7, TIMBER),
            Row(vent, 0.0, 0.22, 0.1, 7, WHITE, 0.46, side=-1),
            Row(bollard, 0.0, 0.25, 0.06, 9, IRON, 0.6),
        ),
        (near.shrouds,),
        stand=0.2,
    ),
    Motif(
        "bridge",
        ROCK,
        (far.skyline,),
        ways.bridge,
        above_built.span_above,
        (Avenue(lamp, 2.3, 2.6, IRON, 0.05, 0.3, 1.66),),
        (near.rail,),
    ),
)
