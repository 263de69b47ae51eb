"""A small LTX-2 that is trained here: what it films, its parts, the two training loops, and what came of it."""
