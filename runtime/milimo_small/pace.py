"""How a training loop finds its speed: the clock it works by, and the variants it keeps because they are faster."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import torch

Say = Callable[[str], None]


@dataclass
class Clock:
    """The time a run has, in seconds from its making."""

    seconds: float
    began: float = field(default_factory=time.monotonic)

    def spent(self) -> float:
        return time.monotonic() - self.began

    def share(self) -> float:
        """From 0 at the beginning to 1 at the end."""
        return min(1.0, self.spent() / self.seconds)


@dataclass
class Every:
    """Tells when another `seconds` have passed on the clock."""

    seconds: float
    clock: Clock
    last: float = 0.0

    def due(self) -> bool:
        if self.clock.spent() - self.last < self.seconds:
            return False
        self.last = self.clock.spent()
        return True


@dataclass(frozen=True)
class Variant:
    """Another way to do the same work; `limit` is how many seconds its first round may take."""

    name: str
    enter: Callable[[], None]
    leave: Callable[[], None]
    limit: float = 30.0


def choose(variants: Sequence[Variant], work: Callable[[], None], say: Say) -> float:
    """Tries each variant on top of those kept so far and keeps it when `work` is at least 3 % faster: seconds a round.

    One that fails or takes too long is left, and its reason told: what torch can compile here is known only by trying.
    """
    best = _measured(work)
    say(f"a round takes {best:.4f} s")
    for variant in variants:
        began = time.monotonic()
        try:
            with _at_most(variant.limit):
                variant.enter()
                taken = _measured(work)
        except Exception as problem:
            variant.leave()
            say(f"{variant.name}: left after {time.monotonic() - began:.0f} s ({_first_line(problem)})")
            continue
        faster = taken < best * 0.97
        spent = time.monotonic() - began
        say(f"{variant.name}: {taken:.4f} s a round, {'kept' if faster else 'left'}; trying it took {spent:.0f} s")
        if faster:
            best = taken
        else:
            variant.leave()
    return best


def _measured(work: Callable[[], None], rounds: int = 4) -> float:
    """Seconds a round, after two to warm up."""
    for _ in range(2):
        work()
    torch.cuda.synchronize()
    began = time.monotonic()
    for _ in range(rounds):
        work()
    torch.cuda.synchronize()
    return (time.monotonic() - began) / rounds


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Breaks off what runs longer, at its next step in Python, and again every second should that be swallowed."""

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _first_line(problem: Exception) -> str:
    return f"{type(problem).__name__}: {str(problem).strip().splitlines()[0] if str(problem).strip() else ''}"
