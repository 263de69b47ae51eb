"""Which of a shot's words are seen in the picture, besides its titles: the labels of what is drawn, and captions."""

from __future__ import annotations

from milimo_lang.ir.screenplay import Settings, Shot


def is_labelled(shot: Shot, settings: Settings) -> bool:
    """Whether a crew's words, its action among them, lie over the shot."""
    return settings.burn != "none" and shot.model.draws and shot.kind in ("filmed", "still")


def is_captioned(shot: Shot, settings: Settings) -> bool:
    """Whether captions are burnt into the shot."""
    drawn = settings.burn != "none" and shot.model.draws
    return settings.captions == "burn" or (settings.captions == "file" and drawn)
