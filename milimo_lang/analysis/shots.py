"""A shot from what was written of it: its moments paced, its cast gathered, its numbers in frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from milimo_lang.analysis import coverage, times
from milimo_lang.analysis.assets import SOUNDS, Assets
from milimo_lang.analysis.block import Block, beat_frames, keyframes, latest, read_block
from milimo_lang.analysis.checks.beat_outside import BEAT_OUTSIDE_SHOT
from milimo_lang.analysis.checks.crowded_shot import CROWDED_SHOT
from milimo_lang.analysis.checks.short_for_transition import SHORT_FOR_TRANSITION
from milimo_lang.analysis.layers import read_overlay, read_sound, read_super, read_title
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import Names
from milimo_lang.analysis.pacing import Paced, Slot, action_wants, frames_of, pace, speech_wants
from milimo_lang.analysis.phrases import Read, Scope, merged, unknown_mention
from milimo_lang.analysis.transitions import Said
from milimo_lang.analysis.vocabulary import Vocabulary, term
from milimo_lang.ir.screenplay import ModelProfile, Moment, Settings, Shot, Subject, Title, TransitionIn
from milimo_lang.ir.terms import Term
from milimo_lang.ir.values import FrameSpan
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.syntax.phrases import phrases

Content = tree.Action | tree.Dialogue | tree.DualDialogue | tree.Lyrics

DEFAULT_SECONDS = {"filmed": 4, "still": 4, "black": 2, "card": 3}
"""Seconds of a shot that says neither how long it is nor anything that takes time."""

SHORTEST_SPEECH = Fraction(85, 100)
"""Voices are fitted to their slots down to this; a shot that wants more is said to be crowded."""


@dataclass
class ShotDraft:
    """A shot while its scene is being read; `line` is None for an automatic one, `hint` a camera slug before it.

    `first`: the first automatic shot of its scene.
    """

    span: Span
    read: Read = field(default_factory=Read)
    line: tree.ShotLine | None = None
    defaults: tuple[Term, ...] = ()
    dressed: dict[str, str] = field(default_factory=dict)
    hint: tuple[str, str] | None = None
    first: bool = False
    content: list[Content] = field(default_factory=list)
    supers: list[tuple[str, tree.Action]] = field(default_factory=list)
    layers: list[tree.Directive] = field(default_factory=list)
    transition: tuple[Said, Span] | None = None
    ends: tuple[Said, Span] | None = None


@dataclass(frozen=True)
class Film:
    """What every shot of a film is read with."""

    settings: Settings
    scope: Scope
    assets: Assets
    names: Names
    models: dict[str, ModelProfile]


def shot(draft: ShotDraft, slate: str, film: Film) -> Shot:
    """The shot of `draft`. Its tail handle is the block's own; the next shot's transition may lengthen it."""
    scope = film.scope
    block = read_block(draft.line.properties if draft.line else (), scope, film.assets, film.models)
    moments, paced = _moments(draft, block, film)
    frames = paced.frames
    _say_crowded(draft, paced, moments, scope)
    terms = _terms(draft, moments, film)
    subjects = tuple(draft.read.subjects) or _hinted(draft, film)
    overlays = (read_overlay(d, frames, scope, film.assets) for d in draft.layers if d.word == "overlay")
    sounds = (read_sound(d, frames, scope, film.assets) for d in draft.layers if d.word in _SOUNDS)
    closing = _fitted(draft.ends, frames, scope)
    opening = _fitted(draft.transition, frames - closing, scope)
    return Shot(
        slate=slate,
        id=block.id,
        kind="footage" if block.source else _kind(draft.read),
        automatic=draft.line is None,
        frames=frames,
        head=scope.mentions.plain(draft.line.prose) if draft.line else "",
        words=tuple(draft.read.words),
        terms=terms,
        subjects=subjects,
        cast=tuple(_cast(draft, subjects, moments, film)),
        moments=moments,
        keys=keyframes(block, frames, scope, film.assets),
        references=tuple(block.references),
        continues=draft.read.continues,
        transition=_transition(draft, opening),
        ends_black=closing,
        seed=_seed(draft, block, film),
        takes=max(block.takes, block.pick or draft.read.pick or 1),
        pick=block.pick or draft.read.pick or 1,
        handle=block.handle,
        card=draft.read.card,
        footage=block.source,
        footage_start=block.source_start,
        speed=block.speed,
        prompt=block.prompt,
        negative=block.negative or film.settings.negative,
        model=block.model if block.model and not film.settings.model.draws else film.settings.model,
        steps=block.steps,
        guidance=block.guidance,
        titles=tuple(_titles(draft, frames, scope)),
        overlays=tuple(overlay for overlay in overlays if overlay is not None),
        sounds=tuple(sound for sound in sounds if sound is not None),
        span=draft.span,
    )


_SOUNDS = frozenset({"music", "sfx", "ambience", "voiceover"})


def _kind(read: Read) -> Literal["filmed", "still", "black", "card"]:
    return "filmed" if read.kind == "auto" else read.kind


def _seed(draft: ShotDraft, block: Block, film: Film) -> int:
    for seed in (block.seed, draft.read.seed):
        if seed is not None:
            return seed
    return film.settings.seed


# ---------------------------------------------------------------- time


def _moments(draft: ShotDraft, block: Block, film: Film) -> tuple[tuple[Moment, ...], Paced]:
    """The shot's moments in order of time, and how they were paced."""
    rate = film.settings.rate
    slots = [_slot(content, film.scope) for content in draft.content]
    wanted = block.frames or draft.read.frames
    paced = pace(slots, rate, wanted)
    if wanted is None:
        paced = pace(slots, rate, max(paced.frames, latest(block, rate) + 1)) if block.beats or block.keys else paced
        paced = paced if paced.frames else pace(slots, rate, _usual(draft, rate))
    _say_late_pins(slots, draft, paced.frames, film.scope)
    found = [
        moment
        for group, (content, span) in enumerate(zip(draft.content, paced.spans, strict=True))
        for moment in _of(content, span, group, film)
    ]
    found += _beats(block, paced.frames, film.scope)
    return tuple(sorted(found, key=lambda moment: moment.span.start)), paced


def _usual(draft: ShotDraft, rate: Fraction) -> int:
    wants = 1000 * DEFAULT_SECONDS.get(draft.read.kind, 4)
    if draft.line is not None and draft.line.prose:
        wants = max(wants, action_wants(draft.line.prose))
    return max(1, frames_of(wants, rate))


def _slot(content: Content, scope: Scope) -> Slot:
    pin = _pin(content.notes if isinstance(content, tree.Action | tree.Dialogue) else (), scope)
    match content:
        case tree.Action():
            return Slot(action_wants(content.text), pin)
        case tree.Lyrics():
            return Slot(action_wants(" ".join(content.lines)), pin)
        case tree.Dialogue():
            return Slot(speech_wants(content.text), pin)
        case tree.DualDialogue():
            return Slot(max(speech_wants(half.text) for half in (content.left, content.right)), pin)


def _pin(notes: Iterable[tree.Note], scope: Scope) -> int | None:
    """The frame of `[[at 4s]]`."""
    for note in notes:
        if note.text.casefold().startswith("at "):
            match phrases(note.text[3:], note.span.path, note.span.start + 5).value:
                case (tree.Phrase(atoms=(tree.Time() as time,)),) if times.is_length(time):
                    return times.length(time, scope.rate)
    return None


def _say_late_pins(slots: list[Slot], draft: ShotDraft, frames: int, scope: Scope) -> None:
    for slot, content in zip(slots, draft.content, strict=True):
        if slot.pin is not None and slot.pin >= frames:
            help = f"the shot is {frames} frames long: the last is {frames - 1}"
            message = f"this is pinned to frame {slot.pin}, after the end of the shot"
            scope.said.append(BEAT_OUTSIDE_SHOT(content.span, message, help=help))


def _say_crowded(draft: ShotDraft, paced: Paced, moments: tuple[Moment, ...], scope: Scope) -> None:
    if paced.squeeze >= SHORTEST_SPEECH or not any(moment.kind == "speech" for moment in moments):
        return
    needed = float(paced.frames / scope.rate / paced.squeeze) if paced.squeeze else 0.0
    message = f"the words want {needed:.1f} s, the shot has {float(paced.frames / scope.rate):.1f} s"
    span = draft.line.head_span if draft.line else draft.span
    help = "make the shot longer, the words fewer, or move a speech to the next shot"
    scope.said.append(CROWDED_SHOT(span, message, help=help))


def _beats(block: Block, frames: int, scope: Scope) -> Iterator[Moment]:
    """The beats of the block; each lasts until the next, or the end."""
    beats = beat_frames(block, frames, scope)
    ends = [*(at for at, _ in beats), frames][1:]
    for (at, beat), end in zip(beats, ends, strict=True):
        mentions = _named(beat.text, scope)
        span = FrameSpan(start=at, frames=end - at)
        yield Moment(kind="beat", text=beat.text, span=span, mentions=mentions, source=beat.span)


# ---------------------------------------------------------------- what is said and done


def _of(content: Content, span: FrameSpan, group: int, film: Film) -> Iterator[Moment]:
    match content:
        case tree.Action() | tree.Lyrics():
            raw = content.text if isinstance(content, tree.Action) else " ".join(content.lines)
            text = film.scope.mentions.plain(raw)
            if text:
                mentions = _mentioned(raw, content.span, film.scope)
                yield Moment(kind="action", text=text, span=span, mentions=mentions, source=content.span)
        case tree.Dialogue():
            yield _speech(content, span, None, film)
        case tree.DualDialogue():
            yield _speech(content.left, span, group, film)
            yield _speech(content.right, span, group, film)


def _speech(dialogue: tree.Dialogue, span: FrameSpan, group: int | None, film: Film) -> Moment:
    element = film.names.cued(dialogue.cue.name)
    manner = ", ".join(line.text.strip("() ") for line in dialogue.lines if line.kind == "parenthetical")
    return Moment(
        kind="speech",
        text=film.scope.mentions.plain(dialogue.text),
        span=span,
        speaker=element.name if element else dialogue.cue.name,
        manner=manner,
        extensions=dialogue.cue.extensions,
        off_screen=coverage.off_screen(dialogue.cue.extensions),
        group=group,
        mentions=_named(dialogue.text, film.scope),
        recording=_recording(dialogue, film),
        source=dialogue.span,
    )


def _recording(dialogue: tree.Dialogue, film: Film) -> str | None:
    """The sound file named by a note `[[vo/take4.wav]]` in the speech."""
    for note in dialogue.notes:
        if any(note.text.casefold().endswith(suffix) for suffix in SOUNDS):
            path = beside(note.span.path, note.text)
            if film.assets.facts(path, note.text, note.span, "sound") is not None:
                return path
    return None


def _named(text: str, scope: Scope) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.element.name for found in scope.mentions.find(text) if found.element))


def _mentioned(text: str, span: Span, scope: Scope) -> tuple[str, ...]:
    """The elements named in a paragraph; an `@` that names nobody is said when the text stands in the source as is."""
    for found in scope.mentions.find(text):
        if found.element is None:
            scope.said.append(unknown_mention(found.written, span, scope.names))
    return _named(text, scope)


def _cast(draft: ShotDraft, subjects: tuple[Subject, ...], moments: tuple[Moment, ...], film: Film) -> Iterator[str]:
    """Who is in the picture, dressed as the scene says, each once, in order of appearance.

    A shot line that names its subjects shows them and who its prose names; otherwise everyone named or speaking does.
    """
    prose = draft.line.prose if draft.line else ""
    names = [subject.element for subject in subjects if subject.element]
    names += _named(prose, film.scope)
    if not names:
        for moment in moments:
            seen = moment.kind == "speech" and not moment.off_screen and moment.speaker in film.names.elements
            names += [moment.speaker] if seen else []
            names += moment.mentions if moment.kind != "speech" else ()
    for name in dict.fromkeys(draft.dressed.get(name, name) for name in names):
        if film.names.elements[name].kind in ("character", "object"):
            yield name


# ---------------------------------------------------------------- terms and layers


def _terms(draft: ShotDraft, moments: tuple[Moment, ...], film: Film) -> tuple[Term, ...]:
    """The shot's terms over the defaults of `%set`; an automatic shot is framed by what happens in it."""
    said = (*draft.defaults, *draft.read.terms)
    if draft.line is None and not any(one.kind == "framing" for one in draft.read.terms):
        said = (*said, *_framed(draft, moments, film.scope.vocabulary))
    return merged(said)


def _framed(draft: ShotDraft, moments: tuple[Moment, ...], vocabulary: Vocabulary) -> Iterator[Term]:
    paragraph = any(moment.kind == "action" for moment in moments)
    people = list(dict.fromkeys(name for moment in moments for name in moment.mentions))
    dual = any(moment.group is not None for moment in moments)
    name = draft.hint[0] if draft.hint else coverage.framing(paragraph, people, draft.first, dual)
    definition = vocabulary.named("framing", name)
    if definition is not None:
        yield term(definition)


def _hinted(draft: ShotDraft, film: Film) -> tuple[Subject, ...]:
    """Whom a camera slug names."""
    if draft.hint is None or not draft.hint[1]:
        return ()
    element = film.names.exact(draft.hint[1])
    text = draft.hint[1].capitalize() if element is None else element.called
    return (Subject(text=text, element=element.name if element else None),)


def _fitted(said: tuple[Said, Span] | None, room: int, scope: Scope) -> int:
    """Frames of the transition, shortened to the `room` there is. A fade to black has its part before the opening."""
    if said is None:
        return 0
    (_, wanted, _), span = said
    if wanted > room:
        message = f"the transition is {wanted} frames long, and its shot has room for {room}"
        help = f"write {room}f, or make the shot longer" if room else "make the shot longer"
        scope.said.append(SHORT_FOR_TRANSITION(span, message, help=help))
    return min(wanted, room)


def _transition(draft: ShotDraft, frames: int) -> TransitionIn | None:
    if draft.transition is None or frames == 0:
        return None
    (style, _, lead), span = draft.transition
    return TransitionIn(style=style, frames=frames, sound_lead=lead, span=span)


def _titles(draft: ShotDraft, frames: int, scope: Scope) -> Iterator[Title]:
    for directive in draft.layers:
        if directive.word in ("title", "super"):
            title = read_title(directive, frames, scope)
            if title is not None:
                yield title
    for text, element in draft.supers:
        yield read_super(text, element, frames, scope)
