"""What stands at a place in a shot: its keyframes, its beats, and the parts of it that are made again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from milimo_lang.analysis import emphasis, times
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.block import Beat, Block, fraction
from milimo_lang.analysis.checks.bad_value import (
    empty_stretch,
    key_without_frame,
    no_mask,
    no_stretch,
    not_understood,
    stretch_in_two_units,
)
from milimo_lang.analysis.checks.beat_outside import late_beat, late_end
from milimo_lang.analysis.checks.keyframe_outside import keyframe_outside_shot
from milimo_lang.analysis.checks.two_keys import two_keys
from milimo_lang.analysis.checks.unknown_shot import generate_is_meant, which_picture
from milimo_lang.analysis.elements import generated, path_of
from milimo_lang.analysis.scope import Scope
from milimo_lang.ir.screenplay import Edit, Generated, ImageRef, Keyframe
from milimo_lang.ir.values import FrameSpan
from milimo_lang.syntax import tree


def latest(block: Block, rate: Fraction) -> int:
    """The last frame that anything names by itself: a shot without a duration is at least one longer."""
    named = [_named(when, rate) for when in (*map(_when, block.keys), *(beat.time for beat in block.beats))]
    ends = [_named(ends[1], rate) - 1 for item in block.edits if (ends := _range(item)) is not None]
    return max([*named, *ends], default=-1)


def _named(when: tree.Time | str | None, rate: Fraction) -> int:
    """The frame that is written, -1 for one that depends on the shot's length."""
    if isinstance(when, str):
        return int(when)
    return times.length(when, rate) if when is not None and times.is_length(when) else -1


def _when(item: tree.Property) -> tree.Time | str | None:
    """The time of `key TIME: …`; a bare number is frames."""
    match item.where:
        case (tree.Phrase(atoms=(tree.Time() as time,)),):
            return time
        case (tree.Phrase(atoms=(tree.Word(text=text),)),) if text.isdecimal() and len(text) < 12:
            return text
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A keyframe that is a picture of the shot written `shot`, at `time` of it: bound when all shots are known."""

    frame: int
    strength: float
    shot: str
    time: tree.Time
    item: tree.Property


def keyframes(block: Block, frames: int, scope: Scope, assets: Assets) -> tuple[Keyframe | Borrowed, ...]:
    """The keyframes of a shot of `frames` frames, by frame; wrong ones left out, each with a diagnostic."""
    found: dict[int, Keyframe | Borrowed] = {}
    for item in block.keys:
        key = _keyframe(item, frames, scope, assets)
        if key is not None and key.frame in found:
            span, first = (one.item.span if isinstance(one, Borrowed) else one.span for one in (key, found[key.frame]))
            scope.said.append(two_keys(key.frame, first, span))
        elif key is not None:
            found[key.frame] = key
    return tuple(sorted(found.values(), key=lambda key: key.frame))


def _keyframe(item: tree.Property, frames: int, scope: Scope, assets: Assets) -> Keyframe | Borrowed | None:
    when = _when(item)
    if when is None:
        scope.said += [key_without_frame(item.key_span)] if item.where else []
        return None
    if not item.items:
        return None
    frame = int(when) if isinstance(when, str) else times.point(when, scope.rate, frames)
    if frame >= frames:
        _image(item, scope, assets)
        span, place = item.key_span.to(item.value_span), item.where[0].span
        scope.said.append(keyframe_outside_shot(frame, frames, span, place))
        return None
    strength = _strength(item, scope)
    match item.items[0].atoms:
        case (*named, tree.Word(text="at"), tree.Time() as time) if shot := _shot(named):
            return Borrowed(frame, strength, shot, time, item)
    image = _image(item, scope, assets)
    return None if image is None else Keyframe(frame=frame, image=image, strength=strength, span=item.span)


def _shot(named: Sequence[tree.Atom]) -> str:
    """The slate or id that is written: `1B`, `shot 1B`, `the bell`, quoted or not."""
    words = [atom.text for atom in named if isinstance(atom, tree.Word | tree.Quoted)]
    if len(words) < len(named):
        return ""
    return " ".join(words[1:] if len(words) > 1 and words[0].casefold() == "shot" else words)


_SLATE = re.compile(r"(?:shot\s+)?(?P<shot>\d{1,4}[A-Z]{1,2})(?:\s+at\s+(?P<when>\S+))?", re.IGNORECASE)


def _image(item: tree.Property, scope: Scope, assets: Assets) -> ImageRef | Generated | None:
    words = generated(item)
    if words is not None:
        return Generated(words=scope.mentions.plain(words), span=item.value_span)
    first = item.items[0]
    if (slate := _SLATE.fullmatch(first.text)) is not None:
        scope.said.append(which_picture(slate["shot"].upper(), slate["when"] or "", first.span))
        return None
    if first.text.casefold() in ("generated", "generates", "generating", "generate it"):
        scope.said.append(generate_is_meant(first.text, first.span))
        return None
    return assets.picture(path_of(first), first.span)


def _strength(item: tree.Property, scope: Scope) -> float:
    for phrase in item.items[1:]:
        match phrase.atoms:
            case (tree.Word(text="strength"), tree.Word(text=text)) if fraction(text) is not None:
                return fraction(text) or 0.0
        scope.said.append(not_understood(phrase.text, "strength and a number from 0 to 1", phrase.span))
    return 1.0


def beat_frames(block: Block, frames: int, scope: Scope) -> list[tuple[int, Beat]]:
    """The beats by the frame they begin at; those beyond the shot left out, with a diagnostic."""
    found = []
    for beat in block.beats:
        at = times.point(beat.time, scope.rate, frames)
        if at < frames:
            found.append((at, beat))
            continue
        scope.said.append(late_beat(at, frames, scope.rate, beat.span))
    return sorted(found, key=lambda item: item[0])


# ---------------------------------------------------------------- parts made again


def edits(block: Block, frames: int, scope: Scope, assets: Assets) -> tuple[Edit, ...]:
    """What is made again in a shot of `frames` frames, in the order written; wrong ones left out, with a diagnostic."""
    found = (_edit(item, frames, scope, assets) for item in block.edits)
    return tuple(edit for edit in found if edit is not None)


def _edit(item: tree.Property, frames: int, scope: Scope, assets: Assets) -> Edit | None:
    span = _edited(item, frames, scope)
    mask, file = "", None
    for phrase in item.where[1:]:
        match phrase.atoms:
            case _ if item.key == "retake":
                known = "a stretch alone; “inpaint” takes a mask"
                scope.said.append(not_understood(phrase.text, known, phrase.span))
            case (tree.Word(text="mask"), tree.Quoted(text=words)):
                mask = scope.mentions.plain(words)
            case (tree.Word(text="mask"), *rest) if rest:
                path = phrase.text.partition(" ")[2]
                file = assets.file(path, rest[0].span.to(rest[-1].span), "footage")
            case _:
                scope.said.append(not_understood(phrase.text, 'mask "what is to change"', phrase.span))
    masked = any(phrase.text.startswith("mask") for phrase in item.where[1:])
    if item.key == "inpaint" and not masked:
        scope.said.append(no_mask(item.key_span))
        return None
    if span is None or (item.key == "inpaint" and not mask and file is None):
        return None
    text = emphasis.plain(item.text)
    return Edit(
        kind="inpaint" if item.key == "inpaint" else "retake",
        frames=span,
        text=scope.mentions.plain(text),
        mentions=tuple(dict.fromkeys(one.element.name for one in scope.mentions.find(text) if one.element)),
        mask=mask,
        mask_file=file,
        span=item.span,
    )


def whole_shot(item: tree.Property) -> bool:
    """Whether an edit is of the whole shot: `0..end`, `0%..100%`."""
    match _range(item):
        case (str() as first, tree.Time(unit="end")):
            return int(first) == 0
        case (tree.Time(value=first), tree.Time(unit="end")):
            return first == 0
        case (tree.Time(unit="percent", value=first), tree.Time(unit="percent", value=last)):
            return first == 0 and last == 100
        case _:
            return False


def _range(item: tree.Property) -> tuple[tree.Time | str, tree.Time | str] | None:
    """The ends of `2s..3s`, `40..80`, `2s..end`; bare numbers are frames."""
    match item.where[0].atoms if item.where else ():
        case (first, tree.Word(text=".."), last):
            ends = tuple(_end(atom) for atom in (first, last))
            return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])
    return None


def _end(atom: tree.Atom) -> tree.Time | str | None:
    match atom:
        case tree.Time():
            return atom
        case tree.Word(text=text) if text.isdecimal() and len(text) < 12:
            return text
        case _:
            return None


def _edited(item: tree.Property, frames: int, scope: Scope) -> FrameSpan | None:
    """The frames an edit makes again, the last written one excluded; None with a diagnostic."""
    ends = _range(item)
    if ends is None:
        scope.said += [no_stretch(item.key, item.key_span)] if item.where else []
        return None
    if isinstance(ends[0], str) and ends[0].strip("0") and not isinstance(ends[1], str) and ends[1].unit == "seconds":
        scope.said.append(stretch_in_two_units(item.key, ends[0], item.where[0].span))
        return None
    first, last = (_frame_of(end, frames, scope) for end in ends)
    where = item.where[0].span
    if last > frames:
        scope.said.append(late_end(last, frames, where))
        return None
    if first >= last:
        scope.said.append(empty_stretch(first, last, where))
        return None
    return FrameSpan(start=first, frames=last - first)


def _frame_of(end: tree.Time | str, frames: int, scope: Scope) -> int:
    """`end` and 100% are the end of the shot, not its last frame."""
    if isinstance(end, str):
        return int(end)
    if end.unit == "end" or (end.unit == "percent" and end.value == 100):
        return frames
    return times.point(end, scope.rate, frames)
