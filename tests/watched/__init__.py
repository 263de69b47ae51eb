"""A film edited twenty times while it is watched, for docs/watch.md: `python -m tests.watched`."""
