"""A file is of the wrong sort: a sound where a picture is wanted, or the other way round."""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

WRONG_MEDIUM = Kind("M4003", "wrong-medium", Severity.ERROR)
