"""What is worn on the head. Drawn as if the head looked to the right, as faces are."""

from __future__ import annotations

from milimo_runtime.backends.animatic.colour import darker, lighter
from milimo_runtime.backends.animatic.figures.face import view_of
from milimo_runtime.backends.animatic.figures.pen import Pen
from milimo_runtime.backends.animatic.looks import Look


def draw_hat(pen: Pen, look: Look) -> None:
    """The hat of a look over its hair."""
    colour, dark, away = look.hat_colour, darker(look.hat_colour, 0.25), pen.stance.away
    view = 0 if away else view_of(pen)
    ahead = (0.0, 0.02, 0.04)[view]
    match look.hat:
        case "none":
            pass
        case "cap":
            pen.smooth([(-0.058, 0.036), (-0.053, 0.0), (-0.02, -0.022), (0.02, -0.022), (0.052, 0.0), (0.056, 0.034),
                        (0, 0.03)], colour)  # fmt: skip
            if not away:
                pen.smooth([(ahead - 0.042, 0.032), (ahead, 0.024), (ahead + 0.046, 0.032), (ahead + 0.036, 0.042),
                            (ahead - 0.034, 0.042)], dark)  # fmt: skip
        case "beanie":
            pen.smooth([(-0.058, 0.034), (-0.054, -0.004), (-0.02, -0.028), (0.02, -0.028), (0.052, -0.004),
                        (0.056, 0.032)], colour)  # fmt: skip
            pen.hull([(-0.052, 0.03, 0.0105), (0.05, 0.028, 0.0105)], dark)
        case "brim":
            pen.smooth([(-0.05, 0.028), (-0.044, -0.022), (-0.012, -0.034), (0.014, -0.028), (0.044, -0.03),
                        (0.05, 0.026)], colour)  # fmt: skip
            pen.hull([(-0.048, 0.016, 0.0075), (0.048, 0.014, 0.0075)], darker(colour, 0.45))
            pen.smooth([(-0.092, 0.03), (-0.04, 0.022), (0.04, 0.02), (0.094, 0.032), (0.03, 0.042), (-0.04, 0.042)],
                       darker(colour, 0.14))  # fmt: skip
        case "peaked":
            pen.smooth([(-0.07, -0.006), (-0.05, -0.034), (0.0, -0.046), (0.05, -0.036), (0.07, -0.006), (0.052, 0.014),
                        (-0.052, 0.014)], colour)  # fmt: skip
            pen.hull([(-0.05, 0.02, 0.0125), (0.05, 0.02, 0.0125)], dark)
            if not away:
                pen.ellipse(ahead, -0.004, 0.0085, 0.0105, (208, 178, 96))
                pen.smooth([(ahead - 0.044, 0.032), (ahead, 0.026), (ahead + 0.046, 0.032), (ahead + 0.034, 0.044),
                            (ahead - 0.032, 0.044)], (34, 34, 40))  # fmt: skip
        case "toque":
            pen.smooth([(-0.05, 0.01), (-0.07, -0.05), (-0.045, -0.086), (0.0, -0.078), (0.042, -0.088), (0.07, -0.05),
                        (0.05, 0.01)], colour)  # fmt: skip
            for x in (-0.026, 0.0, 0.026):
                pen.line([(x, 0.0), (1.3 * x, -0.05)], 0.002, dark)
            pen.hull([(-0.044, 0.014, 0.0125), (0.044, 0.014, 0.0125)], darker(colour, 0.08))
        case "helmet":
            pen.smooth([(-0.062, 0.05), (-0.06, 0.0), (-0.026, -0.03), (0.024, -0.03), (0.058, 0.0), (0.06, 0.046),
                        (0.03, 0.034), (-0.03, 0.036)], colour)  # fmt: skip
            pen.hull([(-0.06, 0.046, 0.006), (0.059, 0.042, 0.006)], dark)
            pen.line([(-0.028, 0.004), (-0.01, -0.016), (0.014, -0.018)], 0.005, lighter(colour, 0.4))
        case "crown":
            gold = (216, 174, 80)
            pen.polygon([(-0.046, 0.022), (-0.05, -0.03), (-0.026, -0.008), (0.0, -0.036), (0.026, -0.008),
                         (0.05, -0.03), (0.046, 0.022)], gold)  # fmt: skip
            pen.hull([(-0.045, 0.018, 0.006), (0.045, 0.018, 0.006)], darker(gold, 0.25))
            for x in (-0.024, 0.0, 0.024):
                pen.ellipse(x, 0.006, 0.0042, 0.0052, (168, 46, 62))
        case "turban":
            pen.smooth([(-0.064, 0.03), (-0.062, -0.014), (-0.024, -0.042), (0.026, -0.042), (0.062, -0.012),
                        (0.062, 0.028), (0.0, 0.04)], colour)  # fmt: skip
            for y in (0.0, 0.018):
                pen.line([(-0.06, y + 0.012), (0.0, y - 0.014), (0.06, y + 0.01)], 0.0026, dark)
        case "hood" | "veil" | "wimple":
            _draped(pen, look, view)


def _draped(pen: Pen, look: Look, view: int) -> None:
    """Cloth round the head that leaves the face free: a hood ends at the neck, a veil on the shoulders."""
    low, colour = (0.158 if look.hat == "hood" else 0.2), look.hat_colour
    band, white = (0.013, (236, 234, 230)) if look.hat == "wimple" else (0.0036, darker(colour, 0.3))
    if pen.stance.away:
        pen.smooth([(0, -0.028), (0.052, -0.002), (0.07, 0.07), (0.074, low), (0, low + 0.018), (-0.074, low),
                    (-0.07, 0.07), (-0.052, -0.002)], colour)  # fmt: skip
        return
    if view == 2:
        edge = [(0.05, 0.02), (0.034, 0.032), (0.015, 0.062), (0.008, 0.1), (0.02, 0.142)]
        pen.smooth([(0.0, -0.03), (0.038, -0.012), *edge, (0.03, low), (-0.03, low + 0.014), (-0.078, low),
                    (-0.074, 0.06),
                    (-0.05, -0.006)], colour)  # fmt: skip
        pen.line(edge, band, white)
        return
    x, inner = ((0.0, 0.042), (0.012, 0.038))[view]
    outer = [(x * 0.4, -0.028), (0.05, -0.004), (0.066 - x * 0.4, 0.06), (0.07 - x * 0.3, low),
             (x + inner * 0.5, low + 0.008),
             (x + inner * 0.9, 0.142)]  # fmt: skip
    opening = [(x + inner, 0.09), (x + inner * 0.94, 0.044), (x, 0.02), (x - inner, 0.046), (x - inner * 1.04, 0.09)]
    back = [(x - inner * 0.8, 0.142), (x - inner * 0.6, low + 0.012), (-0.076, low), (-0.07, 0.06), (-0.052, -0.004)]
    pen.smooth([*outer, *opening, *back], colour)
    pen.line(opening, band, white)
