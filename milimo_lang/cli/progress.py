"""A build as it is seen: one line redrawn on a terminal, a plain line a unit elsewhere, JSON for programs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Exit
from milimo_lang.cli.places import Places
from milimo_lang.cli.streams import Streams, let_go
from milimo_lang.report import visible

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID

    from milimo_runtime.journal import Ended, Event

    OnEvent = Callable[[Event], None]


@contextmanager
def watching(streams: Streams, places: Places, ending: Ending | None) -> Iterator[OnEvent]:
    """What a build is to call with every event: for programs where there is an `ending`, else for people."""
    if ending is not None:
        yield _records(ending, places)
    elif streams.live:
        with _live(streams, places) as on_event:
            yield on_event
    else:
        yield _lines(streams, places)


class Ending:
    """The events of builds on their way to a program: whatever ends one that has begun, its last says `finished`.

    `why` is the reason where nothing was begun. `unheard` says that whoever read the events has gone.
    """

    def __init__(self, streams: Streams) -> None:
        self.why = "nothing was begun"
        self.unheard = False
        self._ended: Ended = "stopped"
        self._streams = streams
        self._finished = False
        self._began: float | None = None
        self._told: Counter[str] = Counter()
        streams.machine()

    def tell(self, event: Event, **more: object) -> None:
        """Print `event`, with `more` fields."""
        if event.event == "begun":
            self._finished, self._began, self.why = False, time.monotonic(), "interrupted"
            self._told.clear()
        self._finished = self._finished or event.event == "finished"
        self._told[event.event] += 1
        self.record({**event.as_json(), **more})

    def finish(self, why: str = "") -> None:
        """Of what has begun nothing more will be told: where its last word is missing, here it is."""
        if self._finished:
            return
        from milimo_runtime.journal import Event

        seconds = round(time.monotonic() - self._began, 3) if self._began is not None else 0.0
        made, cached, failed = (self._told[what] for what in ("done", "cached", "failed"))
        self.tell(
            Event(
                "finished",
                reason=why or self.why,
                seconds=seconds,
                made=made,
                cached=cached,
                failed=failed,
                ended=self._ended,
            )
        )

    def record(self, value: Mapping[str, object]) -> None:
        """Print an object of its own."""
        try:
            self._streams.record(value)
            self._streams.out.flush()
        except BrokenPipeError:
            self.unheard = True  # the film is wanted all the same
            let_go(self._streams)

    @contextmanager
    def told(self) -> Iterator[None]:
        """The whole of a build."""
        try:
            yield
        except (Exception, KeyboardInterrupt) as error:
            from milimo_lang.cli.outside import stop_of

            stop = stop_of(error) if isinstance(error, Exception) else None
            if stop is not None and stop.code == Exit.OVER_BUDGET:
                self._ended = "over-budget"
            if isinstance(error, KeyboardInterrupt) or (stop is not None and stop.code == Exit.INTERRUPTED):
                self._ended = "interrupted"
            self.why = stop.sentence if stop is not None else str(error) or "interrupted"
            raise
        finally:
            self.finish()


def _records(ending: Ending, places: Places) -> OnEvent:
    def on_event(event: Event) -> None:
        ending.tell(event, **(places.record(event) if event.event == "failed" else {}))

    return on_event


def _lines(streams: Streams, places: Places) -> OnEvent:
    failures = _Failures()

    def on_event(event: Event) -> None:
        if failures.news(event) and (line := _line(event, places)):
            streams.say(line)

    return on_event


class _Failures:
    """What was told of failures: a cause once for each shot, and what it takes with it in its own shot not at all."""

    def __init__(self) -> None:
        self._shots: dict[str, str | None] = {}
        self._told: set[tuple[str | None, str]] = set()

    def news(self, event: Event) -> bool:
        """Whether `event` says anything that was not told before. The film itself is told of at the end."""
        if event.event != "failed":
            return True
        cause = event.because
        self._shots[str(event.unit)] = event.shot
        if cause is not None and (event.shot is None or self._shots.get(cause) == event.shot):
            return False
        known = (event.shot, f"after {self._shots.get(cause)}" if cause is not None else event.reason)
        new = known not in self._told
        self._told.add(known)
        return new


def _line(event: Event, places: Places) -> str:
    """What became of a unit in words; "" for what is not worth a line."""
    match event.event:
        case "done":
            return f"made    {_unit(event)}, {event.seconds or 0:.1f} s"
        case "failed":
            remedy = f"; {visible(event.remedy)}" if event.remedy else ""
            return f"failed  {places.told(event)}{remedy}"
        case "warned":
            return f"warned  {_unit(event)}: {visible(event.reason)}"
        case "cancelled":
            return f"stopped {_unit(event)}: {visible(event.reason)}"
        case _:
            return ""


def _unit(event: Event) -> str:
    unit = str(event.unit)
    return f"{unit} (shot {event.shot})" if event.shot and not unit.startswith(event.shot) else unit


def _doing(event: Event) -> str:
    """A unit that is being made, how far it is, and what of it is being done."""
    if event.event == "started" or not event.done:
        return str(event.unit)
    return f"{event.unit} {event.done:.0%}" + (f" ({visible(event.reason)})" if event.reason else "")


@contextmanager
def _live(streams: Streams, places: Places) -> Iterator[OnEvent]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class Left(ProgressColumn):
        """The time left, which goes by between what is told of it."""

        def render(self, task: Task) -> Text:
            return Text(_left(task.fields.get("ends")))

    columns = (BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn(), Left(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(file=streams.err), transient=True) as progress:
        yield _Board(progress, progress.add_task("", total=None), places).on_event


def _left(ends: float | None) -> str:
    """`about 4 min left`, of what ends then by the monotonic clock; "" where that is not known."""
    if ends is None or (seconds := ends - time.monotonic()) < 1:
        return ""
    from milimo_runtime.estimates import duration

    return f"about {duration(seconds)} left"


class _Board:
    """The live line: how many units are finished and what is being made."""

    def __init__(self, progress: Progress, task: TaskID, places: Places) -> None:
        self._progress = progress
        self._task = task
        self._places = places
        self._known: set[str] = set()
        self._finished: set[str] = set()
        self._making: dict[str, str] = {}
        self._failures = _Failures()
        self._ends: float | None = None

    def on_event(self, event: Event) -> None:
        if event.unit is None:
            if event.event == "begun" and event.seconds:
                self._ends = time.monotonic() + event.seconds
            return
        if event.left is not None:
            self._ends = time.monotonic() + event.left
        self._known.add(event.unit)
        if event.event in ("started", "progress"):
            self._finished.discard(event.unit)  # what turns out to be damaged is made again
            self._making[event.unit] = _doing(event)
        elif event.event not in ("planned", "warned"):
            self._making.pop(event.unit, None)
        if event.event in ("done", "cached", "failed"):
            self._finished.add(event.unit)
        if event.event in ("warned", "failed", "cancelled") and self._failures.news(event):
            self._progress.console.print(_line(event, self._places), markup=False, highlight=False)
        making = ", ".join([*self._making.values()][:3])
        self._progress.update(
            self._task, completed=len(self._finished), total=len(self._known), description=making, ends=self._ends
        )
