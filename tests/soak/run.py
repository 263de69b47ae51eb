"""`python -m tests.soak.run [PROMISE ...] --count N --seed S`: trials of each promise, one a seed from S on.

A trial that fails is told with its seed: the same promise with `--count 1 --seed SEED` plays it again.
"""

from __future__ import annotations

import argparse
import errno
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.soak import animatic, crowd, damage, editing, faults, kills, power, recompiling

PROMISES: dict[str, tuple[Callable[[Path, int], int], str]] = {
    "kills": (kills.trial, "builds killed at a call that changes the disk"),
    "power": (power.trial, "losses of power"),
    "faults": (faults.trial, "calls refused by the disk"),
    "damage": (damage.trial, "stores damaged"),
    "edits": (editing.trial, "builds between edits"),
    "crowd": (crowd.trial, "builds and collections beside each other"),
    "recompile": (recompiling.trial, "saves compiled again"),
    "animatic": (animatic.trial, "kills of real builds and their workers"),
}
SLOW = {"animatic": 50, "crowd": 4, "edits": 2}
"""How many times fewer trials of these are made than are asked for."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("promises", nargs="*", metavar="PROMISE", help=f"of {', '.join(PROMISES)} (default: all)")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", action="store_true", help="at every call there is, instead of at random")
    asked = parser.parse_args()
    if unknown := set(asked.promises) - PROMISES.keys():
        parser.error(f"there is no promise {', '.join(sorted(unknown))}")
    failed = 0
    for name in asked.promises or PROMISES:
        failed += at_every_call(name) if asked.every else at_random(name, asked.count, asked.seed)
    return min(failed, 1)


def at_random(name: str, count: int, seed: int) -> int:
    """Trials of one promise; gives how many failed."""
    trial, what = PROMISES[name]
    least = 1 if count == 1 else max(1, count // SLOW.get(name, 1))
    seeds = range(seed, seed + least)
    return _tell(name, what, [(f"seed {number}", lambda place, n=number: trial(place, n)) for number in seeds])


def at_every_call(name: str) -> int:
    """Kills and faults at every call of a first build, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        calls = kills.killable(Path(folder) / "x")
    trials: list[tuple[str, Callable[[Path], object]]] = []
    if name == "kills":
        trials = [
            (f"call {at}, torn {torn}", partial(kills.each, at=at, torn=torn))
            for at in range(1, calls + 1)
            for torn in (False, True)
        ]
    if name == "faults":
        trials = [
            (f"call {at}, {errno.errorcode[number]}", partial(faults.each, at=at, number=number))
            for at in range(1, calls + 1)
            for number in faults.ERRORS
        ]
    return _tell(name, f"{PROMISES[name][1]}, every one of {calls}", trials) if trials else 0


def _tell(name: str, what: str, trials: list[tuple[str, Callable[[Path], object]]]) -> int:
    began, done, failed = time.monotonic(), 0, 0
    folder = Path(tempfile.mkdtemp(prefix=f"soak-{name}-"))
    for label, trial in trials:
        place = folder / "trial"
        try:
            done += int(trial(place) or 1)  # type: ignore[call-overload]
        except Exception:
            failed += 1
            print(f"{name}: {label} FAILED\n{traceback.format_exc(limit=-4)}", flush=True)
        shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    first, last = trials[0][0], trials[-1][0]
    took = time.monotonic() - began
    told = f"{len(trials):,} trials, {first} to {last}; {failed} failed; {took:.0f} s"
    print(f"{name}: {done:,} {what}; {told}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
