"""Objects as simple shapes: each drawn from its base upwards, one unit high, and found by the words that mean it.

`table` knows the words; `lights`, `papers`, `machines`, `meals`, `tools` and `goods` draw, with `hand`. `parts` are
hands and feet.
"""
