"""Spoken temporary voices as a backend: what it makes, and what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from milimo_lang.ir.bodies import AnyBody, SpeechBody
from milimo_runtime.backend import Job, libraries

_LIBRARY = "espeakng-loader"


class SpokenBackend:
    """Speaks lines with eSpeak NG, where the extra `voice` is installed."""

    name = "spoken"
    kinds: Mapping[str, int] = {"spoken.speech": 3}

    def identity(self, body: AnyBody) -> str:  # noqa: ARG002 (the protocol's)
        """The synthesiser and the libraries whose code decides the bytes; nothing where there is no synthesiser."""
        return libraries("av", "numpy", _LIBRARY) if self.available() is None else ""

    def available(self) -> str | None:
        """None where the synthesiser is installed."""
        if find_spec("espeakng_loader") is not None:
            return None
        return "`Voices: spoken` needs the extra voice: pip install 'milimo[voice]'"

    def make(self, job: Job) -> None:
        """Speak what `job.body` says. Raises `Failed` where the synthesiser does."""
        match job.body:
            case SpeechBody() as body:
                from milimo_runtime.backends.spoken.speech import make_spoken

                make_spoken(job, body)
            case _:
                raise ValueError(f"no voice makes {job.body.kind}")
