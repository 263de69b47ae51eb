"""Texts for property tests: made of what the language is made of, so that they reach its corners."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    *("\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "\ufeff", "\u2028", "\x85", "\xa0", "é"),
    *("@character ", "@prop X: y", "@Mara", "@Mara.wet", "!!", "!", " wide", "%set", "%music ", "%define model"),
    *(": ", ":", ",", '"', "“", "”", "\\", "..", "[[", "]]", "/*", "*/", "{x = y}", "'s"),
    *("MARA", "(V.O.)", "^", "~", "> ", "<", "#", "=", "===", "INT. X", "CUT TO:", ".A", "..."),
    *("key 0", "at 4s", "image: a.png", "imge: x", "Title: x", "Fade: y", "4s", "0:06", "50%", "end", "-14 dB", "12"),
]

texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
paths = st.sampled_from(["film.mls", "film.fountain"])
