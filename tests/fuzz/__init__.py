"""Fuzzing: inputs nobody would write, run through every stage. `make fuzz SECONDS=60` looks for new ones."""
