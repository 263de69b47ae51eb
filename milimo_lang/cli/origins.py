"""A shot, explained: where its values were written, what every chunk is told, and what is to be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from milimo_lang.report import visible
from milimo_lang.source import Source, Span
from milimo_lang.syntax import tree

if TYPE_CHECKING:
    from milimo_lang.ir import plan as planned
    from milimo_lang.ir.screenplay import Keyframe, Moment, Screenplay, Shot
    from milimo_runtime.session import Unit


@dataclass(frozen=True)
class Origins:
    """Where things were written: `shot` and `film` map a key (`size`, `seed`, `duration` …) to its span.

    `phrases` are the shot line's, in lower case; `sources` and `name` make a span readable; `asked` are the keys that
    the command line decided.
    """

    shot: Mapping[str, Span]
    film: Mapping[str, Span]
    phrases: Mapping[str, Span]
    sources: Mapping[str, Source]
    name: Callable[[str], str]
    asked: frozenset[str] = frozenset()

    def at(self, span: Span) -> str:
        """The span as a person reads it: `film.mls:12`."""
        source = self.sources.get(span.path)
        line = f":{source.position(span.start).line}" if source else ""
        return self.name(span.path) + line

    def of(self, key: str, otherwise: str = "default") -> str:
        """Who decided `key`: the shot, the command line, the title page, or `otherwise`."""
        if key in self.shot:
            return self.at(self.shot[key])
        if key in self.asked:
            return "command line"
        return self.at(self.film[key]) if key in self.film else otherwise

    def of_term(self, name: str) -> str:
        """Where a vocabulary term was chosen."""
        spans = [span for phrase, span in self.phrases.items() if name.casefold() in phrase]
        return self.at(spans[0]) if spans else "by another of its names, set for the scene, or inferred"


def origins(
    meant: Shot, documents: Sequence[tree.Document], name: Callable[[str], str], asked: Iterable[str] = ()
) -> Origins:
    """Where the values of the shot `meant` were written in `documents`, the film's own file first."""
    lines = [
        element
        for document in documents
        if document.source.path == meant.span.path
        for element in document.elements
        if isinstance(element, tree.ShotLine) and element.span.start <= meant.span.start < element.span.end
    ]
    return Origins(
        {key: span for line in lines for key, span in _decided(line)},
        {entry.key.casefold(): entry.value_span for entry in documents[0].title_page},
        {phrase.text.casefold(): phrase.span for line in lines for phrase in line.phrases},
        {document.source.path: document.source for document in documents},
        name,
        frozenset(asked),
    )


def _decided(line: tree.ShotLine) -> Iterator[tuple[str, Span]]:
    for phrase in line.phrases:
        match phrase.atoms:
            case (tree.Time(),):
                yield "duration", phrase.span
            case (tree.Word(text=("seed" | "take") as key), *_):
                yield key, phrase.span
    for item in line.properties:
        yield item.key, item.key_span


def explained(meant: Shot, made: planned.Shot, film: Screenplay, units: Sequence[Unit], where: Origins) -> str:
    """The shot `meant`, planned as `made`, in words; `units` are its own, with their status."""
    parts = [
        f"shot {made.slate} ({meant.kind}), {where.at(meant.span)}",
        _section("values", _values(meant, made, film, where)),
        _section("in the picture", _cast(meant, film, where)),
        _section("what happens", [_moment(moment, film.settings.rate, where) for moment in meant.moments]),
        *(_section(f"chunk {number}", _chunk(chunk)) for number, chunk in enumerate(made.chunks, 1)),
        _section("units", _units(units)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _section(title: str, lines: Sequence[str] | Iterator[str]) -> str:
    text = "\n".join(f"  {line}" for line in lines)
    return f"{title}\n{text}" if text else ""


def _values(meant: Shot, made: planned.Shot, film: Screenplay, where: Origins) -> Iterator[str]:
    settings = film.settings
    begins, ends = made.start, made.start + made.frames
    seconds = _seconds(meant.frames, settings.rate)
    yield f"length      {meant.frames} frames, {seconds}: {where.of('duration', 'as long as its words want')}"
    yield f"place       film frames {begins} to {ends}, and a handle of {made.handle} after them"
    yield f"size        {settings.size}: {where.of('size')}"
    yield f"frame rate  {settings.rate}: {where.of('frame rate')}"
    yield f"model       {meant.model.name}: {where.of('model')}"
    yield f"seed        {meant.seed}: {where.of('seed')}"
    for name, text in (("style", settings.style), ("negative", meant.negative), ("prompt", meant.prompt or "")):
        if text:
            yield f"{name:<11} {visible(text)}: {where.of(name)}"
    for term in meant.terms:
        words = f" ({visible(term.words)})" if term.words else ""
        yield f"{term.kind:<11} {visible(term.name)}{words}: {where.of_term(term.name)}"
    for phrase in meant.words:
        yield f"words       {visible(phrase)} (no term: prompt text): {where.of_term(phrase)}"
    if meant.transition is not None:
        turn = meant.transition
        yield f"begins with {turn.style}, {turn.frames} frames: {where.at(turn.span)}"
    for key in meant.keys:
        picture = visible(_picture(key))
        yield f"key         frame {key.frame}: {picture}, strength {key.strength:g}: {where.at(key.span)}"
    for reference in meant.references:
        yield f"reference   {visible(reference.path)}: {where.at(reference.span)}"


def _picture(key: Keyframe) -> str:
    """Where a keyframe's picture comes from."""
    match key.image.kind:
        case "file":
            return key.image.path
        case "shot":
            return f"frame {key.image.frame} of shot {key.image.slate}"
        case _:
            return f"made for it{f': {key.image.words}' if key.image.words else ''}"


def _cast(meant: Shot, film: Screenplay, where: Origins) -> Iterator[str]:
    for name in meant.cast:
        element = film.elements.get(name)
        if element is None:
            yield f"{visible(name)} (not declared)"
        else:
            look = f": {visible(element.look)}" if element.look else ""
            yield f"{visible(name)} ({element.kind}, {where.at(element.span)}){look}"


def _moment(moment: Moment, rate: Fraction, where: Origins) -> str:
    span = f"{moment.span.start}-{moment.span.end}"
    speaker = f"{visible(moment.speaker)}: " if moment.speaker else ""
    head = f"frames {span} (from {_seconds(moment.span.start, rate)})"
    return f"{head}  {moment.kind}  {where.at(moment.source)}  {speaker}{visible(moment.text)}"


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


def _seconds(frames: int, rate: Fraction) -> str:
    return f"{float(frames / rate):.2f} s"
