"""What stands behind a sound or a picture: a slip is told with what was likely meant, and mended by that."""

from __future__ import annotations

from fractions import Fraction

import pytest

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.manual.cases import Case
from milimo_lang.mending import mended
from milimo_lang.world import Facts

PICTURE = Facts(1000, pixels=(1280, 720))
MEDIA = {
    "a.wav": Facts(1000, seconds=Fraction(30), heard=True),
    "logo.png": PICTURE,
    "boards/tower.png": PICTURE,
    "reel.mov": Facts(1000, pixels=(1280, 720), frames=240, seconds=Fraction(10), heard=True),
}


def told(line: str) -> tuple[Diagnostic, str]:
    """What is said of one line under a shot, and the line after its fix."""
    case = Case({"film.mls": f"!! wide, 4s\n{line}\n", "n.mls": "Rain falls.\n"}, MEDIA)
    (one,) = case.compiled().diagnostics
    texts = case.texts | mended([one], case.texts, unsafe=True).texts
    return one, texts["film.mls"].removeprefix("!! wide, 4s\n").strip()


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("\n%sfx a.wav, at 1", "%sfx a.wav, at 1s"),
        ("\n%sfx a.wav, fadein 2s", "%sfx a.wav, fade in 2s"),
        ("\n%sfx a.wav, ducking", "%sfx a.wav, duck"),
        ("\n%sfx a.wav, loops", "%sfx a.wav, loop"),
        ("\n%overlay logo.png, bottom right", "%overlay logo.png, lower right"),
        ("\n%overlay logo.png, lower rihgt", "%overlay logo.png, lower right"),
        ("    key 0: boards\\tower.png", "key 0: boards/tower.png"),
    ],
)
def test_a_slip_is_mended(line: str, mend: str) -> None:
    assert told(line)[1] == mend


def test_a_picture_is_no_wider_than_the_frame() -> None:
    assert told("\n%overlay logo.png, 120%")[0].help == "at most 100% of the frame's"


def test_footage_that_is_over_before_its_shot_begins_is_told_so() -> None:
    assert told("    source: reel.mov, in 20s")[0].message == "this shot begins after its footage has ended"


def test_two_files_are_not_alike_because_of_their_endings() -> None:
    (one,) = Case({"film.mls": "Use: nope.mls\n\n!! wide, 4s\n", "n.mls": "Rain.\n"}).compiled().diagnostics
    assert one.help == "put the file there, or correct the path"
