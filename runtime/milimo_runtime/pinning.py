"""The weights a film is made with, as `milimo.lock` pins them: by family the digest of each part, as keys count it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from milimo_runtime.backend import Unavailable
from milimo_runtime.forecast import Found

Weights = Mapping[str, Mapping[str, str]]

_PART = re.compile(r"(\S+) ([0-9a-f]{32,64})")


def weights_in(found: Mapping[str, Found], names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The weights that the nodes `names` are made with, as far as `found` knows what they are made from."""
    told: dict[str, dict[str, str]] = {}
    for name in names:
        pre = found[name].pre if name in found else None
        if pre is None or not pre.identity:
            continue
        head, *parts = pre.identity.split(", ")
        digests = {match[1]: match[2] for part in parts if (match := _PART.fullmatch(part))}
        if digests:
            told.setdefault(head.split()[0], {}).update(digests)
    return told


def require_pinned(pinned: Weights, now: Weights, film: str) -> None:
    """Raise `Unavailable` where weights are not those that were pinned: all of their shots would be made anew.

    `film` is the film as commands name it.
    """
    wrong = {family: _differing(pinned[family], parts) for family, parts in now.items() if family in pinned}
    told = [f"{family} ({', '.join(parts)})" for family, parts in sorted(wrong.items()) if parts]
    if told:
        raise Unavailable(
            f"the weights of {'; '.join(told)} are not those that milimo.lock pins: every shot would be made anew",
            "put those weights back (`milimo models where` tells where they are looked for), "
            f"or `milimo build {film} --take-weights` goes on with these and pins them",
        )


def unpinned(pinned: Weights, now: Weights) -> dict[str, dict[str, str]]:
    """What of `now` the lock does not say, or says otherwise."""
    parts = {family: {n: d for n, d in of.items() if pinned.get(family, {}).get(n) != d} for family, of in now.items()}
    return {family: of for family, of in parts.items() if of}


def _differing(pinned: Mapping[str, str], now: Mapping[str, str]) -> Collection[str]:
    return sorted(part for part, digest in now.items() if pinned.get(part, digest) != digest)
