"""What is shipped of the script says what was written."""

from __future__ import annotations

import pytest

from milimo_lang.preview.shipped import script, style, tight


@pytest.mark.parametrize(
    ("written", "shipped"),
    [
        ("const a = { b: 1, c: [2, 3] };", "const a={b:1,c:[2,3]};"),
        ("x = \"a , b\" + ' { } ';", "x=\"a , b\" + ' { } ';"),
        (r'x = "a \" , b";', r'x="a \" , b";'),
        ("x = `a , ${b ? `in , ${c } { }` : { d: 1 } } , e`;", "x=`a , ${b?`in , ${c} { }`:{d:1}} , e`;"),
        (r"x.replace(/ , [ /] , \/ /g, y);", r"x.replace(/ , [ /] , \/ /g,y);"),
        ("a / b; c / d", "a / b;c / d"),
        ("x => /( )=/.test(x)", "x=>/( )=/.test(x)"),
        ("a - -b + +c", "a - -b + +c"),
        ("return a\nb", "return a\nb"),
    ],
)
def test_spaces_beside_signs_go_and_words_stay(written: str, shipped: str) -> None:
    assert tight(written) == shipped


def test_what_only_writers_of_style_and_script_read_is_not_shipped() -> None:
    assert "/*" not in style()
    assert not [line for line in script().splitlines() if line.startswith(("//", " ")) or "  // " in line]
    assert "<!--" not in script()
    assert "</script" not in script()
