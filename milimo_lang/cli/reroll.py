"""Ask for another take of a shot: the next seed.

It is written into milimo.lock as the shot's pick; the next build makes it and cuts it in. Older takes stay: `milimo
takes` lists them, `milimo pick` takes one back.
"""

from __future__ import annotations

import argparse

from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.storing import store_argument
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import film_arguments

EXAMPLE = """\
  milimo reroll film.mls 2A && milimo build film.mls"""


def arguments(parser: argparse.ArgumentParser) -> None:
    film_arguments(parser)
    parser.add_argument("shot", metavar="SHOT", help="the shot's slate or id")
    store_argument(parser)


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    from milimo_lang.cli.picking import scene

    on = scene(args)
    on.require_free()
    if on.made.drawn:
        raise Stop(
            f"shot {on.shot.slate} is drawn, not filmed: there is no chance in it, and its takes look alike",
            "change its words; or film it with a model",
        )
    number = max(on.numbers(), default=0) + 1
    if number > 99:
        raise Stop(f"shot {on.shot.slate} has 99 takes, and more cannot be told apart", "give it another seed:")
    pick = on.picked(number, None)
    on.write(pick)
    streams.print(f"take {number} of shot {on.shot.slate}, seed {pick.seed}, is picked; the next build makes it")
    return Exit.OK
