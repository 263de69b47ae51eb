"""How a diagnostic is drawn, said in a line, and handed to a program."""

from __future__ import annotations

from milimo_lang import report
from milimo_lang.diagnostics import Applicability, Diagnostic, Fix, Label, Severity
from milimo_lang.report import Page
from milimo_lang.source import Source, Span


def page(text: str, *more: Source, colour: bool = False) -> Page:
    return Page({"film.mls": Source("film.mls", text), **{source.path: source for source in more}}, colour=colour)


def mistake(start: int, end: int, label: str = "", path: str = "film.mls", message: str = "wrong") -> Diagnostic:
    return Diagnostic("M2004", "unknown-name", Severity.ERROR, message, Span(path, start, end), label)


def test_a_diagnostic_shows_code_place_excerpt_carets_label_help_and_fixes() -> None:
    cast = Source("cast.mls", "\n@character Mara: old\n")
    diagnostic = Diagnostic(
        "M2004",
        "unknown-name",
        Severity.ERROR,
        "nobody called MARRA is declared",
        Span("film.mls", 6, 11),
        "the cue",
        "declare her, or correct the name",
        (Label(Span("cast.mls", 12, 16), "Mara is declared here"),),
        (Fix("write MARA", Span("film.mls", 6, 11), "MARA", Applicability.SAFE),),
    )
    assert report.human([diagnostic], page("Hello\nMARRA\nWho?\n", cast)) == (
        "error[M2004]: nobody called MARRA is declared\n"
        " --> film.mls:2:1\n"
        "  |\n"
        "2 | MARRA\n"
        "  | ^^^^^ the cue\n"
        " --> cast.mls:2:12\n"
        "  |\n"
        "2 | @character Mara: old\n"
        "  |            ---- Mara is declared here\n"
        "  = help: declare her, or correct the name\n"
        "  = fix (safe): write MARA\n"
        "\n"
    )


def test_line_numbers_of_different_width_share_one_gutter() -> None:
    text = "\n" * 99 + "here"
    drawn = report.human([mistake(99, 103)], page(text))
    assert "\n   --> film.mls:100:1\n    |\n100 | here\n    | ^^^^\n" in drawn


def test_carets_stand_under_wide_characters_accents_and_tabs() -> None:
    drawn = report.human([mistake(8, 11)], page("\t日本e\u0301 X @El end"))
    source, carets = drawn.splitlines()[3:5]
    assert source == "1 |     日本e\u0301 X @El end"
    assert carets == "  |             ^^^"  # 4 of the tab, 4 of two wide characters, 1 of e with its accent, ' X '


def test_a_terminal_is_never_sent_a_control_character_of_the_film() -> None:
    drawn = report.human([mistake(5, 6, message="no \x1b]0;title\x07")], page("a \x1b[31m b\u202e"))
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    assert "a <U+001B>[31m b<U+202E>" in drawn


def test_a_very_long_line_is_cut_round_the_mistake() -> None:
    text = "x" * 50_000 + "HERE" + "y" * 50_000
    source, carets = report.human([mistake(50_000, 50_004)], page(text)).splitlines()[3:5]
    assert len(source) < 120
    assert source[carets.index("^") : carets.rindex("^") + 1] == "HERE"


def test_a_mistake_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    drawn = report.human([mistake(2, 14, "this")], page("a bcd\nefg\nhij\n"))
    assert "1 | a bcd\n  |   ^^^ this (to line 3)\n" in drawn


def test_a_mistake_at_the_end_of_a_line_or_of_the_file_has_one_caret() -> None:
    assert "1 | abc\n  |    ^\n" in report.human([mistake(3, 3)], page("abc\n"))
    assert "2 |\n  | ^\n" in report.human([mistake(4, 4)], page("abc\n"))


def test_a_file_that_could_not_be_read_is_named_without_an_excerpt() -> None:
    drawn = report.human([mistake(0, 0, path="gone.mls")], page(""))
    assert drawn == "error[M2004]: wrong\n --> gone.mls:1:1\n\n"


def test_colour_is_used_only_when_allowed() -> None:
    assert "\x1b" not in report.human([mistake(0, 1)], page("a"))
    assert report.human([mistake(0, 1)], page("a", colour=True)).startswith("\x1b[1;31merror[M2004]\x1b[0m")


def test_short_is_one_line_each() -> None:
    assert report.short([mistake(6, 7)], page("Hello\nX")) == "film.mls:2:1: error[M2004]: wrong\n"


def test_a_record_is_one_based_and_counts_characters() -> None:
    fix = Fix("write it", Span("film.mls", 3, 4), "Z")
    related = (Label(Span("film.mls", 0, 1), "because of this"),)
    diagnostic = Diagnostic(
        "M1001", "odd", Severity.WARNING, "odd", Span("film.mls", 3, 5), "", "look", related, (fix,)
    )
    [record] = report.records([diagnostic], page("日\n\U0001f3acab"))
    place = {"line": 2, "column": 2, "end_line": 2}
    assert record == {
        "code": "M1001",
        "name": "odd",
        "severity": "warning",
        "message": "odd",
        "file": "film.mls",
        **place,
        "end_column": 4,
        "help": "look",
        "fixes": [
            {
                "title": "write it",
                "applicability": "maybe",
                "edits": [{**place, "end_column": 3, "replacement": "Z"}],
            }
        ],
        "related": [
            {
                "message": "because of this",
                "file": "film.mls",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 2,
            }
        ],
    }


def test_the_summary_counts_by_severity() -> None:
    warning = Diagnostic("M1", "w", Severity.WARNING, "w", Span("f", 0, 0))
    assert report.summary([mistake(0, 0), warning, mistake(0, 0)]) == "2 errors, 1 warning"
    assert report.summary([]) == ""


def test_of_very_many_slips_the_errors_are_drawn_and_the_rest_counted() -> None:
    warnings = [
        Diagnostic(
            "M2002", "unknown-mention", Severity.WARNING, "@Kit is not declared", Span("film.mls", at * 5, at * 5 + 4)
        )
        for at in range(999)
    ]
    drawn = report.human([*warnings, mistake(4995, 4999, message="no frames")], page("@Kit\n" * 1000))
    assert drawn.count("@Kit is not declared") == report.MOST_DRAWN - 1
    assert "no frames" in drawn
    assert "… and 800 more" in drawn
