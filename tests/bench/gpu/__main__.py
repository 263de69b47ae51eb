"""LTX-2 at full size with random weights on this machine's GPU: `make bench-gpu`.

An eight-shot film is built by the command line as anyone builds one, compiled; the same shots are then filmed by a
program on diffusers' own pipelines, eager, as their documentation writes it; and the denoiser alone is timed, compiled:
the floor that no film can be under. Ratios are printed, all of one run. `--tiny` tries the bench without a GPU.
`--decode` builds another film twice instead: decoded after its passes, and beside them (`beside`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.gpu.beside import compare
from tests.bench.gpu.films import BEATS, FULL, TINY, Ran, Size, build, film, say, watched


def raw(models: Path, size: Size, shots: int, environment: dict[str, str]) -> dict[str, float]:
    """What `raw.py` prints of itself."""
    command = [sys.executable, "-m", "tests.bench.gpu.raw", str(models), str(size.width), str(size.height)]
    command += [str(size.frames), *BEATS[:shots]]
    found: dict[str, float] = {}
    with watched() as most, subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            say(f"pipelines: {line.strip()}")
            found |= json.loads(line)
    if run.returncode:
        raise SystemExit(run.returncode)
    return {**found, "memory": most[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="where there is room for 64 GB, together")
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--shots", type=int, default=8)
    parser.add_argument("--decode", action="store_true", help="compare MILIMO_DECODE=after with beside, and end")
    options = parser.parse_args()
    size = TINY if options.tiny else FULL
    with tempfile.TemporaryDirectory() as here:
        folders = options.folders or [Path(here)]
        flags = ["--tiny"] if options.tiny else []
        subprocess.run([sys.executable, "-m", "tests.bench.gpu.weights", *map(str, folders), *flags], check=True)
        environment = {**os.environ, "MILIMO_MODELS": str(folders[0])}
        if not options.tiny:
            environment["MILIMO_COMPILE"] = "1"
        if options.decode:
            compare(Path(here), size, environment)
            return
        ours = build(Path(here) / "ours", film(size, options.shots), environment)
        if ours.made != options.shots:
            raise SystemExit(f"{ours.made} of {options.shots} shots were made: the ratios would compare other films")
        report_ours(ours, options.shots)
        theirs = raw(folders[0], size, options.shots, environment)
        report(ours, theirs, options.shots, size)


def report_ours(ours: Ran, shots: int) -> None:
    passes, decodes = ours.spans("chunk.denoise", "chunk.refine"), ours.spans("chunk.decode")
    say(
        f"milimo, {ours.made} of {shots} shots made: wall {ours.wall:.1f} s, memory {ours.memory:.1f} GiB; "
        f"first pass began after {passes[0][0]:.1f} s (starting, hashing and loading weights, words)"
    )
    say("  passes, s (the first two compile): " + " ".join(f"{end - start:.2f}" for start, end in passes))
    say("  decodes, s: " + " ".join(f"{end - start:.2f}" for start, end in decodes))
    beside = sum(max(0.0, min(end, e) - max(start, s)) for start, end in decodes for s, e in passes)
    spent = sum(end - start for start, end in decodes)
    say(f"  decode and encode beside passes: {beside:.1f} of {spent:.1f} s")
    rest = sum(end - start for start, end in passes[2:])
    say(
        f"  from the second shot's first pass to the finished film {after_first(ours):.1f} s, "
        f"its passes {rest:.1f} s: {after_first(ours) / rest:.3f}"
    )


def after_first(ours: Ran) -> float:
    """Seconds from where the first shot's passes end, which compile, to the end of the film."""
    passes = ours.spans("chunk.denoise", "chunk.refine")
    return max(end for _, end in ours.spans("cut.film")) - passes[1][1]


def compiled_for(ours: Ran) -> float:
    """Seconds that the first pass of each stage took beyond the shortest one."""
    stages = [[end - start for start, end in ours.spans(kind)] for kind in ("chunk.denoise", "chunk.refine")]
    return sum(stage[0] - min(stage) for stage in stages)


def report(ours: Ran, theirs: dict[str, float], shots: int, size: Size) -> None:
    others = shots - 1
    filming, floor = after_first(ours), theirs["floor"] * others
    loop = theirs["whole"] * others / shots
    whole, compiling = theirs["whole"] + theirs["loading"], compiled_for(ours)
    say(
        f"the whole film, from the command, {ours.wall:.1f} s / the whole loop with loading, {whole:.1f} s: "
        f"{ours.wall / whole:.3f}; without the {compiling:.1f} s of compiling {(ours.wall - compiling) / whole:.3f}"
    )
    say(
        f"pipelines, eager, {shots} shots: wall {theirs['whole']:.1f} s after loading for {theirs['loading']:.1f} s; "
        f"denoise {theirs['denoise']:.1f} s, decode {theirs['decode']:.1f} s, memory {theirs['memory']:.1f} GiB"
    )
    say(f"floor: {theirs['floor']:.2f} s of compiled passes a shot")
    say(f"{others} shots of {size.shown() / 24:.1f} s, with everything that is compiled ready: {filming:.1f} s")
    say(f"  / the floor of their passes: {filming / floor:.3f}  (goal 1.05)")
    say(f"  / the pipelines' loop over as many: {filming / loop:.3f}")


if __name__ == "__main__":
    main()
