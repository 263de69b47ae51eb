"""A build in a process of its own: `python building.py ROOT PLAN.json [JOBS]`, its events as JSON lines."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from milimo_lang.ir.plan import Plan
from milimo_runtime.session import Event, Interrupted, open_session
from tests.runtime.execute.films import FAKE


def main() -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs in the background
    root, plan = Path(sys.argv[1]), Plan.model_validate_json(Path(sys.argv[2]).read_bytes())
    session = open_session(root, registry=FAKE, jobs=int(sys.argv[3]) if len(sys.argv) > 3 else 2)
    out = root / f"{Path(sys.argv[2]).stem}" / "film.mp4"
    try:
        return 3 if session.build(plan, out, on_event=say).failed else 0
    except Interrupted:
        return 130


def say(event: Event) -> None:
    print(json.dumps(event.as_json()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
