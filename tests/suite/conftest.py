"""The suite's one option: `pytest tests/suite --rewrite-annotations` writes what is said into the cases."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-annotations",
        action="store_true",
        default=False,
        help="write the suite's annotations anew instead of comparing them (then read the difference)",
    )
