"""The same film compiled again and again while it is written: what has not changed since the last time is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from milimo_lang.compilation import Compilation
from milimo_lang.ir.override import Override
from milimo_lang.world import World


@dataclass
class Recompiler:
    """Compiles the film whose first file is `entry`, each time from what the world holds then.

    Every compilation says and plans exactly what one from nothing would. What it gives stays as it is when the next
    is made.
    """

    entry: str
    override: Override = field(default_factory=Override)

    def compile(self, world: World) -> Compilation:
        """The film as it is in `world` now; each stage is made when it is asked for."""
        return Compilation(world, self.entry, self.override)
