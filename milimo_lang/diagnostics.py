"""What milimo tells a writer: one `Diagnostic` a mistake, and `Outcome`, a value with what was said of it.

A writer's mistake is data here and never an exception. How it is printed is `report.py`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from milimo_lang.source import Span

T = TypeVar("T")


class Severity(StrEnum):
    """How bad it is. Only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Applicability(StrEnum):
    """`SAFE` keeps the film as meant; `MAYBE` wants a look first."""

    SAFE = "safe"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Label:
    """A span with a few words on why it matters to the diagnostic."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace the text of `span` by `replacement`; `title` says it in words ("rename to Mara")."""

    title: str
    span: Span
    replacement: str
    applicability: Applicability = Applicability.MAYBE


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A located sentence.

    `code` is stable (`M2004`), `name` its readable twin (`undeclared-speaker`); `message` is one sentence
    without a full stop; `help` says what to do.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    label: str = ""
    help: str = ""
    related: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of diagnostic: declared once beside the check that says it, called to make one."""

    code: str
    name: str
    severity: Severity

    def __call__(
        self,
        span: Span,
        message: str,
        *,
        label: str = "",
        help: str = "",
        related: Iterable[Label] = (),
        fixes: Iterable[Fix] = (),
    ) -> Diagnostic:
        return Diagnostic(self.code, self.name, self.severity, message, span, label, help, tuple(related), tuple(fixes))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A stage's best value with everything it has to say; the value is usable even when there are errors."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()
