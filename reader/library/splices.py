"""What has changed between two states of a file that people edit, so that it can be taken back to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Stamp = tuple[int, int, int]
"""What tells one state of a file from another: its number, its size in bytes, and when it was changed."""


class NotChangedError(Exception):
    """A file was not changed; the text names it and says why in one line."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.in_short = f"{file.name}: {reason}"
        """The same with the name of the file alone."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes that were put in the place of others."""

    start: int
    """How many bytes of the file stayed before them."""
    old: bytes
    new: bytes

    @property
    def reverse(self) -> Splice:
        """What takes it back."""
        return Splice(self.start, self.new, self.old)

    def of(self, content: bytes) -> bytes:
        """Return a file after it, given what that held before.

        Raises:
            ValueError: other bytes stand there.
        """
        end = self.start + len(self.old)
        if content[self.start : end] != self.old:
            raise ValueError("other bytes stand there")
        return content[: self.start] + self.new + content[end:]


def difference(before: bytes, after: bytes) -> Splice:
    """Return what makes one file of another, in whole characters where they are UTF-8."""
    start = _common(before, after)
    while start and any(_is_within_character(content, start) for content in (before, after)):
        start -= 1
    most = min(len(before), len(after)) - start
    end = _common(before[::-1][:most], after[::-1][:most])
    while end and _is_within_character(before, len(before) - end):
        end -= 1
    return Splice(start, before[start : len(before) - end], after[start : len(after) - end])


def known_by(content: bytes) -> str:
    """Return what the content of a file is known by."""
    from hashlib import sha256  # not before there is a file

    return sha256(content).hexdigest()


def stamp(file: Path) -> Stamp | None:
    """Return what tells a file from what it was before and will be; None where there is none."""
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _is_within_character(content: bytes, place: int) -> bool:
    """Return whether the byte at a place continues a character."""
    return place < len(content) and content[place] & 0xC0 == 0x80


def _common(one: bytes, other: bytes) -> int:
    """Return how many bytes two begin with that are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
