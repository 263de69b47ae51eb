"""Properties are checked on many examples and never against the clock."""

from hypothesis import settings

from tests.examples import examples

settings.register_profile("planning", examples(75))
settings.load_profile("planning")
