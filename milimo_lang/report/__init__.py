"""What milimo says, as text and as data: `human` for a terminal, `short` for grep, the others for programs.

Lines and columns are one-based and count characters, except where a format asks otherwise; a span's end is the column
after its last character.
"""

from milimo_lang.report.data import records
from milimo_lang.report.human import MOST_DRAWN, human
from milimo_lang.report.lines import github, short, summary
from milimo_lang.report.page import Page, visible
from milimo_lang.report.sarif import Rule, sarif

__all__ = ["MOST_DRAWN", "Page", "Rule", "github", "human", "records", "sarif", "short", "summary", "visible"]
