"""No two diagnostics share a code or a name."""

from __future__ import annotations

from collections import Counter

from milimo_lang.cli import manual


def test_codes_and_names_are_unique() -> None:
    kinds = [entry.kind for module in manual._modules() for entry in manual._declared(module)]
    assert len(kinds) > 40
    for what in ("code", "name"):
        counts = Counter(getattr(kind, what) for kind in kinds)
        assert [value for value, count in counts.items() if count > 1] == []
