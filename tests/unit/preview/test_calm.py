"""What is made beside waits while something urgent goes on, and goes on after; it never holds on for long."""

from __future__ import annotations

import sys
import threading
import time
from types import FrameType

from milimo_lang.compilation import Compilation
from milimo_lang.preview.calm import Calm, Patient
from milimo_lang.preview.film import film_data
from milimo_lang.preview.markup import document
from milimo_lang.world import MemoryWorld

_LONG = 2500
"""Calls of functions that come to a millisecond or two."""


def test_what_is_made_beside_stands_still_while_something_is_urgent() -> None:
    calm = Calm()
    done: list[int] = []
    beside = threading.Thread(target=lambda: done.extend(_slowly(Patient(calm), done)))
    with calm.urgent():
        beside.start()
        beside.join(0.1)
        assert done == []
    while not done:
        time.sleep(0.001)
    with calm.urgent():
        time.sleep(0.05)
        stood = len(done)
        time.sleep(0.1)
        assert len(done) == stood
        assert stood < 400
    beside.join(20)
    assert done == list(range(400))


def _slowly(patient: Patient, done: list[int]) -> list[int]:
    for number in patient.each(range(400)):
        done.append(number)
        time.sleep(0.001)
    return []


class Counting(Calm):
    """How many functions are called from one wait to the next, at the most."""

    def __init__(self) -> None:
        super().__init__()
        self.since = self.most = 0

    def wait(self) -> None:
        self.most, self.since = max(self.most, self.since), 0

    def heard(self, _frame: FrameType, _event: str, _what: object) -> None:
        self.since += 1


def test_nothing_in_a_page_is_made_in_one_go_however_long_the_film() -> None:
    scene = "INT. ROOM {0} - DAY\n\n!! wide, 9s\n\nMara looks at thing number {0}.\n\nMARA\nI have seen it, {0}.\n\n"
    text = "@character Mara: a woman\n\n" + "".join(scene.format(number) for number in range(120))
    compilation = Compilation(MemoryWorld({"film.mls": text}), "film.mls")
    assert not compilation.diagnostics
    assert len(compilation.meaning.shots) == 120
    document(film_data(compilation, "film.mls", None).data)  # what is read once is at hand
    calm = Counting()
    patient = Patient(calm)
    sys.setprofile(calm.heard)
    try:
        cut = film_data(compilation, "film.mls", None, patient)
        page = document(cut.data, patient=patient)
    finally:
        sys.setprofile(None)
    calm.wait()
    assert len(page) > 200_000
    assert calm.most < _LONG
