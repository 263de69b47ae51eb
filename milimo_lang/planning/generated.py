"""The nodes of a shot a video model makes: for each chunk text, conditions, passes and decode, then the join.

Text and conditions do not depend on the seed: all takes of a shot read the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from milimo_lang.ir.bodies import (
    AnyBody,
    Condition,
    ConditionBody,
    DecodeBody,
    DenoiseBody,
    EnhanceBody,
    Handoff,
    HandoffMode,
    JoinBody,
    Lora,
    TextBody,
    UpsampleBody,
)
from milimo_lang.ir.plan import Input, Node
from milimo_lang.ir.screenplay import ModelProfile, Screenplay, Shot
from milimo_lang.ir.values import Crop, Size
from milimo_lang.planning.division import Division, is_generated, keys_of
from milimo_lang.planning.edits import Edited, edited
from milimo_lang.planning.grid import finer
from milimo_lang.planning.guides import guide_nodes, guides_id, sound_id, sound_nodes, voices
from milimo_lang.planning.prompts import against, guided
from milimo_lang.planning.seams import heard, seen
from milimo_lang.planning.sizes import crop_of, stage_sizes
from milimo_lang.planning.sources import key_input, references
from milimo_lang.planning.takes import chunk_seed, filed, picked, take_seed

_Loras = tuple[tuple[str, float], ...]


def prompt_id(shot: Shot, index: int) -> str:
    """The node that writes out the prompt of the chunk `index`."""
    return f"{shot.slate}/chunk {index + 1}/prompt"


def _last_prompt(division: Division) -> str:
    """The node that wrote out the last prompt of a shot: one that several chunks share is the first one's."""
    prompts = [chunk.prompt for chunk in division.chunks]
    last = len(prompts) - 1
    shot = division.laid.shot
    return prompt_id(shot, last if shot.enhance == "context" else prompts.index(prompts[last]))


def shared_nodes(division: Division, screenplay: Screenplay, before: Division | None) -> list[Node]:
    """What all takes of the shot read: each distinct prompt once, and for every chunk and stage the pictures to meet,
    what to follow, and the sound.
    """
    return _Chain(division, screenplay, 1).shared(before)


def take_nodes(division: Division, screenplay: Screenplay, take: int, before: Division | None) -> list[Node]:
    """One take: its chunks in order, the last node joins them to the shot's picture."""
    return _Chain(division, screenplay, take).made(before)


@dataclass(frozen=True)
class _Chain:
    """One take of one shot, as far as naming and sizes go."""

    division: Division
    screenplay: Screenplay
    take: int

    @property
    def shot(self) -> Shot:
        return self.division.laid.shot

    @property
    def profile(self) -> ModelProfile:
        return self.shot.model

    @property
    def sizes(self) -> tuple[Size, ...]:
        return stage_sizes(self.screenplay.settings, self.profile)

    @property
    def crop(self) -> Crop:
        return crop_of(self.screenplay.settings.size, self.profile)

    @property
    def last_pass(self) -> str:
        """The node of a chunk whose latents are decoded."""
        if len(self.sizes) == 2:
            return "refine"
        return "upsample" if self.profile.doubled else "denoise"

    @property
    def audio(self) -> bool:
        return self.profile.audio and self.screenplay.settings.audio

    def id(self, chunk: int, what: str) -> str:
        return f"{filed(self.shot.slate, self.take)}/chunk {chunk + 1}/{what}"

    def node(self, id: str, body: AnyBody, *inputs: Input) -> Node:
        return Node(id=id, shot=self.shot.slate, take=self.take, body=body, inputs=inputs)

    # ------------------------------------------------ shared by takes

    def shared(self, before: Division | None) -> list[Node]:
        nodes: list[Node] = []
        size, weights = self.sizes[0], self._files(self._loras())
        for index in range(len(self.division.chunks)):
            nodes += self._text(index, before)
            nodes += self._conditions(index)
            nodes += guide_nodes(self.division, self.screenplay, index, size, self.crop, weights)
            nodes += sound_nodes(self.division, self.screenplay, index)
        return nodes

    def _text(self, index: int, before: Division | None) -> Iterator[Node]:
        if self._text_of(index) != self._own_text(index):
            return
        prompt = self.division.chunks[index].prompt
        negative = against(self.shot, self.screenplay)
        if self.shot.enhance == "off":
            yield self.node(
                self._own_text(index), TextBody(family=self.profile.family, prompt=prompt, negative=negative)
            )
            return
        context = self.shot.enhance == "context"
        told = self._told_before(index, before) if context else []
        written = EnhanceBody(family=self.profile.family, prompt=prompt, seed=self.shot.seed, context=context)
        yield self.node(prompt_id(self.shot, index), written, *told)
        body = TextBody(family=self.profile.family, prompt="", negative=negative, enhanced=True)
        yield self.node(self._own_text(index), body, Input(role="prompt", node=prompt_id(self.shot, index)))

    def _told_before(self, index: int, before: Division | None) -> list[Input]:
        """The prompt before this one, written out: of the chunk before, or of the shot before, where it has one."""
        if index:
            return [Input(role="before", node=prompt_id(self.shot, index - 1))]
        if before is None or not is_generated(before.laid.shot) or before.laid.shot.enhance == "off":
            return []
        if before.laid.scene_index != self.division.laid.scene_index:
            return []
        return [Input(role="before", node=_last_prompt(before))]

    def _own_text(self, index: int) -> str:
        return f"{self.shot.slate}/chunk {index + 1}/text"

    def _text_of(self, index: int) -> str:
        """The node that encodes this chunk's prompt: that of the first chunk with the same words."""
        if self.shot.enhance == "context":
            return self._own_text(index)
        prompts = [chunk.prompt for chunk in self.division.chunks]
        return self._own_text(prompts.index(prompts[index]))

    def _conditions(self, index: int) -> Iterator[Node]:
        keys = self.division.chunks[index].keyframes
        if not keys:
            return
        conditions = tuple(
            Condition(role=f"key/{n}", frame=key.frame, strength=key.strength) for n, key in enumerate(keys)
        )
        numbers = keys_of(self.shot, self.division.stretches, index)
        images = [key_input(self.shot, number, f"key/{n}") for n, number in enumerate(numbers)]
        for stage, size in enumerate(self.sizes):
            body = ConditionBody(family=self.profile.family, size=size, crop=self.crop, conditions=conditions)
            yield self.node(self._conditions_id(index, stage), body, *images)

    def _conditions_id(self, index: int, stage: int) -> str:
        return f"{self.shot.slate}/chunk {index + 1}/conditions {stage + 1}"

    # ------------------------------------------------ one take

    def made(self, before: Division | None) -> list[Node]:
        nodes: list[Node] = []
        for index in range(len(self.division.chunks)):
            nodes += self._chunk(index, before)
        again = self._again() if self.take == picked(self.shot) else Edited()
        return [*nodes, *again.nodes, self._joined(again)]

    def _again(self) -> Edited:
        """What is made again on the picked take."""
        led = () if self._guided else self._loras()
        update = {"size": self.sizes[-1], "loras": self._laid(led)}
        like = self._pass_body(0, 0, None).model_copy(update=update)
        return edited(self.division, self.screenplay, like, self.crop, self._files(led), self.last_pass)

    def _chunk(self, index: int, before: Division | None) -> Iterator[Node]:
        yield self._pass(index, 0, before)
        wider = len(self.sizes)
        if wider == 2 or self.profile.doubled:
            latents = Input(role="latents", node=self.id(index, "denoise"))
            enlarge = UpsampleBody(family=self.profile.family, spatial=Fraction(wider), temporal=self.profile.every)
            yield self.node(self.id(index, "upsample"), enlarge, latents)
        if wider == 2:
            yield self._pass(index, 1, before)
        yield self._decoded(index)

    def _pass(self, index: int, stage: int, before: Division | None) -> Node:
        shot = self.shot
        handoff, handed = self._handoff(index, stage, before)
        inputs = [Input(role="text", node=self._text_of(index))]
        if self.division.chunks[index].keyframes:
            inputs.append(Input(role="conditions", node=self._conditions_id(index, stage)))
        if self._guided and stage == 0:
            inputs.append(Input(role="references", node=guides_id(shot, index)))
        if shot.audio is not None and shot.audio.leads:
            inputs.append(Input(role="audio", node=sound_id(shot, index)))
        if stage == 1:
            inputs.append(Input(role="latents", node=self.id(index, "upsample")))
        said, recordings = voices(self.division, self.screenplay, index)
        body = self._pass_body(index, stage, handoff).model_copy(update={"voices": said})
        name = body.kind.removeprefix("chunk.")
        weights = self._files(self._loras(stage))
        return self.node(self.id(index, name), body, *inputs, *handed, *weights, *recordings)

    @property
    def _guided(self) -> bool:
        shot = self.shot
        return bool(shot.control or references(shot, self.screenplay, cast=shot.by_cast))

    def _pass_body(self, index: int, stage: int, handoff: Handoff | None) -> DenoiseBody:
        shot, settings = self.shot, self.screenplay.settings
        return DenoiseBody(
            kind="chunk.refine" if stage else "chunk.denoise",
            family=self.profile.family,
            size=self.sizes[stage],
            rate=settings.rate,
            frames=self.division.chunks[index].frames,
            every=1 if stage else self.profile.every,
            seed=chunk_seed(take_seed(shot.seed, self.take), index),
            steps=shot.steps if stage == 0 else None,
            guidance=shot.guidance if stage == 0 and guided(shot, settings) else None,
            quality="high" if settings.quality == "high" else "standard",
            audio=self.audio,
            handoff=handoff,
            loras=self._laid(self._loras(stage)),
        )

    def _loras(self, stage: int = 0) -> _Loras:
        """Those of the cast and the shot's own, (path, weight), each once.

        Those of a shot that follows something were trained to look at it: they act in the first stage, where it is
        given. The second only refines what that made, as Lightricks' own pipeline has it.
        """
        if "lora" not in self.profile.can or (stage and self._guided):
            return ()
        elements = self.screenplay.elements
        cast = (lora for name in self.shot.cast if name in elements for lora in elements[name].loras)
        return tuple({lora.path: (lora.path, lora.weight) for lora in (*cast, *self.shot.loras)}.values())

    @staticmethod
    def _laid(loras: _Loras) -> tuple[Lora, ...]:
        return tuple(Lora(role=f"lora/{n}", weight=weight) for n, (_, weight) in enumerate(loras))

    @staticmethod
    def _files(loras: _Loras) -> list[Input]:
        return [Input(role=f"lora/{n}", asset=path) for n, (path, _) in enumerate(loras)]

    def _decoded(self, index: int) -> Node:
        body = DecodeBody(
            family=self.profile.family,
            size=self.sizes[-1],
            rate=self.screenplay.settings.rate,
            frames=self.division.chunks[index].frames,
            audio=self.audio,
        )
        latents = Input(role="latents", node=self.id(index, self.last_pass))
        return self.node(self.id(index, "decode"), body, latents)

    def _joined(self, again: Edited) -> Node:
        settings, chunks = self.screenplay.settings, self.division.chunks
        body = JoinBody(
            size=settings.size,
            rate=settings.rate,
            frames=self.shot.frames,
            handle=self.division.laid.handle,
            generated=self.sizes[-1],
            crop=self.crop,
            seen=seen(chunks, again.pieces),
            heard=heard(chunks, again.pieces),
            sample_rate=self.profile.sample_rate,
            audio=self.audio,
        )
        pieces = [
            Input(role=f"chunk/{n}{'' if output == 'picture' else '/sound'}", node=self.id(n, "decode"), output=output)
            for n in range(len(chunks))
            for output in ("picture", "sound")
        ]
        pieces += again.inputs
        return self.node(f"{filed(self.shot.slate, self.take)}/picture", body, *pieces)

    # ------------------------------------------------ handoff

    def _handoff(self, index: int, stage: int, before: Division | None) -> tuple[Handoff | None, list[Input]]:
        """What a pass takes over: from the chunk before it, or in the first chunk from the shot it continues."""
        if index:
            return self._from_chunk(index, stage)
        join = self.division.join
        if join is None or before is None:
            return None, []
        source = before.laid.shot
        handing = filed(source.slate, picked(source))
        if join.mode == "image":
            handoff = Handoff(mode="image", first=join.first, count=1, crop=self.crop)
            return handoff, [Input(role="handoff", node=f"{handing}/picture", output="picture")]
        handoff = self._of_latents(join.first, join.count, stage)
        return handoff, self._handed(f"{handing}/chunk {join.chunk + 1}", stage)

    def _from_chunk(self, index: int, stage: int) -> tuple[Handoff, list[Input]]:
        grid, earlier = self.division.grid, self.division.stretches[index - 1]
        source = f"{filed(self.shot.slate, self.take)}/chunk {index}"
        if self.profile.handoff == "image":
            handoff = Handoff(mode="image", first=earlier.frames - 1, count=1)
            return handoff, [Input(role="handoff", node=f"{source}/decode", output="picture")]
        latents = (earlier.frames - 1) // grid.stride + 1
        handoff = self._of_latents(latents - grid.latents, grid.latents, stage)
        return handoff, self._handed(source, stage)

    def _of_latents(self, first: int, count: int, stage: int) -> Handoff:
        """The handoff of `count` latents of the first stage from `first` on, as the pass of `stage` has them."""
        first, count = finer(first, count, self.profile.every if stage else 1)
        return Handoff(mode=self._handing(stage), first=first, count=count, adain=self.profile.adain)

    def _handing(self, stage: int) -> HandoffMode:
        """A first of two stages hands over latents as they are: so it is the same whether a second follows or not."""
        first_of_two = stage == 0 and self.profile.stages == 2
        return "latent" if first_of_two else self.profile.handoff

    def _handed(self, source: str, stage: int) -> list[Input]:
        """The latents of the same stage, and for what is encoded anew the decoded frames."""
        latents = Input(role="handoff", node=f"{source}/{'refine' if stage else 'denoise'}")
        if self._handing(stage) == "latent":
            return [latents]
        return [latents, Input(role="handoff/picture", node=f"{source}/decode", output="picture")]
