"""What goes wrong with a file, as a reason in one line."""

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
    except FileNotFoundError as error:
        raise UnreadableDocumentError(_("no such file")) from error
    except PermissionError as error:
        raise UnreadableDocumentError(_("no permission to read it")) from error
    except (OSError, ValueError) as error:
        raise UnreadableDocumentError(_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    """Return what went wrong in words of our own; where there are none, in the system's."""
    match error.errno if isinstance(error, OSError) else None:
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
