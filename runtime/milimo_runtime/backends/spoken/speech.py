"""A line spoken and fitted to its time: by the speaker's pace as far as that sounds natural, then by what is left."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from milimo_lang.ir.bodies import SpeechBody
from milimo_lang.ir.values import sample_at
from milimo_runtime.backend import Failed, Job, Progress
from milimo_runtime.backends.spoken import line
from milimo_runtime.backends.spoken.casting import FALLBACK, Manner, manner_of
from milimo_runtime.media.passages import passages
from milimo_runtime.media.sound import Samples, silence, write_sound_chunks
from milimo_runtime.media.voice import delivered, hurried

Signal = npt.NDArray[np.float64]

_SLOWER, _FASTER = 0.85, 1.15
"""Paces, as parts of the speaker's own, between which a line is spoken anew to fill its time."""
_SETS_IN, _DIES = 10 ** (-26 / 20), 10 ** (-45 / 20)
"""Of the peak: what is quieter before a line, and behind it, is not part of it. A breath before a word is none yet."""
_BEFORE = 0.012
"""Seconds of that breath that are kept."""
_LAST = 0.06
"""Seconds left free at the end, so that no word ends on the cut."""
_PATIENCE = 60
"""Seconds for a line, which takes some hundredths of one."""


class _Line(NamedTuple):
    """A line as it was spoken: mono, at `rate`, by `voice`."""

    sound: Signal
    rate: int
    voice: str


def make_spoken(job: Job, body: SpeechBody) -> None:
    """Write the speech of `body`: exactly its frames, stereo, to the output `sound`."""
    manner = manner_of(body)
    job.report(Progress(0.0, "speaking"))
    samples = sample_at(body.frames, body.rate, body.sample_rate)
    voices: list[str] = []
    write_sound_chunks(job.outputs["sound"], _pieces(body, manner, samples, voices), body.sample_rate)
    foreign = FALLBACK in voices and manner.languages[0].split("-")[0] != FALLBACK
    job.report(Progress(1.0, f"no voice speaks {body.language}: spoken as English" if foreign else "spoken"))


def _pieces(body: SpeechBody, manner: Manner, samples: int, voices: list[str]) -> Iterator[Samples]:
    """All of the speech in pieces, silent at its end; who speaks each is added to `voices`."""
    parts = passages(body.text, samples, body.sample_rate)
    for part in parts:
        spoken = _fitted(part.text, manner, part.samples / body.sample_rate - _LAST)
        voices.append(spoken.voice)
        yield delivered(spoken.sound, spoken.rate, part.samples, body.sample_rate, manner.level)
    yield from silence(samples - sum(part.samples for part in parts))


def _fitted(text: str, manner: Manner, seconds: float) -> _Line:
    """The line in `seconds` at the most: at the speaker's own pace, slower, faster, and at last hurried."""
    spoken = _spoken(text, manner)
    pace = len(spoken.sound) / spoken.rate / max(seconds, 0.01)
    if abs(pace - 1) > 0.03 and len(spoken.sound):
        spoken = _spoken(text, replace(manner, pace=manner.pace * min(_FASTER, max(_SLOWER, pace))))
    return spoken._replace(sound=hurried(spoken.sound, spoken.rate, int(seconds * spoken.rate)))


def _spoken(text: str, manner: Manner) -> _Line:
    """The line, without the silence around it. Raises `Failed` where the synthesiser does."""
    asked = {
        "text": text, "voices": manner.languages, "variant": manner.variant, "rate": round(manner.pace),
        "pitch": manner.pitch, "range": manner.melody,
    }  # fmt: skip
    program = [sys.executable, "-P", str(Path(line.__file__))]
    try:
        answer = subprocess.run(program, input=json.dumps(asked).encode(), capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"the voice did not speak: {error}", "`Voices: murmur` needs no synthesiser") from error
    if answer.returncode:
        last = (answer.stderr.decode(errors="replace").strip().splitlines() or [f"it ended with {answer.returncode}"])[
            -1
        ]
        raise Failed(f"the voice did not speak: {last}", "`Voices: murmur` needs no synthesiser")
    head, _, pcm = answer.stdout.partition(b"\n")
    told = json.loads(head)
    return _Line(_within(np.frombuffer(pcm, "<i2") / 32768, told["rate"]), told["rate"], told["voice"])


def _within(sound: Signal, rate: int) -> Signal:
    """From the first to the last that is heard."""
    peak = np.abs(sound).max(initial=0.0)
    if peak == 0:
        return sound[:0]
    first, last = np.argmax(np.abs(sound) > _SETS_IN * peak), np.flatnonzero(np.abs(sound) > _DIES * peak)[-1]
    return sound[max(0, int(first) - round(_BEFORE * rate)) : int(last) + 1]
