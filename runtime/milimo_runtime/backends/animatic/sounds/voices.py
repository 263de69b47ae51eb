"""How someone speaks, told by their name and by what is said of their voice and manner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from milimo_lang.ir.bodies import SpeechBody
from milimo_runtime.backends.animatic.mood import says
from milimo_runtime.media.chance import between, chance

_LOWEST, _HIGHEST = 72.0, 330.0
"""Hz: a deep bass, a small child."""
_MAN, _CHILD = 92.0, 225.0
"""Hz: where voices of which nothing is said lie."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice: `pitch` Hz, `size` scales the formants, `breath` 0 to 1, `level` of full, `liveliness` of its melody.

    `slowness`: 1 is an ordinary pace.
    """

    pitch: float
    size: float
    breath: float
    level: float = 1.0
    liveliness: float = 1.0
    slowness: float = 1.0


class _Bent(NamedTuple):
    """What words do to a voice; factors, but for `breath`."""

    words: tuple[str, ...]
    pitch: float = 1.0
    size: float = 1.0
    breath: float | None = None
    level: float = 1.0
    liveliness: float = 1.0
    slowness: float = 1.0


_WORDS = (
    _Bent(("low", "deep", "gravelly", "bass", "husky", "rough"), pitch=0.76, size=0.95),
    _Bent(("high", "shrill", "squeaky", "child", "young", "bright"), pitch=1.32, size=1.08),
    _Bent(
        ("whispering", "whispers", "whispered", "whisper", "hushed", "breathy", "sotto voce"),
        breath=0.85, level=0.45, liveliness=0.6,
    ),
    _Bent(
        ("shouting", "shouts", "shout", "shouted", "yelling", "yells", "yell", "screaming", "screams", "scream",
         "bellowing", "bellows", "roaring", "roars", "howling", "shrieking", "shrieks"),
        pitch=1.22, level=1.9, liveliness=1.5,
    ),
    _Bent(
        ("calling", "calls", "loud", "loudly", "angry", "angrily", "furious", "crying out"),
        pitch=1.1, level=1.4, liveliness=1.3,
    ),
    _Bent(("quiet", "quietly", "soft", "softly", "tired", "flat", "unhurried", "calm"), level=0.8, liveliness=0.75),
    _Bent(("slow", "slowly", "unhurried", "tired", "weary", "drawling"), slowness=1.2),
    _Bent(("quick", "quickly", "fast", "rapid", "hurried", "breathless"), slowness=0.8),
)  # fmt: skip


_LOUDEST = 1.95
"""However much is said of it, no voice is louder."""


def voice_of(body: SpeechBody) -> Voice:
    """The voice that speaks `body`: chosen by the speaker's name, bent by what is said of voice and manner."""
    person, said = body.speaker.split(".")[0].casefold(), f"{body.voice} {body.manner}".casefold()
    bent = [one for one in _WORDS if says(said, one.words)]
    pitch = _MAN * (_CHILD / _MAN) ** chance("pitch", person)
    size, level, liveliness = between(0.87, 1.2, "size", person), 1.0, 1.0
    breath, slowness = between(0.05, 0.14, "breath", person), between(0.94, 1.06, "pace", person)
    for one in bent:
        pitch, size, level, liveliness = (
            pitch * one.pitch, size * one.size, level * one.level, liveliness * one.liveliness
        )  # fmt: skip
        breath, slowness = breath if one.breath is None else one.breath, slowness * one.slowness
    return Voice(min(_HIGHEST, max(_LOWEST, pitch)), size, breath, min(_LOUDEST, level), liveliness, slowness)
