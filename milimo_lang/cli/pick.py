"""Pick the take of a shot that is in the film.

The pick is written into milimo.lock at the project's root; the next build cuts it in. Where a shot's own text says
pick:, that counts, and nothing is written. When what the shot says changes later, the pick is stale: the take is made
anew from the same seed, and every build says so until it is picked again. --keep holds the very picture that was
picked, whatever its shot says by then. `milimo takes` lists what there is to pick.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from milimo_lang.cli.amounts import moment
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.storing import store_argument
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import film_arguments

if TYPE_CHECKING:
    from milimo_lang.cli.picking import Scene
    from milimo_lang.ir.lock import Held
    from milimo_runtime.session import ShotTake

EXAMPLE = """\
  milimo pick film.mls 2A 3
  milimo pick film.mls 2A 3 --keep
  milimo pick film.mls 2A --clear"""


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("shot", metavar="SHOT", help="the shot's slate or id")
    parser.add_argument("take", metavar="N", nargs="?", help="the take's number, or its name in `milimo takes`")
    parser.add_argument("--keep", action="store_true", help="hold this very picture, whatever the shot says by now")
    parser.add_argument("--clear", action="store_true", help="pick nothing: take 1 is in the film")
    store_argument(parser)


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.picking import scene

    if args.clear == (args.take is not None) or (args.clear and args.keep):
        raise Stop("pick wants the number of a take, or --clear", "`milimo pick film.mls 2A 3`")
    on = scene(args)
    if args.clear:
        cleared = on.write(None)
        streams.print(
            f"nothing is picked of shot {on.shot.slate} any more"
            if cleared
            else f"nothing was picked of {on.shot.slate}"
        )
        return Exit.OK
    on.require_free()
    number, render = _meant(args.take, on)
    if args.keep:
        render = render or _to_keep(on, number)
        wrote = on.write(on.picked(number, render, held_of(on, render)))
        done = f"take {number} of shot {on.shot.slate} is kept as it was made {moment(render.when)}"
    else:
        now = on.now(number)
        if render is not None and (now is None or render.key != now.key):
            raise Stop(
                f"{args.take} was made of other words than shot {on.shot.slate} has now",
                f"`milimo pick {on.target.typed} {args.shot} {args.take} --keep` holds that picture",
            )
        wrote = on.write(on.picked(number, now))
        after = "" if now is not None else ", and made by the next build"
        done = f"take {number} of shot {on.shot.slate} is picked{after}"
    streams.print(done if wrote else f"{done}: so it was already")
    return Exit.OK


def _meant(text: str, on: Scene) -> tuple[int, ShotTake | None]:
    """The take that is called `text`: by its number, or by the name of one of its pictures."""
    if text.isdecimal() and len(text) < 4:
        on.require_take(int(text))
        return int(text), None
    named = [take for take in on.made.takes if take.key.startswith(text.lower()) and len(text) >= 4]
    if len(named) != 1:
        few = "no picture" if not named else "several pictures"
        raise Stop(f"shot {on.shot.slate} has {few} called {text}", f"`milimo takes {on.target.typed} {on.args.shot}`")
    return named[0].number, named[0]


def _to_keep(on: Scene, number: int) -> ShotTake:
    """The picture that was picked, where its words have changed; else the newest of take `number`. Raises `Stop`."""
    there = [take for take in on.made.takes if take.number == number and take.there]
    before = on.pick
    if before is not None and before.take == number and before.key:
        was = next((take for take in there if take.key == before.key), None)
        if was is None:
            raise Stop(
                f"the picture of take {number} that was picked is not in the store any more",
                f"build, and look at the one that is made: `milimo pick {on.target.typed} {on.args.shot} {number}`",
            )
        return was
    if not there:
        raise Stop(f"take {number} of shot {on.shot.slate} was not made yet: there is nothing to keep", "build first")
    return on.now(number) or there[-1]


def held_of(on: Scene, take: ShotTake) -> Held:
    """What the lock says of a picture that is kept."""
    from milimo_lang.ir.lock import Held
    from milimo_runtime.keys import read_preimage

    record = on.session.store.lookup(take.key)
    if record is None:
        raise Stop(f"the picture of take {take.number} is not in the store any more", "build, and pick again")
    pre = read_preimage(on.session.store.preimage(take.key), take.key)
    body = pre.body if pre is not None else {}
    width, _, height = take.size.partition("x")
    rate = on.plan.film.rate
    return Held(
        content=take.sha256,
        width=int(width),
        height=int(height),
        rate=str(body.get("rate", f"{rate.numerator}/{rate.denominator}")),
        frames=int(body.get("frames", take.frames)),
        handle=int(body.get("handle", 0)),
        body=take.body,
        sounds="sound" in record.outputs,
    )
