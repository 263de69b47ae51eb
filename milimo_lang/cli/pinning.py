"""`milimo cache pin` and `unpin`: what is to stay in the store whatever is collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import counted
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.streams import Streams

if TYPE_CHECKING:
    from milimo_runtime.store import Store

_LEAST = 6
_HEX = frozenset("0123456789abcdef")
_FILMS = (".mls", ".fountain")
_WHAT = "name a film, a film and a shot, or a key: `milimo cache pin film.mls 2A`"


def list_pins(store: Store, streams: Streams) -> None:
    """Print what is pinned: a film or shot with its units, a key by itself; and what projects named that are away."""
    from milimo_lang.report import visible
    from milimo_runtime.store.claims import away
    from milimo_runtime.store.pins import pins

    found, claims = pins(store), away(store.path)
    for label, units in sorted(Counter(label for one in found for label in one.labels if label).items()):
        streams.print(f"{visible(label)}: {counted(units, 'unit')}")
    for one in found:
        if "" in one.labels:
            streams.print(one.key)
    for claim in claims:
        whose = visible(str(claim.film or claim.note))
        streams.print(f"{whose}: not there now; what its milimo.lock named is kept")
    if not found and not claims:
        streams.print("nothing is pinned")
    if claims:
        streams.say("where a project has gone for good, `milimo cache unpin` with that path lets go of it")


def pin(store: Store, named: list[str], cache: Path | None, streams: Streams) -> None:
    """Pin what `named` means: FILM, FILM SHOT, or KEY."""
    from milimo_runtime.store import pins

    keys, label, missing = _meant(store, named, cache)
    if not keys:
        raise Stop("nothing of it is made yet", "build it, then pin it")
    known = {other.casefold(): other for one in pins.pins(store) for other in one.labels}
    with _writing():
        new = pins.pin(store, keys, known.get(label.casefold(), label))
    streams.print(f"{counted(len(keys), 'unit')} {_are(len(keys))} kept, {new} of them newly")
    if missing:
        streams.say(
            f"{counted(missing, 'unit')} of it {_are(missing)} not made yet and not pinned: build it, then pin it again"
        )


def unpin(store: Store, named: list[str], cache: Path | None, streams: Streams) -> None:
    """Take back what `pin` did with the same words, also where the film has changed or gone since; and what the lock
    of a project named that is there no more."""
    from milimo_runtime.store import pins

    if not named or len(named) > 2:
        raise Stop("what is to be unpinned?", "name what was pinned: `milimo cache pin --list` says what is")
    label = _label(store, named).casefold()
    keys = set() if label else {_key(store, named[0].lower())}
    held = [one for one in pins.pins(store) if one.key in keys or label in map(str.casefold, one.labels)]
    if label:
        keys = {one.key for one in held}
    let_go = _let_go(store, named)
    as_what = {other for one in held for other in one.labels if other.casefold() == label}
    if not as_what and not let_go:
        others = sorted({other for one in held for other in one.labels})
        raise Stop(
            f"nothing is pinned as {' '.join(named)}" + (f", but as {', '.join(others)}" if others else ""),
            "`milimo cache pin --list` says what is pinned",
        )
    with _writing():
        taken = sum(pins.unpin(store, keys, other) for other in as_what)
    if as_what:
        streams.print(f"{counted(taken, 'unit')} {_are(taken)} no longer pinned")
    if let_go:
        streams.print(f"what the milimo.lock of {let_go} named is no longer kept")


@contextmanager
def _writing() -> Iterator[None]:
    """Say of a store that may only be read who can help."""
    from milimo_runtime.store import DiskTrouble

    try:
        yield
    except DiskTrouble as trouble:
        remedy = "ask whoever the store belongs to, or change its permissions"
        raise Stop(f"what is pinned cannot be changed: {trouble}", remedy, Exit.ENVIRONMENT) from trouble


def _let_go(store: Store, named: list[str]) -> str:
    """Forget what the lock of the project of the film that is `named` kept, where it is not there; gives its name."""
    from milimo_runtime.store.claims import away

    found = [
        one
        for one in away(store.path)
        if len(named) == 1 and (one.film or one.note) in (Path(named[0]).resolve(), Path(named[0]).absolute())
    ]
    for one in found:
        one.note.unlink(missing_ok=True)
    return named[0] if found else ""


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _label(store: Store, named: list[str]) -> str:
    """What is pinned of a film, as the store knows it: the film as it lies from where the store does. "" for a key."""
    if not named or not named[0].lower().endswith(_FILMS):
        return ""
    film, home = Path(named[0]).resolve(), store.path.parent.resolve()
    return " ".join([str(film.relative_to(home) if film.is_relative_to(home) else film), *named[1:]])


def _meant(store: Store, named: list[str], cache: Path | None) -> tuple[set[str], str, int]:
    """The keys of what is named, the label they are pinned under, and how many units of it are not made yet."""
    if not named or len(named) > 2:
        raise Stop("what is to be pinned?", _WHAT)
    if _label(store, named):
        return _of_film(store, named, cache)
    if len(named) == 1:
        return {_key(store, named[0].lower())}, "", 0
    raise Stop(f"{named[0]} is no film", _WHAT)


def _of_film(store: Store, named: list[str], cache: Path | None) -> tuple[set[str], str, int]:
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
    return keys, _label(store, named), sum(unit.status != "hit" for unit in units)


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
