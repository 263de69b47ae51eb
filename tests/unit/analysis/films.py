"""Little films for the tests of analysis: text in, screenplay and diagnostics out."""

from fractions import Fraction

from milimo_lang.compilation import Compilation
from milimo_lang.diagnostics import Diagnostic
from milimo_lang.ir.override import Override
from milimo_lang.ir.screenplay import Screenplay, Shot
from milimo_lang.world import Facts, MemoryWorld

PICTURE = Facts(1000, pixels=(1280, 720))
MEDIA = {
    "a.png": PICTURE,
    "b.png": PICTURE,
    "small.png": Facts(10, pixels=(64, 64)),
    "theme.wav": Facts(1000, seconds=Fraction(30)),
    "reel.mov": Facts(1000, pixels=(1280, 720), frames=240, seconds=Fraction(10)),
}


def compiled(text: str, *, others: dict[str, str] | None = None, **settings: str) -> Compilation:
    world = MemoryWorld({"film.mls": text, **(others or {})}, MEDIA)
    return Compilation(world, "film.mls", Override(**settings))


def screenplay(text: str, **others: str) -> Screenplay:
    """The screenplay of a film nothing is to be said about."""
    film = compiled(text, others=others)
    assert not film.checked, film.checked
    return film.screenplay.value


def only_shot(text: str) -> Shot:
    (shot,) = screenplay(text).shots
    return shot


def said(text: str, **others: str) -> list[tuple[str, str]]:
    """Code and marked text of each diagnostic, in order."""
    film = compiled(text, others=others)
    return [(item.code, marked(film, item)) for item in film.checked]


def marked(film: Compilation, item: Diagnostic) -> str:
    return film.sources[item.span.path].text[item.span.start : item.span.end]
