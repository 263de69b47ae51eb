"""Words, marks and lines of screenplays: what fuzzing puts together."""

from __future__ import annotations

from tests.strategies import DECLARED, PIECES, SHOT_BLOCK, TITLE_LINES

_LINES = """\
!! wide, 2s
!! close on @Mara, push in, 3s: she waits
!! card "Later", 2s
!! continue, 2s
!! still, 2s
%music theme.wav, at 1s, -14 dB, duck
%title "The Lamp", 2s
%overlay a.png, lower right
%set handheld, 50mm
@character Mara: silver braid
@character Mara.wet: soaked
@location Lamp Room: gears
@style Ink: black
%define camera swoop to {target}, {pace = fast}
    prompt: a {pace} swoop to {target}
    draft: x -0.3 to 0.2
[[at 1s]] Rain.
INT. LAMP ROOM - NIGHT
MARA
(quietly)
Not tonight.
TOM ^
> DISSOLVE TO: 8f
FADE IN:
# Act One
    key 0: a.png, strength 0.5
    key 0: generate
    key 0: 1A at end
    source: reel.mov, in 1s
    at 1s: rain
    like: @Mara
    retake 2s..3s: lower
    inpaint 4..8, mask "the lamp": lit
    control: pose reel.mov
    lora: a.safetensors, 0.5
    takes: 2
    pick: 2
%define model m
    family: ltx-2
    stride: 8
    chunk: 121
    context: 505
    overlap: 24
Model: m
Size: 640x384
Use: cast.mls
+++ cast.mls
[[include: cast.mls]]
[[milimo: allow M2002]]
""".splitlines()

FRAGMENTS = (*PIECES, *SHOT_BLOCK, *DECLARED, *TITLE_LINES, *(f"{line}\n" for line in _LINES))
