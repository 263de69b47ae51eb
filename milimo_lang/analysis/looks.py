"""The looks that the title page's `Style` names: which of them are slips, or mention nothing that is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milimo_lang.analysis.checks.misspelt_term import misspelt_term
from milimo_lang.analysis.names import Names
from milimo_lang.analysis.strangers import stranger
from milimo_lang.analysis.vocabulary import Vocabulary
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Span
from milimo_lang.syntax import tree


def unknown_looks(document: tree.Document, names: Names, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """What to say of the parts of `Style`, each between two commas."""
    for entry in document.title_page:
        if entry.key.casefold() != "style":
            continue
        start = entry.value_span.start
        for match in re.finditer(r"[^,\n\r]+", document.source.cut(entry.value_span)):
            written = match[0].strip()
            at = start + match.start() + len(match[0]) - len(match[0].lstrip())
            span = Span(entry.value_span.path, at, at + len(written))
            if written.startswith("@"):
                if names.mentioned(written[1:]) is None and vocabulary.named("style", written[1:]) is None:
                    yield stranger(written[1:], span, names)
            elif vocabulary.named("style", written) is None and names.exact(written) is None:
                near = vocabulary.near(written) if len(written) >= 5 else None
                if near and vocabulary.named("style", near):
                    yield misspelt_term(written, near, span)
