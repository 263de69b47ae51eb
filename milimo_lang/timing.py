"""How long things take, as a Chrome trace (chrome://tracing, Perfetto): off, and then free, unless switched on.

with timing.recording() as trace:
    with timed("parse", file="film.mls"):
        ...
trace.json()
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field


@dataclass
class Trace:
    """What was recorded: one complete event for each `timed` block that ended, times in microseconds."""

    events: list[dict[str, object]] = field(default_factory=list)

    def json(self) -> str:
        """The trace in Chrome's JSON object format."""
        return json.dumps({"traceEvents": self.events, "displayTimeUnit": "ms"})


_OFF = nullcontext()
_trace: Trace | None = None


def timed(name: str, **details: str | int | float) -> AbstractContextManager[None]:
    """Record how long the block takes under `name`; does nothing outside `recording`."""
    return _OFF if _trace is None else _record(_trace, name, details)


@contextmanager
def recording() -> Iterator[Trace]:
    """Switch recording on for the block. Recordings do not nest: the inner one takes over and gives back."""
    global _trace
    before, _trace = _trace, Trace()
    try:
        yield _trace
    finally:
        _trace = before


@contextmanager
def _record(trace: Trace, name: str, details: dict[str, str | int | float]) -> Iterator[None]:
    start = time.perf_counter_ns()
    try:
        yield
    finally:
        event: dict[str, object] = {
            "name": name,
            "ph": "X",
            "ts": start / 1000,
            "dur": (time.perf_counter_ns() - start) / 1000,
            "pid": os.getpid(),
            "tid": threading.get_native_id(),
        }
        if details:
            event["args"] = details
        trace.events.append(event)
