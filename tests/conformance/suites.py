"""Reads what other Fountain parsers' tests state: a file a parser, a case a test, a row a line with its kind.

    --- a heading is a single line
    otherwise: why we read it otherwise, where we do
    scene_heading   INT. LAMP ROOM - NIGHT
    blank
    action          She waits.

The kind takes sixteen columns; `·` is a space that would not be seen, `⇥` a tab, and `any` a line whose kind the test
leaves open. `python -m tests.conformance.suites` prints how many cases we read as their parsers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milimo_lang.source import Source
from milimo_lang.syntax.lines import classify

FOLDER = Path(__file__).parent
COLUMN = 16
SPACES = str.maketrans({"·": " ", "⇥": "\t"})


@dataclass(frozen=True)
class Case:
    """One test of another parser. `reason` says why we read it otherwise; it is empty where we do not."""

    suite: str
    name: str
    reason: str
    kinds: tuple[str, ...]
    text: str

    @property
    def id(self) -> str:
        return f"{self.suite}: {self.name}"

    @property
    def ours(self) -> tuple[str, ...]:
        """The kinds we find, with `any` where the test leaves it open."""
        found = [str(line.kind) for line in classify(Source("film.fountain", self.text), fountain=True)]
        said = [*self.kinds, *[""] * len(found)]
        return tuple("any" if other == "any" else kind for kind, other in zip(found, said, strict=False))


def cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.txt")):
        _, *parts = file.read_text(encoding="utf-8").split("\n--- ")
        for part in parts:
            name, *rows = part.rstrip("\n").split("\n")
            reason = rows.pop(0).removeprefix("otherwise: ") if rows and rows[0].startswith("otherwise: ") else ""
            texts = [row[COLUMN:].translate(SPACES) for row in rows]
            yield Case(file.stem, name, reason, tuple(row[:COLUMN].strip() for row in rows), _joined(texts))


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Print the score of each suite and what is read otherwise."""
    found = list(cases())
    for suite in dict.fromkeys(case.suite for case in found):
        own = [case for case in found if case.suite == suite]
        print(f"{suite:<20}{sum(case.ours == case.kinds for case in own):>5} of {len(own)}")
    print(f"{'all':<20}{sum(case.ours == case.kinds for case in found):>5} of {len(found)}")
    for case in found:
        if case.ours != case.kinds:
            print(f"{case.id}\n    {case.reason or 'NO REASON'}\n    {case.kinds}\n    {case.ours}")


if __name__ == "__main__":
    main()
