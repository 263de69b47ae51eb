"""Filmed material and photographs become shots of the film's size, rate and length."""

from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from milimo_lang.ir.bodies import FootageBody
from milimo_lang.ir.terms import Draft, Term
from milimo_lang.ir.values import Size, sample_at
from milimo_runtime.backend import Failed
from milimo_runtime.backends.animatic.camera import camera_of, window
from milimo_runtime.media.cut_backend import CutBackend
from milimo_runtime.media.decode import frames
from milimo_runtime.media.encode import frame_of
from milimo_runtime.media.planes import code_of, solid
from milimo_runtime.media.rostrum import views
from milimo_runtime.media.sound import read_sound, write_sound
from tests.runtime.animatic.moves import FOCUS, NAMES, performed
from tests.runtime.media.material import (
    RATE,
    RATES,
    SAMPLE_RATE,
    SIZE,
    film_of,
    made,
    number_in,
    numbered,
    write_pictures,
)


def footage(frames: int, handle: int = 0, start: Fraction = Fraction(0), speed: Fraction = Fraction(1)) -> FootageBody:
    return FootageBody(size=SIZE, rate=RATE, frames=frames, handle=handle, start=start, speed=speed)


def numbers(folder, body, source):
    return [number_in(planes) for planes in frames(made(folder, body, {"source": source})["picture"])]


def test_footage_of_the_film_s_rate_is_shown_frame_by_frame(tmp_path):
    source = write_pictures(tmp_path / "source.mp4", map(numbered, range(60)))
    assert numbers(tmp_path, footage(20, 8, Fraction(1)), source) == list(range(24, 52))


def test_another_rate_keeps_its_time(tmp_path):
    source = write_pictures(tmp_path / "source.mp4", map(numbered, range(60)), Fraction(30))
    assert numbers(tmp_path, footage(24), source) == [k * 30 // 24 for k in range(24)]


def test_slow_motion_repeats_and_fast_motion_leaves_out(tmp_path):
    source = write_pictures(tmp_path / "source.mp4", map(numbered, range(60)))
    assert numbers(tmp_path, footage(8, speed=Fraction(1, 2)), source) == [0, 0, 1, 1, 2, 2, 3, 3]
    assert numbers(tmp_path, footage(4, speed=Fraction(3)), source) == [0, 3, 6, 9]


def test_too_short_a_source_holds_its_last_frame(tmp_path):
    source = write_pictures(tmp_path / "source.mp4", map(numbered, range(5)))
    assert numbers(tmp_path, footage(6, 2, Fraction(2, 24)), source) == [2, 3, 4, 4, 4, 4, 4, 4]
    assert numbers(tmp_path, footage(2, start=Fraction(9)), source) == [4, 4]


def test_a_photograph_is_held_and_fills_the_frame(tmp_path):
    Image.new("RGB", (300, 600), (181, 40, 90)).save(tmp_path / "photo.png")
    outputs = made(tmp_path, footage(5, 3), {"source": tmp_path / "photo.png"})
    shown = list(frames(outputs["picture"]))
    assert len(shown) == 8
    assert [float(plane.mean()) for plane in shown[4]] == pytest.approx(code_of((181, 40, 90)), abs=1)
    sound = read_sound(outputs["sound"], sample_rate=SAMPLE_RATE)
    assert len(sound) == sample_at(8, RATE, SAMPLE_RATE)
    assert not sound.any()


def moving(**amounts: tuple[float, float]) -> FootageBody:
    """Two seconds, of four frames each: time enough for the whole of a move."""
    term = Term(kind="camera", name="move", draft=Draft(amounts=amounts))
    return footage(9, 2).model_copy(update={"rate": Fraction(4), "terms": (term,)})


@pytest.mark.parametrize(("shape", "amounts"), [((300, 300), {"x": (-0.2, 0.2)}), ((2000, 90), {"y": (0.1, -0.1)})])
def test_a_pan_goes_over_a_photograph_and_never_past_its_edge(tmp_path, shape, amounts):
    Image.linear_gradient("L").resize(shape).rotate(90 if "x" in amounts else 0).convert("RGB").save(tmp_path / "p.png")
    shown = list(frames(made(tmp_path, moving(**amounts), {"source": tmp_path / "p.png"})["picture"]))
    means = [float(planes.y.mean()) for planes in shown]
    steps = np.diff(means)
    assert len(shown) == 11
    assert abs(means[8] - means[0]) > 10
    assert (steps[:8] * np.sign(means[8] - means[0]) > 0).all()
    assert means[8:] == pytest.approx([means[8]] * 3, abs=0.5)


def test_a_push_ends_closer_than_it_began(tmp_path):
    image = Image.new("RGB", (256, 128))
    image.paste((255, 255, 255), (96, 32, 160, 96))
    image.save(tmp_path / "p.png")
    shown = list(frames(made(tmp_path, moving(push=(1, 2)), {"source": tmp_path / "p.png"})["picture"]))
    white = [float((planes.y > 125).mean()) for planes in shown]
    assert white[0] == pytest.approx(0.125, abs=0.02)
    assert white[8] == pytest.approx(0.5, abs=0.05)


def test_a_pan_over_a_photograph_keeps_the_time_of_a_drawn_one():
    terms = moving(x=(-0.2, 0.2)).terms
    drawn = [window(pose, 2.0, 1.0).middle[0] / 2.0 for pose in camera_of(terms, 9, 2, 0).poses]
    assert [view.x for view in views(terms, 9, 2)] == pytest.approx(drawn)


@pytest.mark.parametrize("name", sorted({*NAMES} - {"static", *FOCUS}))
def test_every_move_of_the_vocabulary_is_performed_over_a_photograph(name):
    assert len(set(views(performed(name), 12, 0))) > 1


def test_any_two_moves_over_a_photograph_differ():
    seen = [views(performed(name), 12, 0) for name in NAMES if name not in FOCUS]
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("amounts", [{"roll": (0, 10)}, {"shake": (0.01, 0.01)}, {"orbit": (-0.1, 0.1)}])
def test_a_photograph_is_turned_shaken_and_orbited_and_never_shows_its_edge(tmp_path, amounts):
    noise = np.random.default_rng(7).integers(100, 255, (20, 40), np.uint8)
    Image.fromarray(noise).resize((400, 200)).convert("RGB").save(tmp_path / "p.png")
    shown = list(frames(made(tmp_path, moving(**amounts), {"source": tmp_path / "p.png"})["picture"]))
    assert np.abs(shown[0].y.astype(int) - shown[8].y).mean() > 3
    assert min(int(planes.y.min()) for planes in shown) > 60


def test_a_turned_photograph_leans_as_far_as_it_is_told(tmp_path):
    image = Image.new("RGB", (512, 256), "white")
    image.paste((0, 0, 0), (0, 128, 512, 256))
    image.save(tmp_path / "p.png")
    last = list(frames(made(tmp_path, moving(roll=(0, 10)), {"source": tmp_path / "p.png"})["picture"]))[8]
    left, right = ((last.y[:, column] > 125).sum() for column in (10, -11))
    lean = np.degrees(np.arctan((left - right) / (SIZE.width - 21)))
    assert lean == pytest.approx(10, abs=1)  # anticlockwise: the right side is up


def test_full_range_bt601_footage_comes_out_in_the_film_s_colours(tmp_path):
    with av.open(str(tmp_path / "phone.mp4"), "w") as container:
        stream = container.add_stream("mjpeg", rate=24, options={"qmin": "1", "qmax": "1"})
        stream.width, stream.height, stream.pix_fmt = 128, 64, "yuvj420p"
        stream.codec_context.color_range = 2
        frame = av.VideoFrame.from_ndarray(np.full((64, 128, 3), (181, 40, 90), np.uint8), "rgb24")
        frame = frame.reformat(format="yuvj420p", dst_colorspace=5, dst_color_range=2)
        for number in range(3):
            frame.pts, frame.time_base = number, Fraction(1, 24)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    shown = list(frames(made(tmp_path, footage(2), {"source": tmp_path / "phone.mp4"})["picture"]))
    assert [float(plane.mean()) for plane in shown[0]] == pytest.approx(code_of((181, 40, 90)), abs=3)


def test_footage_of_another_shape_fills_the_frame(tmp_path):
    source = write_pictures(tmp_path / "tall.mp4", [solid(Size(width=64, height=64), (200, 200, 200))] * 3)
    shown = list(frames(made(tmp_path, footage(2), {"source": source})["picture"]))
    assert shown[0].y.shape == (SIZE.height, SIZE.width)
    assert shown[0].y.min() > 150


def test_the_sound_of_footage_is_exactly_as_long_and_begins_where_the_picture_does(tmp_path):
    sound = np.zeros((sample_at(72, RATE, SAMPLE_RATE), 2), np.float32)
    click = sample_at(30, RATE, SAMPLE_RATE)
    sound[click : click + 200] = 0.8
    write_sound(tmp_path / "sound", sound, SAMPLE_RATE)
    _, film = film_of(tmp_path, [72], RATE, tmp_path / "sound")
    source = film["film"].rename(tmp_path / "source.mp4")
    outputs = made(tmp_path, footage(24, 6, Fraction(1)), {"source": source})
    after = read_sound(outputs["sound"], sample_rate=SAMPLE_RATE)
    assert len(after) == sample_at(30, RATE, SAMPLE_RATE)
    assert abs(int(np.argmax(np.abs(after[:, 0]) > 0.4)) - sample_at(6, RATE, SAMPLE_RATE)) <= 4
    assert number_in(next(frames(outputs["picture"]))) == 24


def test_a_sound_is_no_footage(tmp_path):
    write_sound(tmp_path / "sound.flac", np.zeros((100, 2), np.float32), SAMPLE_RATE)
    with pytest.raises(Failed, match="has no picture"):
        made(tmp_path, footage(2), {"source": tmp_path / "sound.flac"})


def test_the_backend_names_what_it_makes_and_what_its_bytes_depend_on():
    backend = CutBackend()
    made_here = {"cut.segment", "cut.transition", "cut.mix", "cut.film", "footage.conform", "shot.join", "image.frame"}
    assert set(backend.kinds) == made_here
    assert backend.available() is None
    assert av.__version__ in backend.identity(footage(1))


def filmed(path, rate=RATE, count=48, codec="libx264", sound_from: float | None = None, pauses=(), late=0):
    """A file of `count` numbered frames, the first `late` frames after 0, with a click every second.

    Its sound begins at `sound_from` seconds; in `pauses` there is none.
    """
    with av.open(str(path), "w") as out:
        video = out.add_stream(codec, rate=rate, width=SIZE.width, height=SIZE.height, pix_fmt="yuv420p")
        video.bit_rate = 2_000_000
        audio = out.add_stream("aac", rate=SAMPLE_RATE, layout="stereo") if sound_from is not None else None
        packets = []
        for number in range(count):
            frame = frame_of(numbered(number))
            frame.pts, frame.time_base = number + late, 1 / rate
            packets += video.encode(frame)
        packets += video.encode(None)
        if audio is not None:
            wave = np.zeros((2, round(count / rate * SAMPLE_RATE)), np.float32)
            for second in range(int(count / rate)):
                wave[:, second * SAMPLE_RATE : second * SAMPLE_RATE + 300] = 0.8
            for at in range(round(sound_from * SAMPLE_RATE), wave.shape[1], 1024):
                if any(start <= at / SAMPLE_RATE < end for start, end in pauses):
                    continue
                block = av.AudioFrame.from_ndarray(wave[:, at : at + 1024].copy(), "fltp", "stereo")
                block.sample_rate, block.pts, block.time_base = SAMPLE_RATE, at, Fraction(1, SAMPLE_RATE)
                packets += audio.encode(block)
            packets += audio.encode(None)
        for packet in sorted(packets, key=lambda p: p.dts * p.time_base):
            out.mux(packet)
    return path


@pytest.mark.parametrize("rate", [*RATES, Fraction(60), Fraction(60000, 1001)], ids=str)
@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "libx264"), ("a.webm", "libvpx"), ("a.mov", "libx264")])
def test_a_file_that_rounds_its_times_shows_every_frame_once(tmp_path, name, codec, rate):
    body = footage(48).model_copy(update={"rate": rate})
    assert numbers(tmp_path, body, filmed(tmp_path / name, rate, 48, codec)) == list(range(48))


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.ts"])
@pytest.mark.parametrize("start", [Fraction(0), Fraction(3, 2)])
def test_sound_that_begins_after_the_picture_stays_where_it_was(tmp_path, name, start):
    source = filmed(tmp_path / name, count=96, sound_from=1.25)
    outputs = made(tmp_path, footage(60, start=start), {"source": source})
    level = np.abs(read_sound(outputs["sound"], sample_rate=SAMPLE_RATE)[:, 0])
    found = (np.flatnonzero(level > 0.4)[0] / SAMPLE_RATE) + float(start)
    assert found == pytest.approx(2, abs=0.003)
    assert not level[: round((1.2 - float(start)) * SAMPLE_RATE)].any() or start


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_sound_that_begins_before_the_picture_begins_with_it(tmp_path, name):
    source = filmed(tmp_path / name, count=96, sound_from=0, late=12)
    outputs = made(tmp_path, footage(60), {"source": source})
    level = np.abs(read_sound(outputs["sound"], sample_rate=SAMPLE_RATE)[:, 0])
    assert np.flatnonzero(level > 0.4)[0] / SAMPLE_RATE == pytest.approx(0.5, abs=0.003)
    assert number_in(next(frames(outputs["picture"]))) == 0


def test_a_gap_in_the_sound_is_kept(tmp_path):
    source = filmed(tmp_path / "a.mkv", count=120, sound_from=0, pauses=[(1.3, 2.7)])
    outputs = made(tmp_path, footage(110), {"source": source})
    level = np.abs(read_sound(outputs["sound"], sample_rate=SAMPLE_RATE)[:, 0])
    loud = np.flatnonzero(level > 0.4) / SAMPLE_RATE
    assert sorted({round(float(at), 1) for at in loud}) == [0, 1, 3, 4]


@pytest.mark.parametrize(("codec", "layout"), [("qtrle", "argb"), ("png", "rgba"), ("prores_ks", "yuva444p10le")])
def test_what_is_transparent_in_footage_lies_on_black(tmp_path, codec, layout):
    pixels = np.zeros((64, 128, 4), np.uint8)
    pixels[:] = (181, 40, 90, 255)
    pixels[:, :64, 3] = 0
    with av.open(str(tmp_path / "a.mov"), "w") as out:
        stream = out.add_stream(codec, rate=24, width=128, height=64, pix_fmt=layout)
        for number in range(3):
            frame = av.VideoFrame.from_ndarray(pixels, "rgba").reformat(format=layout, dst_colorspace=5)
            frame.pts, frame.time_base = number, Fraction(1, 24)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    shown = list(frames(made(tmp_path, footage(2), {"source": tmp_path / "a.mov"})["picture"]))[1]
    assert [float(plane[4:-4, 4:24].mean()) for plane in shown] == pytest.approx(code_of((0, 0, 0)), abs=2)
    assert [float(plane[4:-4, -24:-4].mean()) for plane in shown] == pytest.approx(code_of((181, 40, 90)), abs=4)


def test_what_is_transparent_in_a_photograph_lies_on_black(tmp_path):
    Image.new("RGBA", (128, 64), (255, 255, 255, 0)).save(tmp_path / "p.png")
    shown = next(frames(made(tmp_path, footage(1), {"source": tmp_path / "p.png"})["picture"]))
    assert int(shown.y.max()) <= 17
