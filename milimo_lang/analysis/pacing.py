"""Time inside a shot: when each paragraph and speech begins and how long it lasts.

Lengths come from the words alone, never from a synthesised voice; voices are fitted to these slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from milimo_lang.ir.values import FrameSpan, half_up

SPEECH_WORD, SPEECH_REST = Fraction(3, 10), Fraction(1)
ACTION_WORD, ACTION_REST = Fraction(1, 5), Fraction(1, 2)
LEAD = Fraction(1, 2)
"""Seconds of air before the first word of a shot that has time to spare."""

_WIDE = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF))


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that wants time: its natural length in seconds, and the frame it is pinned to, if any."""

    seconds: Fraction
    pin: int | None = None


@dataclass(frozen=True, slots=True)
class Paced:
    """The spans of the slots, the shot's frames, and how much the slots were compressed (1: not at all)."""

    spans: tuple[FrameSpan, ...]
    frames: int
    squeeze: Fraction


def words_in(text: str) -> int:
    """Words of a text. Scripts written without spaces count two characters a word."""
    wide = sum(1 for letter in text if any(low <= ord(letter) <= high for low, high in _WIDE))
    if not wide:
        return len(text.split())
    spaced = "".join(" " if any(low <= ord(c) <= high for low, high in _WIDE) else c for c in text)
    return len(spaced.split()) + (wide + 1) // 2


def speech_seconds(text: str) -> Fraction:
    """300 ms a word and one second."""
    return SPEECH_WORD * words_in(text) + SPEECH_REST


def action_seconds(text: str) -> Fraction:
    """200 ms a word and half a second."""
    return ACTION_WORD * words_in(text) + ACTION_REST


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
    for index, (start, group) in enumerate(groups):
        end = groups[index + 1][0] if index + 1 < len(groups) else total
        lead = LEAD if frames is not None and start == 0 and group[0].pin is None else Fraction(0)
        laid, squeezed = _lay(group, min(start, total), max(min(end, total), min(start, total)), rate, lead)
        spans += laid
        squeeze = min(squeeze, squeezed)
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
    return start + half_up(sum((slot.seconds for slot in last), Fraction(0)) * rate)


def _lay(group: list[Slot], start: int, end: int, rate: Fraction, lead: Fraction) -> tuple[list[FrameSpan], Fraction]:
    """The group's spans in [start, end) and how much they were compressed."""
    room = Fraction(end - start) / rate
    natural = sum((slot.seconds for slot in group), Fraction(0))
    over = room - natural
    before = min(lead, over) if over > 0 else Fraction(0)
    between = (over - before) / (len(group) - 1) if over > 0 and len(group) > 1 else Fraction(0)
    scale = room / natural if over < 0 else Fraction(1)
    spans = []
    at = before
    for slot in group:
        first, last = (start + half_up(moment * rate) for moment in (at, at + slot.seconds * scale))
        spans.append(FrameSpan(start=first, frames=min(last, end) - first))
        at += slot.seconds * scale + between
    return spans, scale
