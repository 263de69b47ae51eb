"""A plain Fountain file holds what would be a mark of milimo.

In a file that ends in `.fountain` no mark is reserved: `!!` and `%music` are action, `@character` is a name. Rename
the file to end in `.mls`, and they mean what they say.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

MARKS_IN_FOUNTAIN = Kind("M1904", "marks-in-fountain", Severity.NOTE)
