"""A film decoded after its passes, and beside them (`MILIMO_DECODE`): `python -m tests.bench.gpu --decode`.

Four shots, the second of three chunks, each of which waits for what the one before shows. Both builds compile; what is
told is what comes after the first chunk, whose passes do.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.bench.gpu.films import Ran, Size, build, film, say

_SHOTS, _LONG = 4, 3
_CHUNKS = _SHOTS - 1 + _LONG


def compare(folder: Path, size: Size, environment: dict[str, str]) -> None:
    """Build the film both ways in `folder`, and print what each took."""
    text, ran = film(size, _SHOTS, _LONG), {}
    for how in ("after", "beside"):
        ran[how] = build(folder / how, text, {**environment, "MILIMO_DECODE": how})
        if ran[how].made != _CHUNKS:
            raise SystemExit(f"{ran[how].made} of {_CHUNKS} chunks were made: the films are others")
        report(how, ran[how], ran["after"])
    after, beside = (filming(one) for one in ran.values())
    same = "the same to the byte" if ran["after"].film == ran["beside"].film else "not the same to the byte"
    say(f"beside / after, from the second chunk on: {beside / after:.3f}; the films are {same}")


def report(how: str, ran: Ran, after: Ran) -> None:
    """`after` is the film decoded after its passes: what they took in it, with the device to themselves, is the
    measure of both."""
    passes, alone = passes_of(ran)[2:], sum(end - start for start, end in passes_of(after)[2:])
    own = sum(end - start for start, end in passes)
    between = [following - end for (_, end), (following, _) in pairwise(passes)]
    say(f"decoded {how}: wall {ran.wall:.1f} s, memory {ran.memory:.1f} GiB")
    say("  passes, s: " + " ".join(f"{end - start:.2f}" for start, end in passes) + f"; together {own:.2f}")
    say("  between them, s: " + " ".join(f"{gap:.2f}" for gap in between) + f"; together {sum(between):.2f}")
    told = f"{filming(ran):.2f} s / the passes with the device to themselves {alone:.2f} s"
    say(f"  filming {told}: {filming(ran) / alone:.3f}")
    end = max(end for _, end in ran.spans("cut.film")) - passes[0][0]
    say(f"  to the finished film {end:.2f} s: {end / alone:.3f}")
    for warning in dict.fromkeys(ran.warned):
        say(f"  warned: {warning}")


def passes_of(ran: Ran) -> list[tuple[float, float]]:
    return sorted(ran.spans("chunk.denoise", "chunk.refine"))


def filming(ran: Ran) -> float:
    """Seconds from the beginning of the second chunk's first pass to the end of the last one's last."""
    passes = passes_of(ran)[2:]
    return passes[-1][1] - passes[0][0]
