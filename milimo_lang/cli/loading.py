"""Whether libraries can be loaded, tried in another process: a broken one may hang, or take its process with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

PATIENCE = 90.0
"""Seconds for all of them; torch on a cold disk takes half a minute."""

_TRY = """
import importlib, json, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
        told = ""
    except Exception as error:
        told = " ".join(str(error).split()) or type(error).__name__
    print("\\n" + json.dumps([name, told]), flush=True)
"""


def unloadable(modules: Sequence[str], patience: float = PATIENCE) -> dict[str, str]:
    """Those of `modules` that cannot be loaded, one after the other in a new process, and why: a few words.

    Where the process dies or takes longer than `patience` seconds, the first it had not yet told of is why.
    """
    command = [sys.executable, "-c", _TRY, *modules]
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience)
        output, end = done.stdout, f"it ended its process, exit code {done.returncode}"
    except subprocess.TimeoutExpired as late:
        output, end = late.stdout or b"", f"not within {patience:.0f} s"
    told = dict(json.loads(line) for line in output.decode(errors="replace").splitlines() if line.startswith('["'))
    silent = next((name for name in modules if name not in told), None)
    found = {name: told[name] for name in modules if told.get(name)}
    return found if silent is None else {**found, silent: end}
