"""OpenCV as it is used here: on one thread, since a worker has one core; every machine then makes the same."""

from __future__ import annotations

import cv2

__all__ = ["cv2"]

cv2.setNumThreads(1)
