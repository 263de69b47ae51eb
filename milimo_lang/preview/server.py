"""A small web server for one person: on this machine alone, read-only, under an address nobody can guess.

It listens on 127.0.0.1 and answers to that name and its port only, so that a page of the web that has its own name
point here (DNS rebinding) is turned away. Every address begins with a random token; it stands in the path rather than
in a cookie, because cookies of 127.0.0.1 are sent to every port. A request that comes from elsewhere is refused.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from milimo_lang.preview.hub import Hub
from milimo_lang.preview.ranges import Range, asked_range
from milimo_lang.preview.resources import Resource, Resources

HOST = "127.0.0.1"
_HEARTBEAT = 15.0
"""Seconds between signs of life where there is no news."""
_PATIENCE = 30.0
"""Seconds after which a browser that neither reads nor asks is let go; it asks again when it wants more."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NOTHING = {"Content-Type": "text/plain; charset=utf-8", "Content-Security-Policy": "default-src 'none'"}
_AGAIN = b"retry: 3000\n\n"
"""Milliseconds after which a page asks again that found all lines taken."""
_LASTS = "private, max-age=31536000, immutable"
"""How long what is named after its content may be kept."""


class Server:
    """Serves `page` (the document and its security policy), what `resources` hold, and what the `hub` tells."""

    def __init__(self, page: Callable[[], tuple[bytes, str]], resources: Resources, hub: Hub, port: int = 0) -> None:
        self.page, self.resources, self.hub = page, resources, hub
        self.token = secrets.token_urlsafe(32)
        self._http = _Http((HOST, port), _handler(self))
        self.port: int = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), name="preview", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the page is; whoever knows it may see the film."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def close(self) -> None:
        """Stop serving. Pages are told before; connections that stand still are let go."""
        self.hub.close()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(2)
        self.resources.close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the midst of an answer is nothing to tell of."""


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        serves = server

    return Handler


class _Handler(BaseHTTPRequestHandler):
    serves: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "milimo", ""
    timeout = _PATIENCE
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        with suppress(ConnectionError, TimeoutError, socket.timeout):
            self._answer()

    do_HEAD = do_GET  # noqa: N815 (as the library calls it)

    def _not_allowed(self) -> None:
        self.close_connection = True
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _not_allowed  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 (as the library calls it)
        """What the library cannot read it refuses by this."""
        self.close_connection = True
        self.request_version = self.protocol_version  # where it did not come so far
        with suppress(ConnectionError, TimeoutError):
            self._refuse(HTTPStatus(code))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is the film's."""

    # ------------------------------------------------------------ who asks for what

    def _answer(self) -> None:
        if not self._is_ours():
            return self._refuse(HTTPStatus.FORBIDDEN)
        _, token, name = [*self.path.partition("?")[0].split("/", 2), "", ""][:3]
        if not hmac.compare_digest(token.encode(), self.serves.token.encode()):
            return self._refuse(HTTPStatus.NOT_FOUND)
        if name == "":
            return self._page()
        if name == "events":
            return self._events()
        found = self.serves.resources.get(name)
        return self._hand_out(found) if found is not None else self._refuse(HTTPStatus.NOT_FOUND)

    def _is_ours(self) -> bool:
        """Whether the request is meant for this server, and comes from its own page or from nowhere."""
        here = f"{HOST}:{self.serves.port}"
        hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        return hosts == [here] and origins in ([], [f"http://{here}"]) and site in ("none", "same-origin")

    # ------------------------------------------------------------ answers

    def _page(self) -> None:
        body, policy = self.serves.page()
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        self._head(HTTPStatus.OK, len(body), {**headers, "Cache-Control": "no-store"})
        self._write([body])

    def _hand_out(self, found: Resource) -> None:
        tag = f'"{found.tag}"'
        headers = {"Content-Type": found.kind, "ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": _LASTS}
        if self.headers.get("If-None-Match") == tag:
            return self._head(HTTPStatus.NOT_MODIFIED, None, headers)
        asked = self.headers.get("Range") if self.headers.get("If-Range", tag) == tag else None
        match asked_range(asked, found.size):
            case Range(first, count):
                headers["Content-Range"] = f"bytes {first}-{first + count - 1}/{found.size}"
                self._head(HTTPStatus.PARTIAL_CONTENT, count, headers)
                return self._write(found.read(first, count))
            case "unsatisfiable":
                headers["Content-Range"] = f"bytes */{found.size}"
                return self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, 0, headers)
            case _:
                self._head(HTTPStatus.OK, found.size, headers)
                return self._write(found.read(0, found.size))

    def _events(self) -> None:
        if self.command == "HEAD":
            return self._head(HTTPStatus.OK, None, {"Content-Type": "text/event-stream"})
        self.close_connection = True
        line = self.serves.hub.listen()
        stream = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        if line is None:  # refused, a browser would never ask again
            self._head(HTTPStatus.OK, len(_AGAIN), {**stream, "Connection": "close"})
            return self._write([_AGAIN])
        try:
            self._head(HTTPStatus.OK, None, stream)
            self.wfile.write(b"retry: 500\n\n")
            for news in line.news(_HEARTBEAT):
                told = "".join(f"event: {topic}\ndata: {text}\n\n" for topic, text in news)
                self.wfile.write(told.encode() or b": here\n\n")
        finally:
            self.serves.hub.leave(line)

    def _refuse(self, status: HTTPStatus, more: dict[str, str] | None = None) -> None:
        body = f"{status.phrase}\n".encode()
        self._head(status, len(body), {**_NOTHING, **(more or {})})
        self._write([body])

    def _head(self, status: HTTPStatus, length: int | None, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, **headers}.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        elif self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _write(self, pieces: Iterator[bytes] | list[bytes]) -> None:
        if self.command == "HEAD":
            return
        try:
            for piece in pieces:
                self.wfile.write(piece)
        except OSError:
            self.close_connection = True  # what was promised cannot be kept
            raise ConnectionError from None
