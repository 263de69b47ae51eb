"""Each shot with all that is made for it, and how the plan tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import NamedTuple

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir import screenplay as ir
from milimo_lang.ir.bodies import Caption
from milimo_lang.ir.identity import Known
from milimo_lang.ir.lock import Pick
from milimo_lang.ir.plan import Shot, Take, Written
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.ir.values import FrameSpan
from milimo_lang.kept import NOTHING, Kept, Same, made
from milimo_lang.planning.captions import captions
from milimo_lang.planning.checks.held_back import held_back
from milimo_lang.planning.checks.stale_pick import stale_pick
from milimo_lang.planning.choices import Choices, KeptShot
from milimo_lang.planning.division import Division, divided
from milimo_lang.planning.layout import Laid, layout
from milimo_lang.planning.likeness import content, known
from milimo_lang.planning.mentions import for_people
from milimo_lang.planning.pictures import Around, Picture, picture
from milimo_lang.planning.sounds import ShotSound, shot_sound
from milimo_lang.planning.staging import scene_sides
from milimo_lang.planning.takes import picked
from milimo_lang.source import Source, Span


@dataclass(frozen=True, slots=True)
class Planned:
    """A shot with all that is made for it."""

    laid: Laid
    division: Division
    picture: Picture
    sound: ShotSound
    captions: tuple[Caption, ...]

    @property
    def shot(self) -> ir.Shot:
        return self.laid.shot

    def span(self, within: FrameSpan) -> FrameSpan:
        """A span of the shot in film frames."""
        return FrameSpan(start=self.laid.start + within.start, frames=within.frames)


def planned_shots(screenplay: Screenplay, kept: Kept = NOTHING) -> tuple[list[Planned], tuple[Diagnostic, ...]]:
    """All shots in story order, and what there is to say of them; one remark on a model's grid is enough for a film."""
    laid = layout(screenplay)
    film = common(screenplay, kept)
    sides = [
        made(kept, ("sides", one.span), (one, Same(film)), partial(scene_sides, one, film.elements))
        for one in screenplay.scenes
    ]
    shots = {one.shot.slate: one.shot for one in laid}
    alone = [one.apart for one in laid]
    planned: list[Planned] = []
    remarks: dict[str, Diagnostic] = {}
    before: Division | None = None
    for index, (shot, apart, alike) in enumerate(zip(laid, alone, _alike(laid), strict=True)):
        place = shot.shot.span
        near = Around(sides[shot.scene_index], {slate: shots[slate] for slate in _pictured(shot.shot)})
        handing = before if _is_handed(shot.shot) else None
        given = (apart, Same(handing), near, Same(film))
        own = made(kept, ("picture", place), given, partial(_own, apart, handing, film, near))
        around = (alone[index - 1] if index else None, apart, alone[index + 1] if index + 1 < len(alone) else None)
        heard = partial(shot_sound, *around, own.picture, alike, film)
        sound = made(kept, ("sound", place), (around, Same(own), alike, Same(film)), heard)
        planned.append(Planned(shot, own.division, own.picture, sound, own.captions))
        for remark in own.said:
            remarks.setdefault(remark.message, remark)
        before = own.division
    return planned, tuple(remarks.values())


def common(screenplay: Screenplay, kept: Kept) -> Screenplay:
    """What of a film all its shots are planned with: no shot of another is in it."""
    given = (screenplay.settings, *screenplay.elements.items())
    return made(kept, "film", given, partial(replace, screenplay, scenes=()))


class _Own(NamedTuple):
    """What is made for a shot whatever it lies next to, and what was said of it."""

    division: Division
    picture: Picture
    captions: tuple[Caption, ...]
    said: list[Diagnostic]


def _own(laid: Laid, before: Division | None, film: Screenplay, near: Around) -> _Own:
    division, said = divided(laid, before, film)
    return _Own(division, picture(division, before, film, near), captions(laid.shot, film), said)


def _is_handed(shot: ir.Shot) -> bool:
    """Whether a shot takes anything over from the one before it: its last frames, or the words it was told in."""
    return shot.continues or shot.enhance == "context"


def _pictured(shot: ir.Shot) -> list[str]:
    """The slates of the shots of which a shot has pictures."""
    return [key.image.slate for key in shot.keys if isinstance(key.image, ir.ShotPicture)]


def _alike(laid: Sequence[Laid]) -> Iterator[int]:
    """For each shot how many of its scene are as long and come before it."""
    seen: Counter[tuple[int, int]] = Counter()
    for one in laid:
        sort = (one.scene_index, one.shot.frames)
        yield seen[sort]
        seen[sort] += 1


def shot_ids(planned: Sequence[Planned], known: Sequence[Known]) -> list[str]:
    """What each shot is called beside its slate: its own id, else by what it is `known` by; equal ones are numbered."""
    taken = {shot.shot.id for shot in planned if shot.shot.id}
    numbers: dict[str, Iterator[int]] = {}
    ids: list[str] = []
    for shot, written_of in zip(planned, known, strict=True):
        wanted = shot.shot.id or f"s-{written_of.body[:10]}"
        if wanted in numbers or (wanted in taken and not shot.shot.id):
            numbered = numbers.setdefault(wanted, count(2))
            ids.append(next(id for id in (f"{wanted}-{n}" for n in numbered) if id not in taken))
        else:
            numbers[wanted] = count(2)
            ids.append(wanted)
        taken.add(ids[-1])
    return ids


def known_by(planned: Planned, kept: Kept) -> Known:
    """What the shot is known by from one version to the next."""
    shot, scene = planned.shot, planned.division.laid.scene
    shot = shot.written if isinstance(shot, KeptShot) else shot
    return made(kept, ("known", shot.span), (shot, scene), partial(known, shot, scene))


def treaty_shot(
    planned: Planned,
    id: str,
    written_of: Known,
    choices: Choices,
    screenplay: Screenplay,
    sources: Mapping[str, Source],
    kept: Kept = NOTHING,
) -> Shot:
    """The shot as the plan lists it; `written_of` is what it is known by."""
    shot, laid, by = planned.shot, planned.laid, choices.by.get(planned.shot.slate, "default")
    pick = choices.locked.get(shot.slate) if by == "lock" else None
    picture, making = planned.picture, pick if isinstance(shot, KeptShot) else None
    takes = made(kept, ("takes", shot.span), (Same(picture), making), partial(_takes, picture, making))
    return Shot(
        slate=shot.slate,
        id=id,
        scene=laid.scene_index,
        kind=shot.kind,
        automatic=shot.automatic,
        start=laid.start,
        frames=shot.frames,
        handle=laid.handle,
        model=shot.model.name,
        mode=shot.mode,
        reason=shot.reason,
        action=_action(shot, screenplay),
        chunks=planned.division.chunks,
        takes=takes,
        pick=picked(shot),
        picked_by=by,
        stale=pick is not None and _is_stale(pick, takes, shot, written_of.body),
        kept=isinstance(shot, KeptShot),
        body=written_of.body,
        words=written_of.words,
        join=planned.division.join,
        source=written(shot.span, sources),
    )


def _takes(picture: Picture, kept: Pick | None) -> tuple[Take, ...]:
    """The takes with what each is made of; one that is `kept` with what it was made of."""
    contents = (kept.content if kept is not None else content(picture.nodes, take.picture) for take in picture.takes)
    return tuple(
        take.model_copy(update={"content": made_of}) for take, made_of in zip(picture.takes, contents, strict=True)
    )


def _is_stale(pick: Pick, takes: Sequence[Take], shot: ir.Shot, body: str) -> bool:
    """Whether the picked take is made of something else by now. One that was never made cannot be."""
    if isinstance(shot, KeptShot):
        return shot.held.body != body
    now = next((take.content for take in takes if take.number == pick.take), "")
    return bool(pick.content and now) and (pick.content != now or pick.model != shot.model.name)


def stale_picks(shots: Sequence[Shot], planned: Sequence[Planned], choices: Choices) -> Iterator[Diagnostic]:
    """A remark for each pick whose picture will be another one; of one that is kept, on what is not made of it."""
    for shot, one in zip(shots, planned, strict=True):
        if not shot.stale:
            continue
        pick, written = choices.locked[shot.slate], one.shot
        if not isinstance(written, KeptShot):
            yield stale_pick(shot.slate, pick, shot.model, written.span)
        elif written.held_back:
            yield held_back(shot.slate, written.held_back, pick, written.span)


def _action(shot: ir.Shot, screenplay: Screenplay) -> str:
    """One line that says what is seen."""
    told = [
        (shot.head, shot.cast),
        *((m.text, m.mentions) for m in shot.moments if m.kind != "speech"),
        (shot.card, ()),
    ]
    return " ".join(for_people(text, names, screenplay.elements) for text, names in told if text.strip())


def written(span: Span, sources: Mapping[str, Source]) -> Written:
    """One-based lines and columns of a span; a file that is not among `sources` counts as one line."""
    source = sources.get(span.path)
    if source is None:
        return Written(file=span.path, line=1, column=span.start + 1, end_line=1, end_column=span.end + 1)
    first, last = source.position(span.start), source.position(span.end)
    return Written(file=span.path, line=first.line, column=first.column, end_line=last.line, end_column=last.column)
