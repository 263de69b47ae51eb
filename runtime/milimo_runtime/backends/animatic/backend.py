"""The built-in renderer as a backend: which kinds of node it makes and who makes them."""

from __future__ import annotations

from collections.abc import Mapping

from milimo_lang.ir.bodies import AnyBody, BlackBody, CardBody, PanelBody, SpeechBody, ToneBody
from milimo_runtime.backend import Failed, Job, libraries
from milimo_runtime.media.system_fonts import lettering_identity


class AnimaticBackend:
    """Draws panels and cards and murmurs speeches: no model, no GPU, no network."""

    name = "animatic"
    kinds: Mapping[str, int] = {
        "drawn.panel": 11,
        "drawn.card": 4,
        "drawn.black": 3,
        "drawn.speech": 4,
        "drawn.tone": 2,
    }

    def identity(self, body: AnyBody) -> str:
        """The libraries whose code decides the bytes: the encoder, and what scales, blurs and sets type; and the fonts
        of the system that set letters which milimo's own face lacks.
        """
        match body:
            case SpeechBody() | ToneBody():
                return libraries("av", "numpy")
            case PanelBody():
                words = [figure.name for figure in body.figures]
            case CardBody():
                words = [body.text]
            case _:
                words = []
        return libraries("av", "numpy", "opencv-python-headless", "pillow") + lettering_identity(words)

    def available(self) -> str | None:
        """Always: it needs nothing that the base package does not bring."""
        return None

    def make(self, job: Job) -> None:
        """Draw, set or sound what `job.body` says. Raises `Failed` for an unreadable picture."""
        # What draws is imported here: a plan, or a build with nothing to do, never gets this far.
        match job.body:
            case PanelBody() as body:
                from milimo_runtime.backends.animatic.panel import make_panel

                make_panel(job, body)
            case CardBody() as body:
                from milimo_runtime.backends.animatic.card import make_card

                make_card(job, body)
            case BlackBody() as body:
                from milimo_runtime.backends.animatic.card import make_black

                make_black(job, body)
            case SpeechBody() as body:
                from milimo_runtime.backends.animatic.sounds.speech import make_speech

                make_speech(job, body)
            case ToneBody() as body:
                from milimo_runtime.backends.animatic.sounds.tone import make_tone

                make_tone(job, body)
            case body:
                raise Failed(f"The built-in renderer makes no {body.kind}", "Name the model that does.")
