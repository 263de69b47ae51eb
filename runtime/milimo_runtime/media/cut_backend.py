"""The backend of the cut: segments, transitions, the mix, the film, footage, chunks joined, frames taken from shots."""

from __future__ import annotations

from collections.abc import Mapping

from milimo_lang.ir.bodies import (
    AnyBody,
    FilmBody,
    FootageBody,
    FrameBody,
    JoinBody,
    MixBody,
    SegmentBody,
    TransitionBody,
)
from milimo_runtime.backend import Job, libraries
from milimo_runtime.media.system_fonts import lettering_identity


class CutBackend:
    """Makes what every film needs, whatever made its pictures. Runs on any machine."""

    name = "cut"
    kinds: Mapping[str, int] = {
        "cut.segment": 9,
        "cut.transition": 10,
        "cut.mix": 4,
        "cut.film": 2,
        "footage.conform": 4,
        "shot.join": 3,
        "image.frame": 1,
    }

    def identity(self, body: AnyBody) -> str:
        """The libraries whose code decides the bytes.

        Another encoder writes other parameter sets, and segments join only when theirs are equal; so after an
        update of PyAV a film's segments must all be made again, rather than mixed with stored ones. Pillow scales
        pictures and sets the type that is burnt in, numpy mixes the sound and blends. Letters that milimo's own face
        lacks are set in fonts of the system.
        """
        if isinstance(body, SegmentBody | TransitionBody) and body.texts:
            words = [word for text in body.texts for word in (text.text, text.speaker, text.speaker.upper())]
            return libraries("av", "numpy", "opencv-python-headless", "pillow") + lettering_identity(words)
        drawn = isinstance(body, SegmentBody | TransitionBody | FootageBody | FrameBody | JoinBody)
        return libraries("av", "numpy", "opencv-python-headless", "pillow") if drawn else libraries("av", "numpy")

    def available(self) -> str | None:
        return None

    def make(self, job: Job) -> None:
        # PyAV, numpy and Pillow take 150 ms to import: a build with nothing to do never gets here.
        match job.body:
            case SegmentBody():
                from milimo_runtime.media.segments import make_segment

                make_segment(job, job.body)
            case TransitionBody():
                from milimo_runtime.media.segments import make_transition

                make_transition(job, job.body)
            case MixBody():
                from milimo_runtime.media.mix import make_mix

                make_mix(job, job.body)
            case FilmBody():
                from milimo_runtime.media.film import make_film

                make_film(job, job.body)
            case FootageBody():
                from milimo_runtime.media.footage import make_footage

                make_footage(job, job.body)
            case JoinBody():
                from milimo_runtime.media.join import make_join

                make_join(job, job.body)
            case FrameBody():
                from milimo_runtime.media.grabbed import make_frame

                make_frame(job, job.body)
            case _:
                raise ValueError(f"the cut does not make {job.body.kind}")
