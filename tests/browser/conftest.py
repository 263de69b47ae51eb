"""A real Chromium for the tests of the page, and small films to show in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from milimo_lang.compilation import Compilation
from milimo_lang.preview.live import LivePreview
from milimo_lang.world import DiskWorld, Facts
from milimo_runtime.media.probe import probe
from milimo_runtime.session import Built, Session, open_session
from tests.browser.counted import COUNTED, write_counted

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ALONE = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Opened = Callable[..., Page]

expect.set_options(timeout=30_000)  # milliseconds: a machine may be slow


def chromium() -> str | None:
    """Where Chromium is."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once. It fails the tests where there is none: they are of no use without."""
    path = chromium()
    if path is None:
        pytest.fail("there is no Chromium here: `apt-get install chromium`, or say where it is: CHROMIUM=/path/to/it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ALONE), headless=True)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens an address in a page of its own, and holds that nothing was complained of in it."""
    said: list[str] = []
    contexts = []

    def open_(url: str, size: tuple[int, int] = (1280, 800), **settings: object) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "request",
            lambda one: None if one.url.startswith((url.rpartition("/")[0], "data:")) else said.append(one.url),
        )
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


@dataclass
class Film:
    """A film in a folder, which can be written anew and built."""

    folder: Path
    session: Session

    def write(self, text: str) -> None:
        (self.folder / "film.mls").write_text(text, encoding="utf-8")

    def compiled(self) -> Compilation:
        return Compilation(DiskWorld(self.folder, _facts), "film.mls")

    def build(self, live: LivePreview | None = None) -> Built:
        """What `watch` does after a save: compile, tell, build, tell."""
        compilation = self.compiled()
        if live is not None:
            live.compiled(compilation)
        assert not [one for one in compilation.diagnostics if one.severity == "error"], compilation.diagnostics
        out = self.folder / "build" / "film.mp4"
        plan = compilation.plan.value
        built = self.session.build(plan, out, **({"on_event": live.event} if live is not None else {}))
        assert built.film is not None, built.failed
        if live is not None:
            live.built(compilation, built)
        return built


def _facts(path: Path) -> Facts:
    media = probe(path)
    return Facts(path.stat().st_size, media.pixels, media.frames, media.seconds, media.has_sound)


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """A film each of whose frames tells its number, built; see `counted.py`."""
    folder = tmp_path_factory.mktemp("counted")
    write_counted(folder / "counted.mp4")
    film = Film(folder, open_session(folder, jobs=1))
    film.write(COUNTED)
    film.build()
    return film


@pytest.fixture
def live(counted: Film) -> Iterator[LivePreview]:
    """The counted film, live."""
    preview = LivePreview(counted.session, "film.mls")
    counted.write(COUNTED)
    counted.build(preview)
    yield preview
    preview.close()
