"""A shot, explained: where its values were written, what every chunk is told, and what is to be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from milimo_lang.report import visible
from milimo_lang.source import Source, Span

if TYPE_CHECKING:
    from milimo_lang.ir import plan as planned
    from milimo_lang.ir.screenplay import Moment, Screenplay, Shot
    from milimo_runtime.session import Unit


@dataclass(frozen=True)
class _Where:
    """Spans as a person reads them: `film.mls:12`."""

    sources: Mapping[str, Source]
    name: Callable[[str], str]

    def __call__(self, span: Span) -> str:
        source = self.sources.get(span.path)
        line = f":{source.position(span.start).line}" if source else ""
        return self.name(span.path) + line


def told(
    meant: Shot,
    made: planned.Shot,
    film: Screenplay,
    sources: Mapping[str, Source],
    units: Sequence[Unit],
    name: Callable[[str], str],
) -> str:
    """The shot `meant`, planned as `made`, in words; `units` are its own, with their status."""
    where = _Where(sources, name)
    parts = [
        f"shot {made.slate} ({meant.kind}), {where(meant.span)}",
        _section("values", _values(meant, made, film, where)),
        _section("in the picture", _cast(meant, film, where)),
        _section("what happens", [_moment(moment, film.settings.rate, where) for moment in meant.moments]),
        *(_section(f"chunk {number}", _chunk(chunk)) for number, chunk in enumerate(made.chunks)),
        _section("units", _units(units)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _section(title: str, lines: Sequence[str] | Iterator[str]) -> str:
    text = "\n".join(f"  {line}" for line in lines)
    return f"{title}\n{text}" if text else ""


def _values(meant: Shot, made: planned.Shot, film: Screenplay, where: _Where) -> Iterator[str]:
    settings = film.settings
    length = "from its text" if meant.automatic else "as written or from its text"
    seconds = _seconds(meant.frames, settings.rate)
    yield f"length      {meant.frames} frames, {seconds} ({length}), and a handle of {made.handle}"
    yield f"in the film frame {made.start} to {made.start + made.frames}"
    yield f"size, rate  {settings.size}, {settings.rate} a second (the film's)"
    yield f"model       {meant.model.name} ({_whose(meant.model == settings.model)})"
    yield f"seed        {meant.seed} ({_whose(meant.seed == settings.seed)})"
    if settings.style:
        yield f"style       {visible(settings.style)} (the film's)"
    for term in meant.terms:
        yield f"{term.kind:<11} {visible(term.name)}" + (f" ({visible(term.words)})" if term.words else "")
    for words in meant.words:
        yield f"words       {visible(words)} (no term: prompt text)"
    if meant.transition is not None:
        begins = meant.transition
        yield f"begins with {begins.style}, {begins.frames} frames, {where(begins.span)}"
    for key in meant.keys:
        image = visible(key.image.path)
        yield f"key         frame {key.frame}: {image}, strength {key.strength:g}, {where(key.span)}"
    for reference in meant.references:
        yield f"reference   {visible(reference.path)}, {where(reference.span)}"


def _cast(meant: Shot, film: Screenplay, where: _Where) -> Iterator[str]:
    for name in meant.cast:
        element = film.elements.get(name)
        if element is None:
            yield f"{visible(name)} (not declared)"
        else:
            look = f": {visible(element.look)}" if element.look else ""
            yield f"{visible(name)} ({element.kind}, {where(element.span)}){look}"


def _moment(moment: Moment, rate: Fraction, where: _Where) -> str:
    span = f"{moment.span.start}-{moment.span.end}"
    speaker = f"{visible(moment.speaker)}: " if moment.speaker else ""
    head = f"frames {span} (from {_seconds(moment.span.start, rate)})"
    return f"{head}  {moment.kind}  {where(moment.source)}  {speaker}{visible(moment.text)}"


def _chunk(chunk: planned.Chunk) -> Iterator[str]:
    shows = f"shows {chunk.shows.start} to {chunk.shows.end}"
    rest = f"overlap {chunk.overlap}, made again {chunk.lead}, surplus {chunk.trim}"
    yield f"frames {chunk.start} to {chunk.start + chunk.frames}; {shows} ({rest})"
    for key in chunk.keyframes:
        yield f"key at {key.frame}: {visible(key.image)}, strength {key.strength:g}"
    for line in chunk.prompt.splitlines():
        yield f"| {visible(line)}"


def _units(units: Sequence[Unit]) -> list[str]:
    return [f"{unit.status:<5}  {unit.id}  {visible(unit.reason or '')}".rstrip() for unit in units]


def _whose(films: bool) -> str:
    return "the film's" if films else "its own"


def _seconds(frames: int, rate: Fraction) -> str:
    return f"{float(frames / rate):.2f} s"
