"""`milimo watch` as a process, saves as an editor makes them, and its page in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Opened
from tests.cli.films import SMALL, write
from tests.cli.watching import Watching, backed_up

SLOW = SMALL.replace("Size: 160x90", "Size: 1280x720").replace("close, 12f", "close, 90s")


def test_a_film_is_written_while_its_page_is_open(project: Path, opened: Opened) -> None:
    film = write(project, SMALL)
    with Watching(project, film.name, "--jobs", "2", preview=True) as watching:
        page = opened(watching.next("watching")["url"])
        watching.next("cut")
        expect(page.locator(".shot .action").first).to_have_text("A lamp.")
        page.evaluate("window.same = true")

        backed_up(film, SMALL.replace("A lamp.", "Two lamps."))
        expect(page.locator(".shot .action").first).to_have_text("Two lamps.")
        expect(page.locator("#count")).to_contain_text("/ 24")

        backed_up(film, SMALL.replace("close, 12f", "close, 0f"))
        expect(page.locator(".errors h2")).to_have_text("1 error")
        expect(page.locator(".errors mark")).to_have_text("0f")

        backed_up(film, SLOW)
        expect(page.locator(".errors")).to_have_count(0)
        expect(page.locator("#making progress").first).to_be_visible()
        expect(page.locator("#making")).to_contain_text(re.compile("1B/(picture|segment)"))

        backed_up(film, SMALL.replace("12f: the lamp", "18f: the lamp"))
        expect(page.locator("#count")).to_contain_text("/ 30")
        expect(page.locator("#making")).to_be_hidden()
        assert page.evaluate("window.same")

        watching.end()
        expect(page.locator("#status")).to_have_text("Preview has ended")
