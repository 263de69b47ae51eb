"""Where in the screenplay a unit comes from: what a failure is told with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from milimo_lang.report import visible

if TYPE_CHECKING:
    from milimo_lang.cli.target import Target
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir.plan import Node
    from milimo_lang.source import Span
    from milimo_runtime.journal import Event


@dataclass(frozen=True)
class Places:
    """The lines of the film `target` that its units are made from."""

    target: Target
    compilation: Compilation

    def told(self, event: Event) -> str:
        """A failure as a person reads it: `film.mls:12: shot 1A: boards/lamp.png is no picture milimo can read`."""
        place = self.record(event)
        where = f"{visible(place['file'])}:{place['line']}: shot {event.shot}" if place else str(event.unit)
        return f"{where}: {visible(self._reason(event))}"

    def record(self, event: Event) -> dict[str, Any]:
        """`file`, `line` and `column` (one-based) of what the unit of `event` comes from; empty where that is not
        known: the film's own units come from all of it."""
        span = self._span(event)
        if span is not None and (source := self.compilation.sources.get(span.path)) is not None:
            at = source.position(span.start)
            return {"file": self.target.name(span.path), "line": at.line, "column": at.column}
        for shot in self.compilation.plan.value.shots:
            if shot.slate == event.shot:
                return {
                    "file": self.target.name(shot.source.file),
                    "line": shot.source.line,
                    "column": shot.source.column,
                }
        return {}

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return self.compilation.plan.value.by_id()

    def _asset(self, event: Event) -> str | None:
        """The file of the project that `event` speaks of by its bare name."""
        node = self._nodes.get(event.unit or "")
        assets = {part.asset for part in node.inputs if part.asset is not None} if node is not None else set()
        named = [asset for asset in sorted(assets) if PurePosixPath(asset).name in event.reason]
        return named[0] if len(named) == 1 else None

    def _reason(self, event: Event) -> str:
        asset = self._asset(event)
        if asset is None or asset in event.reason:
            return event.reason
        return event.reason.replace(PurePosixPath(asset).name, self.target.name(asset), 1)

    def _span(self, event: Event) -> Span | None:
        """Where the file that `event` speaks of is named in its shot."""
        asset = self._asset(event)
        return next((span for path, span in self._files(event.shot) if path == asset), None)

    def _files(self, slate: str | None) -> Iterator[tuple[str, Span]]:
        elements = self.compilation.screenplay.value.elements
        for shot in self.compilation.screenplay.value.shots:
            if shot.slate == slate:
                yield from ((key.image.path, key.span) for key in shot.keys if key.image.kind == "file")
                yield from ((picture.path, picture.span) for picture in shot.references)
                yield from ((control.path, control.span) for control in shot.control)
                yield from ((lora.path, lora.span) for lora in shot.loras)
                yield from ((edit.mask_file, edit.span) for edit in shot.edits if edit.mask_file is not None)
                yield from ((shot.audio.path, shot.audio.span),) if shot.audio is not None else ()
                cast = [elements[name] for name in shot.cast if name in elements]
                yield from ((lora.path, lora.span) for element in cast for lora in element.loras)
                images = [image for element in cast for image in element.images]
                yield from ((image.path, image.span) for image in images if image.kind == "file")
