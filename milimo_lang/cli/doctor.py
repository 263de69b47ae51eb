"""Say what this machine can do: versions, codecs, cores, memory, space, and whether models can run.

Exit 0 when the built-in renderer can make a film here, 4 when it cannot.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milimo_lang import __version__
from milimo_lang.cli.amounts import byte_size
from milimo_lang.cli.exits import Exit
from milimo_lang.cli.loading import unloadable
from milimo_lang.cli.storing import store_of
from milimo_lang.cli.streams import Streams
from milimo_lang.cli.target import root_of

if TYPE_CHECKING:
    from milimo_runtime.devices import Device

EXAMPLE = """\
  milimo doctor"""

NEEDED = {
    "lark": "lark", "pydantic": "pydantic", "jinja2": "jinja2", "av": "av", "opencv-python-headless": "cv2",
    "pillow": "PIL", "numpy": "numpy", "rich": "rich", "imagesize": "imagesize",
}  # fmt: skip
"""The libraries by the names they are installed and loaded under."""
_AGAIN = "install it again (`pip install --force-reinstall {}`)"
VOICE = "espeakng-loader"
LEAST_SPACE = 2 * 10**9
"""Bytes of free disk below which a film may not fit."""


@dataclass(frozen=True)
class Finding:
    """One line of the examination. `good` None: worth knowing, but nothing depends on it."""

    what: str
    text: str
    good: bool | None = None


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace, streams: Streams) -> Exit:
    findings = [*_versions(), *_codecs(), *_machine(), _space(), *_letters(), _voice(), *_models()]
    marks = {True: "ok", False: "no", None: "-"}
    for finding in findings:
        streams.print(f"{marks[finding.good]:<3} {finding.what:<13} {finding.text}")
    able = all(finding.good is not False for finding in findings)
    verdict = (
        "the built-in renderer can make films here"
        if able
        else "films cannot be made here yet: see the lines marked no"
    )
    streams.print()
    streams.print(verdict)
    return Exit.OK if able else Exit.ENVIRONMENT


def _versions() -> Iterator[Finding]:
    yield Finding("milimo", __version__)
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}", True)
    for name, module in NEEDED.items():
        yield _library(name, module)


def _library(name: str, module: str) -> Finding:
    version = _version(name)
    if version is None:
        return Finding(name, "missing: install milimo again (`pip install milimo`)", False)
    try:
        importlib.import_module(module)
    except ImportError as error:
        return Finding(name, f"{version} cannot be loaded ({error}): {_AGAIN.format(name)}", False)
    return Finding(name, version, True)


def _codecs() -> Iterator[Finding]:
    try:
        from milimo_runtime.media.codecs import encoders
    except ImportError as error:
        yield Finding("codecs", f"PyAV cannot be loaded ({error}): install av again from its wheel", False)
        return
    for encoder in encoders():
        lack = "this build of PyAV cannot write them; install av again from its wheel"
        yield Finding(encoder.name, f"{encoder.writes}: {'can be written' if encoder.able else lack}", encoder.able)


def _machine() -> Iterator[Finding]:
    from milimo_runtime.devices import machine_memory
    from milimo_runtime.session import cores

    yield Finding("cores", str(cores()))
    if memory := machine_memory():
        yield Finding("memory", byte_size(memory))


def _space() -> Finding:
    store = store_of(root_of(Path.cwd() / "film.mls"))
    folder = next(path for path in (store, *store.absolute().parents) if path.is_dir())
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK)
    text = f"{byte_size(free)} free for the store at {store}"
    if not writable:
        return Finding("space", f"{folder} cannot be written; set MILIMO_CACHE to a folder of your own", False)
    return Finding("space", text + ("" if free > LEAST_SPACE else ": little"), True)


def _letters() -> Iterator[Finding]:
    try:
        from milimo_runtime.media.system_fonts import scripts_here, shapes

        here, joined = scripts_here(), shapes()
    except ImportError:
        return  # What is missing stands above.
    beside = f"; in fonts of this system {', '.join(here)}" if here else ""
    unjoined = "" if joined else "; Arabic and Indic letters are not joined, as Pillow lacks raqm or fribidi"
    yield Finding("letters", f"Latin, Greek, Cyrillic{beside}{unjoined}")


def _voice() -> Finding:
    from milimo_runtime.weights.installed import install

    version = _version(VOICE)
    return Finding("voices", f"{VOICE} {version}" if version else f"murmured: `{install('voice')}` speaks words")


def _models() -> Iterator[Finding]:
    from milimo_runtime.weights.installed import LIBRARIES, lack

    if missing := lack():
        yield Finding("models", f"{missing}; till then films are drawn by the built-in renderer")
        return
    yield Finding("models", ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    for name, told in list(unloadable(LIBRARIES).items())[:1]:  # the others load it, and cannot be loaded either
        yield Finding(name, f"{_version(name)} cannot be loaded ({told}): {_AGAIN.format(name)}")
    yield from _devices()
    yield from _weights()


def _devices() -> Iterator[Finding]:
    """What models run on, what it can, and what keeps torch from using it."""
    from milimo_runtime.devices import devices

    found = devices()
    device = found[0]
    name = device.name or device.kind
    told = [f"{len(found)} x {name}" if len(found) > 1 else name]
    if device.kind == "cpu":
        told[0] = f"no GPU that is known: {name}"
    if device.memory is not None:
        told.append(f"{byte_size(device.memory)} of memory")
    yield Finding("device", ", ".join([*told, _precisions(device)]))
    build = (_version("torch") or "").partition("+")[2]
    if device.kind.startswith("cuda") and build == "cpu":
        remedy = "install the one for CUDA (pytorch.org/get-started), or set MILIMO_DEVICE=cpu"
        yield Finding("torch", f"{_version('torch')} is built for the processor alone: {remedy}")


def _precisions(device: Device) -> str:
    """In which precisions `device` runs models."""
    if device.kind == "cpu":
        return "float32"
    if not device.kind.startswith("cuda"):
        return "bf16; no fp8"
    if device.capability is not None and device.capability < (8, 0):
        return "bf16, but slowly: it has none of its own"
    return "bf16; fp8 where it is asked for"


def _weights() -> Iterator[Finding]:
    """Which models are here, and what the device makes of them."""
    from milimo_runtime.backend import Unavailable
    from milimo_runtime.devices import devices, machine_memory
    from milimo_runtime.weights import MODELS, catalog
    from milimo_runtime.weights.fit import verdict, wants, whole
    from milimo_runtime.weights.locate import find
    from milimo_runtime.weights.precision import precision_for

    device, own = devices()[0], machine_memory() or 0
    for model in MODELS.values():
        try:
            located = find(model.family)
            if located is not None and not whole(located):
                lacking = f"`milimo models where {model.family}` says what is missing"
                wrong = [located.troubles[name].message for name in catalog.NEEDED if name in located.troubles]
                yield Finding(model.family, f"here in part: {wrong[0] if wrong else lacking}")
                continue
            wanted = wants(model, located, precision_for(device.kind))
            here = f"{byte_size(located.size)} here" if located is not None else "not here"
            said = verdict(wanted, device.memory or own, own)
            yield Finding(model.family, f"{here}; {byte_size(wanted.whole)} at work: {said}")
        except Unavailable as trouble:
            yield Finding(model.family, str(trouble))


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
