"""A film of a thousand shots: its page comes at once, scrolls and answers as a short one's does."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from milimo_lang.preview.film import film_data
from milimo_lang.preview.markup import document
from milimo_lang.preview.report import embedded
from tests.browser.conftest import Film, Opened

SHOTS, EACH = 1000, 72

MEASURE = """async () => {
  const timed = async (count, act) => {
    const times = [];
    for (let n = 0; n < count; n++) {
      const began = performance.now();
      act(n);
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[count >> 1];
  };
  const key = name => document.body.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
  const turn = by => document.querySelector("canvas").dispatchEvent(
    new WheelEvent("wheel", {deltaY: by, ctrlKey: true, cancelable: true}));
  const [entry] = performance.getEntriesByType("navigation");
  return {
    ready: entry.domContentLoadedEventEnd,
    scroll: await timed(40, n => scrollTo(0, n * 700)),
    key: await timed(30, n => key(n % 2 ? "ArrowDown" : "ArrowRight")),
    zoom: await timed(20, n => turn(n < 10 ? -120 : 120)),
    memory: performance.memory.usedJSHeapSize / 1e6,
  };
}"""
"""Milliseconds until the page is there, and from an act to the next picture (the middle of many); megabytes."""


def long_film(counted: Film, tmp_path: Path) -> Path:
    """The page of a film that is the shots of the counted one over and over."""
    compilation = counted.compiled()
    data, pictures, _ = film_data(compilation, "film.mls", counted.session.showing(compilation.plan.value))
    picture = data["shots"][0]["poster"]
    shots: list[dict[str, Any]] = []
    for number in range(SHOTS):
        shot = copy.deepcopy(data["shots"][number % 3])
        shot |= {"id": f"s-{number}", "slate": f"{number // 8 + 1}{'ABCDEFGH'[number % 8]}", "scene": number // 8}
        shot |= {"start": number * EACH, "frames": EACH, "action": f"Something happens for the {number}th time."}
        shot["poster"] = picture
        shots.append(shot)
    frames = SHOTS * EACH
    data |= {"shots": shots, "frames": frames, "transitions": []}
    data["scenes"] = [
        {"n": str(n + 1), "title": f"INT. ROOM {n}", "start": n * 8 * EACH, "frames": 8 * EACH}
        for n in range(SHOTS // 8)
    ]
    data["speeches"] = [
        {
            "shot": s["slate"],
            "who": "Ann",
            "text": "Now.",
            "manner": "",
            "off": False,
            "start": s["start"],
            "frames": 40,
        }
        for s in shots
    ]
    path = tmp_path / "long.html"
    path.write_bytes(document(data, address=lambda name: embedded(pictures[name])))
    return path


def test_a_thousand_shots_stay_smooth(counted: Film, opened: Opened, tmp_path: Path) -> None:
    path = long_film(counted, tmp_path)
    assert path.stat().st_size < 6_000_000
    page = opened(path.as_uri(), (1440, 900))
    expect(page.locator(".shot")).to_have_count(SHOTS)
    told = page.evaluate(MEASURE)
    print(told)
    assert told["ready"] < 6000
    assert told["scroll"] < 100
    assert told["key"] < 50
    assert told["zoom"] < 100
    assert told["memory"] < 150
