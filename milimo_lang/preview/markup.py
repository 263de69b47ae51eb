"""The page itself: one HTML document that holds its style, its script and its data, and asks for nothing but the film.

Without the script there are the film with its captions, the contact sheet, the transcript and what is said of the film;
the script adds the rest, from the data in the page.
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape
from typing import NamedTuple

from milimo_lang.kept import made
from milimo_lang.preview.calm import Patient
from milimo_lang.preview.film import Data
from milimo_lang.preview.shipped import script, style

_FEW = 16
"""Things of a list that are written together."""
_ICON = (
    "data:image/svg+xml,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' "
    "fill='%23171614'/%3E%3Cpath d='M6 4.5v7l5.5-3.5z' fill='%23f2a33a'/%3E%3C/svg%3E"
)


class Served(NamedTuple):
    """A page that is served: the folder of its project, into which links lead, and the number of its cut."""

    root: str
    cut: str


Address = Callable[[str], str]
"""Where the picture of a name is."""


def document(
    data: Data,
    *,
    policy: str = "",
    served: Served | None = None,
    address: Address = str,
    patient: Patient | None = None,
) -> bytes:
    """The page of `data` under the content security `policy`, which a page that is served has from its server.

    What the `patient` has kept of the page before is not made again.
    """
    patient = patient or Patient()
    pieces = _document(data, policy, served, address, patient)
    return b"".join(piece.encode(errors="replace") for piece in patient.each(pieces))


def _document(data: Data, policy: str, served: Served | None, address: Address, patient: Patient) -> Iterator[str]:
    title = _text(data["title"] or data["called"])
    shots = list(patient.each(_drawn(data, address, patient)))
    yield f"""\
<!doctype html>
<html lang="en"{_served(served)}>
<head>
<meta charset="utf-8">
{_policy(policy)}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="dark light">
<meta name="generator" content="milimo">
<title>{title}</title>
<link rel="icon" href="{_ICON}">
<style>{style()}</style>
</head>
<body>
<a class="skip" href="#sheet">Skip to the shots</a>
<header class="head">
<div class="name"><h1 id="title" dir="auto">{title}</h1>
<p id="facts" class="facts">{_facts(data)}</p></div>
<p id="status" class="status" hidden></p>
<div class="tools" id="tools" hidden></div>
</header>
<main id="page">
<section class="stage" aria-label="Player">
<div class="screen" id="screen">"""
    yield from _video(data)
    yield """</div>
<div class="transport" id="transport" role="group" aria-label="Transport" hidden></div>
</section>
<aside class="side" id="side" aria-label="The shot and the words">
<div class="tabs" id="tabs" role="tablist" aria-label="The shot and the words" hidden></div>
<div class="card" id="card" hidden></div>
<div class="words" id="words"><h2 id="words-title">Transcript</h2>"""
    yield from _transcript(data, patient)
    yield """</div>
</aside>
<section class="making" id="making" aria-label="What is being made" hidden></section>
<section class="timeline" id="timeline" aria-label="Timeline" hidden></section>
<section class="sheet" id="sheet" aria-labelledby="sheet-title" tabindex="-1">
<h2 id="sheet-title">Contact sheet</h2>
"""
    yield from _sheet(data, shots)
    yield f"""
</section>
<section class="said" id="said" aria-label="Remarks"{"" if data["remarks"] else " hidden"}>"""
    yield from map(_remark, data["remarks"])  # for a reader without the script
    yield """</section>
</main>
<div class="over" id="over" hidden></div>
<dialog class="help" id="help" aria-labelledby="help-title"></dialog>
<script type="application/json" id="data">"""
    yield from _island(data, shots)
    yield f"""</script>
<script>{script()}</script>
</body>
</html>
"""


def _island(data: Data, shots: list[_Drawn]) -> Iterator[str]:
    """The data as JSON that can stand in markup: nothing in it ends the element it stands in.

    The shots' pictures are left out: they stand in the contact sheet.
    """
    begins = "{"
    for name, value in data.items():
        yield f"{begins}{_json(name)}:"
        begins = ","
        if name == "shots":
            yield from _listed(shot.told for shot in shots)
        elif isinstance(value, list):
            yield from _listed(_json(value[at : at + _FEW])[1:-1] for at in range(0, len(value), _FEW))
        else:
            yield _json(value)
    yield "}"


def _listed(pieces: Iterable[str]) -> Iterator[str]:
    begins = "["
    for piece in pieces:
        yield begins + piece
        begins = ","
    yield "]" if begins == "," else "[]"


_JSON = json.JSONEncoder(separators=(",", ":")).encode


def _json(value: object) -> str:
    return _JSON(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


# ---------------------------------------------------------------- the parts


def _policy(policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n' if policy else ""


def _served(served: Served | None) -> str:
    if served is None:
        return ""
    return f' data-root="{_text(served.root)}" data-cut="{_text(served.cut)}" data-events="events" data-page="./"'


def _video(data: Data) -> Iterator[str]:
    if not data["film"]:
        yield '<p class="nofilm">There is no film yet.</p>'
        return
    width, height = data["size"]
    film = _text(data["film"])
    yield f'<video id="video" controls playsinline preload="auto" width="{width}" height="{height}" src="{film}">'
    yield from _captions(data)
    yield f'<a href="{film}">The film</a></video>'


def _captions(data: Data) -> Iterator[str]:
    """The captions as a track that lies in the page: a file beside it would not be read from a disk."""
    if not data["captions"]:
        return
    default = "" if data["burnt"] else " default"
    yield f'<track kind="captions" srclang="{_text(data["language"])}" label="Captions"{default} '
    yield 'src="data:text/vtt;charset=utf-8,'
    yield from map(urllib.parse.quote, data["vtt"].splitlines(keepends=True))
    yield '">'


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


class _Drawn(NamedTuple):
    """A shot of the contact sheet: what comes `before` the film's address, the time `at` which it is in the film, what
    comes `after`; and the shot as it is `told` in the data."""

    before: str
    at: str
    after: str
    told: str


def _drawn(data: Data, address: Address, patient: Patient) -> Iterator[_Drawn]:
    turns = {turn["in"]: turn["style"] for turn in data["transitions"] if turn["in"]}
    for place, shot in enumerate(data["shots"]):
        given = (place, shot, turns.get(shot["slate"], ""), data["rate"], data["size"])
        yield made(patient, ("shot", shot["id"]), given, partial(_figure, *given, address))


def _sheet(data: Data, drawn: list[_Drawn]) -> Iterator[str]:
    if not drawn:
        yield _NOTHING
        return
    scenes = data["scenes"] or [{"n": "", "title": ""}]
    film, scene = _text(data["film"]), None
    for shot, one in zip(data["shots"], drawn, strict=True):
        if shot["scene"] != scene:
            yield "" if scene is None else "</ol></section>"
            scene = shot["scene"]
            yield _opening(scene, scenes[scene])
        yield f'{one.before} href="{film}{one.at}"{one.after}' if film else one.before + one.after
    yield "</ol></section>"


def _opening(number: int, scene: Data) -> str:
    title = f'<b>{_text(scene["n"])}</b> <span dir="auto">{_text(scene["title"])}</span>'
    head = f"<h3>{title}</h3>" if scene["title"] else ""
    return f'<section class="scene" data-scene="{number}">{head}<ol class="strip">'


def _figure(place: int, shot: Data, style: str, rate: list[int], size: list[int], address: Address) -> _Drawn:
    about, picture = _text(shot["about"]), shot["poster"]
    image = (
        f'<img src="{_text(address(picture))}" data-take="{_text(shot["id"])}" alt="{about}" width="{size[0]}" '
        f'height="{size[1]}" loading="lazy" decoding="async">'
        if picture
        else f'<span class="blank" role="img" aria-label="{about}"></span>'
    )
    mark = f"<i>{_text(style)}</i>" if style else ""
    code = timecode(shot["start"], rate)
    takes = [{**take, "poster": take["poster"] and address(take["poster"])} for take in shot["takes"]]
    return _Drawn(
        f'<li class="shot" data-at="{place}"><figure><a class="frame"',
        _at(shot["start"], rate),
        f' data-go="{place}">{image}</a><figcaption><span class="rebate"><b>{_text(shot["slate"])}</b>{mark}'
        f'<span>{code}</span></span><span class="action" dir="auto">{about}</span></figcaption></figure></li>',
        _json({**shot, "poster": "", "takes": takes}),
    )


def _at(frame: int, rate: list[int]) -> str:
    """The middle of a frame's time, as an address of a film has it."""
    return f"#t={(frame + 0.5) * rate[1] / rate[0]:.3f}"


def _transcript(data: Data, patient: Patient) -> Iterator[str]:
    """Action and speech in order of time, as a screenplay has them."""
    told = sorted([*data["speeches"], *data["beats"]], key=lambda one: (one["start"], "who" in one))
    if not told:
        yield '<p class="none">Nobody speaks, and nothing is told.</p>'
        return
    yield '<ol class="script">'
    film, rate, scenes = _text(data["film"]), data["rate"], iter(data["scenes"])
    scene = next(scenes, None)
    for place, one in enumerate(told):
        while scene is not None and scene["start"] <= one["start"]:
            yield f'<li class="slug" dir="auto">{_text(scene["title"])}</li>' if scene["title"] else ""
            scene = next(scenes, None)
        before, at, after = made(patient, ("line", place), (one, rate), partial(_line, one, rate))
        yield f'{before} href="{film}{at}"{after}' if film else before + after
    yield "</ol>"


def _line(one: Data, rate: list[int]) -> tuple[str, str, str]:
    """A line of the transcript, as `_Drawn` has a shot."""
    if "who" not in one:
        said = _text(one["text"])
    else:
        off = " (O.S.)" if one["off"] else ""
        manner = f"<i>({_text(one['manner'])})</i>" if one["manner"] else ""
        said = f'<b>{_text(one["who"].upper())}{off}</b>{manner}<q dir="auto">{_text(one["text"])}</q>'
    kind, end = "speech" if "who" in one else "beat", one["start"] + one["frames"]
    return (
        f'<li class="{kind}" dir="auto"><a',
        _at(one["start"], rate),
        f' data-frame="{one["start"]}" data-end="{end}">{said}</a></li>',
    )


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
