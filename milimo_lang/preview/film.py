"""A film as the page shows it: plain data, in film frames, with no path that is not the project's own.

The fields are read by `markup` and by the script; `SCHEMA` counts up when they change.
"""

from __future__ import annotations

import base64
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from milimo_lang.preview.remarks import lines, remarks

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir import plan as planned
    from milimo_lang.ir.bodies import FilmBody
    from milimo_lang.ir.screenplay import Shot
    from milimo_lang.ir.values import FrameSpan
    from milimo_lang.source import Source
    from milimo_runtime.showing import Showing
    from milimo_runtime.store.last import LastUnit
    from milimo_runtime.takes import ShotTake

SCHEMA = "milimo.preview/2"

Data = dict[str, Any]
Place = Callable[[bytes], str]
"""Where a picture is put for the page: gives its address."""

_HEARD = ("music", "effects", "ambience", "voiceover")
"""Tracks a writer laid; the sounds of places are everywhere, and speeches have a track of their own."""
_WIDTHS = ((60, 480), (300, 320), (10**9, 192))
"""How wide posters are in a film of up to so many shots: so that a page of a thousand is a few megabytes."""

_FIRST = {"never built": "first build"}
"""Of a film that is seen it would read as if it were not there."""


def film_data(compilation: Compilation, called: str, showing: Showing | None, place: Place) -> Data:
    """The compilation's film; `called` is its file as commands name it. `showing` tells what was built of it."""
    plan = compilation.plan.value
    film, line = plan.film, plan.timeline
    made = _Made(showing, place, called)
    spoken: dict[str, list[list[str]]] = defaultdict(list)
    for speech in line.speeches:
        spoken[speech.shot].append([speech.speaker, speech.text])
    meant = {shot.slate: shot for shot in compilation.screenplay.value.shots}
    notes = remarks(compilation.diagnostics, compilation.sources)
    return {
        "schema": SCHEMA,
        "title": film.title or called,
        "called": called,
        "rate": [film.rate.numerator, film.rate.denominator],
        "frames": film.frames,
        "size": [film.size.width, film.size.height],
        "model": film.model,
        "language": film.language,
        "film": "",
        "burnt": _burnt(plan),
        "scenes": [_scene(scene) for scene in line.scenes],
        "shots": [
            {
                **_shot(shot, meant.get(shot.slate), spoken[shot.slate]),
                **_written(shot, compilation.sources),
                **made.of(shot),
            }
            for shot in plan.shots
        ],
        "transitions": [
            {**_span(turn.span), "style": turn.style.replace("-", " "), "out": turn.outgoing, "in": turn.incoming}
            for turn in line.transitions
        ],
        "speeches": [
            {
                **_span(speech.span),
                "shot": speech.shot,
                "who": speech.speaker,
                "text": speech.text,
                "manner": speech.manner,
                "off": speech.off_screen,
            }
            for speech in line.speeches
        ],
        "beats": [{**_span(beat.span), "shot": beat.shot, "text": beat.text} for beat in line.beats],
        "captions": [{**_span(one.span), "who": one.speaker, "text": one.text} for one in line.captions],
        "vtt": _vtt(plan),
        "sounds": _sounds(plan),
        "peaks": base64.b64encode(showing.peaks()).decode() if showing is not None else "",
        "remarks": notes,
    }


def width_of_posters(shots: int) -> int:
    """Pixels, for a film of so many shots."""
    return next(width for most, width in _WIDTHS if shots <= most)


class _Made:
    """What was made of the film's shots, as the page tells it."""

    def __init__(self, showing: Showing | None, place: Place, called: str) -> None:
        self._showing, self._place, self._called = showing, place, shlex.quote(called)
        self._units: dict[str | None, list[LastUnit]] = defaultdict(list)
        self._takes: dict[str, tuple[ShotTake, ...]] = {}
        self._posters: dict[str, bytes] = {}
        if showing is not None:
            self._width = width_of_posters(len(showing.plan.shots))
            self._takes = showing.takes()
            self._posters = showing.posters(self._width)
            for node in showing.plan.nodes:
                if (unit := showing.last.get(node.id)) is not None:
                    self._units[node.shot].append(unit)

    def of(self, shot: planned.Shot) -> Data:
        return {
            "poster": self.poster(shot),
            "takes": self.takes(shot),
            "why": self.why(shot.slate),
            "seconds": self.seconds(shot.slate),
            "commands": self.commands(shot),
        }

    def poster(self, shot: planned.Shot) -> str:
        """Where the picture of the take in the film is."""
        picture = next((take.picture for take in shot.takes if take.number == shot.pick), "")
        return self._place(self._posters[picture]) if picture in self._posters else ""

    def takes(self, shot: planned.Shot) -> list[Data]:
        """The takes of a shot that has several."""
        several = self._takes.get(shot.id, ())
        return [self._take(shot, take) for take in several] if len(several) > 1 else []

    def _take(self, shot: planned.Shot, take: ShotTake) -> Data:
        assert self._showing is not None
        picture = self._showing.poster(shot, take.key, self._width)
        return {
            "n": take.number,
            "seed": take.seed,
            "standing": take.standing,
            "prompt": take.prompt,
            "model": take.model,
            "seconds": take.seconds,
            "poster": self._place(picture) if picture is not None else "",
            "pick": self._command("pick", shot, str(take.number)) if take.standing == "made" else "",
        }

    def commands(self, shot: planned.Shot) -> list[str]:
        """What to type about a shot: of one that is filmed by a model, what brings it another take too."""
        from milimo_runtime.takes import DRAWN

        filmed = shot.kind in ("filmed", "still") and shot.model != DRAWN
        asked = ["explain", *(["takes"] if filmed or self.takes(shot) else []), *(["reroll"] if filmed else [])]
        return [self._command(one, shot) for one in asked]

    def _command(self, name: str, shot: planned.Shot, *more: str) -> str:
        return " ".join(["milimo", name, self._called, shlex.quote(shot.slate), *more])

    def seconds(self, slate: str) -> float:
        return round(sum(unit.seconds for unit in self._units.get(slate, ())), 2)

    def why(self, slate: str) -> list[str]:
        from milimo_runtime.causes import told

        reasons = (told(unit.why) or [unit.reason] for unit in self._units.get(slate, ()))
        return [_FIRST.get(reason, reason) for reason in dict.fromkeys(chain.from_iterable(reasons)) if reason]


def _shot(shot: planned.Shot, meant: Shot | None, said: list[list[str]]) -> Data:
    """What the shot is; `said` in it: who says what."""
    told = dict.fromkeys(chunk.prompt for chunk in shot.chunks if chunk.prompt)
    action = _action(meant) if meant is not None else shot.action
    framing = _framing(meant) if meant is not None else []
    cast = list(dict.fromkeys(name.partition(".")[0] for name in meant.cast)) if meant is not None else []
    return {
        "id": shot.id,
        "slate": shot.slate,
        "scene": shot.scene,
        "kind": shot.kind,
        "automatic": shot.automatic,
        "start": shot.start,
        "frames": shot.frames,
        "handle": shot.handle,
        "model": shot.model,
        "reason": shot.reason,
        "about": action or _first(said) or ", ".join([*framing, *cast]) or f"shot {shot.slate}",
        "action": action,
        "said": said,
        "framing": framing,
        "cast": cast,
        "prompts": list(told),
        "seed": next((take.seed for take in shot.takes if take.number == shot.pick), None),
    }


def _written(shot: planned.Shot, sources: Mapping[str, Source]) -> Data:
    """Where the shot is written, and how."""
    at = shot.source
    return {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end": at.end_line,
        "written": lines(sources.get(at.file), at.line, at.end_line),
    }


def _first(said: list[list[str]]) -> str:
    """The first words that are said: `Tom: I would have kept it lit.`"""
    return next((f"{who}: {text}" if who else text for who, text in said), "")


def _action(meant: Shot) -> str:
    """What is seen: the shot's own prose and what happens in it, or the words of a card."""
    told = [meant.card, meant.head, *(moment.text for moment in meant.moments if moment.kind != "speech")]
    return " ".join(text if text[-1] in '.!?…:;,"”' else f"{text}." for part in told if (text := part.strip()))


def _framing(meant: Shot) -> list[str]:
    """How it is filmed, in the writer's words: framing, camera, lens, light; and who is in it."""
    terms = [term.name for term in meant.terms if term.name]
    return list(dict.fromkeys([*terms, *meant.words]))


def _scene(scene: planned.SceneSpan) -> Data:
    where = {"file": scene.source.file, "line": scene.source.line} if scene.source is not None else {}
    return {**_span(scene.span), "n": scene.number, "title": scene.title, **where}


def _sounds(plan: planned.Plan) -> list[Data]:
    """The sounds a writer laid: the track, the file, and when it is heard."""
    mixes = (node for node in plan.nodes if node.kind == "cut.mix")
    played = {part.role: part.asset for node in mixes for part in node.inputs if part.asset is not None}
    return [
        {**_span(sound.span), "track": sound.track, "name": played[sound.role], "gain": sound.gain}
        for sound in plan.timeline.sounds
        if sound.track in _HEARD and sound.role in played
    ]


def _vtt(plan: planned.Plan) -> str:
    from milimo_runtime.media.captions import vtt

    return vtt(plan.timeline.captions, plan.film.rate)


def _burnt(plan: planned.Plan) -> bool:
    """Whether captions stand in the picture already."""
    bodies: Iterable[FilmBody] = (node.body for node in plan.nodes if node.body.kind == "cut.film")
    return any(body.burnt for body in bodies)


def _span(span: FrameSpan) -> Data:
    return {"start": span.start, "frames": span.frames}
