"""Fonts of this system for letters that the bundled face lacks: found in the standard directories, chosen by script.

The first font of a script's list that has a letter sets it, else the first of all fonts by name that does: the same
fonts give the same choice, in whatever order a directory lists them. What is set so depends on the machine, so a
node's identity names the digests of the fonts its words are set in (`lettering_identity`).
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from milimo_runtime.media.coverage import Letters, letters_of

DRAWN = "♪♫"
"""Signs that are drawn (`signs`), whatever fonts there are."""
_SCRIPTS = (
    (0x0000, "other"), (0x0530, "armenian"), (0x0590, "hebrew"), (0x0600, "arabic"), (0x0700, "other"),
    (0x0750, "arabic"), (0x0780, "other"), (0x08A0, "arabic"), (0x0900, "devanagari"), (0x0980, "bengali"),
    (0x0A00, "gurmukhi"), (0x0A80, "gujarati"), (0x0B00, "oriya"), (0x0B80, "tamil"), (0x0C00, "telugu"),
    (0x0C80, "kannada"), (0x0D00, "malayalam"), (0x0D80, "sinhala"), (0x0E00, "thai"), (0x0E80, "lao"),
    (0x0F00, "tibetan"), (0x1000, "myanmar"), (0x10A0, "georgian"), (0x1100, "hangul"), (0x1200, "ethiopic"),
    (0x13A0, "other"), (0x1780, "khmer"), (0x1800, "other"), (0x2190, "signs"), (0x2C00, "other"), (0x2E80, "han"),
    (0x3130, "hangul"), (0x3190, "han"), (0xA000, "other"), (0xAC00, "hangul"), (0xD800, "other"), (0xF900, "han"),
    (0xFB00, "other"), (0xFB1D, "hebrew"), (0xFB50, "arabic"), (0xFE00, "signs"), (0xFE20, "han"), (0xFE70, "arabic"),
    (0xFF00, "han"), (0x10000, "other"), (0x1F000, "signs"), (0x20000, "han"), (0x40000, "other"),
)  # fmt: skip
"""Where the letters of each script begin (Unicode 16, Blocks.txt)."""

_FONTS = {
    "han": ("NotoSansCJK-Regular", "NotoSansCJKjp-Regular", "SourceHanSans-Regular", "NotoSansJP", "NotoSansSC",
            "Hiragino Sans GB", "PingFang", "STHeiti Light", "YuGothR", "YuGothM", "msyh", "simhei", "msjh", "meiryo",
            "wqy-microhei", "DroidSansFallbackFull", "ipagp", "ipag", "unifont"),
    "hangul": ("NotoSansCJK-Regular", "NotoSansKR", "AppleSDGothicNeo", "malgun", "NanumGothic", "gulim", "unifont"),
    "arabic": ("NotoSansArabic-Regular", "NotoSansArabic", "NotoSansArabicUI-Regular", "GeezaPro", "segoeui",
               "tahoma", "arial", "DejaVuSans"),
    "hebrew": ("NotoSansHebrew-Regular", "NotoSansHebrew", "ArialHB", "segoeui", "arial", "DejaVuSans"),
    "devanagari": ("NotoSansDevanagari-Regular", "NotoSansDevanagari", "Kohinoor", "Nirmala", "mangal", "Lohit"),
    "thai": ("NotoSansThai-Regular", "NotoSansThai", "Thonburi", "LeelawUI", "tahoma", "Loma", "Garuda"),
    "signs": ("NotoEmoji-Regular", "NotoEmoji", "NotoSansSymbols2-Regular", "NotoSansSymbols-Regular",
              "Apple Symbols", "seguisym", "seguiemj", "Symbola", "DejaVuSans"),
}  # fmt: skip
"""The fonts that set a script well, the best first, as their files are called without the suffix."""
_ANY = ("NotoSans-Regular", "NotoSans", "segoeui", "Arial Unicode", "ARIALUNI", "DejaVuSans", "FreeSans")
_SAMPLES = {"Chinese": "字", "Japanese": "か", "Korean": "한", "Arabic": "ب", "Hebrew": "א", "Devanagari": "अ",
            "Thai": "ก", "emoji": "😀"}  # fmt: skip
"""A letter of each script that is told of."""
_STYLED = ("bold", "italic", "oblique", "black", "light", "thin", "condensed", "mono", "serif", "narrow", "math")
"""Words in the names of fonts that are taken last."""
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}


@dataclass(frozen=True, order=True)
class Font:
    """A font file of this system, by what it is called without its suffix."""

    name: str
    path: Path

    def has(self, letter: str) -> bool:
        return ord(letter) in letters_of(self.path)

    @property
    def digest(self) -> str:
        """sha256 of the file, 16 digits."""
        return _digest(self.path)


def bundled(letter: str) -> bool:
    """Whether the face milimo brings, or a sign it draws, sets `letter`."""
    return letter.isascii() or letter in DRAWN or ord(letter) in _bundled()


def font_for(letter: str) -> Font | None:
    """The font of this system that sets `letter`; None where there is none."""
    return _font_for(letter, _folders())


def lettering_identity(texts: Iterable[str]) -> str:
    """The fonts of this system that `texts` are set in, and what shapes them: " DejaVuSans 5c05…"; "" where none is."""
    letters = {letter for text in texts if not text.isascii() for letter in unicodedata.normalize("NFC", text)}
    lacking = sorted(letter for letter in letters if not bundled(letter) and has_shape(letter))
    fonts = sorted({font for letter in lacking if (font := font_for(letter)) is not None})
    named = "".join(f" {font.name} {font.digest}" for font in fonts)
    return f"{named}{_shaping()}" if named else ""


def has_shape(letter: str) -> bool:
    """Whether a missing `letter` would be missed: spaces, marks and what is never seen are not."""
    return not letter.isspace() and unicodedata.category(letter)[0] not in "CM"


def scripts_here() -> tuple[str, ...]:
    """The scripts that fonts of this system set, by their names."""
    return tuple(name for name, letter in _SAMPLES.items() if font_for(letter) is not None)


def script_of(letter: str) -> str:
    return _SCRIPTS[bisect_right(_SCRIPTS, (ord(letter), "~")) - 1][1]


def shapes() -> bool:
    """Whether letters can be joined and ordered as their script asks: Pillow has raqm, and the system fribidi."""
    from PIL import features

    return bool(features.check("raqm") and features.check("fribidi"))


# ---------------------------------------------------------------- what there is


@lru_cache(maxsize=8192)
def _font_for(letter: str, folders: tuple[Path, ...]) -> Font | None:
    installed = _installed(folders)
    listed = (*_FONTS.get(script_of(letter), ()), *_ANY)
    chosen = (installed[name.casefold()] for name in listed if name.casefold() in installed)
    return next((font for font in (*chosen, *_others(folders)) if font.has(letter)), None)


@lru_cache(maxsize=8)
def _installed(folders: tuple[Path, ...]) -> dict[str, Font]:
    """Every font file by name, of those of one name the first by path."""
    found = sorted(Font(path.stem, path) for folder in folders for path in _files(folder))
    return {font.name.casefold(): font for font in reversed(found)}


@lru_cache(maxsize=8)
def _others(folders: tuple[Path, ...]) -> tuple[Font, ...]:
    return tuple(sorted(_installed(folders).values(), key=lambda font: (_styled(font.name), font)))


def _styled(name: str) -> bool:
    return any(word in name.casefold() for word in _STYLED)


def _files(folder: Path) -> Iterator[Path]:
    for where, _, names in os.walk(folder):
        yield from (Path(where, name) for name in names if Path(name).suffix.lower() in _SUFFIXES)


@cache
def _folders() -> tuple[Path, ...]:
    """Where fonts lie on Linux, macOS and Windows, for everyone and for this user."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA", str(home))
        return Path(windows, "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return (*(Path(part, "fonts") for part in (own, *data.split(":"))), home / ".fonts")


@lru_cache(maxsize=64)
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


@cache
def _bundled() -> Letters:
    with as_file(files(__package__) / "fonts" / "Inter-Regular.otf") as path:
        return letters_of(path)


@cache
def _shaping() -> str:
    from PIL import features

    return "".join(f" {name} {features.version(name)}" for name in ("raqm", "harfbuzz", "fribidi") if shapes())
