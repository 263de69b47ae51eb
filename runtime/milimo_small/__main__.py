"""The command line: `python -m milimo_small vae|transformer|show`."""

import argparse
import sys
from pathlib import Path

import torch

from milimo_small import film, show, vae
from milimo_small.pace import Clock


def main(arguments: list[str]) -> None:
    options = _parser().parse_args(arguments)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_float32_matmul_precision("high")
    torch.backends.cudnn.allow_tf32 = True
    match options.command:
        case "vae":
            lessons = vae.REHEARSAL if options.rehearse else vae.COURSE
            vae.train(lessons, Clock(options.seconds), options.out, device, _say)
        case "transformer":
            course = film.REHEARSAL if options.rehearse else film.COURSE
            clock = Clock(options.seconds)
            film.train(course, clock, options.vae, options.out, options.resume, device, _say)
        case _:
            show.show(options.folder, options.sheet, show.Take(), device, _say)


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="milimo_small", description="Train a small LTX-2 on a little world.")
    commands = parser.add_subparsers(dest="command", required=True)
    training = argparse.ArgumentParser(add_help=False)
    training.add_argument("--seconds", type=float, required=True, help="how long to train")
    training.add_argument("--out", type=Path, required=True, help="the folder to write")
    training.add_argument("--rehearse", action="store_true", help="two steps with narrow parts: to see it run")
    commands.add_parser("vae", parents=[training], help="train the video VAE")
    transformer = commands.add_parser("transformer", parents=[training], help="train all the rest")
    transformer.add_argument("--vae", type=Path, required=True, help="the folder of the finished VAE")
    transformer.add_argument("--resume", type=Path, help="a folder written before, to go on from")
    showing = commands.add_parser("show", help="film a few sentences")
    showing.add_argument("folder", type=Path)
    showing.add_argument("sheet", type=Path, help="the contact sheet to write, .png")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
