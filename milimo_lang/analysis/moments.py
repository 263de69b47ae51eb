"""What happens in a shot and when: its paragraphs, speeches and beats, paced."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from milimo_lang.analysis import coverage, emphasis, times
from milimo_lang.analysis.assets import SOUNDS
from milimo_lang.analysis.block import Block
from milimo_lang.analysis.checks.bad_value import pin_without_time
from milimo_lang.analysis.checks.beat_outside import late_pin
from milimo_lang.analysis.checks.crowded_shot import crowded_shot
from milimo_lang.analysis.checks.long_recording import long_recording
from milimo_lang.analysis.checks.pin_backwards import pin_backwards
from milimo_lang.analysis.drafts import Content, Film, ShotDraft
from milimo_lang.analysis.inside import beat_frames, latest
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.pacing import Paced, Slot, action_wants, frames_of, pace, speech_wants
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.strangers import say_strangers
from milimo_lang.ir.screenplay import Moment
from milimo_lang.ir.values import FrameSpan
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.phrases import phrases

DEFAULT_SECONDS = {"filmed": 4, "still": 4, "black": 2, "card": 3}
"""Seconds of a shot that says neither how long it is nor anything that takes time."""

LONGEST_RECORDING = Fraction(115, 100)
"""How much longer than its speech a recording may be before it is said; most end in silence."""

SHORTEST_SPEECH, SHORTEST_ACTION = Fraction(85, 100), Fraction(1, 2)
"""How far what happens may be hurried before a shot is said to be crowded; voices are fitted down to the first."""


def moments(draft: ShotDraft, block: Block, film: Film) -> tuple[tuple[Moment, ...], int]:
    """The shot's moments in order of time, and its frames."""
    rate, scope = film.settings.rate, film.scope
    _say_mentions(draft, scope)
    wanted = block.frames or draft.read.frames
    slots = [_slot(content, scope) for content in draft.content]
    heard = [_as_recorded(slot, content, film) for slot, content in zip(slots, draft.content, strict=True)]
    if heard != slots and (wanted is None or pace(heard, rate, wanted).squeeze == 1):
        slots = heard
    if wanted is not None:
        slots = [_within(slot, content, wanted, scope) for slot, content in zip(slots, draft.content, strict=True)]
    _say_backwards(slots, draft, scope)
    paced = pace(slots, rate, wanted)
    if wanted is None:
        longest = max(paced.frames, latest(block, rate) + 1)
        paced = pace(slots, rate, longest or _usual(draft, rate)) if longest != paced.frames or not longest else paced
        if paced.frames > times.longest(rate):
            paced = pace(slots, rate, times.longest(rate))
    found = [
        moment
        for group, (content, span) in enumerate(zip(draft.content, paced.spans, strict=True))
        for moment in _of(content, span, group, film)
    ]
    _say_crowded(draft, paced, found, scope)
    found += _beats(block, paced.frames, scope)
    return tuple(sorted(found, key=lambda moment: moment.span.start)), paced.frames


def _usual(draft: ShotDraft, rate: Fraction) -> int:
    wants = 1000 * DEFAULT_SECONDS.get(draft.read.kind, 4)
    if draft.prose:
        wants = max(wants, action_wants(draft.prose))
    return max(1, frames_of(wants, rate))


def _slot(content: Content, scope: Scope) -> Slot:
    pin = _pin(_notes(content), scope)
    match content:
        case tree.Action():
            return Slot(action_wants(emphasis.joined(content.lines)), pin)
        case tree.Lyrics():
            return Slot(action_wants(emphasis.joined(content.lines)), pin)
        case tree.Dialogue():
            return Slot(speech_wants(_spoken(content)), pin)
        case tree.DualDialogue():
            return Slot(max(speech_wants(_spoken(half)) for half in (content.left, content.right)), pin)


def _as_recorded(slot: Slot, content: Content, film: Film) -> Slot:
    """The slot, as long as the recordings of its speech where those are longer than its words want."""
    match content:
        case tree.Dialogue():
            notes = content.notes
        case tree.DualDialogue():
            notes = (*content.left.notes, *content.right.notes)
        case _:
            return slot
    if not notes:
        return slot
    lasts = (film.assets.seconds(beside(note.span.path, note.text)) for note in notes if _is_recording(note))
    return replace(slot, wants=max(slot.wants, *(math.ceil(1000 * seconds) for seconds in lasts), 0))


def _is_recording(note: tree.Note) -> bool:
    return any(note.text.casefold().endswith(suffix) for suffix in SOUNDS)


def _notes(content: Content) -> tuple[tree.Note, ...]:
    match content:
        case tree.Action() | tree.Dialogue():
            return content.notes
        case tree.DualDialogue():
            return content.left.notes
    return ()


def pins(note: tree.Note) -> bool:
    """Whether a note says when something begins, or means to."""
    return _AT.match(note.text) is not None or _NEARLY_AT.fullmatch(note.text) is not None


def _pin(notes: Iterable[tree.Note], scope: Scope) -> int | None:
    """The frame of `[[at 4s]]`; None, with a diagnostic, where the note names none."""
    for note in notes:
        if _AT.match(note.text):
            match phrases(note.text[3:], note.span.path, note.span.start + 5).value:
                case (tree.Phrase(atoms=(tree.Time() as time,)),) if times.is_length(time):
                    return times.length(time, scope.rate)
        timed = _AT.match(note.text) and any(character.isdigit() for character in note.text)
        if timed or _NEARLY_AT.fullmatch(note.text):
            scope.said.append(pin_without_time(note.span))
    return None


_AT = re.compile(r"at\s", re.IGNORECASE)
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
_NEARLY_AT = re.compile(
    rf"at:?\s*\d[\d.:]*\s*[a-z]*|at:?\s+(?:{_NUMBER})(?:\s+(?:s|secs?|seconds?|f|frames?))?", re.IGNORECASE
)
"""`at4s`, `at: 4s`, `at four`."""


def _say_backwards(slots: list[Slot], draft: ShotDraft, scope: Scope) -> None:
    """Say of a pin that lies before one above it: it pins nothing."""
    latest = 0
    for slot, content in zip(slots, draft.content, strict=True):
        if slot.pin is not None and slot.pin < latest:
            scope.said.append(pin_backwards(slot.pin, latest, scope.rate, content.span))
        latest = max(latest, slot.pin or 0)


def _within(slot: Slot, content: Content, frames: int, scope: Scope) -> Slot:
    """The slot, let loose with a diagnostic where it is pinned to a frame the shot does not have."""
    if slot.pin is None or slot.pin < frames:
        return slot
    scope.said.append(late_pin(slot.pin, frames, scope.rate, content.span))
    return Slot(slot.wants)


def _say_crowded(draft: ShotDraft, paced: Paced, found: list[Moment], scope: Scope) -> None:
    """Speeches bear little hurry, since someone must speak them; paragraphs twice as much."""
    bearable = SHORTEST_SPEECH if any(moment.kind == "speech" for moment in found) else SHORTEST_ACTION
    if paced.squeeze >= bearable:
        return
    needed = float(paced.frames / scope.rate / paced.squeeze) if paced.squeeze else 0.0
    span = draft.line.head_span if draft.line else draft.span
    scope.said.append(crowded_shot(needed, float(paced.frames / scope.rate), span, _written_length(draft)))


def _written_length(draft: ShotDraft) -> Span | None:
    """Where the shot line says how long the shot is."""
    alone = (phrase.atoms for phrase in draft.line.phrases if len(phrase.atoms) == 1) if draft.line else ()
    return next((atom.span for (atom,) in alone if isinstance(atom, tree.Time)), None)


def _beats(block: Block, frames: int, scope: Scope) -> Iterator[Moment]:
    """The beats of the block; each lasts until the next that begins later, or the end."""
    beats = beat_frames(block, frames, scope)
    starts = sorted({at for at, _ in beats})
    until = dict(zip(starts, [*starts, frames][1:], strict=True))
    for at, beat in beats:
        mentions, text = named(beat.text, scope), scope.mentions.plain(beat.text)
        span = FrameSpan(start=at, frames=until[at] - at)
        yield Moment(kind="beat", text=text, span=span, mentions=mentions, source=beat.span)


# ---------------------------------------------------------------- what is said and done


def _of(content: Content, span: FrameSpan, group: int, film: Film) -> Iterator[Moment]:
    match content:
        case tree.Action() | tree.Lyrics():
            raw = emphasis.joined(content.lines)
            text = film.scope.mentions.plain(raw)
            if text:
                mentions = named(raw, film.scope)
                yield Moment(kind="action", text=text, span=span, mentions=mentions, source=content.span)
        case tree.Dialogue():
            yield _speech(content, span, None, film)
        case tree.DualDialogue():
            yield _speech(content.left, span, group, film)
            yield _speech(content.right, span, group, film)


def _speech(dialogue: tree.Dialogue, span: FrameSpan, group: int | None, film: Film) -> Moment:
    element = film.names.cued(dialogue.cue.name)
    manner = ", ".join(line.text.strip("() ") for line in dialogue.lines if line.kind == "parenthetical")
    spoken = _spoken(dialogue)
    return Moment(
        kind="speech",
        text=film.scope.mentions.plain(spoken),
        span=span,
        speaker=element.name if element else dialogue.cue.name,
        manner=film.scope.mentions.plain(emphasis.plain(manner)),
        extensions=dialogue.cue.extensions,
        off_screen=coverage.off_screen(dialogue.cue.extensions),
        group=group,
        mentions=named(spoken, film.scope),
        recording=_recording(dialogue, span, film),
        source=dialogue.span,
    )


def _spoken(dialogue: tree.Dialogue) -> str:
    """What is said, parentheticals left out."""
    return emphasis.joined(line.text for line in dialogue.lines if line.kind != "parenthetical")


def _recording(dialogue: tree.Dialogue, span: FrameSpan, film: Film) -> str | None:
    """The sound file named by a note `[[vo/take4.wav]]` in the speech, which has the time `span`."""
    for note in dialogue.notes:
        if any(note.text.casefold().endswith(suffix) for suffix in SOUNDS):
            path = beside(note.span.path, note.text)
            at = film.scope.sources[note.span.path].find(note.text, note.span.start, note.span.end)
            place = note.span if at < 0 else Span(note.span.path, at, at + len(note.text))
            facts = film.assets.facts(path, note.text, place, "sound")
            if facts is not None:
                has = span.frames / film.settings.rate
                if facts.seconds is not None and facts.seconds > has * LONGEST_RECORDING:
                    film.scope.said.append(long_recording(note.text, float(facts.seconds), float(has), note.span))
                return path
    return None


def named(text: str, scope: Scope) -> tuple[str, ...]:
    """The elements named in `text`, each once, in order."""
    return tuple(dict.fromkeys(found.element.name for found in scope.mentions.find(text) if found.element))


def _say_mentions(draft: ShotDraft, scope: Scope) -> None:
    """Say what there is to say of the mentions in a shot's prose, block, paragraphs and speeches, where they stand."""
    if draft.line is not None:
        say_strangers(draft.line.prose, draft.line.prose_span, scope)
        for item in draft.line.properties:
            if item.key in ("at", "prompt"):
                say_strangers(item.text, item.value_span, scope)
    for content in draft.content:
        match content:
            case tree.Action() | tree.Lyrics():
                say_strangers("\n".join(content.lines), content.span, scope)
            case tree.Dialogue():
                _say_in_speech(content, scope)
            case tree.DualDialogue():
                _say_in_speech(content.left, scope)
                _say_in_speech(content.right, scope)


def _say_in_speech(dialogue: tree.Dialogue, scope: Scope) -> None:
    for line in dialogue.lines:
        say_strangers(line.text, line.span, scope)
