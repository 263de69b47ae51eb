"""What the page tells of a film: what is said in it, what failed, and what it has not got yet."""

from __future__ import annotations

from playwright.sync_api import expect

from milimo_lang.preview.film import film_data
from milimo_lang.preview.live import LivePreview
from milimo_lang.preview.markup import document
from milimo_runtime.journal import Event
from tests.browser.conftest import Film, Opened
from tests.browser.counted import COUNTED


def test_what_failed_is_told_on_its_card_and_in_the_remarks_until_it_is_made(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    expect(page.locator("#count")).to_have_text("1 / 216")
    live.event(Event("planned", "1B/picture", "1B"))
    live.event(Event("failed", "1B/picture", "1B", "the clip has no frame 900", remedy="make the shot shorter"))
    live.event(Event("finished", made=0, cached=0, failed=1))
    expect(page.locator("#status")).to_have_text("1 failed")
    expect(page.locator("#said .remark h3")).to_have_text("failed 1B/picture: the clip has no frame 900")
    expect(page.locator(".shot[data-state='failed']")).to_have_count(1)
    expect(page.locator("#card .remark")).to_have_count(0)
    page.locator("[data-go='1']").click()
    expect(page.locator("#card .remark")).to_contain_text("the clip has no frame 900")
    expect(page.locator("#card .remark .remedy")).to_have_text("make the shot shorter")
    live.event(Event("started", "1B/picture", "1B"))


def test_a_shot_in_which_somebody_only_speaks_tells_the_words(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    expect(page.locator(".shot img").nth(1)).to_have_attribute("alt", "Ann: Now it is time.")
    expect(page.locator(".shot .action").nth(1)).to_have_text("Ann: Now it is time.")
    page.locator("[data-go='1']").click()
    expect(page.locator("#card .lines li")).to_have_text("AnnNow it is time.")


def test_words_run_as_their_letters_do(counted: Film, opened: Opened) -> None:
    counted.write(COUNTED.replace("Ann waits.", "\u05d4\u05d2\u05e9\u05dd \u05d9\u05d5\u05e8\u05d3."))
    compilation = counted.compiled()
    data = film_data(compilation, "film.mls", None).data
    path = counted.folder / "right.html"
    path.write_bytes(document(data))
    page = opened(path.as_uri())
    for place in (".shot .action", "#card .story", "#words .beat"):
        assert page.locator(place).first.evaluate("one => getComputedStyle(one).direction") == "rtl", place
    assert page.locator(".shot .action").nth(1).evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_a_card_tells_what_its_shot_took_and_cost(counted: Film, opened: Opened) -> None:
    data = film_data(counted.compiled(), "film.mls", None).data
    data["shots"][0] |= {"seconds": 250.4, "cost": "$0.17 at $2.50 an hour"}
    path = counted.folder / "cost.html"
    path.write_bytes(document(data))
    page = opened(path.as_uri())
    expect(page.locator("#card dt:text('Time spent') + dd")).to_have_text("4 min 10 s; $0.17 at $2.50 an hour")


def test_a_film_that_was_not_made_is_calm(counted: Film, opened: Opened) -> None:
    counted.write(COUNTED.replace("Counted", "Not made"))
    preview = LivePreview(counted.session, "film.mls")
    page = opened(preview.url)
    preview.compiled(counted.compiled())
    expect(page.locator("#count")).to_have_text("1 / 216")
    for name in ("Play", "Mute", "Full screen"):
        expect(page.get_by_role("button", name=name)).to_be_disabled()
    expect(page.locator("#announce")).to_have_count(0)
    counted.build(preview)
    expect(page.get_by_role("button", name="Play")).to_be_enabled()
    expect(page.locator("#announce")).to_have_count(0)
    preview.close()


def test_a_film_that_begins_black_shows_a_picture_until_it_moves(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    assert page.locator("#video").get_attribute("poster") == page.locator(".shot img").first.get_attribute("src")


def test_a_shot_is_shown_after_the_transition_into_it(counted: Film, opened: Opened) -> None:
    counted.write(COUNTED.replace("EXT. STREET - NIGHT", "DISSOLVE TO:\n\nEXT. STREET - NIGHT"))
    data = film_data(counted.compiled(), "film.mls", None).data
    turn, shot = data["transitions"][0], data["shots"][2]
    assert turn["start"] == shot["start"]
    path = counted.folder / "turn.html"
    path.write_bytes(document(data))
    page = opened(path.as_uri())
    page.locator("[data-go='2']").click()
    expect(page.locator("#count")).to_have_text(f"{turn['start'] + turn['frames'] + 1} / {data['frames']}")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#card .slate")).to_have_text("1B")


def test_a_reader_of_the_screen_is_not_flooded(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url)
    expect(page.locator("#code")).to_have_text("00:00:00:00")
    assert page.evaluate("document.getElementById('code').closest('output, [aria-live], [role=status]')") is None
    volume = page.get_by_role("slider", name="Volume")
    volume.fill("0.7")
    expect(volume).to_have_attribute("aria-valuetext", "70 percent")


def test_what_goes_on_below_fades(live: LivePreview, opened: Opened) -> None:
    page = opened(live.url, (1280, 700))
    expect(page.locator("#card.more")).to_be_visible()
    page.locator("#card").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    expect(page.locator("#card.more")).to_have_count(0)


def test_the_transcript_follows_the_film(counted: Film, live: LivePreview, opened: Opened) -> None:
    counted.write(COUNTED.replace("Ann waits.", "\n\n".join(f"Ann waits for the {n}th time." for n in range(30))))
    counted.build(live)
    page = opened(live.url)
    expect(page.locator(".script .beat")).to_have_count(31)
    line = page.locator("#words").get_by_text("Now it is time.")
    page.keyboard.press("t")
    expect(line).not_to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".script .now")).to_contain_text("Now it is time.")
    expect(line).to_be_in_viewport()
    page.keyboard.press("t")
    page.keyboard.press("t")
    expect(line).to_be_in_viewport()
