"""What a shot is made from besides its words, and why: as much of what it offers as its mode and its model take.

The modes stand in a ladder, each taking what the ones before it take: text, image (a picture at the head), keyframes,
reference, control, audio. A `mode:` that is written stops there; otherwise a shot climbs as far as it has anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from milimo_lang.analysis.block import MODES, Block
from milimo_lang.analysis.checks.bad_value import mode_without
from milimo_lang.analysis.checks.guide_without_lora import guide_without_lora
from milimo_lang.analysis.checks.model_cannot import model_cannot
from milimo_lang.analysis.checks.no_way_to_make import no_way_to_make
from milimo_lang.analysis.drafts import Asked, ShotDraft
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.screenplay import Capability, Element, Mode, ModelProfile, Shot
from milimo_lang.source import Span


def asked(draft: ShotDraft, block: Block) -> Asked:
    """What the shot's own lines ask of its model; what a `%set` says of every shot is asked of none."""
    own = {item.span for item in (*draft.read.properties, *draft.own)}
    items = {key: item for key, item in block.said.items() if item.span in own}
    where: dict[str, Span] = {key: items[key].span for key in ("reference", "control", "audio", "lora") if key in items}
    if block.enhance not in (None, "off") and "enhance" in items:
        where["enhance"] = items["enhance"].span
    if "mode" in items and block.mode:
        where["mode"] = items["mode"].value_span
    return Asked(block.mode, where)


def with_mode(one: Shot, request: Asked, elements: Mapping[str, Element], said: list[Diagnostic]) -> Shot:
    """The shot with its mode and the reason for it, without what its model cannot, each such thing said once.

    What is drawn keeps everything: it takes what it understands.
    """
    if one.kind != "filmed" or one.model.draws:
        changed = tuple(edit for edit in one.edits if one.kind == "filmed" or (one.kind, edit.kind) == _CHANGED)
        met = _there(one)
        return replace(one, mode=_by_keys(met), reason=_drawn(met), edits=changed)
    lacking = list(_lacking(one, request))
    if lacking:
        said.append(model_cannot(one.model.name, [lack.what for lack in lacking], lacking[0].span))
    kept = _by_cast(_up_to(_able(one), request.mode), request.mode, elements)
    mode = _mode(kept)
    said += _unmet(kept, request)
    said += _unseen(kept, request, elements)
    if mode == "text" and "text" not in one.model.can:
        said.append(no_way_to_make(one.model.name, one.span))
    return replace(kept, mode=mode, reason=_reason(kept, request))


_CHANGED = ("still", "inpaint")
"""Of what no video model makes, only a still is changed, and only within a mask."""


def beyond_model(elements: Iterable[Element], model: ModelProfile) -> Iterator[Diagnostic]:
    """What elements ask of the film's model that it cannot do."""
    if model.draws:
        return
    for element in elements:
        if element.voice_file and "voice" not in model.can and element.name == element.base:
            yield model_cannot(model.name, ("voice",), element.span)
        if element.loras and "lora" not in model.can and element.name == element.base:
            yield model_cannot(model.name, ("lora",), element.loras[0].span)


# ---------------------------------------------------------------- what the model can


class _Lack(NamedTuple):
    what: Capability
    span: Span


def _lacking(one: Shot, request: Asked) -> Iterator[_Lack]:
    """What the shot asks for and its model cannot, in the order of the capabilities."""
    can, where = one.model.can, request.where
    if one.keys and not _meets(one):
        what: Capability = "image" if one.keys[0].frame == 0 and len(one.keys) == 1 else "keyframes"
        yield _Lack(what, one.keys[0].span)
    for what, present in (("reference", one.references), ("control", one.control), ("audio", one.audio)):
        if present and what in where and what not in can:
            yield _Lack(what, where[what])
    if one.loras and "lora" in where and "lora" not in can:
        yield _Lack("lora", where["lora"])
    for edit in one.edits:
        if edit.kind not in can:
            yield _Lack(edit.kind, edit.span)
    if "enhance" in where and "enhance" not in can:
        yield _Lack("enhance", where["enhance"])


def _meets(one: Shot) -> bool:
    """Whether the model takes the shot's keyframes."""
    return "keyframes" in one.model.can or ("image" in one.model.can and [key.frame for key in one.keys] == [0])


def _able(one: Shot) -> Shot:
    """The shot with what its model can take alone."""
    can = one.model.can
    return replace(
        one,
        keys=one.keys if _meets(one) else tuple(key for key in one.keys if key.frame == 0 and "image" in can),
        references=one.references if "reference" in can else (),
        control=one.control if "control" in can else (),
        loras=one.loras if "lora" in can else (),
        edits=tuple(edit for edit in one.edits if edit.kind in can),
        enhance=one.enhance if "enhance" in can else "off",
        audio=replace(one.audio, leads="audio" in can) if one.audio else None,
    )


# ---------------------------------------------------------------- the mode


def _up_to(one: Shot, mode: str | None) -> Shot:
    """The shot with what the written mode takes."""
    if mode is None:
        return one
    rung = MODES.index(mode)
    if rung < MODES.index("keyframes"):
        one = replace(one, keys=tuple(key for key in one.keys if key.frame == 0) if mode == "image" else ())
    if rung < MODES.index("reference"):
        one = replace(one, references=())
    if rung < MODES.index("control"):
        one = replace(one, control=())
    if rung < MODES.index("audio") and one.audio:
        one = replace(one, audio=replace(one.audio, leads=False))
    return one


def _by_cast(one: Shot, mode: str | None, elements: Mapping[str, Element]) -> Shot:
    """The shot guided by the pictures of its cast, where its model can: unless it begins from a picture anyway."""
    wanted = not one.keys and not one.continues if mode is None else MODES.index(mode) >= MODES.index("reference")
    pictured = any(elements[name].images for name in one.cast if name in elements)
    return replace(one, by_cast=wanted and pictured and "reference" in one.model.can)


def _mode(one: Shot) -> Mode:
    if one.edits:
        return "retake"
    if one.audio is not None and one.audio.leads:
        return "audio"
    if one.control:
        return "control"
    if one.references or one.by_cast:
        return "reference"
    if one.keys:
        return _by_keys(one)
    return "continue" if one.continues else "text"


def _by_keys(one: Shot) -> Mode:
    """`image` at its head, `keyframes` anywhere, or `text` alone."""
    if not one.keys:
        return "text"
    return "image" if [key.frame for key in one.keys] == [0] else "keyframes"


def _unmet(one: Shot, request: Asked) -> Iterator[Diagnostic]:
    """A mode that the shot itself asks for, and has nothing for."""
    wants = {
        "image": ([key for key in one.keys if key.frame == 0], "a picture at its head: key 0: …"),
        "keyframes": (one.keys, "a picture to meet: key 0: …, key end: …"),
        "reference": (one.references or one.by_cast, "a reference: reference: …, or an `image:` of who is in it"),
        "control": (one.control, "a control picture: control: pose …"),
        "audio": (one.audio, "a sound: audio: …"),
    }
    has, what = wants.get(request.mode or "", (True, ""))
    if not has and "mode" in request.where and request.mode in one.model.can:
        yield mode_without(request.mode, what, request.where["mode"])


def _unseen(one: Shot, request: Asked, elements: Mapping[str, Element]) -> Iterator[Diagnostic]:
    """The first that a shot itself asks to be followed, where no LoRA makes its model look at it."""
    cast = (elements[name] for name in one.cast if name in elements)
    if "lora" not in one.model.can or one.loras or any(element.loras for element in cast):
        return
    if one.control:
        yield guide_without_lora(one.model.name, _CONTROLS[one.control[0].kind], one.control[0].span)
    elif one.references and "reference" in request.where:
        yield guide_without_lora(one.model.name, "a reference", request.where["reference"])
    elif one.by_cast and request.mode == "reference" and "mode" in request.where:
        yield guide_without_lora(one.model.name, "pictures of who is in it", request.where["mode"])


# ---------------------------------------------------------------- the reason


def _reason(one: Shot, request: Asked) -> str:
    """One sentence for a director: what the picture comes from."""
    parts = [*_parts(one)]
    told = ", ".join(parts) if parts else "from its words alone"
    return f"{told} (mode: {request.mode} is written)" if request.mode else told


def _parts(one: Shot) -> Iterator[str]:
    if one.continues:
        yield "goes on from the shot before"
    heads = [key for key in one.keys if key.frame == 0]
    others = len(one.keys) - len(heads)
    if one.keys:
        meets = "meets " + ("a picture" if others == 1 else f"{others} pictures")
        yield " and ".join((*(["begins with a picture"] if heads else []), *([meets] if others else [])))
    if follows := list(_followed(one)):
        yield "follows " + " and ".join(filter(None, (", ".join(follows[:-1]), follows[-1])))
    for edit in one.edits:
        what = "made again" if edit.kind == "retake" else f"changed within {edit.mask or edit.mask_file}"
        yield f"frames {edit.frames.start} to {edit.frames.end} {what} on take {one.pick}"


def _followed(one: Shot) -> Iterator[str]:
    if one.by_cast:
        yield "the pictures of who is in it"
    if one.references:
        yield "its references" if len(one.references) > 1 else "its reference"
    yield from (f"the {_CONTROLS[control.kind]} of {control.path}" for control in one.control)
    if one.audio and one.audio.leads:
        yield f"the sound {one.audio.path}"


_CONTROLS = {"canny": "edges", "pose": "poses", "depth": "depth"}


def _there(one: Shot) -> Shot:
    """The shot with the pictures alone that need no model: files, and pictures of other shots."""
    if one.kind != "filmed":
        return one
    there = tuple(key for key in one.keys if key.image.kind != "generated")
    return one if there == one.keys else replace(one, keys=there)


def _drawn(one: Shot) -> str:
    """Why a shot that no video model makes is what it is."""
    if one.kind == "filmed":
        meets = "meets a picture" if len(one.keys) == 1 else f"meets {len(one.keys)} pictures"
        return f"drawn from its words, {meets}" if one.keys else "drawn from its words"
    if one.kind == "still":
        return "the picture it names" if one.keys else "a still, made once and held"
    return {"black": "black, held", "card": "words on black"}.get(one.kind, "its source, conformed")
