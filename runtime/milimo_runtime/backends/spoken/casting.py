"""Who speaks how: for each line the synthesiser's voice, its pitch, its melody and its pace."""

from __future__ import annotations

from dataclasses import dataclass

from milimo_lang.ir.bodies import SpeechBody
from milimo_runtime.backends.animatic.mood import says
from milimo_runtime.backends.animatic.sounds.voices import Voice, voice_of
from milimo_runtime.media.chance import chance, pick

FALLBACK = "en"
"""Who speaks where nobody speaks the film's language."""
_CALLED = {"zh": "cmn", "no": "nb", "iw": "he", "in": "id", "zh-hk": "yue", "zh-yue": "yue"}
"""Languages the synthesiser calls otherwise."""
_WOMEN, _MEN = ("f1", "f2", "f3", "f4", "f5"), ("m1", "m2", "m3", "m4", "m5", "m7")
_WHISPERS = {_WOMEN: "whisperf", _MEN: "whisper"}
_A_WOMAN = ("woman", "woman's", "female", "girl", "girl's", "lady", "feminine", "soprano", "contralto", "she", "her")
_A_MAN = ("man", "man's", "male", "boy", "boy's", "gentleman", "masculine", "baritone", "tenor", "he", "his")
_ENDINGS = ("a", "ie", "elle", "ette", "ine", "lyn", "beth", "ah", "een")
"""Of names: who has one of these, and of whom nothing else is said, speaks with a woman's voice."""
_PACE = 165
"""Words a minute of an ordinary speaker."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a line is spoken: `languages` in order of liking, `pitch` and `melody` 0 to 100, words a minute, level."""

    languages: tuple[str, ...]
    variant: str
    pitch: int
    melody: int
    pace: float
    level: float


def manner_of(body: SpeechBody) -> Manner:
    """How the line `body` is spoken, by its speaker's name and the words about the voice."""
    voice, person = voice_of(body), body.speaker.split(".")[0].casefold()
    kin = _kin(body, person)
    return Manner(
        languages=languages_of(body.language),
        variant=_WHISPERS[kin] if voice.breath > 0.5 else pick(kin, "variant", person),
        pitch=_scaled(30 + 40 * chance("spoken pitch", person) + 60 * (_raised(voice, body) - 1)),
        melody=_scaled(50 * voice.liveliness),
        pace=_PACE / voice.slowness,
        level=voice.level,
    )


def languages_of(tag: str) -> tuple[str, ...]:
    """The names under which the language `tag` (`pt-BR`) may be spoken, the nearest first, English last."""
    whole = tag.casefold()
    short = whole.split("-")[0]
    names = (_CALLED.get(whole, whole), _CALLED.get(short, short), FALLBACK)
    return tuple(dict.fromkeys(names))


def _kin(body: SpeechBody, person: str) -> tuple[str, ...]:
    said = body.voice.casefold()
    if says(said, _A_WOMAN) != says(said, _A_MAN):
        return _WOMEN if says(said, _A_WOMAN) else _MEN
    return _WOMEN if person.split()[:1] and person.split()[0].endswith(_ENDINGS) else _MEN


def _raised(voice: Voice, body: SpeechBody) -> float:
    """How much higher than their own the speaker speaks, by the words alone."""
    return voice.pitch / voice_of(body.model_copy(update={"voice": "", "manner": ""})).pitch


def _scaled(value: float) -> int:
    return round(min(100.0, max(0.0, value)))
