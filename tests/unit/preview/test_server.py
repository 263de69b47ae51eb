"""The preview's server lets in its own page and nobody else, and hands out what was put there and nothing else."""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from milimo_lang.preview.hub import Hub
from milimo_lang.preview.resources import Resources, take_name
from milimo_lang.preview.server import HOST, Server

FILM = bytes(range(256)) * 400


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(lambda: (b"<p>the page</p>", "default-src 'none'"), Resources(), Hub())
    yield made
    made.close()


@pytest.fixture
def film(server: Server, tmp_path: Path) -> str:
    """A film's name at the server."""
    path = tmp_path / "film.mp4"
    path.write_bytes(FILM)
    return server.resources.film(path, hashlib.sha256(FILM).hexdigest())


def ask(
    server: Server, path: str | None = None, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    connection.request(
        method,
        f"/{server.token}/" if path is None else path,
        headers={k.replace("_", "-"): v for k, v in headers.items()},
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_the_page_is_served_under_the_token(server: Server) -> None:
    answer, body = ask(server)
    assert (answer.status, body) == (200, b"<p>the page</p>")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server._http.socket.getsockname()[0] == "127.0.0.1"
    assert len(server.token) >= 43


@pytest.mark.parametrize("path", ["/", "/wrong/", "//", "/events", "/film/x", ""])
def test_without_the_token_there_is_nothing(server: Server, path: str) -> None:
    answer, body = ask(server, path or "/x")
    assert (answer.status, body) == (404, b"Not Found\n")


def test_another_name_for_this_machine_is_turned_away(server: Server) -> None:
    for host in ("evil.example", f"evil.example:{server.port}", f"localhost:{server.port}", "127.0.0.1", f"{HOST}:1"):
        assert ask(server, Host=host)[0].status == 403, host


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
    {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
])  # fmt: skip
def test_a_request_of_another_page_is_turned_away(server: Server, headers: dict[str, str]) -> None:
    assert ask(server, **headers)[0].status == 403


def test_its_own_page_is_let_in(server: Server) -> None:
    own = {"Origin": f"http://{HOST}:{server.port}", "Sec_Fetch_Site": "same-origin"}
    assert ask(server, **own)[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(server: Server, method: str) -> None:
    answer, _ = ask(server, method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "..%2f..%2fetc/passwd", "/etc/passwd", "film/../../etc/passwd", "picture/", "film/%00", "film",
])  # fmt: skip
def test_no_path_of_an_address_reaches_the_disk(server: Server, film: str, name: str) -> None:
    assert ask(server, f"/{server.token}/{name}")[0].status == 404


def test_a_range_of_the_film_is_that_range(server: Server, film: str) -> None:
    path = f"/{server.token}/{film}"
    for asked, first, end in [
        ("bytes=0-99", 0, 100),
        ("bytes=1000-", 1000, len(FILM)),
        ("bytes=-10", len(FILM) - 10, len(FILM)),
    ]:
        answer, body = ask(server, path, Range=asked)
        assert (answer.status, body) == (206, FILM[first:end])
        assert answer.headers["Content-Range"] == f"bytes {first}-{end - 1}/{len(FILM)}"
    assert ask(server, path, Range=f"bytes={len(FILM)}-")[0].status == 416
    assert ask(server, path, Range="lines=1-2")[1] == FILM


def test_a_range_of_another_film_is_all_of_this_one(server: Server, film: str) -> None:
    path = f"/{server.token}/{film}"
    tag = ask(server, path, "HEAD")[0].headers["ETag"]
    assert ask(server, path, Range="bytes=0-9", If_Range=tag)[0].status == 206
    answer, body = ask(server, path, Range="bytes=0-9", If_Range='"another"')
    assert (answer.status, body) == (200, FILM)
    assert ask(server, path, If_None_Match=tag)[0].status == 304


def test_films_of_takes_are_those_of_the_cut_and_of_the_one_before(server: Server, tmp_path: Path) -> None:
    (tmp_path / "blob").write_bytes(FILM)
    (tmp_path / "link").symlink_to(tmp_path / "blob")
    first, lost, link = take_name("1" * 64, "picture"), take_name("2" * 64, "sound"), take_name("3" * 64, "sound")
    taken = {first: tmp_path / "blob", lost: tmp_path / "lost", link: tmp_path / "link"}
    server.resources.takes(taken)
    answer, body = ask(server, f"/{server.token}/{first}", Range="bytes=10-19")
    assert (answer.status, body, answer.headers["Content-Type"]) == (206, FILM[10:20], "video/mp4")
    for name in (lost, link, "take/" + "4" * 32 + ".mp4", "take/../blob", "take/blob"):
        assert ask(server, f"/{server.token}/{name}")[0].status == 404, name
    server.resources.takes({})
    assert ask(server, f"/{server.token}/{first}")[0].status == 200
    server.resources.takes({})
    assert ask(server, f"/{server.token}/{first}")[0].status == 404


def test_a_film_that_is_replaced_on_the_disk_stays_what_it_was(server: Server, film: str, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    other.write_bytes(b"another film")
    os.replace(other, tmp_path / "film.mp4")  # noqa: PTH105 (as a build puts it there)
    assert ask(server, f"/{server.token}/{film}")[1] == FILM
    fresh = server.resources.film(tmp_path / "film.mp4", hashlib.sha256(b"another film").hexdigest())
    assert fresh != film
    assert ask(server, f"/{server.token}/{fresh}")[1] == b"another film"


def test_films_that_nobody_plays_any_more_are_let_go(server: Server, film: str, tmp_path: Path) -> None:
    for number in range(3):
        server.resources.film(tmp_path / "film.mp4", f"{number}" * 64)
    assert ask(server, f"/{server.token}/{film}")[0].status == 404


def test_a_head_has_no_body(server: Server, film: str) -> None:
    answer, body = ask(server, f"/{server.token}/{film}", "HEAD")
    assert (answer.headers["Content-Length"], body) == (str(len(FILM)), b"")


def events(server: Server) -> socket.socket:
    line = socket.create_connection((HOST, server.port), 10)
    line.sendall(f"GET /{server.token}/events HTTP/1.1\r\nHost: {HOST}:{server.port}\r\n\r\n".encode())
    return line


def until(line: socket.socket, wanted: bytes) -> bytes:
    got = b""
    line.settimeout(10)
    while wanted not in got:
        part = line.recv(4096)
        assert part, got
        got += part
    return got


def test_a_page_that_comes_late_hears_the_latest_of_everything(server: Server) -> None:
    server.hub.tell("making", "1")
    server.hub.tell("making", "2")
    server.hub.tell("cut", "7")
    with events(server) as line:
        got = until(line, b"event: cut\ndata: 7\n\n")
        assert b"event: making\ndata: 2\n\n" in got
        assert b"data: 1\n" not in got
        server.hub.tell("cut", "8")
        until(line, b"event: cut\ndata: 8\n\n")


def test_a_page_that_finds_all_lines_taken_asks_again(tmp_path: Path) -> None:
    server = Server(lambda: (b"", ""), Resources(), Hub(most=1))
    try:
        with events(server) as first:
            until(first, b"retry")
            with events(server) as second:
                got = until(second, b"retry: 3000\n\n")
                assert got.startswith(b"HTTP/1.1 200 ")
                assert b"text/event-stream" in got
                assert second.recv(10) == b""
        server.hub.tell("cut", "1" * 100_000)  # so it is found out that the first has gone
        end = time.monotonic() + 10
        while True:
            server.hub.tell("cut", "8")
            with events(server) as third:
                if b"event: cut" in until(third, b"\n\n"):
                    break
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        server.close()


@pytest.mark.parametrize(("request_", "status"), [
    (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
    (b"GET / HTTP/1.1\r\nHost: " + b"x" * 70_000 + b"\r\n\r\n", 431),
    (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    (b"BREW / HTTP/1.1\r\n\r\n", 501),
    (b"GET / HTTP/x\r\n\r\n", 400),
    (b"GET / HTTP/3.0\r\n\r\n", 505),
    (b"one two three four\r\n\r\n", 400),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_as_safely(server: Server, request_: bytes, status: int) -> None:
    with socket.create_connection((HOST, server.port), 10) as line:
        line.sendall(request_)
        got = until(line, b"\r\n\r\n")
    assert got.startswith(f"HTTP/1.1 {status} ".encode())
    for header in (b"nosniff", b"Content-Security-Policy: default-src 'none'", b"text/plain", b"DENY"):
        assert header in got
    assert b"<" not in got


def test_many_pages_that_do_not_read_keep_nobody_waiting(server: Server) -> None:
    lines = [events(server) for _ in range(20)]
    time.sleep(0.2)
    began = time.monotonic()
    for number in range(2000):
        server.hub.tell("making", f"{number} " + "x" * 2000)
    assert time.monotonic() - began < 2
    assert ask(server)[0].status == 200
    for line in lines:
        line.close()


def test_the_end_is_told_and_comes_at_once(tmp_path: Path) -> None:
    server = Server(lambda: (b"", ""), Resources(), Hub())
    with events(server) as line:
        until(line, b"retry")
        server.hub.tell("over", "{}")
        began = time.monotonic()
        server.close()
        assert time.monotonic() - began < 2
        until(line, b"event: over")
        assert line.recv(10) == b""
    assert not [thread for thread in threading.enumerate() if thread.name == "preview" and thread.is_alive()]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, server.port), 1)
