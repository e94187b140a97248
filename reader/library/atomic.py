"""Changing a file so that nothing is lost: as a whole or not at all, and by one program at a time."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 2.0
"""Seconds for which another program is waited for at most: longer than any change takes, and pages wait as well."""
MOST_BYTES = 256 * 2**20
"""Bytes of the longest file that is read: more than any that people write."""
PAUSE = 0.001
"""Seconds between two looks whether it has finished."""


def change_file(path: Path, change: Callable[[bytes | None], bytes | None]) -> None:
    """Change a file; whoever reads it, and whatever stops us, finds the old file or the new one.

    A link stays a link, and what it leads to is changed; the mode of the file stays. Programs that change the file
    through this function wait for each other.

    Args:
        path: the file, which need not exist, in a folder that need not exist either.
        change: returns the bytes to be for those there are; called twice where there is
            no folder. None is no file; without a file and without bytes to be,
            nothing is made.

    Raises:
        OSError: the file cannot be read or written; it is as before.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        if change(None) is None:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target.parent):
        before = bytes_of(target)
        after = change(before)
        if after is not None and after != before:
            replace(target, after)


def remove_file(path: Path, content: bytes) -> bool:
    """Remove a file that holds exactly these bytes, and return whether it did; what a link leads to is removed.

    Raises:
        OSError: the file cannot be read or removed; it is as before.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        return False
    with alone(target.parent):
        if bytes_of(target) != content:
            return False
        target.unlink()
        keep_names(target.parent)
        return True


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes | None:
    """Return what a file holds; None where there is none. What is no file, such as a pipe, might never end.

    Args:
        path: the file.
        most: bytes that it has at most.

    Raises:
        OSError: it cannot be read, or is longer.
    """
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
        if kind not in (stat.S_IFREG, stat.S_IFDIR):  # of a folder the system says so itself
            raise OSError(errno.EINVAL, _("not a file"), str(path))
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        return None
    if len(content) > most:
        message = _("more than {size} MB; split it first")
        raise OSError(errno.EFBIG, message.format(size=most // 2**20), str(path))
    return content


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, or where none is; for those who are alone with its folder.

    Args:
        path: the file itself, no link to it.
        content: what it is to hold.

    Raises:
        OSError: it cannot be written; it is as before.
    """
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)  # left by a program that was killed
    try:
        with open(beside, "xb") as file:  # noqa: PTH123 (Path.open has no better way to say this)
            if path.exists():
                beside.chmod(path.stat().st_mode & 0o7777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    """Have the names in a folder written to the disk, where folders can be opened."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold off other programs that change files in a folder.

    Where folders cannot be locked, go on without: the file is whole all the same.

    Raises:
        OSError: the folder cannot be opened, or another program holds it for longer than anybody waits.
    """
    if sys.platform == "win32":
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + PATIENCE
        while _is_held(opened):
            if time.monotonic() > end:
                raise OSError(errno.EWOULDBLOCK, _("another program is changing it; try again"), str(folder))
            time.sleep(PAUSE)
        yield
    finally:
        os.close(opened)


def _is_held(folder: int) -> bool:
    """Lock an opened folder unless another program has; return whether one has."""
    import fcntl

    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # it cannot be locked at all
        return False
    return False
