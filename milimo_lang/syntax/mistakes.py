"""What the syntax says of a text: every sort of M1xxx diagnostic, and the sentences for a writer."""

from __future__ import annotations

from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Kind, Severity
from milimo_lang.source import Span

UNEXPECTED = Kind("M1001", "unexpected", Severity.ERROR)
"""Something cannot stand where it stands.

Phrases of a shot line or a directive are separated by commas; after a colon and a space all is prose. A value that
itself holds a colon or a comma goes in quotes. The rest of the line is read as far as it can be.
"""

UNCLOSED_QUOTE = Kind("M1002", "unclosed-quote", Severity.ERROR)
r"""A quote is opened and never closed.

A quoted text ends on its own line: `%title "The Lamp", 3s`. A quote inside it is written `\"`.
"""

STRAY_COMMA = Kind("M1003", "stray-comma", Severity.WARNING)
"""A comma with nothing on one side of it. It is ignored."""

EMPTY_VALUE = Kind("M1004", "empty-value", Severity.ERROR)
"""A property without a value.

`image:` wants a path after the colon. A property that should say nothing is left out.
"""

NO_COLON = Kind("M1005", "no-colon", Severity.ERROR)
"""A line of a block that is no property.

The lines directly under `@kind`, `%set` and `%define` are `key: value`. A blank line ends the block.
"""

UNKNOWN_KEY = Kind("M1006", "unknown-key", Severity.ERROR)
"""A key this block does not have.

Declarations have `look image voice trigger lora negative seed weight like`. The line is kept, and does nothing.
"""

LIKE_A_KEY = Kind("M1007", "like-a-key", Severity.WARNING)
"""A line under a shot that is nearly a key.

Under `!!` a line that opens with no key of a shot is action, so a misspelt key would be filmed.
"""

UNCLOSED_NOTE = Kind("M1008", "unclosed-note", Severity.NOTE)
"""A note `[[` without `]]`. It is text then, as Fountain has it."""

UNCLOSED_BONEYARD = Kind("M1009", "unclosed-boneyard", Severity.NOTE)
"""A `/*` without `*/`. It is text then, as Fountain has it."""

UNENDED_TITLE_PAGE = Kind("M1010", "unended-title-page", Severity.WARNING)
"""The title page runs into the screenplay.

It ends at the first blank line. Here it was ended at the first line that can be no part of it.
"""

MARK_IN_SPEECH = Kind("M1011", "mark-in-speech", Severity.WARNING)
"""A shot, a directive or a declaration inside a speech.

Marks count only where an element can begin, never inside dialogue: leave a blank line above.
"""

MARK_IN_PARAGRAPH = Kind("M1012", "mark-in-paragraph", Severity.WARNING)
"""A shot, a directive or a declaration in the middle of a paragraph.

Marks count only where an element can begin: leave a blank line above.
"""

MISSING_NAME = Kind("M1013", "missing-name", Severity.ERROR)
"""A declaration without a name.

`@character Mara: silver braid`: the kind, the name, a colon, the look.
"""

SENTENCE_AS_CUE = Kind("M1014", "sentence-as-cue", Severity.WARNING)
"""A sentence that starts with `@` became a cue.

`@Name` with a line directly under it is a forced cue, so everything on its line is the speaker's name. Begin the line
with `!` to make it action.
"""

GLUED_BONEYARD = Kind("M1015", "glued-boneyard", Severity.WARNING)
"""A `/*` glued to a path or a word.

What stands between `/*` and `*/` is cut out of the screenplay, which is rarely meant in `refs/*.png`.
"""

UNDONE_DUAL = Kind("M1016", "undone-dual", Severity.WARNING)
"""A mark between the two halves of dual dialogue.

The `^` sets a speech beside the one before it; with a shot or a directive in between they are spoken in turn.
"""

LIKE_A_MARK = Kind("M1017", "like-a-mark", Severity.WARNING)
"""A line that is nearly a directive, a declaration or a shot.

Directives are `set define music sfx ambience voiceover title super overlay` after `%`; declarations `character location
object style voice` after `@`; a shot is `!!` and a word.
"""

BARE_DECLARATION = Kind("M1018", "bare-declaration", Severity.WARNING)
"""A line that looks like a declaration and declares nothing.

Without a colon, and without a `key: value` line under it, `@character Mara` is ordinary text.
"""

CUE_UNDER_SHOT = Kind("M1019", "cue-under-shot", Severity.WARNING)
"""Capitals directly under a shot line.

The lines directly under `!!` are its properties and its action. Leave a blank line before a speech.
"""

ALMOST_TRANSITION = Kind("M1020", "almost-transition", Severity.NOTE)
"""A transition with a space at its end.

Fountain reads `CUT TO: ` with a trailing space as action.
"""

MISSING_PLACE = Kind("M1021", "missing-place", Severity.ERROR)
"""A property that needs to know where in the shot.

`key` wants a frame (`key 0:`, `key 2s:`, `key end:`), `at` a time, `retake` and `inpaint` a range.
"""


KINDS = (
    UNEXPECTED,
    UNCLOSED_QUOTE,
    STRAY_COMMA,
    EMPTY_VALUE,
    NO_COLON,
    UNKNOWN_KEY,
    LIKE_A_KEY,
    UNCLOSED_NOTE,
    UNCLOSED_BONEYARD,
    UNENDED_TITLE_PAGE,
    MARK_IN_SPEECH,
    MARK_IN_PARAGRAPH,
    MISSING_NAME,
    SENTENCE_AS_CUE,
    GLUED_BONEYARD,
    UNDONE_DUAL,
    LIKE_A_MARK,
    BARE_DECLARATION,
    CUE_UNDER_SHOT,
    ALMOST_TRANSITION,
    MISSING_PLACE,
)
"""Every sort there is, in the order of the codes."""

# ---------------------------------------------------------------- inside one directive


def unexpected(rule: str, token: str, text: str, span: Span) -> Diagnostic:
    """The token `text` of the kind `token` cannot stand where it stands."""
    if token == "PROSE":
        return UNEXPECTED(span, "a colon cannot stand here", help='put a value that holds a colon in quotes: "…"')
    if rule == "declaration" and token == "COMMA":
        return UNEXPECTED(
            span,
            "a declaration names one element",
            help="give each element a line of its own; the look comes after a colon",
        )
    return UNEXPECTED(span, f"“{text.strip()}” cannot stand here")


def missing(rule: str, token: str, span: Span) -> Diagnostic:
    """A token of the kind `token` is missing in the line at `span`."""
    if rule == "declaration":
        return MISSING_NAME(
            span,
            "a declaration needs a name",
            help="write the name before the colon, as in @character Mara: silver braid",
        )
    if token == "PROSE":
        return NO_COLON(
            span,
            "this line is no property: it has no “key: value”",
            help="write a key and a colon, or leave a blank line above to begin a paragraph",
        )
    return NO_COLON(span, "a property begins with its key", help="as in image: refs/mara.png")


def unclosed_quote(span: Span) -> Diagnostic:
    end = Span(span.path, span.end, span.end)
    return UNCLOSED_QUOTE(
        span,
        "this quote is never closed",
        help='close it with another "',
        fixes=(Fix("close the quote", end, '"'),),
    )


def stray_comma(span: Span, side: str) -> Diagnostic:
    """A comma with nothing on its `side`, "before" or "after"."""
    return STRAY_COMMA(
        span,
        f"nothing stands {side} this comma",
        help="a comma separates two phrases",
        fixes=(Fix("remove the comma", span, "", Applicability.SAFE),),
    )


def empty_value(key: str, span: Span) -> Diagnostic:
    return EMPTY_VALUE(span, f"“{key}” has no value", help=f"write it after the colon, or remove “{key}:”")


def missing_place(key: str, span: Span) -> Diagnostic:
    what = {"key": "frame", "at": "time"}.get(key, "range")
    example = {"key": "key 0: boards/tower.png", "at": "at 4s: gold light fills the room"}
    return MISSING_PLACE(
        span,
        f"“{key}” needs a {what} before its colon",
        help=f"as in {example.get(key, f'{key} 2s..3s: the flame is lower')}",
    )


def unknown_key(word: str, near: str | None, block: str, known: tuple[str, ...], span: Span) -> Diagnostic:
    return UNKNOWN_KEY(
        span,
        f"{block} has no key “{word}”",
        help=f"did you mean “{near}”?" if near else f"it has {', '.join(known)}",
        fixes=(Fix(f"write {near}", span, near),) if near else (),
    )


def key_of_another_block(word: str, span: Span) -> Diagnostic:
    return LIKE_A_KEY(
        span,
        f"“{word}” is a key of declarations, not of a shot, so this line is action",
        help="in a shot pictures come with key 0: or reference:, words with prompt:",
    )


def key_without_colon(word: str, span: Span) -> Diagnostic:
    end = Span(span.path, span.end, span.end)
    return LIKE_A_KEY(
        span,
        f"“{word}” has no colon, so this line is action",
        help="write a colon after the key",
        fixes=(Fix("add a colon", end, ":"),),
    )


def like_a_key(word: str, near: str, span: Span) -> Diagnostic:
    return LIKE_A_KEY(
        span,
        f"“{word}” is no key of a shot, so this line is action",
        help=f"did you mean “{near}”?",
        fixes=(Fix(f"write {near}", span, near),),
    )


def strength_alone(span: Span) -> Diagnostic:
    help = "write it behind the picture: key 0: boards/tower.png, strength 0.8"
    return LIKE_A_KEY(span, "“strength” is no key of a shot, so this line is action", help=help)


def glued_colon(span: Span) -> Diagnostic:
    """The colon at `span` is glued to what follows."""
    message = "there is no space after this colon, so the line is action"
    return LIKE_A_KEY(span, message, help="leave a space after it", fixes=(Fix("put a space there", span, ": "),))


# ---------------------------------------------------------------- between the lines


def unclosed(sign: str, span: Span) -> Diagnostic:
    if sign == "[[":
        return UNCLOSED_NOTE(
            span,
            "this note is never closed, so it is text",
            help="close it with ]]; a note may not run over an empty line",
        )
    return UNCLOSED_BONEYARD(span, "this /* is never closed, so it is text", help="close it with */")


def glued_boneyard(span: Span) -> Diagnostic:
    return GLUED_BONEYARD(
        span,
        "what stands between /* and */ is cut out, here from the middle of a word",
        help="a path cannot hold /*; leave a space before it if something is to be cut out",
    )


def unended_title_page(span: Span) -> Diagnostic:
    start = Span(span.path, span.start, span.start)
    return UNENDED_TITLE_PAGE(
        span,
        "the title page ends here without a blank line",
        help="leave a blank line after the title page",
        fixes=(Fix("insert a blank line", start, "\n", Applicability.SAFE),),
    )


def mark_in_speech(span: Span) -> Diagnostic:
    start = Span(span.path, span.start, span.start)
    return MARK_IN_SPEECH(
        span,
        "this mark stands inside a speech, so it is spoken",
        help="leave a blank line above it",
        fixes=(Fix("insert a blank line", start, "\n"),),
    )


def mark_in_paragraph(span: Span) -> Diagnostic:
    start = Span(span.path, span.start, span.start)
    return MARK_IN_PARAGRAPH(
        span,
        "this mark stands inside a paragraph, so it is action",
        help="leave a blank line above it",
        fixes=(Fix("insert a blank line", start, "\n"),),
    )


def sentence_as_cue(span: Span) -> Diagnostic:
    start = Span(span.path, span.start, span.start)
    return SENTENCE_AS_CUE(
        span,
        "this sentence becomes the name of a speaker, because a line stands directly under it",
        help="begin it with ! if it is action",
        fixes=(Fix("make it action", start, "!"),),
    )


def undone_dual(span: Span) -> Diagnostic:
    return UNDONE_DUAL(
        span,
        "a mark stands between the two speeches, so they are spoken one after the other",
        help="move the mark above the first speech, or remove the ^",
    )


def like_a_mark(word: str, near: str, span: Span) -> Diagnostic:
    return LIKE_A_MARK(
        span,
        f"“{word}” is no mark, so this line is ordinary text",
        help=f"did you mean “{near}”?",
        fixes=(Fix(f"write {near}", span, near),),
    )


def like_a_shot(span: Span) -> Diagnostic:
    return LIKE_A_MARK(
        span,
        "a shot begins with a letter or a digit after its !!, so this line is action",
        help="begin with a word, as in !! close on @Mara",
    )


def bare_declaration(span: Span) -> Diagnostic:
    end = Span(span.path, span.end, span.end)
    return BARE_DECLARATION(
        span,
        "this line declares nothing, because it has no colon",
        help="write a colon after the name, and the look after that",
        fixes=(Fix("add a colon", end, ":"),),
    )


def cue_under_shot(span: Span) -> Diagnostic:
    start = Span(span.path, span.start, span.start)
    return CUE_UNDER_SHOT(
        span,
        "this stands directly under a shot, so it is action and no speech",
        help="leave a blank line above it if someone speaks",
        fixes=(Fix("insert a blank line", start, "\n"),),
    )


def almost_transition(span: Span) -> Diagnostic:
    return ALMOST_TRANSITION(
        span,
        "this is action: a space after the colon keeps it from being a transition",
        help="remove the space if it is a transition",
        fixes=(Fix("remove the space", span, "", Applicability.MAYBE),),
    )
