"""The encodings that documents come in: what people call them, and what decodes each.

GB18030 stands for the whole family, of which GBK (Microsoft's 936) and GB 2312 are parts. Big5 is read as programs
write it today, with Microsoft's symbols (950) and, where these say nothing, with the characters of ETEN and of Hong
Kong, as the Encoding Standard has it (https://encoding.spec.whatwg.org/#big5).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.documents.sampling import MARK
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

BROKEN = "\udfff"
"""Stands for a byte that could not be decoded; no decoder yields it by itself."""
ERRORS = "reader.broken"
"""The handler of errors that has `BROKEN` stand for each wrong byte."""

EURO_OR = "reader.euro"
"""The handler of errors that reads `EURO`, and else does as that one."""

LABELS = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "euc-tw": "EUC-TW",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "utf-32-le": "UTF-32LE",
    "utf-32-be": "UTF-32BE",
    "cp1252": "Windows-1252",
}
"""What the encodings are called, by what they are called here."""
PARTS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp950": "big5",
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
    "iso8859-1": "cp1252",
}
"""Encodings that are read as others that hold all of their characters, by Python's names."""
ALIASES = {
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
    "gb-2312": "gb18030",
    "euc-cn": "gb18030",
    "windows-936": "gb18030",
    "x-gbk": "gb18030",
    "windows-950": "big5",
    "big5-eten": "big5",
    "x-x-big5": "big5",
    "cn-big5": "big5",
    "big-5": "big5",
    "cp951": "big5hkscs",
    "euctw": "euc-tw",
    "x-euc-tw": "euc-tw",
    "cns11643": "euc-tw",
}
"""Names that Python does not know, or means something else by: of UTF-16 and UTF-32 the mark tells which it is."""

SYMBOLS = dict(zip("•､‾∼♁☉¥¢£￭", "‧﹑¯～⊕⊙￥￠￡▓", strict=True))
"""Microsoft's symbols for those of Big5-HKSCS that stand at the same places."""
EURO = b"\xa3\xe1"
"""Where Microsoft has put € in Big5; Hong Kong has nothing there."""
AS_IN_HONG_KONG = str.maketrans({new: old for old, new in SYMBOLS.items()})


class UnknownEncodingError(ValueError):
    """No encoding has a name; the message says so and names those there are, in one line."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a document is encoded in."""

    codec: str
    """One of `LABELS`."""
    certainty: float = 1.0
    """How sure that is, up to 1."""
    considered: tuple[tuple[str, float], ...] = ()
    """The labels of all that it could be, and how sure each is, the best first."""
    cut: int = 0
    """Bytes at the beginning that are the end of a character; of a file that was cut."""

    @property
    def label(self) -> str:
        """What people call it."""
        return LABELS[self.codec]

    def decoder(self, errors: str = ERRORS) -> codecs.IncrementalDecoder:
        """Return what decodes text of any length.

        Args:
            errors: the name of the handler of errors: by default `BROKEN` stands for each wrong byte.
        """
        if self.codec == "big5":
            return _Big5Decoder(errors)
        if self.codec == "euc-tw":
            from reader.documents.cns import Decoder

            return Decoder(errors)
        return codecs.getincrementaldecoder(self.codec)(errors)

    def encoded(self, text: str) -> bytes | None:
        """Return the bytes of a text, without a mark; None where nothing encodes it here."""
        try:
            if self.codec == "big5":
                return b"".join(
                    EURO if piece == "€" else piece.translate(AS_IN_HONG_KONG).encode("big5hkscs")
                    for piece in re.split("(€)", text)
                )
            return None if self.codec == "euc-tw" else text.encode(self.codec)
        except UnicodeEncodeError:
            return None


UTF_8 = Encoding("utf-8")


class _Big5Decoder(codecs.IncrementalDecoder):
    """Decodes Big5 with the characters of Hong Kong and the symbols of Microsoft."""

    def __init__(self, errors: str) -> None:
        super().__init__(errors)
        self._decoder = codecs.getincrementaldecoder("big5hkscs")(EURO_OR if errors == ERRORS else errors)

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        text = self._decoder.decode(data, final)
        for old, new in SYMBOLS.items():  # ten times as fast as a translation: most are not there
            text = text.replace(old, new)
        return text

    def getstate(self) -> tuple[bytes, int]:
        return self._decoder.getstate()


@cache
def named(name: str) -> Encoding:
    """Return the encoding that people, programs and web pages call by a name, however that is written.

    Raises:
        UnknownEncodingError: when none is called so here.
    """
    wanted = name.strip().lower().replace("_", "-").replace(" ", "-")
    if wanted in LABELS or wanted in ALIASES:
        return Encoding(ALIASES.get(wanted, wanted))
    try:
        python = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        python = ""
    codec = ALIASES.get(python) or PARTS.get(python, python)
    if codec not in LABELS:
        known = ", ".join(LABELS.values())
        raise UnknownEncodingError(
            _("no encoding is called {name}; there are {known}").format(name=repr(name), known=known)
        )
    return Encoding(codec)


def marked(data: bytes) -> tuple[Encoding, int] | None:
    """Return the encoding that the mark before a text tells, and the length of the mark in bytes; None without one."""
    return next(((Encoding(codec), len(mark)) for mark, codec in _marks().items() if data.startswith(mark)), None)


@cache
def _marks() -> Mapping[bytes, str]:
    """Return what each mark tells, the longer ones first: that of UTF-32 begins with that of UTF-16."""
    told = ("utf-32-le", "utf-32-be", "gb18030", "utf-8", "utf-16-le", "utf-16-be")
    return {MARK.encode(codec): codec for codec in told}


def _broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


def _euro_or_broken(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start : error.start + len(EURO)] == EURO:
        return "€", error.start + len(EURO)
    return _broken(error)


codecs.register_error(ERRORS, _broken)
codecs.register_error(EURO_OR, _euro_or_broken)
