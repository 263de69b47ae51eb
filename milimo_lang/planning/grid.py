"""Which lengths a model can make, in frames: the grid that chunk and overlap lengths are laid on.

A model of temporal stride s makes s*k + 1 frames: latent 0 is frame 0, latent l >= 1 is frames s(l-1)+1 … s*l.
q latents at the head of a generation are e = s(q-1)+1 frames.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """What lengths a model makes. Every field is in frames, `latents` apart.

    `latents` (q) are handed over between stretches and mean `overlap` (e) frames. `longest` and `shortest`
    bound a stretch; those that hand on keep to `align`*k + 1 and to `longest_aligned`, the last to `stride`*k
    + 1.
    """

    stride: int
    align: int
    longest: int
    shortest: int
    latents: int

    @property
    def overlap(self) -> int:
        return overlap_of(self.latents, self.stride)

    @property
    def longest_aligned(self) -> int:
        return down(self.longest, self.align)

    @property
    def shortest_joined(self) -> int:
        """No stretch of several is shorter: each adds at least a stride."""
        return max(self.shortest, self.overlap + self.stride)

    @property
    def shortest_aligned(self) -> int:
        return up(self.shortest_joined, self.align)


def grid(
    *, stride: int, chunk: int, overlap: int, shortest: int = 1, align: int = 1, context: int = 10**9
) -> tuple[Grid, tuple[str, ...]]:
    """The legal grid nearest to what is asked, and a sentence for each number that had to give way.

    `chunk` and `overlap` are frames as the writer says them; a length off the grid is rounded down, an
    overlap up to whole latents, one at least: q = ceil((overlap - 1) / stride) + 1.
    """
    said: list[str] = []
    asked = min(chunk, context)
    longest = max(down(asked, stride), stride + 1)
    if longest > asked:
        said.append(f"pieces of {asked} frames are too short for this model; they are made {longest}")
    coarse = stride * -(-align // stride)
    if longest < coarse + 1:
        coarse = stride
    usable = down(longest, coarse)
    latents = max(1, -(-(overlap - 1) // stride) + 1)
    room = (usable - coarse - 1) // stride + 1
    if latents > room:
        fitting = overlap_of(room, stride)
        said.append(f"an overlap of {overlap} leaves pieces of {longest} nothing new; it is made {fitting}")
        latents = room
    least = up(shortest, stride)
    if least > usable:
        said.append(f"pieces of {longest} frames are shorter than this model's shortest, {least}")
        least = usable
    return Grid(stride, coarse, longest, least, latents), tuple(said)


def overlap_of(latents: int, stride: int) -> int:
    """Frames that `latents` latents mean at the head of a generation."""
    return stride * (latents - 1) + 1


def down(frames: int, step: int) -> int:
    """The longest step*k + 1 within `frames`."""
    return (frames - 1) // step * step + 1


def up(frames: int, step: int) -> int:
    """The shortest step*k + 1 that holds `frames`."""
    return -(-(frames - 1) // step) * step + 1


def finer(first: int, count: int, times: int) -> tuple[int, int]:
    """The latents (first, count) of a stride that mean the same frames where the stride is `times` as short.

    At the head of a generation a first latent means one frame: so twice as fine, 4 latents are 7.
    """
    return first * times, (count - 1) * times + 1
