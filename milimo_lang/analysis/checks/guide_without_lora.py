"""A shot follows a reference or a control film, and names no LoRA that was trained to follow it.

Models see what they are to follow beside what they make. They look at it only with weights that were trained for that
(an "IC-LoRA"): one for poses, for depth, for edges, for who is in the picture. Without one the shot takes longer, and
comes out as if the line were not there. Name the file, `lora: loras/pose.safetensors`, or take the line out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.source import Span

GUIDE_WITHOUT_LORA = Kind("M5005", "guide-without-lora", Severity.WARNING)

WRONG = """\
Title: The Lamp
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! wide, the lamp room, 4s
    control: pose walk.mp4
+++ walk.mp4 10s 1280x720
"""

MENDED = (
    WRONG.replace("walk.mp4\n", "walk.mp4\n    lora: loras/pose.safetensors\n", 1)
    + "+++ loras/pose.safetensors 300MB\n"
)


def guide_without_lora(model: str, what: str, span: Span) -> Diagnostic:
    """`what` the shot follows, at `span`: "poses", "a reference"."""
    message = f"{model} follows {what} only with a LoRA that was trained for it, and this shot has none"
    return GUIDE_WITHOUT_LORA(span, message, help="name one under the shot, `lora: file.safetensors`, or take this out")
