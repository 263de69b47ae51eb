"""Each shot with all that is made for it, and how the plan tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir import screenplay as ir
from milimo_lang.ir.bodies import Caption
from milimo_lang.ir.lock import Pick
from milimo_lang.ir.plan import Node, Shot, Take, Written
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.captions import captions
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


def planned_shots(screenplay: Screenplay) -> tuple[list[Planned], tuple[Diagnostic, ...]]:
    """All shots in story order, and what there is to say of them; one remark on a model's grid is enough for a film."""
    laid = layout(screenplay)
    sides = [scene_sides(scene, screenplay.elements) for scene in screenplay.scenes]
    shots = {one.shot.slate: one.shot for one in laid}
    planned: list[Planned] = []
    remarks: dict[str, Diagnostic] = {}
    before: Division | None = None
    for index, shot in enumerate(laid):
        division, found = divided(shot, before, screenplay)
        made = picture(division, before, screenplay, Around(sides[shot.scene_index], shots))
        neighbours = (laid[index - 1] if index else None, laid[index + 1] if index + 1 < len(laid) else None)
        sound = shot_sound(neighbours[0], shot, neighbours[1], made, screenplay)
        planned.append(Planned(shot, division, made, sound, captions(shot.shot, screenplay)))
        for remark in found:
            remarks.setdefault(remark.message, remark)
        before = division
    return planned, tuple(remarks.values())


def shot_ids(planned: Sequence[Planned]) -> list[str]:
    """What each shot is called beside its slate: its own id, else by what is written of it; equal ones are numbered."""
    taken = {shot.shot.id for shot in planned if shot.shot.id}
    numbers: dict[str, Iterator[int]] = {}
    ids: list[str] = []
    for shot in planned:
        wanted = shot.shot.id or f"s-{known(shot.shot, shot.laid.scene).body[:10]}"
        if wanted in numbers or (wanted in taken and not shot.shot.id):
            numbered = numbers.setdefault(wanted, count(2))
            ids.append(next(id for id in (f"{wanted}-{n}" for n in numbered) if id not in taken))
        else:
            numbers[wanted] = count(2)
            ids.append(wanted)
        taken.add(ids[-1])
    return ids


def treaty_shot(
    planned: Planned, id: str, choices: Choices, screenplay: Screenplay, sources: Mapping[str, Source]
) -> Shot:
    """The shot as the plan lists it."""
    shot, laid, by = planned.shot, planned.laid, choices.by.get(planned.shot.slate, "default")
    pick = choices.locked.get(shot.slate) if by == "lock" else None
    written_of, nodes = known(shot, laid.scene), planned.picture.nodes
    takes = tuple(
        take.model_copy(update={"content": _content(take, nodes, shot, pick)}) for take in planned.picture.takes
    )
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


def _content(take: Take, nodes: Sequence[Node], shot: ir.Shot, pick: Pick | None) -> str:
    """What a take is made of; of one that is kept, what it was made of."""
    return pick.content if pick is not None and isinstance(shot, KeptShot) else content(nodes, take.picture)


def _is_stale(pick: Pick, takes: Sequence[Take], shot: ir.Shot, body: str) -> bool:
    """Whether the picked take is made of something else by now. One that was never made cannot be."""
    if isinstance(shot, KeptShot):
        return pick.body != body
    now = next((take.content for take in takes if take.number == pick.take), "")
    return bool(pick.content and now) and (pick.content != now or pick.model != shot.model.name)


def stale_picks(shots: Sequence[Shot], planned: Sequence[Planned], choices: Choices) -> Iterator[Diagnostic]:
    """A remark for each pick whose picture will be another one; of those that are kept there is nothing to say."""
    for shot, one in zip(shots, planned, strict=True):
        if shot.stale and not shot.kept:
            yield stale_pick(shot.slate, choices.locked[shot.slate], shot.model, one.shot.span)


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
