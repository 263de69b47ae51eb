"""The small model: what it learned, how it was taught, and what it films."""
