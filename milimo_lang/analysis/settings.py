"""The title page as settings: each known key read by its own function, the rest kept as metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from milimo_lang.analysis import emphasis
from milimo_lang.analysis.checks.bad_value import cannot_be
from milimo_lang.analysis.checks.model_cannot import model_cannot
from milimo_lang.analysis.checks.unknown_model import unknown_model
from milimo_lang.analysis.checks.unknown_setting import (
    misspelt_title_key,
    setting_twice,
    size_as_ratio,
    unknown_setting,
)
from milimo_lang.analysis.names import folded, nearest
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.override import Override
from milimo_lang.ir.screenplay import Capability, ModelProfile, Settings
from milimo_lang.ir.values import SIDE, Size
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import FOUNTAIN_TITLE_KEYS

RATES = {
    "23.976": Fraction(24000, 1001), "23.98": Fraction(24000, 1001), "29.97": Fraction(30000, 1001),
    "59.94": Fraction(60000, 1001), "119.88": Fraction(120000, 1001),
}  # fmt: skip
"""The broadcast rates as they are written, and what they are."""


class Unreadable(ValueError):
    """A value that cannot be understood; the text says what would be, `better` what was likely meant."""

    def __init__(self, wanted: str, better: str = "") -> None:
        super().__init__(wanted)
        self.better = better


@dataclass
class _Reading:
    models: dict[str, ModelProfile]
    values: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    said: list[Diagnostic] = field(default_factory=list)
    profile: dict[str, Any] = field(default_factory=dict)
    model: tuple[str, Span] | None = None
    where: dict[str, Span] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


def read_settings(
    document: tree.Document, models: dict[str, ModelProfile], override: Override
) -> tuple[Settings, list[Diagnostic]]:
    """The settings of the film whose first file is `document`, the command line's `override` on top."""
    reading = _Reading(models, keys=frozenset(folded(entry.key) for entry in document.title_page))
    for entry in document.title_page:
        _read_entry(entry, reading)
    values = reading.values
    values["model"] = _model(reading, document.source.path, override.model)
    reading.said += _beyond(values["model"], reading)
    values.setdefault("rate", Fraction(24))
    values.setdefault("title", "")
    if override.size is not None:
        values["size"] = Size(width=override.size[0], height=override.size[1])
    if override.burn is not None:
        values["burn"] = override.burn
    if override.voices is not None:
        values["voices"] = override.voices
    return Settings(tags=reading.tags, **values), reading.said


def _read_entry(entry: tree.TitleEntry, reading: _Reading) -> None:
    key, text = folded(entry.key), " ".join(" ".join(entry.values).split())
    span = entry.value_span
    if key == "title":
        reading.values["title"] = emphasis.joined(entry.values)
    elif key in _READERS:
        reading.where[key] = span
        try:
            _READERS[key](text, reading)
        except Unreadable as wrong:
            reading.said.append(cannot_be(entry.key, text, str(wrong), span, wrong.better))
    elif key == "model":
        reading.model = (text, span)
    elif key == "use":
        pass
    else:
        _unknown(entry, key, reading)
        reading.tags[entry.key] = emphasis.joined(entry.values)


def _beyond(model: ModelProfile, reading: _Reading) -> Iterator[Diagnostic]:
    """What the title page asks of a model that cannot do it."""
    asked: dict[Capability, bool] = {
        "enhance": reading.values.get("enhance", "off") != "off",
        "doubling": reading.profile.get("doubled", False),
    }
    for what, wanted in asked.items():
        if wanted and not model.draws and what not in model.can:
            yield model_cannot(model.name, (what,), reading.where[what])


_CALLED = {
    "fps": "frame rate",
    "rate": "frame rate",
    "resolution": "size",
    "dimensions": "size",
    "aspect ratio": "size",
    "subtitles": "captions",
    "include": "use",
    "import": "use",
}
"""What settings are called elsewhere."""


def _unknown(entry: tree.TitleEntry, key: str, reading: _Reading) -> None:
    if key in FOUNTAIN_TITLE_KEYS:
        return
    near = _CALLED.get(key) or nearest(key, (*_READERS, "model", "use", *FOUNTAIN_TITLE_KEYS))
    if near is None or f"{near}s" == key or f"{key}s" == near:
        return
    if near in reading.keys:
        said = setting_twice(entry.key, near.capitalize(), entry.key_span)
    elif near == "size" and (sizes := _sizes(" ".join(entry.values))):
        said = size_as_ratio(entry.key, sizes, entry.key_span)
    elif near in FOUNTAIN_TITLE_KEYS:
        said = misspelt_title_key(entry.key, near.capitalize(), entry.key_span)
    else:
        said = unknown_setting(entry.key, near.capitalize(), entry.key_span)
    reading.said.append(said)


_RATIO = re.compile(r"(\d{1,2}(?:\.\d{1,3})?)\s*[:/x×]\s*(\d{1,2}(?:\.\d{1,3})?)")


def _sizes(text: str) -> tuple[str, ...]:
    """Two usual sizes of the ratio `text` (`16:9`, `2.39:1`), none where it is no ratio of a film."""
    ratio = _RATIO.fullmatch(text.strip())
    down = float(ratio[2]) if ratio else 0
    shape = float(ratio[1]) / down if ratio and down else 0
    if not 0.2 <= shape <= 5:
        return ()
    upright = shape < 1
    shape = 1 / shape if upright else shape
    sides = (
        [(1920, 1920 / shape), (1280, 1280 / shape)] if shape > 16 / 9 else [(1080 * shape, 1080), (720 * shape, 720)]
    )
    even = [tuple(2 * round(side / 2) for side in pair) for pair in sides]
    return tuple(f"{short}x{long}" if upright else f"{long}x{short}" for long, short in even)


def _model(reading: _Reading, path: str, override: str | None) -> ModelProfile:
    text, span = reading.model or ("animatic", Span(path, 0, 0))
    found = reading.models.get(folded(text))
    if found is None:
        reading.said.append(unknown_model(text, nearest(text, reading.models), reading.models, span))
    if override is not None:
        found = reading.models[override]
    profile = found or reading.models["animatic"]
    if profile.draws:
        return profile
    able = "doubling" in profile.can
    return replace(profile, **{name: value for name, value in reading.profile.items() if able or name != "doubled"})


# ---------------------------------------------------------------- one reader a key


def read_size(text: str) -> Size:
    """`1920x1080`. Raises `Unreadable`."""
    match = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", text.strip(), re.IGNORECASE)
    if match is None:
        raise Unreadable(f"write width and height in pixels: {' or '.join(_sizes(text) or ('1920x1080',))}")
    width, height = int(match[1]), int(match[2])
    if not all(SIDE.holds(side + side % 2) for side in (width, height)):
        raise Unreadable(f"{SIDE} pixels on a side")
    if width % 2 or height % 2:
        even = f"{width + width % 2}x{height + height % 2}"
        raise Unreadable(f"both must be even: {even}", even)
    return Size(width=width, height=height)


_PLAIN = re.compile(r"-?\d{1,9}(?:\.\d{0,9}|/\d{1,9})?")


def read_rate(text: str) -> Fraction:
    """`24`, `23.976`, `24000/1001`, `25 fps`. Raises `Unreadable`."""
    number = re.sub(r"\s*(fps|frames.*)$", "", text.strip(), flags=re.IGNORECASE)
    try:
        rate = RATES.get(number) or Fraction(number if _PLAIN.fullmatch(number) else "")
    except (ValueError, ZeroDivisionError) as error:
        raise Unreadable("write frames a second: 24, 25, 30 or 23.976") from error
    if not (1 <= rate <= 240) or rate.denominator > 1001 or rate.numerator > 240_000:
        raise Unreadable("from 1 to 240 frames a second")
    return rate


def read_seed(text: str) -> int:
    """A whole number from 0 to 2**32 - 1. Raises `Unreadable`."""
    if not re.fullmatch(r"\d{1,10}", text) or int(text) >= 2**32:
        raise Unreadable("a whole number from 0 to 4294967295")
    return int(text)


def _choice(name: str, *choices: str) -> Callable[[str, _Reading], None]:
    def read(text: str, reading: _Reading) -> None:
        if folded(text) not in choices:
            raise Unreadable(f"one of {', '.join(choices)}", nearest(text, choices) or "")
        reading.values[name] = folded(text)

    return read


def _set(name: str, convert: Callable[[str], Any]) -> Callable[[str, _Reading], None]:
    def read(text: str, reading: _Reading) -> None:
        reading.values[name] = convert(text)

    return read


def _on(text: str) -> bool:
    if folded(text) not in ("on", "off", "yes", "no"):
        raise Unreadable("on or off")
    return folded(text) in ("on", "yes")


def _loudness(text: str) -> float:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(?:lufs|lkfs|db)?", text.strip().replace("−", "-"), re.IGNORECASE)
    if match is None or not -40 <= float(match[1]) <= -5:
        raise Unreadable("loudness in LUFS from -40 to -5: -16, -23 …")
    return float(match[1])


def _count(name: str, low: int, high: int) -> Callable[[str, _Reading], None]:
    def read(text: str, reading: _Reading) -> None:
        match = re.fullmatch(r"(\d{1,6})\s*(?:f|frames)?", text.strip())
        if match is None or not low <= int(match[1]) <= high:
            raise Unreadable(f"frames from {low} to {high}")
        reading.profile[name] = int(match[1])

    return read


_HANDOFFS = ("latent", "frames", "hybrid", "image")


def _handoff(text: str, reading: _Reading) -> None:
    if folded(text) not in _HANDOFFS:
        raise Unreadable("one of latent, frames, hybrid, image", nearest(text, _HANDOFFS) or "")
    reading.profile["handoff"] = folded(text)


def _share(name: str) -> Callable[[str, _Reading], None]:
    def read(text: str, reading: _Reading) -> None:
        match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s*(%?)", text.strip())
        value = float(match[1]) / (100 if match[2] else 1) if match else -1.0
        if not 0 <= value <= 1:
            raise Unreadable("from 0 to 1, or 0% to 100%")
        reading.profile[name] = value

    return read


def _doubling(text: str, reading: _Reading) -> None:
    reading.profile["doubled"] = _on(text)


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text.strip()):
        raise Unreadable("a language tag: en, de, pt-BR")
    return text.strip()


_READERS: dict[str, Callable[[str, _Reading], None]] = {
    "size": _set("size", read_size),
    "frame rate": _set("rate", read_rate),
    "seed": _set("seed", read_seed),
    "style": _set("style", str),
    "negative": _set("negative", str),
    "quality": _choice("quality", "preview", "standard", "high"),
    "coverage": _choice("coverage", "auto", "master"),
    "audio": _set("audio", _on),
    "voices": _choice("voices", "murmur", "spoken"),
    "loudness": _set("loudness", _loudness),
    "captions": _choice("captions", "off", "file", "burn"),
    "language": _set("language", _language),
    "enhance": _choice("enhance", "off", "on", "context"),
    "chunk": _count("chunk", 9, 2000),
    "overlap": _count("overlap", 1, 1000),
    "handoff": _handoff,
    "adain": _share("adain"),
    "doubling": _doubling,
}
