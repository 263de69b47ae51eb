"""Milimo, the compiler: a screenplay's text becomes a plan. Pure; the runtime owns every effect."""

__version__ = "0.1.0"
