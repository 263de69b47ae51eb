"""Numbers no film has, everywhere a number may stand: each is read or said, and none is counted with for long."""

from __future__ import annotations

import pytest

from tests.stages import errors, through

NUMBERS = ("9" * 5000, "1e999999999", "²", "१२", "nan", "1/0", "0", "999999999", "0." + "0" * 5000 + "1")

SHOT = "!! wide, 2s\n"
MODEL = "Model: m\n\n%define model m\n    stride: 8\n    chunk: 121\n"
FORMS = (
    "Frame rate: {}\n\nRain.\n",
    "Size: {}x{}\nSeed: {}\nLoudness: {}\nChunk: {}\nOverlap: {}\nModel: ltx-2\n\nRain.\n",
    "!! wide, {}s\n\n!! wide, {}f\n\n!! wide, {}\n\n!! wide, {}%\n\n!! wide, {}:{}\n\n!! wide, {}:00:00:{}\n",
    "!! wide, seed {}, take {}\n    takes: {}\n    pick: {}\n    handles: {}\n    steps: {}\n    guidance: {}\n",
    "!! wide\n    key {}: a.png, strength {}\n    key {}f: a.png\n    key {}s: a.png\n    key {}%: a.png\n",
    "!! wide\n    at {}s: x\n    at {} min: x\n    at {}:{}: x\n",
    "!! wide\n    duration: {}s\n",
    f"{SHOT}    source: reel.mov, in {{}}s\n    speed: {{}}\n",
    f"{SHOT}    source: reel.mov\n    speed: {{}}%\n",
    f"{SHOT}    retake {{}}s..{{}}s: x\n    inpaint {{}}..{{}}: y\n",
    "@character X: y\n    weight: {}\n    seed: {}\n    lora: a.safetensors, {}\n\nRain.\n",
    f"{SHOT}\n%music theme.wav, at {{}}s, in {{}}s, for {{}}s, {{}} dB, -{{}} dB, fade in {{}}s, until {{}}s\n",
    f'{SHOT}\n%title "x", at {{}}s, {{}}s\n\n%overlay a.png, {{}}%, at {{}}s, for {{}}f\n',
    "Rain.\n\n> DISSOLVE TO: {}s\n\nSnow.\n\n> CUT TO: sound leads {}s\n\nRain.\n",
    "[[at {}s]] Rain.\n\n[[at {}f]] Snow.\n",
    f"{SHOT}\n[[at {{}}s]] Rain.\n",
    *(f"{MODEL}    {key}: {{}}\n\n!! wide, 20s\n" for key in ("stride", "multiple", "context", "chunk", "overlap")),
    *(f"{MODEL}    {key}: {{}}\n\n!! wide, 20s\n" for key in ("shortest", "align", "stages", "sample rate")),
    "%define camera woo\n    prompt: x\n    draft: zoom {} to {}\n\n!! woo, 2s\n",
    "INT. A #{}#\n\nRain.\n",
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.split("{}")[0][-24:])
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:12])
def test_any_number_anywhere_goes_through_every_stage(form: str, number: str) -> None:
    through({"film.mls": form.replace("{}", number)})


@pytest.mark.parametrize("number", ["1" + "0" * 400, "9" * 5000])
def test_a_shot_of_more_frames_than_can_be_counted_is_an_error_on_its_length(number: str) -> None:
    made = through({"film.mls": f"!! wide, {number} frames\n"})
    (error,) = errors(made.diagnostics)
    assert error.span.start == len("!! wide, ")
    assert "a shot cannot last" in error.message


@pytest.mark.parametrize("key", ["key 1000000000: a.png", "at 99999 min: thunder"])
def test_a_place_no_shot_reaches_makes_no_shot_of_that_length(key: str) -> None:
    made = through({"film.mls": f"!! wide\n    {key}\n"})
    (error,) = errors(made.diagnostics)
    assert "86399" in error.help


def test_a_profile_on_no_grid_is_said() -> None:
    made = through({"film.mls": f"{MODEL}    multiple: 7\n\n!! wide, 20s\n"})
    assert "M3006" in [error.code for error in errors(made.diagnostics)]
