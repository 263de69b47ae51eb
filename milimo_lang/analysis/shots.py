"""A shot from what was written of it: its moments paced, its cast gathered, its numbers in frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from milimo_lang.analysis import coverage
from milimo_lang.analysis.block import Block, read_block
from milimo_lang.analysis.checks.bad_value import no_such_take
from milimo_lang.analysis.checks.does_nothing import (
    guides_nothing,
    nothing_to_see,
    source_and_kind,
    speed_without_source,
    still_in_part,
)
from milimo_lang.analysis.checks.long_speech import long_speech
from milimo_lang.analysis.checks.short_control import short_control
from milimo_lang.analysis.checks.short_footage import short_footage
from milimo_lang.analysis.checks.short_for_transition import short_for_transition
from milimo_lang.analysis.company import framed_for
from milimo_lang.analysis.drafts import Asked, Film, ShotDraft
from milimo_lang.analysis.inside import Borrowed, edits, keyframes, whole_shot
from milimo_lang.analysis.layers import read_overlay, read_sound, read_super, read_title
from milimo_lang.analysis.modes import asked
from milimo_lang.analysis.moments import moments, named
from milimo_lang.analysis.origins import origins
from milimo_lang.analysis.phrases import Read, merged, over
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.transitions import Said
from milimo_lang.analysis.vocabulary import Vocabulary, term
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import ModelProfile, Moment, Shot, Subject, Title, TransitionIn
from milimo_lang.ir.terms import Term
from milimo_lang.kept import Same
from milimo_lang.source import Span


class Lowered(NamedTuple):
    """A shot without a slate, what it asks its model, and its keyframes that are pictures of other shots."""

    shot: Shot
    asked: Asked
    borrowed: tuple[Borrowed, ...]


def lowered(draft: ShotDraft, film: Film) -> Lowered:
    """What is made of `draft`, or was made of it before."""
    turns = (turn[1] for turn in (draft.transition, draft.ends) if turn)
    written = tuple(film.scope.sources[span.path].cut(span) for span in turns)
    elements = (draft.line, *draft.content, *draft.layers, *(element for _, element in draft.supers))
    given = (draft, *map(Same, elements), written, *film.against)
    return film.scope.again.read(("shot", draft.span), given, lambda: _lowered(draft, film))


def _lowered(draft: ShotDraft, film: Film) -> Lowered:
    """The shot of `draft`. Its tail handle is the block's own; the next shot's transition may lengthen it."""
    scope = film.scope
    block = read_block(
        (*draft.defaults.properties, *draft.read.properties, *draft.own), scope, film.assets, film.models
    )
    happening, frames = moments(draft, block, film)
    model = block.model if block.model and not film.forced else film.settings.model
    scope.said += [
        *_idle(draft, block),
        *_guideless(draft, block),
        *_too_long(happening, model, film),
        *_too_short(block, frames, film),
        *_short_to_follow(block, model, frames, film),
    ]
    terms = _terms(draft, happening, film)
    subjects = tuple(draft.read.subjects) or _hinted(draft, film)
    overlays = (read_overlay(d, frames, scope, film.assets) for d in draft.layers if d.word == "overlay")
    sounds = (read_sound(d, frames, scope, film.assets) for d in draft.layers if d.word in _SOUNDS)
    pick = block.pick or draft.read.pick or 1
    keys = keyframes(block, frames, scope, film.assets)
    borrowed = tuple(key for key in keys if isinstance(key, Borrowed))
    closing = _fitted(draft.ends, frames, scope, asked=draft.line is not None)
    opening = _fitted(draft.transition, frames - closing, scope, asked=draft.line is not None)
    one = Shot(
        slate="",
        id=block.id,
        kind="footage" if block.source else _kind(draft.read),
        automatic=draft.line is None,
        frames=frames,
        head=scope.mentions.plain(draft.prose),
        words=tuple(draft.read.words),
        terms=terms,
        subjects=subjects,
        cast=tuple(_cast(draft, subjects, happening, film)),
        moments=happening,
        keys=tuple(key for key in keys if not isinstance(key, Borrowed)),
        references=tuple(block.references),
        continues=draft.read.continues,
        transition=_transition(draft, opening),
        ends_black=closing,
        ends_style=draft.ends[0].style if closing and draft.ends else "fade-out",
        seed=_seed(draft, block, film),
        takes=max(block.takes or 1, pick),
        pick=pick,
        handle=block.handle,
        card=draft.read.card,
        footage=block.source,
        footage_start=block.source_start,
        speed=block.speed,
        prompt=block.prompt,
        negative=block.negative or draft.defaults.negative or film.settings.negative,
        model=model,
        steps=block.steps,
        guidance=block.guidance,
        loras=tuple(block.loras),
        control=tuple(block.control),
        audio=block.audio,
        enhance=block.enhance or film.settings.enhance,
        edits=edits(block, frames, scope, film.assets),
        titles=tuple(_titles(draft, frames, scope)),
        overlays=tuple(overlay for overlay in overlays if overlay is not None),
        sounds=tuple(sound for sound in sounds if sound is not None),
        origins=tuple(origins(draft, block, terms, scope.vocabulary)),
        span=draft.span,
    )
    return Lowered(one, asked(draft, block), borrowed)


def _idle(draft: ShotDraft, block: Block) -> Iterator[Diagnostic]:
    """What has no effect in a shot of this kind."""
    if block.source is not None and draft.read.kind != "filmed":
        yield source_and_kind(draft.read.kind, block.source.span)
    elif draft.read.kind in ("black", "card"):
        for span in (*(key.span for key in block.keys), *(beat.span for beat in block.beats)):
            yield nothing_to_see(draft.read.kind, span)
    if block.pick and block.takes and 1 < block.takes < block.pick:
        yield no_such_take(block.pick, block.takes, block.said["pick"].value_span)
    if block.speed != 1 and block.source is None:
        yield speed_without_source(block.said["speed"].span)


_GUIDES = ("control", "audio", "lora", "mode", "steps", "guidance", "enhance", "retake", "inpaint", "reference")
"""Keys that speak to the model that makes a film. A still has a model too: it takes what the last two say."""


def _guideless(draft: ShotDraft, block: Block) -> Iterator[Diagnostic]:
    """The shot's own lines that guide a picture which no model makes."""
    kind = "footage" if block.source else _kind(draft.read)
    idle = () if kind == "filmed" else _GUIDES[: -2 if kind == "still" else None]
    for item in draft.own:
        if item.key in idle and not (item.key == "audio" and kind != "footage"):
            yield guides_nothing(item.key, kind, item.key_span)
        elif item.key == "inpaint" and kind == "still" and not whole_shot(item):
            yield still_in_part(item.where[0].span if item.where else item.key_span)


def _too_long(happening: tuple[Moment, ...], model: ModelProfile, film: Film) -> Iterator[Diagnostic]:
    """Speeches that no chunk of the model can hold."""
    for moment in happening:
        if moment.kind == "speech" and not model.draws and moment.span.frames > model.chunk:
            seconds, most = (float(frames / film.settings.rate) for frames in (moment.span.frames, model.chunk))
            yield long_speech(seconds, most, model.name, moment.source)


def _too_short(block: Block, frames: int, film: Film) -> Iterator[Diagnostic]:
    """Footage that ends, or has ended, while its shot goes on."""
    if block.source is None or block.source_seconds is None:
        return
    left = (block.source_seconds - block.source_start) / block.speed
    wanted = frames / film.settings.rate
    if left + 1 / film.settings.rate < wanted:
        yield short_footage(max(float(left), 0), float(wanted), block.source.span)


def _short_to_follow(block: Block, model: ModelProfile, frames: int, film: Film) -> Iterator[Diagnostic]:
    """Control films that end, or have ended, while the shot that follows them goes on."""
    if model.draws or "control" not in model.can or block.mode not in (None, "control", "audio"):
        return
    wanted = frames / film.settings.rate
    for control in block.control:
        lasts = film.assets.seconds(control.path)
        if lasts and lasts - control.start + 1 / film.settings.rate < wanted:
            yield short_control(max(float(lasts - control.start), 0), float(wanted), control.span)


_SOUNDS = frozenset({"music", "sfx", "ambience", "voiceover"})


def _kind(read: Read) -> Literal["filmed", "still", "black", "card"]:
    return "filmed" if read.kind == "auto" else read.kind


def _seed(draft: ShotDraft, block: Block, film: Film) -> int:
    for seed in (block.seed, draft.read.seed, draft.defaults.seed):
        if seed is not None:
            return seed
    return film.settings.seed


def _cast(draft: ShotDraft, subjects: tuple[Subject, ...], moments: tuple[Moment, ...], film: Film) -> Iterator[str]:
    """Who is in the picture, dressed as the scene says, each once, in order of appearance.

    A shot line that names its subjects shows them and who its prose names; otherwise everyone named or speaking is
    shown. Whose eyes it is seen through is not in it; whose shoulder it is seen past comes last.
    """
    owner = "from" if any("pov" in one.draft.amounts for one in draft.read.terms) else "over"
    past = [one.element for one in subjects if one.element and one.relation == owner]
    names = [one.element for one in subjects if one.element and one.element not in past]
    names += named(draft.prose, film.scope)
    about = bool(past) and bool(draft.read.words or any(one.element not in past for one in subjects))
    happening = list(_happens(moments, film))
    names = names or ([] if about else happening)
    names = [name for name in names if name not in past] or ([] if about else _others(draft, past))
    names += past if owner == "over" else ()
    names += _filling(draft, names, (*happening, *draft.company), film)
    for name in dict.fromkeys(draft.defaults.dressed.get(name, name) for name in names):
        if film.names.elements[name].kind in ("character", "object"):
            yield name


def _happens(moments: tuple[Moment, ...], film: Film) -> Iterator[str]:
    """Who speaks or is named while the shot lasts."""
    for moment in moments:
        if moment.kind != "speech":
            yield from moment.mentions
        elif not moment.off_screen and moment.speaker in film.names.elements:
            yield moment.speaker


def _others(draft: ShotDraft, past: list[str]) -> list[str]:
    """Whom a shot may mean that names nobody; past somebody's shoulder, the one who is there besides."""
    others = [name for name in draft.company if name not in past]
    return others if not past or len(others) == 1 else []


def _filling(draft: ShotDraft, names: list[str], others: Iterable[str], film: Film) -> list[str]:
    """Who else stands in a two shot that names one: who does something in it, else who was declared first."""
    known = film.names.elements
    seen = {known[name].base for name in names if known[name].kind == "character"}
    more = [name for name in dict.fromkeys(others) if known[name].kind == "character" and known[name].base not in seen]
    return more[: max(0, framed_for(draft.read.terms) - len(seen))]


# ---------------------------------------------------------------- terms and layers


def _terms(draft: ShotDraft, moments: tuple[Moment, ...], film: Film) -> tuple[Term, ...]:
    """The shot's terms over the defaults of `%set`; an automatic shot is framed by what happens in it."""
    said = over(draft.defaults.terms, draft.read.terms)
    automatic = draft.line is None and draft.read.kind == "filmed"
    if automatic and not any(one.kind == "framing" for one in draft.read.terms):
        said = (*said, *_framed(draft, moments, film.scope.vocabulary))
    return merged(said)


def _framed(draft: ShotDraft, moments: tuple[Moment, ...], vocabulary: Vocabulary) -> Iterator[Term]:
    paragraph = any(moment.kind == "action" for moment in moments)
    people = list(dict.fromkeys(name for moment in moments for name in moment.mentions)) or draft.company
    dual = any(moment.group is not None for moment in moments)
    name = draft.hint[0] if draft.hint else coverage.framing(paragraph, people, dual)
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


def _fitted(said: tuple[Said, Span] | None, room: int, scope: Scope, *, asked: bool) -> int:
    """Frames of the transition, shortened to the `room` there is. A fade to black has its part before the opening.

    Where nobody `asked` for either length, neither the shot's nor the transition's, nothing is said of it.
    """
    if said is None:
        return 0
    (_, wanted, _), span = said
    if wanted > room and (asked or any(map(str.isdigit, scope.sources[span.path].cut(span)))):
        scope.said.append(short_for_transition(wanted, room, scope.rate, span))
    return min(wanted, room)


def _transition(draft: ShotDraft, frames: int) -> TransitionIn | None:
    """The opening as it fits; a cut is one where its sound leads or lags."""
    if draft.transition is None:
        return None
    (style, _, lead), span = draft.transition
    if frames == 0 and not lead:
        return None
    return TransitionIn(style=style, frames=frames, sound_lead=lead, span=span)


def _titles(draft: ShotDraft, frames: int, scope: Scope) -> Iterator[Title]:
    for directive in draft.layers:
        if directive.word in ("title", "super"):
            title = read_title(directive, frames, scope)
            if title is not None:
                yield title
    for text, element in draft.supers:
        yield read_super(text, element, frames, scope)
