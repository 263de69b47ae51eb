"""The page of a film, as a file and from the server, in a real browser."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from milimo_lang.preview.cuts import Cuts
from milimo_lang.preview.live import LivePreview
from tests.browser.conftest import Film, Opened
from tests.browser.counted import COUNTED, READ

FOCUSED = """() => {
  const one = document.activeElement;
  const seen = one === document.body || getComputedStyle(one).outlineStyle !== "none";
  return [one.getAttribute("aria-label") || one.textContent.trim().slice(0, 30), seen];
}"""
READY = "() => { const v = document.getElementById('video'); return v && v.readyState >= 2 && !v.seeking; }"


def until(page: Page, condition: str) -> None:
    """Wait for it. (Playwright's own waiting evaluates strings in the page, which its security policy forbids.)"""
    end = time.monotonic() + 30
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def at(page: Page) -> int:
    """The frame the page says it stands on."""
    return int(page.locator("#count").inner_text().split("/")[0]) - 1


def shown(page: Page) -> int:
    """The frame that is seen."""
    until(page, READY)
    page.wait_for_timeout(40)
    until(page, READY)
    return int(page.evaluate(READ))


def test_a_page_opened_from_a_disk_plays(counted: Film, opened: Opened) -> None:
    counted.write(COUNTED)
    compilation = counted.compiled()
    page_file = counted.folder / "build" / "film.html"
    page_file.write_bytes(Cuts(counted.session).beside(compilation, counted.build()))
    assert str(counted.folder).encode() not in page_file.read_bytes()
    page = opened(page_file.as_uri())
    expect(page.locator("h1")).to_have_text("Counted")
    expect(page.locator(".shot img")).to_have_count(3)
    until(page, READY)
    assert page.evaluate("document.getElementById('video').paused")
    page.keyboard.press("Space")
    until(page, "document.getElementById('video').currentTime > 0.3")
    page.keyboard.press("Space")
    assert page.evaluate("document.getElementById('video').paused")
    page.keyboard.press("c")
    expect(page.locator("#announce")).to_have_text("The captions stand in the picture")
    assert page.evaluate("document.getElementById('video').textTracks[0].mode") == "disabled", (
        "they are not shown twice"
    )
    page.evaluate("document.getElementById('video').textTracks[0].mode = 'hidden'")
    until(page, "document.getElementById('video').textTracks[0].cues?.length === 1")
    assert page.evaluate("[...document.querySelectorAll('.shot img')].every(one => one.naturalWidth > 0)")


def test_without_script_there_are_the_film_the_shots_and_the_words(counted: Film, opened: Opened) -> None:
    counted.write(COUNTED)
    compilation = counted.compiled()
    page_file = counted.folder / "build" / "film.html"
    page_file.write_bytes(Cuts(counted.session).beside(compilation, counted.build()))
    page = opened(page_file.as_uri(), java_script_enabled=False)
    assert page.locator("video[controls]").is_visible()
    assert page.locator(".shot img").first.get_attribute("alt") == "Ann waits."
    assert page.locator("#words").get_by_text("Now it is time.").is_visible()
    assert page.locator(".frame").nth(1).get_attribute("href") == "film.mp4#t=2.021"


def test_every_frame_can_be_stood_on(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    assert shown(page) == 0
    for key, frame in [
        ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("Shift+ArrowRight", 25), ("ArrowDown", 48),
        ("ArrowDown", 120), ("ArrowLeft", 119), ("ArrowUp", 48), ("End", 215), ("Home", 0),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert (at(page), shown(page)) == (frame, frame), key
    for frame in (1, 47, 48, 71, 113, 119, 120, 167, 214):
        page.evaluate(
            "frame => { const v = document.getElementById('video'); v.currentTime = (frame + 0.5) / 24; }", frame
        )
        assert shown(page) == frame
    for _ in range(9):
        page.keyboard.press("ArrowRight", delay=0)
    assert (at(page), shown(page)) == (9, 9)


def test_the_film_plays_faster_stops_and_goes_backwards(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    until(page, READY)
    page.keyboard.press("l")
    page.keyboard.press("l")
    assert page.evaluate("document.getElementById('video').playbackRate") == 2
    until(page, "document.getElementById('video').currentTime > 1")
    page.keyboard.press("k")
    stood = at(page)
    assert shown(page) == stood
    page.keyboard.press("j")
    until(page, f"Number(document.getElementById('count').textContent.split('/')[0]) < {stood - 5}")
    page.keyboard.press("k")
    assert shown(page) == at(page)


def test_the_card_follows_the_film_and_the_sheet_moves_it(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    until(page, READY)
    page.locator("[data-go='2']").click()
    assert shown(page) == 120
    expect(page.locator("#card .slate")).to_have_text("2A")
    expect(page.locator("#card .story")).to_have_text("The street lies empty.")
    expect(page.locator(".shot.now .rebate b")).to_have_text("2A")
    link = page.locator("#card .place a").first.get_attribute("href") or ""
    assert link.startswith("vscode://file/")
    assert link.endswith("/film.mls:23:1")
    page.get_by_role("tab", name="Transcript").click()
    page.locator("#words").get_by_text("Now it is time.").click()
    assert 48 <= shown(page) < 120
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 84 + (box["width"] - 84) * 0.75, box["y"] + 60)
    assert abs(shown(page) - 162) <= 1


def test_a_save_brings_a_new_cut_without_a_reload(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    page.evaluate("window.same = true")
    page.locator("[data-go='2']").click()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert shown(page) == 125
    page.evaluate("scrollTo(0, 300)")
    counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 1s").replace("Ann waits.", "Ann waits no longer."))
    counted.build(live)
    expect(page.locator(".shot .action").first).to_have_text("Ann waits no longer.")
    expect(page.locator("#count")).to_have_text("102 / 192")
    assert shown(page) == 125, "it stands on the same picture of the same shot, a second earlier in the film"
    assert page.evaluate("[window.same, scrollY, document.getElementById('video').paused]") == [True, 300, True]
    expect(page.locator("#card .slate")).to_have_text("2A")


LANDED = """() => new MutationObserver(() => {
  const video = document.getElementById("video");
  video.addEventListener("playing", () => { window.landed ??= video.currentTime; });
}).observe(document.getElementById("screen"), {childList: true})"""
"""Notes where the next film begins to play."""
EDITED = COUNTED.replace("!! wide, 2s", "!! wide, 1s").replace("ANN\nNow it is time.", "ANN\nIt was time long ago.")
"""The first shot is a second shorter, and the second says something else: it is another shot by its content."""


@pytest.mark.parametrize("text", [EDITED, EDITED.replace("close on @Ann, 3s", "close on @Ann, 4s")])
def test_a_new_cut_goes_on_playing_where_it_was(counted: Film, live: LivePreview, opened: Opened, text: str) -> None:
    page = opened(live.url)
    until(page, READY)
    page.locator("[data-go='1']").click()
    page.keyboard.press("Shift+ArrowRight")
    assert shown(page) == 72
    page.evaluate(LANDED)
    page.keyboard.press("Space")
    page.evaluate("document.getElementById('video').playbackRate = 0.0625")  # it shall not go far meanwhile
    counted.write(text)
    counted.build(live)
    until(page, "window.landed !== undefined")
    assert not page.evaluate("document.getElementById('video').paused")
    assert page.evaluate("document.getElementById('video').playbackRate") == 0.0625
    assert 47 <= page.evaluate("window.landed") * 24 < 47 + 24, "a second into the shot, and what was played since"
    expect(page.locator("#card .slate")).to_have_text("1B")


def test_an_edit_of_the_shot_it_stands_on_keeps_the_place(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    until(page, READY)
    page.locator("[data-go='1']").click()
    page.keyboard.press("Shift+ArrowRight")
    counted.write(EDITED)
    counted.build(live)
    expect(page.locator("#count")).to_have_text("49 / 192")
    assert shown(page) == 72
    counted.write(EDITED.replace("close on @Ann, 3s", "close on @Ann, 12f").replace("It was", "It is"))
    counted.build(live)
    expect(page.locator("#count")).to_have_text("36 / 132")


def test_a_new_cut_goes_on_backwards(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    until(page, READY)
    page.keyboard.press("End")
    assert shown(page) == 215
    page.keyboard.press("j")
    counted.write(EDITED)
    counted.build(live)
    expect(page.locator("#count")).to_contain_text("/ 192")
    assert page.locator(".pace").inner_text() == "−1×" or page.get_by_role("button", name="Pause").is_visible()
    stood = at(page)
    until(page, f"Number(document.getElementById('count').textContent.split('/')[0]) < {max(stood - 5, 2)}")


def test_errors_lie_beside_the_film_and_go(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    until(page, READY)
    counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 0s"))
    began = time.monotonic()
    live.compiled(counted.compiled())
    expect(page.locator(".errors h2")).to_have_text("1 error")
    assert time.monotonic() - began < 5
    expect(page.locator(".errors mark")).to_have_text("0s")
    expect(page.locator(".errors .meant")).to_contain_text("!! wide, 0s")
    counted.write(COUNTED)
    live.compiled(counted.compiled())
    expect(page.locator(".errors")).to_have_count(0)
    expect(page.locator("#status")).to_have_text("Live")


def test_errors_are_those_of_the_last_save_whatever_is_built(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    counted.write(EDITED)
    sound = counted.compiled()
    live.compiled(sound)
    built = counted.session.build(sound.plan.value, counted.folder / "build" / "film.mp4")
    counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 0s"))
    live.compiled(counted.compiled())
    expect(page.locator(".errors h2")).to_have_text("1 error")
    live.built(sound, built)
    expect(page.locator("#count")).to_contain_text("/ 192")
    page.wait_for_timeout(300)
    expect(page.locator(".errors h2")).to_have_text("1 error")
    expect(page.locator("#status")).to_have_text("1 error")


SHOW = (
    "Object.defineProperty(document, 'hidden', {value: false}); document.dispatchEvent(new Event('visibilitychange'))"
)


def test_errors_that_were_closed_stay_closed_until_there_is_another(
    counted: Film, live: LivePreview, opened: Opened
) -> None:
    page = opened(live.url)
    page.locator("canvas").focus()
    counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 0s"))
    live.compiled(counted.compiled())
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".errors")).to_have_count(0)
    expect(page.locator("canvas")).to_be_focused()
    expect(page.locator("#status.failed")).to_have_text("1 error")
    with page.expect_request("**/events"):
        page.evaluate(SHOW)
    page.wait_for_timeout(300)
    expect(page.locator(".errors")).to_have_count(0)
    page.locator("#status button").click()
    expect(page.locator(".errors h2")).to_have_text("1 error")
    page.keyboard.press("Escape")
    expect(page.locator("#status button")).to_be_focused()
    counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 0s").replace("medium, 4s", "medium, 0s"))
    live.compiled(counted.compiled())
    expect(page.locator(".errors h2")).to_have_text("2 errors")


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (960, 720), (390, 844), (844, 390)])
def test_errors_cover_neither_the_film_nor_its_buttons(
    counted: Film, live: LivePreview, opened: Opened, size: tuple[int, int]
) -> None:
    page = opened(live.url, size)
    until(page, READY)
    counted.write(COUNTED.replace("!! wide, 2s", "!! wide, 0s"))
    live.compiled(counted.compiled())
    expect(page.locator(".errors")).to_be_visible()
    for place in ("#screen", "#transport"):
        one, over = page.locator(place).bounding_box(), page.locator(".errors").bounding_box()
        assert one is not None
        assert over is not None
        right, below = one["x"] + one["width"] <= over["x"], one["y"] + one["height"] <= over["y"]
        assert right or below, (place, one, over)


def test_the_words_keep_the_focus_at_a_save(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    page.get_by_role("tab", name="Transcript").click()
    page.locator("#words").get_by_text("The street lies empty.").focus()
    counted.write(COUNTED.replace("Ann waits.", "Ann waits.\n\nShe yawns."))
    counted.build(live)
    expect(page.get_by_text("She yawns.").first).to_be_attached()
    expect(page.locator(":focus")).to_have_text("The street lies empty.")


def test_the_end_of_the_server_is_told(counted: Film, opened: Opened) -> None:
    preview = LivePreview(counted.session, "film.mls")
    page = opened(preview.url)
    expect(page.locator("#status")).to_have_text("Live")
    preview.close()
    expect(page.locator("#status")).to_have_text("Preview has ended")


def test_the_keys_are_told_and_the_look_is_chosen(counted: Film, live: LivePreview, opened: Opened) -> None:
    page = opened(live.url, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("d")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark
    other = LivePreview(counted.session, "film.mls")  # at another port
    beside = page.context.new_page()
    beside.goto(other.url)
    assert beside.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark
    other.close()


def test_everything_can_be_reached_by_the_keyboard(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    until(page, READY)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    names = {name for name, _ in reached}
    assert {"Skip to the shots", "Keys", "Play", "Frame on", "Place in the film", "Shot"} <= names
    assert all(seen for _, seen in reached), reached
