"""Fuzzes one target: `python -m tests.fuzz.run lowering --seconds 60`. Needs Atheris (`pip install -e '.[fuzz]'`).

New inputs go to a scratch corpus, which grows on that of the repository; what fails is kept in `regressions`, from
where every test run takes it. `--minimise` writes the repository's corpus anew: the fewest inputs that reach as much.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["milimo_lang"]):
    import milimo_lang
    from tests.fuzz.targets import TARGETS

    for module in pkgutil.walk_packages(milimo_lang.__path__, "milimo_lang."):
        if not module.name.startswith(("milimo_lang.cli", "milimo_lang.ide")):
            importlib.import_module(module.name)  # what a stage loads when it is first asked

from tests.fuzz.fragments import FRAGMENTS

HERE = Path(__file__).parent
CORPUS, FOUND = HERE / "corpus", HERE / "regressions"
LONGEST = 2048
"""Bytes of an input: long enough for a film of a few scenes, short enough to run many a second."""


def mutated(data: bytes, longest: int, seed: int) -> bytes:
    """`data` with fragments of screenplays put in and lines moved; half the time left to libFuzzer."""
    chance = random.Random(seed)
    if chance.random() < 0.4:
        return atheris.Mutate(data, longest)
    rows = data.decode("utf-8", errors="replace").split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(rows))
        match chance.randrange(6):
            case 0:
                rows.insert(at, chance.choice(FRAGMENTS))
            case 1:
                rows[at : at + 1] = []
            case 2:
                rows.insert(at, rows[chance.randrange(len(rows))])
            case 3:
                rows.insert(at, "")
            case 4:
                rows[at] = chance.choice(FRAGMENTS)
            case _:
                column = chance.randint(0, len(rows[at]))
                rows[at] = rows[at][:column] + chance.choice(FRAGMENTS) + rows[at][column:]
        rows = rows or [""]
    return "\n".join(rows).encode()[:longest]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="where new inputs go (default: nowhere that stays)")
    parser.add_argument("--minimise", action="store_true", help="write into --corpus the fewest inputs of the others")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        fresh = asked.corpus or Path(scratch)
        words = Path(scratch, "words.dict")
        words.write_text("".join(f'"{_escaped(one)}"\n' for one in FRAGMENTS))
        options = [f"-max_total_time={asked.seconds}", f"-max_len={LONGEST}", "-timeout=20", "-print_final_stats=1"]
        options += [f"-artifact_prefix={FOUND}/{asked.target}-", f"-dict={words}", "-verbosity=1", "-rss_limit_mb=2048"]
        options += ["-merge=1"] if asked.minimise else []
        atheris.Setup([sys.argv[0], *options, str(fresh), str(CORPUS)], TARGETS[asked.target], custom_mutator=mutated)
        atheris.Fuzz()


def _escaped(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


if __name__ == "__main__":
    main()
