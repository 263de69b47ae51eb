"""The takes of a shot play on its card, one at a time; where nothing is served their pictures stand there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from milimo_lang.preview.cuts import Cuts
from milimo_lang.preview.live import LivePreview
from milimo_lang.preview.resources import take_name
from milimo_lang.preview.shown import Shown
from milimo_runtime.media.sound import write_sound
from milimo_runtime.session import open_session
from tests.browser.conftest import Film, Opened
from tests.browser.test_page import until

TAKES = """\
Title: Takes
Size: 160x90
Frame rate: 24
Burn: none

@character Mara: a woman in a red coat

INT. ROOM - DAY

!! wide, 1s
    takes: 2

Mara walks to the window.

!! close on a lamp, 12f
"""

PLAYED = "document.querySelector('.takes video')?.currentTime"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    folder = tmp_path_factory.mktemp("takes")
    film = Film(folder, open_session(folder, jobs=2))
    film.write(TAKES)
    return film


@pytest.fixture
def live(film: Film) -> Iterator[LivePreview]:
    preview = LivePreview(film.session, "my film.mls")
    film.build(preview)
    yield preview
    preview.close()


def test_a_take_plays_where_its_picture_stands_and_the_other_stays(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    first, second = page.locator(".takes li").nth(0), page.locator(".takes li").nth(1)
    expect(first.locator("img")).to_have_count(1)
    with page.expect_response("**/take/*.mp4") as answered:
        second.get_by_role("button", name="Play take 2 of shot 1A").click()
    assert answered.value.status == 206, "a part of it is asked for, and given"
    expect(second.locator("button.still")).to_have_attribute("aria-pressed", "true")
    until(page, f"{PLAYED} > 0.2")
    expect(first.locator("img")).to_have_count(1)
    expect(page.locator(".takes video")).to_have_count(1)
    second.locator("button.still").press("Enter")
    until(page, "document.querySelector('.takes video').paused")
    first.get_by_role("button", name="Play take 1 of shot 1A").click()
    expect(second.locator("img")).to_have_count(1)
    until(page, f"{PLAYED} > 0.2")
    page.keyboard.press("l")
    until(page, "document.querySelector('.takes video').paused")
    until(page, "document.getElementById('video').currentTime > 0.2")
    page.keyboard.press("k")
    page.keyboard.press("End")
    expect(page.locator("#card .slate")).to_have_text("1B")
    expect(page.locator(".takes")).to_have_count(0)


def test_a_take_goes_on_when_its_card_is_made_anew(film: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    page.get_by_role("button", name="Play take 2 of shot 1A").click()
    until(page, f"{PLAYED} > 0.1")
    page.evaluate("document.querySelector('.takes video').same = true")
    film.write(TAKES.replace("lamp, 12f", "lamp, 0f"))
    live.compiled(film.compiled())
    expect(page.locator(".errors")).to_be_visible()
    assert page.evaluate("document.querySelector('.takes video').same")
    until(page, f"{PLAYED} > 0.4")
    film.write(TAKES)


def test_a_take_is_heard_as_well(film: Film, opened: Opened, tmp_path: Path) -> None:
    cut = Cuts(film.session).of(film.compiled(), film.build())
    write_sound(tmp_path / "sound", np.zeros((48_000, 2), np.float32), 48_000)
    name = take_name("5" * 64, "sound")
    cut.data["shots"][0]["takes"][1]["sound"] = name
    shown = Shown(film.folder, "film.mls")
    shown.resources.pictures(cut.pictures)
    shown.resources.takes({**cut.takes, name: tmp_path / "sound"})
    shown.put(cut.data)
    page = opened(shown.url)
    with page.expect_response("**/take/*.flac") as answered:
        page.get_by_role("button", name="Play take 2 of shot 1A").click()
    assert answered.value.status == 206
    until(page, f"{PLAYED} > 0.2")
    shown.close()


def test_a_page_on_a_disk_has_the_pictures_of_takes(film: Film, opened: Opened) -> None:
    path = film.folder / "build" / "film.html"
    path.write_bytes(Cuts(film.session).beside(film.compiled(), film.build()))
    page = opened(path.as_uri())
    expect(page.locator(".takes img")).to_have_count(2)
    expect(page.locator(".takes button.still")).to_have_count(0)


def test_what_to_type_is_as_a_shell_reads_it(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    expect(page.locator("#card .commands code").first).to_have_text("milimo explain 'my film.mls' 1A")
