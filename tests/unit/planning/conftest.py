"""Properties are checked on many examples and never against the clock."""

from hypothesis import settings

settings.register_profile("planning", deadline=None, max_examples=150)
settings.load_profile("planning")
