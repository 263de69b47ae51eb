"""A shot's chunks: what its moments and keyframes ask of the boundaries, and how a `continue` joins its shot."""

from __future__ import annotations

from dataclasses import dataclass

from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.plan import Chunk, ChunkKey, Join
from milimo_lang.ir.screenplay import ModelProfile, Screenplay, Shot
from milimo_lang.planning import chunks
from milimo_lang.planning.boundaries import Asks
from milimo_lang.planning.checks.chunks_off_grid import chunks_off_grid
from milimo_lang.planning.choices import KeptShot
from milimo_lang.planning.chunks import Handover, Stretch
from milimo_lang.planning.grid import Grid, grid
from milimo_lang.planning.layout import Laid
from milimo_lang.planning.prompts import Window, chunk_prompt
from milimo_lang.planning.sources import key_source

_WHOLE = Grid(stride=1, align=1, longest=10**9, shortest=1, latents=0)
"""What is drawn, filmed or held comes in one piece of any length."""


@dataclass(frozen=True, slots=True)
class Division:
    """A shot with the stretches it is made in. `join` says what its first one takes over from another shot.

    `speaks` holds for each moment the stretch that speaks or begins it.
    """

    laid: Laid
    grid: Grid
    stretches: tuple[Stretch, ...]
    chunks: tuple[Chunk, ...]
    speaks: tuple[int, ...]
    join: Join | None = None


def is_generated(shot: Shot) -> bool:
    """Whether a video model makes the picture, chunk by chunk."""
    return shot.kind == "filmed" and not shot.model.draws and not isinstance(shot, KeptShot)


def divided(laid: Laid, before: Division | None, screenplay: Screenplay) -> tuple[Division, list[Diagnostic]]:
    """The shot in chunks, joined to `before`, the shot before it in story order, where it continues that."""
    shot = laid.shot
    if not is_generated(shot):
        return _whole(laid), []
    on, remarks = _grid(shot.model)
    join, lead_in = _join(shot, before)
    stretches = chunks.divide(shot.frames, laid.handle, on, lead_in, _asks(shot))
    speaks = _speaks(shot, stretches)
    made = tuple(_chunk(index, laid, stretches, speaks, screenplay) for index in range(len(stretches)))
    said = [chunks_off_grid(shot.model.name, remark, shot.span) for remark in remarks]
    return Division(laid, on, stretches, made, speaks, join), said


def _whole(laid: Laid) -> Division:
    stretches = chunks.divide(laid.shot.frames, laid.handle, _WHOLE)
    chunk = Chunk(start=0, frames=stretches[0].frames, keyframes=_keys(laid.shot, stretches, 0))
    return Division(laid, _WHOLE, stretches, (chunk,), (0,) * len(laid.shot.moments))


def _grid(profile: ModelProfile) -> tuple[Grid, tuple[str, ...]]:
    """Where a first stage makes every second frame, its latents mean twice as many, and so does all that it aligns.

    A handoff by image hands over one frame, whatever overlap is asked.
    """
    return grid(
        stride=profile.stride * profile.every,
        chunk=profile.chunk,
        overlap=1 if profile.handoff == "image" else profile.overlap,
        shortest=profile.shortest,
        align=max(profile.align, profile.stride) * profile.every,
        context=profile.context,
    )


def _join(shot: Shot, before: Division | None) -> tuple[Join | None, tuple[int, int]]:
    """How a `continue` joins, with the overlap and lead of its first stretch.

    Latents pass only between shots of one model; from any other picture its last shown frame does, and from one whose
    end was made again.
    """
    if not shot.continues or before is None:
        return None, (0, 0)
    source = before.laid.shot
    if not is_generated(source) or source.model != shot.model or shot.model.handoff == "image":
        return Join(slate=source.slate, mode="image", first=source.frames - 1, count=1), (1, 0)
    over: Handover = chunks.handover(before.stretches, source.frames, before.grid)
    if any(edit.frames.end > source.frames - over.overlap - over.lead for edit in source.edits):
        return Join(slate=source.slate, mode="image", first=source.frames - 1, count=1), (1, 0)
    join = Join(slate=source.slate, mode="latents", chunk=over.stretch, first=over.first, count=over.count)
    return join, (over.overlap, over.lead)


def _asks(shot: Shot) -> Asks:
    spoken = [m for m in shot.moments if m.kind == "speech" and not m.off_screen]
    return Asks(
        speeches=tuple((m.span.start, m.span.end) for m in spoken),
        beats=tuple(m.span.start for m in shot.moments if m.kind == "beat"),
        keys=tuple(key.frame for key in shot.keys),
    )


def _speaks(shot: Shot, stretches: tuple[Stretch, ...]) -> tuple[int, ...]:
    return tuple(chunks.speaker(stretches, m.span.start, m.span.end) for m in shot.moments)


def _chunk(
    index: int, laid: Laid, stretches: tuple[Stretch, ...], speaks: tuple[int, ...], screenplay: Screenplay
) -> Chunk:
    stretch = stretches[index]
    mine = frozenset(moment for moment, chunk in enumerate(speaks) if chunk == index)
    window = Window(stretch.first, stretch.end, mine)
    return Chunk(
        start=stretch.start,
        frames=stretch.frames,
        overlap=stretch.overlap,
        lead=stretch.lead,
        trim=stretch.trim,
        keyframes=_keys(laid.shot, stretches, index),
        prompt=chunk_prompt(laid.shot, laid.scene, screenplay, window),
    )


def keys_of(shot: Shot, stretches: tuple[Stretch, ...], index: int) -> list[int]:
    """Numbers of the shot's keyframes that the stretch `index` meets."""
    return [number for number, key in enumerate(shot.keys) if chunks.owner(stretches, key.frame) == index]


def _keys(shot: Shot, stretches: tuple[Stretch, ...], index: int) -> tuple[ChunkKey, ...]:
    """The keyframes in the frames this stretch shows: inside an overlap a keyframe is the earlier stretch's."""
    return tuple(_key(shot, number, stretches[index]) for number in keys_of(shot, stretches, index))


def _key(shot: Shot, number: int, stretch: Stretch) -> ChunkKey:
    key = shot.keys[number]
    local = min(key.frame - stretch.start, stretch.frames - 1)
    return ChunkKey(frame=local, image=key_source(shot, number), strength=key.strength)
