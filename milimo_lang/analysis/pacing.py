"""Time inside a shot: when each paragraph and speech begins and how long it lasts.

Lengths come from the words alone, never from a synthesised voice; voices are fitted to these slots. All arithmetic is
in whole milliseconds and frames, exact at every rate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from milimo_lang.ir.values import FrameSpan, quotient

SPEECH_WORD, SPEECH_REST = 300, 1000
ACTION_WORD, ACTION_REST = 200, 500
LEAD = 500
"""Milliseconds: a word and the breath of a speech and of a paragraph; the air before a shot's first word."""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that wants time: its natural length in milliseconds, and the frame it is pinned to, if any."""

    wants: int
    pin: int | None = None


@dataclass(frozen=True, slots=True)
class Paced:
    """The spans of the slots, the shot's frames, and how much the slots were compressed (1: not at all)."""

    spans: tuple[FrameSpan, ...]
    frames: int
    squeeze: Fraction


def words_in(text: str) -> int:
    """Words of a text. Scripts written without spaces count two characters a word."""
    wide = len(_WIDE.findall(text))
    return len((_WIDE.sub(" ", text) if wide else text).split()) + (wide + 1) // 2


def speech_wants(text: str) -> int:
    """300 ms a word and one second."""
    return SPEECH_WORD * words_in(text) + SPEECH_REST


def action_wants(text: str) -> int:
    """200 ms a word and half a second."""
    return ACTION_WORD * words_in(text) + ACTION_REST


def frames_of(milliseconds: int, rate: Fraction) -> int:
    """Frames in `milliseconds`, rounded half up."""
    return quotient(milliseconds * rate.numerator, 1000 * rate.denominator)


def pace(slots: Sequence[Slot], rate: Fraction, frames: int | None) -> Paced:
    """Lay `slots` one after another.

    With `frames` given, what is over goes half a second before the first slot and the rest between them; what is
    short is compressed. Without, the shot is as long as its slots and its pins need. A pinned slot begins at its pin,
    and the slots between two pins share the room there.
    """
    groups = _groups(slots)
    total = frames if frames is not None else _needed(groups, rate)
    spans: list[FrameSpan] = []
    squeeze = Fraction(1)
    for index, (pin, group) in enumerate(groups):
        start = min(pin, total)
        end = max(start, min(groups[index + 1][0], total) if index + 1 < len(groups) else total)
        lead = LEAD if frames is not None and start == 0 and group[0].pin is None else 0
        spans += _lay([slot.wants for slot in group], start, end, rate, lead)
        squeeze = min(squeeze, _squeeze(group, end - start, rate))
    return Paced(tuple(spans), total, squeeze)


def _groups(slots: Sequence[Slot]) -> list[tuple[int, list[Slot]]]:
    """The slots split before each pin, with the frame each group starts at; pins out of order count as unpinned."""
    groups: list[tuple[int, list[Slot]]] = []
    for slot in slots:
        if not groups or (slot.pin is not None and slot.pin >= groups[-1][0]):
            groups.append((slot.pin or 0, [slot]))
        else:
            groups[-1][1].append(slot)
    return groups


def _needed(groups: list[tuple[int, list[Slot]]], rate: Fraction) -> int:
    if not groups:
        return 0
    start, last = groups[-1]
    return start + frames_of(sum(slot.wants for slot in last), rate)


def _squeeze(group: list[Slot], frames: int, rate: Fraction) -> Fraction:
    """Room over want, at most 1. Half a frame is never counted as missing."""
    wants = sum(slot.wants for slot in group)
    if frames >= frames_of(wants, rate):
        return Fraction(1)
    return Fraction(frames * 1000 * rate.denominator, wants * rate.numerator)


def _lay(wants: list[int], start: int, end: int, rate: Fraction, lead: int) -> list[FrameSpan]:
    """Spans in [start, end), in proportion to `wants` where there is too little room, or less than a frame too much.

    Positions are counted in units of 1 ms / rate.numerator / gaps, so that every one is a whole number.
    """
    gaps = max(1, len(wants) - 1)
    unit = 1000 * rate.denominator * gaps
    room = (end - start) * unit
    lengths = [want * rate.numerator * gaps for want in wants]
    natural = sum(lengths)
    over = room - natural
    if over < unit:
        edges = [quotient(at * (end - start), max(natural, 1)) for at in (0, *accumulate(lengths))]
        return [FrameSpan(start=start + a, frames=b - a) for a, b in pairwise(edges)]
    before = min(lead * rate.numerator * gaps, over)
    between = (over - before) // gaps
    spans = []
    at = before
    for length in lengths:
        first, last = quotient(at, unit), min(quotient(at + length, unit), end - start)
        spans.append(FrameSpan(start=start + first, frames=last - first))
        at += length + between
    return spans
