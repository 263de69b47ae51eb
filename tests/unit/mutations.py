"""Slips of the pen: what writers get wrong on one line of a good film, each sort with the line where it is to be told.

A slip is made only where it is one: what would still be fine prose, or another known word, is never written. Run
`python -m tests.unit.mutations` for how the slips are spread, and every one that is told otherwise than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.source import Source
from milimo_lang.syntax.lines import classify
from milimo_lang.syntax.tree import LineKind as K
from milimo_lang.world import DiskWorld, Facts, MemoryWorld, World

ROOT = Path(__file__).parents[2]
PICTURE = Facts(1000, pixels=(1280, 720))
SOUND = Facts(1000, seconds=Fraction(30), heard=True)
MEDIA = {
    **dict.fromkeys(("martha.png", "martha side.png", "martha-wet.png", "room.png"), PICTURE),
    **dict.fromkeys(("boards/tower.png", "boards/tower-close.png", "boards/logo.png"), PICTURE),
    **dict.fromkeys(("score/theme.wav", "sounds/match.wav", "sounds/sea.wav", "sounds/voice.wav"), SOUND),
    "reel.mov": Facts(1000, pixels=(1280, 720), frames=240, seconds=Fraction(10), heard=True),
}
FILMS = {
    "harbour": ("harbour.mls", ("harbour.mls", "cast.mls")),
    "drifter": ("drifter.mls", ("drifter.mls", "street.mls")),
    "the-lamp": ("film.mls", ("film.mls", "cast.mls")),
    "one-take": ("film.mls", ("film.mls",)),
}
"""The good films: those of `tests/films` and of `examples`, by name: the entry, and the files slips are made in."""


def world(film: str, changed: dict[str, str]) -> World:
    """The files of `film` with `changed` over them."""
    folder = ROOT / "examples" / film
    if folder.exists():
        return MemoryWorld(changed, {}, DiskWorld(folder))
    return MemoryWorld(changed, MEDIA, DiskWorld(ROOT / "tests" / "films"))


@cache
def text_of(film: str, path: str) -> str:
    return world(film, {}).read(path)


@cache
def kinds_of(film: str, path: str) -> list[K]:
    return [line.kind for line in classify(Source(path, text_of(film, path)))]


# ---------------------------------------------------------------- a slip


Put = Callable[[str, Random], str | None]
"""What the hand makes of the words it slips on; None where it makes no slip of them."""


@dataclass(frozen=True)
class Slip:
    """`find` matches in a line of one of `kinds`; its group 1 (or all it matches) becomes what `put` makes of it.

    `told` are lines counted from the slip's where it is said instead. `help`: words that what is said must hold,
    the words that stood there where it is "". With `behind` and `before`, the kinds of the lines round it, a blank
    line is left out instead, and told on the line that took its place.
    """

    name: str
    kinds: tuple[K, ...]
    find: str
    put: Put
    help: str | None = None
    told: int = 0
    behind: tuple[K, ...] = ()
    before: tuple[K, ...] = ()

    @property
    def drops_line(self) -> bool:
        """A slip between two lines is a blank line that is not there."""
        return bool(self.behind)

    def fits(self, kinds: list[K], line: int) -> bool:
        """Whether the line and its neighbours are of the kinds that this slip wants."""
        if kinds[line] not in self.kinds:
            return False
        if not self.drops_line:
            return True
        return 0 < line < len(kinds) - 1 and kinds[line - 1] in self.behind and kinds[line + 1] in self.before


@dataclass(frozen=True)
class Mutant:
    """A film with one slip in the zero-based `line` of `path`, which is to be told at `told`."""

    slip: Slip
    film: str
    path: str
    line: int
    before: str
    after: str | None
    was: str

    @property
    def told(self) -> int:
        return self.line + self.slip.told

    def compiled(self) -> Compilation:
        lines = text_of(self.film, self.path).split("\n")
        lines[self.line : self.line + 1] = [] if self.after is None else [self.after]
        return Compilation(world(self.film, {self.path: "\n".join(lines)}), FILMS[self.film][0])

    def __str__(self) -> str:
        return f"{self.slip.name}: {self.film}/{self.path}:{self.line + 1}: {self.before.strip()!r} -> {self.after!r}"


def both(one: Mutant, other: Mutant) -> Compilation:
    """A film with two slips in lines of one file."""
    lines = text_of(one.film, one.path).split("\n")
    for slip in sorted((one, other), key=lambda slip: -slip.line):
        lines[slip.line : slip.line + 1] = [] if slip.after is None else [slip.after]
    return Compilation(world(one.film, {one.path: "\n".join(lines)}), FILMS[one.film][0])


def wrong(mutant: Mutant) -> str | None:
    """What is wrong with how a slip is told; None where it is told once, on its line and as what it is."""
    film = mutant.compiled()
    told = film.diagnostics
    places = [f"  {_line(film, one) + 1} {one.code} {one.message} / {one.help}" for one in told]
    if len(told) != 1:
        return "\n".join([f"told {len(told)} times", *places])
    one = told[0]
    if one.span.path != mutant.path or _line(film, one) != mutant.told:
        return "\n".join([f"told in {one.span.path}, not on line {mutant.told + 1}", *places])
    words = mutant.was if mutant.slip.help == "" else mutant.slip.help
    if words and words.strip().casefold() not in f"{one.message} {one.help}".casefold():
        return "\n".join([f"{words!r} is not named", *places])
    return None


def _line(film: Compilation, one: Diagnostic) -> int:
    return film.sources[one.span.path].line_of(one.span.start)


def sites(slip: Slip) -> Iterator[tuple[str, str, int, re.Match[str]]]:
    """Where `slip` can be made: film, file, line, and the words."""
    for film, (_, paths) in FILMS.items():
        for path in paths:
            for number, line in enumerate(text_of(film, path).split("\n")[:-1]):
                if slip.fits(kinds_of(film, path), number):
                    yield from ((film, path, number, match) for match in re.finditer(slip.find, line))


def drawn(count: int, seed: int = 0) -> list[Mutant]:
    """`count` different slips, as evenly of every sort as there is room for them."""
    random = Random(seed)
    places = {slip.name: list(sites(slip)) for slip in SLIPS}
    assert all(places.values()), [name for name, found in places.items() if not found]
    made: dict[tuple[str, str, int, str | None], Mutant] = {}
    while len(made) < count:
        for slip in SLIPS:
            mutant = _made(slip, *random.choice(places[slip.name]), random)
            if mutant is not None and len(made) < count:
                made.setdefault((mutant.film, mutant.path, mutant.line, mutant.after), mutant)
    return list(made.values())


def _made(slip: Slip, film: str, path: str, line: int, match: re.Match[str], random: Random) -> Mutant | None:
    group = 1 if match.re.groups else 0
    put = slip.put(match[group], random)
    if put is None or (put == match[group] and not slip.drops_line):
        return None
    after = None if slip.drops_line else match.string[: match.start(group)] + put + match.string[match.end(group) :]
    return Mutant(slip, film, path, line, match.string, after, match[group])


# ---------------------------------------------------------------- how hands slip


def misspelt(word: str, random: Random) -> str | None:
    """One letter wrong, never the first one and never in a word of three: swapped, lost, doubled or another.

    In words of four letters two are swapped: there any other slip may be a word of its own.
    """
    inner = [at for at in range(1, len(word) - 1) if word[at].isalpha() and word[at + 1].isalpha()]
    inner = [at for at in inner if word[at].casefold() != word[at + 1].casefold() and word[at - 1].isalpha()]
    if len(word) < 4 or not inner:
        return None
    at = random.choice(inner)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) < 5:
        return swapped
    if len(word) == 5 and word.islower():
        return swapped
    lost, doubled = word[:at] + word[at + 1 :], word[: at + 1] + word[at:]
    letter = random.choice("XQZ" if word.isupper() else "xqz")
    other = word[:at] + letter + word[at + 1 :]
    return random.choice([swapped, lost, doubled, other])


def other(*values: str) -> Put:
    return lambda was, random: random.choice(values)


def dropped(was: str, random: Random) -> str | None:
    return ""


def doubled(was: str, random: Random) -> str | None:
    return was * 2


SHOT, PROPERTY, TITLE, DECLARED, DIRECTIVE, BLANK = (
    (K.SHOT,), (K.PROPERTY,), (K.TITLE_PAGE,), (K.DECLARATION,), (K.DIRECTIVE,), (K.BLANK,),
)  # fmt: skip
SPEECH = (K.DIALOGUE,)
CUE = (K.CHARACTER,)
MARKS = (K.SHOT, K.DIRECTIVE, K.DECLARATION)

_TERM = (
    "extreme wide|drone|handheld|portrait lens|insert|static|medium|medium close|truck right|medium wide|"
    "crane down|crane up|low angle|tracking|long lens|standard lens|pan right|wide|close|continue|still|black|"
    "lantern light|golden hour|low key|lamplight"
)
_ONE_TERM = rf"(?:, |!! |%set )({_TERM})(?=,| on @|: |$)"
_SETTING = "Size|Frame rate|Seed|Model|Style|Quality|Coverage|Audio|Loudness|Captions|Language|Negative"
_PICTURE = r"\w+\.(?:png|wav|flac|mov)"
_KEY = "takes|seed|prompt|handles|negative|duration|source|steps|guidance|model|reference|pick"


def unit(was: str, random: Random) -> str:
    """A length with something else behind it than its unit."""
    return was[:-1] + random.choice(["", "ss", "sc", "secnds", "fraems", " sceonds"])


SLIPS = (
    # the title page
    Slip("setting misspelt", TITLE, rf"^({_SETTING}|Chunk|Overlap|Handoff)(?=:)", misspelt, help=""),
    Slip("choice misspelt", TITLE, "^(?:Quality|Coverage|Audio|Captions|Handoff): (.+)", other("hgih", "onn", "flie")),
    Slip(
        "size that cannot be", TITLE, "^Size: (.+)", other("1281x720", "1280", "1280 by 720", "20x20", "99999x2", "HD")
    ),
    Slip("rate that cannot be", TITLE, "^Frame rate: (.+)", other("0", "fast", "-24", "24 and a bit", "1e9", "24:1")),
    Slip(
        "number that cannot be", TITLE, "^(?:Seed|Loudness|Chunk|Overlap): (.+)", other("-99", "many", "7.5.1", "1e400")
    ),
    Slip("language that cannot be", TITLE, "^Language: (.+)", other("english, mostly", "e", "12")),
    Slip("model of a film misspelt", TITLE, "^Model: (animatic|ltx-2)", misspelt, help=""),
    Slip("library misspelt", TITLE, r"^Use: std\.(noir)", misspelt, help=""),
    Slip("used file misspelt", TITLE, r"(cast)\.mls", misspelt, help=""),
    Slip(
        "setting without its colon", TITLE, "^(?:Size|Frame rate|Seed|Quality|Captions|Use)(:)", dropped, help="colon"
    ),
    Slip(
        "no line under the title page",
        BLANK,
        "^$",
        dropped,
        "blank line",
        behind=TITLE,
        before=(*MARKS, K.SCENE_HEADING),
    ),
    # declarations
    Slip("kind misspelt", DECLARED, r"^@(character|location|object|style|voice)\b", misspelt, help=""),
    Slip("kind doubled mark", DECLARED, "^(@)", doubled, help="@"),
    Slip("kind apart from its mark", DECLARED, r"^(@)\w+ [^:]+:", other("@ "), help="@"),
    Slip("kind without its mark", DECLARED, r"^(@)\w+ [^:]+:", dropped, help="@"),
    Slip("declaration without its colon", DECLARED, r"^@\w+ [^:]+(:)", dropped, help="colon"),
    Slip("declaration without its name", DECLARED, r"^@\w+ ([^:.]+):", dropped, help="name"),
    Slip("variant of a misspelt name", DECLARED, r"^@character (Martha|Mara)\.", misspelt, help=""),
    Slip(
        "key of a declaration misspelt",
        PROPERTY,
        r"^\s+(image|voice|weight|negative|trigger|look)(?=:)",
        misspelt,
        help="",
    ),
    Slip(
        "property without its colon",
        PROPERTY,
        r"^\s+(?:image|voice|trigger|weight|like|family|stride)(:)",
        dropped,
        "colon",
    ),
    Slip("property without its value", PROPERTY, r"^\s+[a-z ]+:( .*)", dropped, help="value"),
    Slip(
        "picture misspelt",
        PROPERTY,
        rf"({_PICTURE})",
        lambda was, random: (
            misspelt(was.split(".")[0], random) and str(misspelt(was.split(".")[0], random)) + "." + was.split(".")[1]
        ),
        help="",
    ),
    Slip("picture with another ending", PROPERTY, r"\.(png)", other("pgn", "gif", "jpg", "png.png")),
    Slip("quote not closed", PROPERTY, r'"[^"]+(")', dropped, help='close it with another "'),
    Slip(
        "comma doubled",
        (*SHOT, K.PROPERTY, K.DIRECTIVE),
        r"(?:png|wav|\ds|\df|wide|close|handheld|medium)(,)",
        doubled,
        help="comma",
    ),
    Slip("comma at the end", (*SHOT, K.DIRECTIVE), r"\d ?(?:s|f|frames|dB)()$", other(","), help="comma"),
    Slip("weight that cannot be", PROPERTY, r"^\s+weight: (.+)", other("many", "-1", "99", "0,8")),
    Slip("like somebody unknown", PROPERTY, r"^\s+(?:like|voice): @(\w+)", misspelt, help=""),
    # definitions
    Slip("kind of a definition misspelt", DIRECTIVE, "^%define (camera|light|model)", misspelt, help=""),
    Slip("key of a definition misspelt", PROPERTY, r"^\s+(prompt|draft)(?=:)", misspelt, help=""),
    Slip(
        "key of a profile misspelt",
        PROPERTY,
        r"^\s+(stride|multiple|context|shortest|stages|sample rate|template)(?=:)",
        misspelt,
        "",
    ),
    Slip(
        "number of a profile",
        PROPERTY,
        r"^\s+(?:stride|multiple|context|shortest|sample rate): (.+)",
        other("many", "-8", "8.5"),
    ),
    Slip(
        "amount of a draft",
        PROPERTY,
        r"^\s+draft: \w+ (.+)",
        other("x to 0.2", "0.1 too 0.2", "lots", "0.1 to", "-0..2"),
    ),
    # shots: the line
    Slip("term misspelt", (*SHOT, *DIRECTIVE), _ONE_TERM, misspelt, help=""),
    Slip("speed misspelt", SHOT, r"\b(slow) (?:push|pull)", misspelt, help=""),
    Slip("move behind a speed misspelt", SHOT, r"\bslow (push|pull)", misspelt),
    Slip("shot with three bangs", SHOT, "^(!!) .*, \\d", other("!!!"), help="!!"),
    Slip("shot with one bang", SHOT, "^(!!) .*, \\d", other("!"), help="!!"),
    Slip("shot without its bangs", SHOT, "^(!! )(?:wide|medium|extreme wide|close).*, \\d", dropped, help="!!"),
    Slip("unit of a length", SHOT, r"\b(\ds)\b", unit),
    Slip(
        "length that cannot be",
        SHOT,
        r"\b(\ds)\b",
        other("0s", "-4s", "99999s", "four seconds", "9" * 400 + "s", "0.0001s"),
    ),
    Slip(
        "mention on a shot line misspelt",
        SHOT,
        r"(?:on|of) @(Martha|Thomas|LogBook|Willem|PaperBoat|Mara)\b",
        misspelt,
        help="",
    ),
    Slip("variant misspelt", DIRECTIVE, r"@\w+\.(drenched)", misspelt, help=""),
    Slip(
        "no comma after a mention",
        SHOT,
        r"on @\w+(, )(?=portrait lens|standard lens|lantern light|handheld|tracking)",
        other(" "),
        "comma",
    ),
    Slip("card without a quote", SHOT, r'card "[^"]+(")', dropped, help='"'),
    Slip("card without its first quote", SHOT, r'card (")', dropped, help='"'),
    Slip("two colons", SHOT, r"\w(: )\w", other(":: ")),
    # shots: the block
    Slip("key of a shot misspelt", PROPERTY, rf"^\s+({_KEY})(?=:)", misspelt, help=""),
    Slip("keyframe misspelt", PROPERTY, r"^\s+(key) (?:\d|end)", other("kye", "kex", "keys", "ke"), help="key"),
    Slip("end misspelt", PROPERTY, r"^\s+key (end)", other("edn", "ende", "ned", "last")),
    Slip("keyframe without its colon", PROPERTY, r"^\s+key \w+(:)", dropped, help="colon"),
    Slip("keyframe glued", PROPERTY, r"^\s+key \w+(: )", other(":"), help="space"),
    Slip(
        "keyframe outside its shot",
        PROPERTY,
        r"^\s+key (0|2s|end|150|50%)(?=:)",
        other("9999", "99s", "0:59", "101%"),
        "outside",
    ),
    Slip("strength misspelt", PROPERTY, "(strength)", misspelt, help=""),
    Slip("strength that cannot be", PROPERTY, r"strength ([\d.]+)", other("8", "-1", "much", "80")),
    Slip("strength without a comma", PROPERTY, r"png(, )strength", other(" "), help="comma"),
    Slip("beat without a unit", PROPERTY, r"^\s+at \d(s)", dropped, help="unit"),
    Slip("beat without a time", PROPERTY, r"^\s+at( \d)s", other(" "), help="time"),
    Slip("beat outside its shot", PROPERTY, r"^\s+at (\d)s", other("99", "61", "1000000"), help="make the shot longer"),
    Slip(
        "number of a shot",
        PROPERTY,
        r"^\s+(?:takes|pick|seed|steps|handles|guidance): (.+)",
        other("many", "-2", "2.5.1", "9" * 30, "1e999"),
    ),
    Slip("duration that cannot be", PROPERTY, r"^\s+duration: (.+)", other("soon", "96", "0s", "9 hours", "-1s")),
    Slip("model of a shot misspelt", PROPERTY, r"^\s+model: (ltx-2)", misspelt, help=""),
    Slip("speed that cannot be", PROPERTY, r"^\s+speed: (.+)", other("fast", "0", "-1", "1000x")),
    Slip("start in the footage", PROPERTY, r"reel\.mov, (in 1s)", other("inn 1s", "in 1", "1s", "in", "from 1s")),
    Slip("pick beyond the takes", PROPERTY, r"^\s+pick: (2)", other("4", "9", "99"), help="takes"),
    # directives
    Slip(
        "directive misspelt",
        DIRECTIVE,
        "^%(set|define|music|ambience|voiceover|super|overlay|title)",
        misspelt,
        help="",
    ),
    Slip("directive with two percents", DIRECTIVE, "^(%)", doubled, help="%"),
    Slip(
        "directive without its percent",
        DIRECTIVE,
        "^(%)(?:music|sfx|ambience|voiceover|super|overlay|title)",
        dropped,
        "%",
    ),
    Slip("sound misspelt", DIRECTIVE, r"/(\w+)\.(?:wav|flac|png)", misspelt, help=""),
    Slip("option of a sound misspelt", DIRECTIVE, ", (duck|loop|fade)", misspelt, help=""),
    Slip("unit of a time", DIRECTIVE, r"(?:at|in|out|for) \d(s)", dropped),
    Slip("unit of a level", DIRECTIVE, "-(?:8|12) (dB)", other("Bd", "d", "")),
    Slip("time outside its shot", DIRECTIVE, r"at (\d)s", other("99", "1000"), help="make the shot longer"),
    Slip("sound without a comma", DIRECTIVE, r"\.(?:wav|flac)(, )", other(" "), help="comma"),
    Slip(
        "directive without its file",
        DIRECTIVE,
        r"^%(?:music|sfx|ambience|voiceover|overlay)( .+)",
        dropped,
        help="file",
    ),
    Slip("title without a quote", DIRECTIVE, r'^%(?:super|title) "[^"]+(")', dropped, help='"'),
    Slip("title without its first quote", DIRECTIVE, r'^%(?:super|title) (")', dropped, help='"'),
    # between elements
    Slip("no line above a mark, in a paragraph", BLANK, "^$", dropped, "blank line", behind=(K.ACTION,), before=MARKS),
    Slip("no line above a mark, in a speech", BLANK, "^$", dropped, "blank line", behind=SPEECH, before=MARKS),
    Slip(
        "no line above a heading",
        BLANK,
        "^$",
        dropped,
        "blank line",
        behind=(K.ACTION, K.DIALOGUE),
        before=(K.SCENE_HEADING,),
    ),
    Slip("no line above a cue", BLANK, "^$", dropped, "blank line", behind=(*SHOT, K.PROPERTY, K.ACTION), before=CUE),
    Slip("no line above a transition", BLANK, "^$", dropped, "blank line", behind=SPEECH, before=(K.TRANSITION,)),
    # Fountain
    Slip("heading misspelt", (K.SCENE_HEADING,), r"^(INT|EXT)\.", other("ITN", "ETX", "INTT", "EXTT", "EX")),
    Slip("heading with a comma", (K.SCENE_HEADING,), r"^(?:INT|EXT)(\.)", other(","), help="."),
    Slip("cue misspelt", CUE, "^(MARTHA|THOMAS|WILLEM|CAPTAIN)", misspelt, help=""),
    Slip("extension in square brackets", CUE, r"(\([A-Z.]+\))$", other("[V.O.]", "[O.S.]"), help="("),
    Slip("time of day misspelt", (K.SCENE_HEADING,), r" - (NIGHT|MORNING|EVENING)$", misspelt, help=""),
    Slip("extension not closed", CUE, r"\([A-Z.]+(\))", dropped, help="bracket"),
    Slip("parenthetical not closed", (K.PARENTHETICAL,), r"(\))$", dropped, help="bracket"),
    Slip("mention in prose misspelt", (K.ACTION,), "@(Thomas)", misspelt, help=""),
    Slip("transition misspelt", (K.TRANSITION,), "^> (DISSOLVE|FADE)", misspelt, help=""),
    Slip("length of a transition", (K.TRANSITION,), r": (\w+)$", other("18", "18ff", "soon", "0s", "-1s", "99s")),
    Slip("transition without its mark", (K.TRANSITION,), r"^(> )(?:DISSOLVE|FADE).*\d", dropped, help=">"),
    # notes
    Slip("include misspelt", (K.NOTE,), r"\[\[(include)", misspelt, help=""),
    Slip("included file misspelt", (K.NOTE,), r"(street)\.mls", misspelt, help=""),
    Slip("note not closed", (K.NOTE, K.ACTION), r"\[\[(?:at|include).*(\]\])", dropped, help="]]"),
    Slip("suppression misspelt", (K.NOTE,), "(milimo|allow)", misspelt, help=""),
    Slip("pin outside its shot", (K.ACTION,), r"\[\[at (1)s", other("99", "61"), help="make the shot longer"),
    Slip("pin without a unit", (K.ACTION,), r"\[\[at 1(s)", dropped, help="at 4s"),
    Slip("pin glued", (K.ACTION,), r"\[\[(at )1s", other("at"), help="at 4s"),
    Slip("pin misspelt", (K.ACTION,), r"\[\[at (1s)", other("1ss", "1 sceond", "1ms s"), help="at 4s"),
)


def main() -> None:
    """Print how the slips are spread over their sorts, and what is wrong with how they are told."""
    every = drawn(700)
    spread, missed = Counter(one.slip.name for one in every), Counter[str]()
    for one in every:
        if trouble := wrong(one):
            missed[one.slip.name] += 1
            print(one, trouble, sep="\n")
    for name, count in spread.items():
        print(f"{count:4} {missed[name] or '':>4} {name}")
    print(f"{len(every):4} {missed.total():>4} in all")


if __name__ == "__main__":
    main()
