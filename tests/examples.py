"""How many examples hypothesis tries: some in every run of the tests, `EXAMPLES` times as many where that is set."""

from __future__ import annotations

import os

from hypothesis import settings

_TIMES = int(os.environ.get("EXAMPLES", "1"))


def examples(count: int) -> settings:
    """Try `count` examples."""
    return settings(max_examples=count * _TIMES)
