"""Which take of each shot is in the film, and who says so: the command line, else the text, else `milimo.lock`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir import identity
from milimo_lang.ir.bodies import KeptBody
from milimo_lang.ir.identity import Known
from milimo_lang.ir.lock import NAME, Held, Lock, Pick
from milimo_lang.ir.plan import PickedBy
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.ir.values import Size
from milimo_lang.planning.checks.lost_pick import lost_pick
from milimo_lang.planning.likeness import all_known
from milimo_lang.source import Span

SHORT = 8
"""Digits of a neighbour's body in the lock."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Who picked, by slate; the lock's picks, by the slate of their shots, whether they hold or not; remarks.

    `film` is the path of the film they are for.
    """

    film: str
    by: Mapping[str, PickedBy]
    locked: Mapping[str, Pick]
    said: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShot(Shot):
    """A shot whose picture is held as it was made: nothing else of it is made. `written` is the shot without that."""

    held: Held
    key: str
    written: Shot

    @property
    def held_back(self) -> tuple[str, ...]:
        """What is written of it that would change its picture after it is made, by the words for it."""
        goes_on = ("continue",) if self.written.continues else ()
        return (*goes_on, *dict.fromkeys(edit.kind for edit in self.written.edits))


def choose(screenplay: Screenplay, film: str, lock: Lock, asked: Mapping[str, int]) -> tuple[Screenplay, Choices]:
    """The screenplay with its takes picked. `film` is its path as the lock has it, `asked` the command line's takes by
    slate or id, casefolded; None of them changes what is written."""
    picks = lock.of(film)
    if not picks and not asked:
        return screenplay, Choices(film, {shot.slate: "text" for shot in screenplay.shots if _says(shot)}, {})
    shots = screenplay.shots
    found = located(picks, all_known(screenplay))
    locked = {shots[index].slate: pick for index, pick in found.items()}
    by: dict[str, PickedBy] = {}
    chosen: dict[str, Shot] = {}
    for shot in shots:
        by[shot.slate], chosen[shot.slate] = _chosen(shot, asked, locked.get(shot.slate))
    held = {pick.shot for pick in found.values()}
    said = tuple(lost_pick(pick, Span(NAME, *pick.place)) for pick in picks if pick.shot not in held)
    scenes = tuple(
        replace(scene, shots=tuple(chosen[shot.slate] for shot in scene.shots)) for scene in screenplay.scenes
    )
    return replace(screenplay, scenes=scenes), Choices(film, by, locked, said)


def located(picks: Sequence[Pick], shots: Sequence[Known]) -> dict[int, Pick]:
    """The picks by the index of their shot, as far as it is still there."""
    old: list[Known] = []
    at: dict[int, Pick] = {}
    equals = defaultdict[tuple[str, str], dict[int, Pick]](dict)
    for pick in picks:
        if pick.id:
            at[len(old)] = pick
            old.append(Known(pick.id, pick.scene, pick.body, pick.words))
        else:
            equals[pick.scene, pick.body][pick.nth] = pick
    for numbered in equals.values():
        for nth in range(1, max(numbered) + 1):
            like = numbered.get(nth) or next(iter(numbered.values()))
            if nth in numbered:
                at[len(old)] = like
            old.append(Known(None, like.scene, like.body, like.words))
    near = {begins for pick in picks for begins in pick.others}
    others = {shot.body for shot in shots if shot.body[:SHORT] in near}
    found = identity.followed(old, shots, others)
    return {index: at[before] for index, before in found.items() if before in at}


def neighbours(shots: Sequence[Known], index: int, reach: int = 8) -> tuple[str, ...]:
    """The beginnings of the bodies of other shots of the same scene, in order, at most `reach` to each side."""
    near = [
        shot.body[:SHORT]
        for at, shot in enumerate(shots[max(0, index - reach) : index + reach + 1], max(0, index - reach))
        if at != index and shot.scene == shots[index].scene and shot.body != shots[index].body
    ]
    return tuple(dict.fromkeys(near))


def _chosen(shot: Shot, asked: Mapping[str, int], pick: Pick | None) -> tuple[PickedBy, Shot]:
    for name in (shot.slate, shot.id):
        if name and (number := asked.get(name.casefold())) is not None:
            return "command line", _taking(shot, number)
    if _says(shot):
        return "text", shot
    if pick is None or not _for_this(pick, shot):
        return "default", shot
    return "lock", _kept(shot, pick, pick.held) if pick.held is not None else _taking(shot, pick.take)


def _taking(shot: Shot, number: int) -> Shot:
    """With a take picked that may lie beyond those asked for: it is made, those between need not be."""
    return replace(shot, pick=number)


def _for_this(pick: Pick, shot: Shot) -> bool:
    """What was picked of a filmed shot says nothing of how it is drawn, and the other way round."""
    return pick.model == shot.model.name or (not shot.model.draws and pick.model != "animatic")


def _says(shot: Shot) -> bool:
    return any(origin.of == "pick" for origin in shot.origins)


def _kept(shot: Shot, pick: Pick, held: Held) -> KeptShot:
    own = {one.name: getattr(shot, one.name) for one in fields(Shot)}
    return KeptShot(
        **{**own, "pick": pick.take, "continues": False, "edits": ()}, held=held, key=pick.key, written=shot
    )


def kept_body(shot: KeptShot) -> KeptBody:
    """What the store is to have."""
    held = shot.held
    return KeptBody(
        size=Size(width=held.width, height=held.height),
        rate=Fraction(held.rate),
        frames=held.frames,
        handle=held.handle,
        key=shot.key,
        content=held.content,
        sounds=held.sounds,
    )


def asked_for(picks: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The command line's takes by the casefolded name of their shot."""
    return {name.casefold(): number for name, number in picks}


def unknown(screenplay: Screenplay, asked: Mapping[str, int]) -> Iterator[str]:
    """Names that are asked for and are no shot's."""
    names = {name.casefold() for shot in screenplay.shots for name in (shot.slate, shot.id) if name}
    yield from (name for name in asked if name not in names)
