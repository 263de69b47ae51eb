"""Trees to a screenplay: the stages of analysis in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from milimo_lang.analysis import emphasis
from milimo_lang.analysis.acting import acted, sexes
from milimo_lang.analysis.again import Again
from milimo_lang.analysis.assets import Assets
from milimo_lang.analysis.bonds import joined
from milimo_lang.analysis.casing import cased
from milimo_lang.analysis.checks.bad_length import endless_film
from milimo_lang.analysis.checks.empty_film import empty_film
from milimo_lang.analysis.checks.without_accents import missing_accents
from milimo_lang.analysis.defining import unusable
from milimo_lang.analysis.drafts import Film
from milimo_lang.analysis.elements import declared
from milimo_lang.analysis.introductions import introductions
from milimo_lang.analysis.lints import lints
from milimo_lang.analysis.load import Project
from milimo_lang.analysis.looks import unknown_looks
from milimo_lang.analysis.mentions import Mentions
from milimo_lang.analysis.misspelt import misspelt
from milimo_lang.analysis.modes import beyond_model
from milimo_lang.analysis.names import Guesses, Names, folded, without_accents
from milimo_lang.analysis.profiles import profile
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.scopes import sets_in_library
from milimo_lang.analysis.settings import read_settings
from milimo_lang.analysis.shots import lowered
from milimo_lang.analysis.story import SceneDraft, speakers, tell
from milimo_lang.analysis.vocabulary import Definition, Vocabulary, definitions, model_definitions, term
from milimo_lang.analysis.weather import weathered
from milimo_lang.diagnostics import Diagnostic, Outcome
from milimo_lang.ir.override import Override
from milimo_lang.ir.screenplay import Element, ModelProfile, Scene, Screenplay, Settings, Shot
from milimo_lang.kept import NOTHING, Kept, Same, made
from milimo_lang.source import Span
from milimo_lang.syntax import tree
from milimo_lang.world import World


def lower(project: Project, world: World, override: Override, kept: Kept = NOTHING) -> Outcome[Screenplay]:
    """The film `project` means, with the command line's `override`."""
    said: list[Diagnostic] = []
    files = (*project.libraries, *project.included, project.entry)
    defined = tuple(Same(one) for file in files for one in file.elements if _defines(one))
    models, models_said = made(kept, "models", defined, partial(_models, files))
    said += models_said
    settings, settings_said = read_settings(project.entry, models, override)
    said += settings_said
    again = Again(kept, said, world, settings.rate)
    elements = _elements(project, files, again.assets, said)
    said += beyond_model(elements.values(), settings.model)
    taught = partial(_vocabulary, files, project.called)
    vocabulary = made(kept, "vocabulary", (*defined, dict(project.called)), taught)
    settings = _styled(settings, elements, vocabulary)
    faces = tuple(map(_named, elements.values()))
    names = made(kept, "names", faces, partial(Names, faces))
    said += unknown_looks(project.entry, names, vocabulary)
    sources = {file.source.path: file.source for file in files}
    said += [wrong for file in files for wrong in unusable(file)]
    said += (item for library in project.libraries for item in sets_in_library(library))
    mentions = made(kept, "mentions", (Same(names),), partial(Mentions, names))
    scope = Scope(vocabulary, names, mentions, said, sources, again)
    film = Film(_of_shots(settings), scope, again.assets, names, models, forced=override.model is not None)
    scenes = _scenes(tell(project.story, scope, settings.coverage == "master"), film, sexes(elements.values()))
    if not project.lost and not any(scene.shots for scene in scenes):
        said.append(_empty(project))
    said += _endless([one for scene in scenes for one in scene.shots], settings.rate)
    screenplay = Screenplay(settings=settings, elements=elements, scenes=joined(scenes, film, elements))
    return Outcome(screenplay, (*said, *lints(project, screenplay, scope)))


def _named(one: Element) -> Element:
    """What of an element its name alone tells: all that shots are read with, whatever it looks like."""
    return Element(
        kind=one.kind,
        name=one.name,
        base=one.base,
        order=one.order,
        look=one.look if one.kind == "style" else "",
        trigger=one.trigger,
        also=one.also,
        implied=one.implied,
        span=_NOWHERE,
    )


_NOWHERE = Span("", 0, 0)


def _of_shots(settings: Settings) -> Settings:
    """The settings that matter to a shot by itself."""
    return Settings(
        rate=settings.rate,
        seed=settings.seed,
        model=settings.model,
        negative=settings.negative,
        enhance=settings.enhance,
    )


def _defines(element: tree.Element) -> bool:
    return isinstance(element, tree.Directive) and element.word == "define"


def _vocabulary(files: Iterable[tree.Document], called: Mapping[str, str]) -> Vocabulary:
    return Vocabulary(one for file in _by_rank(files, called) for one in _defined(file, called))


def _by_rank(files: Iterable[tree.Document], called: Mapping[str, str]) -> list[tree.Document]:
    """Files used under another name first: what they define gives way to a name of the film's own."""
    return sorted(files, key=lambda file: file.source.path not in called)


def _defined(file: tree.Document, called: Mapping[str, str]) -> Iterator[tuple[Definition, tuple[str, ...]]]:
    return definitions(file, called.get(file.source.path, ""))


def _empty(project: Project) -> Diagnostic:
    entry = project.entry.source
    return empty_film(Span(entry.path, 0, min(1, len(entry.text))))


def _models(files: Iterable[tree.Document]) -> tuple[dict[str, ModelProfile], list[Diagnostic]]:
    """The models by name, and what is said of them."""
    found = {}
    said: list[Diagnostic] = []
    for file in files:
        for name, directive in model_definitions(file):
            read = profile(name, directive, said)
            if read is not None:
                found[folded(name)] = read
    return found, said


def _styled(settings: Settings, elements: dict[str, Element], vocabulary: Vocabulary) -> Settings:
    """`Style: noir, handmade` names declared styles and looks of the vocabulary, or is words."""
    styles = {folded(one.name): one.look for one in elements.values() if one.kind == "style"}
    whole = styles.get(folded(settings.style))
    parts = [part.strip().removeprefix("@") for part in settings.style.split(",")]
    known = {part: found for part in parts if (found := vocabulary.named("style", part)) is not None}
    words = ", ".join(styles.get(folded(part)) or (known[part].prompt if part in known else part) for part in parts)
    looks = tuple(replace(term(found), words="") for found in known.values())
    return replace(settings, style=whole or (words if known else settings.style), looks=looks)


# ---------------------------------------------------------------- elements, declared and implied


def _elements(
    project: Project, files: Iterable[tree.Document], assets: Assets, said: list[Diagnostic]
) -> dict[str, Element]:
    declarations = [item for file in files for item in file.elements if isinstance(item, tree.Declaration)]
    elements = declared(declarations, assets, said, project.called)
    return elements | _implied(project, elements, said)


def _implied(project: Project, elements: dict[str, Element], said: list[Diagnostic]) -> dict[str, Element]:
    """Speakers nobody declared, as characters of their own, as the action introduces them."""
    names = Names(elements.values())
    people = Guesses(element.name for element in elements.values() if element.kind == "character")
    cues: dict[str, tree.Cue] = {}
    for cue in speakers(project.story):
        element = names.cued(cue.name)
        if element is None:
            cues.setdefault(folded(cue.name), cue)
        elif without_accents(cue.name, element):
            said.append(missing_accents(cue.name, element.name, _name_span(cue), prefix="@" if cue.forced else ""))
    said += misspelt(cues, people, project.story)
    taken = {folded(name) for name in elements}
    called = {
        key: _display(cue.name) if key not in taken else f"{_display(cue.name)} (voice)"
        for key, cue in sorted(cues.items())
    }
    looks = introductions(project.story, called)
    return {
        name: Element(
            kind="character",
            name=name,
            base=name,
            look=looks.get(name, ""),
            order=len(elements),
            implied=True,
            span=cues[key].span,
        )
        for key, name in called.items()
    }


def _name_span(cue: tree.Cue) -> Span:
    """The name of a cue, a forcing `@` included."""
    return Span(cue.span.path, cue.span.start, cue.span.start + len(cue.name) + cue.forced)


def _display(cue: str) -> str:
    """`MARA` -> Mara; a cue in mixed case stays as written."""
    return cased(cue) if cue.isupper() else cue


# ---------------------------------------------------------------- scenes


def _scenes(drafts: list[SceneDraft], film: Film, sexes: Mapping[str, str]) -> list[Scene]:
    """The scenes with their shots. Numbers are the writer's own, else counted, each used once."""
    scenes = []
    used: set[str] = set()
    again: Counter[str] = Counter()
    counted = 0
    for draft in drafts:
        counted += draft.heading is not None
        while draft.heading is not None and draft.heading.number is None and str(counted) in used:
            counted += 1
        number = _number(draft, counted, used, again)
        used.add(number)
        scenes.append(_scene(draft, number, film, sexes))
    return scenes


def _number(draft: SceneDraft, counted: int, used: set[str], again: Counter[str]) -> str:
    """The scene's own number or `counted`; `14-2` where 14 is taken. `again` counts how often a number came back."""
    if draft.heading is None:
        return "0"
    written = draft.heading.number or str(counted)
    number = written
    while number in used:
        again[written] += 1
        number = f"{written}-{again[written] + 1}"
    return number


def _scene(draft: SceneDraft, number: str, film: Film, sexes: Mapping[str, str]) -> Scene:
    place = film.names.place(draft.read.place)
    if place is not None and not film.names.spells_a_place(draft.read.place):
        film.scope.said.append(missing_accents(draft.read.place, place.name, draft.span, prefix=None))
    shots = tuple(_shots(draft, number, film, sexes))
    return Scene(
        number=number,
        heading=emphasis.plain(draft.heading.text) if draft.heading else "",
        interior=draft.read.interior,
        place_text=draft.read.place,
        place=place.name if place else None,
        time_of_day=draft.read.time,
        shots=shots,
        span=draft.span,
    )


def _shots(draft: SceneDraft, number: str, film: Film, sexes: Mapping[str, str]) -> Iterator[Shot]:
    """The shots of a scene with their slates, what people do in them, and the weather."""
    kept = film.scope.again.kept
    read = [lowered(one, film) for one in draft.drafts]
    shots = [one.shot for one in read]
    doing = acted(shots, film.names.elements, sexes, kept)
    for index, (one, acting, weather) in enumerate(zip(read, doing, weathered(shots, kept), strict=True)):
        slate = number + _letters(index)
        film.asked[slate], film.borrowed[slate] = one.asked, one.borrowed
        given = (Same(one.shot), slate, acting, weather)
        filled = partial(replace, one.shot, slate=slate, acting=acting, weather=weather)
        yield made(kept, ("slate", one.shot.span), given, filled)


_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Slates skip I and O, which read as numbers on a clapper."""


def _letters(index: int) -> str:
    """0 -> A, 23 -> Z, 24 -> AA …"""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(_LETTERS))
        text = _LETTERS[rest] + text
    return text


LONGEST_FILM = 72
"""Hours: more than a hundred thousand lines of screenplay last."""


def _endless(shots: Iterable[Shot], rate: Fraction) -> Iterator[Diagnostic]:
    """What is said of the first shot that begins when every film has ended."""
    frames = 0
    for one in shots:
        if frames > LONGEST_FILM * 3600 * rate:
            yield endless_film(LONGEST_FILM, one.span)
            return
        frames += one.frames
