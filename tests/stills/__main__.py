"""`python -m tests.stills [GROUP ...]`: draw the stills anew, for the tests and for docs/."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.stills.groups import GROUPS
from tests.stills.sheets import FOLDER, labelled, reference, small

DOCS = Path(__file__).parent.parent.parent / "docs" / "images"


def main(names: list[str]) -> None:
    """Write the references and the labelled sheets of the groups `names`, or of all."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or GROUPS:
        stills = GROUPS[name]
        reference(small(stills)).save(FOLDER / f"{name}.png", optimize=True)
        labelled(stills).save(DOCS / f"animatic-{name}.jpg", quality=84, optimize=True, progressive=True)
        print(f"{name}: {len(stills)} stills")


if __name__ == "__main__":
    main(sys.argv[1:])
