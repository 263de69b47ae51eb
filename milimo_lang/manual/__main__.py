"""Writes the manual's documents anew, in the folder it is run from: the root of the repository."""

from __future__ import annotations

from pathlib import Path

from milimo_lang.manual.document import ERRORS, GRAMMAR, MISTAKES, errors, refreshed, with_grammar

if __name__ == "__main__":
    Path(ERRORS).write_text(errors(), encoding="utf-8")
    for page, renewed in ((Path(MISTAKES), refreshed), (Path(GRAMMAR), with_grammar)):
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
