"""What the words of a film are read against: its vocabulary, its names, its rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from milimo_lang.analysis.again import Again
from milimo_lang.analysis.mentions import Mentions
from milimo_lang.analysis.names import Names
from milimo_lang.analysis.vocabulary import Definition, Vocabulary
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Source
from milimo_lang.syntax import tree


@dataclass
class Scope:
    """What phrases are read against, the texts they stand in by path, and where their mistakes go.

    `cooking` are the recipes that are just being read, each within the one before; `cooked` is how many phrases and
    characters the line's recipes have become so far. `again` gives what was read before.
    """

    vocabulary: Vocabulary
    names: Names
    mentions: Mentions
    said: list[Diagnostic]
    sources: Mapping[str, Source]
    again: Again
    cooking: list[Definition] = field(default_factory=list)
    cooked: tuple[int, int] = (0, 0)

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return self.again.rate

    def joined(self, phrase: tree.Phrase) -> tree.Phrase:
        """The phrase with each mention as long as it is declared: `@Old Tom` is one where Old Tom is."""
        atoms: list[tree.Atom] = []
        for atom in phrase.atoms:
            before = atoms[-1] if atoms else None
            if isinstance(before, tree.Mention) and isinstance(atom, tree.Word):
                name = f"{before.name} {atom.text}"
                if self.names.exact(name) or (not self.names.mentioned(before.name) and self.names.begins(name)):
                    atoms[-1] = tree.Mention(name, before.span.to(atom.span))
                    continue
            atoms.append(atom)
        return tree.Phrase(tuple(atoms), phrase.text, phrase.span)
