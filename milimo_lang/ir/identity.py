"""Which shot of one version of a film is which shot of the next. Pure: two lists in, a mapping out.

A slate is a place. What a shot *is* from version to version is its `id:`; else, in order, an equal body; else, within
its scene, the likeness of its words. History, takes, picks and reasons follow that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

ALIKE = 0.5
"""Share of their words that two shots must have in common to be one shot that was reworded."""

_COMMON = 24
"""A word in more shots than this tells nobody apart: it counts, but brings no two shots together."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class Known:
    """A shot as far as it can be known again.

    `id` is the writer's own name for it, or None; `scene` its heading; `body` a digest of all that is written of it;
    `words` are these in a line.
    """

    id: str | None
    scene: str
    body: str
    words: str

    @cached_property
    def bag(self) -> Counter[str]:
        """Its words, counted."""
        return Counter(_WORD.findall(self.words.casefold()))


def followed(old: Sequence[Known], new: Sequence[Known], others: Collection[str] = ()) -> dict[int, int]:
    """For the index of each shot of `new` that was there before, its index in `old`. No old shot is followed twice.

    `others` are bodies known to belong to shots that `old` does not list: such a shot is nobody else reworded.
    """
    found = _by_id(old, new)
    _by_body(old, new, found)
    _by_likeness(old, new, found, others)
    return dict(sorted(found.items()))


# ---------------------------------------------------------------- what is certain


def _by_id(old: Sequence[Known], new: Sequence[Known]) -> dict[int, int]:
    named = {shot.id: index for index, shot in reversed(list(enumerate(old))) if shot.id}
    found: dict[int, int] = {}
    for index, shot in enumerate(new):
        if shot.id in named:
            found[index] = named.pop(shot.id)
    return found


def _by_body(old: Sequence[Known], new: Sequence[Known], found: dict[int, int]) -> None:
    """Equal bodies: where one stands once on both sides there is no question; the neighbours of what was found decide
    among equals, then the scene, then the order."""
    places = _places(old, new, found)
    for was, now in places.values():
        if len(was) == len(now) == 1 and _may_be(old[was[0]], new[now[0]]):
            found[now[0]] = was[0]
    taken = set(found.values())
    for step in (1, -1):
        for index in range(len(new))[::step]:
            if index not in found and index - step in found:
                before = found[index - step] + step
                if before not in taken and 0 <= before < len(old) and _equal(old[before], new[index]):
                    found[index] = before
                    taken.add(before)
    for same_scene in (True, False):
        for was, now in _places(old, new, found).values():
            _in_order(old, new, was, now, found, same_scene)


def _places(old: Sequence[Known], new: Sequence[Known], found: Mapping[int, int]) -> dict[str, tuple[list[int], ...]]:
    """Where each body stands that is on both sides, as far as that is open."""
    taken = set(found.values())
    was, now = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for index, shot in enumerate(old):
        if index not in taken:
            was[shot.body].append(index)
    for index, shot in enumerate(new):
        if index not in found:
            now[shot.body].append(index)
    return {body: (was[body], now[body]) for body in was if body in now}


def _in_order(
    old: Sequence[Known],
    new: Sequence[Known],
    was: Iterable[int],
    now: Iterable[int],
    found: dict[int, int],
    same_scene: bool,
) -> None:
    left = defaultdict[str, list[int]](list)
    for before in was:
        left[old[before].scene if same_scene else ""].append(before)
    for index in now:
        waiting = left[new[index].scene if same_scene else ""]
        before = next((one for one in waiting if _may_be(old[one], new[index])), -1)
        if before >= 0:
            waiting.remove(before)
            found[index] = before


def _equal(old: Known, new: Known) -> bool:
    return old.body == new.body and _may_be(old, new)


def _may_be(old: Known, new: Known) -> bool:
    """Whether no ids speak against it: two that the writer called differently are two."""
    return old.id is None or new.id is None or old.id == new.id


# ---------------------------------------------------------------- what is likely


def _by_likeness(old: Sequence[Known], new: Sequence[Known], found: dict[int, int], others: Collection[str]) -> None:
    """Reworded shots, the most alike first; of equals the one that stands where it stood, then the first."""
    taken = set(found.values())
    scenes = _scenes(old, new, found)
    left = defaultdict[str, list[int]](list)
    for index, shot in enumerate(old):
        if index not in taken:
            left[shot.scene].append(index)
    open_ = defaultdict[str, list[int]](list)
    for index, shot in enumerate(new):
        if index not in found and shot.body not in others and (was := scenes.get(shot.scene)) in left:
            open_[was or ""].append(index)
    likely: list[tuple[float, bool, int, int]] = []
    for scene, indices in open_.items():
        for index, before in _candidates(old, new, left[scene], indices):
            if _may_be(old[before], new[index]) and (like := likeness(old[before].bag, new[index].bag)) >= ALIKE:
                between = (
                    found.get(index - 1, before - 1) == before - 1 and found.get(index + 1, before + 1) == before + 1
                )
                likely.append((-like, not between, index, before))
    for _, _, index, before in sorted(likely):
        if index not in found and before not in taken:
            found[index] = before
            taken.add(before)


def likeness(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """From 0 to 1: the words two have in common, of all the words they have (Dice's coefficient)."""
    whole = sum(one.values()) + sum(other.values())
    common = sum(min(count, other.get(word, 0)) for word, count in one.items())
    return 2 * common / whole if whole else 1.0


def _scenes(old: Sequence[Known], new: Sequence[Known], found: Mapping[int, int]) -> dict[str, str]:
    """For each scene of `new` the one of `old` it was: of the same heading; else what most of its shots were in; else
    what stood in its place between two that are known."""
    was = list(dict.fromkeys(shot.scene for shot in old))
    now = list(dict.fromkeys(shot.scene for shot in new))
    told = {scene: scene for scene in now if scene in was}
    gone, come = [scene for scene in was if scene not in told], [scene for scene in now if scene not in told]
    votes = Counter((new[index].scene, old[before].scene) for index, before in found.items())
    for (scene, before), _ in votes.most_common():
        if scene in come and before in gone and scene not in told:
            told[scene] = before
            gone.remove(before)
    between = {_before(was, scene, told.values()): scene for scene in reversed(gone)}
    known = dict(told)
    for scene in come:
        if scene not in told:
            place = known.get(_before(now, scene, known) or "")
            if place in between:
                told[scene] = between.pop(place)
    return told


def _before(scenes: Sequence[str], scene: str, known: Collection[str]) -> str | None:
    """The last of the `known` scenes before `scene`."""
    earlier = scenes[: scenes.index(scene)]
    return next((one for one in reversed(earlier) if one in known), None)


def _candidates(
    old: Sequence[Known], new: Sequence[Known], was: Sequence[int], now: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of one scene worth comparing: all of a short one, of a long one those that share a word few others have."""
    if len(was) * len(now) <= _COMMON**2:
        yield from ((index, before) for index in now for before in was)
        return
    holding = defaultdict[str, list[int]](list)
    for before in was:
        for word in old[before].bag:
            holding[word].append(before)
    for index in now:
        near = {at for word in new[index].bag if len(holding.get(word, ())) <= _COMMON for at in holding.get(word, ())}
        yield from ((index, before) for before in sorted(near))
