"""A shot asks its model for something that the model cannot do.

Models differ: not every one begins with a picture, follows a sound, or makes a part of a shot again. What each can do
stands in its profile (`can:` under `%define model`). The shot is made without what its model cannot; choose another
model for it (`model: …`), or take the line out. What is drawn, with `--animatic`, is asked for nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.ir.screenplay import Capability
from milimo_lang.source import Span

MODEL_CANNOT = Kind("M5002", "model-cannot", Severity.WARNING)

WRONG = """\
Title: The Lamp
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    inpaint 1s..2s, mask "the lamp": the lamp is lit
"""

MENDED = """\
Title: The Lamp
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    retake 1s..2s: the lamp is lit
"""

_DOING: dict[Capability, str] = {
    "text": "make a picture from words alone",
    "image": "begin with a picture",
    "keyframes": "meet pictures on its way",
    "reference": "follow a reference",
    "control": "follow edges, poses or depth",
    "audio": "follow a sound",
    "retake": "make a part again",
    "inpaint": "change a part of the picture",
    "lora": "take a LoRA",
    "voice": "imitate a recorded voice",
    "enhance": "have its prompts written out",
    "doubling": "double its frames",
}


def model_cannot(model: str, what: Sequence[Capability], span: Span) -> Diagnostic:
    """`what` a shot, an element or the title page asks of `model`, the first of it at `span`."""
    things = list(dict.fromkeys(_DOING[one] for one in what))
    listed = " or ".join(filter(None, (", ".join(things[:-1]), things[-1])))
    help = "the film is made without; take it out, or choose another model"
    return MODEL_CANNOT(span, f"{model} cannot {listed}", help=help)
