"""A shot asks for a part to be made again, or goes on from the shot before, and its picture is held.

`milimo pick --keep` holds a picture as it was picked, whatever is written of its shot since. A `retake`, an `inpaint`
or a `continue` that was written later is not made: nothing of the picture may change.
"""

from __future__ import annotations

from collections.abc import Sequence

from milimo_lang.diagnostics import Diagnostic, Kind, Severity
from milimo_lang.ir.lock import Pick
from milimo_lang.planning.examples import picked
from milimo_lang.source import Span

HELD_BACK = Kind("M3104", "held-back", Severity.NOTE)

MENDED = """\
Model: ltx-2

INT. LAMP ROOM - NIGHT

!! medium, 3s
    retake 1s..2s: the lamp goes out

Mara strikes a long match.
"""

WRONG = picked(
    MENDED,
    model="ltx-2",
    keep=True,
    picture="00112233445566778899aabbccddeeff" * 2,
    key="00112233445566778899aabbccddeeff" * 2,
    made_of="0011223344556677",
    size="1280x704",
    rate="24/1",
    frames=72,
    handle=8,
)


def held_back(slate: str, asked: Sequence[str], pick: Pick, span: Span) -> Diagnostic:
    """`asked` are the words of what is not made: `continue`, `retake`, `inpaint`."""
    words = " and ".join(f"“{word}”" for word in asked)
    does = "change" if len(asked) > 1 else "changes"
    message = f"take {pick.take} of {slate} is held as it was picked: {words} {does} nothing"
    command = f"milimo pick {pick.film} {slate} {pick.take}"
    return HELD_BACK(
        span, message, help=f"`{command}` without `--keep` holds it no longer, and makes it as it is written"
    )
