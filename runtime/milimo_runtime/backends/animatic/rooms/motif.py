"""What makes a kind of room: the words that name it, its shell, its colours, its light and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Concatenate, Literal, ParamSpec

from milimo_runtime.backends.animatic.rooms.site import Palette, Piece, Site

Floor = Literal["boards", "parquet", "tiles", "checker", "carpet", "lino", "concrete", "flags", "metal", "earth"]
Finish = Literal["plain", "panelled", "tiled", "brick", "stone", "metal", "planks", "striped", "rock", "canvas"]
Ceiling = Literal["plain", "beams", "grid", "vault", "pipes", "coffers", "rock", "glass", "rafters", "ribs", "ridge"]
Lamp = Literal["warm", "strip", "candle", "cool", "bulb", "red", "stage", "club"]
Near = Literal["post", "table", "chair", "lamp", "plant", "pew", "console", "bars", "crates", "arch", "pipe", "bottles",
               "curtain", "rail", "shelf"]  # fmt: skip

_More = ParamSpec("_More")


@dataclass(frozen=True, slots=True)
class Shell:
    """The empty room: `width` and `height` in metres; a metre of its back wall is `scale` frame heights."""

    width: float
    height: float
    scale: float
    floor: Floor = "boards"
    finish: Finish = "plain"
    ceiling: Ceiling = "plain"
    shut: bool = False
    """No daylight comes in."""


@dataclass(frozen=True, slots=True)
class Motif:
    """A kind of room.

    `words` name it, and so do `generic` ones where one of `within` is said too. `settings` are the buildings and ships
    it stands for where no room is named. `back` stands at the walls, `middle` between them and the people.
    """

    name: str
    words: tuple[str, ...]
    shell: Shell
    palette: Palette
    back: tuple[Piece, ...]
    middle: tuple[Piece, ...]
    near: Near = "post"
    lamp: Lamp = "warm"
    generic: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    apart: bool = False
    """A room of its own in a vehicle, and not the cabin its words would say."""
    example: tuple[str, str] = field(default=("", ""))
    """A heading's name and a look."""


def put(piece: Callable[Concatenate[Site, _More], None], *args: _More.args, **more: _More.kwargs) -> Piece:
    """A piece with its place: `put(table, 1.2, 2.0)`."""
    return partial(_placed, piece, args, more)


def _placed(piece: Callable[..., None], args: tuple[object, ...], more: dict[str, object], site: Site) -> None:
    piece(site, *args, **more)
