"""A tiny model of each version."""

from __future__ import annotations

from pathlib import Path

import pytest

from milimo_runtime.backends.ltx.models import Model
from tests.runtime.ltx.models import model_of
from tests.tiny.fixtures import Kept
from tests.tiny.ltx import VERSIONS, Version


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> Version:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def model(version: Version, tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    return model_of(tiny_ltx(version), version, tmp_path / "shelf", monkeypatch)
