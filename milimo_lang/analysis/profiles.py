"""Model profiles: `%define model NAME` and its block, data that says what a model can do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

from milimo_lang import resources
from milimo_lang.analysis.checks.bad_value import no_capability, no_profile, no_template, not_of_a_profile
from milimo_lang.analysis.names import folded, nearest
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Capability, ModelProfile
from milimo_lang.ir.values import Size, Within
from milimo_lang.syntax import tree

_WHOLE = ("stride", "multiple", "context", "chunk", "overlap", "shortest", "align", "stages", "sample rate")
_WORDS = ("family", "handoff", "template")
_SWITCHES = ("draws", "distilled", "audio", "doubled")
_OTHERS = ("largest", "can")

_SIDES = re.compile(r"(\d{2,4})x(\d{2,4})")


def profile(name: str, directive: tree.Directive, said: list[Diagnostic]) -> ModelProfile | None:
    """The profile NAME that `%define model NAME` and its block say; None with a diagnostic where a value is wrong."""
    values: dict[str, Any] = {"name": name, "family": name}
    for item in directive.properties:
        key = item.key
        if key in _WHOLE and item.text.isdecimal() and len(item.text) <= 9:
            values[key.replace(" ", "_")] = int(item.text)
        elif key == "template" and item.text not in resources.names("stdlib", "prompts", suffix=".j2"):
            said.append(_no_template(item))
        elif key == "can":
            values[key] = tuple(_capabilities(item, said))
        elif key == "largest" and (sides := _SIDES.fullmatch(item.text)):
            values[key] = Size(width=int(sides[1]), height=int(sides[2]))
        elif key in _WORDS:
            values[key] = item.text
        elif key in _SWITCHES and item.text.casefold() in ("yes", "no"):
            values[key] = item.text.casefold() == "yes"
        else:
            said.append(not_of_a_profile(item.key, item.text, (*_WHOLE, *_WORDS, *_SWITCHES, *_OTHERS), item.span))
    values.setdefault("align", values.get("stride", 1))
    wrong = next(_wrong(values), None)
    if wrong is not None:
        said.append(no_profile(name, wrong, directive.head_span))
        return None
    return ModelProfile(**values)


def _wrong(values: dict[str, Any]) -> Iterator[str]:
    """What of the values of a profile no model can have."""
    for name, hint in get_type_hints(ModelProfile, include_extras=True).items():
        if name not in values:
            continue
        value, key = values[name], name.replace("_", " ")
        for limits in getattr(hint, "__metadata__", ()):
            if isinstance(limits, Within) and not limits.holds(value):
                yield f"{key} cannot be {value}: {limits}{f', a multiple of {limits.of}' if limits.of > 1 else ''}"
        if get_origin(hint) is Literal and value not in get_args(hint):
            yield f"{key} cannot be {value!r}: one of {', '.join(get_args(hint))}"


def _capabilities(item: tree.Property, said: list[Diagnostic]) -> Iterator[str]:
    """What `can:` lists, the unknown left out."""
    known = get_args(Capability)
    for phrase in item.items:
        if folded(phrase.text) in known:
            yield folded(phrase.text)
            continue
        said.append(no_capability(phrase.text, nearest(phrase.text, known), known, phrase.span))


def _no_template(item: tree.Property) -> Diagnostic:
    known = resources.names("stdlib", "prompts", suffix=".j2")
    return no_template(item.text, nearest(item.text, known), known, item.value_span)
