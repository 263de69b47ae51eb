"""What the terms of a shot say a drawing, amount by amount; those of the camera stand in `camera`.

| amount | meaning |
|---|---|
| `height` | of a standing figure, frame heights; from about 2 on the frame holds one face |
| `two` | 1: everyone stays in the frame, however close |
| `people` | how many a framing is for: where fewer are named the analysis fills it from the scene |
| `shoulder` | 1: over the shoulder of the one who is not the subject |
| `insert` | 1: an object alone, large, on a table; `cutaway` | 1: the place or an object in it, and nobody |
| `alone` | 1: nobody but the subject; `dirty` | 1: and the edge of the one who is not |
| `pov` | 1: people look at us |
| `side` | -1 to 1: where the subject stands |
| `profile` | 1: people look across the frame; `front` | 1: at us; `away` | 1: from us |
| `short` | 1: the subject looks out of the near edge of the frame |
| `near` | 1: nearer than the framing says, -1: farther |
| `horizon` | how far the horizon sinks, frame heights |
| `overhead` | 1: seen from straight above |
| `back` | 0 to 1: how dark people are against the light |
| `hard` `rim` | how deep the shadow on people is, and how bright their edge; 1 unless said |
| `blur` | 0 to 1: how soft what is behind is; `deep` | 1: all of it is sharp |
| `behind` | how large what is behind is, as a lens makes it; 1 unless said |
| `oval` | 0 to 1: how far what is blurred is drawn out upwards |

The amounts of `grade` and of `finish` stand there; one of another name is ignored.
"""

from __future__ import annotations

from milimo_lang.ir.terms import Term


def amount(terms: tuple[Term, ...], name: str, default: float = 0.0) -> float:
    """The first value a term of the shot gives `name`."""
    return next((term.draft.amounts[name][0] for term in terms if name in term.draft.amounts), default)


def total(terms: tuple[Term, ...], name: str) -> float:
    """The sum of what all terms give `name`."""
    return float(sum(term.draft.amounts[name][0] for term in terms if name in term.draft.amounts))


def totals(terms: tuple[Term, ...]) -> dict[str, float]:
    """What all terms together give each amount; the first value counts."""
    found: dict[str, float] = {}
    for term in terms:
        for name, (first, _) in term.draft.amounts.items():
            found[name] = found.get(name, 0.0) + first
    return found
