"""`milimo cache pin` and `unpin`: what is to stay in the store whatever is collected."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Stop
from milimo_lang.cli.streams import Streams

if TYPE_CHECKING:
    from milimo_runtime.store import Store

_LEAST = 6
_HEX = frozenset("0123456789abcdef")
_FILMS = (".mls", ".fountain")
_WHAT = "name a film, a film and a shot, or a key: `milimo cache pin film.mls 2A`"


def list_pins(store: Store, streams: Streams) -> None:
    """Print what is pinned: a film or shot with its units, a key by itself."""
    from milimo_lang.report import visible
    from milimo_runtime.store.pins import pins

    found = pins(store)
    for label, units in sorted(Counter(one.label for one in found if one.label).items()):
        streams.print(f"{visible(label)}: {units} units")
    for one in found:
        if not one.label:
            streams.print(one.key)
    if not found:
        streams.print("nothing is pinned")


def pin(store: Store, named: list[str], cache: Path | None, streams: Streams) -> None:
    """Pin what `named` means: FILM, FILM SHOT, or KEY."""
    from milimo_runtime.store import pins

    keys, label, missing = _meant(store, named, cache)
    if not keys:
        raise Stop("nothing of it is made yet", "build it, then pin it")
    new = pins.pin(store, keys, label)
    streams.print(f"{len(keys)} units are kept, {new} of them newly")
    if missing:
        streams.say(f"{missing} units of it are not made yet and not pinned: build it, then pin it again")


def unpin(store: Store, named: list[str], cache: Path | None, streams: Streams) -> None:
    """Take back what `pin` did with the same words, also where the film has changed since."""
    from milimo_runtime.store import pins

    label = _label(named)
    keys = {one.key for one in pins.pins(store) if label and one.label == label}
    taken = pins.unpin(store, keys or _meant(store, named, cache)[0])
    streams.print(f"{taken} units are no longer pinned")


def _label(named: list[str]) -> str:
    return " ".join(named) if named and named[0].lower().endswith(_FILMS) else ""


def _meant(store: Store, named: list[str], cache: Path | None) -> tuple[set[str], str, int]:
    """The keys of what is named, the label they are pinned under, and how many units of it are not made yet."""
    if not named or len(named) > 2:
        raise Stop("what is to be pinned?", _WHAT)
    if _label(named):
        return _of_film(named, cache)
    if len(named) == 1:
        return {_key(store, named[0].lower())}, "", 0
    raise Stop(f"{named[0]} is no film", _WHAT)


def _of_film(named: list[str], cache: Path | None) -> tuple[set[str], str, int]:
    from milimo_lang.cli.explain import slate_of
    from milimo_lang.cli.storing import store_of
    from milimo_lang.cli.target import find
    from milimo_lang.compilation import Compilation
    from milimo_lang.world import DiskWorld
    from milimo_runtime.session import open_session

    target = find(named[0])
    plan = Compilation(DiskWorld(target.root), target.entry).plan.value
    units = open_session(target.root, cache=store_of(target.root, cache)).forecast(plan)
    if len(named) == 2:
        slate = slate_of(named[1], [(shot.slate, shot.id) for shot in plan.shots])
        units = tuple(unit for unit in units if unit.shot == slate)
    keys = {unit.key for unit in units if unit.status == "hit" and unit.key is not None}
    return keys, _label(named), sum(unit.status != "hit" for unit in units)


def _key(store: Store, begins: str) -> str:
    """The key in the store, or the pinned one, that begins so."""
    from milimo_runtime.store.pins import pinned_keys

    if len(begins) < _LEAST or not set(begins) <= _HEX:
        raise Stop(f"{begins!r} is neither a film nor a key of six digits or more", _WHAT)
    kept = {path.name for path in (store.path / "ac" / begins[:2]).glob(f"{begins}*")} | pinned_keys(store)
    found = sorted(key for key in kept if key.startswith(begins))
    if len(found) != 1:
        raise Stop(
            f"{len(found) or 'no'} keys of the store begin with {begins}", "write more of it: `milimo log` has it"
        )
    return found[0]
