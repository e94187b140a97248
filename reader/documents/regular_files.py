"""Files of the disk opened to read them, and nothing else: no pipe, no device, however it is called."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.language import _

if TYPE_CHECKING:
    from io import BufferedReader


def open_regular(name: str) -> BufferedReader:
    """Open a file to read its bytes; never waits for another program, never touches a device.

    Raises:
        OSError: when it cannot be opened.
        ValueError: when its path can be none.
        UnreadableDocumentError: when it is no regular file.
    """
    path = Path(name)
    if path.is_dir():
        os.scandir(path).close()  # why a folder cannot be looked into says more than that it is no file
    if path.exists() and not path.is_file():
        raise UnreadableDocumentError(_("not a file"))
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - a path's own knows no opener
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it has become something else meanwhile
        file.close()
        raise UnreadableDocumentError(_("not a file"))
    return file


def _without_waiting(path: str, flags: int) -> int:
    """Open a path, also where it is a pipe at whose other end nobody is."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
