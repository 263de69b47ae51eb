"""A film reaches nothing outside its folder, whatever leads there, and waits for nothing that is no file."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from milimo_lang.ir.lock import Held, Lock, Pick, Unreadable, read_lock, written_lock
from tests.conftest import PATIENCE
from tests.runtime.execute.films import tree
from tests.soak.studio import Studio, picture

SECRET = "the secret is a lighthouse"

HEAD = "Title: A film\nSize: 160x90\nFrame rate: 24\n"
BODY = "\nINT. ROOM - DAY\n\n!! wide, 12f\n\nA lamp.\n"

WAYS = {
    "absolute": "{outside}/{name}",
    "up": "../outside/{name}",
    "down and up": "folder/../../outside/{name}",
    "link": "link-{name}",
    "folder that is a link": "away/{name}",
    "link to a link": "chain/{name}",
    "folder above that is a link": "deep/er/{name}",
    "process": "proc/self/cwd/{name}",
    "home": "~/{name}",
    "address": "file://{outside}/{name}",
    "windows": "..\\outside\\{name}",
    "descriptor": "/dev/fd/0",
}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "text.mls").write_text(f"Title: {SECRET}\n\n{SECRET}\n")
    (outside / "cast.mls").write_text(f"@character Ann: {SECRET}\n")
    (outside / "pixel.png").write_bytes(picture() + SECRET.encode())
    studio = Studio(tmp_path / "project")
    root = studio.root
    (root / "folder").mkdir()
    for name in ("text.mls", "cast.mls", "pixel.png"):
        (root / f"link-{name}").symlink_to(outside / name)
    (root / "away").symlink_to(outside)
    (root / "chain").symlink_to(root / "away")
    (root / "deep").symlink_to(tmp_path)
    (tmp_path / "er").symlink_to(outside)
    (root / "proc").symlink_to("/proc")
    return studio


def said_and_kept(studio: Studio, text: str) -> str:
    """All that `check`, `plan` and `build` say of the film `text`, and all the files they leave."""
    (studio.root / "film.mls").write_text(text, encoding="utf-8")
    said = ""
    for arguments in (["check"], ["plan", "--json"], ["build", "--keep-going"], ["emit", "ir"]):
        ended = studio.milimo(*arguments, "film.mls")
        assert "Traceback" not in ended.err, ended.err
        said += ended.out + ended.err
    kept = b"".join(tree(folder) and b"".join(tree(folder).values()) for folder in (studio.store, studio.build))
    return said + kept.decode(errors="replace")


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_of_the_project_gives_a_word_of_what_lies_there(studio: Studio, way: str) -> None:
    def path(name: str) -> str:
        return WAYS[way].format(outside=studio.root.parent / "outside", name=name)

    used = HEAD + f"Use: {path('cast.mls')}\n" + BODY + "\n!! on @Ann, 12f\n"
    included = HEAD + BODY + f"\n[[include: {path('text.mls')}]]\n"
    shown = HEAD + BODY.replace("12f\n", f"12f\n    key 0: {path('pixel.png')}\n")
    for text in (used, included, shown):
        assert SECRET not in said_and_kept(studio, text)


def test_the_same_within_the_project_is_read(studio: Studio) -> None:
    (studio.root / "inside.mls").write_text(f"@character Ann: {SECRET}\n")
    (studio.root / "folder" / "again.mls").symlink_to("../inside.mls")
    for name in ("inside.mls", "folder/again.mls"):
        assert SECRET in said_and_kept(studio, HEAD + f"Use: {name}\n" + BODY + "\n!! on @Ann, 12f\n")


def test_pipes_devices_and_folders_are_refused_and_not_waited_for(studio: Studio) -> None:
    root = studio.root
    os.mkfifo(root / "pipe")
    names = {
        "pipe": root / "pipe",
        "folder": root / "folder",
        "zero": Path("/dev/zero"),
        "random": Path("/dev/urandom"),
    }
    try:
        os.mknod(root / "device", 0o600 | 0o020000, os.makedev(1, 5))
        names["device"] = root / "device"
    except OSError:
        pass  # only the administrator may make one
    began = time.monotonic()
    for ending in (".png", ".wav", ".mp4", ".mls"):
        lines = ""
        for name, leads in names.items():
            if not (root / f"{name}{ending}").is_symlink():
                (root / f"{name}{ending}").symlink_to(leads)
            lines += (
                f"\n!! wide, 12f\n    key 0: {name}{ending}\n\n%music {name}{ending}\n\n[[include: {name}{ending}]]\n"
            )
        (root / "film.mls").write_text(HEAD + BODY + lines)
        ended = studio.milimo("check", "--format", "short", "film.mls")
        assert ended.code == 1
        assert "Traceback" not in ended.err
        for number in range(len(names)):
            at = 11 + 7 * number
            assert f"film.mls:{at + 1}:" in ended.out, (ending, ended.out)
    assert time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("key", ["", "../../outside/text.mls", "../../../../../../../../dev/zero", "AB" * 32, "a" * 65])
def test_a_lock_names_nothing_but_what_a_store_may_hold(key: str) -> None:
    held = Held("ab" * 32, 320, 192, "24/1", 48, 8, "00" * 8, sounds=True)
    pick = Pick("film.mls", "bell", "", "close", "1" * 16, 3, 8, "ltx-2", held=held, key="cd" * 32)
    text = written_lock(Lock((pick,)))
    assert read_lock(text).picks[0].held == held
    for name, digest in (("key", "cd" * 32), ("picture", "ab" * 32)):
        with pytest.raises(Unreadable, match=f"has a “{name}” that is not 64 digits"):
            read_lock(text.replace(digest, key))
