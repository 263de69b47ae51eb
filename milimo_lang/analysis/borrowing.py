"""Keyframes that are pictures of other shots: bound to them when all are known, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from milimo_lang.analysis import times
from milimo_lang.analysis.checks.keyframe_outside import outside_the_other
from milimo_lang.analysis.checks.picture_circle import picture_circle
from milimo_lang.analysis.checks.unknown_shot import black_has_no_picture, unknown_shot
from milimo_lang.analysis.drafts import Film
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Keyframe, Shot, ShotPicture

_CIRCLES = 20
"""Circles that are told one by one; of more, no shot takes a picture from another."""


def borrowed(shots: list[Shot], film: Film) -> list[Shot]:
    """The shots with the keyframes they take from others; wrong ones left out, each with a diagnostic."""
    if not any(film.borrowed.values()):
        return shots
    named = {name.casefold(): one for one in shots for name in (one.id, one.slate) if name}
    taken = {one.slate: tuple(_bound(one, named, film)) for one in shots}
    _without_circles(shots, taken, film.scope.said)
    return [_with_keys(one, taken[one.slate]) for one in shots]


def _with_keys(one: Shot, keys: tuple[Keyframe, ...]) -> Shot:
    every = tuple(sorted((*one.keys, *keys), key=lambda key: key.frame))
    return replace(one, keys=every) if keys else one


def _bound(one: Shot, named: dict[str, Shot], film: Film) -> Iterator[Keyframe]:
    """The keyframes that `one` takes from the shots `named`, by slate or id."""
    for asked in film.borrowed.get(one.slate, ()):
        source = named.get(asked.shot.casefold())
        if source is None:
            slates = list(dict.fromkeys(one.slate for one in named.values()))
            film.scope.said.append(unknown_shot(asked.shot, slates, asked.item.value_span))
        elif source.kind == "black":
            film.scope.said.append(black_has_no_picture(source.slate, asked.item.value_span))
        else:
            frame = times.point(asked.time, film.settings.rate, source.frames)
            if frame < source.frames:
                span = asked.item.value_span
                image = ShotPicture(slate=source.slate, frame=frame, span=span)
                yield Keyframe(frame=asked.frame, image=image, strength=asked.strength, span=asked.item.span)
                continue
            film.scope.said.append(outside_the_other(frame, source.slate, source.frames, asked.item.value_span))


# ---------------------------------------------------------------- circles


def _without_circles(shots: list[Shot], taken: dict[str, tuple[Keyframe, ...]], said: list[Diagnostic]) -> None:
    """Take out of `taken` what would make a shot come from itself."""
    needs = _needs(shots, taken)
    for _ in range(_CIRCLES):
        circle = _circle(needs)
        if circle is None:
            return
        asking, key = next((slate, key) for slate in circle for key in taken[slate] if _of(key) in circle)
        steps = (*circle[circle.index(asking) :], *circle[: circle.index(asking) + 1])
        said.append(picture_circle(steps, key.image.span))
        taken[asking] = tuple(one for one in taken[asking] if one is not key)
        needs = _needs(shots, taken)
    taken.update(dict.fromkeys(taken, ()))


def _of(key: Keyframe) -> str:
    return key.image.slate if isinstance(key.image, ShotPicture) else ""


def _needs(shots: list[Shot], taken: dict[str, tuple[Keyframe, ...]]) -> dict[str, list[str]]:
    """Which shots must be made before each: those it takes pictures from, and the one it continues."""
    before = dict(zip((one.slate for one in shots[1:]), shots, strict=False))
    return {
        one.slate: [*map(_of, taken[one.slate]), *([before[one.slate].slate] if one.continues else [])] for one in shots
    }


def _circle(needs: dict[str, list[str]]) -> list[str] | None:
    """The slates of one circle, each needing the next and the last the first; None where there is none."""
    done: set[str] = set()
    for start in needs:
        path: dict[str, Iterable[str]] = {}
        following = [iter((start,))]
        while following:
            slate = next(following[-1], None)
            if slate is None:
                following.pop()
                if path:
                    done.add(path.popitem()[0])
            elif slate in path:
                slates = list(path)
                return slates[slates.index(slate) :]
            elif slate not in done:
                path[slate] = ()
                following.append(iter(needs[slate]))
    return None
