"""A shot as the commands on takes see it: where it stands, what was made of it, what of that the lock can say."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from milimo_lang.cli import locking
from milimo_lang.cli.exits import Stop
from milimo_lang.cli.explain import slate_of
from milimo_lang.cli.storing import store_of
from milimo_lang.cli.target import Target, compiled, find

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir.identity import Known
    from milimo_lang.ir.lock import Held, Pick
    from milimo_lang.ir.plan import Plan, Shot
    from milimo_runtime.session import Session, ShotTake, ShotTakes

TAKING = ("filmed", "still")


@dataclass(frozen=True)
class Scene:
    """What a command is about: the film, the shot `shot` of its plan, and what was made of that."""

    target: Target
    compilation: Compilation
    session: Session
    plan: Plan
    shot: Shot
    index: int
    known: list[Known]
    made: ShotTakes
    args: argparse.Namespace

    @property
    def pick(self) -> Pick | None:
        """What the lock picks of the shot."""
        from milimo_lang.planning.choices import located

        found = located(locking.read(self.target).of(self.film), self.known)
        return found.get(self.index)

    @property
    def film(self) -> str:
        """The film's path as the lock has it."""
        from milimo_lang.ir.lock import film_called

        return film_called(self.target.entry)

    def numbers(self) -> list[int]:
        """The takes that were made or will be."""
        pick = self.pick
        return sorted({*numbers_of(self.shot, self.made), *([pick.take] if pick else [])})

    def require_take(self, number: int) -> None:
        """Raise `Stop` where there is no take `number`, and nothing asks for it."""
        _require(number, self.numbers(), self.made, self.target)

    def picked(self, number: int, take: ShotTake | None, held: Held | None = None) -> Pick:
        """The pick of take `number`; `take` is what was made of it, where that is known."""
        from milimo_lang.ir.lock import Pick

        planned = self._planned(number)
        fields: dict[str, Any] = locking.known_by(self.known, self.index)
        if take is not None:
            of: dict[str, Any] = {"seed": take.seed, "model": take.model, "content": take.content, "key": take.key}
        else:
            of = {"seed": planned[0], "model": self.shot.model, "content": planned[1]}
        return Pick(film=self.film, take=number, held=held, **of, **fields)

    def _planned(self, number: int) -> tuple[int, str]:
        """The seed and the content that take `number` has as the shot is now."""
        again = compiled(self.target, argparse.Namespace(**{**vars(self.args), "pick": [(self.shot.slate, number)]}))
        shot = next(shot for shot in again.plan.value.shots if shot.slate == self.shot.slate)
        take = next((take for take in shot.takes if take.number == number), None)
        if take is None:
            raise Stop(f"shot {self.shot.slate} has no noise to vary: it has one take", "there is nothing to pick")
        return take.seed, take.content

    def now(self, number: int) -> ShotTake | None:
        """What was made of take `number` as the shot is now."""
        content = self._planned(number)[1]
        size = str(self.plan.film.size)
        fitting = [
            take
            for take in self.made.takes
            if (take.number, take.content, take.size) == (number, content, size) and take.there
        ]
        return fitting[-1] if fitting else None

    def write(self, pick: Pick | None) -> bool:
        """Put `pick` in the lock for the shot, None for nothing; whether that changes it."""
        before = self.pick

        def change(lock: Any) -> Any:
            others = tuple(one for one in lock.picks if before is None or one.shot != before.shot)
            picks = locking.followed(others, self.film, self.known)
            same = before is not None and pick is not None and _alike(before, pick)
            return lock if same else replace(lock, picks=(*picks, *([pick] if pick is not None else [])))

        wrote = locking.changed(self.target, change)
        self._claim()
        return wrote

    def _claim(self) -> None:
        """Have the store know what the lock names, where there is a store; one that may only be read is the owner's."""
        from milimo_runtime.session import DiskTrouble

        if self.session.store.path.is_dir():
            with suppress(DiskTrouble):
                self.session.claim(self.plan)

    def require_free(self) -> None:
        """Raise `Stop` where the text picks: it is stronger than the lock."""
        if self.shot.picked_by == "text":
            where = f"{self.target.name(self.shot.source.file)}:{self.shot.source.line}"
            raise Stop(
                f"the shot at {where} says itself which take is in the film, and that counts before milimo.lock",
                "change the number there, or take it out and pick again",
            )


def _alike(one: Pick, other: Pick) -> bool:
    """Whether two picks say the same, wherever their blocks stand in the file."""
    return replace(one, place=(0, 0)) == replace(other, place=(0, 0))


def scene(args: argparse.Namespace) -> Scene:
    """The shot that `args` name. Raises `Stop`."""
    from milimo_lang.planning.likeness import all_known
    from milimo_runtime.session import open_session

    target = find(args.file)
    locking.read(target)
    compilation = compiled(target, args)
    plan = compilation.plan.value
    slate = slate_of(args.shot, [(shot.slate, shot.id) for shot in plan.shots])
    index = next(at for at, shot in enumerate(plan.shots) if shot.slate == slate)
    shot = plan.shots[index]
    require_taking(shot)
    session = open_session(target.root, cache=store_of(target.root, args.cache))
    made = next(one for one in session.takes(plan) if one.slate == slate)
    known = all_known(compilation.screenplay.value)
    return Scene(target, compilation, session, plan, shot, index, known, made, args)


def require_takes(target: Target, compilation: Compilation, args: argparse.Namespace) -> None:
    """Raise `Stop` where `--pick` names no shot, a shot without takes or a take that is not there, as `milimo pick`
    does."""
    from milimo_lang.planning.choices import asked_for, unknown
    from milimo_runtime.session import open_session

    asked = asked_for(compilation.override.picks)
    for name in unknown(compilation.screenplay.value, asked):
        raise Stop(
            f"there is no shot {name.upper()} to pick a take of", f"`milimo plan {target.typed}` lists the shots"
        )
    plan = compiled(target, argparse.Namespace(**{**vars(args), "pick": []})).plan.value
    session = open_session(target.root, cache=store_of(target.root, args.cache))
    made = {one.slate: one for one in session.takes(plan)}
    for shot in plan.shots:
        for number in (asked[name] for name in (shot.slate.casefold(), shot.id.casefold()) if name in asked):
            require_taking(shot)
            _require(number, numbers_of(shot, made[shot.slate]), made[shot.slate], target)


def require_taking(shot: Shot) -> None:
    """Raise `Stop` for a shot of which there is one picture."""
    if shot.kind not in TAKING:
        called = {"black": "black", "card": "a card", "footage": "footage"}[shot.kind]
        raise Stop(f"shot {shot.slate} is {called}: there is one of it, and no takes")


def numbers_of(shot: Shot, made: ShotTakes) -> list[int]:
    """The takes of a shot that were made, or that its film asks for; and the first, which is there for the asking."""
    return sorted({1, *(take.number for take in made.takes), *(take.number for take in shot.takes)})


def _require(number: int, known: Sequence[int], made: ShotTakes, target: Target) -> None:
    if number not in known:
        told = f"its takes are {', '.join(map(str, known))}" if len(known) > 1 else f"take {known[0]} is the only one"
        another = "" if made.drawn else f"; `milimo reroll {target.typed} {made.slate}` makes another"
        raise Stop(f"shot {made.slate} has no take {number}", told + another)
