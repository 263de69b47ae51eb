"""Where a shot's picture passes from one chunk to the next."""

from __future__ import annotations

from milimo_lang.ir.bodies import Keep
from milimo_lang.ir.plan import Chunk
from milimo_lang.planning.seams import seams


def early(*pieces: tuple[str, int, int], overlap: int = 25) -> list[int]:
    chunks = [Chunk(start=96 * n, frames=121, overlap=overlap if n else 0) for n in range(3)]
    return [one.early for one in seams([Keep(role=role, first=a, frames=n) for role, a, n in pieces], chunks)]


def test_a_chunk_is_seen_from_the_middle_of_what_was_handed_to_it() -> None:
    assert early(("chunk/0", 0, 121), ("chunk/1", 25, 96), ("chunk/2", 25, 96)) == [0, 12, 12]


def test_one_frame_handed_over_is_seen_where_it_was_made() -> None:
    assert early(("chunk/0", 0, 121), ("chunk/1", 1, 96), overlap=1) == [0, 0]


def test_of_a_short_piece_one_frame_is_left() -> None:
    assert early(("chunk/0", 0, 121), ("chunk/1", 25, 8), ("chunk/2", 25, 96)) == [0, 12, 7]


def test_parts_made_again_stay_where_they_were_asked_for() -> None:
    assert early(("chunk/0", 0, 100), ("edit/0/0", 100, 21), ("chunk/1", 25, 96)) == [0, 0, 0]
    assert early(("chunk/0", 0, 121), ("edit/0/1", 25, 10), ("chunk/1", 35, 86)) == [0, 0, 0]
