"""`milimo`: finds the command, runs it, turns what the outside does wrong into a sentence and an exit code.

Imports nothing but argparse: the rest of milimo is loaded by the command that needs it.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from milimo_lang import __version__
from milimo_lang.cli.exits import Exit, Stop
from milimo_lang.cli.streams import Streams, let_go, standard

COMMANDS = {
    "new": "write a small film to start from",
    "demo": "build the bundled example",
    "build": "make the film",
    "watch": "make the film anew at every save",
    "preview": "show the film's page, with every shot",
    "check": "say what is wrong with a film",
    "fmt": "lay films out in their one form",
    "plan": "say what would be made, and why",
    "takes": "list the takes of shots",
    "pick": "choose the take that is in the film",
    "reroll": "ask for another take of a shot",
    "explain": "say where a shot comes from, or what a code means",
    "emit": "print what one stage makes of a film",
    "models": "list, fetch and verify models' weights",
    "log": "list the builds of a project, or show one",
    "cache": "look into the store, verify it, make room",
    "doctor": "say what this machine can do",
}
"""Every command and what it does, in the order of use. `milimo_lang.cli.<command>` carries it out."""

_READERS = frozenset({"check", "emit"})
"""Commands that start nothing and leave nothing to close. As a process they end without clearing their memory first,
which the system takes back anyway: with a long film that is a tenth of their time."""

_HELP = """\
milimo: a screenplay goes in, a finished film comes out

usage: milimo COMMAND ...

{commands}

  milimo COMMAND --help     the command's options, with an example
  milimo --version

start here:
  milimo new my-film
  milimo build my-film/film.mls

exit codes: 0 ok, 1 the film has errors, 2 usage, 3 some units failed, 4 this machine cannot,
            5 the store cannot be healed, 6 over budget, 70 a bug in milimo,
            130 interrupted, 143 told to end, 129 the terminal was closed
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `milimo` with `argv` (the process's arguments where None). Gives the exit code."""
    streams = standard()
    # A command lives briefly, and its trees hold no cycles: at 10,000 lines collecting costs a quarter of `check`.
    gc.disable()
    # Looking for pydantic's plug-ins reads the metadata of every installed package: 10 ms, and we want none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        code = _dispatch(list(sys.argv[1:] if argv is None else argv), streams)
        streams.out.flush()
        if argv is None and sys.argv[1:] and sys.argv[1] in _READERS:
            streams.err.flush()
            os._exit(code)
        return code
    except BrokenPipeError:
        let_go(streams)
        return Exit.OK
    except KeyboardInterrupt:
        streams.say("milimo: interrupted; what was finished is kept")
        return Exit.INTERRUPTED
    except Exception as error:
        return _ended_by(error, streams)


def parser_of(command: str, module: ModuleType) -> argparse.ArgumentParser:
    """The parser of one command, its example under its options."""
    parser = argparse.ArgumentParser(
        prog=f"milimo {command}",
        description=module.__doc__,
        epilog=f"example:\n{module.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.arguments(parser)
    return parser


def _dispatch(argv: list[str], streams: Streams) -> int:
    if not argv or argv[0] in ("-h", "--help", "help"):
        if len(argv) < 2:
            streams.out.write(_help())
            return Exit.OK
        argv = [argv[1], "--help"]
    if argv[0] in ("-V", "--version"):
        streams.print(f"milimo {__version__}")
        return Exit.OK
    if argv[0] not in COMMANDS:
        raise Stop(f"there is no command {argv[0]!r}", _did_you_mean(argv[0]))
    module = importlib.import_module(f"milimo_lang.cli.{argv[0]}")
    arguments = parser_of(argv[0], module).parse_args(argv[1:])
    return int(module.run(arguments, streams))


def _ended_by(error: Exception, streams: Streams) -> int:
    from milimo_lang.cli.outside import stop_of

    stop = stop_of(error)
    if stop is None:
        import traceback

        streams.say("".join(traceback.format_exception(error)).rstrip())
        streams.say("this is a bug in milimo; please report it with the lines above")
        return Exit.BUG
    streams.regret(stop.sentence, stop.remedy)
    return stop.code


def _help() -> str:
    width = max(map(len, COMMANDS))
    return _HELP.format(commands="\n".join(f"  {name:<{width}}  {does}" for name, does in COMMANDS.items()))


def _did_you_mean(word: str) -> str:
    import difflib

    if word.endswith((".mls", ".fountain")):
        return f"did you mean `milimo build {word}`?"
    near = difflib.get_close_matches(word, COMMANDS, 1, cutoff=0.65)
    return f"did you mean `milimo {near[0]}`?" if near else "`milimo --help` lists the commands"


if __name__ == "__main__":
    sys.exit(main())
