"""The project itself: floors, lazy imports, packaging, examples and documents."""
