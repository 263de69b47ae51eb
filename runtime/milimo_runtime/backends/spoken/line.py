"""Speak one line with eSpeak NG: the request on standard input, the sound on standard output.

A program of its own, started afresh for each line: the library carries its state from one line to the next, and could
take the process with it when it fails. It imports nothing of milimo, so that it starts at once.

The request is JSON: `text` (plain: nothing in it is markup), `voices` (names, the first known one speaks), `variant`,
`rate` in words a minute, `pitch` and `range` from 0 to 100. The answer is a line of JSON with `rate` in Hz and the
`voice` that spoke, then samples of 16 bits, little-endian, one channel. Exit 3 where the library does not work.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

_AT_ONCE, _UTF8 = 2, 1
_RATE, _PITCH, _RANGE = 1, 3, 4
_NO_EXIT = 0x8000
"""So that the library says what is wrong rather than ending the process."""
_SEED = 1
"""The library seeds the noise of its voices from the clock: two seconds, two sounds."""
_SHORTS = ctypes.POINTER(ctypes.c_short)
_HEARER = ctypes.CFUNCTYPE(ctypes.c_int, _SHORTS, ctypes.c_int, ctypes.c_void_p)


def main() -> int:
    """Speak the line that is asked for."""
    import espeakng_loader

    asked = json.load(sys.stdin)
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_AT_ONCE, 0, espeakng_loader.get_data_path().encode(), _NO_EXIT)
    voice = next((name for name in asked["voices"] if _speaks(library, name, asked["variant"])), None)
    if rate <= 0 or voice is None:
        return 3
    library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
    sound = _spoken(library, asked)
    sys.stdout.buffer.write(json.dumps({"rate": rate, "voice": voice}).encode() + b"\n" + sound)
    return 0


def _speaks(library: ctypes.CDLL, name: str, variant: str) -> bool:
    return bool(library.espeak_SetVoiceByName(f"{name}+{variant}".encode()) == 0)


def _spoken(library: ctypes.CDLL, asked: dict[str, Any]) -> bytes:
    pieces: list[bytes] = []

    def hear(samples: Any, count: int, events: Any) -> int:  # noqa: ARG001 (the library's own signature)
        if samples and count:
            pieces.append(ctypes.string_at(samples, 2 * count))
        return 0

    hearer = _HEARER(hear)
    library.espeak_SetSynthCallback(hearer)
    for parameter, name in ((_RATE, "rate"), (_PITCH, "pitch"), (_RANGE, "range")):
        library.espeak_SetParameter(parameter, ctypes.c_int(asked[name]), 0)
    text = asked["text"].replace("\0", " ").encode()
    length = ctypes.c_size_t(len(text) + 1)
    library.espeak_Synth(ctypes.c_char_p(text), length, 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return b"".join(pieces)


if __name__ == "__main__":
    sys.exit(main())
