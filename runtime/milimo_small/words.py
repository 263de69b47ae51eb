"""What the small model can be told: the words of its sentences, and what each of them looks like."""

COLORS = {
    "red": (0.86, 0.14, 0.14),
    "green": (0.16, 0.66, 0.24),
    "blue": (0.15, 0.33, 0.86),
    "yellow": (0.96, 0.83, 0.16),
    "orange": (0.96, 0.52, 0.10),
    "purple": (0.55, 0.22, 0.72),
    "white": (0.95, 0.95, 0.95),
    "black": (0.08, 0.08, 0.09),
}
"""Red, green and blue, each from 0 to 1."""

SHAPES = ("ball", "box", "cone", "star")

SIZES = {"small": 0.10, "": 0.15, "large": 0.21}
"""Radius in frame heights."""

PLACES = {
    "in a field by day": ((0.35, 0.62, 0.95), (0.78, 0.90, 0.99), (0.36, 0.62, 0.27)),
    "in a field at night": ((0.02, 0.03, 0.11), (0.10, 0.12, 0.28), (0.05, 0.13, 0.09)),
    "on a beach at sunset": ((0.36, 0.22, 0.50), (0.98, 0.58, 0.30), (0.85, 0.72, 0.50)),
    "in a desert": ((0.55, 0.76, 0.92), (0.95, 0.88, 0.70), (0.88, 0.68, 0.38)),
    "in a room": ((0.72, 0.62, 0.52), (0.80, 0.71, 0.61), (0.42, 0.29, 0.21)),
    "on the snow": ((0.66, 0.74, 0.84), (0.86, 0.90, 0.94), (0.95, 0.96, 0.98)),
}
"""Colours of the sky's top, the sky at the horizon, the ground."""

MOVES = (
    "stands still",
    "moves right",
    "moves left",
    "bounces",
    "rises",
    "falls",
    "spins",
    "grows",
    "shrinks",
    "circles",
)

CAMERAS = (
    "the camera is static",
    "the camera pans left",
    "the camera pans right",
    "the camera pushes in",
    "the camera pulls back",
)


def phrase(size: int, color: int, shape: int, move: int) -> str:
    """What one object is and does: "a small red ball bounces"."""
    words = f"a {list(SIZES)[size]} {list(COLORS)[color]} {SHAPES[shape]} {MOVES[move]}"
    return " ".join(words.split())


def sentence(phrases: list[str], place: int, camera: int) -> str:
    """The whole sentence of a clip: its objects, its place, its camera."""
    return f"{', '.join(phrases)} {list(PLACES)[place]}, {CAMERAS[camera]}"


def vocabulary() -> list[str]:
    """Every word of the sentences, after the tokenizer's own and a few small ones, in the order of their ids."""
    words = ["<pad>", "<eos>", "<bos>", "<unk>", ",", ".", "a", "the", "and", "of", "with", "in", "on", "at", "by"]
    told = [*COLORS, *SHAPES, *SIZES, *PLACES, *MOVES, *CAMERAS]
    return list(dict.fromkeys([*words, *" ".join(told).replace(",", " ").split()]))
