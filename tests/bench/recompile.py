"""How soon a save is answered: a film of 1,000 shots compiled again in one process, for each kind of edit.

`python tests/bench/recompile.py [SAVES]`: the milliseconds from a save to everything `check` tells, and on to the plan,
by the processor's time and by the clock; beside the same text compiled from nothing, in the same run.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from milimo_lang.compilation import Compilation
from milimo_lang.recompile import Recompiler
from milimo_lang.world import Facts, MemoryWorld

Files = dict[str, str]
SHOTS, SCENES = 1000, 100
CAST = """\
@character Mara: a woman in a red coat
@character Mara.wet: soaked to the skin
@character Tom: a tall man with silver hair
@character Ines: a girl with a satchel
@location Lamp Room: brass gears, one window
"""
HEAD = """\
Title: Thousand
Model: animatic
Size: 1280x720
Use: cast.mls

%define camera swoop
    prompt: a swoop
    draft: push 1 to 1.2

"""
MEDIA = {"a.png": Facts(1000, pixels=(1280, 720)), "theme.wav": Facts(1000, seconds=Fraction(30))}
PLACES = ("LAMP ROOM", "QUAY", "KITCHEN", "STAIRS")
LINES = (
    "wide, slow push in",
    "MS, handheld",
    "MCU, pan left",
    "close on @Tom, 14s",
    "two shot, 50mm, 16s",
    "swoop, 85mm, 15s",
)


def shot(number: int) -> str:
    """A shot with action and two speeches, no two alike; some go on, meet a picture, or are of other means."""
    more = {3: ", continue", 7: ", night"}.get(number % 10, "")
    block = {1: "\n    key 0: a.png", 4: "\n    at 1s: the lamp flickers", 8: f"\n    id: shot {number}"}.get(
        number % 10, ""
    )
    turn = {5: "> DISSOLVE TO: 8f\n\n", 9: "%sfx theme.wav, at 1s, -14 dB\n\n"}.get(number % 10, "")
    seed = f", seed {number}" if number % 3 == 0 else ""
    return (
        f"{turn}!! {LINES[number % 6]}{more}{seed}{block}\n\n"
        f"Mara walks to the window and looks at thing number {number}. Tom sits down. Rain falls on Ines.\n\n"
        f"MARA\nI counted {number} of them, Tom.\n\n"
        f"TOM\n(quietly)\nAnd what then? [[a note on {number}]]\n\n"
    )


def scene(number: int) -> str:
    default = "%set Mara.wet, 35mm\n\n" if number % 4 == 0 else ""
    shots = "".join(shot(number * SHOTS // SCENES + at) for at in range(SHOTS // SCENES))
    return f"INT. {PLACES[number % 4]} - {'NIGHT' if number % 2 else 'DAY'}\n\n{default}{shots}"


def film() -> Files:
    return {"film.mls": HEAD + "".join(map(scene, range(SCENES))), "cast.mls": CAST}


# ---------------------------------------------------------------- edits: each gives one film after the other

Edit = Callable[[Files, int, random.Random], Files]


def _text(files: Files, text: str) -> Files:
    return files | {"film.mls": text}


def a_word(files: Files, save: int, chance: random.Random) -> Files:
    number = chance.randrange(SHOTS)
    return _text(
        files, files["film.mls"].replace(f"thing number {number}.", f"thing {'x' * (save % 5 + 1)}umber {number}.", 1)
    )


def a_shot_at_the_front(files: Files, save: int, _: random.Random) -> Files:
    head, first, rest = files["film.mls"].partition("!! ")
    return _text(files, f"{head}!! wide, 3s\n\nMara waits, {save} of 9.\n\n{first}{rest}")


def a_scene_at_the_front(files: Files, save: int, _: random.Random) -> Files:
    head, first, rest = files["film.mls"].partition("INT. ")
    return _text(files, f"{head}EXT. ROAD {save} - DAY\n\n!! wide, 3s\n\nTom waits.\n\n{first}{rest}")


def a_shot_lost(files: Files, _: int, chance: random.Random) -> Files:
    parts = files["film.mls"].split("\n!! ")
    parts.pop(chance.randrange(1, len(parts)))
    return _text(files, "\n!! ".join(parts))


def a_look(files: Files, save: int, _: random.Random) -> Files:
    return files | {"cast.mls": CAST.replace("red", ("red", "blue", "green")[save % 3])}


def the_rate(files: Files, save: int, _: random.Random) -> Files:
    return _text(files, films[0]["film.mls"].replace("Use:", f"Frame rate: {10 + save % 50}\nUse:", 1))


def broken_and_mended(files: Files, save: int, chance: random.Random) -> Files:
    if save % 2:
        return films[0]
    at = films[0]["film.mls"].index("!! ", chance.randrange(len(films[0]["film.mls"]) // 2))
    return _text(
        files, films[0]["film.mls"][:at] + '!! wide, "unclosed, [[\n\n@character\n\n' + films[0]["film.mls"][at:]
    )


def a_boneyard(files: Files, save: int, chance: random.Random) -> Files:
    text = films[0]["film.mls"]
    if save % 2:
        return films[0]
    at = text.index("\n\n", chance.randrange(len(text) // 2))
    end = text.index("\n\n", at + len(text) // 3)
    return _text(files, f"{text[:at]}\n\n/*{text[at:end]}*/{text[end:]}")


EDITS: tuple[Edit, ...] = (
    a_word,
    a_shot_at_the_front,
    a_scene_at_the_front,
    a_shot_lost,
    a_look,
    the_rate,
    broken_and_mended,
    a_boneyard,
)
films = [film()]


# ---------------------------------------------------------------- measuring


def took(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the processor and of the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


def saves(edit: Edit, count: int) -> Iterator[Files]:
    chance = random.Random(0)
    files = films[0]
    for save in range(count):
        files = edit(files, save, chance)
        yield files


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(times):6.0f} {ordered[int(0.95 * (len(ordered) - 1))]:6.0f} {ordered[-1]:6.0f}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    gc.disable()  # as the command line does
    clean = [from_nothing(films[0]) for _ in range(5)]
    told, planned = (statistics.median(times) for times in zip(*clean, strict=True))
    print(f"from nothing: {told:.0f} ms to what is told, {planned:.0f} ms more to the plan (processor, median of 5)")
    print(f"{count} saves of each kind: median, 95 of 100, most, in ms; times faster than from nothing, by medians")
    print(f"{'':22}{'told: processor':>22}{'clock':>22}{'':>7}{'plan: processor':>22}{'clock':>22}")
    for edit in EDITS:
        recompiler = Recompiler("film.mls")
        first = recompiler.compile(MemoryWorld(films[0], MEDIA))
        took(partial(getattr, first, "checked"))
        took(partial(getattr, first, "plan"))
        rows: list[tuple[float, ...]] = []
        for files in saves(edit, count):
            again = recompiler.compile(MemoryWorld(files, MEDIA))
            rows.append((*took(partial(getattr, again, "checked")), *took(partial(getattr, again, "plan"))))
        cpu, clock, plan_cpu, plan_clock = (list(times) for times in zip(*rows, strict=True))
        name = edit.__name__.replace("_", " ")
        faster, sooner = told / statistics.median(cpu), planned / statistics.median(plan_cpu)
        print(
            f"{name:22}{spread(cpu):>22}{spread(clock):>22}{faster:6.1f}x"
            f"{spread(plan_cpu):>22}{spread(plan_clock):>22}{sooner:6.1f}x",
            flush=True,
        )


def from_nothing(files: Files) -> tuple[float, float]:
    """Milliseconds of the processor to what is told and on to the plan."""
    marked = {"film.mls": files["film.mls"] + f"\n[[{time.perf_counter_ns()}]]\n", "cast.mls": files["cast.mls"]}
    compilation = Compilation(MemoryWorld(marked, MEDIA), "film.mls")
    return took(lambda: compilation.checked)[0], took(lambda: compilation.plan)[0]


if __name__ == "__main__":
    main()
