"""What goes wrong with a file, as a reason in one line."""

from __future__ import annotations

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
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableDocumentError(one_line(reason)) from error
