"""Everybody can use the page: axe finds nothing, in light and dark, wide and narrow, with and without errors."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from milimo_lang.preview.live import LivePreview
from tests.browser.conftest import Film, Opened
from tests.browser.counted import COUNTED


def found(page: Page) -> list[Any]:
    """What axe finds wrong: the rule, and where."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    told = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in told["violations"]]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844), (360, 640)])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(live: LivePreview, opened: Opened, scheme: str, size: tuple[int, int]) -> None:
    page = opened(live.url, size, color_scheme=scheme)
    expect(page.locator("#card .slate")).to_have_text("1A")
    assert found(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is no wider than the window"


def test_axe_finds_nothing_over_errors_words_and_keys(counted: Film, live: LivePreview, opened: Opened) -> None:
    for scheme in ("dark", "light"):
        counted.write(COUNTED)
        live.compiled(counted.compiled())
        page = opened(live.url, color_scheme=scheme)
        page.get_by_role("tab", name="Transcript").click()
        assert found(page) == []
        counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 0s, purple haze"))
        live.compiled(counted.compiled())
        expect(page.locator(".errors")).to_be_visible()
        assert found(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert found(page) == []


def test_nothing_moves_for_those_who_asked_for_that(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url, reduced_motion="reduce")
    moving = """[...document.querySelectorAll('*')].filter(one => {
        const s = getComputedStyle(one);
        const animated = s.animationName !== 'none' && s.animationDuration !== '0s';
        return animated || parseFloat(s.transitionDuration) > 0;
    }).length"""
    assert page.evaluate(moving) == 0
