"""The tree of one file: what is written, in order, with spans. Nothing here knows what a name or a term means.

Text fields hold the visible text: notes and boneyard are cut out, and stand as `Note`s of the element they are in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from milimo_lang.source import Source, Span


class LineKind(StrEnum):
    """What a line is. Every line is exactly one of these; `emit lines` prints them."""

    TITLE_PAGE = "title_page"
    BLANK = "blank"
    SCENE_HEADING = "scene_heading"
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    DUAL_CHARACTER = "dual_character"
    LYRIC = "lyric"
    TRANSITION = "transition"
    CENTERED = "centered"
    PAGE_BREAK = "page_break"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"
    DECLARATION = "declaration"
    SHOT = "shot"
    DIRECTIVE = "directive"
    PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Line:
    """One source line: characters [start, end) without the terminator. `number` is zero-based."""

    number: int
    kind: LineKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """`[[text]]`. `text` is what stands between the brackets, stripped."""

    text: str
    span: Span


# ---------------------------------------------------------------- phrases: the small language of shots and directives


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a path or a number without a unit, as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """`"text"`, without the quotes; `\\"` inside is a quote."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """`@Name` or `@Name.variant`; `name` has no `@`."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """A time with a unit, exactly.

    `frames` (48f, 300 frames): `value` frames. `seconds` (4s, 500 ms, 2 min, 0:06, 1:02:03): `value` seconds.
    `timecode` (h:mm:ss:ff): `value` seconds and `extra` frames. `percent` (50%): of the last frame. `end`.
    """

    unit: Literal["frames", "seconds", "timecode", "percent", "end"]
    value: Fraction
    span: Span
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """`-14 dB`."""

    decibels: float
    span: Span


Atom = Word | Quoted | Mention | Time | Level


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between two commas. `text` is as written, runs of space as one."""

    atoms: tuple[Atom, ...]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Property:
    """A `key: value` line of a block.

    `key` is the first word, lower case (`image`, `key`, `at`, `retake`); `where` the phrases between it and the
    colon (`key 0:`, `at 4s:`, `retake 2s..3s:`). `text` is the value as written. `items` is the value split at
    commas into phrases; text values (`look voice prompt negative at`) have just `text`.
    """

    key: str
    where: tuple[Phrase, ...]
    text: str
    items: tuple[Phrase, ...]
    key_span: Span
    value_span: Span
    span: Span
    notes: tuple[Note, ...] = ()


# ---------------------------------------------------------------- what a file is made of


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A key of the title page and its lines. `key` as written."""

    key: str
    values: tuple[str, ...]
    key_span: Span
    value_span: Span


@dataclass(frozen=True, slots=True)
class Section:
    depth: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Synopsis:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class StandingNote:
    """A note on lines of its own."""

    note: Note
    span: Span


@dataclass(frozen=True, slots=True)
class SceneHeading:
    """`INT. LAMP ROOM - NIGHT #14#`: `text` without a forcing `.` and without the number."""

    text: str
    number: str | None
    forced: bool
    span: Span
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """A paragraph. `lines` keep their indentation; a forcing `!` is gone."""

    lines: tuple[str, ...]
    span: Span
    notes: tuple[Note, ...] = ()
    centered: bool = False

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class Cue:
    """`MARA (V.O.) ^`: `name` as written without a forcing `@`; `extensions` without their brackets."""

    name: str
    extensions: tuple[str, ...]
    dual: bool
    forced: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line under a cue."""

    kind: Literal["parenthetical", "dialogue", "lyric"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dialogue:
    cue: Cue
    lines: tuple[Utterance, ...]
    span: Span
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """What is said, lines joined by one space; parentheticals left out."""
        return " ".join(" ".join(line.text for line in self.lines if line.kind != "parenthetical").split())


@dataclass(frozen=True, slots=True)
class DualDialogue:
    """Two speeches side by side: the second cue ends in `^`."""

    left: Dialogue
    right: Dialogue
    span: Span


@dataclass(frozen=True, slots=True)
class Transition:
    """`CUT TO:` or `> FADE OUT.`; `text` without the `>`."""

    text: str
    forced: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Lyrics:
    """Lyrics outside dialogue."""

    lines: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PageBreak:
    span: Span


@dataclass(frozen=True, slots=True)
class Declaration:
    """`@character Mara.wet: look` and its block. `kind` lower case, `prop` becomes `object`."""

    kind: str
    name: str
    look: str
    properties: tuple[Property, ...]
    kind_span: Span
    name_span: Span
    look_span: Span
    span: Span
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ShotLine:
    """`!! phrases: prose` and its block. `head_span` is the line itself."""

    phrases: tuple[Phrase, ...]
    prose: str
    prose_span: Span
    properties: tuple[Property, ...]
    head_span: Span
    span: Span
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Directive:
    """`%word phrases` and, for `%set` and `%define`, its block. `word` lower case."""

    word: str
    phrases: tuple[Phrase, ...]
    properties: tuple[Property, ...]
    word_span: Span
    head_span: Span
    span: Span
    notes: tuple[Note, ...] = ()
    block_phrases: tuple[Phrase, ...] = ()


Element = (
    Section
    | Synopsis
    | StandingNote
    | SceneHeading
    | Action
    | Dialogue
    | DualDialogue
    | Transition
    | Lyrics
    | PageBreak
    | Declaration
    | ShotLine
    | Directive
)


@dataclass(frozen=True, slots=True)
class Document:
    """One file."""

    source: Source
    title_page: tuple[TitleEntry, ...]
    elements: tuple[Element, ...]
