"""Being told to end (SIGTERM) or losing the terminal (SIGHUP) is as Ctrl-C: a sentence, and what is made is kept."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from milimo_lang.cli.exits import Exit, Stop

_TOLD = {
    signal.SIGTERM: ("told to end", Exit.TERMINATED),
    signal.SIGHUP: ("the terminal was closed", Exit.HUNG_UP),
}


@contextmanager
def heeding() -> Iterator[None]:
    """Meanwhile such a signal interrupts, and ends in a `Stop` of its own. One that is ignored stays so (`nohup`)."""
    told: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in _TOLD}
    heeded = [number for number, handler in before.items() if handler is signal.SIG_DFL]
    for number in heeded:
        signal.signal(number, interrupt)
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        if told and _interrupted(error):
            raise stop_by(told[0]) from None
        raise
    finally:
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)


def stop_by(number: int) -> Stop:
    """How a command ends that was told to by the signal `number`, one of SIGTERM and SIGHUP."""
    said, code = _TOLD[signal.Signals(number)]
    return Stop(f"{said}; what was finished is kept", "build again to go on", code)


def _interrupted(error: BaseException) -> bool:
    from milimo_lang.cli.outside import stop_of

    if not isinstance(error, Exception):
        return True
    stop = stop_of(error)
    return stop is not None and stop.code == Exit.INTERRUPTED
