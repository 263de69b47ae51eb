"""Parts of a generated shot made again on its picked take: which chunks they touch, and what the join then takes.

An edit works on the finished latents of a chunk, each after the one before it. Over the end of a chunk it goes on as
the shot did: the next one takes over what was made again. The join takes exactly the frames that were asked for from
what was made again, and everything else from where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from milimo_lang.ir.bodies import AnyBody, DecodeBody, DenoiseBody, Handoff, MaskBody, RetakeBody, TextBody
from milimo_lang.ir.plan import Chunk, Input, Node
from milimo_lang.ir.screenplay import Edit, Moment, Scene, Screenplay, Shot
from milimo_lang.ir.values import Crop, FrameSpan
from milimo_lang.planning.division import Division
from milimo_lang.planning.grid import finer
from milimo_lang.planning.layout import Laid
from milimo_lang.planning.prompts import Window, against, chunk_prompt, sentence
from milimo_lang.planning.seams import Piece
from milimo_lang.planning.takes import derived, filed, picked

MASK_FAMILY = "sam-3"
"""The model that finds what words name in a picture."""


@dataclass
class Edited:
    """What edits make. `pieces` stand in the order they were made."""

    nodes: list[Node] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def edited(
    division: Division, screenplay: Screenplay, like: DenoiseBody, crop: Crop, weights: Sequence[Input], last: str
) -> Edited:
    """All edits of a shot.

    `like` says how its chunks were made, `crop` what of them is shown, `last` which of their passes made the latents.
    """
    made = Edited()
    finished: dict[int, str] = {}
    for number, edit in enumerate(division.laid.shot.edits, 1):
        for index, chunk in enumerate(division.chunks):
            span = _within(edit, division.laid, chunk)
            if span.frames:
                follows = index > 0 and _within(edit, division.laid, division.chunks[index - 1]).frames > 0
                work = _Work(division, screenplay, number, edit, index, span, crop, follows)
                made.nodes += work.nodes(finished, like, weights, last)
                finished[index] = work.id("retake")
                made.pieces.append(Piece(work.role, index, span, follows))
                made.inputs += work.pieces()
    return made


def _within(edit: Edit, laid: Laid, chunk: Chunk) -> FrameSpan:
    """The shot frames that `edit` makes again in what `chunk` shows; an edit to the end takes the handle with it."""
    end = edit.frames.end + (laid.handle if edit.frames.end == laid.shot.frames else 0)
    start, end = max(edit.frames.start, chunk.shows.start), min(end, chunk.shows.end)
    return FrameSpan(start=start, frames=max(end - start, 0))


def _local(span: FrameSpan, chunk: Chunk) -> FrameSpan:
    """The shot frames `span` as `chunk` counts them, with what it drops beside them: nothing of that need stay."""
    start, end = span.start - chunk.start, span.end - chunk.start
    if span.start == chunk.shows.start:
        start = chunk.overlap
    if span.end == chunk.shows.end:
        end = chunk.frames
    return FrameSpan(start=start, frames=end - start)


@dataclass(frozen=True)
class _Work:
    """One edit of one chunk: `span` in shot frames. `follows`: it made the end of the chunk before again as well."""

    division: Division
    screenplay: Screenplay
    number: int
    edit: Edit
    index: int
    span: FrameSpan
    crop: Crop
    follows: bool

    @property
    def shot(self) -> Shot:
        return self.division.laid.shot

    @property
    def role(self) -> str:
        return f"edit/{self.number - 1}/{self.index}"

    def id(self, what: str, before: int = 0) -> str:
        """The node `what` of the chunk, or of one that many before it."""
        filing = filed(self.shot.slate, picked(self.shot))
        return f"{filing}/edit {self.number}/chunk {self.index + 1 - before}/{what}"

    def pieces(self) -> list[Input]:
        """What the join is given."""
        decoded = self.id("decode")
        return [
            Input(role=self.role, node=decoded, output="picture"),
            Input(role=f"{self.role}/sound", node=decoded, output="sound"),
        ]

    def nodes(self, finished: dict[int, str], like: DenoiseBody, weights: Sequence[Input], last: str) -> Iterator[Node]:
        filing = filed(self.shot.slate, picked(self.shot))
        source = finished.get(self.index, f"{filing}/chunk {self.index + 1}/{last}")
        chunk = self.division.chunks[self.index]
        local = _local(self.span, chunk)
        yield self._node("text", self._text())
        inputs = [Input(role="text", node=self.id("text")), Input(role="latents", node=source)]
        masked = self.edit.kind == "inpaint"
        if masked and self.edit.mask_file is not None:
            inputs.append(Input(role="mask", asset=self.edit.mask_file))
        elif masked:
            seen = source.rpartition("/")[0] + "/decode"
            body = MaskBody(kind="mask.track", family=MASK_FAMILY, words=self.edit.mask, span=local)
            yield self._node("mask", body, Input(role="picture", node=seen, output="picture"))
            inputs.append(Input(role="mask", node=self.id("mask")))
        handoff, handed = self._handoff()
        again = RetakeBody(
            family=like.family,
            size=like.size,
            rate=like.rate,
            frames=chunk.frames,
            span=local,
            seed=derived(like.seed, "edit", self.number, self.index),
            steps=like.steps,
            guidance=like.guidance,
            quality=like.quality,
            masked=masked,
            crop=self.crop if self.edit.mask_file is not None else None,
            mask_start=Fraction(chunk.start) / like.rate if self.edit.mask_file is not None else Fraction(0),
            sound=like.audio and not masked,
            handoff=handoff,
            loras=like.loras,
        )
        yield self._node("retake", again, *inputs, *handed, *weights)
        decode = DecodeBody(family=like.family, size=like.size, rate=like.rate, frames=chunk.frames, audio=like.audio)
        yield self._node("decode", decode, Input(role="latents", node=self.id("retake")))

    def _handoff(self) -> tuple[Handoff | None, list[Input]]:
        """What of the chunk before this one begins with, where that was made again up to its end."""
        if not self.follows:
            return None, []
        frames, grid = self.division.chunks[self.index - 1].frames, self.division.grid
        if self.shot.model.handoff == "image":
            picture = Input(role="handoff", node=self.id("decode", before=1), output="picture")
            return Handoff(mode="image", first=frames - 1, count=1), [picture]
        first = (frames - 1) // grid.stride + 1 - grid.latents
        first, count = finer(first, grid.latents, self.shot.model.every)
        handoff = Handoff(mode="latent", first=first, count=count)
        return handoff, [Input(role="handoff", node=self.id("retake", before=1))]

    def _node(self, what: str, body: AnyBody, *inputs: Input) -> Node:
        return Node(id=self.id(what), shot=self.shot.slate, take=picked(self.shot), body=body, inputs=inputs)

    def _text(self) -> TextBody:
        prompt = edit_prompt(self.edit, self.shot, self.division.laid.scene, self.screenplay, self.span)
        return TextBody(family=self.shot.model.family, prompt=prompt, negative=against(self.shot, self.screenplay))


def edit_prompt(edit: Edit, shot: Shot, scene: Scene, screenplay: Screenplay, span: FrameSpan) -> str:
    """What a part made again is told: the shot's head, what is said in the part, and what the edit says happens."""
    said = [moment for moment in shot.moments if moment.kind == "speech" and moment.span.overlap(span)]
    beat = Moment(kind="beat", text=edit.text, span=edit.frames, mentions=edit.mentions, source=edit.span)
    again = replace(shot, moments=(*said, beat), prompt=f"{sentence(shot.prompt)} {edit.text}" if shot.prompt else None)
    window = Window(span.start, span.end, frozenset(range(len(said))))
    return chunk_prompt(again, scene, screenplay, window)
