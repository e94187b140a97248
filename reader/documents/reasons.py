"""What goes wrong with a file, as a reason in one line; where it was to be written, with the way out."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.sanitising import one_line
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def reasons() -> Iterator[None]:
    """Turn what goes wrong with a file into a reason in one line.

    Raises:
        UnreadableDocumentError: in place of what the system says.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise UnreadableDocumentError(why_unread(error)) from error


def why_unread(error: OSError | ValueError) -> str:
    """Return why a file cannot be read in words of our own; where there are none, in the system's."""
    match error.errno if isinstance(error, OSError) else None:
        case errno.ENOENT:
            return _("no such file")
        case errno.EACCES | errno.EPERM:
            return _("no permission to read it")
        case errno.ELOOP:
            return _("its symbolic links lead round in a circle")
        case errno.ENAMETOOLONG:
            return _("its name is too long")
        case errno.EISDIR:
            return _("not a file")
        case errno.EIO:
            return _("the disk cannot read it; it may be damaged")
        case errno.EMFILE | errno.ENFILE:
            return _("too many files are open; close some programs")
        case errno.ESTALE | errno.ETIMEDOUT:
            return _("the network drive that it is on does not answer; try again later")
    return one_line(error.strerror if isinstance(error, OSError) and error.strerror else str(error))


def why_unwritten(error: OSError) -> str:
    """Return why a file cannot be written and the way out, in words of our own; where there are none, the system's."""
    match error.errno:
        case errno.ENOENT:
            return _("there is no folder for it; make one")
        case errno.EEXIST | errno.ENOTDIR:
            return _("its folder is a file; move that away")
        case errno.EISDIR:
            return _("a folder is in its place; move that away")
        case errno.EACCES | errno.EPERM:
            return no_permission()
        case errno.EROFS:
            return _("the disk is read-only; use another")
        case errno.ENOSPC | errno.EDQUOT:
            return disk_full()
        case errno.EIO:
            return disk_failed()
    return why_unread(error)


def no_permission() -> str:
    """Return that a file may not be written."""
    return _("no permission to write it; allow it")


def disk_full() -> str:
    """Return that a file has no room."""
    return _("the disk is full; make room on it")


def disk_failed() -> str:
    """Return that a disk does not take a file."""
    return _("the disk cannot write it; check it")


def not_kept(reason: str) -> str:
    """Return that what a person has changed is not written down, and why: short enough to be read in one line."""
    return _("change not kept: {reason}").format(reason=reason)
