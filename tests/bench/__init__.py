"""Measurements, not tests: each file prints a table. `make bench` runs them."""
