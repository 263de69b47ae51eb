"""What binds a shot to others: a `continue` to the one before it, ids to all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from milimo_lang.analysis.borrowing import borrowed
from milimo_lang.analysis.cameras import continued
from milimo_lang.analysis.checks.continue_dissolve import continue_after_transition
from milimo_lang.analysis.checks.continue_nothing import continue_from_nothing
from milimo_lang.analysis.checks.does_nothing import cannot_lead
from milimo_lang.analysis.checks.duplicate_name import duplicate_id
from milimo_lang.analysis.drafts import Film
from milimo_lang.analysis.modes import with_mode
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Element, Origin, Scene, Shot
from milimo_lang.kept import Kept, Same, made


def joined(scenes: list[Scene], film: Film, elements: Mapping[str, Element]) -> tuple[Scene, ...]:
    """The scenes with what depends on other shots: `continue`, pictures of other shots, ids that must be its own.

    Then it is known what each shot is made from.
    """
    shots = [one for scene in scenes for one in scene.shots]
    said = film.scope.said
    said += _same_ids(shots)
    together = borrowed(list(_settled(shots, said, film.scope.again.kept)), film)
    said += _leads(together)
    settled = iter([_with_mode(one, film, elements) for one in together])
    return tuple(replace(scene, shots=tuple(next(settled) for _ in scene.shots)) for scene in scenes)


def _with_mode(one: Shot, film: Film, elements: Mapping[str, Element]) -> Shot:
    scope, asked = film.scope, film.asked[one.slate]
    cast = {name: elements[name] for name in one.cast if name in elements}
    given = (Same(one), asked, cast)
    return scope.again.read(("mode", one.span), given, lambda: with_mode(one, asked, cast, scope.said))


def _leads(shots: list[Shot]) -> Iterator[Diagnostic]:
    """J cuts into what keeps step with its picture."""
    for one in shots:
        if one.transition is None or one.transition.sound_lead <= 0 or one.audio is not None:
            continue
        if one.kind == "footage":
            yield cannot_lead("footage", one.transition.span)
        elif one.kind == "filmed" and one.model.audio and not one.model.draws:
            yield cannot_lead(f"what {one.model.name} makes", one.transition.span)


def _same_ids(shots: list[Shot]) -> Iterator[Diagnostic]:
    first: dict[str, Shot] = {}
    for one in shots:
        if one.id and first.setdefault(one.id, one) is not one:
            yield duplicate_id(one.id, first[one.id].span, one.span)


def _settled(shots: list[Shot], said: list[Diagnostic], kept: Kept) -> Iterator[Shot]:
    before: Shot | None = None
    for one in shots:
        if one.continues and before is not None and _can_continue(one, before, said):
            one = made(kept, ("on", one.span), (Same(one), Same(before)), partial(_gone_on_with, one, before))
        elif one.continues:
            one = replace(one, continues=False)
            if before is None:
                said.append(continue_from_nothing("", one.span))
        yield one
        before = one


def _gone_on_with(one: Shot, before: Shot) -> Shot:
    """A shot that continues another shows whom that one showed, framed as that was, unless its line says otherwise.

    Drawn, it begins where the camera of that one ended, over the last picture that one met.
    """
    own = {term.kind for term in one.terms}
    kept = tuple(term for term in before.terms if term.kind in _HELD and term.kind not in own)
    held = tuple(Origin(of=term.kind, name=term.name, by="held") for term in kept)
    gone_on = replace(one, terms=(*kept, *continued(one.terms, before.terms)), origins=(*held, *one.origins))
    if not one.cast and not any(subject.relation == "on" for subject in one.subjects):
        gone_on = replace(gone_on, subjects=(*before.subjects, *one.subjects), cast=before.cast)
    if one.model.draws and before.keys and not one.keys:
        gone_on = replace(gone_on, keys=(replace(before.keys[-1], frame=0),))
    return gone_on


_HELD = frozenset({"framing", "angle", "lens", "placement"})


def _can_continue(one: Shot, before: Shot, said: list[Diagnostic]) -> bool:
    if before.kind != "filmed":
        said.append(continue_from_nothing(before.kind, one.span))
        return False
    if one.transition is not None and one.transition.frames:
        said.append(continue_after_transition(one.span))
    return True
