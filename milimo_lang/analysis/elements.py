"""Declarations to elements: variants inherit, names are unique, one element may lean on another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from milimo_lang.analysis.assets import SOUNDS, Assets
from milimo_lang.analysis.checks.bad_value import cannot_be, no_weight
from milimo_lang.analysis.checks.duplicate_name import duplicate_name
from milimo_lang.analysis.checks.leans_on_itself import leans_on_itself, look_too_long
from milimo_lang.analysis.checks.unknown_reference import unknown_element
from milimo_lang.analysis.checks.variant_of_nothing import variant_of_nothing
from milimo_lang.analysis.names import Guesses, folded, tight, variant_of
from milimo_lang.analysis.settings import Unreadable, read_seed
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Element, ElementKind, Generated, ImageRef, LoraRef
from milimo_lang.source import Span
from milimo_lang.syntax import tree


def declared(
    declarations: Iterable[tree.Declaration],
    assets: Assets,
    said: list[Diagnostic],
    called: Mapping[str, str] | None = None,
) -> dict[str, Element]:
    """The elements by name, in order of declaration.

    `called` are the files that are used `as` another name: what they declare gives way to a name of the film's own,
    and is then known by both, `@noir.Mara`.
    """
    return _Cast(declarations, assets, said, called or {}).elements()


class _Cast:
    """Declarations while they become elements: what an element leans on is read before it, wherever it stands."""

    def __init__(
        self,
        declarations: Iterable[tree.Declaration],
        assets: Assets,
        said: list[Diagnostic],
        called: Mapping[str, str],
    ) -> None:
        self._assets, self._said, self._called = assets, said, called
        self._declared: dict[str, tree.Declaration] = {}
        self._named: dict[str, str] = {}
        self._orders: dict[str, int] = {}
        self._read: dict[str, Element] = {}
        self._reading: list[str] = []
        self._mentioned: dict[str, str] = {}
        self._depths: dict[str, int] = {}
        self._list(list(declarations))
        self._guesses = Guesses(self._named.values())

    def elements(self) -> dict[str, Element]:
        for key in self._declared:
            self._element(key)
        return {one.name: one for one in sorted(self._read.values(), key=lambda one: one.span)}

    def _list(self, declarations: list[tree.Declaration]) -> None:
        """Every declaration under its folded name, bases before variants; a name that is taken is said."""
        own = {tight(one.name) for one in declarations if one.name_span.path not in self._called}
        mentioned: dict[str, tree.Declaration] = {}
        ordered = sorted(enumerate(declarations), key=lambda item: (_level(item[1].name), item[0]))
        for order, one in ordered:
            if not one.name:
                continue  # said already
            file = self._called.get(one.name_span.path)
            name = f"{file}.{one.name}" if file and tight(one.name) in own else one.name
            if (first := mentioned.setdefault(tight(name), one)) is not one:
                self._said.append(_duplicate(one, first))
                continue
            self._declared[folded(name)], self._orders[folded(name)] = one, order
            self._named[folded(name)] = name
            self._mentioned.setdefault(tight(name), folded(name))

    def _found(self, key: str, written: str, item: tree.Property) -> Element | None:
        """The element `written` that the element `key` leans on; None with a diagnostic where there is none."""
        wanted = folded(written)
        if wanted not in self._declared:
            wanted = self._mentioned.get(tight(written), wanted)
        if wanted not in self._declared:
            self._said.append(unknown_element(written, self._guesses.nearest(written), item.value_span))
            return None
        if wanted in self._reading:
            self._said.append(leans_on_itself(self._named[key], item.value_span))
            return None
        found = self._element(wanted) if len(self._reading) <= _DEEPEST else None
        if found is None or self._depths[wanted] >= _DEEPEST:
            self._said.append(leans_on_itself(self._named[key], item.value_span, deep=_DEEPEST))
            return None
        self._depths[key] = max(self._depths[key], self._depths[wanted] + 1)
        return found

    def _element(self, key: str) -> Element:
        if key not in self._read:
            self._reading.append(key)
            self._depths[key] = 0
            self._read[key] = self._made(key)
            self._reading.pop()
        return self._read[key]

    def _made(self, key: str) -> Element:
        declaration, name = self._declared[key], self._named[key]
        file = self._called.get(declaration.name_span.path)
        base = self._base(key, declaration, file)
        values: dict[str, Any] = {one: getattr(base, one) for one in _INHERITED} if base else {}
        if declaration.look:
            values["look"] = self._both(key, declaration.name_span, values.get("look", ""), declaration.look)
        likes = [item for item in declaration.properties if item.key == "like"]
        for item in declaration.properties:
            # Of two `like` the last counts, which is said already: else looks would double at every step.
            if not any(item is one for one in likes[:-1]):
                self._property(key, item, values)
        taken = file is not None and name != declaration.name
        return Element(
            kind=base.kind if base else cast(ElementKind, declaration.kind),
            name=name,
            base=base.base if base else f"{declaration.name} ({file})" if taken else name,
            order=base.order if base else self._orders[key],
            also=f"{file}.{''.join(declaration.name.split())}" if file else "",
            span=declaration.name_span,
            **values,
        )

    def _base(self, key: str, declaration: tree.Declaration, file: str | None) -> Element | None:
        """Whom a variant inherits from: of the same file first, where that is used under a name of its own."""
        name = (variant_of(declaration.name) or (None,))[0]
        if name is None:
            return None
        for candidate in (f"{file}.{name}", name) if file else (name,):
            if (base := folded(candidate)) in self._declared:
                found = self._element(base)
                self._depths[key] = self._depths[base]
                return found
        near, variant = self._guesses.nearest(name), declaration.name[len(name) :]
        self._said.append(variant_of_nothing(declaration.kind, name, variant, near, declaration.name_span))
        return None

    def _property(self, key: str, item: tree.Property, values: dict[str, Any]) -> None:
        said = self._said
        match item.key:
            case "look":
                values["look"] = item.text
            case "image" | "reference":
                values["images"] = (*values.get("images", ()), *self._images(key, item))
            case "voice":
                self._voice(key, item, values)
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
                other = self._found(key, item.text.removeprefix("@"), item)
                if other is not None and not folded(self._named[key]).startswith(f"{folded(other.name)}."):
                    # What a variant has of its own base it has once.
                    own = values.get("look", "")
                    values["look"] = self._both(key, item.value_span, other.look, own)
                    values.setdefault("images", other.images)
            case "lora":
                found = lora(item, self._assets, said)
                values["loras"] = (*values.get("loras", ()), *([found] if found else []))

    def _both(self, key: str, span: Span, other: str, own: str) -> str:
        """The look that is taken over, then the own one; that alone, with a diagnostic, where both are too long."""
        if other and own and len(other) + len(own) > _LONGEST:
            self._said.append(look_too_long(self._named[key], _LONGEST, span))
            return own
        return ", ".join(part for part in (other, own) if part)

    def _images(self, key: str, item: tree.Property) -> list[ImageRef | Generated]:
        words = generated(item)
        if words is not None:
            return [Generated(words=words, of=self._named[key], span=item.value_span)]
        found = (self._assets.picture(path_of(phrase), phrase.span, reference=True) for phrase in item.items)
        return [image for image in found if image is not None]

    def _voice(self, key: str, item: tree.Property, values: dict[str, Any]) -> None:
        text = item.text.strip().strip('"“”')
        if text.startswith("@"):
            other = self._found(key, text[1:], item)
            if other is not None:
                values["voice"] = ", ".join(filter(None, (other.look, other.voice)))
                values["voice_file"] = other.voice_file
        elif any(text.casefold().endswith(suffix) for suffix in SOUNDS):
            values["voice_file"] = self._assets.file(text, item.value_span, "sound")
        else:
            values["voice"] = item.text


_DEEPEST = 50
"""Elements that lean on each other in a row."""
_LONGEST = 10_000
"""Characters of a look that is put together from several."""

_INHERITED = ("look", "images", "voice", "voice_file", "trigger", "negative", "seed", "weight", "loras")


def _level(name: str) -> int:
    """0 for a name of its own, 1 for a variant, 2 for a variant of one."""
    return name.count(".") if variant_of(name) is not None else 0


def _duplicate(declaration: tree.Declaration, first: tree.Declaration) -> Diagnostic:
    mention, other = f"@{tight(first.name)}", (first.name, first.name_span)
    return duplicate_name(declaration.name, mention, declaration.kind, other, declaration.name_span)


# ---------------------------------------------------------------- values of properties


def path_of(phrase: tree.Phrase) -> str:
    """A phrase that names a file: quoted, or as written."""
    if len(phrase.atoms) == 1 and isinstance(phrase.atoms[0], tree.Quoted):
        return phrase.atoms[0].text
    return phrase.text


def generated(item: tree.Property) -> str | None:
    """The words of `generate "…"`, empty where there are none; None where the value is something else."""
    first = item.items[0].atoms if item.items else ()
    if not first or not isinstance(first[0], tree.Word) or first[0].text.casefold() != "generate":
        return None
    return " ".join(atom.text for atom in first[1:] if isinstance(atom, tree.Word | tree.Quoted))


def lora(item: tree.Property, assets: Assets, said: list[Diagnostic]) -> LoraRef | None:
    """`lora: path, weight`: weights, once unless said."""
    if not item.items:
        return None
    first, weight = item.items[0], 1.0
    for phrase in item.items[1:]:
        written = phrase.text.casefold().removeprefix("weight").strip()
        try:
            value = float(written)
        except ValueError:
            value = float("nan")
        if -4 <= value <= 4:
            weight = value
        else:
            said.append(no_weight(phrase.text, phrase.span))
    path = assets.file(path_of(first), first.span, "weights")
    return None if path is None else LoraRef(path=path, weight=weight, span=first.span)


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
