"""Declarations to elements: variants inherit, names are unique, model profiles are data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from milimo_lang import resources
from milimo_lang.analysis.assets import SOUNDS, Assets
from milimo_lang.analysis.checks.bad_value import cannot_be, no_profile, no_template, not_of_a_profile
from milimo_lang.analysis.checks.duplicate_name import duplicate_name
from milimo_lang.analysis.checks.not_yet import no_generated_picture, no_recorded_voice, not_yet
from milimo_lang.analysis.checks.unknown_reference import unknown_element
from milimo_lang.analysis.checks.variant_of_nothing import variant_of_nothing
from milimo_lang.analysis.load import beside
from milimo_lang.analysis.names import folded, nearest, tight, variant_of
from milimo_lang.analysis.settings import Unreadable, read_seed
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Element, ImageRef, ModelProfile
from milimo_lang.syntax import tree


def declared(declarations: Iterable[tree.Declaration], assets: Assets, said: list[Diagnostic]) -> dict[str, Element]:
    """The elements by name, in order of declaration. Bases come before their variants wherever they stand."""
    ordered = sorted(enumerate(declarations), key=lambda item: (variant_of(item[1].name) is not None, item[0]))
    found: dict[str, Element] = {}
    by_fold: dict[str, Element] = {}
    by_mention: dict[str, Element] = {}
    for order, declaration in ordered:
        if not declaration.name:
            continue  # said already
        mention = tight(declaration.name)
        if mention in by_mention:
            said.append(_duplicate(declaration, by_mention[mention]))
            continue
        element = _element(declaration, order, by_fold, assets, said)
        by_fold[folded(declaration.name)] = by_mention[mention] = found[element.name] = element
    return dict(sorted(found.items(), key=lambda item: item[1].span))


def _duplicate(declaration: tree.Declaration, first: Element) -> Diagnostic:
    mention = f"@{tight(first.name)}"
    return duplicate_name(declaration.name, mention, declaration.kind, (first.name, first.span), declaration.name_span)


def _element(
    declaration: tree.Declaration,
    order: int,
    known: dict[str, Element],
    assets: Assets,
    said: list[Diagnostic],
) -> Element:
    base_name = (variant_of(declaration.name) or (None,))[0]
    base = known.get(folded(base_name)) if base_name else None
    if base_name and base is None:
        said.append(_no_base(declaration, base_name, known))
    inherited = base.model_dump() if base else {}
    values: dict[str, Any] = {key: inherited[key] for key in _INHERITED if key in inherited}
    if base is not None:
        values |= {"images": base.images}
    if declaration.look:
        values["look"] = ", ".join(part for part in (values.get("look", ""), declaration.look) if part)
    for item in declaration.properties:
        _property(item, values, known, assets, said)
    return Element(
        kind=base.kind if base else declaration.kind,
        name=declaration.name,
        base=base.base if base else declaration.name,
        order=base.order if base else order,
        span=declaration.name_span,
        **values,
    )


_INHERITED = ("look", "voice", "trigger", "negative", "seed", "weight", "loras")


def _no_base(declaration: tree.Declaration, base: str, known: dict[str, Element]) -> Diagnostic:
    near = nearest(base, [element.name for element in known.values()])
    variant = declaration.name[len(base) :]
    return variant_of_nothing(declaration.kind, base, variant, near, declaration.name_span)


def _property(
    item: tree.Property,
    values: dict[str, Any],
    known: dict[str, Element],
    assets: Assets,
    said: list[Diagnostic],
) -> None:
    match item.key:
        case "look":
            values["look"] = item.text
        case "image" | "reference":
            values["images"] = (*values.get("images", ()), *_images(item, assets, said))
        case "voice":
            _voice(item, values, known, assets, said)
        case "trigger" | "negative":
            values[item.key] = item.text
        case "seed":
            try:
                values["seed"] = read_seed(item.text)
            except Unreadable as wrong:
                said.append(cannot_be("seed", item.text, str(wrong), item.value_span))
        case "weight":
            values["weight"] = number(item, 0, 10, said, 1.0)
        case "like":
            _like(item, values, known, said)
        case "lora":
            said.append(not_yet("lora", item.key_span))


def _images(item: tree.Property, assets: Assets, said: list[Diagnostic]) -> list[ImageRef]:
    if item.text.casefold().startswith("generate"):
        said.append(no_generated_picture(item.value_span))
        return []
    found = (assets.picture(path_of(phrase), phrase.span, reference=True) for phrase in item.items)
    return [image for image in found if image is not None]


def _voice(
    item: tree.Property,
    values: dict[str, Any],
    known: dict[str, Element],
    assets: Assets,
    said: list[Diagnostic],
) -> None:
    text = item.text
    if text.startswith("@"):
        other = known.get(folded(text[1:]))
        if other is None:
            said.append(_unknown(item, text[1:], known))
        else:
            values["voice"] = other.look or other.voice
    elif any(text.casefold().endswith(suffix) for suffix in SOUNDS):
        assets.facts(beside(item.value_span.path, text), text, item.value_span, "sound")
        said.append(no_recorded_voice(item.value_span))
    else:
        values["voice"] = text


def _like(item: tree.Property, values: dict[str, Any], known: dict[str, Element], said: list[Diagnostic]) -> None:
    other = known.get(folded(item.text.removeprefix("@")))
    if other is None:
        said.append(_unknown(item, item.text.removeprefix("@"), known))
        return
    values["look"] = ", ".join(part for part in (other.look, values.get("look", "")) if part)
    values.setdefault("images", other.images)


def _unknown(item: tree.Property, name: str, known: dict[str, Element]) -> Diagnostic:
    return unknown_element(name, nearest(name, [element.name for element in known.values()]), item.value_span)


def path_of(phrase: tree.Phrase) -> str:
    """A phrase that names a file: quoted, or as written."""
    if len(phrase.atoms) == 1 and isinstance(phrase.atoms[0], tree.Quoted):
        return phrase.atoms[0].text
    return phrase.text


def number(item: tree.Property, low: float, high: float, said: list[Diagnostic], default: float) -> float:
    """The property's value as a number in [low, high]; `default` with a diagnostic where it is none."""
    try:
        value = float(item.text)
    except ValueError:
        value = float("nan")
    if low <= value <= high:
        return value
    said.append(cannot_be(item.key, item.text, f"a number from {low:g} to {high:g}", item.value_span))
    return default


# ---------------------------------------------------------------- model profiles


_WHOLE = ("stride", "multiple", "context", "chunk", "overlap", "shortest", "align", "stages", "sample rate")
_WORDS = ("family", "handoff", "template")
_SWITCHES = ("draws", "audio")


def profile(name: str, directive: tree.Directive, said: list[Diagnostic]) -> ModelProfile | None:
    """`%define model NAME` and its block; None with a diagnostic where a value is wrong."""
    from pydantic import ValidationError

    values: dict[str, Any] = {"name": name, "family": name}
    for item in directive.properties:
        key = item.key
        if key in _WHOLE and item.text.isdecimal() and len(item.text) <= 9:
            values[key.replace(" ", "_")] = int(item.text)
        elif key == "template" and item.text not in resources.names("stdlib", "prompts", suffix=".j2"):
            said.append(_no_template(item))
        elif key in _WORDS:
            values[key] = item.text
        elif key in _SWITCHES and item.text.casefold() in ("yes", "no"):
            values[key] = item.text.casefold() == "yes"
        else:
            said.append(not_of_a_profile(item.key, item.text, (*_WHOLE, *_WORDS, *_SWITCHES), item.span))
    values.setdefault("align", values.get("stride", 1))
    try:
        return ModelProfile(**values)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        message = ": ".join((*map(str, first["loc"]), first["msg"].removeprefix("Value error, ")))
        said.append(no_profile(name, message, directive.head_span))
        return None


def _no_template(item: tree.Property) -> Diagnostic:
    known = resources.names("stdlib", "prompts", suffix=".j2")
    return no_template(item.text, nearest(item.text, known), known, item.value_span)
