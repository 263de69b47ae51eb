"""Stills of the built-in animatic: what each framing, move, place, hour and transition looks like.

Each is a line of screenplay that goes through the compiler and is drawn. `python -m tests.stills` draws them anew:
small ones into `tests/stills/references`, which the tests compare with, and the labelled sheets of `docs/images`. Look
at them before they are committed.
"""
