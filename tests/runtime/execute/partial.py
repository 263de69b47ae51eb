"""Backends for tests that can less than the fake one."""

from __future__ import annotations

from collections.abc import Mapping

from milimo_runtime.backends.fake import FakeBackend


class OnlyDrawn(FakeBackend):
    """Makes no chunk of any model."""

    kinds: Mapping[str, int] = {
        kind: version for kind, version in FakeBackend.kinds.items() if not kind.startswith("chunk.")
    }


class OtherModel(FakeBackend):
    """The same maker with other weights."""

    def identity(self, _body: object) -> str:
        return "weights-2"


class WeighedModel(FakeBackend):
    """The same maker with weights that have a digest."""

    def identity(self, _body: object) -> str:
        return f"fake 1, transformer {'3f' * 16}"


class NewVersion(FakeBackend):
    """The same maker, drawing panels in a new way."""

    kinds: Mapping[str, int] = {**FakeBackend.kinds, "drawn.panel": 2}


class NoGpu(FakeBackend):
    """A maker this machine cannot run."""

    def available(self) -> str | None:
        return "there is no GPU here"
