"""A project whose film is text, compiled for real and built by the fake backend in this process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from milimo_lang.compilation import Compilation
from milimo_lang.ir.override import Override
from milimo_lang.ir.plan import Plan
from milimo_lang.world import DiskWorld
from milimo_runtime.session import Built, Session, ShotTake, ShotTakes, open_session
from tests.runtime.execute.films import FAKE
from tests.runtime.inline import inline

FILM = """\
Title: The Lamp
Size: 320x192
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! wide, 2s
    takes: 2

Mara climbs the stairs with a storm lantern in her left hand.

!! close, 2s

Rain hammers on the copper roof above the lamp room.
"""


@dataclass
class Studio:
    """A project at `root`; `text` is its film."""

    root: Path
    text: str = FILM
    override: Override = field(default_factory=Override)

    def compiled(self) -> Compilation:
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "film.mls").write_text(self.text, encoding="utf-8")
        return Compilation(DiskWorld(self.root), "film.mls", self.override)

    @property
    def plan(self) -> Plan:
        return self.compiled().plan.value

    def session(self, cache: Path | None = None) -> Session:
        return open_session(self.root, registry=FAKE, cache=cache)

    def build(self, cache: Path | None = None) -> Built:
        return self.session(cache).build(self.plan, self.root / "build/film.mp4")

    def change(self, old: str, new: str) -> None:
        assert old in self.text
        self.text = self.text.replace(old, new, 1)

    def takes(self, cache: Path | None = None) -> tuple[ShotTakes, ...]:
        return self.session(cache).takes(self.plan)

    def of(self, slate: str) -> tuple[ShotTake, ...]:
        return next(shot.takes for shot in self.takes() if shot.slate == slate)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    inline(monkeypatch)
    return Studio(tmp_path / "project")
