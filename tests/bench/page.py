"""What the page of a long film costs after an edit, and how it holds up in Chromium: `python tests/bench/page.py`.

A film of 1,000 shots (or as many as are told) is built; then, ten times, one shot's words change and it is built again.
Printed is the processor time of both pages, the one beside the film and the one that is served, made of what the cut
before left, and beside it that of the same two made from nothing. Then the page of a film of 1,000 shots is opened in
Chromium, five times; the middle of what comes of it is printed.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "runtime")]

from milimo_lang.preview.cuts import Cuts  # noqa: E402
from milimo_lang.preview.shown import Shown  # noqa: E402 (run as a script)
from milimo_lang.recompile import Recompiler  # noqa: E402
from milimo_lang.world import DiskWorld  # noqa: E402
from milimo_runtime.session import open_session  # noqa: E402
from tests.bench.watch import Film  # noqa: E402

_EDITS, _OPENED = 10, 5
_TOLD = (
    ("ready", "the page is there (DOM ready)", "{:.1f} s", 1e-3),
    ("scroll", "from one step of a scroll to the next picture", "{:.0f} ms", 1.0),
    ("key", "from a key to the next picture", "{:.0f} ms", 1.0),
    ("zoom", "zooming the timeline, a step", "{:.0f} ms", 1.0),
    ("memory", "memory of the script", "{:.0f} MB", 1.0),
)


def row(what: str, value: str) -> None:
    print(f"| {what:<62} | {value:>22} |", flush=True)


def spent(make: Callable[[], object]) -> float:
    """Milliseconds of processor time, of all threads, with no collection in between, as in a watch."""
    gc.collect()
    gc.freeze()
    gc.disable()
    began = time.process_time()
    make()
    taken = time.process_time() - began
    gc.enable()
    return 1000 * taken


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ms ({min(values):.0f} to {max(values):.0f})"


def edited(folder: Path, shots: int) -> None:
    """Print what both pages cost after an edit."""
    film, path, out = Film(shots), folder / "film.mls", folder / "build" / "film.mp4"
    session, recompiler = open_session(folder), Recompiler("film.mls")
    kept, served, cold = Cuts(session), Shown(folder, "film.mls"), []
    found: list[float] = []
    for number in range(_EDITS + 1):
        path.write_text(film.text(), encoding="utf-8")
        compilation = recompiler.compile(DiskWorld(folder))
        plan = compilation.plan.value
        built = session.build(plan, out)
        built = replace(built, last=session.before(plan))

        def both(cuts: Cuts, shown: Shown, film: str) -> None:
            cuts.beside(compilation, built)  # noqa: B023 (called at once)
            shown.put({**cuts.of(compilation, built).data, "film": film})  # noqa: B023
            with urllib.request.urlopen(shown.url) as page:
                page.read()

        taken = spent(lambda: both(kept, served, f"film/{number}.mp4"))  # noqa: B023
        if number:
            found.append(taken)
        if number == _EDITS:
            for _ in range(3):
                with opened(folder) as anew:
                    cold.append(spent(lambda: both(Cuts(session), anew, "film/0.mp4")))
        film.edit()
    served.close()
    row(f"both pages of {shots:,} shots after an edit of one: processor time", spread(found))
    row("the same two from nothing", spread(cold))


@contextmanager
def opened(folder: Path) -> Iterator[Shown]:
    shown = Shown(folder, "film.mls")
    yield shown
    shown.close()


def seen(folder: Path) -> None:
    """Print how the page of a long film holds up in Chromium, where there is one."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ALONE, Film, chromium
    from tests.browser.counted import COUNTED, write_counted
    from tests.browser.test_long import MEASURE, long_film

    if (path := chromium()) is None:
        print("there is no Chromium here: `apt-get install chromium`, or say where it is: CHROMIUM=/path/to/it")
        return
    write_counted(folder / "counted.mp4")
    film = Film(folder, open_session(folder))
    film.write(COUNTED)
    film.build()
    page_file = long_film(film, folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ALONE), headless=True)
        told = []
        for _ in range(_OPENED):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(page_file.as_uri())
            page.locator(".shot").first.wait_for()
            told.append(page.evaluate(MEASURE))
            page.close()
        version = browser.version
        browser.close()
    row(f"a film of 1,000 shots in Chromium {version.partition('.')[0]}, {page_file.stat().st_size / 1e6:.1f} MB", "")
    for name, what, form, scale in _TOLD:
        row(what, form.format(statistics.median(one[name] * scale for one in told)))


def main() -> None:
    """Print the table."""
    shots = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        for part in ("edited", "seen"):
            (Path(name) / part).mkdir()
        edited(Path(name) / "edited", shots)
        seen(Path(name) / "seen")


if __name__ == "__main__":
    main()
