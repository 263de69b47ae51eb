"""How fast a Fountain screenplay is read, and how that grows with it, beside the parsers on PyPI, all in one run.

`python tests/bench/peers.py`. Each reads the same text in a process of its own; what takes over a minute is stopped.
What is timed is from the text to a tree of elements, without starting Python and importing.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable

SIZES = (10_000, 100_000)
LIMIT = 60.0  # seconds a reading

SCENE = """\
INT. ROOM {n} - NIGHT

Mara crosses room {n} and looks out of the window. Rain falls on the *boats*.

MARA (O.S.)
(quietly)
Nothing has moved since {n} in the morning,
nothing but the boats.

TOM
Then we wait, {n} times if we must.

Tom sits down. [[why {n}?]] The lamp flickers and burns on.

CUT TO:

"""


def screenplay(lines: int) -> str:
    """A plain Fountain screenplay of `lines` lines, no two scenes alike."""
    scenes = (SCENE.format(n=number) for number in range(lines // SCENE.count("\n") + 1))
    return "".join("".join(scenes).splitlines(keepends=True)[:lines])


def milimo() -> Callable[[str], object]:
    from milimo_lang.source import Source
    from milimo_lang.syntax.parse import parse

    return lambda text: parse(Source("film.fountain", text))


def screenplain() -> Callable[[str], object]:
    from screenplain.parsers import fountain

    return lambda text: fountain.parse(io.StringIO(text))


def jouvence() -> Callable[[str], object]:
    from jouvence.parser import JouvenceParser

    return lambda text: JouvenceParser().parseString(text)


def fountain_py() -> Callable[[str], object]:
    from fountain.parser import FountainParser

    return lambda text: FountainParser().parse(text)


READERS = {"milimo": milimo, "screenplain": screenplain, "jouvence": jouvence, "fountain-py": fountain_py}


def seconds(reader: str, lines: int) -> float | None:
    """How long `reader` takes for so many lines; None when it was stopped."""
    command = [sys.executable, __file__, reader, str(lines)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT + 10)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(f"{reader}: {done.stderr.strip().splitlines()[-1]}\nmake bench installs what is compared")
    taken = float(done.stdout)
    return taken if taken <= LIMIT else None


def read(reader: str, lines: int) -> float:
    """The seconds of processor time that a reading takes, in this process: the least of a few for a short text."""
    parse = READERS[reader]()
    parse(screenplay(40))
    taken = []
    for number in range(5 if lines <= SIZES[0] else 1):
        text = screenplay(lines) + f"The end, {number}.\n"
        began = time.process_time()
        parse(text)
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    """Print the table."""
    few, many = SIZES
    print(f"{'':<14}{f'{few:,} lines':>16}{f'{many:,} lines':>18}{'lines a second':>18}{'ten times the text':>22}")
    for reader in READERS:
        short = seconds(reader, few)
        long = seconds(reader, many) if short is not None else None
        cells = [f"{taken:.2f} s" if taken is not None else f"over {LIMIT:.0f} s" for taken in (short, long)]
        size, taken = (many, long) if long is not None else (few, short)
        speed = f"{size / taken:,.0f}" if taken else ""
        growth = f"{long / short:.1f} x the time" if short and long else "stopped"
        print(f"{reader:<14}{cells[0]:>16}{cells[1]:>18}{speed:>18}{growth:>22}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(read(sys.argv[1], int(sys.argv[2])))
    else:
        main()
