"""The live page shows the next cut, whatever became of the one before."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from milimo_lang.compilation import Compilation
from milimo_lang.preview.live import LivePreview
from milimo_lang.world import DiskWorld
from milimo_runtime.session import open_session
from tests.cli.films import SMALL, write


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_cut_that_is_gone_before_it_is_shown_costs_that_cut_alone(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    session = open_session(tmp_path, jobs=1)
    compilation = Compilation(DiskWorld(tmp_path), "film.mls")
    lost: list[Exception] = []
    live = LivePreview(session, "film.mls", regret=lost.append)
    try:
        built = session.build(compilation.plan.value, tmp_path / "build" / "film.mp4")
        assert built.film is not None
        built.film.rename(tmp_path / "away.mp4")
        live.built(compilation, built)
        until(lambda: lost)
        assert isinstance(lost[0], FileNotFoundError)
        (tmp_path / "away.mp4").rename(built.film)
        live.built(compilation, built)
        until(lambda: b"film/" in urllib.request.urlopen(live.url, timeout=10).read())
        assert len(lost) == 1
    finally:
        live.close()
