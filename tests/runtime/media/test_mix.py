"""All sound in one: at the exact sample, as loud as asked, never over the peak, without a click."""

from fractions import Fraction

import av
import numpy as np
import pytest

from milimo_lang.ir.bodies import MixBody, Placement
from milimo_lang.ir.values import FrameSpan, sample_at
from milimo_runtime.backend import Cancelled, Failed, Job, Progress
from milimo_runtime.media import mix
from milimo_runtime.media.loudness import Loudness, limited, measured
from milimo_runtime.media.mix import mixed
from milimo_runtime.media.sound import read_sound, write_sound
from milimo_runtime.media.soundtrack import write_soundtrack
from tests.runtime.media.material import RATES, SAMPLE_RATE, heard, made

RATE = Fraction(24)
SECOND = SAMPLE_RATE


def tone(seconds: float, level: float = 0.1, pitch: float = 220) -> np.ndarray:
    wave = level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * SECOND)) / SECOND)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def steady(seconds: float, level: float = 0.1) -> np.ndarray:
    """One value all along: every change of gain shows."""
    return np.full((round(seconds * SECOND), 2), level, np.float32)


def placed(role: str, start: int, frames: int, track: str = "effects", skip: Fraction = Fraction(0), **more):
    return Placement(role=role, track=track, span=FrameSpan(start=start, frames=frames), skip=skip, **more)


class Room:
    """A folder of sounds to mix."""

    def __init__(self, folder, **sounds: np.ndarray) -> None:
        self.folder = folder
        self.inputs = {name: folder / name for name in sounds}
        for name, samples in sounds.items():
            write_sound(self.inputs[name], samples, SECOND)

    def body(self, frames: int, *placements: Placement, rate: Fraction = RATE, loudness: float = -16) -> MixBody:
        return MixBody(rate=rate, frames=frames, sample_rate=SECOND, loudness=loudness, placements=placements)

    def raw(self, frames: int, *placements: Placement, rate: Fraction = RATE) -> np.ndarray:
        """The mix before it is levelled."""
        body = self.body(frames, *placements, rate=rate)
        return np.concatenate(list(mixed(Job(body, self.inputs, {}), body)))

    def levelled(self, frames: int, *placements: Placement, loudness: float = -16) -> tuple[np.ndarray, Loudness]:
        body = self.body(frames, *placements, loudness=loudness)
        sound = read_sound(made(self.folder, body, self.inputs)["sound"], sample_rate=SECOND)
        assert len(sound) == sample_at(frames, RATE, SECOND)
        return sound, measured([sound], SECOND)


def heard_film(room: Room, body: MixBody) -> tuple[list[Loudness], set[str]]:
    """Both outputs measured, the one without loss first, and what was said meanwhile."""
    told: set[str] = set()
    outputs = {name: room.folder / name for name in body.outputs}
    mix.make_mix(Job(body, room.inputs, outputs, lambda progress: told.add(progress.doing)), body)
    sounds = read_sound(outputs["sound"], sample_rate=SECOND), heard(outputs["aac"])
    assert len(sounds[0]) == sample_at(body.frames, body.rate, SECOND)
    return [measured([sound], SECOND) for sound in sounds], told - {"mixing"}


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("start", [0, 1, 29, 101])
def test_a_sound_begins_on_the_exact_sample_of_its_frame(tmp_path, rate, start):
    click = np.zeros((SECOND, 2), np.float32)
    click[0] = 0.5
    heard = Room(tmp_path, click=click).raw(150, placed("click", start, 24), rate=rate)
    assert len(heard) == sample_at(150, rate, SECOND)
    assert np.flatnonzero(heard[:, 0]).tolist() == [sample_at(start, rate, SECOND)]
    assert heard.max() == pytest.approx(0.5, abs=1e-6)


def test_skip_goes_into_the_sound(tmp_path):
    ramp = np.repeat(np.linspace(0, 0.9, 2 * SECOND, dtype=np.float32)[:, None], 2, axis=1)
    heard = Room(tmp_path, ramp=ramp).raw(24, placed("ramp", 0, 24, skip=Fraction(1, 2)))
    assert heard[SECOND // 2, 0] == pytest.approx(ramp[SECOND, 0], abs=1e-5)


def test_gain_is_in_decibels_and_sounds_add_up(tmp_path):
    room = Room(tmp_path, steady=steady(2))
    heard = room.raw(24, placed("steady", 0, 24, gain=-6.0206), placed("steady", 0, 24))
    assert heard[SECOND // 2, 0] == pytest.approx(0.15, abs=1e-5)


def test_a_loop_fills_its_span_and_what_does_not_loop_falls_silent(tmp_path):
    room = Room(tmp_path, half=steady(0.5))
    looped = room.raw(72, placed("half", 0, 72, loop=True))
    assert np.abs(looped[: SECOND * 29 // 10] - 0.1).max() < 1e-5
    once = room.raw(72, placed("half", 0, 72))
    assert np.abs(once[SECOND // 2 :]).max() == 0


def test_a_cut_in_a_running_sound_does_not_click(tmp_path):
    room = Room(tmp_path, steady=steady(4, 0.5))
    heard = room.raw(48, placed("steady", 0, 20, "production"), placed("steady", 20, 28, "production", Fraction(1)))
    assert np.abs(np.diff(heard[:, 0])).max() < 0.005
    assert abs(heard[0, 0]) < 0.005
    assert abs(heard[-1, 0]) < 0.005
    quiet = heard[:, 0] < 0.49
    assert quiet.sum() <= 4 * 0.010 * SECOND


def test_the_attack_of_an_effect_is_left_alone(tmp_path):
    heard = Room(tmp_path, steady=steady(1, 0.5)).raw(24, placed("steady", 0, 24))
    assert heard[0, 0] == pytest.approx(0.5, abs=1e-5)


def test_sounds_that_cross_keep_their_power(tmp_path):
    rng = np.random.default_rng(1)
    noises = {name: rng.normal(0, 0.1, (4 * SECOND, 2)).astype(np.float32) for name in ("out", "into")}
    heard = Room(tmp_path, **noises).raw(
        96,
        placed("out", 0, 60, "production", fade_out=24),
        placed("into", 36, 60, "production", fade_in=24),
    )
    power = [float((heard[at : at + 4800] ** 2).mean()) for at in range(9600, 4 * SECOND - 9600, 4800)]
    assert power == pytest.approx([0.01] * len(power), rel=0.1)


def test_music_gives_way_to_speech_and_comes_back_smoothly(tmp_path):
    room = Room(tmp_path, music=steady(10), word=np.zeros((SECOND, 2), np.float32))
    heard = room.raw(240, placed("music", 0, 240, "music", duck=True), placed("word", 96, 24, "dialogue"))
    level = heard[:, 0] / 0.1
    assert level[3 * SECOND] == pytest.approx(1, abs=1e-3)
    assert level[round(4.5 * SECOND)] == pytest.approx(10 ** (-12 / 20), abs=1e-3)
    assert level[7 * SECOND] == pytest.approx(1, abs=1e-3)
    assert np.abs(np.diff(level[: 9 * SECOND])).max() < 1e-3


@pytest.mark.parametrize("loudness", [-14.0, -16.0, -23.0, -24.0])
def test_the_mix_is_as_loud_as_asked(tmp_path, loudness):
    _, found = Room(tmp_path, tone=tone(6)).levelled(144, placed("tone", 0, 144), loudness=loudness)
    assert found.integrated == pytest.approx(loudness, abs=0.2)
    assert found.peak <= -1.5


def test_peaks_that_would_go_over_are_held_and_the_loudness_is_kept(tmp_path):
    sound = tone(8, 0.05)
    for at in range(0, len(sound), SECOND):
        sound[at : at + 300] += tone(300 / SECOND, 0.8, 1000)
    _, found = Room(tmp_path, spiky=sound).levelled(192, placed("spiky", 0, 192))
    assert found.peak <= -1.5
    assert found.integrated == pytest.approx(-16, abs=0.5)


@pytest.mark.parametrize("loudness", [-16.0, -14.0])
def test_a_mix_that_is_mostly_drum_is_as_loud_as_asked(tmp_path, loudness):
    rng = np.random.default_rng(2)
    sound = rng.normal(0, 0.02, (10 * SECOND, 2))
    decay = np.exp(-np.arange(SECOND // 4) / (SECOND / 25))[:, None]
    for at in range(0, len(sound) - SECOND // 4, SECOND // 2):
        sound[at : at + SECOND // 4] += 0.5 * decay * np.sin(2 * np.pi * 70 * np.arange(SECOND // 4) / SECOND)[:, None]
    room = Room(tmp_path, drum=sound.astype(np.float32))
    (_, film), _ = heard_film(room, room.body(240, placed("drum", 0, 240), loudness=loudness))
    assert film.integrated == pytest.approx(loudness, abs=0.2)
    assert film.peak <= -1.5


def test_what_is_all_peaks_is_made_as_loud_as_it_can_be_and_that_is_said(tmp_path):
    sound = np.zeros((4 * SECOND, 2), np.float32)
    sound[:: SECOND // 2] = 1
    room, told = Room(tmp_path, clicks=sound), []
    body = room.body(96, placed("clicks", 0, 96))
    outputs = {name: tmp_path / name for name in body.outputs}
    mix.make_mix(Job(body, room.inputs, outputs, lambda progress: told.append(progress.doing)), body)
    found = measured([heard(outputs["aac"])], SECOND)
    assert -3.5 < found.peak <= -1.5
    assert [words for words in told if words.endswith(f"{found.integrated:.1f} LUFS: all peaks")]


def hits(seconds: float) -> np.ndarray:
    """Two hits of hiss a second, more of it on the left: what the encoder overshoots most."""
    at = np.arange(round(seconds * SECOND)) / SECOND
    hiss = np.random.default_rng(2).normal(0, 0.3, len(at)) * np.exp(-25 * (at % 0.5))
    return (hiss[:, None] * [1, 0.6]).astype(np.float32)


def rain(seconds: float) -> np.ndarray:
    """Hiss in gusts: the encoder drops some of it, for nobody hears so high."""
    at = np.arange(round(seconds * SECOND)) / SECOND
    hiss = np.random.default_rng(1).normal(0, 0.3, len(at)) * np.clip(np.sin(8 * np.pi * at), 0, 1)
    return (hiss[:, None] * [1, 0.6]).astype(np.float32)


def bursts(seconds: float, right: float = 1.0) -> np.ndarray:
    """Four bursts a second of a voice that wavers about 220 Hz."""
    at = np.arange(round(seconds * SECOND)) / SECOND
    turns = np.cumsum(220 * (1 + 0.1 * np.sin(6 * np.pi * at))) * 2 * np.pi / SECOND
    voice = sum(np.sin(k * turns) / k for k in range(1, 90)) * np.clip(np.sin(8 * np.pi * at), 0, 1)
    return (0.2 * voice[:, None] * [1, right]).astype(np.float32)


@pytest.mark.parametrize("loudness", [-16.0, -14.0])
@pytest.mark.parametrize("right", [1.0, 0.5, -0.8])
def test_the_film_as_it_is_heard_is_as_loud_as_asked_and_under_its_peak(tmp_path, right, loudness):
    room = Room(tmp_path, bursts=bursts(4, right))
    (_, film), told = heard_film(room, room.body(96, placed("bursts", 0, 96), loudness=loudness))
    assert film.peak <= -1.5
    assert film.integrated == pytest.approx(loudness, abs=0.2)
    assert not told


def test_what_the_encoder_drops_is_made_up_for(tmp_path):
    room = Room(tmp_path, rain=rain(4))
    (whole, film), told = heard_film(room, room.body(96, placed("rain", 0, 96)))
    assert whole.integrated > -15.5
    assert film.integrated == pytest.approx(-16, abs=0.2)
    assert film.peak <= -1.5
    assert not told


def test_what_the_encoder_puts_over_the_peak_is_taken_off_before_it(tmp_path, monkeypatch):
    room = Room(tmp_path, hits=hits(4))
    body = room.body(96, placed("hits", 0, 96))
    for levelled_again in (mix._AGAIN, 0):  # With the limiter, and by making all of it quieter.
        monkeypatch.setattr(mix, "_AGAIN", levelled_again)
        (whole, film), told = heard_film(room, body)
        assert whole.peak < film.peak <= -1.5
        assert film.peak > -3
        assert told == {f"no louder than {film.integrated:.1f} LUFS: all peaks"}


def test_sides_out_of_phase_come_through_the_encoder(tmp_path):
    sound = bursts(3, -0.8)
    write_soundtrack(tmp_path / "aac", [sound], SECOND)
    coded = heard(tmp_path / "aac")[: len(sound)]
    assert np.sqrt(((sound - coded) ** 2).mean()) < 0.038 * np.sqrt((sound**2).mean())


def test_a_pause_in_a_film_with_sound_is_no_digital_silence(tmp_path):
    room = Room(tmp_path, tone=tone(1))
    body = room.body(96, placed("tone", 36, 24))
    outputs = made(tmp_path, body, room.inputs)
    for sound in (read_sound(outputs["sound"], sample_rate=SECOND), heard(outputs["aac"])):
        for pause in (sound[: 14 * SECOND // 10], sound[27 * SECOND // 10 : 4 * SECOND]):
            assert 20 * np.log10(np.sqrt((pause**2).mean())) == pytest.approx(-80, abs=2)
            assert (np.abs(pause).max(axis=1) > 0).mean() > 0.99


def test_the_encoded_sound_is_the_mix(tmp_path):
    room = Room(tmp_path, tone=tone(3))
    outputs = made(tmp_path, room.body(70, placed("tone", 5, 60)), room.inputs)
    whole = read_sound(outputs["sound"], sample_rate=SECOND)
    coded = heard(outputs["aac"])[: len(whole)]
    assert len(whole) == len(coded) == sample_at(70, RATE, SECOND)
    with av.open(str(outputs["aac"])) as container:
        assert container.streams.audio[0].duration == len(whole)
    assert np.sqrt(((whole - coded) ** 2).mean()) < 0.01 * np.sqrt((whole**2).mean())


def test_the_limiter_leaves_alone_what_is_under_the_limit():
    sound = tone(2, 0.5)
    assert np.array_equal(np.concatenate(list(limited([sound[:50_000], sound[50_000:]], SECOND, -1.5))), sound)


def test_the_limiter_holds_peaks_between_samples():
    # At a quarter of the sample rate and 45 degrees every sample lies 3 dB under the peak.
    sound = np.sin(np.pi / 4 + np.pi / 2 * np.arange(SECOND))[:, None].repeat(2, 1) * np.hanning(SECOND)[:, None]
    sound = sound.astype(np.float32)
    held = np.concatenate(list(limited([sound], SECOND, -1.5)))
    assert measured([sound], SECOND).peak > -0.2
    assert measured([held], SECOND).peak <= -1.5


def test_a_sound_that_begins_at_full_level_stays_under_the_peak_too(tmp_path):
    square = np.sign(tone(4, 1.0, 1500)) * 0.9
    for index, loudness in enumerate((-6, -3)):
        room = Room(tmp_path, square=square.astype(np.float32))
        _, found = room.levelled(96, placed("square", index, 90), loudness=loudness)
        assert found.peak <= -1.5


def test_silence_stays_silent(tmp_path):
    room = Room(tmp_path, nothing=np.zeros((SECOND, 2), np.float32))
    for placements in ((), (placed("nothing", 0, 48, "tone"),)):
        sound, _ = room.levelled(48, *placements)
        assert not sound.any()


def test_the_same_mix_is_the_same_bytes(tmp_path):
    room = Room(tmp_path, tone=tone(3), steady=steady(1))
    body = room.body(60, placed("tone", 3, 50, "music", duck=True), placed("steady", 7, 20, "dialogue"))
    one = made(tmp_path, body, room.inputs)["sound"].read_bytes()
    assert made(tmp_path, body, room.inputs)["sound"].read_bytes() == one


def test_a_film_too_long_for_memory_is_mixed_to_the_same_bytes(tmp_path, monkeypatch):
    room = Room(tmp_path, tone=tone(12), steady=steady(1, 0.9))
    body = room.body(280, placed("tone", 3, 250, "music"), placed("steady", 130, 20))
    kept = made(tmp_path, body, room.inputs)["sound"].read_bytes()
    monkeypatch.setattr(mix, "_SHORT", 0)
    assert made(tmp_path, body, room.inputs)["sound"].read_bytes() == kept


def test_a_sound_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "broken.wav").write_bytes(b"RIFF nonsense")
    body = Room(tmp_path).body(24, placed("broken", 0, 24))
    with pytest.raises(Failed, match=r"broken\.wav"):
        made(tmp_path, body, {"broken": tmp_path / "broken.wav"})
    assert not (tmp_path / "cut.mix.sound").exists()


def test_a_mix_that_is_no_longer_wanted_can_be_stopped_in_every_pass(tmp_path, monkeypatch):
    monkeypatch.setattr(mix, "_PIECE", SECOND)
    room = Room(tmp_path, bursts=bursts(4, 0.5))
    body = room.body(96, placed("bursts", 0, 96))
    outputs = {name: tmp_path / name for name in body.outputs}
    asked: list[float] = []
    mix.make_mix(Job(body, room.inputs, outputs, lambda progress: asked.append(progress.done)), body)
    # Mixed, measured, levelled at least once, written as AAC and as FLAC: four pieces each; the AAC measured.
    assert len(asked) >= 5 * 4 + 1

    def stop(progress: Progress) -> None:
        if progress.done > 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        mix.make_mix(Job(body, room.inputs, outputs, stop), body)
