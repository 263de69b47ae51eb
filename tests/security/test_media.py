"""Media files that reach for other files, or claim to be enormous: each is a real attack, and none gives anything."""

from __future__ import annotations

import contextlib
import struct
import time
import wave
import zlib
from pathlib import Path

import av
import numpy as np
import pytest

from milimo_lang.ir.values import MOST_BYTES
from milimo_lang.world import DiskWorld, NotHad
from milimo_runtime.assets import Assets
from milimo_runtime.backend import Failed
from milimo_runtime.media.decode import frames, picture
from milimo_runtime.media.probe import probe
from milimo_runtime.media.sound import read_sound
from tests.runtime.media.material import number_in, numbered, write_pictures

READERS = {
    "probe": probe,
    "frames": lambda path: list(frames(path)),
    "sound": lambda path: read_sound(path, sample_rate=48000),
    "picture": picture,
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A video that lies outside of the project."""
    return write_pictures(tmp_path / "secret.mp4", map(numbered, range(10)))


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """The project's folder."""
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def refused(path: Path) -> None:
    for name, read in READERS.items():
        with pytest.raises(Failed):
            print(name, read(path))


PLAYLISTS = {
    "list.mov": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{at}\n#EXT-X-ENDLIST\n",
    "key.mov": '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{at}"\n#EXTINF:9,\n{at}\n',
    "map.mp4": '#EXTM3U\n#EXT-X-MAP:URI="{at}"\n#EXTINF:9,\n{at}\n',
    "script.mp4": "ffconcat version 1.0\nfile '{at}'\n",
    "options.mp4": "ffconcat version 1.0\nfile '{at}'\noption safe 0\n",
    "dash.mp4": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{at}</BaseURL></MPD>',
    "stream.asf": "[Reference]\nRef1={at}\n",
    "list.pls": "[playlist]\nFile1={at}\n",
    "smooth.mp4": '<SmoothStreamingMedia><StreamIndex Url="{at}"/></SmoothStreamingMedia>',
    "movie.mov": '<?xml version="1.0"?><?quicktime type="application/x-quicktime-media-link"?><embed src="{at}"/>',
}
ADDRESSES = ("{secret}", "file:{secret}", "concat:{secret}|{secret}", "subfile,,start,0,end,9999,,:{secret}", "data:,x")


@pytest.mark.parametrize("name", PLAYLISTS)
def test_a_file_that_names_others_is_refused_whatever_way_it_names_them(inside: Path, secret: Path, name: str) -> None:
    for address in ADDRESSES:
        path = inside / name
        path.write_text(PLAYLISTS[name].format(at=address.format(secret=secret)))
        refused(path)


@pytest.mark.parametrize(
    "protocol", ["concat:", "subfile,,start,0,end,9999,,:", "file:", "crypto:", "cache:", "async:"]
)
def test_the_name_of_a_file_is_no_protocol(
    tmp_path: Path, inside: Path, secret: Path, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with av.open(f"subfile,,start,0,end,{secret.stat().st_size},,:secret.mp4") as leaked:
        assert leaked.streams.video, "the attack is one: FFmpeg by itself follows it"
    for read in READERS.values():
        with pytest.raises(Failed, match="cannot be read"):
            read(Path(f"{protocol}secret.mp4"))


def with_its_data_elsewhere(whole: bytes, place: Path) -> bytes:
    """The MP4 `whole` without its media, its track referring to the file at `place` (a Macintosh alias)."""
    start = whole.index(b"moov") - 4
    moov = whole[start : start + int.from_bytes(whole[start : start + 4])]
    alias = struct.pack(">I4sI10xB27s12xB63s16xHH16x", 0, b"alis", 0, 1, b"x", 6, b"secret", 0, 0)
    path = str(place).encode()
    alias += struct.pack(">HH", 2, len(path)) + path + b"\0" * (len(path) % 2) + struct.pack(">HH", 0xFFFF, 0)
    alias = struct.pack(">I", len(alias)) + alias[4:]
    at = moov.index(b"dref") - 4
    old = int.from_bytes(moov[at : at + 4])
    dref = struct.pack(">I4sII", 16 + len(alias), b"dref", 0, 1) + alias
    longer = bytearray(moov[:at] + dref + moov[at + old :])
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        box = longer.index(name) - 4
        size = int.from_bytes(longer[box : box + 4]) + len(dref) - old
        longer[box : box + 4] = struct.pack(">I", size)
    ftyp = whole[: int.from_bytes(whole[:4])]
    return bytes(ftyp + longer)


def test_a_film_whose_pictures_lie_in_another_file_shows_none_of_them(inside: Path, secret: Path) -> None:
    path = inside / "attack.mp4"
    path.write_bytes(with_its_data_elsewhere(secret.read_bytes(), secret))
    with av.open(str(path), options={"enable_drefs": "1", "use_absolute_path": "1"}) as leaked:
        shown = list(leaked.decode(video=0))
        assert len(shown) == 10, "the attack is one: FFmpeg can be told to follow it"
    seen: list[int] = []
    with contextlib.suppress(Failed):
        seen = [number_in(planes) for planes in frames(path)]
    assert seen == []


def test_a_name_with_a_number_in_it_is_one_file(inside: Path) -> None:
    (inside / "a%d.png").write_bytes(b"no picture")
    write_pictures(inside / "a1.png", [numbered(1)])
    refused(inside / "a%d.png")


def test_a_picture_that_is_markup_meets_no_parser_of_markup(inside: Path) -> None:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    laughs = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "{"a" * 10}">{entities}]><svg width="&j;">&j;</svg>'
    outside = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg width="9" height="9">&x;'
    for text in (laughs, outside + "</svg>", '<svg width="9" height="9"/>'):
        (inside / "drawing.png").write_text(text)
        with pytest.raises(NotHad, match="not a picture milimo can read"):
            DiskWorld(inside).facts("drawing.png")
        refused(inside / "drawing.png")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, rows: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif(width: int, height: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    return head + b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\0\x3b"


def test_small_files_that_claim_billions_of_pixels_are_refused_at_once(inside: Path) -> None:
    bombs = {
        "wide.png": png(60_000, 60_000, zlib.compress(bytes(1000))),
        "zeros.png": png(2**31 - 1, 1, zlib.compress(bytes(10_000_000), 9)),
        "wide.gif": gif(60_000, 60_000),
        "text.png": png(9, 9, zlib.compress(bytes(9))).replace(b"IEND", b"zTXt"),
    }
    began = time.process_time()
    for name, data in bombs.items():
        (inside / name).write_bytes(data)
        refused(inside / name)
    assert time.process_time() - began < 3


def test_a_sound_that_says_it_lasts_for_days_is_refused_and_not_filled_with_silence(inside: Path) -> None:
    path = inside / "long.mka"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=48000, layout="mono")
        for at in (0, 1024, 48_000 * 1_000_000):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = 48000, at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    for read in (probe, READERS["sound"]):
        with pytest.raises(Failed, match=r"long\.mka says that it lasts longer than 72 hours"):
            read(path)


def test_a_file_larger_than_any_is_not_read_to_its_end(inside: Path) -> None:
    with wave.open(str(inside / "huge.wav"), "wb") as sound:
        sound.setparams((1, 2, 24_000, 0, "NONE", ""))
        sound.writeframes(bytes(4800))
    (inside / "huge.png").write_bytes(png(9, 9, zlib.compress(bytes(300))))
    for name in ("huge.wav", "huge.png"):
        with open(inside / name, "r+b") as file:
            file.truncate(MOST_BYTES + 1)  # sparse: it takes no room
        with pytest.raises(Failed, match="is larger than 64 GiB"):
            Assets(inside).digest(name)
    with pytest.raises(Failed, match="is larger than 64 GiB"):
        probe(inside / "huge.wav")
    with pytest.raises(NotHad, match="is larger than 1 GiB"):
        DiskWorld(inside).facts("huge.png")
