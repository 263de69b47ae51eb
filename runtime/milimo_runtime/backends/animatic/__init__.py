"""The built-in renderer: a storyboard that moves, drawn from the plan alone.

From words to frames in four steps, a module or two each: `mood` and `looks` (with `ages`, `names` and `costumes`)
read the words, `stage` sets a `scene` and `blocking` its people, `crowds` those without names (`extras` reads who they
are; `walks` moves people, `acting` has them speak), `lands`, `rooms`, `vehicles`, `figures` and `props`
paint its layers (`painting` lists them, `labels` names what is in them), and `camera` with `easel`, `layers` and
`sampling` turns them into frames (`drawing`: `views` are what is seen, `pieces`, `flat` and `sheets` what is painted).
`keys` shows key pictures instead. `panel` runs them; `card` makes the rest. `sounds` are what is heard.
"""

from milimo_runtime.backends.animatic.backend import AnimaticBackend

__all__ = ["AnimaticBackend"]
