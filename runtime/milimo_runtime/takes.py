"""The takes of a film's shots: written down as a build makes them, and read back against what its plan says now.

recording = Recording(...)        a build's: every picture that is begun or at hand goes into the ledger
takes_of(store, root, plan)       everybody's: for each shot what was made of it, and how that stands
takes_beside_others(...)          the page's: the same of shots that have more than one
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from milimo_lang.ir.identity import Known
from milimo_lang.ir.plan import Node, Plan, Shot, Take
from milimo_runtime.journal import Event, Listener
from milimo_runtime.recollection import recollect
from milimo_runtime.renumbering import known_shots
from milimo_runtime.seen import Memory, seen, waited
from milimo_runtime.standings import Work
from milimo_runtime.store import Damaged, Output, Record, Run, Store, disk
from milimo_runtime.store.last import film_name
from milimo_runtime.store.ledger import Ledger, Render
from milimo_runtime.store.moved import Origin, origin

Standing = Literal["picked", "kept", "made", "old", "to make"]
"""`picked`: it is in the film. `kept`: it is, whatever its shot says by now. `made`: as its shot is now, not picked.
`old`: of other words, another model or size. `to make`: the next build makes it."""

DRAWN = "animatic"
"""The model that draws."""

_Peek = Callable[[str], Record | None]
"""Looks up the record of a picture by its key."""

_KINDS = ("filmed", "still")
"""Kinds of shot that have takes: the others have no chance in them."""


@dataclass(frozen=True, slots=True)
class ShotTake:
    """One take of a shot.

    `number` and `seed` say which; `prompt` what it was told; `model` and `size` ("1280x720") how it was made. `key` and
    `sha256` are those of its picture, an MP4 file in the store of `bytes` bytes and `frames` frames, handle included;
    `when` it was made (seconds since 1970) and the `seconds` it took. `there`: the store still has it. Of one that is
    yet to be made all of these are empty. `body` is what was written of its shot, as a digest.
    """

    number: int
    seed: int
    prompt: str
    standing: Standing
    content: str
    model: str
    size: str
    body: str
    key: str = ""
    sha256: str = ""
    bytes: int = 0
    frames: int = 0
    when: float = 0.0
    seconds: float = 0.0
    there: bool = False


@dataclass(frozen=True, slots=True)
class ShotTakes:
    """The takes of a shot, the oldest first; those of the present words last, then those to be made.

    `id` is its name in the plan, `slate` its place now, and both are empty for a shot that is not in the film any more;
    `words` what is written of it. `pick` is the number of the take in the film, `by` who says so, `stale` and `kept` as
    the plan has them. `drawn`: without a model, so without noise.
    """

    slate: str
    id: str
    words: str
    pick: int
    by: str
    stale: bool
    kept: bool
    drawn: bool
    takes: tuple[ShotTake, ...]


def ledger_of(store: Store, root: Path, plan: Plan) -> Ledger:
    """Where the film's renders are written down."""
    return Ledger(store, film_of(store, root, plan), root)


def film_of(store: Store, root: Path, plan: Plan) -> str:
    """The film's name in the store: by its file, or the one its first shot is written in where a plan says none."""
    return film_name(store.path, root, entry_of(plan))


def entry_of(plan: Plan) -> str:
    """The film's file, as a POSIX path from the root of its project."""
    return plan.film.file or (plan.shots[0].source.file if plan.shots else "")


def came_from(store: Store, root: Path, plan: Plan) -> Origin | None:
    """Where the film was moved from since it was last built; None where it was built here."""
    if ledger_of(store, root, plan).folder.exists():
        return None
    return origin(store, entry_of(plan), known_shots(plan))


# ---------------------------------------------------------------- reading


def takes_of(store: Store, root: Path, plan: Plan) -> tuple[ShotTakes, ...]:
    """The takes of every shot that has some or may have, in story order; then those of shots that have gone.

    Reads the ledger and looks records up; nothing is hashed, made or written.
    """
    came = came_from(store, root, plan)
    ledger = Ledger(store, came.film, root) if came is not None else ledger_of(store, root, plan)
    peek = partial(_peek, store)
    here, gone = _rendered(ledger, plan, peek)
    takes = _of_shots(here, plan, peek)
    return (*takes, *(_of_gone(renders, peek) for renders in gone if any(render.done for render in renders)))


def takes_beside_others(store: Store, root: Path, plan: Plan, memory: Memory | None) -> tuple[ShotTakes, ...]:
    """The same of those shots of the film of which more than one take can be shown; of what is drawn those of which it
    asks for more than one. What `memory` has is not read again."""
    several = [shot.id for shot in plan.shots if shot.model != DRAWN or len(shot.takes) > 1]
    if not several:
        return ()
    peek, wanted = partial(_peek, store, memory=memory), set(several)
    here, _ = _rendered(ledger_of(store, root, plan), plan, peek, memory)
    return _of_shots([(shot, made) for shot, made in here if len(made) > 1 and shot.id in wanted], plan, peek)


def _rendered(
    ledger: Ledger, plan: Plan, peek: _Peek, memory: Memory | None = None
) -> tuple[list[tuple[Shot, list[Render]]], list[list[Render]]]:
    """The shots of the film with what was rendered of each; and what was of each that has gone."""
    made: dict[int, list[Render]] = {}
    for render in ledger.renders(memory):
        made.setdefault(render.shot, []).append(_settled(ledger.store, render, peek))
    waited(memory)
    known = known_shots(plan)
    waited(memory)
    numbers = ledger.numbers(known)
    waited(memory)
    here = [
        (shot, made.pop(number, []) if number is not None else [])
        for shot, number in zip(plan.shots, numbers, strict=True)
    ]
    return here, [renders for _, renders in sorted(made.items())]


def _of_shots(shots: Iterable[tuple[Shot, list[Render]]], plan: Plan, peek: _Peek) -> tuple[ShotTakes, ...]:
    nodes, size = plan.by_id(), str(plan.film.size)
    return tuple(_of_shot(shot, size, nodes, renders, peek) for shot, renders in shots if shot.kind in _KINDS)


def _of_shot(shot: Shot, size: str, nodes: Mapping[str, Node], renders: Iterable[Render], peek: _Peek) -> ShotTakes:
    takes = [_taken(render, _standing(render, shot, size, nodes), peek) for render in renders if render.done]
    now = {(take.number, take.content) for take in takes if take.standing in ("picked", "made", "kept")}
    for take in shot.takes:
        if (take.number, take.content) not in now and not shot.kept:
            prompt = prompt_of(shot)
            takes.append(ShotTake(take.number, take.seed, prompt, "to make", take.content, shot.model, size, shot.body))
    takes.sort(key=lambda take: (take.standing != "old", 0 if take.standing == "old" else take.number))
    kinds = {node.kind for take in shot.takes if (node := nodes.get(take.picture)) is not None}
    drawn = kinds == {"drawn.panel"} or (shot.kept and shot.model == DRAWN)
    return ShotTakes(
        shot.slate, shot.id, shot.words, shot.pick, shot.picked_by, shot.stale, shot.kept, drawn, tuple(takes)
    )


def _of_gone(renders: list[Render], peek: _Peek) -> ShotTakes:
    last = renders[-1]
    takes = tuple(_taken(render, "old", peek) for render in renders if render.done)
    return ShotTakes("", "", last.known.words, 0, "default", False, False, False, takes)


def _standing(render: Render, shot: Shot, size: str, nodes: Mapping[str, Node]) -> Standing:
    if shot.kept:
        held = next((getattr(nodes[name].body, "key", "") for name in _held(shot, nodes)), "")
        return "kept" if render.key == held else "old"
    now = any(take.content == render.content and take.number == render.take for take in shot.takes)
    same = now and render.size == size and render.model == shot.model
    if not same:
        return "old"
    return "picked" if render.take == shot.pick else "made"


def _held(shot: Shot, nodes: Mapping[str, Node]) -> list[str]:
    """The nodes of a shot that stand for what is kept."""
    begins = [take.picture.removesuffix("picture") for take in shot.takes]
    names = [name for begin in begins for name in (f"{begin}kept", f"{begin}picture")]
    return [name for name in names if name in nodes and nodes[name].kind == "take.kept"]


def _taken(render: Render, standing: Standing, peek: _Peek) -> ShotTake:
    return ShotTake(
        render.take,
        render.seed,
        render.prompt,
        standing,
        render.content,
        render.model,
        render.size,
        render.known.body,
        render.key,
        render.sha256,
        render.bytes,
        render.frames,
        render.at,
        render.seconds,
        peek(render.key) is not None,
    )


def copy_take(store: Store, take: ShotTake, path: Path) -> bool:
    """Put a film of `take` at `path`: its picture, with its sound where it has one. False where the store lost it.

    Raises `DiskTrouble`, and `Failed` for media that cannot be read.
    """
    from milimo_runtime.media.together import put_together

    record = _peek(store, take.key)
    if record is None:
        return False
    try:
        picture, *sounds = [store.blob(record.outputs[name]) for name in ("picture", "sound") if name in record.outputs]
    except Damaged:
        return False
    with disk.explained(path):
        if sounds:
            disk.make_out(path, lambda scratch: put_together(scratch, picture, sounds[0]))
        else:
            disk.copy_out(picture, path)
    return True


def films_of_takes(store: Store, root: Path, entry: str) -> Iterator[tuple[Literal["picture", "sound"], Output]]:
    """What the store has of all renders of the film `entry` of the project at `root`: their pictures and sounds."""
    for render in Ledger(store, film_name(store.path, root, entry), root).renders():
        record = _peek(store, render.key) if render.done else None
        for name in ("picture", "sound"):
            if record is not None and (output := record.outputs.get(name)) is not None:
                yield name, output


def _settled(store: Store, render: Render, peek: _Peek) -> Render:
    """A render that was begun and never written down as done, as the store knows it: its build was killed."""
    if render.done or (record := peek(render.key)) is None:
        return render
    return outcome(store, render, record, record.seconds)


def outcome(store: Store, render: Render, record: Record, seconds: float) -> Render:
    """`render` with what came of it; it was made when what its key came from was written down."""
    picture, at = record.outputs["picture"], time.time()
    with suppress(OSError):
        at = store.preimage_path(render.key).stat().st_mtime
    frames = picture.frames or 0
    return replace(
        render, sha256=picture.sha256, bytes=picture.size, frames=frames, at=round(at, 3), seconds=round(seconds, 3)
    )


def _peek(store: Store, key: str, memory: Memory | None = None) -> Record | None:
    with suppress(Damaged):
        record = seen(memory, store.record_name(key), partial(store.peek, key))
        return record if record is not None and "picture" in record.outputs else None
    return None


def prompt_of(shot: Shot) -> str:
    """What a take of the shot is told: its chunks' prompts, each once; of one that is drawn what is seen."""
    prompts = dict.fromkeys(chunk.prompt for chunk in shot.chunks if chunk.prompt)
    return " / ".join(prompts) or shot.action or shot.words


# ---------------------------------------------------------------- writing


@dataclass
class Recording:
    """A build's ear for pictures: what is begun is written down before it is made, what is done with what it took.

    `works` are the units of the build. What was written down before is looked through first, unless it is `known` to be
    whole.
    """

    store: Store
    run: Run
    root: Path
    plan: Plan
    works: Mapping[str, Work]
    known: bool = False

    def __post_init__(self) -> None:
        self._ledger = ledger_of(self.store, self.root, self.plan)
        if not self.known:
            if (came := came_from(self.store, self.root, self.plan)) is not None:
                self._ledger.take_over(self.run, came.film)
                self.store.warn(
                    f"the film was built in {came.root} before, where it is no more: its takes came with it"
                )
            recollect(self.store, self._ledger.folder)
        self._known = known_shots(self.plan)
        numbers = self._ledger.follow(self.run, self._known)
        self._nodes = self.plan.by_id()
        self._of = {
            take.picture: (number, known, shot, take)
            for number, known, shot in zip(numbers, self._known, self.plan.shots, strict=True)
            if shot.kind in _KINDS and not shot.kept
            for take in shot.takes
        }

    def and_then(self, listener: Listener) -> Listener:
        """A listener that writes down what an event says of a picture and then passes it on."""

        def tell(event: Event) -> None:
            self._hear(event)
            listener(event)

        return tell

    def _hear(self, event: Event) -> None:
        if event.unit not in self._of or event.key is None:
            return
        number, known, shot, take = self._of[event.unit]
        if event.event == "started":
            self._ledger.add(self.run, self._render(number, known, shot, take, event.key))
        elif event.event in ("done", "cached") and not self._ledger.has(number, event.key):
            record = self.store.peek(event.key)
            if record is not None and "picture" in record.outputs:
                render = self._render(number, known, shot, take, event.key)
                done = outcome(self.store, render, record, self._seconds(event.unit, record))
                self._ledger.add(self.run, done, durable=event.kind != "drawn.panel")  # what costs nothing is drawn

    def _render(self, number: int, known: Known, shot: Shot, take: Take, key: str) -> Render:
        size = str(self.plan.film.size)
        words = prompt_of(shot)
        return Render(number, known, take.number, take.seed, take.content, words, shot.model, size, key)

    def _seconds(self, picture: str, record: Record) -> float:
        """How long all that is made for the picture alone took; what other takes read too counts for each."""
        mine, waiting = {picture}, [picture]
        while waiting:
            node = self._nodes[waiting.pop()]
            makers = {
                put.node
                for put in node.inputs
                if put.node is not None and put.node not in mine and self._nodes[put.node].shot == node.shot
            }
            mine |= makers
            waiting += makers
        others = (self.works[name].record for name in mine - {picture} if name in self.works)
        return record.seconds + sum(one.seconds for one in others if one is not None)
