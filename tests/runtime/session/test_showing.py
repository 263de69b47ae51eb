"""What there is to show of a film: a small picture of each shot and the waveform, computed once for each content."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from milimo_lang.compilation import Compilation
from milimo_lang.ir.plan import Plan
from milimo_lang.world import MemoryWorld
from milimo_runtime.media import peaks as loudness
from milimo_runtime.media import posters
from milimo_runtime.media.peaks import peaks
from milimo_runtime.media.sound import write_sound
from milimo_runtime.session import Session, open_session
from milimo_runtime.store import aside
from milimo_runtime.store.upkeep import gc
from tests.runtime.execute.films import FAKE, build, film, panels
from tests.runtime.inline import inline

FILM = """\
Title: Shown
Size: 320x180

INT. ROOM - DAY

!! wide, 1s

A lamp burns.

!! close on a lamp, 1s
"""


def planned(text: str) -> Plan:
    return Compilation(MemoryWorld({"film.mls": text}), "film.mls").plan.value


@pytest.fixture
def built(tmp_path: Path) -> tuple[Session, Plan]:
    session, plan = open_session(tmp_path, jobs=1), planned(FILM)
    assert session.build(plan, tmp_path / "build" / "film.mp4").film is not None
    return session, plan


def test_each_shot_has_a_picture_and_the_film_a_waveform(built: tuple[Session, Plan]) -> None:
    session, plan = built
    showing = session.showing(plan)
    shown = showing.posters(160)
    assert sorted(shown) == ["1A/picture", "1B/picture"]
    assert {Image.open(BytesIO(data)).size for data in shown.values()} == {(160, 90)}
    assert shown["1A/picture"] != shown["1B/picture"]
    assert len(showing.peaks()) == plan.film.frames
    assert max(showing.peaks()) > 0


def test_nothing_is_computed_twice(built: tuple[Session, Plan], monkeypatch: pytest.MonkeyPatch) -> None:
    session, plan = built
    first = session.showing(plan).posters(160), session.showing(plan).peaks()
    made: list[Path] = []
    real = posters.poster
    monkeypatch.setattr(posters, "poster", lambda path, *rest: made.append(path) or real(path, *rest))
    monkeypatch.setattr(loudness, "peaks", lambda *_: pytest.fail("the waveform is kept"))
    assert (session.showing(plan).posters(160), session.showing(plan).peaks()) == first
    assert made == []
    for path in (session.store.path / "shown").rglob("*-poster*"):
        path.write_bytes(path.read_bytes()[:-1])
    assert session.showing(plan).posters(160) == first[0], "what is damaged is computed again"
    assert len(made) == 2


def test_what_is_no_film_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inline(monkeypatch)
    build(tmp_path, plan := film(*panels("AB")))
    showing = open_session(tmp_path, registry=FAKE).showing(plan)
    assert (showing.posters(160), showing.poster(plan.shots[0], showing.last["A/picture"].key, 160)) == ({}, None)
    assert showing.peaks() == b""
    monkeypatch.setattr(posters, "poster", lambda *_: pytest.fail("that it shows nothing is known"))
    monkeypatch.setattr(loudness, "peaks", lambda *_: pytest.fail("that it is silent is known"))
    assert (showing.posters(160), showing.poster(plan.shots[0], showing.last["A/picture"].key, 160)) == ({}, None)
    assert showing.peaks() == b""


def test_what_has_gone_from_the_store_takes_its_pictures_with_it(built: tuple[Session, Plan]) -> None:
    session, plan = built
    session.showing(plan).posters(160)
    aside.keep(session.store, "0" * 64, "poster", b"of nothing")
    gc(session.store, 10**12)
    left = {path.name.partition("-")[0] for path in (session.store.path / "shown").rglob("*") if path.is_file()}
    assert len(left) == 2
    assert "0" * 64 not in left


def test_a_film_that_was_never_built_shows_nothing(tmp_path: Path) -> None:
    showing = open_session(tmp_path, jobs=1).showing(planned(FILM))
    assert (showing.posters(160), showing.peaks(), list(tmp_path.iterdir())) == ({}, b"", [])


def test_the_waveform_is_the_largest_sample_of_each_frame(tmp_path: Path) -> None:
    rate, sample_rate, frames = Fraction(24000, 1001), 48000, 700
    edges = [frame * sample_rate * rate.denominator // rate.numerator for frame in range(frames + 1)]
    samples = np.zeros((edges[-50], 2), np.float32)
    for frame in range(0, frames - 50, 7):
        samples[edges[frame + 1] - 1, frame % 2] = -(frame % 200) / 255
    write_sound(tmp_path / "sound", samples, sample_rate)
    found = peaks(tmp_path / "sound", frames, rate, sample_rate)
    assert list(found) == [frame % 200 if frame % 7 == 0 and frame < frames - 50 else 0 for frame in range(frames)]
