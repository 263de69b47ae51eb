"""Where a shot's picture and sound pass from one chunk to the next, and what was made again stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.plan import Chunk
from milimo_lang.ir.values import FrameSpan
from milimo_lang.planning.seams import Piece, heard, seen


def chunks(overlap: int = 25, frames: int = 121) -> list[Chunk]:
    new = frames - overlap
    return [Chunk(start=new * n, frames=frames, overlap=overlap if n else 0) for n in range(3)]


def again(role: str, chunk: int, start: int, end: int, follows: bool = False) -> Piece:
    return Piece(role, chunk, FrameSpan(start=start, frames=end - start), follows)


def parts(keep: Iterable[Keep]) -> list[tuple[str, int, int]]:
    return [(one.role, one.first, one.frames) for one in keep]


def each(keep: Iterable[Keep]) -> Iterator[tuple[str, int]]:
    """For every frame of the shot what it is from, and which frame of that."""
    return ((one.role, one.first + n) for one in keep for n in range(one.frames))


def test_a_chunk_is_seen_from_the_middle_of_what_was_handed_to_it_and_heard_from_its_end() -> None:
    assert parts(seen(chunks(), [])) == [("chunk/0", 0, 109), ("chunk/1", 13, 96), ("chunk/2", 13, 108)]
    assert parts(heard(chunks(), [])) == [("chunk/0", 0, 121), ("chunk/1", 25, 96), ("chunk/2", 25, 96)]


def test_one_frame_handed_over_is_seen_where_it_was_made() -> None:
    assert parts(seen(chunks(overlap=1), [])) == parts(heard(chunks(overlap=1), []))


def test_of_a_short_chunk_one_frame_is_seen() -> None:
    short = [
        Chunk(start=0, frames=121),
        Chunk(start=96, frames=33, overlap=25),
        Chunk(start=104, frames=121, overlap=25),
    ]
    assert parts(seen(short, [])) == [("chunk/0", 0, 109), ("chunk/1", 13, 13), ("chunk/2", 18, 103)]


def test_frames_before_a_part_made_again_are_from_where_they_were() -> None:
    """It begins where the second chunk's own frames do: those before it are of the second chunk all the same."""
    edited = seen(chunks(), [again("edit/0/1", 1, 121, 140)])
    assert parts(edited)[:4] == [("chunk/0", 0, 109), ("chunk/1", 13, 12), ("edit/0/1", 25, 19), ("chunk/1", 44, 65)]


def test_what_goes_on_from_a_part_made_again_is_seen_from_the_middle_of_what_both_have() -> None:
    pieces = [again("edit/0/0", 0, 60, 121), again("edit/0/1", 1, 121, 140, follows=True)]
    edited = [("chunk/0", 0, 60), ("edit/0/0", 60, 49), ("edit/0/1", 13, 31), ("chunk/1", 44, 65)]
    assert parts(seen(chunks(), pieces))[:4] == edited
    assert parts(heard(chunks(), pieces))[:3] == [("chunk/0", 0, 60), ("edit/0/0", 60, 61), ("edit/0/1", 25, 19)]


def test_of_a_part_that_begins_after_that_nothing_before_it_is_seen() -> None:
    pieces = [again("edit/0/0", 0, 115, 121), again("edit/0/1", 1, 121, 140, follows=True)]
    assert parts(seen(chunks(), pieces))[:4] == [
        ("chunk/0", 0, 109),
        ("chunk/1", 13, 6),
        ("edit/0/1", 19, 25),
        ("chunk/1", 44, 65),
    ]


SPANS = st.tuples(st.integers(0, 308), st.integers(1, 60)).map(lambda one: (one[0], min(sum(one), 313)))


@given(st.lists(SPANS, max_size=3))
def test_all_frames_that_were_not_asked_for_stay(spans: Sequence[tuple[int, int]]) -> None:
    pieces = []
    for number, (start, end) in enumerate(spans):
        for index, chunk in enumerate(chunks()):
            first, last = max(start, chunk.shows.start), min(end, chunk.shows.end)
            if first < last:
                follows = index > 0 and start < chunk.shows.start
                pieces.append(again(f"edit/{number}/{index}", index, first, last, follows))
    for kept in (seen, heard):
        pairs = zip(each(kept(chunks(), pieces)), each(kept(chunks(), [])), strict=True)
        for frame, (now, before) in enumerate(pairs):
            asked = [number for number, (start, end) in enumerate(spans) if start <= frame < end]
            if asked:
                assert now[0].startswith(f"edit/{asked[-1]}/")
            else:
                assert now == before
