"""From runs of line tokens to elements: one method a rule of `grammar/structure.lark`.

The insides of declarations, shots and directives are `blocks.py`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from milimo_lang.syntax import blocks, tree
from milimo_lang.syntax.rows import LineToken, Rows, extent, notes_of
from milimo_lang.syntax.shapes import split_cue, title_key, unwrapped
from milimo_lang.syntax.tree import Element

_SCENE_NUMBER = re.compile(r"\s*#([\w.\-]+)#$")


class Builder:
    """Lark calls the method of each rule with what the rule matched."""

    def document(self, parts: list[object]) -> tuple[tuple[tree.TitleEntry, ...], tuple[Element, ...]]:
        title: tuple[tree.TitleEntry, ...] = ()
        elements: list[Element] = []
        for part in parts:
            if isinstance(part, _Title):
                title = part.entries
            elif isinstance(part, tuple):
                elements.extend(part)
            else:
                elements.append(part)  # type: ignore[arg-type]  # every other rule gives an element
        return title, tuple(elements)

    def title_page(self, rows: Rows) -> _Title:
        groups: list[tuple[str, Rows]] = []
        for row in rows:
            if row.type == "ASIDE":
                continue
            key = None if row.visible[:1].isspace() else title_key(row.shown.strip())
            if key is None and groups:
                groups[-1][1].append(row)
            elif key is not None:
                groups.append((key, [row]))
        return _Title(tuple(_title_entry(key, group) for key, group in groups))

    def scene_heading(self, rows: Rows) -> tree.SceneHeading:
        text = rows[0].words
        number = _SCENE_NUMBER.search(text)
        text = text[: number.start()] if number else text
        forced = text.startswith(".")
        text = text[1:].lstrip() if forced else text
        return tree.SceneHeading(text, number.group(1) if number else None, forced, rows[0].span, notes_of(rows))

    def section(self, rows: Rows) -> tree.Section:
        text = rows[0].words
        bare = text.lstrip("#")
        return tree.Section(len(text) - len(bare), bare.strip(), rows[0].span)

    def synopsis(self, rows: Rows) -> tree.Synopsis:
        return tree.Synopsis(rows[0].words[1:].strip(), rows[0].span)

    def standing_note(self, rows: Rows) -> tuple[tree.StandingNote, ...]:
        return tuple(tree.StandingNote(note, note.span) for note in notes_of(rows))

    def page_break(self, rows: Rows) -> tree.PageBreak:
        return tree.PageBreak(rows[0].span)

    def transition(self, rows: Rows) -> tree.Transition:
        text = rows[0].words
        forced = text.startswith(">")
        return tree.Transition(text[1:].strip() if forced else text, forced, rows[0].span)

    def action(self, rows: Rows) -> tree.Action:
        return paragraph(rows)

    def centered(self, rows: Rows) -> tree.Action:
        lines = tuple(row.visible.strip()[1:-1].strip() for row in rows if row.type == "CENTERED")
        return tree.Action(lines, extent(rows), notes_of(rows), centered=True)

    def lyrics(self, rows: Rows) -> tree.Lyrics:
        lines = tuple(row.visible.strip()[1:].strip() for row in rows if row.type == "LYRIC")
        return tree.Lyrics(lines, extent(rows))

    def dialogue(self, rows: Rows) -> tree.Dialogue:
        cue = rows[0]
        text = cue.words
        forced = text.startswith("@")
        name, extensions, _ = split_cue(text[1:] if forced else text)
        dual = cue.type == "DUAL_CHARACTER"
        spoken = tuple(_utterance(row) for row in rows[1:] if row.type != "ASIDE")
        return tree.Dialogue(tree.Cue(name, extensions, dual, forced, cue.span), spoken, extent(rows), notes_of(rows))

    second_half = dialogue

    def dual_dialogue(self, halves: list[tree.Dialogue]) -> tree.DualDialogue:
        left, right = halves
        return tree.DualDialogue(left, right, left.span.to(right.span))

    def declaration(self, rows: Rows) -> tree.Declaration:
        return blocks.declaration(rows)

    def directive(self, rows: Rows) -> tree.Directive:
        return blocks.directive(rows)

    def shot(self, rows: Rows) -> tuple[Element, ...]:
        """The shot, and after it the paragraph its other lines make."""
        acted = [row for row in rows if row.type == "ACTION"]
        shot = blocks.shot([row for row in rows if row.type != "ACTION"])
        if not acted:
            return (shot,)
        action = paragraph(acted)
        return shot, replace(action, notes=(*_notes_above(acted[0], rows), *action.notes))


@dataclass(frozen=True, slots=True)
class _Title:
    entries: tuple[tree.TitleEntry, ...]


def paragraph(rows: Rows) -> tree.Action:
    """A paragraph of the rows' text; a `!` that forces a line is left out."""
    lines = tuple(_unforced(row.visible.rstrip()) for row in rows if row.type == "ACTION")
    return tree.Action(lines, extent(rows), notes_of(rows))


def _notes_above(row: LineToken, rows: Rows) -> tuple[tree.Note, ...]:
    """The notes on the lines directly above `row`, as far as it is the first of its sort."""
    end = start = rows.index(row)
    while rows[start - 1].type == "ASIDE":
        start -= 1
    return notes_of(rows[start:end]) if start < end else ()


def _unforced(text: str) -> str:
    bare = text.lstrip()
    return bare[1:] if bare.startswith("!") else text


def _utterance(row: LineToken) -> tree.Utterance:
    text = row.visible.strip()
    kind: Literal["parenthetical", "dialogue", "lyric"]
    match row.type:
        case "PARENTHETICAL":
            kind, text = "parenthetical", unwrapped(text)[1:-1].strip()
        case "LYRIC":
            kind, text = "lyric", text[1:].strip()
        case _:
            kind = "dialogue"
    return tree.Utterance(kind, text, row.span)


def _title_entry(key: str, rows: Rows) -> tree.TitleEntry:
    first = rows[0]
    start = first.span.start
    colon = first.shown.index(":")
    inline = first.visible.partition(":")[2].strip()
    values = [inline] if inline else []
    values += [text for row in rows[1:] if (text := row.visible.strip())]
    rest = first.shown[colon + 1 :]
    value_start = first.at.start + colon + 1 + (len(rest) - len(rest.lstrip()) if rest.strip() else 0)
    if not inline and len(rows) > 1:
        value_start = rows[1].span.start
    value_end = max(value_start, rows[-1].span.end)
    page = first.page
    return tree.TitleEntry(key, tuple(values), page.span(start, start + len(key)), page.span(value_start, value_end))
