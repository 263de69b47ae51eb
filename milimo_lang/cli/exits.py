"""Exit codes, and `Stop`: how a command ends with one sentence."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code says. Stable: scripts rely on it."""

    OK = 0
    ERRORS = 1
    """The film has errors."""
    USAGE = 2
    """The command was not understood, or a file it names is not there."""
    PARTIAL = 3
    """Some units failed; the rest is kept."""
    ENVIRONMENT = 4
    """This machine cannot: no GPU, no weights, no space."""
    STORE = 5
    """The store could not be healed."""
    OVER_BUDGET = 6
    """The build takes, or took, more than its budget; what was made is kept."""
    BUG = 70
    """Milimo is wrong, not the film."""
    HUNG_UP = 129
    """The terminal was closed while it ran."""
    INTERRUPTED = 130
    TERMINATED = 143
    """It was told to end."""


class Stop(Exception):
    """Ends the command: one sentence without a full stop, what to do about it, and the exit code."""

    def __init__(self, sentence: str, remedy: str = "", code: Exit = Exit.USAGE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.code = code
