"""A page that is made of what the cuts before left is the one that is made at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from milimo_lang.preview.calm import Patient
from milimo_lang.preview.cuts import Cuts
from milimo_lang.preview.film import film_data
from milimo_lang.preview.markup import Served, document
from milimo_lang.preview.report import report
from milimo_lang.recompile import Recompiler
from milimo_lang.world import DiskWorld
from milimo_runtime.session import open_session
from tests.cli.films import write

FILM = """\
Title: Cuts
Size: 160x90
Burn: none

@character Ann: a woman in a red coat

INT. ROOM - DAY

!! wide, 6f

A lamp burns.

!! close on @Ann, 1s

ANN
Now.

DISSOLVE TO:

EXT. STREET - NIGHT

!! wide, 6f

Rain & "wind" <on> the roofs.
"""

EDITS = (
    ("A lamp burns.", "Two lamps burn."),
    ("A lamp burns.", "A lamp burns."),
    ("!! wide, 6f\n\nA", "!! wide, 2s\n\nA"),
    ("Now.", "Now, at last."),
    ("Size: 160x90", "Size: 192x108"),
    ("EXT. STREET - NIGHT", "!! MS, 6f\n\nShe waits.\n\nEXT. STREET - NIGHT"),
    ("Title: Cuts", "Title: Others"),
    ("@character Ann: a woman in a red coat\n", "\n\n@character Ann: a woman in a red coat\n"),
    ("EXT. STREET - NIGHT\n\n!! wide, 6f\n\n", ""),
)
"""What is changed of the film, one after the other, each of the film as it was first."""


def test_pages_of_one_cut_after_another_are_those_made_at_once(tmp_path: Path) -> None:
    session, recompiler = open_session(tmp_path, jobs=1), Recompiler("film.mls")
    cuts, served = Cuts(session), Patient()
    for number, (old, new) in enumerate((("", ""), *EDITS)):
        write(tmp_path, FILM.replace(old, new))
        compilation = recompiler.compile(DiskWorld(tmp_path))
        plan = compilation.plan.value
        if number % 5 == 0:
            built = session.build(plan, tmp_path / "build" / "film.mp4")
            assert built.film is not None
        at_once = film_data(compilation, "film.mls", session.showing(plan))
        page = cuts.beside(compilation, replace(built, last=session.before(plan)) if number % 5 == 0 else built)
        assert page == report(at_once, "film.mp4"), new
        assert page.count(b"data:image/webp") >= (number == 0) * 3
        served.begin()
        film, where = {"film": f"film/{number}.mp4"}, Served("/film", str(number))
        live = document({**cuts.of(compilation, built).data, **film}, served=where, patient=served)
        assert live == document({**at_once.data, **film}, served=where), new


def test_a_cut_is_looked_up_once_for_all_pages(tmp_path: Path) -> None:
    write(tmp_path, FILM)
    cuts = Cuts(open_session(tmp_path, jobs=1))
    compilation = Recompiler("film.mls").compile(DiskWorld(tmp_path))
    assert cuts.of(compilation, None) is cuts.of(compilation, None)
