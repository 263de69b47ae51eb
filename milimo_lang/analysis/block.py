"""The block under a shot line as values; what stands at a place in the shot waits for its length (`inside.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast, get_args

from milimo_lang.analysis import emphasis, times
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.checks.bad_length import no_length
from milimo_lang.analysis.checks.bad_value import (
    beat_without_time,
    cannot_be,
    no_control,
    not_understood,
)
from milimo_lang.analysis.checks.unknown_model import unknown_model
from milimo_lang.analysis.elements import lora, number, path_of
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import folded, nearest
from milimo_lang.analysis.phrases import shot_frames, whole
from milimo_lang.analysis.scope import Scope
from milimo_lang.ir.screenplay import Control, ControlKind, Enhance, ImageRef, LoraRef, ModelProfile, SoundRef
from milimo_lang.source import Span
from milimo_lang.syntax import tree


@dataclass(frozen=True, slots=True)
class Beat:
    """`at TIME: text`, before its frame is known."""

    time: tree.Time
    text: str
    span: Span


@dataclass
class Block:
    """What a block says; lengths in frames. `keys`, `beats` and `edits` still wait for the shot's length.

    `said` is the line that decided each key.
    """

    frames: int | None = None
    seed: int | None = None
    takes: int | None = None
    pick: int | None = None
    id: str | None = None
    prompt: str | None = None
    negative: str = ""
    handle: int = 8
    steps: int | None = None
    guidance: float | None = None
    speed: Fraction = Fraction(1)
    source: ImageRef | None = None
    source_start: Fraction = Fraction(0)
    source_seconds: Fraction | None = None
    model: ModelProfile | None = None
    mode: str | None = None
    enhance: Enhance | None = None
    audio: SoundRef | None = None
    references: list[ImageRef] = field(default_factory=list)
    loras: list[LoraRef] = field(default_factory=list)
    control: list[Control] = field(default_factory=list)
    keys: list[tree.Property] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)
    edits: list[tree.Property] = field(default_factory=list)
    said: dict[str, tree.Property] = field(default_factory=dict)


def read_block(
    properties: Sequence[tree.Property], scope: Scope, assets: Assets, models: dict[str, ModelProfile]
) -> Block:
    """The block of one shot line, defaults first: what comes later counts, lists add up.

    Wrong values keep their defaults, with a diagnostic.
    """
    block = Block()
    for item in properties:
        block.said[item.key] = item
        _read(item, block, scope, assets, models)
    return block


def _read(item: tree.Property, block: Block, scope: Scope, assets: Assets, models: dict[str, ModelProfile]) -> None:
    said = scope.said
    match item.key:
        case "key":
            block.keys.append(item)
        case "at":
            _beat(item, block, scope)
        case "prompt":
            block.prompt = scope.mentions.plain(item.text)
        case "negative":
            block.negative = item.text
        case "duration":
            block.frames = _duration(item, scope)
        case "seed":
            block.seed = whole(item.text, item.value_span, "seed", 0, 2**32 - 1, said)
        case "takes":
            block.takes = whole(item.text, item.value_span, "takes", 1, 99, said)
        case "pick":
            block.pick = whole(item.text, item.value_span, "pick", 1, 99, said)
        case "steps":
            block.steps = whole(item.text, item.value_span, "steps", 1, 200, said)
        case "guidance":
            block.guidance = number(item, 0, 50, said, 0.0) or None
        case "handles":
            handle = whole(item.text, item.value_span, "handles", 0, 240, said)
            block.handle = block.handle if handle is None else handle
        case "id":
            block.id = item.text.strip()
        case "speed":
            block.speed = _speed(item, scope)
        case "source":
            _source(item, block, scope, assets)
        case "reference":
            found = (assets.reference(path_of(phrase), phrase.span) for phrase in item.items)
            block.references += [image for image in found if image is not None]
        case "model":
            block.model = _model(item, scope, models)
        case "mode":
            block.mode = _one_of(item, MODES, scope)
        case "enhance":
            block.enhance = _one_of(item, get_args(Enhance), scope)  # type: ignore[assignment]
        case "lora":
            found_lora = lora(item, assets, said)
            block.loras += [found_lora] if found_lora else []
        case "control":
            block.control += _control(item, scope, assets)
        case "audio":
            block.audio = _audio(item, scope, assets)
        case "retake" | "inpaint":
            block.edits.append(item)


def _duration(item: tree.Property, scope: Scope) -> int | None:
    match item.items:
        case (tree.Phrase(atoms=(tree.Time() as time,)),):
            return shot_frames(time, scope)
    scope.said.append(no_length(item.text.strip(), item.value_span))
    return None


def _beat(item: tree.Property, block: Block, scope: Scope) -> None:
    match item.where:
        case (tree.Phrase(atoms=(tree.Time() as time,)),):
            block.beats.append(Beat(time, emphasis.plain(item.text), item.span))
        case (_, *_):
            scope.said.append(beat_without_time(item.key_span))
        case ():
            pass  # the syntax has said so


_FACTOR = re.compile(r"\d{0,9}\.?\d{1,9}(?:/[1-9]\d{0,8})?")


def _speed(item: tree.Property, scope: Scope) -> Fraction:
    text = item.text.strip().rstrip("x×%").strip()
    value = Fraction(text) / (100 if "%" in item.text else 1) if _FACTOR.fullmatch(text) else Fraction(0)
    if Fraction(1, 100) <= value <= 100:
        return value
    scope.said.append(cannot_be("speed", item.text, "from 0.01 to 100; 50% is half as fast", item.value_span))
    return Fraction(1)


def _source(item: tree.Property, block: Block, scope: Scope, assets: Assets) -> None:
    if not item.items:
        return
    first = item.items[0]
    path = beside(first.span.path, path_of(first))
    facts = assets.facts(path, path_of(first), first.span, "footage")
    if facts is None:
        return
    block.source_seconds = facts.seconds
    block.source = ImageRef(path=path, span=first.span)
    block.source_start, _ = _into(item.items[1:], scope, "in and a time: in 12s")


MODES = ("text", "image", "keyframes", "reference", "control", "audio")
"""What a `mode:` may ask for, each more than the one before; the others come from what else a shot says."""


def _one_of(item: tree.Property, known: Sequence[str], scope: Scope) -> str | None:
    """The value, if it is one of `known`; None for `auto`, and with a diagnostic for anything else."""
    word = folded(item.text)
    if word in known:
        return word
    if word != "auto" or item.key != "mode":
        near = nearest(word, known) or ""
        wanted = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
        scope.said.append(cannot_be(item.key, item.text, wanted, item.value_span, near))
    return None


def _control(item: tree.Property, scope: Scope, assets: Assets) -> Iterator[Control]:
    """`control: pose walk.mp4, in 2s, strength 0.8`."""
    kinds = get_args(ControlKind)
    if not item.items:
        return
    first = item.items[0]
    kind, _, path = path_of(first).partition(" ")
    if folded(kind) not in kinds or not path:
        scope.said.append(no_control(first.text, kinds, first.span))
        return
    if len(first.atoms) > 1 and isinstance(first.atoms[1], tree.Quoted):
        path = first.atoms[1].text
    span = first.atoms[1].span.to(first.atoms[-1].span)
    start, strength = _into(item.items[1:], scope, "in and a time, strength and a number from 0 to 1")
    found = assets.file(path, span, "footage")
    if found is not None:
        yield Control(kind=cast(ControlKind, folded(kind)), path=found, start=start, strength=strength, span=span)


def _audio(item: tree.Property, scope: Scope, assets: Assets) -> SoundRef | None:
    """`audio: song.wav, in 12s`."""
    if not item.items:
        return None
    first = item.items[0]
    start, _ = _into(item.items[1:], scope, "in and a time: in 12s")
    path = assets.file(path_of(first), first.span, "sound")
    return None if path is None else SoundRef(path=path, start=start, span=first.span)


def _into(phrases: Sequence[tree.Phrase], scope: Scope, known: str) -> tuple[Fraction, float]:
    """Where in its file something begins, in seconds, and its strength."""
    start, strength = Fraction(0), 1.0
    for phrase in phrases:
        match phrase.atoms:
            case (tree.Word(text="in"), tree.Time() as time) if times.is_length(time):
                start = times.seconds(time, scope.rate)
            case (tree.Word(text="strength"), tree.Word(text=text)) if fraction(text) is not None:
                strength = fraction(text) or 0.0
            case _:
                scope.said.append(not_understood(phrase.text, known, phrase.span))
    return start, strength


def fraction(text: str) -> float | None:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _model(item: tree.Property, scope: Scope, models: dict[str, ModelProfile]) -> ModelProfile | None:
    found = models.get(folded(item.text))
    if found is None:
        scope.said.append(unknown_model(item.text, nearest(item.text, models), models, item.value_span))
    return found
