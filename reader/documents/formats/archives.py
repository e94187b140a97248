"""ZIP archives, read piece by piece and within bounds: what EPUB and DOCX are packed in, and people's texts.

The directory at the end says what there is (APPNOTE.TXT 6.3.10, section 4.3.12); what stands before each entry is
believed in nothing but its length. Nothing is ever written anywhere, so that a name can reach no file: names are read
for what they name inside the archive, and what could be meant for another place (`..`, an absolute path, a symbolic
link) is left out. The names of devices are names.

Bounds: `MOST_ENTRIES` entries; `MOST_BYTES` unpacked of one and `MOST_TOGETHER` of all that are asked for; a ratio of
`MOST_RATIO` from `SMALL` bytes on; no more packed than packing can make of them. What the directory says of sizes is
checked first and not relied upon.
"""

from __future__ import annotations

import stat
import struct
import zlib
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reader.documents.decoding import UnreadableDocumentError, decode
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
MOST_ENTRIES = 20_000
MOST_BYTES = 64 * 2**20
"""Bytes that one entry has unpacked at most."""
MOST_TOGETHER = 256 * 2**20
"""Bytes that all entries that are read have unpacked at most."""
MOST_RATIO = 200
"""How many times as many bytes an entry has unpacked at most; text shrinks to a third, one line over and over more."""
SMALL = 2**20
"""Bytes up to which no ratio is too much."""
MOST_DIRECTORY = 16 * 2**20
"""Bytes of the directory."""
LONGEST_NAME = 1024
"""Bytes."""
PIECE = 65_536
"""Bytes that are read at a time of what is packed."""

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_MORE = 0xFFFFFFFF
"""A size or an offset that stands in the extra field of ZIP64 instead."""


class Bytes(Protocol):
    """The bytes of an archive, wherever they are."""

    @property
    def size(self) -> int:
        """How many there are."""

    def at(self, start: int, size: int) -> bytes:
        """Return those from one on, as many as asked for or as there are."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """Bytes that are in memory already."""

    data: bytes

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.data)

    def at(self, start: int, size: int) -> bytes:
        """Return those from one on, as many as asked for or as there are."""
        return self.data[start : start + size] if start >= 0 else b""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the directory says of one file."""

    raw_name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    unpacked: int
    offset: int
    is_link: bool


class Archive:
    """The files in an archive.

    Whether their names are UTF-8 is seen from them, because what the archive says of that is often wrong.
    """

    def __init__(self, data: bytes | Bytes) -> None:
        """Read the directory.

        Raises:
            UnreadableDocumentError: when it is damaged or out of bounds.
        """
        self._data: Bytes = InMemory(data) if isinstance(data, bytes) else data
        self._left = MOST_TOGETHER
        entries = list(_directory(self._data))
        names = _names([entry.raw_name for entry in entries])
        self._entries: dict[str, _Entry] = {}
        left_out = []
        for name, entry in zip(names, entries, strict=True):
            inside = _inside(name)
            if inside is not None and not entry.is_link:
                self._entries.setdefault(inside, entry)
            else:
                left_out.append(name)
        self.left_out = tuple(left_out)
        """The names of what could be meant for another place, as they stand there."""

    def anew(self) -> Archive:
        """Return the same archive, of which nothing has been read."""
        other = copy(self)
        other._left = MOST_TOGETHER
        return other

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files in it, in the order of the directory."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, most: int = -1) -> bytes:
        """Return what is in a file.

        Args:
            name: its name.
            most: as many bytes at most, the first ones, and no more is unpacked; all where it is negative.

        Raises:
            UnreadableDocumentError: when there is none, or it is encrypted, damaged, packed in another way or out of
                bounds; of a part it is not told whether it is damaged.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise UnreadableDocumentError(_("no such file in the archive"))
        if entry.flags & _ENCRYPTED:
            raise UnreadableDocumentError(_("locked with a password; unpack it first"))
        if entry.method not in (_STORED, _DEFLATED):
            raise UnreadableDocumentError(_("packed in a way that is not known here; unpack it first"))
        bound = min(_most(entry), self._left)
        if entry.unpacked > bound:
            raise too_large()
        is_whole = most < 0 or most >= entry.unpacked
        found = self._unpacked(entry, bound + 1 if is_whole else most)
        if len(found) > bound:
            raise too_large()
        if is_whole and (len(found) != entry.unpacked or zlib.crc32(found) != entry.checksum):
            raise _damaged()
        self._left -= len(found)
        return found

    def _unpacked(self, entry: _Entry, most: int) -> bytes:
        """Return the first bytes of a file, as many as told at most."""
        is_stored = entry.method == _STORED
        if entry.packed > (entry.unpacked if is_stored else _most_packed(entry.unpacked)):
            raise _damaged()
        if is_stored:
            return b"".join(self._packed(entry, min(entry.packed, most)))
        return _inflated(self._packed(entry, entry.packed), most)

    def _packed(self, entry: _Entry, most: int) -> Iterator[bytes]:
        """Yield the first bytes of a file as they stand in the archive, piece by piece."""
        if entry.offset < 0 or entry.packed > self._data.size:
            raise _damaged()
        try:
            signature, *_rest, name, extra = _LOCAL.unpack(self._data.at(entry.offset, _LOCAL.size))
        except struct.error as error:
            raise _damaged() from error
        if signature != SIGNATURE:
            raise _damaged()
        start = entry.offset + _LOCAL.size + name + extra
        for place in range(0, most, PIECE):
            size = min(PIECE, most - place)
            piece = self._data.at(start + place, size)
            if len(piece) != size:
                raise _damaged()
            yield piece


def _most(entry: _Entry) -> int:
    return min(MOST_BYTES, max(SMALL, MOST_RATIO * entry.packed))


def _most_packed(unpacked: int) -> int:
    """Return how many bytes deflated ones are at most: zlib adds a 25th at worst, a flush behind each line more."""
    return unpacked + unpacked // 4 + 1024


def _inflated(pieces: Iterator[bytes], most: int) -> bytes:
    """Return the first bytes of what deflated pieces are, as many as told at most."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    found: list[bytes] = []
    while most > 0 and not inflating.eof and (piece := next(pieces, b"")):
        try:
            found.append(inflating.decompress(piece, most))
        except zlib.error as error:
            raise _damaged() from error
        most -= len(found[-1])
    return b"".join(found)


def _directory(data: Bytes) -> Iterator[_Entry]:
    """Yield what the directory says of each file in it; folders are none."""
    count, offset, size, shift = _found_directory(data)
    if count > MOST_ENTRIES:
        raise _too_many()
    if size > MOST_DIRECTORY:
        raise _damaged()
    directory, place = data.at(offset + shift, size), 0
    for _number in range(count):
        try:
            fields = _ENTRY.unpack_from(directory, place)
        except struct.error as error:
            raise _damaged() from error
        if fields[0] != b"PK\x01\x02":
            raise _damaged()
        made_by, flags, method = fields[1], fields[3], fields[4]
        checksum, packed, unpacked, name_length, extra_length, comment_length = fields[7:13]
        attributes, local = fields[15:17]
        name_end = place + _ENTRY.size + name_length
        name = directory[place + _ENTRY.size : name_end]
        extra = directory[name_end : name_end + extra_length]
        unpacked, packed, local = _wide(extra, (unpacked, packed, local))
        mode = attributes >> 16 if made_by >> 8 == 3 else 0
        if not name.endswith((b"/", b"\\")) and len(name) <= LONGEST_NAME:
            yield _Entry(name, flags, method, checksum, packed, unpacked, local + shift, stat.S_ISLNK(mode))
        place = name_end + extra_length + comment_length


def _found_directory(data: Bytes) -> tuple[int, int, int, int]:
    """Return how many entries the directory has, where it begins, its bytes, and how many stand before the archive."""
    before = max(0, data.size - _END.size - 0xFFFF - _LOCATOR.size)
    tail = data.at(before, data.size - before)
    end = tail.rfind(EMPTY, max(0, len(tail) - _END.size - 0xFFFF))
    try:
        _signature, _disk, _start, _here, count, size, offset, _comment = _END.unpack_from(tail, max(end, 0))
        if end < 0:
            raise _damaged()
        locator = end - _LOCATOR.size
        is_located = locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07"
        if _MORE in (size, offset) or count == 0xFFFF:
            if not is_located:
                raise _damaged()
            fields = _END_64.unpack(data.at(_LOCATOR.unpack_from(tail, locator)[2], _END_64.size))
            if fields[0] != b"PK\x06\x06":
                raise _damaged()
            return fields[7], fields[9], fields[8], 0
    except struct.error as error:
        raise _damaged() from error
    shift = before + end - size - offset
    if is_located:
        return count, offset, size, 0
    if shift < 0:
        raise _damaged()
    return count, offset, size, shift


def _wide(extra: bytes, narrow: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return sizes and an offset with those put in that stand in the extra field (section 4.5.3)."""
    if _MORE not in narrow:
        return narrow
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{min(length, len(extra) - place - 4) // 8}Q", extra, place + 4))
            first, second, third = (next(numbers, number) if number == _MORE else number for number in narrow)
            return first, second, third
        place += 4 + length
    return narrow


def _names(raw: list[bytes]) -> list[str]:
    """Return names as text: as UTF-8 where all are, else in the encoding that they all are in together."""
    if not raw:
        return []
    together = b"\n".join(raw)
    try:
        return together.decode("utf-8").split("\n") if b"\n" not in b"".join(raw) else [_plain(name) for name in raw]
    except UnicodeDecodeError:
        pass
    try:
        names = decode(together).text.split("\n")
    except UnreadableDocumentError:
        names = []
    return names if len(names) == len(raw) else [_plain(name) for name in raw]


def _plain(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def _inside(name: str) -> str | None:
    """Return what a name means inside the archive; None for what is meant for another place."""
    parts = name.replace("\\", "/").split("/")
    drive = len(parts[0]) == 2 and parts[0][1] == ":"
    if "\0" in name or ".." in parts or not parts[0] or drive:
        return None
    return "/".join(part for part in parts if part not in ("", ".")) or None


def _damaged() -> UnreadableDocumentError:
    return UnreadableDocumentError(_("a damaged archive; get it again or unpack it yourself"))


def too_large() -> UnreadableDocumentError:
    """Return what to say of what unpacks to more than it may."""
    return UnreadableDocumentError(_("it unpacks to more than is safe; unpack it first"))


def _too_many() -> UnreadableDocumentError:
    message = _("an archive of more than {count} files; unpack it first")
    return UnreadableDocumentError(message.format(count=MOST_ENTRIES))
