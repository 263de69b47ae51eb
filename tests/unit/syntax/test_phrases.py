"""Phrases and their atoms, and that a tree remembers where everything stood."""

from __future__ import annotations

from fractions import Fraction

import pytest

from milimo_lang.source import Source
from milimo_lang.syntax import words
from milimo_lang.syntax.parse import parse
from milimo_lang.syntax.phrases import phrases
from milimo_lang.syntax.tree import Level, Mention, Quoted, ShotLine, Time, Word


def test_spans_count_from_the_offset() -> None:
    (one, two) = phrases('close on @Mara, "a, b"', "film.mls", 100).value
    assert [(a.span.start, a.span.end) for a in one.atoms] == [(100, 105), (106, 108), (109, 114)]
    assert two.span.start == 116
    assert two.atoms == (Quoted("a, b", two.span),)


@pytest.mark.parametrize(
    ("text", "unit", "value", "extra"),
    [
        ("48f", "frames", Fraction(48), 0),
        ("300 frames", "frames", Fraction(300), 0),
        ("2.5s", "seconds", Fraction(5, 2), 0),
        ("4 SECONDS", "seconds", Fraction(4), 0),
        ("500ms", "seconds", Fraction(1, 2), 0),
        ("20 milliseconds", "seconds", Fraction(1, 50), 0),
        ("2 min", "seconds", Fraction(120), 0),
        ("0:06", "seconds", Fraction(6), 0),
        ("0:06.5", "seconds", Fraction(13, 2), 0),
        ("1:02:03", "seconds", Fraction(3723), 0),
        ("00:02:11:05", "timecode", Fraction(131), 5),
        ("50%", "percent", Fraction(50), 0),
        ("end", "end", Fraction(0), 0),
    ],
)
def test_times_are_exact(text: str, unit: str, value: Fraction, extra: int) -> None:
    ((atom,),) = (phrase.atoms for phrase in phrases(text, "film.mls", 0).value)
    assert isinstance(atom, Time)
    assert (atom.unit, atom.value, atom.extra) == (unit, value, extra)


@pytest.mark.parametrize(("text", "decibels"), [("-14 dB", -14.0), ("+3dB", 3.0), ("−0.5 DB", -0.5)])
def test_levels(text: str, decibels: float) -> None:
    ((atom,),) = (phrase.atoms for phrase in phrases(text, "film.mls", 0).value)
    assert isinstance(atom, Level)
    assert atom.decibels == decibels


@pytest.mark.parametrize(
    ("text", "name"), [("@Mara", "Mara"), ("@Mara.wet", "Mara.wet"), ("@Mara's", "Mara"), ("@Anne-Marie", "Anne-Marie")]
)
def test_mentions(text: str, name: str) -> None:
    atom = phrases(text, "film.mls", 0).value[0].atoms[0]
    assert isinstance(atom, Mention)
    assert atom.name == name


@pytest.mark.parametrize("text", ["me@home.org", "50mm", "2nd", "f/2.8", "wait...", "a:b"])
def test_words_stay_whole(text: str) -> None:
    ((atom,),) = (phrase.atoms for phrase in phrases(text, "film.mls", 0).value)
    assert isinstance(atom, Word)
    assert atom.text == text


def test_the_second_mistake_of_a_line_is_said_too() -> None:
    said = phrases('a,, b: c "d', "film.mls", 0).diagnostics
    assert {d.code for d in said} == {"M1001", "M1002", "M1003"}


def test_parsing_a_text_again_gives_the_same_tree() -> None:
    source = Source("film.mls", "!! wide, 4s: rain\n    key 0: a.png\n")
    first = parse(source)
    parse.cache_clear()
    assert parse(source) == first


def test_a_fix_leads_to_a_text_with_nothing_to_say() -> None:
    text = "@character Mara: braid\n    imge: a.png\n\n!! wide,\n"
    said = parse(Source("film.mls", text)).diagnostics
    for fix in sorted((fix for d in said for fix in d.fixes), key=lambda fix: -fix.span.start):
        text = text[: fix.span.start] + fix.replacement + text[fix.span.end :]
    assert parse(Source("film.mls", text)).diagnostics == ()


def test_a_broken_line_keeps_what_could_be_read() -> None:
    (shot,) = parse(Source("film.mls", '!! card "THREE, 3s\n    key: x.png\n    takes: 3\n')).value.elements
    assert isinstance(shot, ShotLine)
    assert [phrase.text for phrase in shot.phrases] == ['card "THREE', "3s"]
    assert [item.key for item in shot.properties] == ["key", "takes"]


@pytest.mark.parametrize(
    ("word", "near"),
    [("imge", "image"), ("duratoin", "duration"), ("negatve", "negative"), ("image", None), ("note", None)],
)
def test_near_misses(word: str, near: str | None) -> None:
    known = (*words.DECLARATION_KEYS, *words.SHOT_KEYS)
    assert words.near_miss(word, [k for k in known if k != word]) == near
