"""What the title page leaves empty, and what it asks of a model that the model rounds."""

from __future__ import annotations

from collections.abc import Iterator

from milimo_lang.analysis.load import Project
from milimo_lang.analysis.names import folded
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import ModelProfile, Settings
from milimo_lang.source import Source, Span
from milimo_lang.syntax import tree


def remarks(project: Project, settings: Settings) -> Iterator[Diagnostic]:
    source = project.entry.source
    for entry in project.entry.title_page:
        if not any(value.strip() for value in entry.values):
            if not source.path.lower().endswith(".fountain"):
                yield _empty(entry, source)
        elif not settings.model.draws:
            yield from _rounded(entry, settings)


def _empty(entry: tree.TitleEntry, source: Source) -> Diagnostic:
    from milimo_lang.analysis.checks.empty_title_key import empty_title_key

    number = source.line_of(entry.key_span.start)
    last = number + 1 == len(source.line_starts)
    end = source.offset(len(source.text)) if last else source.line_start(number + 1)
    line = Span(source.path, source.line_start(number), end)
    return empty_title_key(entry.key, entry.key_span, line)


def _rounded(entry: tree.TitleEntry, settings: Settings) -> Iterator[Diagnostic]:
    """A size, chunk or overlap that is made otherwise. What is too short to be made at all is the planner's to say."""
    model, key = settings.model, folded(entry.key)
    if key == "size":
        yield from _size(entry.value_span, settings)
    elif key == "chunk" and model.chunk > model.shortest:
        yield from _length(entry.value_span, "chunk", model.chunk, min(model.chunk, model.context), model)
    elif key == "overlap" and model.handoff != "image" and model.overlap % model.stride > 1:
        yield from _length(entry.value_span, "overlap", model.overlap, model.overlap, model)


def _size(span: Span, settings: Settings) -> Iterator[Diagnostic]:
    """Not where the picture is made smaller than the film in any case, and scaled."""
    size, multiple = settings.size, settings.model.multiple
    if settings.model.largest is not None or settings.quality == "preview":
        return
    width, height = (-(-side // multiple) * multiple for side in (size.width, size.height))
    if (width, height) != (size.width, size.height):
        from milimo_lang.analysis.checks.off_grid import size_off_grid

        made = f"{width}x{height}"
        yield size_off_grid(settings.model.name, f"{size.width}x{size.height}", made, multiple, span)


def _length(span: Span, what: str, asked: int, within: int, model: ModelProfile) -> Iterator[Diagnostic]:
    """A chunk is rounded down to stride*k + 1, an overlap up."""
    below = max((within - 1) // model.stride * model.stride + 1, 1)
    above = below if below == within else below + model.stride
    made = above if what == "overlap" else below
    if made != asked:
        from milimo_lang.analysis.checks.off_grid import length_off_grid

        legal = tuple(dict.fromkeys((made, below, above if above <= model.context else below)))
        yield length_off_grid(model.name, what, asked, made, legal, span)
