"""A shot, explained: what it is made from and why, where each value was written, what every chunk is told."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from milimo_lang.planning.prompts import guided
from milimo_lang.report import visible

if TYPE_CHECKING:
    from milimo_lang.cli.origins import Origins
    from milimo_lang.ir import plan as planned
    from milimo_lang.ir.screenplay import Keyframe, Moment, Screenplay, Shot
    from milimo_lang.ir.values import FrameSpan
    from milimo_runtime.session import Unit
    from milimo_runtime.store.last import LastUnit

_NO_BREAK = "\xa0"
_NAME, _WIDEST, _WIDTH = 11, 56, 100
"""Columns of a value's name, of a value that still has its place beside it, and of a line of prompt."""


def explained(
    meant: Shot,
    made: planned.Shot,
    film: Screenplay,
    units: Sequence[Unit],
    where: Origins,
    nodes: Sequence[planned.Node] = (),
    last: Mapping[str, LastUnit] = MappingProxyType({}),
) -> str:
    """The shot `meant`, planned as `made`, in words; `units` are its own, with their status, `nodes` what they are,
    `last` how they were built last."""
    parts = [
        f"shot {made.slate} ({meant.kind}), {where.at(meant.span)}\n{_made(meant, made, film)}",
        _section(
            "where it comes from",
            _table(
                [*_values(meant, made, film, where), *_given(meant, where), *_laid(meant, film.settings.rate, where)]
            ),
        ),
        _section("in the picture", _table(_cast(meant, film, where))),
        _section("what happens", _table(_moment(one, film.settings.rate, where) for one in meant.moments)),
        _section("how it is filmed", _table(_filmed(meant, made, film, nodes))),
        *(_chunks(made, nodes) if any(chunk.prompt for chunk in made.chunks) else ()),
        _section("units", _units(made.slate, units)),
        _section("last made", _last(made.slate, units, last)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


class _Row(NamedTuple):
    """A value with its name, and who decided it."""

    name: str
    value: str
    place: str = ""


def _table(rows: Iterable[_Row]) -> list[str]:
    """The rows with their places in one column, as far as the values leave them one."""
    told = list(rows)
    name = max([_NAME, *(len(row.name) for row in told)])
    widths = [len(row.value) for row in told if row.place and len(row.value) <= _WIDEST]
    width = max(widths, default=0)
    return [f"{row.name:<{name}} {row.value:<{width if row.place else 0}}  {row.place}".rstrip() for row in told]


def _section(title: str, lines: Sequence[str]) -> str:
    text = "\n".join(f"  {line}" for line in lines)
    return f"{title}\n{text}" if text else ""


def _made(meant: Shot, made: planned.Shot, film: Screenplay) -> str:
    """One line: how long, where in the film, and what it is made from."""
    rate = film.settings.rate
    frames, start = _seconds(meant.frames, rate), _seconds(made.start, rate)
    handle = f", then {made.handle} frames of handle" if made.handle else ""
    takes = f"\n  {_takes(made)}" if len(made.takes) > 1 or made.picked_by != "default" else ""
    mode = "" if meant.kind != "filmed" or meant.model.draws else f"{made.mode}: "
    return f"  {frames}, {start} into the film{handle}\n  {mode}{visible(made.reason)}{takes}"


def _takes(made: planned.Shot) -> str:
    """Which take is in the film, who says so, and whether it is what was picked."""
    several = f"{len(made.takes)} takes; " if len(made.takes) > 1 else ""
    who = {"default": "", "text": ", as its text says", "lock": ", as milimo.lock says", "command line": ", as asked"}
    told = f"{several}take {made.pick} is in the film{who[made.picked_by]}"
    if made.kept:
        return f"{told}; it is kept as it was made" + (", though its words have changed" if made.stale else "")
    return f"{told}; it is stale: what it is made of changed since it was picked" if made.stale else told


# ---------------------------------------------------------------- values


def _values(meant: Shot, made: planned.Shot, film: Screenplay, where: Origins) -> Iterator[_Row]:
    settings = film.settings
    length = f"{meant.frames} frames, {_seconds(meant.frames, settings.rate)}"
    yield _Row("length", length, where.of("duration", "as long as its words want"))
    yield _Row("size", str(settings.size), where.of("size"))
    yield _Row("frame rate", str(settings.rate), where.of("frame rate"))
    yield _Row("model", meant.model.name, where.of("model"))
    seeds = ", ".join(f"take {take.number}: {take.seed}" for take in made.takes)
    yield _Row("seed", str(meant.seed) if len(made.takes) == 1 else seeds, where.of("seed"))
    for key, value in _settings(meant, film):
        yield _Row(key, visible(value), where.of(key))
    if meant.prompt and not meant.model.draws:
        return
    for term in meant.terms:
        words = f" ({visible(term.words)})" if term.words and term.words != term.name else ""
        named = visible(term.name) or "as the shot before left it"
        yield _Row(term.kind, f"{named}{words}", _term_place(term.kind, term.name, where))
    for phrase in meant.words:
        yield _Row("words", f"{visible(phrase)} (no term: prompt text)", where.of_term("words", phrase))


def _term_place(kind: str, name: str, where: Origins) -> str:
    defined = where.defined(kind, name)
    return where.of_term(kind, name) + (f"; its words: {defined}" if defined else "")


def _settings(meant: Shot, film: Screenplay) -> Iterator[tuple[str, str]]:
    """What was asked for beyond what every shot has: nothing of it is shown where nobody wrote it."""
    if film.settings.style:
        yield "style", film.settings.style
    unread = "" if meant.model.draws or guided(meant, film.settings) else " (heeded in Quality: high only)"
    if meant.negative:
        yield "negative", meant.negative + unread
    if meant.prompt:
        yield "prompt", f"{meant.prompt} (the whole of it, in the writer's own words)"
    if meant.enhance != "off":
        yield "enhance", meant.enhance
    if meant.steps is not None:
        yield "steps", str(meant.steps)
    if meant.guidance is not None:
        yield "guidance", f"{meant.guidance:g}{unread}"
    if meant.takes > 1:
        yield "takes", str(meant.takes)
    if meant.pick > 1:
        yield "pick", str(meant.pick)
    if meant.id:
        yield "id", meant.id


def _given(meant: Shot, where: Origins) -> Iterator[_Row]:
    """What the shot is given: a transition, pictures, sounds, weights."""
    if meant.transition is not None:
        turn = meant.transition
        over = f" over its first {turn.frames} frames" if turn.frames else ""
        yield _Row("begins with", f"a {turn.style}{over}{_lead(turn.sound_lead)}", where.at(turn.span))
    if meant.continues:
        yield _Row("continues", "the shot before, from where its camera ended", where.at(meant.span))
    if meant.footage is not None:
        start = f", from {float(meant.footage_start):.2f} s" if meant.footage_start else ""
        speed = f", at {float(meant.speed):g} times its speed" if meant.speed != 1 else ""
        yield _Row("source", f"{visible(meant.footage.path)}{start}{speed}", where.at(meant.footage.span))
    if meant.head:
        yield _Row("prose", visible(meant.head), where.at(meant.span))
    for key in meant.keys:
        strength = f", strength {key.strength:g}" if key.strength != 1 else ""
        yield _Row(f"key {key.frame}", f"{visible(_picture(key))}{strength}", where.at(key.span))
    for reference in meant.references:
        yield _Row("reference", visible(reference.path), where.at(reference.span))
    for control in meant.control:
        yield _Row("control", f"{control.kind} of {visible(control.path)}", where.at(control.span))
    if meant.audio is not None:
        yield _Row("audio", visible(meant.audio.path), where.at(meant.audio.span))
    for lora in meant.loras:
        yield _Row("lora", f"{visible(lora.path)}, {lora.weight:g}", where.at(lora.span))
    for edit in meant.edits:
        within = f" within {visible(edit.mask or edit.mask_file or '')}" if edit.kind == "inpaint" else ""
        frames = f"frames {edit.frames.start} to {edit.frames.end}{within}"
        yield _Row(edit.kind, f"{frames}: {visible(edit.text)}", where.at(edit.span))


def _laid(meant: Shot, rate: Fraction, where: Origins) -> Iterator[_Row]:
    """What is laid over the shot and under it: words, pictures, recordings, sounds."""
    for title in meant.titles:
        said = f"“{visible(title.text)}”, {_from_to(title.span, rate)}"
        yield _Row(title.place, said, where.at(title.source))
    for overlay in meant.overlays:
        yield _Row("overlay", f"{visible(overlay.path)}, {_from_to(overlay.span, rate)}", where.at(overlay.source))
    for moment in meant.moments:
        if moment.recording:
            yield _Row(
                "recording", f"{visible(moment.recording)} of {visible(moment.speaker)}", where.at(moment.source)
            )
    for sound in meant.sounds:
        level = f", {sound.gain:g} dB" if sound.gain else ""
        yield _Row(sound.track, f"{visible(sound.path)}, at {_seconds(sound.at, rate)}{level}", where.at(sound.source))


def _from_to(span: FrameSpan, rate: Fraction) -> str:
    return f"{_seconds(span.start, rate)} to {_seconds(span.end, rate)}"


def _lead(frames: int) -> str:
    if frames == 0:
        return ""
    return f", its sound {frames} frames before" if frames > 0 else f", the sound before it {-frames} frames longer"


def _picture(key: Keyframe) -> str:
    """Where a keyframe's picture comes from."""
    match key.image.kind:
        case "file":
            return key.image.path
        case "shot":
            return f"frame {key.image.frame} of shot {key.image.slate}"
        case _:
            return f"made for it{f': {key.image.words}' if key.image.words else ''}"


# ---------------------------------------------------------------- what is seen and said


def _cast(meant: Shot, film: Screenplay, where: Origins) -> Iterator[_Row]:
    for name in meant.cast:
        element = film.elements.get(name)
        does = _does(meant, element.base if element else name)
        if element is None or (element.implied and not element.look):
            yield _Row(visible(name), f"{does}not declared: the prompt knows no more than the name")
        elif element.implied:
            yield _Row(visible(name), f"{does}{visible(element.look)} (not declared: as the action introduces them)")
        else:
            yield _Row(visible(name), f"{does}{visible(element.look) or element.kind}", where.at(element.span))
    if meant.weather:
        yield _Row("weather", f"{meant.weather}, as the action of the scene tells")


_DOES = {"stand": "stands", "sit": "sits", "kneel": "kneels", "lie": "lies", "walk": "walks", "run": "runs"}
_WAYS = {"": "", "in": ", comes in", "out": ", goes out", "across": " across"}


def _does(meant: Shot, name: str) -> str:
    """`sits: ` of someone who does, as the drawing shows it."""
    acting = next((one for one in meant.acting if one.element == name), None)
    return f"{_DOES[acting.posture]}{_WAYS[acting.path]}: " if acting else ""


def _moment(moment: Moment, rate: Fraction, where: Origins) -> _Row:
    speaker = f"{visible(moment.speaker)}: " if moment.speaker else ""
    when = f"{_seconds(moment.span.start, rate)} - {_seconds(moment.span.end, rate)}"
    return _Row(when, f"{speaker}{visible(moment.text)}", where.at(moment.source))


def _filmed(meant: Shot, made: planned.Shot, film: Screenplay, nodes: Sequence[planned.Node]) -> Iterator[_Row]:
    from milimo_lang.cli.filming import how

    for name, value in how(made, meant.model, film.settings.quality, nodes):
        yield _Row(name, value)


def _chunks(made: planned.Shot, nodes: Sequence[planned.Node]) -> Iterator[str]:
    """Each chunk with its whole prompt; one that is told what another was says so."""
    from milimo_lang.cli.filming import seam

    told: dict[str, int] = {}
    for number, chunk in enumerate(made.chunks, 1):
        shows = f"shows frames {chunk.shows.start} to {chunk.shows.end}"
        besides = [
            f"{frames} {what}"
            for what, frames in (("handed over", chunk.overlap), ("made again", chunk.lead), ("surplus", chunk.trim))
            if frames
        ]
        lines = [f"{chunk.frames} frames: " + ", ".join((shows, *besides))]
        lines += seam(made, nodes, number - 1)
        keys = [(visible(key.image.removeprefix(f"{made.slate}/")), key.frame) for key in chunk.keyframes]
        lines += [f"meets {image} at its frame {frame}" for image, frame in keys]
        first = told.setdefault(chunk.prompt, number)
        if chunk.prompt and first == number:
            lines += [f"| {line}" for line in textwrap.wrap(visible(chunk.prompt), _WIDTH)]
        elif chunk.prompt:
            lines.append(f"| as chunk {first}")
        yield _section(f"chunk {number}", lines)


# ---------------------------------------------------------------- units


def _units(slate: str, units: Sequence[Unit]) -> list[str]:
    """The units by their standing and its reasons."""
    standing: dict[tuple[str, ...], list[str]] = {}
    for unit in units:
        said = [change.sentence for change in unit.why.changes] if unit.why is not None else [""]
        more = [f"and {unit.why.more} more"] if unit.why is not None and unit.why.more else []
        standing.setdefault((f"{unit.status:<5}  {said[0]}".rstrip(), *said[1:], *more), []).append(unit.id)
    return list(_grouped(slate, standing))


def _last(slate: str, units: Sequence[Unit], last: Mapping[str, LastUnit]) -> list[str]:
    """Why the units that were built before were made then."""
    from milimo_runtime.causes import told

    standing: dict[tuple[str, ...], list[str]] = {}
    for unit in units:
        if (was := last.get(unit.id)) is not None and was.reason:
            standing.setdefault(tuple(told(was.why) or [was.reason]), []).append(unit.id)
    lines: list[str] = []
    for (first, *rest), made in standing.items():
        lines += _names(slate, made)
        lines += [f"       because {visible(first)}", *(f"       {visible(line)}" for line in rest)]
    return lines


def _grouped(slate: str, standing: Mapping[tuple[str, ...], Sequence[str]]) -> Iterator[str]:
    """Sentences, a line each, and under them the units of which they are said."""
    for (first, *rest), units in standing.items():
        yield visible(first)
        yield from (f"       {visible(line)}" for line in rest)
        yield from (f"       {line}" for line in _names(slate, units))


def _names(slate: str, units: Sequence[str]) -> list[str]:
    """The units of the shot by what they are called within it, in as many lines as they need."""
    names = [visible(unit.removeprefix(f"{slate}/")).replace(" ", _NO_BREAK) for unit in units]
    wrapped = textwrap.wrap(", ".join(names), _WIDTH - 7, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_NO_BREAK, " ") for line in wrapped]


def _seconds(frames: int, rate: Fraction) -> str:
    return f"{float(frames / rate):.2f} s"
