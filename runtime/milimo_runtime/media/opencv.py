"""OpenCV as it is used here: on one thread, since a worker has one core, and what it makes is the same on any machine."""

from __future__ import annotations

import cv2

__all__ = ["cv2"]

cv2.setNumThreads(1)
