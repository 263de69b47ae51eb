"""Dividing a shot: what must hold for every length, model and wish."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.planning.boundaries import Asks
from milimo_lang.planning.chunks import Stretch, divide, handover, owner, speaker
from milimo_lang.planning.grid import Grid, grid

LTX, _ = grid(stride=8, chunk=121, overlap=24, shortest=41, align=8, context=505)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    stride = draw(st.sampled_from([1, 4, 8, 16]))
    made, _ = grid(
        stride=stride,
        chunk=draw(st.integers(1, 300)),
        overlap=draw(st.integers(0, 80)),
        shortest=draw(st.sampled_from([1, 9, 41])),
        align=draw(st.sampled_from([1, stride, 3 * stride])),
        context=draw(st.sampled_from([97, 505])),
    )
    return made


@st.composite
def asks(draw: st.DrawFn, frames: int) -> Asks:
    cuts = sorted(draw(st.sets(st.integers(0, frames), max_size=10)))
    speeches = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    inside = st.sets(st.integers(0, frames - 1), max_size=6)
    return Asks(speeches, tuple(sorted(draw(inside))), tuple(sorted(draw(inside))))


@st.composite
def shots(draw: st.DrawFn, anything: bool = True) -> tuple[int, int, Grid, tuple[int, int], Asks]:
    on = draw(grids())
    frames = draw(st.integers(1, 900))
    before = draw(st.integers(1, 300))
    lead_in = (0, 0)
    if draw(st.booleans()):
        given_over = handover(divide(before, 8, on), before, on)
        lead_in = (given_over.overlap, given_over.lead)
    return frames, draw(st.integers(0, 30)), on, lead_in, draw(asks(frames)) if anything else Asks()


def shown(stretches: tuple[Stretch, ...]) -> list[int]:
    return [frame for s in stretches for frame in range(s.first, s.end)]


@given(shots())
def test_every_frame_is_shown_once_and_in_order(shot: tuple[int, int, Grid, tuple[int, int], Asks]) -> None:
    frames, handle, on, lead_in, wishes = shot
    made = divide(frames, handle, on, lead_in, wishes)
    assert shown(made) == list(range(frames + handle))
    assert sum(s.frames - s.overlap - s.lead - s.trim for s in made) == frames + handle


@given(shots())
def test_every_length_is_one_the_model_makes(shot: tuple[int, int, Grid, tuple[int, int], Asks]) -> None:
    frames, handle, on, lead_in, wishes = shot
    made = divide(frames, handle, on, lead_in, wishes)
    for s in made:
        assert (s.frames - 1) % on.stride == 0
        assert on.shortest <= s.frames <= on.longest
        assert s.first < s.end
    assert all((s.frames - 1) % on.align == 0 for s in made[:-1])
    assert all(s.trim == 0 for s in made[:-1])


@given(shots())
def test_a_stretch_begins_with_what_the_one_before_made(
    shot: tuple[int, int, Grid, tuple[int, int], Asks],
) -> None:
    frames, handle, on, lead_in, wishes = shot
    made = divide(frames, handle, on, lead_in, wishes)
    assert (made[0].start, made[0].overlap, made[0].lead) == (-sum(lead_in), *lead_in)
    for before, after in pairwise(made):
        assert (after.overlap, after.lead) == (on.overlap, 0)
        assert after.first == before.end
        assert after.start >= before.start
        assert (after.start - made[0].start) % on.stride == 0


@given(shots())
def test_no_fewer_stretches_would_do(shot: tuple[int, int, Grid, tuple[int, int], Asks]) -> None:
    frames, handle, on, lead_in, wishes = shot
    count = len(divide(frames, handle, on, lead_in, wishes))
    most = on.longest + (count - 2) * (on.longest_aligned - on.overlap)
    assert count == 1 or most < sum(lead_in) + frames + handle


@given(shots(anything=False))
def test_lengths_are_balanced_when_nothing_asks_otherwise(
    shot: tuple[int, int, Grid, tuple[int, int], Asks],
) -> None:
    frames, handle, on, lead_in, _ = shot
    lengths = [s.frames for s in divide(frames, handle, on, lead_in)]
    assert max(lengths) - min(lengths) <= on.align


@given(shots())
def test_surplus_is_less_than_a_latent_unless_a_stretch_would_be_a_runt(
    shot: tuple[int, int, Grid, tuple[int, int], Asks],
) -> None:
    frames, handle, on, lead_in, wishes = shot
    made = divide(frames, handle, on, lead_in, wishes)
    runts = max(s.frames for s in made) <= on.shortest_aligned
    assert made[-1].trim < on.stride or runts or [s.frames for s in made] == [on.shortest]


@given(shots())
def test_no_keyframe_is_lost_and_each_has_one_stretch(
    shot: tuple[int, int, Grid, tuple[int, int], Asks],
) -> None:
    frames, handle, on, lead_in, wishes = shot
    made = divide(frames, handle, on, lead_in, wishes)
    for key in wishes.keys:
        holder = made[owner(made, key)]
        assert holder.first <= key < holder.end
        assert 0 <= key - holder.start < holder.frames


@given(shots())
def test_every_speech_is_spoken_by_the_stretch_with_most_of_it(
    shot: tuple[int, int, Grid, tuple[int, int], Asks],
) -> None:
    frames, handle, on, lead_in, wishes = shot
    made = divide(frames, handle, on, lead_in, wishes)
    for start, end in wishes.speeches:
        parts = [min(end, s.end) - max(start, s.first) for s in made]
        assert parts[speaker(made, start, end)] == max(parts)


@given(shots(), st.integers(1, 400), st.integers(0, 30))
def test_a_continued_shot_takes_over_exactly_at_the_cut(
    shot: tuple[int, int, Grid, tuple[int, int], Asks], following: int, handle: int
) -> None:
    frames, tail, on, lead_in, wishes = shot
    made = divide(frames, tail, on, lead_in, wishes)
    over = handover(made, frames, on)
    holder = made[over.stretch]
    last_handed = holder.start + on.stride * (over.first + over.count - 1)
    assert over.first >= 0
    assert last_handed < holder.start + holder.frames
    assert frames - on.stride <= last_handed <= frames - 1, "never the handle"
    assert over.lead == frames - 1 - last_handed
    assert over.count == max(on.latents, 1) or over.first == 0 == over.stretch
    after = divide(following, handle, on, (over.overlap, over.lead))
    assert after[0].start + over.overlap + over.lead == after[0].first == 0


@given(shots())
def test_dividing_twice_gives_the_same(shot: tuple[int, int, Grid, tuple[int, int], Asks]) -> None:
    assert divide(*shot) == divide(*shot)


def test_an_overlap_of_24_means_four_latents_and_25_frames() -> None:
    assert (LTX.latents, LTX.overlap) == (4, 25)


def test_218_frames_do_not_fit_two_chunks_of_121() -> None:
    """Two chunks of 121 with 25 in common show 217 frames: one short."""
    assert len(divide(217, 0, LTX)) == 2
    made = divide(218, 0, LTX)
    assert len(made) == 3
    assert len(shown(made)) == 218


def test_a_short_shot_is_generated_longer_and_trimmed() -> None:
    assert divide(20, 8, LTX) == (Stretch(start=0, frames=41, trim=13),)


def test_a_boundary_moves_into_the_pause_between_two_speeches() -> None:
    speeches = ((10, 62), (68, 150))
    boundary = divide(150, 8, LTX, asks=Asks(speeches=speeches))[0].end
    assert 62 <= boundary <= 68


def test_a_boundary_moves_to_where_a_beat_begins() -> None:
    plain, moved = divide(150, 8, LTX), divide(150, 8, LTX, asks=Asks(beats=(0, 100)))
    assert plain[0].end == 97
    assert plain != moved or 0 <= 100 - plain[0].end < 8
    assert 0 <= 100 - moved[0].end < 8


def test_a_speech_longer_than_a_chunk_is_spoken_by_one() -> None:
    made = divide(300, 8, LTX, asks=Asks(speeches=((20, 280),)))
    parts = [min(280, s.end) - max(20, s.first) for s in made]
    assert sum(parts) == 260
    assert parts[speaker(made, 20, 280)] == max(parts)


def test_a_drawn_shot_is_one_stretch_of_any_length() -> None:
    on, said = grid(stride=1, chunk=10**9, overlap=0)
    assert divide(10**6, 8, on) == (Stretch(start=0, frames=10**6 + 8),)
    assert said == ()


def test_an_overlap_as_long_as_the_chunk_is_shortened_and_said() -> None:
    on, said = grid(stride=8, chunk=33, overlap=40)
    assert on.overlap == 25
    assert said == ("an overlap of 40 leaves pieces of 33 nothing new; it is made 25",)
    assert len(shown(divide(100, 0, on))) == 100


def test_sound_that_is_handed_over_keeps_chunks_to_its_own_grid() -> None:
    on, _ = grid(stride=8, chunk=121, overlap=24, shortest=41, align=24, context=505)
    lengths = [s.frames for s in divide(400, 8, on)]
    assert all((length - 1) % 24 == 0 for length in lengths[:-1])
    assert max(lengths) - min(lengths) <= 24


def test_boundaries_of_a_long_talk_lie_in_its_pauses_when_the_lengths_allow_it() -> None:
    """Speeches of 82 frames, pauses of 10: a chunk adds up to 96, so each boundary can wait for a pause."""
    speeches = tuple((at + 10, at + 92) for at in range(0, 920, 92))
    made = divide(920, 8, LTX, asks=Asks(speeches=speeches))
    cut = [s.end for s in made for start, end in speeches if start < s.end < end]
    assert len(shown(made)) == 928
    assert cut == []
