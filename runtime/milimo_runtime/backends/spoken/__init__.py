"""Temporary voices that say the words: eSpeak NG, brought by the extra `voice`.

`casting` chooses who speaks how, `speech` fits a line to its time, `line` is the program that speaks one.
"""

from milimo_runtime.backends.spoken.backend import SpokenBackend

__all__ = ["SpokenBackend"]
