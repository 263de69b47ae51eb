"""One frame of a shot's picture as a still, for another shot to meet."""

from __future__ import annotations

from PIL import Image

from milimo_lang.ir.bodies import FrameBody
from milimo_runtime.backend import Failed, Job
from milimo_runtime.media.decode import frames
from milimo_runtime.media.planes import rgb_from_planes


def make_frame(job: Job, body: FrameBody) -> None:
    """Write frame `body.frame` of the mezzanine `picture` as PNG; raises `Failed` if it ends before."""
    planes = next(frames(job.inputs["picture"], body.frame, 1), None)
    if planes is None:
        raise Failed(f"a shot's picture has no frame {body.frame}", "Build again with --force.")
    Image.fromarray(rgb_from_planes(planes)).save(job.outputs["picture"], "PNG", compress_level=1)
