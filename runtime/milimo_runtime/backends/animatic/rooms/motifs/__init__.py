"""The kinds of room there are, a table each."""

from __future__ import annotations

from milimo_runtime.backends.animatic.rooms.motifs.aboard import ABOARD
from milimo_runtime.backends.animatic.rooms.motifs.grand import GRAND
from milimo_runtime.backends.animatic.rooms.motifs.home import HOME, PLAIN
from milimo_runtime.backends.animatic.rooms.motifs.public import PUBLIC
from milimo_runtime.backends.animatic.rooms.motifs.rough import ROUGH
from milimo_runtime.backends.animatic.rooms.motifs.singular import SINGULAR
from milimo_runtime.backends.animatic.rooms.motifs.work import WORK

MOTIFS = (*HOME, *PUBLIC, *WORK, *GRAND, *ROUGH, *ABOARD, *SINGULAR)

__all__ = ["MOTIFS", "PLAIN"]
