"""Two first builds of one film are equal byte by byte, whatever the folder, the jobs, the hash seed, the clock and the
locale.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.cli.films import write
from tests.conftest import Milimo

FILM = """\
Title: Twice
Size: 160x90
Frame rate: 24
Captions: burn

@character Ann: a woman in a red coat
    voice: low, warm
@character Tom: a boy in a blue sweater

INT. KITCHEN - NIGHT

!! wide, slow push in, 1s

Ann waits at the table, and Tom looks out of the window into the rain.

!! close on @Ann, handheld, 3s

ANN
Where did you put the lamp that I gave you yesterday?

> DISSOLVE TO:

EXT. HARBOUR - DAWN

!! wide, pan right, 2s
    key 0: harbour.png

Boats rock.

!! card "The end" 1s

> FADE OUT.
"""

ELSEWHERE = [
    ("here", "1", {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
    ("a folder elsewhere/très loin", "2", {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
]


def test_two_first_builds_are_equal_byte_by_byte(milimo: Milimo, tmp_path: Path) -> None:
    films = []
    for name, jobs, variables in ELSEWHERE:
        folder = tmp_path / name
        write(folder, FILM)
        Image.linear_gradient("L").resize((320, 180)).convert("RGB").save(folder / "harbour.png")
        ran = milimo("build", "film.mls", "--jobs", jobs, cwd=folder, variables=variables)
        assert (ran.code, ran.out.startswith("build/film.mp4: ")) == (0, True), ran.out + ran.err
        films.append({path.name: path.read_bytes() for path in (folder / "build").iterdir() if path.suffix != ".html"})
    one, other = films
    assert set(one) == {"film.mp4", "film.srt", "film.vtt"}
    assert "Where did you put the lamp\nthat I gave you yesterday?" in one["film.srt"].decode()
    assert one == other
