"""The block under a shot line: keyframes, beats, seeds, takes, a source and the rest, as values with frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from milimo_lang.analysis import emphasis, times
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.checks.bad_length import BAD_LENGTH
from milimo_lang.analysis.checks.bad_value import BAD_VALUE
from milimo_lang.analysis.checks.beat_outside import BEAT_OUTSIDE_SHOT
from milimo_lang.analysis.checks.keyframe_outside import KEYFRAME_OUTSIDE_SHOT
from milimo_lang.analysis.checks.not_yet import NOT_YET
from milimo_lang.analysis.checks.two_keys import TWO_KEYS
from milimo_lang.analysis.checks.unknown_model import UNKNOWN_MODEL
from milimo_lang.analysis.elements import number, path_of
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import folded, nearest
from milimo_lang.analysis.phrases import shot_frames, whole
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic, Label
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
            said.append(NOT_YET(item.key_span, f"`{key}` is read, but not carried out yet"))


def _duration(item: tree.Property, scope: Scope) -> int | None:
    match item.items:
        case (tree.Phrase(atoms=(tree.Time() as time,)),):
            return shot_frames(time, scope)
    bare = item.text.strip()
    help = f"write {bare} frames, or {bare}s for seconds" if bare.isdecimal() else "write 4s, 96 frames or 0:04"
    scope.said.append(BAD_LENGTH(item.value_span, f"{item.text!r} is no length", help=help))
    return None


def _beat(item: tree.Property, block: Block, scope: Scope) -> None:
    match item.where:
        case (tree.Phrase(atoms=(tree.Time() as time,)),):
            block.beats.append(Beat(time, emphasis.plain(item.text), item.span))
        case _:
            help = "times need a unit: at 4s: …, at 96f: …"
            scope.said.append(BAD_VALUE(item.key_span, "a beat needs a time", help=help))


def _speed(item: tree.Property, scope: Scope) -> Fraction:
    text = item.text.strip().rstrip("x×%").strip()
    try:
        value = Fraction(text) / (100 if "%" in item.text else 1)
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if Fraction(1, 100) <= value <= 100:
        return value
    scope.said.append(
        BAD_VALUE(item.value_span, f"speed cannot be {item.text!r}", help="from 0.01 to 100; 50% is half")
    )
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
                scope.said.append(
                    BAD_VALUE(phrase.span, f"{phrase.text!r} is not understood here", help="known is in TIME")
                )


def _model(item: tree.Property, scope: Scope, models: dict[str, ModelProfile]) -> ModelProfile | None:
    found = models.get(folded(item.text))
    if found is None:
        near = nearest(item.text, models)
        help = f"did you mean {near}?" if near else f"known are {', '.join(sorted(models))}"
        scope.said.append(UNKNOWN_MODEL(item.value_span, f"there is no model {item.text!r}", help=help))
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
            scope.said.append(_two_keys(key, found[key.frame]))
        elif key is not None:
            found[key.frame] = key
    return tuple(sorted(found.values(), key=lambda key: key.frame))


def _two_keys(key: Keyframe, first: Keyframe) -> Diagnostic:
    message = f"there are two keyframes at frame {key.frame}"
    return TWO_KEYS(key.span, message, related=(Label(first.span, "the first is here"),), help="take one of them out")


def _keyframe(item: tree.Property, frames: int, scope: Scope, assets: Assets) -> Keyframe | None:
    when = _when(item)
    if when is None:
        help = "write key 0: picture.png, key 2s: …, key 50%: … or key end: …"
        scope.said.append(BAD_VALUE(item.key_span, "a keyframe needs a frame", help=help))
        return None
    if not item.items:
        return None
    if _OF_A_SHOT.match(item.text):
        message = "a picture of another shot is not taken yet"
        scope.said.append(NOT_YET(item.value_span, message, help="write `continue`, or name a picture file"))
        return None
    if item.text.casefold().startswith("generate"):
        scope.said.append(NOT_YET(item.value_span, "pictures are not generated yet", help="name a picture file"))
        return None
    image = assets.picture(path_of(item.items[0]), item.items[0].span)
    frame = int(when) if isinstance(when, str) else times.point(when, scope.rate, frames)
    if frame >= frames:
        message = f"frame {frame} lies outside the shot"
        help = f"the shot is {frames} frames long: the last is {frames - 1}, or write `key end`"
        scope.said.append(KEYFRAME_OUTSIDE_SHOT(item.key_span.to(item.value_span), message, help=help))
        return None
    strength = _strength(item, scope)
    return None if image is None else Keyframe(frame=frame, image=image, strength=strength, span=item.span)


_OF_A_SHOT = re.compile(r"[\w-]*[A-Z]{1,2}\s+at\s+\S+$")


def _strength(item: tree.Property, scope: Scope) -> float:
    for phrase in item.items[1:]:
        match phrase.atoms:
            case (tree.Word(text="strength"), tree.Word(text=text)) if _fraction(text) is not None:
                return _fraction(text) or 0.0
        help = "strength 0.8: from 0 to 1"
        scope.said.append(BAD_VALUE(phrase.span, f"{phrase.text!r} is not understood here", help=help))
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
        help = f"the shot is {frames} frames long: the last is {frames - 1}"
        message = f"this beat begins at frame {at}, after the end of the shot"
        scope.said.append(BEAT_OUTSIDE_SHOT(beat.span, message, help=help))
    return sorted(found, key=lambda item: item[0])
