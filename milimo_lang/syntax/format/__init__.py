"""A text in its one form: `formatted` moves white space and touches nothing else.

No letter, mark, quote or number is ever added, taken away or moved, and no line that holds one. What is canonical:

- Lines end in the way most lines of the file end, the last one too. A byte order mark stays.
- A blank line is empty. At most two follow each other; none open or end the file. Of the blank lines of a speech that
  two spaces keep open, each holds two spaces.
- Spaces at the end of a line are cut, except after `CUT TO: `, which they make action.
- Headings, cues, speeches, lyrics, transitions, sections, synopses and marks begin at the margin, properties four
  columns in, as do the further lines of a value on the title page. Action keeps its indentation: Fountain prints it.
- One space stands after `!!`, `%word`, `@kind`, `>`, `#`, `=`, before `<` and `^`, between the words of a cue, of a
  transition and of a phrase; after the commas of phrases and of lists of files; after the colon of a title-page key, of
  a property, of a shot and of a declaration. None stands before a comma or such a colon.
- A length is written `6s`, `48f`, `500ms`, `50%`; units that are words keep their space (`300 frames`); `-14 dB`.

Notes and boneyard keep every character but their line ends. A marked line that could not be read stays as it is, and so
does prose: action, speeches, looks, prompts, what follows the colon of a shot.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from milimo_lang.source import Source
from milimo_lang.syntax.format.edits import Edit, applied
from milimo_lang.syntax.format.lines import line_edits
from milimo_lang.syntax.format.marks import mark_edits
from milimo_lang.syntax.format.sameness import same
from milimo_lang.syntax.lines import survey
from milimo_lang.syntax.mistakes.missing_name import MISSING_NAME
from milimo_lang.syntax.mistakes.no_colon import NO_COLON
from milimo_lang.syntax.mistakes.stray_comma import STRAY_COMMA
from milimo_lang.syntax.mistakes.unclosed_quote import UNCLOSED_QUOTE
from milimo_lang.syntax.mistakes.unexpected import UNEXPECTED
from milimo_lang.syntax.parse import parse

__all__ = ["Edit", "edits", "formatted", "means_the_same"]

_UNREAD = frozenset(kind.code for kind in (UNEXPECTED, UNCLOSED_QUOTE, STRAY_COMMA, NO_COLON, MISSING_NAME))


def formatted(source: Source) -> str:
    """The text of `source` in its one form; formatting that again changes nothing. Total, and linear in its length."""
    return applied(source.text, edits(source))


def edits(source: Source) -> Iterator[Edit]:
    """What makes `source` its one form, in no order; each replaces white space by white space."""
    outcome = parse(source)
    found = survey(source, fountain=source.path.lower().endswith(".fountain"))
    unread = frozenset(source.line_of(said.span.start) for said in outcome.diagnostics if said.code in _UNREAD)
    return chain(line_edits(outcome.value, found, unread), mark_edits(outcome.value, unread))


def means_the_same(source: Source, text: str) -> bool:
    """Whether `text` in the place of `source` is the same screenplay."""
    return same(parse(source).value, parse(Source(source.path, text)).value)
