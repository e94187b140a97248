"""EUC-TW, the encoding of CNS 11643, for which Python has no codec.

ASCII stands for itself. A character of the first plane is two bytes from A1 to FE, its row and its cell; one of a
plane behind it has two bytes more in front: 8E, and the number of the plane from A1 on (RFC 1922, section 3.2).
"""

from __future__ import annotations

import codecs
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Handler = Callable[[UnicodeError], tuple[str | bytes, int]]

DATA = Path(__file__).with_name("cns.json")
PLANES = 3
"""As many planes are known here, the first ones."""
SIDE = 94
"""Rows of a plane, and cells of a row."""
FIRST = 0xA1
"""The byte of the first row and of the first cell."""
SINGLE_SHIFT = 0x8E
"""The byte that says that a character is of the plane that follows."""
NOTHING = " "
"""Stands in the data where there is no character."""

PART = re.compile(rb"[\x00-\x7f]+|(?:[\xa1-\xfe]{2})+|\x8e[\xa1-\xfe]{3}")
INCOMPLETE = re.compile(rb"[\xa1-\xfe]|\x8e[\xa1-\xfe]{0,2}")


@cache
def planes() -> tuple[dict[bytes, str], ...]:
    """Return the characters of each plane by their rows and cells, both as bytes."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    places = [bytes((row, cell)) for row in range(FIRST, FIRST + SIDE) for cell in range(FIRST, FIRST + SIDE)]
    return tuple(
        {place: character for place, character in zip(places, plane, strict=True) if character != NOTHING}
        for plane in data["planes"]
    )


class Decoder(codecs.BufferedIncrementalDecoder):
    """Decodes EUC-TW that comes in pieces, cut anywhere; what is wrong is left to the handler of errors."""

    def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        handler = codecs.lookup_error(errors)
        texts: list[str] = []
        at = 0
        while at < len(data):
            part = PART.match(data, at)
            if part is None:
                if not final and INCOMPLETE.fullmatch(data, at):
                    break
                at = _handled(handler, data, at, texts)
            elif data[at] < SINGLE_SHIFT:
                texts.append(part.group().decode("ascii"))
                at = part.end()
            elif data[at] == SINGLE_SHIFT:
                number = data[at + 1] - FIRST
                character = planes()[number].get(data[at + 2 : at + 4]) if number < PLANES else None
                at = part.end() if character is not None else _handled(handler, data, at, texts, part.end())
                texts.append(character or "")
            else:
                at = _pairs(handler, data, at, part.end(), texts)
        return "".join(texts), at


def _pairs(handler: Handler, data: bytes, start: int, end: int, texts: list[str]) -> int:
    """Decode characters of the first plane; return where one is then."""
    first = planes()[0]
    characters = [first.get(data[place : place + 2]) for place in range(start, end, 2)]
    for place, character in zip(range(start, end, 2), characters, strict=True):
        if character is None:
            _handled(handler, data, place, texts, place + 2)
        else:
            texts.append(character)
    return end


def _handled(handler: Handler, data: bytes, start: int, texts: list[str], end: int | None = None) -> int:
    """Have wrong bytes handled; return where to go on."""
    error = UnicodeDecodeError("euc-tw", data, start, end or start + 1, "no character")
    text, place = handler(error)
    texts.append(str(text))
    return place
