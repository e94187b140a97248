"""Files of the disk opened to read them, and nothing else: no pipe, no device, however it is called."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.language import _

if TYPE_CHECKING:
    from io import BufferedIOBase, BufferedReader


SYSTEM = ("/proc", "/sys")
"""Where files are none of the disk's, whatever they say of themselves: to read one may wait, or do something."""


def open_regular(name: str) -> BufferedReader:
    """Open a file to read its bytes; never waits for another program, never touches a device.

    Raises:
        OSError: when it cannot be opened.
        ValueError: when its path can be none.
        UnreadableDocumentError: when it is no regular file.
    """
    mode = os.stat(name).st_mode  # noqa: PTH116 - called for every title: a path takes as long again
    if stat.S_ISDIR(mode):
        os.scandir(name).close()  # why a folder cannot be looked into says more than that it is no file
    if not stat.S_ISREG(mode) or os.path.realpath(name).startswith(tuple(f"{folder}/" for folder in SYSTEM)):
        raise UnreadableDocumentError(_("not a file"))
    file = open(name, "rb", opener=_without_waiting)  # noqa: SIM115 - a path's own knows no opener
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it has become something else meanwhile
        file.close()
        raise UnreadableDocumentError(_("not a file"))
    return file


def bytes_of(file: BufferedIOBase, most: int) -> bytes:
    """Return the next bytes of an open file, as many as asked for or as there are.

    Raises:
        OSError: when they cannot be read.
        UnreadableDocumentError: when one would have to wait for them, and the file is opened not to.
    """
    data: bytes | None = file.read(most)
    if data is None:
        raise UnreadableDocumentError(_("nothing can be read from it without waiting"))
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open a path, also where it is a pipe at whose other end nobody is."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
