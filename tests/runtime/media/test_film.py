"""The cut: every frame at its time, sound with its picture, and a file any player opens."""

import subprocess
import sys
from itertools import pairwise

import av
import numpy as np
import pytest
from av.stream import Disposition

from milimo_lang.ir.bodies import Caption, Chapter, FilmBody, SegmentBody
from milimo_lang.ir.values import FrameSpan, Size, sample_at
from milimo_runtime.backend import Failed
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import Planes, code_of, solid
from milimo_runtime.media.sound import write_sound
from tests.runtime.media.material import (
    RATE,
    RATES,
    SAMPLE_RATE,
    SIZE,
    film_of,
    heard,
    made,
    number_in,
    numbered,
    write_pictures,
)


def span(start: int, count: int) -> FrameSpan:
    return FrameSpan(start=start, frames=count)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_segments_of_any_length_lie_on_one_grid_of_frames(tmp_path, rate):
    counts = [1, 2, 3, 1, 1, 24, 5, 31, 2, 60, 1]
    body, made_of = film_of(tmp_path, counts, rate)
    with av.open(str(made_of["film"])) as film:
        times = [frame.pts * frame.time_base for frame in film.decode(video=0)]
        assert film.streams.video[0].frames == body.frames
        assert film.streams.video[0].average_rate == rate
    assert times == [k / rate for k in range(body.frames)]
    assert [number_in(planes) for planes in frames(made_of["film"])] == list(range(sum(counts)))


def test_two_hundred_cuts_show_every_frame_once(tmp_path):
    counts = [1 + k % 4 for k in range(200)]
    _, made_of = film_of(tmp_path, counts)
    assert [number_in(planes) for planes in frames(made_of["film"])] == list(range(sum(counts)))


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_the_click_sounds_when_the_flash_shows(tmp_path, rate):
    flash, count = 61, 100
    sound = np.zeros((sample_at(count, rate, SAMPLE_RATE), 2), np.float32)
    click = sample_at(flash, rate, SAMPLE_RATE)
    sound[click : click + 200] = 0.8
    write_sound(tmp_path / "sound", sound, SAMPLE_RATE)
    _, made_of = film_of(tmp_path, [3, 50, 1, 46], rate, tmp_path / "sound")
    after = heard(made_of["film"])
    found = int(np.argmax(np.abs(after[:, 0]) > 0.4))
    shown = [number_in(planes) for planes in frames(made_of["film"])].index(flash)
    assert shown == flash
    assert abs(found - click) <= 4
    with av.open(str(made_of["film"])) as film:
        assert film.streams.audio[0].start_time == film.streams.video[0].start_time == 0
        assert film.streams.audio[0].duration == len(sound)
    assert 0 <= len(after) - len(sound) < 1024


def test_no_join_clicks(tmp_path):
    steady = 0.3 * np.sin(2 * np.pi * 200 * np.arange(sample_at(96, RATE, SAMPLE_RATE)) / SAMPLE_RATE)
    write_sound(tmp_path / "sound", np.repeat(steady[:, None], 2, axis=1).astype(np.float32), SAMPLE_RATE)
    _, made_of = film_of(tmp_path, [1, 2, 3, 30, 60], RATE, tmp_path / "sound")
    after = heard(made_of["film"])[: len(steady), 0]
    assert np.abs(np.diff(after)).max() < 1.3 * np.abs(np.diff(steady)).max()
    assert np.sqrt(((after - steady) ** 2).mean()) < 0.01


def test_a_patch_keeps_its_colour_from_drawing_to_film(tmp_path):
    colour, size = (181, 40, 90), Size(width=128, height=128)
    mezzanine = write_pictures(tmp_path / "mezzanine", [solid(size, colour)] * 4)
    cut = made(tmp_path, SegmentBody(size=size, rate=RATE, first=0, frames=4), {"picture": mezzanine})
    body = FilmBody(size=size, rate=RATE, frames=4, sample_rate=SAMPLE_RATE, segments=(4,), language="en")
    film = made(tmp_path, body, {"segment/0": cut["segment"]})["film"]
    for planes in frames(film):
        assert [plane.mean() for plane in planes] == pytest.approx(code_of(colour), abs=2)
    with av.open(str(film)) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert tags == (1, 1, 1, 1)
        assert context.pix_fmt == "yuv420p"


def test_segments_of_any_content_decode_as_they_were(tmp_path):
    rng = np.random.default_rng(1)
    noise = [Planes(rng.integers(16, 235, (64, 128), np.uint8), *solid(SIZE, (0, 0, 0))[1:]) for _ in range(3)]
    contents = [noise, [solid(SIZE, (200, 200, 200))] * 30, noise[:1], [numbered(77)] * 2, noise]
    inputs = {}
    for index, pictures in enumerate(contents):
        inputs[f"segment/{index}"] = write_pictures(tmp_path / f"s{index}", pictures, RATE, "segment")
    counts = tuple(map(len, contents))
    body = FilmBody(size=SIZE, rate=RATE, frames=sum(counts), sample_rate=SAMPLE_RATE, segments=counts, language="en")
    joined = list(frames(made(tmp_path, body, inputs)["film"]))
    alone = [planes for index in range(len(contents)) for planes in frames(tmp_path / f"s{index}")]
    assert all(np.array_equal(a, b) for x, y in zip(joined, alone, strict=True) for a, b in zip(x, y, strict=True))


@pytest.fixture
def full(tmp_path):
    """A film with everything in it, and its files."""
    write_sound(tmp_path / "sound", np.zeros((sample_at(120, RATE, SAMPLE_RATE), 2), np.float32), SAMPLE_RATE)
    return film_of(
        tmp_path,
        [60, 60],
        RATE,
        tmp_path / "sound",
        captions=[
            Caption(span=span(12, 24), speaker="Mara", text="Vem där? <tyst> & stilla"),
            Caption(span=span(30, 24), speaker="Kit", text="Ingen."),
        ],
        chapters=[Chapter(span=span(0, 60), title="1 INT. KÖK"), Chapter(span=span(60, 60), title="2 EXT. GÅRD")],
        tags={"Title": "Lampan", "Author": "A. Nilsson", "Draft": "third"},
        language="sv",
        generated=True,
    )


def test_a_player_may_begin_before_the_file_has_come(full):
    data = full[1]["film"].read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(full[1]["film"])) as film:
        keys = [p.pts * p.time_base for p in film.demux(film.streams.video[0]) if p.size and p.is_keyframe]
    assert max(b - a for a, b in pairwise([*keys, 5])) <= 1


def test_scenes_are_chapters_and_the_title_page_is_in_the_tags(full):
    with av.open(str(full[1]["film"])) as film:
        chapters = [
            (
                chapter["start"] * chapter["time_base"],
                chapter["end"] * chapter["time_base"],
                chapter["metadata"]["title"],
            )
            for chapter in film.chapters()
        ]
        tags = film.metadata
        languages = [film.streams.audio[0].language, film.streams.subtitles[0].language]
    assert chapters == [(0, 60 / RATE, "1 INT. KÖK"), (60 / RATE, 5, "2 EXT. GÅRD")]
    assert (tags["title"], tags["artist"], tags["comment"]) == ("Lampan", "A. Nilsson", "Draft: third")
    assert "creation_time" not in tags
    assert languages == ["swe", "swe"]


def test_captions_are_inside_and_what_is_said_together_is_shown_together(full):
    with av.open(str(full[1]["film"])) as film:
        stream = film.streams.subtitles[0]
        assert stream.codec_context.name == "mov_text"
        shown = [
            (packet.pts, packet.pts + packet.duration, bytes(packet)[2:].decode())
            for packet in film.demux(stream)
            if packet.size > 2
        ]
    assert shown == [
        (500, 1250, "Vem där? <tyst> & stilla"),
        (1250, 1500, "Vem där? <tyst> & stilla\nIngen."),
        (1500, 2250, "Ingen."),
    ]


def test_captions_are_beside_the_film_too(full):
    assert full[1]["vtt"].read_text("utf-8") == (
        "WEBVTT\n\n"
        "00:00:00.500 --> 00:00:01.500\n<v Mara>Vem där? &lt;tyst&gt; &amp; stilla\n\n"
        "00:00:01.250 --> 00:00:02.250\n<v Kit>Ingen.\n"
    )
    assert full[1]["srt"].read_text("utf-8") == (
        "1\n00:00:00,500 --> 00:00:01,500\nVem där? <tyst> & stilla\n\n2\n00:00:01,250 --> 00:00:02,250\nIngen.\n"
    )


def test_a_caption_without_words_is_left_out(tmp_path):
    _, made_of = film_of(tmp_path, [24], captions=[Caption(span=span(2, 9), speaker="Kit", text=" ")])
    assert made_of["vtt"].read_text() == "WEBVTT\n"


def test_a_generated_film_says_so_and_a_drawn_one_does_not(tmp_path, full):
    assert b"trainedAlgorithmicMedia" in full[1]["film"].read_bytes()
    (tmp_path / "drawn").mkdir()
    _, drawn = film_of(tmp_path / "drawn", [5])
    assert b"trainedAlgorithmicMedia" not in drawn["film"].read_bytes()
    assert drawn["vtt"].read_text() == "WEBVTT\n"
    assert drawn["srt"].read_text() == ""


BUILD_IT = """
import sys
from pathlib import Path
from tests.runtime.media.material import film_of, RATE, SAMPLE_RATE
from milimo_runtime.media.sound import write_sound
import numpy as np
folder = Path(sys.argv[1])
write_sound(folder / "sound", np.random.default_rng(1).uniform(-.5, .5, (96_000, 2)).astype("f4"), SAMPLE_RATE)
film_of(folder, [7, 41], RATE, folder / "sound", tags={"Title": "T", "B": "b", "A": "a"}, generated=True)
"""


def test_the_same_film_is_the_same_bytes_in_another_place_and_time_zone(tmp_path):
    for name, zone, seed in (("one", "UTC", "1"), ("two", "Asia/Kathmandu", "2")):
        (tmp_path / name).mkdir()
        subprocess.run(
            [sys.executable, "-c", BUILD_IT, str(tmp_path / name)],
            check=True,
            env={"PATH": "", "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONPATH": ":".join(sys.path)},
        )
    one, two = ((tmp_path / name / "cut.film.film").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_segment_of_another_encoder_is_refused(tmp_path):
    write_pictures(tmp_path / "a", [numbered(1)] * 3, RATE, "segment")
    write_pictures(tmp_path / "b", [numbered(2, Size(width=64, height=64))] * 3, RATE, "segment")
    body = FilmBody(size=SIZE, rate=RATE, frames=6, sample_rate=SAMPLE_RATE, segments=(3, 3), language="en")
    with pytest.raises(Failed, match="segment 1 was encoded by another encoder"):
        made(tmp_path, body, {"segment/0": tmp_path / "a", "segment/1": tmp_path / "b"})
    assert not (tmp_path / "cut.film.film").exists()


@pytest.mark.parametrize("counts", [(2, 3), (4, 3)])
def test_a_segment_of_another_length_is_refused(tmp_path, counts):
    for name in ("a", "b"):
        write_pictures(tmp_path / name, [numbered(1)] * 3, RATE, "segment")
    body = FilmBody(size=SIZE, rate=RATE, frames=sum(counts), sample_rate=SAMPLE_RATE, segments=counts, language="en")
    with pytest.raises(Failed, match="segment 0 has 3 frames"):
        made(tmp_path, body, {"segment/0": tmp_path / "a", "segment/1": tmp_path / "b"})
    assert not (tmp_path / "cut.film.film").exists()


@pytest.mark.parametrize("burnt", [False, True])
def test_captions_inside_are_shown_unasked_only_where_none_are_burnt_in(tmp_path, burnt):
    said = [Caption(span=span(2, 9), speaker="Kit", text="Now.")]
    _, made_of = film_of(tmp_path, [24], captions=said, chapters=[Chapter(span=span(0, 24), title="1")], burnt=burnt)
    with av.open(str(made_of["film"])) as film:
        stream = film.streams.subtitles[0]
        assert bool(stream.disposition & Disposition.default) is not burnt
        assert film.streams.video[0].disposition & Disposition.default
        assert [bytes(packet)[2:] for packet in film.demux(stream) if packet.size > 2] == [b"Now."]


def test_the_sound_is_copied_into_the_film_as_it_was_encoded(tmp_path):
    noise = np.random.default_rng(5).uniform(-0.5, 0.5, (sample_at(50, RATE, SAMPLE_RATE), 2)).astype(np.float32)
    write_sound(tmp_path / "sound", noise, SAMPLE_RATE)
    _, made_of = film_of(tmp_path, [50], RATE, tmp_path / "sound")
    packets = []
    for path in (tmp_path / "aac", made_of["film"]):
        with av.open(str(path)) as container:
            found = container.demux(container.streams.audio[0])
            packets.append([(p.pts, p.duration, bytes(p)) for p in found if p.size])
    assert packets[0] == packets[1]
    assert np.array_equal(heard(tmp_path / "aac"), heard(made_of["film"]))
    with av.open(str(made_of["film"])) as film:
        assert film.streams.audio[0].duration == len(noise)
