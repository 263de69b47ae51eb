"""Whatever a screenplay says, it is text on the page: nothing of it becomes markup, script or an address."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from milimo_lang.compilation import Compilation
from milimo_lang.preview.film import film_data
from milimo_lang.preview.markup import document
from milimo_lang.preview.shipped import script, style
from milimo_lang.world import MemoryWorld
from milimo_runtime.backends import family_of
from milimo_runtime.estimates import Price
from milimo_runtime.session import open_session
from milimo_runtime.store.last import LastUnit

HOSTILE = """\
Title: </title></script><script>alert(1)</script>
Author: "><img src=x onerror=alert(2)>

INT. <B>ROOM</B> "'&amp; - DAY

!! wide, 2s: </script><script>alert(3)</script> <!-- <script

He says: javascript:alert(4) and ]]> and </style> and \\u003c.

!! close on a door, 2s

MAN <IMG SRC=X ONERROR=ALERT(5)>
(</q></a><svg onload=alert(6)>)
"Quotes" 'n' <b onclick="alert(7)">more</b> --> done.

!! card "</pre><iframe src='javascript:alert(8)'></iframe>", 1s
"""


class Read(HTMLParser):
    """The elements of a page, its attributes, its scripts and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.scripts: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data
        else:
            self.words += data


def page_of(text: str) -> tuple[str, dict[str, Any]]:
    compilation = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    data = film_data(compilation, "film.mls", None).data
    return document(data).decode(), data


def test_a_screenplay_full_of_script_is_text() -> None:
    page, data = page_of(HOSTILE)
    read = Read(page)
    assert len(read.scripts) == 2
    assert read.scripts[1] == script()
    assert not {"img", "iframe", "svg", "b\u200b"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert not [value for _, value in read.attributes if value and value.strip().lower().startswith("javascript:")]
    assert "</script><script>alert(1)</script>" in read.words
    assert data["title"] in read.words


def test_the_data_in_the_page_is_the_data() -> None:
    page, data = page_of(HOSTILE)
    held = json.loads(Read(page).scripts[0])
    assert held["title"] == data["title"]
    assert [shot["action"] for shot in held["shots"]] == [shot["action"] for shot in data["shots"]]
    assert "<" not in Read(page).scripts[0]


def test_style_and_script_are_small_and_ask_for_nothing() -> None:
    together = style() + script()
    assert len(together.encode()) < 60_000
    for address in ("http://", "https://", "//cdn", "@import", "url("):
        assert address not in together.replace("http://www.w3.org/2000/svg", "")
    for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert danger not in together


def test_a_picture_is_told_in_words() -> None:
    page, data = page_of("INT. ROOM - DAY\n\n!! wide, 2s\n\nA lamp burns.\n\n!! close on a hand, slow push in, 2s\n")
    data["shots"][0]["poster"] = "picture/1"
    assert ("alt", "A lamp burns.") in Read(document(data).decode()).attributes
    assert ("aria-label", "close, push in") in Read(page).attributes


FILMED = """\
Model: ltx-2.3

@character Mara: a woman

@character Mara.wet: dripping

INT. ROOM - DAY

!! close on @Mara.wet, 2s

MARA
Now.

!! card "End", 1s
"""


def test_what_to_type_is_what_can_be_done_with_the_shot() -> None:
    _, data = page_of(FILMED)
    filmed, card = (shot["asks"] for shot in data["shots"])
    assert filmed == ["explain", "takes", "reroll"]
    assert card == ["explain"]
    _, drawn = page_of(FILMED.replace("ltx-2.3", "animatic"))
    assert drawn["shots"][0]["asks"] == ["explain"]


def test_people_are_called_as_the_film_calls_them() -> None:
    page, data = page_of(FILMED)
    assert data["shots"][0]["cast"] == ["Mara"]
    assert ("aria-label", "Mara: Now.") in Read(page).attributes


def test_a_film_of_nothing_has_a_page() -> None:
    page, _ = page_of("")
    assert "There is no film yet." in Read(page).words
    assert "No shots yet." in Read(page).words


def test_no_folder_of_this_machine_stands_in_it() -> None:
    page, _ = page_of(HOSTILE)
    assert "data-root" not in page.partition("<style>")[0]


def test_a_shot_that_was_filmed_tells_what_it_cost(tmp_path: Path) -> None:
    compilation = Compilation(MemoryWorld({"film.mls": FILMED}), "film.mls")
    plan = compilation.plan.value
    last = {node.id: LastUnit(node.kind, "0" * 64, 144.0) for node in plan.nodes if node.shot is not None}
    models = [node for node in plan.nodes if node.shot == "1A" and family_of(node)]
    showing = open_session(tmp_path).showing(plan, last)
    filmed, card = film_data(compilation, "film.mls", showing, price=Price(2.5, "$")).data["shots"]
    assert filmed["cost"] == f"${len(models) / 10:.2f} at $2.50 an hour"
    assert filmed["seconds"] > 144 * len(models)
    assert card["seconds"] > 0
    assert card["cost"] == "", "what is drawn needs no GPU"
    assert film_data(compilation, "film.mls", showing).data["shots"][0]["cost"] == ""


def test_a_card_tells_the_first_few_reasons_and_no_first_build_among_them(tmp_path: Path) -> None:
    compilation = Compilation(MemoryWorld({"film.mls": FILMED}), "film.mls")
    plan = compilation.plan.value
    nodes = [node for node in plan.nodes if node.shot == "1A"]

    def why(*reasons: str) -> list[str]:
        last = {
            node.id: LastUnit(node.kind, "0" * 64, 1.0, reason) for node, reason in zip(nodes, reasons, strict=False)
        }
        shots = film_data(compilation, "film.mls", open_session(tmp_path).showing(plan, last)).data["shots"]
        return [str(one) for one in shots[0]["why"]]

    assert why("never built", "never built") == ["first build"]
    assert why("never built", "seed changed") == ["seed changed"]
    changes = [{"says": letter} for letter in "abcdefg"]
    last = {nodes[0].id: LastUnit(nodes[0].kind, "0" * 64, 1.0, "a", {"changes": changes})}
    shots = film_data(compilation, "film.mls", open_session(tmp_path).showing(plan, last)).data["shots"]
    assert shots[0]["why"] == ["a", "b", "c", "d", "and 3 more"]
