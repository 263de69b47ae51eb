"""Every call that changes what lies under some folders, made through one gate: counted, refused, cut short, recorded.

The calls are those of `os`, and `open` for writing, wherever Python code makes them: the store's, the journal's, the
command line's and the makers' (which here run in the same process).
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

_BY_PATH = ("unlink", "remove", "rmdir", "mkdir", "chmod", "utime", "symlink", "truncate")
_BY_TWO_PATHS = ("replace", "rename", "link")
_BY_HANDLE = ("write", "fsync", "ftruncate", "fchmod")
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True)
class Call:
    """A call about to be made: its name, the path it changes, and for `write` its bytes, for `replace` its target."""

    name: str
    path: str
    data: bytes = b""
    target: str = ""
    handle: int = -1
    flags: int = 0


Gate = Callable[[int, Call, Callable[[], Any]], Any]
"""Given the number of a call (from 1), the call and what makes it; gives what the call gives."""


@dataclass
class Calls:
    """The calls under `roots`, each let through `gate`."""

    roots: tuple[str, ...]
    gate: Gate
    count: int = 0
    handles: dict[int, str] = field(default_factory=dict)
    real: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def holds(self, path: object) -> str | None:
        """`path` in full where it lies under the roots."""
        if isinstance(path, int):
            return self.handles.get(path)
        full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 (a link is changed, not what it leads to)
        return full if any(full == root or full.startswith(root + "/") for root in self.roots) else None

    def passed(self, call: Call, make: Callable[[], Any]) -> Any:
        self.count += 1
        return self.gate(self.count, call, make)

    # ------------------------------------------------------------ what stands for the calls

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        full = self.holds(path) if dir_fd is None else None

        def make() -> int:
            return int(self.real["open"](path, flags, mode, dir_fd=dir_fd))

        changes = full is not None and flags & _FOR_WRITING
        handle = self.passed(Call("open", str(full), flags=flags), make) if changes else make()
        if full is not None:
            self.handles[handle] = full
        return int(handle)

    def close(self, handle: int) -> None:
        self.handles.pop(handle, None)
        self.real["close"](handle)

    def by_handle(self, name: str) -> Callable[..., Any]:
        def stand_in(handle: int, *args: Any) -> Any:
            path = self.handles.get(handle)
            if path is None:
                return self.real[name](handle, *args)
            data = bytes(args[0]) if name == "write" else b""
            return self.passed(Call(name, path, data, handle=handle), lambda: self.real[name](handle, *args))

        return stand_in

    def by_path(self, name: str) -> Callable[..., Any]:
        def stand_in(path: Any, *args: Any, **options: Any) -> Any:
            full = None if options.get("dir_fd") is not None else self.holds(path)
            if full is None:
                return self.real[name](path, *args, **options)
            return self.passed(Call(name, full), lambda: self.real[name](path, *args, **options))

        return stand_in

    def by_two_paths(self, name: str) -> Callable[..., Any]:
        def stand_in(one: Any, other: Any, **options: Any) -> Any:
            full, target = self.holds(one), self.holds(other)
            if full is None and target is None:
                return self.real[name](one, other, **options)
            call = Call(name, full or os.fspath(one), target=target or os.fspath(other))
            return self.passed(call, lambda: self.real[name](one, other, **options))

        return stand_in

    def ioctl(self, handle: int, request: int, *args: Any) -> Any:
        """Sharing blocks is left out: files are copied byte by byte, so that every byte is seen."""
        if handle in self.handles:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        return self.real["ioctl"](handle, request, *args)

    def file(self, path: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        """`open` for writing, by way of the calls above."""
        if not set(mode) & set("wax+") or isinstance(path, int) or self.holds(path) is None:
            return self.real["file"](path, mode, *args, **options)
        raw = _Seen(self, path, mode.replace("t", "").replace("b", ""), options.get("opener") or self.open)
        if "b" in mode:
            return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        kept = {name: options.get(name) for name in ("encoding", "errors", "newline")}
        return io.TextIOWrapper(io.BufferedWriter(raw), **kept)


class _Seen(io.FileIO):
    """A file whose opening, writing and closing go through the gate."""

    def __init__(self, calls: Calls, path: Any, mode: str, opener: Callable[[str, int], int]) -> None:
        self._calls = calls
        super().__init__(path, mode, opener=opener)

    def write(self, data: Any) -> int:
        return int(os.write(self.fileno(), data))

    def close(self) -> None:
        if not self.closed:
            self._calls.handles.pop(self.fileno(), None)
        super().close()


@contextmanager
def through(gate: Gate, *roots: Path) -> Iterator[Calls]:
    """Let every change under `roots` through `gate`, as long as this lasts."""
    calls = Calls(tuple(str(root.absolute()) for root in roots), gate)
    stands = {"open": calls.open, "close": calls.close}
    stands |= {name: calls.by_handle(name) for name in _BY_HANDLE}
    stands |= {name: calls.by_path(name) for name in _BY_PATH}
    stands |= {name: calls.by_two_paths(name) for name in _BY_TWO_PATHS}
    calls.real = {name: getattr(os, name) for name in stands} | {"file": io.open, "ioctl": fcntl.ioctl}
    with (
        mock.patch.multiple(os, **stands),
        mock.patch.object(fcntl, "ioctl", calls.ioctl),
        mock.patch.object(io, "open", calls.file),
        mock.patch.object(builtins, "open", calls.file),
    ):
        yield calls


# ---------------------------------------------------------------- gates


def counting(_number: int, _call: Call, make: Callable[[], Any]) -> Any:
    """Let everything through."""
    return make()


def killed_at(at: int, *, torn: bool = False) -> Gate:
    """Kill this process at the call number `at`: before it, or in the middle of a write where it is `torn`."""

    def gate(number: int, call: Call, make: Callable[[], Any]) -> Any:
        if number != at:
            return make()
        if torn and call.name == "write":
            _half(call)
        elif torn:
            with suppress(OSError):
                make()
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    return gate


def failing_at(at: int, number_of_error: int, *, lasting: bool = False) -> Gate:
    """Fail the call number `at` with an errno; `lasting`: all of its sort after it too, as a full disk does.

    A write that fails has written half.
    """

    def gate(number: int, call: Call, make: Callable[[], Any]) -> Any:
        if number < at or (number > at and not (lasting and call.name in _GROWING)):
            return make()
        if call.name == "write" and number == at:
            _half(call)
        raise OSError(number_of_error, os.strerror(number_of_error), call.path)

    return gate


_GROWING = ("open", "write", "mkdir", "fsync")


def _half(call: Call) -> None:
    """Write half of what a write was to write, and take the write's place."""
    _write(call.handle, call.data[: len(call.data) // 2])


_write = os.write
