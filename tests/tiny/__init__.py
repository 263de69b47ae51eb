"""Tiny random models in the layouts that real ones are published in."""
