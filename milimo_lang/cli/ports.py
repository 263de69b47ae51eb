"""The port a page is served at: the option, and what is said where it cannot be had."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

from milimo_lang.cli.exits import Stop


def port_argument(parser: argparse.ArgumentParser) -> None:
    """`--port N`."""
    parser.add_argument("--port", metavar="N", type=_port, default=0, help="the page's port (default: a free one)")


@contextmanager
def having(port: int) -> Iterator[None]:
    """A page is served at `port`, any that is free for 0. Raises `Stop` where another program has it."""
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno).lower() if error.errno else str(error)
        raise Stop(f"port {port} cannot be had: {why}", "leave --port out: any that is free is taken") from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535")
    return int(text)
