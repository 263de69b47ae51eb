"""What a project calls a video may be anything: it is opened as a picture or a sound, or refused in a sentence."""

import os
import struct
import subprocess
import sys

import av
import numpy as np
import pytest
from PIL import Image

from milimo_runtime.backend import Failed
from milimo_runtime.media import opening
from milimo_runtime.media.decode import cover, frames, picture
from milimo_runtime.media.encode import frame_of
from milimo_runtime.media.planes import solid
from milimo_runtime.media.probe import probe
from milimo_runtime.media.sound import read_sound, write_sound
from tests.runtime.media.material import RATE, SAMPLE_RATE, SIZE, number_in, numbered, write_pictures

ATTACKS = {
    "playlist.mov": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{secret}\n#EXT-X-ENDLIST\n",
    "script.mp4": "ffconcat version 1.0\nfile '{secret}'\n",
    "old-script.mp4": "# ffconcat\nfile {secret}\n",
    "manifest.mp4": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{secret}</BaseURL></MPD>',
    "drawing.png": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret}"/></svg>',
    "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret}"/></svg>',
    "session.mp4": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    "words.wav": "It was a dark and stormy night.\n" * 40,
    "nothing.mp4": "",
}


@pytest.fixture
def secret(tmp_path):
    return write_pictures(tmp_path / "secret.mp4", map(numbered, range(10)))


@pytest.mark.parametrize("name", ATTACKS)
def test_a_file_that_points_to_others_is_refused(tmp_path, secret, name):
    path = tmp_path / name
    path.write_text(ATTACKS[name].format(secret=secret))
    for open_it in (probe, lambda p: list(frames(p)), lambda p: read_sound(p, sample_rate=SAMPLE_RATE), picture):
        with pytest.raises(Failed) as refusal:
            open_it(path)
        assert name in refusal.value.message
        assert refusal.value.remedy


def test_a_name_is_never_an_address(tmp_path, secret, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("concat:secret.mp4|secret.mp4", "file:secret.mp4", "pipe:0"):
        with pytest.raises(Failed, match="cannot be read"):
            probe(tmp_path / name)


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    for path in (tmp_path, tmp_path / "pipe.mp4"):
        with pytest.raises(Failed, match="is not a file"):
            probe(path)
    with pytest.raises(Failed, match="No such file"):
        probe(tmp_path / "missing.mp4")


def test_a_film_cut_short_is_refused(tmp_path, secret):
    data = secret.read_bytes()
    (tmp_path / "short.mp4").write_bytes(data[: len(data) // 2])
    with pytest.raises(Failed, match=r"short\.mp4"):
        probe(tmp_path / "short.mp4")


def test_a_sound_cut_short_is_refused(tmp_path):
    write_sound(tmp_path / "whole", np.random.default_rng(1).uniform(-1, 1, (90_000, 2)).astype("f4"), SAMPLE_RATE)
    data = (tmp_path / "whole").read_bytes()
    (tmp_path / "short.flac").write_bytes(data[: len(data) // 2])
    with pytest.raises(Failed, match="cut short"):
        probe(tmp_path / "short.flac")
    with pytest.raises(Failed, match=r"short\.flac"):
        read_sound(tmp_path / "short.flac", sample_rate=SAMPLE_RATE)


@pytest.mark.parametrize("kept", [0.25, 44 + 5 * 4096, 44], ids=["in a sample", "between packets", "behind its head"])
def test_a_wave_cut_short_is_refused_and_not_filled_with_silence(tmp_path, kept):
    """FFmpeg tells of one that ends within a packet only, and of none while it is decoded."""
    import wave

    path = tmp_path / "short.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(bytes(192_000))
    assert probe(path).seconds == 4
    data = path.read_bytes()
    path.write_bytes(data[: kept if kept > 1 else int(len(data) * kept) + 1])
    for read in (probe, lambda path: read_sound(path, sample_rate=SAMPLE_RATE)):
        with pytest.raises(Failed, match=r"short\.wav is cut short"):
            read(path)


def test_a_wave_that_was_written_to_a_pipe_does_not_know_its_length(tmp_path):
    import wave

    path = tmp_path / "piped.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(bytes(48_000))
    data = path.read_bytes()
    unknown = b"\xff" * 4
    path.write_bytes(data[:4] + unknown + data[8:40] + unknown + data[44:])
    assert len(read_sound(path, sample_rate=24_000)) == 24_000


def test_a_picture_cut_short_is_refused(tmp_path):
    Image.effect_noise((400, 300), 80).save(tmp_path / "whole.jpg")
    data = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "short.jpg").write_bytes(data[: len(data) // 2])
    with pytest.raises(Failed, match=r"short\.jpg"):
        probe(tmp_path / "short.jpg")


def test_a_small_file_that_claims_to_be_enormous_is_refused(tmp_path, monkeypatch):
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    with pytest.raises(Failed, match="pixels"):
        probe(tmp_path / "bomb.png")
    monkeypatch.setattr(opening, "MOST_PIXELS", 1000)
    film = write_pictures(tmp_path / "film.mp4", [numbered(1)])
    with pytest.raises(Failed, match="pixels"):
        probe(film)
    with pytest.raises(Failed, match="pixels"):
        list(frames(film))


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp3", "libmp3lame"), ("a.ogg", "libopus"), ("a.m4a", "aac"), ("a.wav", "pcm_s16le"), ("a.mkv", "flac")],
)
def test_the_common_sound_formats_are_read(tmp_path, name, codec):
    wave = (0.3 * np.sin(np.arange(SAMPLE_RATE) / 20)).astype(np.float32)
    with av.open(str(tmp_path / name), "w") as out:
        stream = out.add_stream(codec, rate=SAMPLE_RATE, layout="stereo")
        for at in range(0, len(wave), 960):
            frame = av.AudioFrame.from_ndarray(np.stack([wave[at : at + 960]] * 2), "fltp", "stereo")
            frame.sample_rate, frame.pts = SAMPLE_RATE, at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    facts = probe(tmp_path / name)
    assert (facts.kind, facts.has_sound) == ("sound", True)
    assert float(facts.seconds) == pytest.approx(1, abs=0.06)
    sound = read_sound(tmp_path / name, sample_rate=SAMPLE_RATE)
    assert np.abs(sound[1000:40_000, 0] - wave[1000:40_000]).max() < 0.05


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.webm", "libvpx"),
        ("a.mov", "libx264"),
        ("a.mkv", "libx264"),
        ("a.avi", "mpeg4"),
        ("a.mpg", "mpeg2video"),
        ("a.mpeg", "mpeg1video"),
    ],
)
def test_the_common_video_formats_are_read_frame_by_frame(tmp_path, name, codec):
    with av.open(str(tmp_path / name), "w") as out:
        stream = out.add_stream(codec, rate=24, width=SIZE.width, height=SIZE.height, pix_fmt="yuv420p")
        stream.bit_rate = 2_000_000
        for number in range(12):
            frame = frame_of(numbered(number))
            frame.pts, frame.time_base = number, 1 / RATE
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    facts = probe(tmp_path / name)
    assert (facts.kind, facts.frames, facts.rate) == ("video", 12, RATE)
    assert [number_in(planes) for planes in frames(tmp_path / name)] == list(range(12))


def test_facts_of_a_film_a_sound_and_a_picture(tmp_path, secret):
    facts = probe(secret)
    assert (facts.kind, facts.pixels, facts.frames, facts.rate) == ("video", (SIZE.width, SIZE.height), 10, RATE)
    assert facts.seconds == 10 / RATE
    assert not facts.has_sound
    write_sound(tmp_path / "sound.flac", np.zeros((SAMPLE_RATE, 2), np.float32), SAMPLE_RATE)
    facts = probe(tmp_path / "sound.flac")
    assert (facts.kind, facts.seconds, facts.has_sound) == ("sound", 1, True)
    Image.new("RGB", (30, 20)).save(tmp_path / "picture.webp")
    assert probe(tmp_path / "picture.webp").pixels == (30, 20)


def test_a_photograph_stands_upright_as_the_camera_was_held(tmp_path):
    image = Image.new("RGB", (40, 20), (255, 0, 0))
    image.paste((0, 0, 255), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "turned.jpg", exif=exif, quality=95, subsampling=0)
    upright = picture(tmp_path / "turned.jpg")
    assert upright.size == (20, 40)
    assert probe(tmp_path / "turned.jpg").pixels == (20, 40)
    assert upright.getpixel((10, 4))[2] > 200


def test_a_film_stands_upright_as_the_camera_was_held(tmp_path):
    lying = solid(SIZE, (0, 0, 0))
    lying.y[:, SIZE.width // 2 :] = 235
    data = bytearray(write_pictures(tmp_path / "film", [lying] * 3).read_bytes())
    # The matrix of the track header (ISO 14496-12, 8.3.2): a quarter turn clockwise, as telephones write it.
    matrix = data.index(b"tkhd") + 44
    data[matrix : matrix + 36] = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    (tmp_path / "phone.mp4").write_bytes(data)
    upright = next(frames(tmp_path / "phone.mp4"))
    assert probe(tmp_path / "phone.mp4").pixels == (SIZE.height, SIZE.width)
    assert upright.y.shape == (SIZE.width, SIZE.height)
    assert upright.y[: SIZE.width // 4].mean() < 30
    assert upright.y[-SIZE.width // 4 :].mean() > 220


def test_cover_fills_the_frame():
    filled = cover(Image.new("RGB", (128, 256), (200, 0, 0)), SIZE)
    assert filled.size == (SIZE.width, SIZE.height)
    assert filled.getpixel((2, 30)) == (200, 0, 0)


def test_what_the_decoder_gives_is_what_was_written(tmp_path):
    path = write_pictures(tmp_path / "film", map(numbered, range(12)))
    (tmp_path / "film").rename(tmp_path / "film.anything")
    assert [number_in(p) for p in frames(path.with_suffix(".anything"))] == list(range(12))


@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "libx264"), ("a.webm", "libvpx"), ("a.mka", "flac")])
def test_a_matroska_cut_short_anywhere_is_refused(tmp_path, name, codec):
    noise = np.random.default_rng(3)
    with av.open(str(tmp_path / name), "w") as out:
        if codec == "flac":
            stream = out.add_stream(codec, rate=SAMPLE_RATE, layout="stereo", format="s16")
            block = noise.integers(-9000, 9000, (1, 2 * 4800), np.int16)
            blocks = [av.AudioFrame.from_ndarray(block, "s16", "stereo") for _ in range(30)]
            for number, frame in enumerate(blocks):
                frame.sample_rate, frame.pts = SAMPLE_RATE, 4800 * number
        else:
            stream = out.add_stream(codec, rate=24, width=SIZE.width, height=SIZE.height, pix_fmt="yuv420p")
            blocks = [frame_of(numbered(number)) for number in range(72)]
            for number, frame in enumerate(blocks):
                frame.pts, frame.time_base = number, 1 / RATE
        for frame in blocks:
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert probe(tmp_path / name).seconds == pytest.approx(3, abs=0.05)
    data = (tmp_path / name).read_bytes()
    for part in (0.3, 0.6, 0.85):
        short = tmp_path / f"short-{part}{name}"
        short.write_bytes(data[: int(len(data) * part)])
        with pytest.raises(Failed, match="short-"):
            probe(short)
    with pytest.raises(Failed, match=r"cut short: it ends after 2\.\d of 3\.0 seconds"):
        probe(short)


def test_a_damaged_picture_is_told_from_what_is_none(tmp_path):
    Image.effect_noise((300, 200), 80).save(tmp_path / "whole.png")
    (tmp_path / "short.png").write_bytes((tmp_path / "whole.png").read_bytes()[:9000])
    with pytest.raises(Failed, match=r"short\.png is damaged or cut short"):
        probe(tmp_path / "short.png")
    (tmp_path / "words.png").write_text("It was a dark and stormy night.")
    with pytest.raises(Failed, match=r"words\.png is no picture"):
        picture(tmp_path / "words.png")


@pytest.mark.parametrize("at_least", [None, (16, 8)])
def test_a_picture_of_sixteen_bits_keeps_its_greys(tmp_path, at_least):
    ramp = np.broadcast_to(np.arange(0, 65536, 128, dtype=np.uint16), (64, 512))
    Image.fromarray(np.ascontiguousarray(ramp)).save(tmp_path / "deep.png")
    image = picture(tmp_path / "deep.png", at_least)
    grey = np.asarray(image)[..., 0].mean(axis=0)
    assert image.mode == "RGB"
    assert np.abs(grey - np.linspace(0, 255, len(grey))).max() < 4


@pytest.mark.parametrize("name", ["p.jpg", "p.png", "p.webp"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_large_picture_is_read_no_larger_than_twice_what_is_needed(tmp_path, name, orientation):
    whole = Image.new("RGB", (1600, 800), (181, 40, 90))
    exif = Image.Exif()
    exif[0x0112] = orientation
    whole.save(tmp_path / name, exif=exif)
    image = picture(tmp_path / name, (150, 150))
    assert image.size in ([(400, 200), (200, 400)][orientation == 6], [(300, 150), (150, 300)][orientation == 6])
    assert min(image.size) >= 150
    assert np.asarray(image).mean(axis=(0, 1)) == pytest.approx((181, 40, 90), abs=3)
    assert max(picture(tmp_path / name, (2000, 10)).size) == 1600
    assert max(picture(tmp_path / name).size) == 1600


HEAVY = """
import resource, sys
from pathlib import Path
from milimo_runtime.media.decode import picture
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
picture(Path(sys.argv[1]), (1280, 720))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_photograph_from_a_large_sensor_needs_little_memory(tmp_path):
    Image.new("RGB", (9600, 6400), (90, 90, 90)).save(tmp_path / "large.jpg")
    run = [sys.executable, "-c", HEAVY, str(tmp_path / "large.jpg")]
    paths = {"PYTHONPATH": ":".join(sys.path)}
    megabytes = int(subprocess.run(run, check=True, capture_output=True, text=True, env=paths).stdout)
    assert megabytes < 60
