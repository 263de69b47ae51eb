"""Budgets and prices as they are written: `10m`, `1h30m`, `$5`; `2.50`, `$2.50` an hour of a GPU."""

from __future__ import annotations

import argparse
import os
import re
from typing import TYPE_CHECKING

from milimo_lang.cli.exits import Stop

if TYPE_CHECKING:
    from milimo_runtime.estimates import Budget, Price

PRICE = "MILIMO_PRICE"

_TIME = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?:in)?)?(?:(\d+(?:\.\d+)?)s)?")
_MONEY = re.compile(r"([^\d\s.,-]{0,4}) ?(\d+(?:\.\d+)?)")


def price_argument(parser: argparse.ArgumentParser) -> None:
    """`--price AMOUNT`."""
    parser.add_argument(
        "--price",
        metavar="AMOUNT",
        type=_amount,
        help=f"what an hour of a GPU costs, such as 2.50 or $2.50, to tell what a build costs (default: ${PRICE})",
    )


def budget_argument(parser: argparse.ArgumentParser) -> None:
    """`--budget MOST`."""
    parser.add_argument(
        "--budget",
        metavar="MOST",
        type=_budget,
        help="what the build may take: 10m, 1h30m, or with a price $5; when it is used up nothing more is begun",
    )


def price_of(args: argparse.Namespace) -> Price | None:
    """The price of an hour: the one asked for, else the environment's. Raises `Stop`."""
    from milimo_runtime.estimates import Price

    asked = args.price
    if asked is None and (named := os.environ.get(PRICE)):
        try:
            asked = _amount(named)
        except argparse.ArgumentTypeError as error:
            raise Stop(f"{PRICE} is wrong: {error}", f"set it to 2.50 or $2.50, or unset {PRICE}") from error
    return Price(asked[1], asked[0]) if asked is not None else None


def budget_of(args: argparse.Namespace) -> Budget | None:
    """The budget that was asked for. Raises `Stop` for money without a price, or in another currency."""
    from milimo_runtime.estimates import Budget

    if args.budget is None:
        return None
    text, seconds, money = args.budget
    if money is None:
        return Budget(text, seconds)
    price = price_of(args)
    if price is None:
        raise Stop(f"a budget of {text} needs a price", f"say what an hour costs: --price 2.50, or set {PRICE}")
    if price.currency != money[0]:
        raise Stop(f"the budget is {text} and the price {price}", "write both in the same currency")
    return Budget(text, 0.0, money[1], price)


def jobs_argument(parser: argparse.ArgumentParser) -> None:
    """`--jobs N`."""
    parser.add_argument("--jobs", metavar="N", type=_jobs, help="units made at once (default: one a core)")


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of jobs from 1 to 1024")
    return int(text)


def _budget(text: str) -> tuple[str, float, tuple[str, float] | None]:
    """How it is written, and the seconds or the money it means. Raises `argparse.ArgumentTypeError`."""
    if text and (found := _TIME.fullmatch(text)):
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        if whole := hours * 3600 + minutes * 60 + seconds:
            return text, whole, None
    found = _MONEY.fullmatch(text)
    if found and found[1] and float(found[2]) > 0:
        return text, 0.0, (found[1], float(found[2]))
    raise argparse.ArgumentTypeError(f"{text!r} is no budget: write 10m, 1h30m or 90s, or $5 where there is a price")


def _amount(text: str) -> tuple[str, float]:
    """Currency and amount. Raises `argparse.ArgumentTypeError`."""
    found = _MONEY.fullmatch(text)
    if found is None or float(found[2]) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no price: write 2.50 or $2.50")
    return found[1], float(found[2])
