"""Fountain as other parsers read it."""
