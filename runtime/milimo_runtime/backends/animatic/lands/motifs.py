"""All kinds of land by name.

Sizes and distances are those of `Row`, `Avenue` and `Once`: a grown person is about 1.2 times as high as the distance
below the horizon that it stands at.
"""

from __future__ import annotations

from milimo_runtime.backends.animatic.lands.coasts import COASTS
from milimo_runtime.backends.animatic.lands.country import COUNTRY
from milimo_runtime.backends.animatic.lands.land import Motif
from milimo_runtime.backends.animatic.lands.towns import TOWNS
from milimo_runtime.backends.animatic.lands.venues import VENUES

MOTIFS: dict[str, Motif] = {motif.name: motif for motif in (*COASTS, *COUNTRY, *TOWNS, *VENUES)}
