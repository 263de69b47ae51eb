"""The store: what was made, by key; its bytes, by content.

    ac/KK/KEY         one record for each thing made           pre/KK/KEY   what the key was computed from
    cas/DD/DIGEST     the bytes, named by their sha256         last/FILM    the keys of a film's last build
    tmp/RUN/          what a running build is writing          journal/RUN.jsonl   what each build did
    locks/KK/KEY      held while a key is being made           quarantine/  what was found damaged
    pins/KEY          what `gc` may never let go               claims/FILM  what its project's lock names (`claims.py`)
    takes/FILM/       every render of a film's shots, with seed and words (`ledger.py`)
    manifests/        what a film's last build read and wrote, kept by the command line to end early when nothing
                      changed; to be lost without harm
    lease             shared by running builds, held alone by `gc`
    rates             how long units took, by their sort; to be lost without harm
    shown/DD/DIGEST-WHAT   small pictures and waveforms of blobs (`aside.py`); to be lost without harm

A record is written after its blobs are durable, so a record that reads well names blobs that were whole.
Every read checks: the record's checksum, the blobs' sizes, and the bytes themselves when they are used. What
fails is moved to `quarantine/`, a warning is given and the thing is made again.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from milimo_runtime import fingerprint
from milimo_runtime.store import disk, ground
from milimo_runtime.store.locks import Lock, lone_lock, shared_lock, try_lock
from milimo_runtime.store.records import Damaged, Output, Record, read_record
from milimo_runtime.store.sweeping import remove_tree, sweep

_TOUCH_AFTER = 3600.0  # a hit marks a record as used at most once an hour; `gc` needs no finer order

_serial = itertools.count()


@dataclass(frozen=True, slots=True)
class Made:
    """A finished output still in the scratch folder: its path, and its content as hashed and synced by its maker."""

    path: Path
    sha256: str
    size: int
    frames: int | None = None


@dataclass(frozen=True)
class Run:
    """A running build's place in the store: its name and its scratch folder, both gone after it."""

    name: str
    scratch: Path


class Store:
    """The store at `path`. Nothing is created before the first `running` or `put`.

    `warn` is given a sentence whenever something damaged was put aside.
    """

    def __init__(self, path: Path, warn: Callable[[str], None] = lambda _: None) -> None:
        self.path = path
        self.warn = warn
        self._records, self._blobs = os.fspath(path / "ac"), os.fspath(path / "cas")
        self._verified: dict[str, fingerprint.Signature] = {}

    # ------------------------------------------------------------ where things lie

    def record_path(self, key: str) -> Path:
        return Path(self.record_name(key))

    def record_name(self, key: str) -> str:
        return f"{self._records}/{key[:2]}/{key}"  # a thousand of these a build: strings, not Paths

    def blob_path(self, digest: str) -> Path:
        return self.path / "cas" / digest[:2] / digest

    def preimage_path(self, key: str) -> Path:
        return self.path / "pre" / key[:2] / key

    # ------------------------------------------------------------ reading

    def peek(self, key: str) -> Record | None:
        """The record of `key` if everything it names is there, without changing anything. Raises `Damaged`."""
        path = self.record_name(key)
        try:
            record = read_record(disk.read_whole(path), key)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._unreadable(error, path) from error
        for name, output in record.outputs.items():
            self._check_size(name, output)
        return record

    def lookup(self, key: str) -> Record | None:
        """The record of `key`, or None. A damaged one is put aside with a warning and counts as none."""
        try:
            record = self.peek(key)
        except Damaged as damage:
            self.set_aside(self.record_path(key), f"a record of the store is damaged ({damage}); made again")
            return None
        if record is not None:
            self.mark_used(key)
        return record

    def blob(self, output: Output) -> Path:
        """The file that holds `output`, its bytes hashed once a process. Raises `Damaged`, having put it aside."""
        path = self.blob_path(output.sha256)
        try:
            signature = fingerprint.signature(path)
            if self._verified.get(output.sha256) != signature:
                if fingerprint.digest(path) != (output.sha256, output.size):
                    raise Damaged("its bytes have changed")
                self._verified[output.sha256] = signature
        except (FileNotFoundError, NotADirectoryError):
            raise Damaged("a file of it is missing") from None
        except OSError as error:
            raise self._unreadable(error, path) from error
        except Damaged as damage:
            self.set_aside(path, f"a file of the store is damaged ({damage}); made again")
            raise
        return path

    def _check_size(self, name: str, output: Output) -> None:
        path = f"{self._blobs}/{output.sha256[:2]}/{output.sha256}"
        try:
            status = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            raise Damaged(f"its {name} is missing") from None
        except OSError as error:
            raise self._unreadable(error, path) from error
        if not stat.S_ISREG(status.st_mode):
            raise Damaged(f"its {name} is no file")
        if status.st_size != output.size:
            raise Damaged(f"its {name} is cut short or grown")

    def _unreadable(self, error: OSError, path: Path | str) -> Damaged | disk.DiskTrouble:
        """What cannot be read for its own sake is damage and heals by making again; anything else stops the build."""
        match error.errno:
            case errno.EIO:
                return Damaged("the disk cannot read it")
            case errno.EISDIR:
                return Damaged("it is a folder")
            case errno.ELOOP:
                return Damaged("it is a link")
            case number:
                return disk.trouble(number, path)

    def mark_used(self, key: str) -> None:
        """Note that the record of `key` was of use, for `gc`."""
        path = self.record_name(key)
        with suppress(OSError):  # a store that cannot be written to can still be read from
            if time.time() - os.stat(path).st_mtime > _TOUCH_AFTER:  # noqa: PTH116
                os.utime(path)

    def preimage(self, key: str) -> bytes | None:
        """What `key` was computed from, if it was kept. The caller checks it against the key."""
        try:
            return disk.read_whole(self.preimage_path(key))
        except OSError:
            return None

    # ------------------------------------------------------------ writing

    def put(self, run: Run, key: str, kind: str, made: Mapping[str, Made], seconds: float, preimage: bytes) -> Record:
        """Take the finished outputs of `key` in: blobs, then what the key came from, the record last."""
        for output in made.values():
            blob = self.blob_path(output.sha256)
            self._clear(blob)
            disk.move_in(output.path, blob)
            with disk.explained(blob):
                self._verified[output.sha256] = fingerprint.signature(blob)
        self.write(run, self.preimage_path(key), preimage, durable=False)
        outputs = {name: Output(o.sha256, o.size, o.frames) for name, o in made.items()}
        record = Record(key, kind, outputs, round(seconds, 4))
        self.write(run, self.record_path(key), record.write())
        return record

    def write(self, run: Run, path: Path, data: bytes, *, durable: bool = True) -> None:
        """Put `data` at `path`, a file of the store, in one step. Not `durable`: a crash may take it away again."""
        self._clear(path)
        disk.write_whole(path, data, self.scratch_name(run), durable=durable)

    def scratch_name(self, run: Run) -> Path:
        """A free name in the run's scratch folder, on the store's own file system."""
        return run.scratch / f"{next(_serial)}"

    def set_aside(self, path: Path, warning: str) -> None:
        """Move what is damaged out of the way, into quarantine, and say so. Raises `DiskTrouble`."""
        aside = self.path / "quarantine" / f"{path.name}.{time.time_ns()}"
        try:
            disk.make_directory(aside.parent)
            with suppress(FileNotFoundError):
                path.replace(aside)
        except OSError as error:
            said, remedy = disk.sentence(error.errno or 0)
            raise disk.DiskTrouble(f"{path} is damaged and cannot be put aside: {said}", remedy) from error
        self.warn(warning)

    def _clear(self, path: Path) -> None:
        """Put aside a folder that stands where the file `path` is to be written."""
        if path.is_dir() and not path.is_symlink():
            self.set_aside(path, f"a folder stood in the store where a file belongs, {path.name}; put aside")

    # ------------------------------------------------------------ builds beside each other

    def making(self, key: str) -> Lock | None:
        """The right to make `key`, or None while a living process has it. Look it up again once you hold it."""
        path = self.path / "locks" / key[:2] / key
        self._clear(path)
        return try_lock(path)

    @contextmanager
    def running(self) -> Iterator[Run]:
        """Hold the lease of a running build, and a scratch folder that is removed at the end."""
        self._found()
        lease = shared_lock(self.path / "lease")
        name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{os.getpid()}-{next(_serial)}"
        scratch = self.path / "tmp" / name
        held: Lock | None = None
        try:
            self._furnish()
            held = lone_lock(self.path / "tmp" / f"{name}.lock")  # another build may just be looking whether we live
            with disk.explained(self.path):
                disk.make_directory(scratch)
                sweep(self.path)
            yield Run(name, scratch)
        finally:
            remove_tree(scratch)
            if held is not None:
                held.release(remove=True)
            lease.release()

    def check(self) -> None:
        """Make sure that what is at the path is a store, or may become one: things will be removed in it.

        A cache set to a file or to somebody's home folder, and a link in a project that leads there, end here.
        Nothing is created or changed. Raises `DiskTrouble`.
        """
        ground.check(self.path)

    def _found(self) -> None:
        """Make the folder of the store, and tell what it is."""
        self.check()
        with disk.explained(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            disk.make_directory(self.path)
            for name, data in (("CACHEDIR.TAG", ground.TAG), (".gitignore", b"*\n")):  # the tag first: it makes a store
                disk.sweep_parts(self.path / name)
                self._clear(self.path / name)
                if not (self.path / name).exists():
                    scratch = self.path / f".{name}.{next(_serial)}.{os.getpid()}.part"
                    disk.write_whole(self.path / name, data, scratch)
            self._clear(self.path / "lease")

    def _furnish(self) -> None:
        """Make the folders in it. The lease is held: `gc` takes none of them away meanwhile."""
        with disk.explained(self.path):
            for folder in ground.FOLDERS:
                disk.make_directory(self.path / folder)
            for entry in ground.shared_out(self.path):
                if not entry.is_dir():
                    warning = f"a file stood in the store where a folder belongs, {entry.name}; put aside"
                    self.set_aside(Path(entry.path), warning)
