"""Writes the manual's documents anew, in the folder it is run from: the root of the repository."""

from __future__ import annotations

from pathlib import Path

from milimo_lang.manual.document import ERRORS, MISTAKES, errors, refreshed

if __name__ == "__main__":
    Path(ERRORS).write_text(errors(), encoding="utf-8")
    mistakes = Path(MISTAKES)
    mistakes.write_text(refreshed(mistakes.read_text(encoding="utf-8")), encoding="utf-8")
