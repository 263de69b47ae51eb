"""A shot is exactly the frames its chunks were to show, each the right one, and as long as that in sound."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milimo_lang.compilation import Compilation
from milimo_lang.ir.bodies import DecodeBody, JoinBody, Keep
from milimo_lang.ir.plan import Node, Plan, Shot
from milimo_lang.ir.values import Crop, Size, sample_at
from milimo_lang.planning.chunks import divide, handover
from milimo_lang.planning.grid import grid
from milimo_lang.world import MemoryWorld
from milimo_runtime.backend import Cancelled, Failed, Job
from milimo_runtime.media.chunks import write_chunk
from milimo_runtime.media.cut_backend import CutBackend
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import code_of, planes_from_rgb
from milimo_runtime.media.sound import read_sound, write_sound
from tests.runtime.media.chunks import (
    GENERATED,
    SHOWN,
    as_inputs,
    chunk_file,
    coded,
    codes_in,
    join_of,
    kept,
    model_samples,
)
from tests.runtime.media.material import RATE, RATES, SAMPLE_RATE, made, numbered, write_pictures

SHORT, _ = grid(stride=8, chunk=49, overlap=9, shortest=17, align=8)


def joined(folder, keep, lengths, handle=0, **more):
    """What the join makes of chunks of `lengths` by role: codes of its frames, samples of its sound."""
    outputs = made(folder, join_of(keep, handle, **more), as_inputs(folder, lengths))
    return codes_in(outputs["picture"]), read_sound(outputs["sound"], sample_rate=SAMPLE_RATE)


# ---------------------------------------------------------------- frames


def test_chunks_are_joined_where_the_earlier_one_ends(tmp_path):
    keep = [Keep(role="chunk/0", first=0, frames=49), Keep(role="chunk/1", first=9, frames=21)]
    codes, sound = joined(tmp_path, keep, {"chunk/0": 49, "chunk/1": 49}, handle=8)
    assert codes == [*((0, k) for k in range(49)), *((1, k) for k in range(9, 30))]
    assert len(sound) == sample_at(70, RATE, SAMPLE_RATE)


def test_a_chunk_is_seen_before_the_sound_of_the_earlier_one_ends(tmp_path):
    heard = (Keep(role="chunk/0", first=0, frames=49), Keep(role="chunk/1", first=9, frames=40))
    seen = (Keep(role="chunk/0", first=0, frames=45), Keep(role="chunk/1", first=5, frames=44))
    lengths = {"chunk/0": 49, "chunk/1": 49}
    codes, sound = joined(tmp_path, heard, lengths, handle=8, seen=seen)
    assert codes == [*((0, k) for k in range(45)), *((1, k) for k in range(5, 49))]
    _, plain = joined(tmp_path, heard, lengths, handle=8)
    assert np.array_equal(sound, plain)


def test_what_was_made_again_stands_where_it_was_asked_for(tmp_path):
    keep = [
        Keep(role="chunk/0", first=25, frames=5),
        Keep(role="edit/0/0", first=30, frames=10),
        Keep(role="edit/1/0", first=40, frames=1),
        Keep(role="chunk/0", first=41, frames=8),
    ]
    codes, _ = joined(tmp_path, keep, {"chunk/0": 49, "edit/0/0": 49, "edit/1/0": 49})
    assert codes == [(0 if k < 30 or k > 40 else 2 if k == 40 else 1, k) for k in range(25, 49)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 330), st.integers(0, 30), st.integers(0, 120), st.sampled_from(RATES))
def test_a_shot_of_any_length_has_exactly_its_frames(tmp_path, length, handle, before, rate):
    """`before`: frames of the shot it continues, 0 for none."""
    lead_in = (0, 0)
    if before:
        over = handover(divide(before, 8, SHORT), before, SHORT)
        lead_in = (over.overlap, over.lead)
    stretches = divide(length, handle, SHORT, lead_in)
    codes, sound = joined(
        tmp_path, kept(stretches), {f"chunk/{n}": one.frames for n, one in enumerate(stretches)}, handle, rate=rate
    )
    shown = [(n, frame - one.start) for n, one in enumerate(stretches) for frame in range(one.first, one.end)]
    assert len(shown) == length + handle
    assert codes == shown
    assert len(sound) == sample_at(length + handle, rate, SAMPLE_RATE)


# ---------------------------------------------------------------- as planned

FILM = """\
Title: Joined
Model: ltx-2
Size: 124x100
Frame rate: {rate}

INT. LIGHTHOUSE - NIGHT

!! wide, 11s
    retake 1s..2.5s: the flame is low
    retake 2s..3s: the flame is out
    retake 4s..6s: the door is open
    retake 10s..end: nobody is there

The lamp turns over the sea.

!! close, continue, 6s

Rain beats on the glass.
"""


@pytest.mark.parametrize("rate", ["24", "23.976", "30"])
def test_a_planned_shot_is_joined_as_its_plan_says(tmp_path, rate):
    plan = Compilation(MemoryWorld({"film.mls": FILM.format(rate=rate)}, {}), "film.mls").plan.value
    assert plan is not None
    assert [len(shot.chunks) > 1 for shot in plan.shots] == [True, True]
    assert plan.shots[1].chunks[0].overlap > 0
    for shot, body, roles in _joins(plan):
        inputs = as_inputs(tmp_path, roles)
        found = codes_in(made(tmp_path, body, inputs)["picture"])
        assert found == list(_as_asked(shot, list(roles)))


def _joins(plan: Plan) -> Iterator[tuple[Shot, JoinBody, dict[str, int]]]:
    """Each shot with its join, and the frames of the chunk that plays each role."""
    nodes = plan.by_id()
    for shot in plan.shots:
        node = nodes[shot.takes[0].picture]
        assert isinstance(node.body, JoinBody)
        assert (node.body.size, node.body.generated) == (SHOWN, GENERATED)
        decoded = {put.role: nodes[put.node] for put in node.inputs if not put.role.endswith("/sound")}
        yield shot, node.body, {role: _frames(one) for role, one in decoded.items()}


def _frames(node: Node) -> int:
    assert isinstance(node.body, DecodeBody)
    return node.body.frames


def _as_asked(shot: Shot, roles: list[str]) -> Iterator[tuple[int, int]]:
    """For every frame of the shot the file and the frame in it, from what the film asks of its parts.

    A chunk is seen from the middle of what was handed to it; so is a part made again that goes on in it. Any other
    is of the chunk whose own frames it is.
    """
    rate = shot.frames / (11 if shot.slate == "1A" else 6)
    edits = [(1, 2.5), (2, 3), (4, 6), (10, 99)] if shot.slate == "1A" else []
    again = {
        frame: number
        for number, (start, end) in enumerate(edits)
        for frame in range(round(start * rate), round(end * rate))
    }
    for frame in range(shot.frames + shot.handle):
        index = next(n for n, chunk in enumerate(shot.chunks) if chunk.shows.start <= frame < chunk.shows.end)
        following = shot.chunks[index + 1] if index + 1 < len(shot.chunks) else None
        if following and frame >= following.shows.start - following.overlap // 2:
            again_after = frame in again and edits[again[frame]][1] * rate > following.shows.start
            index += again_after or frame not in again
        role = f"edit/{again[frame]}/{index}" if frame in again else f"chunk/{index}"
        yield roles.index(role), frame - shot.chunks[index].start


# ---------------------------------------------------------------- pictures


def test_the_middle_of_the_generated_picture_is_seen_at_its_size(tmp_path):
    generated, size = Size(width=128, height=128), Size(width=122, height=74)
    picture = np.random.default_rng(2).integers(0, 256, (8, 8, 3), np.uint8).repeat(16, 0).repeat(16, 1)
    write_chunk(tmp_path / "chunk", [picture] * 9, generated, RATE)
    write_sound(tmp_path / "sound", np.zeros((9, 2), np.float32), SAMPLE_RATE)
    body = join_of([Keep(role="chunk/0", first=0, frames=9)], size=size, crop=Crop(whole=generated, shown=size))
    outputs = made(tmp_path, body, {"chunk/0": tmp_path / "chunk", "chunk/0/sound": tmp_path / "sound"})
    expected = planes_from_rgb(picture[26:100, 2:124])
    for planes in frames(outputs["picture"]):
        for plane, other in zip(planes, expected, strict=True):
            assert plane.shape == other.shape
            assert np.abs(plane.astype(int) - other).mean() < 1


@pytest.mark.parametrize("colour", [(200, 30, 30), (30, 200, 30), (30, 30, 200), (0, 0, 0), (255, 255, 255)])
def test_a_colour_is_the_same_after_the_join(tmp_path, colour):
    picture = np.full((GENERATED.height, GENERATED.width, 3), colour, np.uint8)
    write_chunk(tmp_path / "chunk", [picture] * 9, GENERATED, RATE)
    inputs = as_inputs(tmp_path, {"x": 9}) | {"chunk/0": tmp_path / "chunk", "chunk/0/sound": tmp_path / "sound"}
    shown = next(frames(made(tmp_path, join_of([Keep(role="chunk/0", first=0, frames=9)]), inputs)["picture"]))
    assert [float(plane.mean()) for plane in shown] == pytest.approx(code_of(colour), abs=1)


def test_chunks_kept_as_mezzanines_are_joined_too(tmp_path):
    whole = write_pictures(tmp_path / "shot", [numbered(k, GENERATED) for k in range(12)])
    inputs = as_inputs(tmp_path, {"x": 9}) | {"chunk/0": whole, "chunk/0/sound": tmp_path / "sound"}
    shown = list(frames(made(tmp_path, join_of([Keep(role="chunk/0", first=3, frames=9)]), inputs)["picture"]))
    assert len(shown) == 9
    for k, planes in enumerate(shown, 3):
        expected = numbered(k, GENERATED).y[14:114, 2:126]
        assert np.abs(planes.y.astype(int) - expected).max() < 30


def test_the_mezzanine_is_as_the_cut_wants_it(tmp_path):
    body = join_of([Keep(role="chunk/0", first=0, frames=9)], rate="30000/1001")
    outputs = made(tmp_path, body, as_inputs(tmp_path, {"chunk/0": 9}))
    with av.open(str(outputs["picture"])) as container:
        context = container.streams.video[0].codec_context
        assert (context.pix_fmt, context.width, context.height) == ("yuv420p", SHOWN.width, SHOWN.height)
        times = [frame.pts * frame.time_base for frame in container.decode(video=0)]
    assert times == [Fraction(k * 1001, 30000) for k in range(9)]


def test_the_same_chunks_are_the_same_bytes(tmp_path):
    keep = [Keep(role="chunk/0", first=0, frames=20), Keep(role="chunk/1", first=9, frames=20)]
    noise = np.random.default_rng(5).normal(0, 0.1, (90_000, 2)).astype(np.float32)
    inputs = as_inputs(tmp_path, {"chunk/0": 49, "chunk/1": 49}, noise)
    once = [path.read_bytes() for path in made(tmp_path, join_of(keep), inputs).values()]
    assert [path.read_bytes() for path in made(tmp_path, join_of(keep), inputs).values()] == once


# ---------------------------------------------------------------- sound


@pytest.mark.parametrize("rate", [*RATES, Fraction(30000, 1001)], ids=str)
def test_what_sounds_with_a_frame_sounds_with_it_in_the_shot(tmp_path, rate):
    """Each chunk has a click with every tenth frame it shows, and its sound is as much too short as a model's."""
    stretches = divide(150, 8, SHORT)
    inputs, clicked = {}, []
    for n, one in enumerate(stretches):
        sound = np.zeros((model_samples(one.frames, rate, SAMPLE_RATE), 2), np.float32)
        for frame in range(one.first + 1, one.end - 3):
            if frame % 10 == 0:
                sound[sample_at(frame - one.start, rate, SAMPLE_RATE)] = 0.5
                clicked.append(sample_at(frame, rate, SAMPLE_RATE))
        write_sound(tmp_path / f"sound {n}", sound, SAMPLE_RATE)
        inputs |= {
            f"chunk/{n}": chunk_file(tmp_path, n, one.frames),
            f"chunk/{n}/sound": tmp_path / f"sound {n}",
        }
    heard = made(tmp_path, join_of(kept(stretches), 8, rate=rate), inputs)["sound"]
    clicks = np.flatnonzero(read_sound(heard, sample_rate=SAMPLE_RATE)[:, 0] > 0.05)
    assert clicks == pytest.approx(clicked, abs=1)
    assert len(clicked) > 10


def test_a_shot_without_sound_is_silent_and_as_long(tmp_path):
    keep = [Keep(role="chunk/0", first=0, frames=25)]
    inputs = as_inputs(tmp_path, {"chunk/0": 49}, np.ones((90_000, 2), np.float32))
    sound = read_sound(made(tmp_path, join_of(keep, audio=False), inputs)["sound"], sample_rate=SAMPLE_RATE)
    assert len(sound) == sample_at(25, RATE, SAMPLE_RATE)
    assert not sound.any()


# ---------------------------------------------------------------- what goes wrong


def test_a_chunk_that_ends_early_is_said_so(tmp_path):
    with pytest.raises(Failed, match="ends 3 frames too early"):
        joined(tmp_path, [Keep(role="chunk/0", first=0, frames=12)], {"chunk/0": 9})
    assert not (tmp_path / "shot.join.picture").exists()


def test_a_chunk_of_another_size_is_said_so(tmp_path):
    write_chunk(tmp_path / "small", [coded(0, 0)[:32, :64]] * 9, Size(width=64, height=32), RATE)
    inputs = as_inputs(tmp_path, {"x": 9}) | {"chunk/0": tmp_path / "small", "chunk/0/sound": tmp_path / "sound"}
    with pytest.raises(Failed, match="is 64x32, not 128x128"):
        made(tmp_path, join_of([Keep(role="chunk/0", first=0, frames=9)]), inputs)


def test_a_join_that_does_not_fill_its_shot_is_our_mistake(tmp_path):
    with pytest.raises(ValueError, match="not the 10 frames"):
        joined(tmp_path, [Keep(role="chunk/0", first=0, frames=9)], {"chunk/0": 9}, frames=10)


def test_a_join_hears_when_to_stop(tmp_path):
    def stop(_progress):
        raise Cancelled

    outputs = {name: tmp_path / name for name in ("picture", "heard")}
    body = join_of([Keep(role="chunk/0", first=0, frames=9)])
    with pytest.raises(Cancelled):
        CutBackend().make(Job(body, as_inputs(tmp_path, {"chunk/0": 9}), outputs, stop))
    assert not Path(outputs["picture"]).exists()
