"""What lies over and under the pictures: `%music %sfx %ambience %voiceover`, `%title %super %overlay`."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Literal

from milimo_lang.analysis import times
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.checks.bad_value import (
    cannot_be,
    nearly_understood,
    no_picture_named,
    no_sound_named,
    no_words_quoted,
    not_understood,
    time_without_unit,
)
from milimo_lang.analysis.checks.beat_outside import late_layer, skips_the_whole
from milimo_lang.analysis.elements import path_of
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import folded
from milimo_lang.analysis.scope import Scope
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import OverlayPicture, Sound, Title
from milimo_lang.ir.values import FrameSpan, half_up
from milimo_lang.syntax import tree
from milimo_lang.syntax.words import near_miss

TRACKS: dict[str, Literal["music", "effects", "ambience", "voiceover"]] = {
    "music": "music",
    "sfx": "effects",
    "ambience": "ambience",
    "voiceover": "voiceover",
}
TITLES: dict[str, Literal["title", "super"]] = {"title": "title", "super": "super"}
TITLE_SECONDS = 3
_CORNERS = frozenset(
    ("centre", "center", "top", "bottom", "left", "right", "upper left", "upper right", "lower left", "lower right")
)


_OPTIONS = "at, in, for, until, a level in dB, fade in, fade out, duck, loop"


def read_sound(directive: tree.Directive, frames: int, scope: Scope, assets: Assets) -> Sound | None:
    """A sound directive standing in a shot of `frames` frames; None with diagnostics where there is no file."""
    if not directive.phrases:
        scope.said.append(no_sound_named(directive.word, directive.head_span))
        return None
    first = directive.phrases[0]
    path = beside(first.span.path, path_of(first))
    facts = assets.facts(path, path_of(first), first.span, "sound")
    if facts is None:
        return None
    values: dict[str, Any] = {"skip": Fraction(0), "seconds": facts.seconds}
    for phrase in directive.phrases[1:]:
        if not _sound_option(phrase, values, frames, scope):
            scope.said.append(_strange(phrase, _OPTIONS))
    if values["skip"] and facts.seconds is not None and values["skip"] >= facts.seconds:
        scope.said.append(skips_the_whole(path_of(first), float(facts.seconds), first.span))
        return None
    until = values.pop("until", None)
    if until is not None:
        values["frames"] = max(until - values.get("at", 0), 0)
    return Sound(track=TRACKS[directive.word], path=path, source=directive.head_span, **values)


def _sound_option(phrase: tree.Phrase, values: dict[str, Any], frames: int, scope: Scope) -> bool:
    words = tuple(atom.text.casefold() for atom in phrase.atoms if isinstance(atom, tree.Word))
    time = next((atom for atom in phrase.atoms if isinstance(atom, tree.Time)), None)
    level = next((atom for atom in phrase.atoms if isinstance(atom, tree.Level)), None)
    match words:
        case () if level is not None:
            values["gain"] = max(-96.0, min(level.decibels, 24.0))
        case ("at",) if time is not None:
            values["at"] = inside(time, frames, scope)
        case ("in",) if time is not None:
            values["skip"] = times.seconds(time, scope.rate)
        case ("for",) if time is not None:
            values["frames"] = times.length(time, scope.rate)
        case ("until",) if time is not None:
            values["until"] = times.point(time, scope.rate, frames)
        case ("fade", "in" | "out" as which) if time is not None:
            values[f"fade_{which}"] = times.length(time, scope.rate)
        case ("duck" | "loop" as switch,):
            values[switch] = True
        case _:
            return False
    return True


def inside(time: tree.Time, frames: int, scope: Scope) -> int:
    """The frame `time` names in a shot of `frames` frames; the last one, with a diagnostic, where it lies beyond."""
    at = times.point(time, scope.rate, frames)
    if at < frames:
        return at
    scope.said.append(late_layer(at, frames, scope.rate, time.span))
    return frames - 1


def read_title(directive: tree.Directive, frames: int, scope: Scope) -> Title | None:
    """`%title "THE LAMP", at 1s, 3s`: words over the shot, 3 seconds unless said."""
    texts = [atom.text for phrase in directive.phrases for atom in phrase.atoms if isinstance(atom, tree.Quoted)]
    if not texts or not texts[0].strip():
        scope.said.append(no_words_quoted(directive.word, directive.head_span))
        return None
    _say_strange((phrase for phrase in directive.phrases if not _is_text(phrase)), "at TIME, for TIME", scope)
    at, length = _when(directive, frames, scope)
    span = FrameSpan(start=at, frames=min(length, frames - at))
    return Title(place=TITLES[directive.word], text=texts[0], span=span, source=directive.head_span)


def read_super(text: str, element: tree.Action, frames: int, scope: Scope) -> Title:
    """A paragraph `SUPER: THREE YEARS LATER`."""
    length = min(half_up(TITLE_SECONDS * scope.rate), frames)
    return Title(place="super", text=text, span=FrameSpan(start=0, frames=length), source=element.span)


def read_overlay(directive: tree.Directive, frames: int, scope: Scope, assets: Assets) -> OverlayPicture | None:
    """`%overlay logo.png, at 1s, for 5s, lower right, 40%`."""
    if not directive.phrases:
        scope.said.append(no_picture_named(directive.head_span))
        return None
    first = directive.phrases[0]
    image = assets.picture(path_of(first), first.span)
    at, length = _when(directive, frames, scope)
    corner, width = "centre", 1.0
    strange = []
    for phrase in directive.phrases[1:]:
        if folded(phrase.text) in _CORNERS:
            corner = folded(phrase.text).replace(" ", "-").replace("center", "centre")
        elif len(phrase.atoms) == 1 and isinstance(phrase.atoms[0], tree.Time) and phrase.atoms[0].unit == "percent":
            width = min(1.0, max(0.02, float(phrase.atoms[0].value / 100)))
            if phrase.atoms[0].value > 100:
                scope.said.append(cannot_be("the width", phrase.text, "at most 100% of the frame's", phrase.span))
        else:
            strange.append(phrase)
    _say_strange(strange, "at TIME, for TIME, a corner such as lower right, a width such as 40%", scope)
    if image is None:
        return None
    span = FrameSpan(start=at, frames=min(length, frames - at))
    return OverlayPicture(path=image.path, span=span, corner=corner, width=width, source=directive.head_span)


def _is_text(phrase: tree.Phrase) -> bool:
    return any(isinstance(atom, tree.Quoted) for atom in phrase.atoms)


def _say_strange(phrases: Iterable[tree.Phrase], known: str, scope: Scope) -> None:
    """Say which of `phrases` are no time: what else was known has been taken out of them."""
    scope.said += [_strange(phrase, known) for phrase in phrases if not _is_time(phrase)]


_CALLED = {
    "fadein": "fade in", "fade-in": "fade in", "fadeout": "fade out", "fade-out": "fade out", "ducking": "duck",
    "ducked": "duck", "ducks": "duck", "loops": "loop", "looped": "loop", "looping": "loop",
    "bottom right": "lower right", "bottom left": "lower left", "top right": "upper right", "top left": "upper left",
}  # fmt: skip
"""What options are called elsewhere."""
_NAMED = ("fade in", "fade out", "duck", "loop", "until")


def _strange(phrase: tree.Phrase, known: str) -> Diagnostic:
    """What to say of an option that is none: a time without its unit, a slip of a word, or what there is."""
    words = [atom for atom in phrase.atoms if isinstance(atom, tree.Word)]
    last = words[-1] if words else None
    if last is not None and len(words) > 1 and last.text.isdecimal() and words[0].text in ("at", "in", "for", "until"):
        return time_without_unit(phrase.text, phrase.span, last.text, last.span)
    text = " ".join(word.text for word in words).casefold()
    corners = tuple(corner for corner in _CORNERS if len(corner) > 6) if "corner" in known else ()
    among = corners or (_NAMED if "fade in" in known else ())
    near = _CALLED.get(text) or near_miss(text, among)
    if near in among and last is not None:
        return nearly_understood(phrase.text, near, phrase.span, words[0].span.to(last.span))
    return not_understood(phrase.text, known, phrase.span)


def _is_time(phrase: tree.Phrase) -> bool:
    match phrase.atoms:
        case (tree.Word(text="at" | "for"), tree.Time()) | (tree.Time(),):
            return True
        case _:
            return False


def _when(directive: tree.Directive, frames: int, scope: Scope) -> tuple[int, int]:
    """Start and length: `at TIME`, `for TIME` or a bare time; overlays last to the end unless said."""
    at = 0
    length = frames if directive.word == "overlay" else half_up(TITLE_SECONDS * scope.rate)
    for phrase in directive.phrases:
        match phrase.atoms:
            case (tree.Word(text="at"), tree.Time() as time):
                at = inside(time, frames, scope)
            case (tree.Word(text="for"), tree.Time() as time) | (tree.Time() as time,) if times.is_length(time):
                length = max(1, times.length(time, scope.rate))
    return at, length
