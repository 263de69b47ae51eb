"""Fetching weights from the hub: what there is to fetch and what is here of it, then fetching it, file by file.

What the hub and the network answer is one sentence each: an account that did not agree to a licence, a token that is
not valid, no network, no space.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from milimo_runtime.backend import Unavailable
from milimo_runtime.weights.catalog import Model, Published
from milimo_runtime.weights.hub import blob, cache_folder
from milimo_runtime.weights.installed import install, version


@dataclass(frozen=True)
class Remote:
    """A file on the hub: its name, its size in bytes, and whether it is here."""

    name: str
    size: int
    here: bool


@dataclass(frozen=True)
class Offer:
    """What one repository has of a model, at one commit."""

    repository: str
    commit: str
    files: tuple[Remote, ...]

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return sum(file.size for file in self.files)

    @property
    def lacking(self) -> int:
        """Bytes of what is not here."""
        return sum(file.size for file in self.files if not file.here)


def offers(model: Model) -> tuple[Offer, ...]:
    """What the hub has of `model`. Raises `Unavailable` where it cannot be asked, or does not answer."""
    if not model.published:
        told = f"{model.family} is not on the hub"
        raise Unavailable(told, f"it comes with the package {model.package}")
    _require_network()
    return tuple(_offer(published, model) for published in model.published)


def fetch(model: Model, offer: Offer, *, drawn: bool) -> Path:
    """Fetch the files that `offer` lacks into the hub's cache; each that is whole stays, whatever stops the others.

    `drawn`: the hub's library draws its bars. Raises `Unavailable`.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils import disable_progress_bars, logging

    logging.set_verbosity(logging.CRITICAL)  # what goes wrong is told below
    if not drawn:
        disable_progress_bars()
    with _answers(model, offer.repository):
        return Path(snapshot_download(offer.repository, allow_patterns=[file.name for file in offer.files]))


def free() -> int:
    """Bytes free where the hub's cache is, or will be."""
    folder = cache_folder()
    there = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    return shutil.disk_usage(there).free


def require_space(lacking: int) -> None:
    """Raises `Unavailable` where `lacking` bytes more do not fit where the hub's cache is."""
    if lacking > free():
        raise _no_space()


def _offer(published: Published, model: Model) -> Offer:
    from huggingface_hub import HfApi

    with _answers(model, published.repository):
        hub = HfApi()
        hub.auth_check(published.repository)
        told = hub.model_info(published.repository, files_metadata=True)
    wanted = [file for file in told.siblings or () if _matches(file.rfilename, published)]
    if not wanted:
        raise Unavailable(f"{published.repository} on the hub has none of the files of {model.family}", _NEWER)
    files = tuple(
        Remote(file.rfilename, file.size or 0, blob(published.repository, _etag(file)) is not None) for file in wanted
    )
    return Offer(published.repository, str(told.sha), files)


def _matches(name: str, published: Published) -> bool:
    return any(fnmatch(name, pattern) for pattern in published.patterns)


def _etag(file: Any) -> str:
    """What the cache calls the file's content by: the sha256 of a large one, git's hash of a small one."""
    return str(file.lfs.sha256 if file.lfs is not None else file.blob_id)


_KEPT = "files that are whole are kept"
_NEWER = "install a newer milimo: what is published may have moved"


def _require_network() -> None:
    if version("huggingface_hub") is None:
        raise Unavailable("huggingface_hub is not installed, which fetches models", f"`{install('models')}`")
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise Unavailable("HF_HUB_OFFLINE is set, and fetching models needs the network", "unset it and pull again")


@contextmanager
def _answers(model: Model, repository: str) -> Iterator[None]:
    """Within, what the hub and the network answer is a sentence."""
    from huggingface_hub import constants, errors

    page = f"{constants.ENDPOINT}/{repository}"
    try:
        yield
    except errors.GatedRepoError as error:
        told = f"the hub gives {model.family} only to accounts that agreed to its licence"
        remedy = f"agree at {page}, then `hf auth login` (or set HF_TOKEN), and pull again"
        raise Unavailable(told, remedy) from error
    except errors.RepositoryNotFoundError as error:
        raise Unavailable(*_refused(error, repository)) from error
    except errors.LocalEntryNotFoundError as error:
        raise _unreachable(constants.ENDPOINT) from error
    except errors.HfHubHTTPError as error:
        raise Unavailable(*_refused(error, repository)) from error
    except (errors.HTTPError, ConnectionError, TimeoutError) as error:
        raise _unreachable(constants.ENDPOINT) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise _no_space() from error
        raise


def _refused(error: Any, repository: str) -> tuple[str, str]:
    status = error.response.status_code
    if status == 401:
        return (
            f"the hub does not know this account, or no repository {repository}",
            "`hf auth login` (or set HF_TOKEN to a valid token), and pull again",
        )
    if status in (403, 404):
        return f"the hub has no repository {repository} for this account", _NEWER
    return f"the hub answered {status} for {repository}", f"pull again later; {_KEPT}"


def _unreachable(endpoint: str) -> Unavailable:
    return Unavailable(f"{endpoint} cannot be reached", f"check the network and pull again; {_KEPT}")


def _no_space() -> Unavailable:
    return Unavailable(
        f"there is not enough space for it at {cache_folder()}",
        f"free some, or set HF_HUB_CACHE to a folder on another disk, and pull again; {_KEPT}",
    )
