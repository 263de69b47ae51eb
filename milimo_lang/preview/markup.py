"""The page itself: one HTML document that holds its style, its script and its data, and asks for nothing but the film.

Without the script there are the film with its captions, the contact sheet, the transcript and what is said of the film;
the script adds the rest, from the data in the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import urllib.parse
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from typing import NamedTuple

from milimo_lang.preview.film import Data

STYLES = ("tones.css", "layout.css", "parts.css")
SCRIPTS = (
    "base.js", "player.js", "timeline.js", "sheet.js", "card.js", "remarks.js", "keys.js", "live.js", "begin.js",
)  # fmt: skip
"""In this order they are one style sheet and one script."""

_ICON = (
    "data:image/svg+xml,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' "
    "fill='%23171614'/%3E%3Cpath d='M6 4.5v7l5.5-3.5z' fill='%23f2a33a'/%3E%3C/svg%3E"
)


class Served(NamedTuple):
    """A page that is served: the folder of its project, into which links lead, and the number of its cut."""

    root: str
    cut: str


def document(data: Data, *, policy: str = "", served: Served | None = None) -> str:
    """The page of `data` under the content security `policy`, which a page that is served has from its server."""
    shots = data["shots"]
    return f"""\
<!doctype html>
<html lang="en"{_served(served)}>
<head>
<meta charset="utf-8">
{_policy(policy)}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="dark light">
<meta name="generator" content="milimo">
<title>{_text(data["title"])}</title>
<link rel="icon" href="{_ICON}">
<style>{style()}</style>
</head>
<body>
<a class="skip" href="#sheet">Skip to the shots</a>
<header class="head">
<div class="name"><h1 id="title" dir="auto">{_text(data["title"])}</h1>
<p id="facts" class="facts">{_facts(data)}</p></div>
<p id="status" class="status" hidden></p>
<div class="tools" id="tools" hidden></div>
</header>
<main id="page">
<section class="stage" aria-label="Player">
<div class="screen" id="screen">{_video(data)}</div>
<div class="transport" id="transport" role="group" aria-label="Transport" hidden></div>
</section>
<aside class="side" id="side" aria-label="The shot and the words">
<div class="tabs" id="tabs" role="tablist" aria-label="The shot and the words" hidden></div>
<div class="card" id="card" hidden></div>
<div class="words" id="words"><h2 id="words-title">Transcript</h2>{_transcript(data)}</div>
</aside>
<section class="making" id="making" aria-label="What is being made" hidden></section>
<section class="timeline" id="timeline" aria-label="Timeline" hidden></section>
<section class="sheet" id="sheet" aria-labelledby="sheet-title" tabindex="-1">
<h2 id="sheet-title">Contact sheet</h2>
{_sheet(data) if shots else _NOTHING}
</section>
<section class="said" id="said" aria-label="Remarks"{"" if data["remarks"] else " hidden"}>{_remarks(data)}</section>
</main>
<div class="over" id="over" hidden></div>
<dialog class="help" id="help" aria-labelledby="help-title"></dialog>
<script type="application/json" id="data">{island(data)}</script>
<script>{script()}</script>
</body>
</html>
"""


def island(data: Data) -> str:
    """The data as JSON that can stand in markup: nothing in it ends the element it stands in.

    The shots' pictures are left out: they stand in the contact sheet.
    """
    shots = [{**shot, "poster": ""} for shot in data["shots"]]
    text = json.dumps({**data, "shots": shots}, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def style() -> str:
    """The style sheet, without what only its writers read."""
    text = re.sub(r"/\*.*?\*/", "", _read(STYLES), flags=re.DOTALL)
    return re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", re.sub(r"\s+", " ", text)).replace(";}", "}").strip()


@cache
def script() -> str:
    """The script in a scope of its own, without what only its writers read: indents and remarks, which begin a line or
    stand after two spaces behind it."""
    lines = (re.sub(r"^//.*|  // .*", "", line.strip()) for line in _read(SCRIPTS).splitlines())
    return '(()=>{"use strict";\n' + "".join(f"{line}\n" for line in lines if line) + "})();"


def sources_of_page() -> str:
    """The part of a content security policy that lets in the page's own style and script, by their digests."""
    return f"script-src '{_digest(script())}'; style-src '{_digest(style())}'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _read(names: Iterable[str]) -> str:
    folder = files(__package__) / "page"
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


# ---------------------------------------------------------------- the parts


def _policy(policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n' if policy else ""


def _served(served: Served | None) -> str:
    if served is None:
        return ""
    return f' data-root="{_text(served.root)}" data-cut="{_text(served.cut)}" data-events="events" data-page="./"'


def _video(data: Data) -> str:
    if not data["film"]:
        return '<p class="nofilm">There is no film yet.</p>'
    width, height = data["size"]
    film = _text(data["film"])
    return (
        f'<video id="video" controls playsinline preload="auto" width="{width}" height="{height}" src="{film}">'
        f'{_captions(data)}<a href="{film}">The film</a></video>'
    )


def _captions(data: Data) -> str:
    """The captions as a track that lies in the page: a file beside it would not be read from a disk."""
    if not data["captions"]:
        return ""
    vtt = urllib.parse.quote(data["vtt"])
    default = "" if data["burnt"] else " default"
    track = f'<track kind="captions" srclang="{_text(data["language"])}" label="Captions"{default} '
    return f'{track}src="data:text/vtt;charset=utf-8,{vtt}">'


def _facts(data: Data) -> str:
    width, height = data["size"]
    shots = len(data["shots"])
    rate = data["rate"][0] / data["rate"][1]
    told = (
        clock(data["frames"], data["rate"]),
        f"{shots:,} shot{'' if shots == 1 else 's'}",
        f"{rate:.5g} fps",
        f"{width} × {height}",
        data["model"],
    )
    return " ".join(f"<span>{_text(one)}</span>" for one in told if one)


def _sheet(data: Data) -> str:
    shots = list(enumerate(data["shots"]))
    scenes = data["scenes"] or [{"n": "", "title": ""}]
    turns = {turn["in"]: turn for turn in data["transitions"] if turn["in"]}
    parts = []
    for number, scene in enumerate(scenes):
        here = [(place, shot) for place, shot in shots if shot["scene"] == number]
        figures = "".join(_figure(data, place, shot, turns.get(shot["slate"])) for place, shot in here)
        title = f'<b>{_text(scene["n"])}</b> <span dir="auto">{_text(scene["title"])}</span>'
        head = f"<h3>{title}</h3>" if scene["title"] else ""
        if figures:
            parts.append(
                f'<section class="scene" data-scene="{number}">{head}<ol class="strip">{figures}</ol></section>'
            )
    return "".join(parts)


def _figure(data: Data, place: int, shot: Data, turn: Data | None) -> str:
    start = timecode(shot["start"], data["rate"])
    about = shot["about"]
    picture = shot["poster"]
    width, height = data["size"]
    image = (
        f'<img src="{_text(picture)}" data-take="{_text(shot["id"])}" alt="{_text(about)}" width="{width}" '
        f'height="{height}" loading="lazy" decoding="async">'
        if picture
        else f'<span class="blank" role="img" aria-label="{_text(about)}"></span>'
    )
    at = (shot["start"] + 0.5) * data["rate"][1] / data["rate"][0]
    href = f' href="{_text(data["film"])}#t={at:.3f}"' if data["film"] else ""
    mark = f"<i>{_text(turn['style'])}</i>" if turn else ""
    return (
        f'<li class="shot" data-at="{place}"><figure><a class="frame"{href} data-go="{place}">{image}</a>'
        f'<figcaption><span class="rebate"><b>{_text(shot["slate"])}</b>{mark}<span>{start}</span></span>'
        f'<span class="action" dir="auto">{_text(about)}</span></figcaption></figure></li>'
    )


def _transcript(data: Data) -> str:
    """Action and speech in order of time, as a screenplay has them."""
    told = sorted([*data["speeches"], *data["beats"]], key=lambda one: (one["start"], "who" in one))
    if not told:
        return '<p class="none">Nobody speaks, and nothing is told.</p>'
    lines = []
    scenes = iter(data["scenes"])
    scene = next(scenes, None)
    for one in told:
        while scene is not None and scene["start"] <= one["start"]:
            lines.append(f'<li class="slug" dir="auto">{_text(scene["title"])}</li>' if scene["title"] else "")
            scene = next(scenes, None)
        lines.append(_line(data, one))
    return f'<ol class="script">{"".join(lines)}</ol>'


def _line(data: Data, one: Data) -> str:
    at = (one["start"] + 0.5) * data["rate"][1] / data["rate"][0]
    href = f' href="{_text(data["film"])}#t={at:.3f}"' if data["film"] else ""
    if "who" not in one:
        said = _text(one["text"])
    else:
        off = " (O.S.)" if one["off"] else ""
        manner = f"<i>({_text(one['manner'])})</i>" if one["manner"] else ""
        said = f'<b>{_text(one["who"].upper())}{off}</b>{manner}<q dir="auto">{_text(one["text"])}</q>'
    kind, end = "speech" if "who" in one else "beat", one["start"] + one["frames"]
    return f'<li class="{kind}" dir="auto"><a{href} data-frame="{one["start"]}" data-end="{end}">{said}</a></li>'


def _remarks(data: Data) -> str:
    """What is said of the film, for a reader without the script."""
    return "".join(_remark(one) for one in data["remarks"])


def _remark(one: Data) -> str:
    lines = "".join(f"{number:>5}  {line}\n" for number, line in one["excerpt"])
    return (
        f'<article class="remark {_text(one["severity"])}">'
        f'<h3 dir="auto">{_text(one["severity"])}: {_text(one["message"])}</h3>'
        f"<p><code>{_text(one['file'])}:{one['line']}</code></p><pre>{_text(lines)}</pre><p>{_text(one['help'])}</p></article>"
    )


_NOTHING = '<p class="none">No shots yet. Write a scene heading, and what happens.</p>'


# ---------------------------------------------------------------- words


def timecode(frame: int, rate: Iterable[int]) -> str:
    """`00:01:12:05`, as it is burnt into the picture: seconds of as many frames as the rate rounded up has."""
    up, down = rate
    whole = -(-up // down)
    seconds, frames = divmod(frame, whole)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def clock(frames: int, rate: Iterable[int]) -> str:
    """`1:12`."""
    up, down = rate
    minutes, seconds = divmod(round(frames * down / up), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _text(value: object) -> str:
    """`value` as markup shows it, in a text or in an attribute."""
    return escape(str(value))
