"""Bytes become text, or a reason why they cannot.

What is UTF-8 is read as that at once; of anything else it is found out what it is (`reader.documents.detecting`). In a
text a few bytes may be broken: U+FFFD stands for them, where they are is counted, and the rest reads on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reader.documents.sampling import CONTROL, MARK, SAMPLE, first_of_no_ascii, is_full_of_nuls
from reader.language import _

if TYPE_CHECKING:
    from codecs import IncrementalDecoder
    from collections.abc import Iterable, Iterator

    from reader.documents.encodings import Encoding

REPLACED = "\ufffd"
"""Stands for what could not be decoded, and for a NUL, behind which OpenCC would drop everything."""
LONGEST_MARK = 4
"""Bytes of the longest mark before a text."""
LONGEST_CHARACTER = 4
"""Bytes of the longest character in UTF-8."""


class UnreadableDocumentError(Exception):
    """A file that cannot be read as a document; the message says why, in one line."""


def no_text() -> str:
    """Return why data cannot be read that are no text in any encoding, with the way out on the command line."""
    return _("not a text file; if it is text, give --encoding or convert it to UTF-8")


@dataclass(frozen=True, slots=True)
class Decoded:
    """What bytes are as text."""

    text: str
    """The text, line ends as they stand, without the mark before it."""
    label: str
    """What people call its encoding."""
    replaced: int
    """How many places of it are broken: stretches of bytes for which `REPLACED` stands."""


def decode(data: bytes, encoding: str | None = None, *, whole: bool = True, declared: str | None = None) -> Decoded:
    """Return the text of data.

    A byte-order mark is no part of it. NUL becomes U+FFFD, because OpenCC would drop what follows it.

    Args:
        data: the bytes of a file.
        encoding: the name of the encoding they are in, whatever they look like; None to find it out.
        whole: whether they are all of the file; else they may end inside a character, which is left out then.
        declared: the name of an encoding that the document says it is in; it may lie.

    Raises:
        UnreadableDocumentError: when the data are no text; not when the encoding is given.
        UnknownEncodingError: when no encoding has the name.
    """
    if encoding is None and not data[:LONGEST_MARK].startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00", b"\x84\x31")):
        text = _clean(data, whole=whole)
        if text is not None:
            return Decoded(text.removeprefix(MARK), "UTF-8", 0)
    found = _found(data, whole=whole, declared=declared) if encoding is None else _given(encoding, data)
    text = found.decoder().decode(data[found.cut :], final=whole)
    counter = _Counter(found)
    text = counter.counted(text)
    return Decoded(text, found.label, counter.replaced)


def decode_pieces(pieces: Iterable[bytes], encoding: str | None = None) -> DecodedPieces:
    """Return the text of data that come in pieces, cut anywhere: together what `decode` makes of the whole.

    Args:
        pieces: the data. Nothing is made of them before enough are there to tell what they are, unless an empty piece
            says that no more are there for now: then of what has come, and for the piece an empty text comes.
        encoding: the name of the encoding they are in; None to find it out.

    Raises:
        UnreadableDocumentError: when the text is asked for and the data are none.
        UnknownEncodingError: then too, when no encoding has the name.
    """
    return DecodedPieces(pieces, encoding)


class DecodedPieces:
    """Text that comes in pieces, and what is known of its encoding so far."""

    def __init__(self, pieces: Iterable[bytes], encoding: str | None = None) -> None:
        self._texts = self._decode(pieces)
        self._name = encoding
        self._held = b""
        """What has come and is not decoded: not enough to tell by."""
        self._has_begun = False
        """Whether some of the text has come: then what is held is its first bytes that are not of ASCII."""
        self._decoder: IncrementalDecoder | None = None
        self._counter = _Counter()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return next(self._texts)

    @property
    def label(self) -> str:
        """What people call the encoding; of a text of ASCII alone UTF-8."""
        return self._counter.label

    @property
    def replaced(self) -> int:
        """How many places were broken so far."""
        return self._counter.replaced

    def _decode(self, pieces: Iterable[bytes]) -> Iterator[str]:
        for data in chain(pieces, (None,)):
            text = self._text(data or b"", final=data is None, now=data == b"")
            if text:
                self._has_begun = True
                yield text
            if data == b"" and self._has_begun:
                yield ""

    def _text(self, data: bytes, *, final: bool, now: bool) -> str:
        """Return what can be told of the text when more data have come.

        Args:
            data: what has come.
            final: whether that was all.
            now: whether no more comes for now.
        """
        text = ""
        if self._decoder is None:
            self._held += data
            text = self._decided(final=final, now=now)
            data, self._held = (self._held, b"") if self._is_decided else (b"", self._held)
        decoded = self._decoder.decode(data, final) if self._decoder is not None else ""
        return self._counter.counted(text + decoded)

    def _decided(self, *, final: bool, now: bool) -> str:
        """Decide what the encoding is, if that can be told by what is held; return what could be told before."""
        if not (final or len(self._held) >= (LONGEST_MARK if self._name or now else SAMPLE)):
            return ""
        if self._name is not None:
            self._take(_given(self._name, self._held))
            return ""
        start, before = first_of_no_ascii(self._held), ""
        is_plain = not is_full_of_nuls(self._held) and not CONTROL.search(self._held[:SAMPLE])
        if start is None and (self._has_begun or is_plain):
            before, self._held = self._held.decode("ascii"), b""
            return before
        if start is not None and start >= SAMPLE:
            before, self._held = self._held[:start].decode("ascii"), self._held[start:]
            self._has_begun = True
            if not (final or now or len(self._held) >= SAMPLE):
                return before
        if now and not final and len(self._held) < LONGEST_CHARACTER and _clean(self._held, whole=False) == "":
            return before
        self._take(_found(self._held, whole=final, begins=not self._has_begun))
        return before

    @property
    def _is_decided(self) -> bool:
        return self._decoder is not None

    def _take(self, encoding: Encoding) -> None:
        self._counter.know(encoding)
        self._decoder = encoding.decoder()
        self._held = self._held[encoding.cut :]


class _Counter:
    """Shows what is broken in a text that comes in pieces, and counts the places."""

    def __init__(self, encoding: Encoding | None = None) -> None:
        self.label = "UTF-8"
        self.replaced = 0
        self._mark = MARK
        self._was_broken = False
        if encoding is not None:
            self.know(encoding)

    def know(self, encoding: Encoding) -> None:
        """Take note of the encoding that the text is in."""
        from reader.documents.encodings import BROKEN

        self.label = encoding.label
        if encoding.cut:
            self._mark = BROKEN

    def counted(self, text: str) -> str:
        """Return the next piece of a text as it is shown."""
        from reader.documents.encodings import BROKEN

        if not text:
            return ""
        if self._mark == BROKEN:
            text, self._mark = BROKEN + text, ""
        text, self._mark = text.removeprefix(self._mark), ""
        if BROKEN in text:
            self.replaced += len(re.findall(f"{BROKEN}+", text)) - (self._was_broken and text[0] == BROKEN)
        self._was_broken = text.endswith(BROKEN)
        return text.replace(BROKEN, REPLACED).replace("\0", REPLACED)


def _clean(data: bytes, *, whole: bool) -> str | None:
    """Return the text of data that are UTF-8 without an error and could not be anything else; else None."""
    beginning = data[:SAMPLE]
    if is_full_of_nuls(beginning) or CONTROL.search(beginning):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if whole or error.end != len(data) or error.reason != "unexpected end of data":
            return None
        text = data[: error.start].decode("utf-8")
    return text.replace("\0", REPLACED) if 0 in data else text  # bytes are looked through far sooner than text


def _found(data: bytes, *, whole: bool, begins: bool = True, declared: str | None = None) -> Encoding:
    """Return the encoding that data are found to be in.

    Raises:
        UnreadableDocumentError: when they are no text.
    """
    from reader.documents.detecting import NoTextError, detect, detect_sample

    try:
        if begins:
            return detect(data, whole=whole, beginning=True, declared=declared)
        return detect_sample(data[:SAMPLE], whole=whole and len(data) <= SAMPLE, begins=False, declared=declared)
    except NoTextError as error:
        raise UnreadableDocumentError(no_text()) from error


def _given(name: str, data: bytes) -> Encoding:
    """Return the encoding of a name; of UTF-16 and UTF-32 the mark before the data tells which it is."""
    from reader.documents.encodings import marked, named

    encoding, mark = named(name), marked(data)
    if mark is not None and encoding.codec[:6] == mark[0].codec[:6] and encoding.codec.startswith("utf-"):
        return mark[0]
    return encoding
