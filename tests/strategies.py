"""Hypothesis strategies that write screenplays: `films()` that can be built, and `texts()`, anything near one.

Every reserved form of the language has its strategy here, every Fountain element too. They write of nobody in
particular: whoever a film declares takes the places of `WHO`, `CUE` and the other stand-ins, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from milimo_lang.compilation import Compilation
from milimo_lang.world import Facts, MemoryWorld

MEDIA = {
    "a.png": Facts(1000, pixels=(1280, 720)),
    "boards/tower two.png": Facts(1000, pixels=(1920, 1080)),
    "theme.wav": Facts(1000, seconds=Fraction(30)),
    "sounds/rain.flac": Facts(1000, seconds=Fraction(30)),
    "reel.mov": Facts(1000, pixels=(1280, 720), frames=240, seconds=Fraction(10), heard=True),
}
"""The files every film here may name."""


@dataclass(frozen=True)
class Film:
    """The texts of a film by path; `film.mls` is its entry."""

    files: dict[str, str]

    @property
    def text(self) -> str:
        return self.files["film.mls"]

    def compiled(self) -> Compilation:
        return Compilation(MemoryWorld(self.files, MEDIA), "film.mls")


WHO, CUE, MENTION, MOVE, ID = "\ue000\ue001\ue002\ue003\ue004"
"""Stand-ins: for a name as declared, as a cue, with its `@`; for a defined move; for an id no other shot has."""


@dataclass(frozen=True)
class Cast:
    """Who and what a film declares, and the moves it defines."""

    people: tuple[str, ...]
    things: tuple[str, ...]
    places: tuple[str, ...]
    variants: tuple[str, ...]
    moves: tuple[str, ...]

    def play(self, text: str) -> str:
        """`text` with the cast in its stand-ins, each in turn."""
        mentions = ["@" + re.sub(r"[ .](?!wet)", "", name) for name in (*self.people, *self.things, *self.variants)]
        cues = [f"@{name}" if name.upper() == name.lower() else name.upper() for name in self.people]
        ids = [f"shot-{number}" for number in range(text.count(ID))]
        for sign, names in {WHO: self.people, CUE: cues, MENTION: mentions, MOVE: self.moves, ID: ids}.items():
            first, *parts = text.split(sign)
            text = first + "".join(names[number % len(names)] + part for number, part in enumerate(parts))
        return text


def each(*values: str) -> SearchStrategy[str]:
    return st.sampled_from(values)


def some(strategy: SearchStrategy[str], separator: str, least: int = 0, most: int = 3) -> SearchStrategy[str]:
    return st.lists(strategy, min_size=least, max_size=most).map(separator.join)


def lines(*parts: SearchStrategy[str]) -> SearchStrategy[str]:
    """The parts that are not empty, one under the other."""
    return st.tuples(*parts).map(lambda found: "\n".join(part for part in found if part))


# ---------------------------------------------------------------- words

PEOPLE = ("Mara", "Tom", "Élodie", "Łukasz", "O'Brien", "Jean-Luc", "Dr. Sarr", "Old Kit", "R2D2", "Ægir", "李明")
THINGS = ("Log Book", "Brass Key", "Boat", "Œuvre")
PLACES = ("Lamp Room", "Café Élan", "Quay")
LOOKS = ("silver braid, yellow oilskin coat", "dark curls", "swollen, leather", "brass gears: rain on glass")
VALUES = ("soft gouache, warm light", "a low voice, unhurried", "blurry text", "rain: all of it", 'the "old" one')

prose = each(
    "Rain.", "The door bangs in the wind.", "Nobody answers it", "It is late, and the lamp is out.", "She waits.",
    "They listen: nothing.", "A naïve 🎬 sign — “CLOSED” — swings.", "日本の雨が降る。", "Twenty-three degrees.",
    "At 4 o'clock, 50% of the fleet is lost.", "ﬁne Ⅷ e\u0301tudes\u00a0and\u2028more.", "مساء الخير", "the 2nd of May",
    f"{WHO} strikes a match.", f"There is {MENTION}, at last.", f"{WHO}'s hat, and {WHO}", f"Rain. {MENTION}",
    "*Slowly* now.", "It is **very** late.", "A ***loud*** _crash_.", "snake_case stays, 2 * 3 * 4 too.",
    r"An \*asterisk\*.", "Then [[who?]] rain.", "The /* old */ lamp.", "_*_ ** __",
)  # fmt: skip
"""A line of running text."""

# ---------------------------------------------------------------- Fountain

paragraph = some(prose, "\n", 1, 3)
action = st.one_of(
    paragraph,
    paragraph,
    each("!INT. no heading", "> The End <", "~Willy Wonka!", "[[alone]]", "/* all\n\nthis */", "SUPER: LATER"),
    each("[[a note\nover lines]] Rain.", "[[at 0s]] Thunder."),
)
heading = st.builds(
    "{}{}{}{}".format,
    each("INT. ", "EXT. ", "int ", "INT./EXT. ", "I/E ", "."),
    each("LAMP ROOM", "CAFÉ ÉLAN", "QUAY - PIER 4", "Blackrock Lighthouse"),
    each("", " - NIGHT", " - CONTINUOUS", " - LATER", " – DAWN"),
    each("", "", " #14#", " #2A#"),
)
_cue = st.builds("{}{}".format, each(CUE, CUE, f"@{WHO}"), each("", "", " (V.O.)", " (O.S.) (CONT'D)", " (cont'd)"))
_spoken = st.one_of(prose, each("(whispering)", "~Sing it", "(beat)\nYes.", "  ", "[[a note]]"))
_speech = lines(
    _cue, each("Not tonight.", "(quietly)\nYes.", "Go on, then.", "[[theme.wav]]\nYes."), some(_spoken, "\n")
)
dialogue = st.one_of(_speech, _speech, st.builds("{}\n\n{} ^\nNo.".format, _speech, _cue))
aside = each("# Act One", "## A sequence", "= What happens here", "===", "# Act Two\n\n= And then")
transition = each(
    "CUT TO:", "> CUT TO:", "> DISSOLVE TO: 8f", "> FADE OUT.", "FADE IN:", "> wipe to: 12 frames", "> SMASH CUT TO:",
    "> CUT TO: sound leads 6f", "> DISSOLVE TO: 1s, sound lags 2f", "> Burn to white.", "INTERCUT WITH:",
)  # fmt: skip

# ---------------------------------------------------------------- marks


def indented(block: SearchStrategy[str]) -> SearchStrategy[str]:
    """The lines of a block behind one of the indents writers use."""
    return st.builds(lambda text, by: re.sub("(?m)^(?=.)", by, text), block, each("    ", "  ", "\t", ""))


def block(*properties: str) -> SearchStrategy[str]:
    """Some of `properties`, no key twice; what begins with `key` may stand at several places."""
    chosen = st.lists(each(*properties), max_size=3, unique_by=lambda line: line.partition(":")[0].lower())
    return indented(chosen.map("\n".join))


phrase = each(
    "wide", "close", "MCU", "extreme wide", "two shot", "OTS", "insert", "low angle", "overhead", "50mm", "long lens",
    "push in", "slow push in", "handheld", "pan left", "quick tilt up", "dolly zoom", "low key", "golden hour",
    "profile", "in the background", "left", "blue mist on the water", "Slow  Pull Out", "seed 12", "take 1",
    f"close on {MENTION}", f"OTS of {MENTION}", f"wide behind {MENTION}", f"insert on {MENTION}", f"{WHO}'s POV",
    f"{MOVE} {MENTION}", f"CU {WHO}", 'a "quoted, phrase"',
)  # fmt: skip
_length = each("2s", "48f", "3 seconds", "0:04", "2.5s", "00:00:02:00")
_prose = st.one_of(st.just(""), prose.map(": {}".format))
SHOT_BLOCK = (
    "key 0: a.png", 'key end: "boards/tower two.png", strength 0.8', "key 50%: a.png", "key 7: a.png", "key 13f: a.png",
    "at 0s: Rain.", f"at 0.5s: {MENTION} waits.", "at 1 second: the light", "at 0:01: noon: the bell", "at 12f: *No*",
    "at 00:00:01:02: Rain.", "at 500 ms: Rain.", "takes: 2", "seed: 12", "Seed: 4294967295", "handles: 12", "steps: 20",
    "guidance: 3.5", "pick: 1", "reference: a.png", f"id: {ID}", *(f"prompt: {value}" for value in VALUES),
    *(f"negative: {value}" for value in VALUES),
)  # fmt: skip
shot = lines(
    st.builds("!!{}{}, {}{}".format, each(" ", "", "  "), some(phrase, ", ", 1), _length, _prose),
    block(*SHOT_BLOCK),
    st.one_of(st.just(""), paragraph),
)
"""A filmed shot of two seconds or more."""

other_shot = st.one_of(
    phrase.map("!! still, {}, 2s".format),
    each(
        "!! black, 1s", "!! auto", "!! wide", '!! card "One, two", 2s', "!! card “Later”, 2s", r'!! card "a \"b\"", 2s'
    ),
    each("", ", in 1s", ", in 0:02\n    speed: 50%").map("!! wide, 2s\n    source: reel.mov{}".format),
)
layer = st.one_of(
    st.builds(
        "%{} {}{}".format,
        each("music", "sfx", "ambience", "voiceover", "MUSIC"),
        each("theme.wav", "sounds/rain.flac"),
        some(
            each(", at 1s", ", in 2s", ", for 3s", ", -14 dB", ", fade in 2s", ", fade out 12f", ", duck", ", loop"), ""
        ),
    ),
    st.builds("%{} {}{}".format, each("title", "super"), each('"The Lamp"', "“1931”"), each("", ", 1s", ", at 1s")),
    each("%overlay a.png", '%overlay "boards/tower two.png", at 1s, for 12f, lower right, 40%', "%overlay a.png, top"),
)
"""What lies under or over a shot of two seconds."""

_default = each("handheld", "low key", "50mm", "wide", "golden hour", "soft gouache", MENTION)
setting = st.one_of(
    some(_default, ", ", 1).map("%set {}".format), some(_default, "\n    ", 1).map("%set\n    {}".format)
)
"""`%set`, on one line or as a block."""

# ---------------------------------------------------------------- declarations

DECLARED = ("image: a.png", 'image: a.png, "boards/tower two.png"', "voice: low, unhurried", "trigger: mrx", "seed: 9",
            "negative: blurry", "weight: 0.5")  # fmt: skip
_look = st.one_of(each(*LOOKS).map(": {}".format), each(*LOOKS).map("\n    look: {}".format))
_declaration = st.tuples(_look, block(*DECLARED)).map(lambda found: "\n".join(part for part in found if part))
_style = "@style Gouache: soft gouache\n\n@voice Warm: low and slow"
_light = "%define light lantern, lanterns\n    prompt: lantern light\n    draft: light -0.2, warm 0.6"


@st.composite
def casts(draw: st.DrawFn) -> Cast:
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True))
    return Cast(
        people=tuple(people),
        things=tuple(draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True))),
        places=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))),
        variants=tuple(f"{name}.wet" for name in people[: draw(st.integers(0, 1))] if "." not in name),
        moves=draw(st.sampled_from([("swoop to",), ("corkscrew around", "swoop to")])),
    )


@st.composite
def declarations(draw: st.DrawFn, cast: Cast) -> str:
    """Everything `cast` has, and perhaps a style, a voice and a light on top."""
    kinds = {"character": (*cast.people, *cast.variants), draw(OBJECT): cast.things, "location": cast.places}
    found = [f"@{kind} {name}{draw(_declaration)}" for kind, names in kinds.items() for name in names]
    for move in cast.moves:
        words = f"    prompt: a {{speed}} {move} {{target}}\n    draft: x -0.3 to 0.2"
        found.append(f"%define camera {move} {{target}}, {{speed = fast}}\n{words}")
    return "\n\n".join([*found, *draw(st.lists(each(_style, _light), max_size=2, unique=True))])


OBJECT = each("object", "prop", "Object")

# ---------------------------------------------------------------- films

TITLE_LINES = (
    "Author: A. Mercer", "Draft date: 1/2/2026", "Contact:\n    1 Rock Street\n    Blackrock", "Credit: written by",
    "Seed: 7", "Style: hand-painted, soft gouache", "Negative: text, watermark", "Quality: preview", "Frame rate: 25",
    "Coverage: master", "Coverage: auto", "Audio: off", "Loudness: -23", "Captions: file", "Language: de",
    "Frame rate: 23.976", "Size: 1280x720", "Size: 640x384", "Studio: Rock", "Model: ltx-2", "Chunk: 97", "Overlap: 17",
)  # fmt: skip
_title = each("Title: The Lamp", "Title:\n    _**BRICK**_\n    and steel")
_keys = st.lists(each(*TITLE_LINES), max_size=4, unique_by=lambda line: line.partition(":")[0]).map("\n".join)
_continued = "!! wide, 2s\n\n!! continue, pan right, 2s: the light goes on"
_shown = st.one_of(shot, shot, st.builds("{}\n\n{}".format, shot, layer), st.just(_continued))
_said = st.one_of(action, dialogue)
_between = st.one_of(heading, heading, transition, aside, setting, other_shot, action)
_turn = st.builds(
    lambda *parts: [one for part in parts for one in part],
    st.lists(_between, max_size=2),
    st.lists(_shown, min_size=1, max_size=1),
    st.lists(_said, max_size=2),
)
story = st.lists(_turn, min_size=1, max_size=5).map(lambda turns: "\n\n".join(one for turn in turns for one in turn))
"""The elements of a few scenes, with stand-ins."""

ENDS = ("\n", "\n", "\n", "\r\n", "\r")


@st.composite
def films(draw: st.DrawFn, *, alone: bool = False) -> Film:
    """A film that compiles without an error. With `alone` it is one file; else some of it may be used or included."""
    cast = draw(casts())
    declared, told = draw(declarations(cast)), [draw(story)]
    files = {}
    used = not alone and draw(st.booleans())
    if used:
        files["cast.mls"] = declared + "\n"
    if not alone and draw(st.booleans()):
        files["scene2.mls"] = draw(story)
        told.append("[[include: scene2.mls]]")
    page = draw(lines(_title, _keys, st.just("Use: cast.mls") if used else each("", "Use: std.noir")))
    text = "\n\n".join([page, *([] if used else [declared]), *told])
    files["film.mls"] = draw(each("", "", "", "\ufeff")) + text + draw(each("", "\n", "\n\n \n"))
    end, played = draw(each(*ENDS)), cast.play("\ue005".join(files.values())).split("\ue005")
    return Film({path: text.replace("\n", end) for path, text in zip(files, played, strict=True)})


# ---------------------------------------------------------------- anything near a film

PIECES = (
    *("\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "\ufeff", "\u2028", "\x85", "\xa0", "\0", "é", "e\u0301", "🎬"),
    *("@character ", "@prop X: y", "@Mara", "@Mara.wet", "!!", "!", " wide", "%set", "%music ", "%define model", "!! "),
    *(": ", ":", ",", '"', "“", "”", "\\", "..", "[[", "]]", "/*", "*/", "{x = y}", "'s", "*", "_", "(", ")", "|"),
    *("MARA", "(V.O.)", "^", "~", "> ", "<", "#", "=", "===", "INT. X", "CUT TO:", ".A", "...", "#1#", "[[at 1s]]"),
    *("key 0", "at 4s", "image: a.png", "imge: x", "Title: x", "Fade: y", "4s", "0:06", "50%", "end", "-14 dB", "12"),
    *("0f", "1e999", "9" * 40, "-1", "0.0000001s", "²", "1/0", "٣", "nan", "inf", "99:99:99:99", "{", "}", "{target}"),
    *("[[include: film.mls]]", "Use: film.mls\n", "Use: std.core", "%define camera a {b} {b}", "source: reel.mov"),
    *("[[milimo: allow M2002]]", "[[milimo: ", "Size: 8x8", "Frame rate: 0", "Model: ltx-2", "Chunk: 1", "like: @X"),
    *("!! continue", "!! auto", "!! card", "!! still", "!! black, 1s", "%super", "%overlay", '%title "x"', "takes: 9"),
)  # fmt: skip
"""What texts near a film are made of."""


@st.composite
def _marred(draw: st.DrawFn) -> str:
    """A film with a few pieces cut out, put in, doubled or moved, and perhaps cut short."""
    text = draw(films(alone=True)).text
    for change in draw(st.lists(st.sampled_from(_CHANGES), min_size=1, max_size=4)):
        start = draw(st.integers(0, len(text)))
        text = change(text, start, start + draw(st.integers(1, 20)), draw(st.sampled_from(PIECES)))
    return text


_CHANGES: tuple[Callable[[str, int, int, str], str], ...] = (
    lambda text, start, end, piece: text[:start] + piece + text[start:],
    lambda text, start, end, piece: text[:start] + piece + text[end:],
    lambda text, start, end, piece: text[:start] + text[end:],
    lambda text, start, end, piece: text[:end] + text[start:],
    lambda text, start, end, piece: text[end:] + piece + text[:start],
    lambda text, start, end, piece: text[:start],
)


def texts() -> SearchStrategy[str]:
    """Any text at all, most of them near a film."""
    return st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join), _marred())


paths = st.sampled_from(["film.mls", "film.fountain"])
