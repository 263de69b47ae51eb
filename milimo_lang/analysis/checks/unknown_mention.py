"""An `@` names nobody and nothing that is declared.

The words are described to the model as they stand, but no look and no reference picture go with them. Declare who
or what it is, or take the `@` out.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNKNOWN_MENTION = Kind("M2002", "unknown-mention", Severity.WARNING)

WRONG = """\
@character Mara: silver braid

!! close on @Mra, 4s
"""

MENDED = """\
@character Mara: silver braid

!! close on @Mara, 4s
"""


def unknown_mention(name: str, mention: str | None, span: Span, *, exact: bool = True) -> Diagnostic:
    """`mention` is what was likely meant, with its `@`; `span` is `exact`ly the mention, or where it stands."""
    fixes = (Fix(f"write {mention}", span, mention),) if mention and exact else ()
    help = f"did you mean {mention}?" if mention else f"declare it (@character {name}: …), or take the @ out"
    return UNKNOWN_MENTION(span, f"@{name} is not declared", help=help, fixes=fixes)


def spaced_mention(name: str, mention: str, span: Span) -> Diagnostic:
    """`@Mr. Okonkwo` on a shot line, whole at `span`: there a mention is one word."""
    fix = Fix(f"write {mention}", span, mention)
    return UNKNOWN_MENTION(span, f"a mention of {name} is one word here", help=f"write {mention}", fixes=(fix,))
