"""A film as the page shows it: plain data, in film frames, with no path that is not the project's own.

The fields are read by `markup` and by the script; `SCHEMA` counts up when they change.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from milimo_lang.kept import Given, made
from milimo_lang.preview.calm import Patient
from milimo_lang.preview.remarks import lines, remarks
from milimo_lang.preview.resources import picture_name, take_name

if TYPE_CHECKING:
    from milimo_lang.compilation import Compilation
    from milimo_lang.ir import plan as planned
    from milimo_lang.ir.bodies import Caption, FilmBody
    from milimo_lang.ir.screenplay import Shot
    from milimo_lang.ir.values import FrameSpan
    from milimo_lang.source import Source
    from milimo_runtime.estimates import Price
    from milimo_runtime.showing import Showing
    from milimo_runtime.store import Output
    from milimo_runtime.store.last import LastUnit
    from milimo_runtime.takes import ShotTake

SCHEMA = "milimo.preview/3"

Data = dict[str, Any]
Reel: TypeAlias = tuple[str, str, str]
"""Of a take the names of its picture, of its film and of its sound, "" for none."""


class Cut(NamedTuple):
    """A film as it is now: its data, and by the names that they have there the pictures, and the files of takes."""

    data: Data
    pictures: Mapping[str, bytes]
    takes: Mapping[str, Path]


_HEARD = ("music", "effects", "ambience", "voiceover")
"""Tracks a writer laid; the sounds of places are everywhere, and speeches have a track of their own."""
_WIDTHS = ((60, 480), (300, 320), (10**9, 192))
"""How wide posters are in a film of up to so many shots: so that a page of a thousand is a few megabytes."""

_REASONS = 4
"""Reasons that a card tells; `milimo explain` tells all of them."""
_FIRST = {"never built": "first build"}
"""Of a film that is seen it would read as if it were not there."""


def film_data(
    compilation: Compilation,
    called: str,
    showing: Showing | None,
    patient: Patient | None = None,
    price: Price | None = None,
) -> Cut:
    """The compilation's film; `called` is its file as commands name it. `showing` tells what was built of it.

    What the `patient` has kept of the cut before is not made again. `price` is what an hour of a GPU costs.
    """
    patient = patient or Patient()
    plan = compilation.plan.value
    film, line, each = plan.film, plan.timeline, patient.each
    shots = _Shots(compilation, showing, patient, price)
    data = {
        "schema": SCHEMA,
        "title": film.title,
        "called": called,
        "rate": [film.rate.numerator, film.rate.denominator],
        "frames": film.frames,
        "size": [film.size.width, film.size.height],
        "model": film.model,
        "language": film.language,
        "film": "",
        "burnt": _burnt(plan),
        "scenes": [_scene(scene) for scene in each(line.scenes)],
        "shots": [shots.data(shot) for shot in each(plan.shots)],
        "transitions": [
            {**_span(turn.span), "style": turn.style.replace("-", " "), "out": turn.outgoing, "in": turn.incoming}
            for turn in each(line.transitions)
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
            for speech in each(line.speeches)
        ],
        "beats": [{**_span(beat.span), "shot": beat.shot, "text": beat.text} for beat in each(line.beats)],
        "captions": [{**_span(one.span), "who": one.speaker, "text": one.text} for one in each(line.captions)],
        "vtt": "".join(each(_vtt(each(line.captions), film.rate))),
        "sounds": _sounds(plan),
        "peaks": base64.b64encode(showing.peaks()).decode() if showing is not None else "",
        "remarks": remarks(each(compilation.diagnostics), compilation.sources),
    }
    return Cut(data, shots.pictures, shots.files)


def width_of_posters(shots: int) -> int:
    """Pixels, for a film of so many shots."""
    return next(width for most, width in _WIDTHS if shots <= most)


class _Shots:
    """The film's shots as the page tells them, and the pictures that it shows of them."""

    def __init__(
        self, compilation: Compilation, showing: Showing | None, patient: Patient, price: Price | None
    ) -> None:
        plan = compilation.plan.value
        self.pictures: dict[str, bytes] = {}
        self.files: dict[str, Path] = {}
        self._showing, self._patient, self._sources, self._price = showing, patient, compilation.sources, price
        self._meant = {shot.slate: shot for shot in compilation.meaning.shots}
        self._said: dict[str, list[list[str]]] = defaultdict(list)
        for speech in patient.each(plan.timeline.speeches):
            self._said[speech.shot].append([speech.speaker, speech.text])
        self._units: dict[str | None, list[LastUnit]] = defaultdict(list)
        self._filmed: dict[str | None, float] = defaultdict(float)
        self._takes: dict[str, tuple[ShotTake, ...]] = {}
        self._posters: dict[str, bytes] = {}
        self._width = width_of_posters(len(plan.shots))
        if showing is not None:
            from milimo_runtime.backends import family_of

            self._takes = showing.takes()
            self._posters = showing.posters(self._width)
            for node in patient.each(plan.nodes):
                if (unit := showing.last.get(node.id)) is not None:
                    self._units[node.shot].append(unit)
                    if price is not None and family_of(node):
                        self._filmed[node.shot] += unit.seconds

    def data(self, shot: planned.Shot) -> Data:
        """What lasts as long as the shot is what it is, and where it stands now."""
        meant, said = self._meant.get(shot.slate), self._said.get(shot.slate, [])
        units, takes = self._units.get(shot.slate, []), self._takes.get(shot.id, ())
        several = [(take, *self._shown(shot, take)) for take in takes] if len(takes) > 1 else []
        cost = self._cost(shot)
        given = (_lasting(shot), meant, said, units, several, cost)
        lasting = made(
            self._patient,
            ("shot", shot.id),
            given,
            lambda: {**_shot(shot, meant, said), **_made(units), **_filmed(shot, several), "cost": cost},
        )
        return {
            **lasting,
            **_written(shot, self._sources),
            "scene": shot.scene,
            "start": shot.start,
            "poster": self._poster(shot),
        }

    def _cost(self, shot: planned.Shot) -> str:
        """What its models' units cost, each of which had a GPU to itself: `$0.17 at $2.50 an hour`."""
        seconds = self._filmed.get(shot.slate, 0.0)
        return f"{self._price.of(seconds, 1)} at {self._price}" if self._price is not None and seconds else ""

    def _poster(self, shot: planned.Shot) -> str:
        """The name of the picture of the take in the film."""
        picture = next((take.picture for take in shot.takes if take.number == shot.pick), "")
        return self._named(self._posters.get(picture))

    def _shown(self, shot: planned.Shot, take: ShotTake) -> Reel:
        assert self._showing is not None
        picture, sound = self._showing.played(take)
        return (
            self._named(self._showing.poster(shot, take.key, self._width)),
            self._file(picture, "picture"),
            self._file(sound, "sound"),
        )

    def _file(self, output: Output | None, what: str) -> str:
        if output is None or self._showing is None:
            return ""
        name = take_name(output.sha256, what)
        self.files[name] = self._showing.store.blob_path(output.sha256)
        return name

    def _named(self, picture: bytes | None) -> str:
        if picture is None:
            return ""
        name = made(self._patient, ("name", picture), (), lambda: picture_name(picture))
        self.pictures[name] = picture
        return name


def _made(units: Iterable[LastUnit]) -> Data:
    """Why the shot was made last, and how long that took."""
    from milimo_runtime.causes import told

    reasons = (told(unit.why) or [unit.reason] for unit in units)
    known = [reason for reason in dict.fromkeys(chain.from_iterable(reasons)) if reason]
    why = [reason for reason in known if reason not in _FIRST] or [_FIRST[reason] for reason in known]
    more = [f"and {len(why) - _REASONS} more"] if len(why) > _REASONS + 1 else []
    return {"why": why[:_REASONS] + more if more else why, "seconds": round(sum(unit.seconds for unit in units), 2)}


def _filmed(shot: planned.Shot, several: Iterable[tuple[ShotTake, *Reel]]) -> Data:
    """Its takes, where it has several, with what shows them; and what can be asked about the shot: of one that is
    filmed by a model, what brings it another take too."""
    from milimo_runtime.takes import DRAWN

    takes = [
        {
            "n": take.number,
            "seed": take.seed,
            "standing": take.standing,
            "prompt": take.prompt,
            "model": take.model,
            "seconds": take.seconds,
            "poster": poster,
            "film": film,
            "sound": sound,
        }
        for take, poster, film, sound in several
    ]
    filmed = shot.kind in ("filmed", "still") and shot.model != DRAWN
    asks = ["explain", *(["takes"] if filmed or takes else []), *(["reroll"] if filmed else [])]
    return {"takes": takes, "asks": asks}


def _lasting(shot: planned.Shot) -> Given:
    """All of the shot that the page tells, but where it stands."""
    about = (shot.slate, shot.kind, shot.automatic, shot.frames, shot.handle, shot.model, shot.reason, shot.action)
    return (*about, shot.chunks, shot.takes, shot.pick)


def _shot(shot: planned.Shot, meant: Shot | None, said: list[list[str]]) -> Data:
    """What the shot is; `said` in it: who says what."""
    told = dict.fromkeys(chunk.prompt for chunk in shot.chunks if chunk.prompt)
    action = _action(meant) if meant is not None else shot.action
    framing = _framing(meant) if meant is not None else []
    cast = list(dict.fromkeys(name.partition(".")[0] for name in meant.cast)) if meant is not None else []
    return {
        "id": shot.id,
        "slate": shot.slate,
        "kind": shot.kind,
        "automatic": shot.automatic,
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
    sentences = (text[0].upper() + text[1:] for part in told if (text := part.strip()))
    return " ".join(text if text[-1] in '.!?…:;,"”' else f"{text}." for text in sentences)


def _framing(meant: Shot) -> list[str]:
    """How it is filmed, in the writer's words: framing, camera, lens, light; and who is in it."""
    terms = [term.name for term in meant.terms if term.name]
    return list(dict.fromkeys([*terms, *meant.words]))


def _scene(scene: planned.SceneSpan) -> Data:
    where = {"file": scene.source.file, "line": scene.source.line} if scene.source is not None else {}
    return {**_span(scene.span), "n": scene.number, "title": scene.title, **where}


def _sounds(plan: planned.Plan) -> list[Data]:
    """The sounds a writer laid: the track, the file, and when it is heard."""
    mixes = (node for node in plan.nodes if node.shot is None and node.kind == "cut.mix")
    played = {part.role: part.asset for node in mixes for part in node.inputs if part.asset is not None}
    return [
        {**_span(sound.span), "track": sound.track, "name": played[sound.role], "gain": sound.gain}
        for sound in plan.timeline.sounds
        if sound.track in _HEARD and sound.role in played
    ]


def _vtt(captions: Iterable[Caption], rate: Fraction) -> Iterable[str]:
    from milimo_runtime.media.captions import vtt_pieces

    return vtt_pieces(captions, rate)


def _burnt(plan: planned.Plan) -> bool:
    """Whether captions stand in the picture already."""
    own = (node.body for node in plan.nodes if node.shot is None)
    bodies: Iterable[FilmBody] = (body for body in own if body.kind == "cut.film")
    return any(body.burnt for body in bodies)


def _span(span: FrameSpan) -> Data:
    return {"start": span.start, "frames": span.frames}
