"""Applying fixes to texts: which edits fit together, and the texts after them. Pure; writing is the faces' business."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix


@dataclass(frozen=True, slots=True)
class Mended:
    """The texts that changed, by path, and how many diagnostics a fix was applied for."""

    texts: dict[str, str]
    applied: int


def fix_of(diagnostic: Diagnostic, *, unsafe: bool) -> Fix | None:
    """The fix that is applied without asking: a safe one; with `unsafe` one that is likely, if there is only one."""
    safe = [fix for fix in diagnostic.fixes if fix.applicability is Applicability.SAFE]
    if safe:
        return safe[0]
    return diagnostic.fixes[0] if unsafe and len(diagnostic.fixes) == 1 else None


def mended(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], *, unsafe: bool) -> Mended:
    """`texts` after the fixes of `diagnostics`. Files that are not among `texts` stay as they are.

    Of two fixes that touch each other the first one is applied: what is left of the other is said again.
    """
    wanted: dict[str, list[Fix]] = {}
    for diagnostic in diagnostics:
        fix = fix_of(diagnostic, unsafe=unsafe)
        if fix is not None and fix.span.path in texts:
            wanted.setdefault(fix.span.path, []).append(fix)
    changed: dict[str, str] = {}
    applied = 0
    for path, fixes in wanted.items():
        kept = _apart(fixes)
        applied += len(kept)
        changed[path] = _edited(texts[path], kept)
    return Mended({path: text for path, text in changed.items() if text != texts[path]}, applied)


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes in the order of the text, without those that touch one before them."""
    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda fix: (fix.span.start, fix.span.end)):
        if not kept or fix.span.start > kept[-1].span.end:
            kept.append(fix)
    return kept


def _edited(text: str, fixes: Iterable[Fix]) -> str:
    """Lines that a fix adds end as the text's own do."""
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    pieces: list[str] = []
    at = 0
    for fix in fixes:
        pieces += (text[at : fix.span.start], fix.replacement.replace("\n", end))
        at = fix.span.end
    return "".join((*pieces, text[at:]))
