"""The block under a shot line: keyframes, beats, seeds, takes, a source and the rest, as values with frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from milimo_lang.analysis import emphasis, times
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.checks.bad_length import no_length
from milimo_lang.analysis.checks.bad_value import beat_without_time, cannot_be, key_without_frame, not_understood
from milimo_lang.analysis.checks.beat_outside import late_beat
from milimo_lang.analysis.checks.keyframe_outside import keyframe_outside_shot
from milimo_lang.analysis.checks.not_yet import no_generated_picture, no_picture_of_a_shot, not_yet
from milimo_lang.analysis.checks.two_keys import two_keys
from milimo_lang.analysis.checks.unknown_model import unknown_model
from milimo_lang.analysis.elements import number, path_of
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import folded, nearest
from milimo_lang.analysis.phrases import shot_frames, whole
from milimo_lang.analysis.scope import Scope
from milimo_lang.ir.screenplay import ImageRef, Keyframe, ModelProfile
from milimo_lang.source import Span
from milimo_lang.syntax import tree

NOT_CARRIED_OUT = frozenset({"retake", "inpaint", "control", "audio", "enhance", "lora", "mode"})


@dataclass(frozen=True, slots=True)
class Beat:
    """`at TIME: text`, before its frame is known."""

    time: tree.Time
    text: str
    span: Span


@dataclass
class Block:
    """What a block says; lengths in frames, `keys` and `beats` still waiting for the shot's length."""

    frames: int | None = None
    seed: int | None = None
    takes: int = 1
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
    references: list[ImageRef] = field(default_factory=list)
    keys: list[tree.Property] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)


def read_block(
    properties: Sequence[tree.Property], scope: Scope, assets: Assets, models: dict[str, ModelProfile]
) -> Block:
    """The block of one shot line. Wrong values keep their defaults, with a diagnostic."""
    block = Block()
    for item in properties:
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
            block.takes = whole(item.text, item.value_span, "takes", 1, 99, said) or 1
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
            found = (assets.picture(path_of(phrase), phrase.span, reference=True) for phrase in item.items)
            block.references += [image for image in found if image is not None]
        case "model":
            block.model = _model(item, scope, models)
        case key if key in NOT_CARRIED_OUT:
            said.append(not_yet(key, item.key_span))


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
    for phrase in item.items[1:]:
        match phrase.atoms:
            case (tree.Word(text="in"), tree.Time() as time):
                block.source_start = times.seconds(time, scope.rate)
            case _:
                scope.said.append(not_understood(phrase.text, "in and a time: in 12s", phrase.span))


def _model(item: tree.Property, scope: Scope, models: dict[str, ModelProfile]) -> ModelProfile | None:
    found = models.get(folded(item.text))
    if found is None:
        scope.said.append(unknown_model(item.text, nearest(item.text, models), models, item.value_span))
    return found


# ---------------------------------------------------------------- what needs the shot's length


def latest(block: Block, rate: Fraction) -> int:
    """The last frame that a key or a beat names by itself: a shot without a duration is at least one longer."""
    whens = [*map(_when, block.keys), *(beat.time for beat in block.beats)]
    fixed = [times.length(when, rate) for when in whens if isinstance(when, tree.Time) and times.is_length(when)]
    bare = [int(when) for when in whens if isinstance(when, str)]
    return max([*fixed, *bare], default=-1)


def _when(item: tree.Property) -> tree.Time | str | None:
    """The time of `key TIME: …`; a bare number is frames."""
    match item.where:
        case (tree.Phrase(atoms=(tree.Time() as time,)),):
            return time
        case (tree.Phrase(atoms=(tree.Word(text=text),)),) if text.isdecimal() and len(text) < 12:
            return text
        case _:
            return None


def keyframes(block: Block, frames: int, scope: Scope, assets: Assets) -> tuple[Keyframe, ...]:
    """The keyframes of a shot of `frames` frames, by frame; wrong ones left out, each with a diagnostic."""
    found: dict[int, Keyframe] = {}
    for item in block.keys:
        key = _keyframe(item, frames, scope, assets)
        if key is not None and key.frame in found:
            scope.said.append(two_keys(key.frame, found[key.frame].span, key.span))
        elif key is not None:
            found[key.frame] = key
    return tuple(sorted(found.values(), key=lambda key: key.frame))


def _keyframe(item: tree.Property, frames: int, scope: Scope, assets: Assets) -> Keyframe | None:
    when = _when(item)
    if when is None:
        scope.said += [key_without_frame(item.key_span)] if item.where else []
        return None
    if not item.items:
        return None
    if _OF_A_SHOT.match(item.text):
        scope.said.append(no_picture_of_a_shot(item.value_span))
        return None
    if item.text.casefold().startswith("generate"):
        scope.said.append(no_generated_picture(item.value_span))
        return None
    image = assets.picture(path_of(item.items[0]), item.items[0].span)
    frame = int(when) if isinstance(when, str) else times.point(when, scope.rate, frames)
    if frame >= frames:
        span, place = item.key_span.to(item.value_span), item.where[0].span
        scope.said.append(keyframe_outside_shot(frame, frames, span, place))
        return None
    strength = _strength(item, scope)
    return None if image is None else Keyframe(frame=frame, image=image, strength=strength, span=item.span)


_OF_A_SHOT = re.compile(r"[\w-]*[A-Z]{1,2}\s+at\s+\S+$")


def _strength(item: tree.Property, scope: Scope) -> float:
    for phrase in item.items[1:]:
        match phrase.atoms:
            case (tree.Word(text="strength"), tree.Word(text=text)) if _fraction(text) is not None:
                return _fraction(text) or 0.0
        scope.said.append(not_understood(phrase.text, "strength and a number from 0 to 1", phrase.span))
    return 1.0


def _fraction(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def beat_frames(block: Block, frames: int, scope: Scope) -> list[tuple[int, Beat]]:
    """The beats by the frame they begin at; those beyond the shot left out, with a diagnostic."""
    found = []
    for beat in block.beats:
        at = times.point(beat.time, scope.rate, frames)
        if at < frames:
            found.append((at, beat))
            continue
        scope.said.append(late_beat(at, frames, beat.span))
    return sorted(found, key=lambda item: item[0])
