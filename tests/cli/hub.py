"""A hub on this machine: enough of its answers for its own library to list, fetch and resume from it."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "1234567890abcdef1234567890abcdef12345678"


class Hub:
    """The repositories it has: a folder each. What it was asked for is in `asked`, as (method, path, range).

    `gated` repositories want the token "agreed"; of the file called `stuck` half is sent, then `is_stuck` is set and
    nothing more comes; `down` answers 503 to everything; `sizes` are claimed for files of these names.
    """

    def __init__(self, repositories: dict[str, Path]) -> None:
        self.repositories = repositories
        self.asked: list[tuple[str, str, str]] = []
        self.gated: set[str] = set()
        self.stuck: str | None = None
        self.is_stuck = threading.Event()
        self.closing = threading.Event()
        self.down = False
        self.sizes: dict[str, int] = {}
        self.url = ""

    def environment(self, cache: Path) -> dict[str, str]:
        """Variables that make the hub's library talk to this hub, and keep what it fetches in `cache`."""
        home = str(cache.parent / "home")
        return {"HF_ENDPOINT": self.url, "HF_HUB_CACHE": str(cache), "HF_HOME": home, "HF_HUB_DISABLE_TELEMETRY": "1"}


@contextmanager
def serving(repositories: dict[str, Path]) -> Iterator[Hub]:
    hub = Hub(repositories)
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.closing.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *args: Any) -> None:
        pass

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append((self.command, path, self.headers.get("Range", "")))
        repository = next((name for name in self.hub.repositories if f"/{name}/" in f"{path}/"), None)
        if self.hub.down:
            self._say(503, {"error": "down"})
        elif repository is None:
            self._say(401, {"error": "Repository not found"}, {"X-Error-Code": "RepoNotFound"})
        elif path == f"/api/models/{repository}/auth-check":
            self._say(200, {}) if self._may(repository) else self._gated()
        elif path in (f"/api/models/{repository}", f"/api/models/{repository}/revision/main"):
            self._say(200, self._info(repository))
        elif re.fullmatch(f"/api/models/{repository}/tree/(main|{COMMIT})", path):
            self._say(200, self._tree(repository))
        elif (file := re.fullmatch(f"/{repository}/resolve/(main|{COMMIT})/(.+)", path)) is not None:
            self._file(repository, file[2], body) if self._may(repository) else self._gated()
        else:
            self._say(404, {"error": path}, {"X-Error-Code": "EntryNotFound"})

    def _may(self, repository: str) -> bool:
        return repository not in self.hub.gated or self.headers.get("Authorization") == "Bearer agreed"

    def _gated(self) -> None:
        self._say(403, {"error": "Access is restricted"}, {"X-Error-Code": "GatedRepo"})

    def _say(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _paths(self, repository: str) -> list[Path]:
        return sorted(path for path in self.hub.repositories[repository].rglob("*") if path.is_file())

    def _info(self, repository: str) -> dict[str, Any]:
        files = [(entry, {"rfilename": entry["path"], "blobId": entry["oid"]}) for entry in self._tree(repository)]
        siblings = [
            {**named, "size": entry["size"]}
            | (
                {"lfs": {"sha256": entry["lfs"]["oid"], "size": entry["size"], "pointerSize": 1}}
                if "lfs" in entry
                else {}
            )
            for entry, named in files
        ]
        return {
            "id": repository,
            "modelId": repository,
            "sha": COMMIT,
            "private": False,
            "tags": [],
            "siblings": siblings,
        }

    def _tree(self, repository: str) -> list[dict[str, Any]]:
        return [self._entry(self.hub.repositories[repository], path) for path in self._paths(repository)]

    def _entry(self, root: Path, path: Path) -> dict[str, Any]:
        data = path.read_bytes()
        git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        size = self.hub.sizes.get(path.name, len(data))
        entry = {"type": "file", "oid": git, "size": size, "path": path.relative_to(root).as_posix()}
        if path.suffix == ".safetensors":
            entry["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 1}
        return entry

    def _file(self, repository: str, name: str, body: bool) -> None:
        root = self.hub.repositories[repository]
        data = (root / name).read_bytes()
        entry = self._entry(root, root / name)
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first = int(asked[1]) if asked is not None else 0
        last = int(asked[2]) + 1 if asked is not None and asked[2] else len(data)
        sent = data[first:last]
        self.send_response(206 if asked is not None else 200)
        self.send_header("ETag", f'"{entry.get("lfs", entry)["oid"]}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(sent)))
        if asked is not None:
            self.send_header("Content-Range", f"bytes {first}-{last - 1}/{len(data)}")
        self.end_headers()
        if not body:
            return
        if name != self.hub.stuck:
            self.wfile.write(sent)
            return
        self.wfile.write(sent[: len(sent) // 2])
        self.wfile.flush()
        self.hub.is_stuck.set()
        self.hub.closing.wait()
        self.close_connection = True
