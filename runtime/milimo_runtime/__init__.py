"""Milimo, the runtime: a plan becomes a film. All effects live here; source text is never read here."""
