"""What is made beside waits while something urgent goes on, and goes on after."""

from __future__ import annotations

import threading

from milimo_lang.preview.calm import Calm


def test_pictures_are_placed_while_nothing_is_urgent() -> None:
    calm = Calm()
    placed: list[bytes] = []

    def put(data: bytes) -> str:
        placed.append(data)
        return data.decode()

    place = calm.between(put)
    assert place(b"first") == "first"
    with calm.urgent():
        beside = threading.Thread(target=place, args=(b"second",))
        beside.start()
        beside.join(0.2)
        assert placed == [b"first"]
    beside.join(10)
    assert placed == [b"first", b"second"]
