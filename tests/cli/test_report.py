"""How a diagnostic is drawn, said in a line, and handed to a program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

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
        " ::> cast.mls:2:12\n"
        "  |\n"
        "2 | @character Mara: old\n"
        "  |            ---- Mara is declared here\n"
        "  = help: declare her, or correct the name\n"
        "  = mended: MARA\n"
        "\n"
    )


def test_two_places_of_one_file_are_shown_in_their_order_in_one_excerpt() -> None:
    text = "@character Mara: old\n\n\n@character MARA: young\n"
    diagnostic = Diagnostic(
        "M2001", "twice", Severity.ERROR, "twice", Span("film.mls", 34, 38), "again", "",
        (Label(Span("film.mls", 11, 15), "first"),),
    )  # fmt: skip
    assert report.human([diagnostic], page(text)) == (
        "error[M2001]: twice\n"
        " --> film.mls:4:12\n"
        "  |\n"
        "1 | @character Mara: old\n"
        "  |            ---- first\n"
        "...\n"
        "4 | @character MARA: young\n"
        "  |            ^^^^ again\n"
        "\n"
    )


def test_two_places_of_one_line_are_underlined_under_it() -> None:
    diagnostic = Diagnostic(
        "M3012", "two", Severity.WARNING, "two", Span("film.mls", 9, 11), "second", "",
        (Label(Span("film.mls", 3, 5), "first"),),
    )  # fmt: skip
    assert report.human([diagnostic], page("!! 4s and 6s")).splitlines()[3:] == [
        "1 | !! 4s and 6s",
        "  |    -- first",
        "  |          ^^ second",
        "",
    ]


def test_no_line_of_a_report_is_wider_than_the_page() -> None:
    long = "the words of this message go on and on, " * 5
    fix = Fix("write it", Span("film.mls", 300, 304), "there")
    diagnostic = Diagnostic(
        "M1001", "odd", Severity.ERROR, long.strip(), Span("film.mls", 300, 304), "", long.strip(), (), (fix,)
    )
    drawn = report.human([diagnostic], page("word " * 60 + "HERE" + " word" * 60))
    assert max(map(len, drawn.splitlines())) <= 80 + len("......")
    assert "HERE" in drawn
    assert "there" in drawn


def test_the_line_is_shown_as_the_fix_would_leave_it() -> None:
    fix = Fix("write image", Span("film.mls", 4, 8), "image", Applicability.MAYBE)
    diagnostic = Diagnostic("M1006", "key", Severity.ERROR, "no", Span("film.mls", 4, 8), fixes=(fix,))
    assert "  = mended: image: a.png\n" in report.human([diagnostic], page("    imge: a.png\n"))


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
        "label": "",
        "help": "look",
        "fixes": [
            {
                "title": "write it",
                "applicability": "maybe",
                "edits": [{"file": "film.mls", **place, "end_column": 3, "replacement": "Z"}],
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


def test_a_workflow_command_escapes_what_would_end_it_or_a_property() -> None:
    odd = Diagnostic("M1001", "odd", Severity.NOTE, "50%: a,\r\nb", Span("a,b:c%.mls", 0, 1), help="look")
    paper = Page({"a,b:c%.mls": Source("a,b:c%.mls", "x")})
    assert report.github([odd], paper) == (
        "::notice file=a%2Cb%3Ac%25.mls,line=1,col=1,endLine=1,endColumn=2,title=M1001 odd::50%25: a,%0D%0Ab%0Alook\n"
    )


def test_a_workflow_command_of_several_lines_names_the_first() -> None:
    assert report.github([mistake(2, 14)], page("a bcd\nefg\nhij\n")) == (
        "::error file=film.mls,line=1,col=3,title=M2004 unknown-name::wrong\n"
    )


def sarif(diagnostic: Diagnostic, paper: Page) -> dict[str, Any]:
    """The one run of a log that the schema of SARIF allows."""
    log = report.sarif([([diagnostic], paper)], lambda code: report.Rule("A slip.", "A slip. Mend it.", "# A slip"))
    schema = json.loads((Path(__file__).parent / "sarif/schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    return run


def test_sarif_has_rules_and_results_that_name_them() -> None:
    run = sarif(mistake(0, 1), page("x"))
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"], rule["help"]["markdown"]) == ("M2004", "UnknownName", "# A slip")
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("M2004", 0, "error")
    assert "helpUri" not in rule


def test_sarif_counts_columns_in_utf_16_units() -> None:
    run = sarif(mistake(4, 6), page("日\n\U0001f3ac ab"))
    assert run["columnKind"] == "utf16CodeUnits"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 6}


def test_sarif_tells_related_places_and_fixes_as_changes_of_files() -> None:
    fix = Fix("write it", Span("film.mls", 0, 1), "Z", Applicability.SAFE)
    related = (Label(Span("my cast.mls", 2, 3), "declared here"),)
    odd = Diagnostic("M1001", "odd", Severity.NOTE, "odd", Span("film.mls", 0, 1), "", "look", related, (fix,))
    (result,) = sarif(odd, page("x", Source("my cast.mls", "a\nb")))["results"]
    assert (result["level"], result["message"]["text"]) == ("note", "odd\nlook")
    (place,) = result["relatedLocations"]
    assert place["message"]["text"] == "declared here"
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "my%20cast.mls"}
    assert place["physicalLocation"]["region"]["startLine"] == 2
    (mend,) = result["fixes"]
    assert mend["artifactChanges"][0]["artifactLocation"] == {"uri": "film.mls"}
    assert mend["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2},
            "insertedContent": {"text": "Z"},
        }
    ]


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
