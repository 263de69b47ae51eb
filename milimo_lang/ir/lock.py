"""What `milimo.lock` holds, and its one form as text: which takes were picked, the weights a film was made with.

The file is TOML, for people to read and to compare: sorted, one fact a line. It is read through `World` and given to
the planner, so that a plan follows from texts alone. Whoever writes it puts the whole of it in place at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from milimo_lang.ir.values import SIDE

NAME = "milimo.lock"
"""Where it lies: at the root of a project."""

VERSION = 1

_HEAD = """\
# What was decided for the films of this project: the takes that are in them, the weights they are made with.
# milimo writes this file (`milimo pick`, `milimo reroll`, `milimo build`). Keep it beside the screenplay, in version
# control too: it is made to be read and compared.
"""

_MARKER = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_RATE = re.compile(r"[1-9]\d{0,8}/[1-9]\d{0,8}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST = 10**7  # frames: days of film
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Held:
    """A picture that is kept: the sha256 of its content, its size in pixels, its rate ("24/1"), its frames and those
    of its handle, whether it brings a sound, and the `body` its shot had when it was made."""

    content: str
    width: int
    height: int
    rate: str
    frames: int
    handle: int
    body: str
    sounds: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A take that was picked for a shot of the film `film` (POSIX path from the root).

    The shot is known by `id`, else by `scene`, `body` and `words` as they were, the `nth` of equal ones; `others` are
    the beginnings of the bodies of its neighbours, which it is not. `content` is what the take was made of, `key` the
    key of its picture; both are empty where it was yet to be made. `held`: that very picture is kept. `place` is where
    its block begins and ends in the text.
    """

    film: str
    id: str | None
    scene: str
    words: str
    body: str
    take: int
    seed: int
    model: str
    nth: int = 1
    others: tuple[str, ...] = ()
    content: str = ""
    key: str = ""
    held: Held | None = None
    place: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def shot(self) -> tuple[str, str, str, str, int]:
        """What tells its shot from all others."""
        return (self.film, self.id, "", "", 0) if self.id else (self.film, "", self.scene, self.body, self.nth)


@dataclass(frozen=True, slots=True)
class Lock:
    """All of it. `models`: for each family ("ltx-2") the digests of its parts, as keys count them."""

    picks: tuple[Pick, ...] = ()
    models: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, film: str) -> tuple[Pick, ...]:
        """The picks of one film."""
        return tuple(pick for pick in self.picks if pick.film == film)


def film_called(entry: str) -> str:
    """The film's path as the lock writes it: a name of a file need not be UTF-8, a text must."""
    return entry.encode(errors="backslashreplace").decode()


class Unreadable(Exception):
    """A lock that cannot be understood: what is wrong at [start, end) of its text, and what to do."""

    def __init__(self, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message, self.help, self.start, self.end = message, help, start, end


# ---------------------------------------------------------------- reading


def read_lock(text: str) -> Lock:
    """The lock written in `text`; one without a word only marks the project's root. Raises `Unreadable`."""
    if not text.strip():
        return Lock()
    if marker := _MARKER.search(text):
        help = "keep one side, or the picks of both, and take the marker lines out"
        raise Unreadable(f"{NAME} holds both sides of a merge", help, marker.start(), marker.end())
    fields = _toml(text)
    version = fields.get("version")
    start, end = _line(text, "version")
    if not isinstance(version, int) or version < 1:
        raise Unreadable(
            f"{NAME} does not say its version", f"write version = {VERSION} on a line of its own", start, end
        )
    if version > VERSION:
        raise Unreadable(f"{NAME} was written by a newer milimo", "update milimo; the file stays as it is", start, end)
    picks = [_read(_pick, entry, "pick", n, text) for n, entry in enumerate(_tables(fields, "pick", text))]
    models = [_read(_model, entry, "model", n, text) for n, entry in enumerate(_tables(fields, "model", text))]
    _once([pick.shot for pick in picks], "pick", "picks two takes of one shot", text)
    _once([family for family, _ in models], "model", "has the weights of one model twice", text)
    placed = (replace(pick, place=_header(text, "pick", number)) for number, pick in enumerate(picks))
    return Lock(tuple(placed), dict(models))


def _toml(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        where = _WHERE.search(str(error))
        start = len(text)
        if where is not None and where[1]:
            lines = text.splitlines(keepends=True)
            start = min(sum(map(len, lines[: int(where[1]) - 1])) + int(where[2]) - 1, len(text))
        said = _WHERE.sub("", str(error)).rstrip(".")
        message = f"{NAME} cannot be understood here: {said[:1].lower()}{said[1:]}"
        raise Unreadable(message, _BACK, min(start, max(len(text) - 1, 0)), min(start + 1, len(text))) from None


_BACK = "mend the line, or take the file as it was out of version control"


def _tables(fields: Mapping[str, Any], name: str, text: str) -> list[dict[str, Any]]:
    tables = fields.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise Unreadable(f"“{name}” of {NAME} is no list of blocks", f"write [[{name}]] above each", *_line(text, name))
    return tables


def _read(reader: Any, entry: dict[str, Any], name: str, number: int, text: str) -> Any:
    try:
        return reader(entry)
    except (KeyError, TypeError, ValueError) as error:
        lacks = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise Unreadable(f"this block of {NAME} {lacks}", _BACK, *_header(text, name, number)) from None


def _pick(entry: dict[str, Any]) -> Pick:
    text, number = _typed(entry, str), _typed(entry, int)
    held = None
    if _typed(entry, bool)("keep", False):
        width, _, height = text("size").partition("x")
        frames, handle, sounds = number("frames"), number("handle"), _typed(entry, bool)("sounds", False)
        pixels = (int(side) for side in (width, height) if side.isdecimal() and len(side) < 6)
        if sum(map(SIDE.holds, pixels)) != 2 or not _RATE.fullmatch(text("rate")):
            raise ValueError("has a size or a rate that is none")
        if not (0 < frames < _LONGEST and 0 <= handle < _LONGEST):
            raise ValueError("has more frames than a film, or none")
        made_of = text("made_of")
        held = Held(
            _digest("picture", text("picture")), int(width), int(height), text("rate"), frames, handle, made_of, sounds
        )
        _digest("key", text("key"))
    return Pick(
        film=text("film"),
        id=entry.get("id") and text("id"),
        scene=text("scene"),
        words=text("shot"),
        body=text("body"),
        take=_counted("take", number("take")),
        seed=number("seed"),
        model=text("model"),
        nth=_counted("nth", number("nth", 1)),
        others=tuple(text("others", "").split()),
        content=text("content", ""),
        key=_digest("key", text("key")) if "key" in entry else "",
        held=held,
    )


def _digest(name: str, value: str) -> str:
    """`value`, from which a path in the store is made: so nothing else than a sha256 will do. Raises ValueError."""
    if not _DIGEST.fullmatch(value):
        raise ValueError(f"has a “{name}” that is not 64 digits from 0 to f")
    return value


def _typed(entry: dict[str, Any], kind: type) -> Any:
    words = {str: "a text in quotes", int: "a whole number", bool: "true or false"}

    def get(name: str, *otherwise: Any) -> Any:
        value = entry[name] if not otherwise or name in entry else otherwise[0]
        if type(value) is not kind:
            raise TypeError(f"has a “{name}” that is not {words[kind]}")
        return value

    return get


def _counted(name: str, value: int) -> int:
    if not 1 <= value <= 9999:
        raise ValueError(f"has a “{name}” of {value}, and they count from 1")
    return value


def _model(entry: dict[str, Any]) -> tuple[str, dict[str, str]]:
    text = _typed(entry, str)
    return text("name"), {part: text(part) for part in entry if part != "name"}


def _once(names: list[Any], block: str, wrong: str, text: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise Unreadable(f"{NAME} {wrong}", "take one of the two blocks out", *_header(text, block, number))


def _header(text: str, name: str, number: int) -> tuple[int, int]:
    found = list(re.finditer(rf"^[ \t]*\[\[\s*{name}\s*\]\]", text, re.MULTILINE))
    return found[number].span() if number < len(found) else (0, min(1, len(text)))


def _line(text: str, key: str) -> tuple[int, int]:
    found = re.search(rf"^[ \t]*\[*{key}\b[^\r\n]*", text, re.MULTILINE)
    return found.span() if found else (0, min(1, len(text)))


# ---------------------------------------------------------------- writing


def written_lock(lock: Lock) -> str:
    """The lock as text. Equal locks give equal texts."""
    in_order = sorted(lock.picks, key=lambda pick: (pick.film, pick.id or "", pick.scene, pick.words, pick.nth))
    picks = [_block("pick", _of_pick(pick)) for pick in in_order]
    models = [_block("model", [("name", name), *sorted(parts.items())]) for name, parts in sorted(lock.models.items())]
    return "\n".join((f"{_HEAD}version = {VERSION}\n", *picks, *models))


def _of_pick(pick: Pick) -> Iterator[tuple[str, str | int | bool]]:
    yield "film", pick.film
    if pick.id:
        yield "id", pick.id
    yield from (("scene", pick.scene), ("shot", pick.words))
    if pick.nth > 1:
        yield "nth", pick.nth
    yield from (("take", pick.take), ("seed", pick.seed), ("model", pick.model))
    if pick.held is not None:
        yield "keep", True
    yield "body", pick.body
    for name, value in (("others", " ".join(pick.others)), ("content", pick.content), ("key", pick.key)):
        if value:
            yield name, value
    if (held := pick.held) is not None:
        yield from (("picture", held.content), ("size", f"{held.width}x{held.height}"), ("rate", held.rate))
        yield from (("frames", held.frames), ("handle", held.handle), ("sounds", held.sounds))
        yield "made_of", held.body


def _block(name: str, facts: Iterable[tuple[str, str | int | bool]]) -> str:
    return f"[[{name}]]\n" + "".join(f"{_key(key)} = {_value(value)}\n" for key, value in facts)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: str | int | bool) -> str:
    """As TOML, which a JSON string is; with what a terminal would act on, or not show, as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 1 << 16 else f"\\U{number:08x}"
