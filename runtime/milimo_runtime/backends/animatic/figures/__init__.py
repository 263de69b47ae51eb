"""People, drawn as flat figures in two tones: proportions of a figure drawing class, few lines, a readable outline.

`stance` says how a figure is held, `poses` the angles of its limbs, `skeleton` where that brings its joints; `limbs`,
`clothes`, `face`, `hair` and `hats` paint it, `seats` what is under it, and `drawn` all of it in order.
"""
