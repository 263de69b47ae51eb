"""Where what a shot is comes from, as a person reads it: its own line, a `%set`, the title page, the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milimo_lang.source import Source, Span
from milimo_lang.syntax import tree

if TYPE_CHECKING:
    from milimo_lang.ir.screenplay import Origin, Shot

DEFAULT = "default"


@dataclass(frozen=True)
class Origins:
    """Where things were written: `shot` by (key or kind, name), `film` by the title page's keys.

    `sources` and `name` make a span readable; `asked` are the keys that the command line decided.
    """

    shot: Mapping[tuple[str, str], Origin]
    film: Mapping[str, Span]
    sources: Mapping[str, Source]
    name: Callable[[str], str]
    asked: frozenset[str] = frozenset()

    def at(self, span: Span) -> str:
        """The span as a person reads it: `film.mls:12`."""
        source = self.sources.get(span.path)
        line = f":{source.position(span.start).line}" if source else ""
        return self.name(span.path) + line

    def of(self, key: str, otherwise: str = DEFAULT) -> str:
        """Who decided `key`: the command line, the shot, a `%set`, the title page, or `otherwise`."""
        if key in self.asked:
            return "command line"
        if (key, "") in self.shot:
            return self._said(self.shot[key, ""])
        return f"{self.at(self.film[key])}, title page" if key in self.film else otherwise

    def of_term(self, kind: str, name: str) -> str:
        """Where a vocabulary term, or the shot's own words, were chosen."""
        origin = self.shot.get((kind, name))
        return self._said(origin) if origin is not None else DEFAULT

    def defined(self, kind: str, name: str) -> str:
        """Where a term's words were defined, unless that is the standard library."""
        origin = self.shot.get((kind, name))
        return self.at(origin.defined) if origin is not None and origin.defined is not None else ""

    def _said(self, origin: Origin) -> str:
        place = self.at(origin.span) if origin.span is not None else ""
        match origin.by:
            case "set":
                return f"{place}, %set"
            case "recipe":
                return f"{place}, recipe"
            case "held":
                return "held from the shot before"
            case "inferred":
                return "inferred from what happens"
            case _:
                return place


def origins(
    meant: Shot, documents: Sequence[tree.Document], name: Callable[[str], str], asked: Iterable[str] = ()
) -> Origins:
    """Where the values of the shot `meant` were written in `documents`, the film's own file first."""
    return Origins(
        {(origin.of, origin.name): origin for origin in reversed(meant.origins)},
        {entry.key.casefold(): entry.value_span for entry in documents[0].title_page},
        {document.source.path: document.source for document in documents},
        name,
        frozenset(asked),
    )
