"""Quotation marks as the script has them: “ ” ‘ ’ in Simplified, 「 」 『 』 in Traditional text.

OpenCC leaves them alone, and so does the reader unless asked. Each mark becomes another one, so no place moves. Marks
that are not paired are left as they stand: a text that has them wrong would only get worse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.scripts.rendition import Held
    from reader.scripts.script import Script

CURLY, CORNER = "“”‘’", "「」『』"
MARK = re.compile(f"(?<![A-Za-z])’|’(?![A-Za-z])|[{(CURLY + CORNER).replace('’', '')}]")
"""A quotation mark; between two Latin letters it is an apostrophe (don’t)."""
CLOSING = dict(zip("“‘「『", "”’」』", strict=True))


def with_marks_of(text: str, target: Script, kept: Iterable[Held] = ()) -> str:
    """Return a text with the quotation marks of a script: as many code points as before.

    Args:
        text: the text.
        target: the script.
        kept: stretches of it whose marks are none of the sentence, and stay.
    """
    other, own = (CURLY, CORNER) if target.traditional else (CORNER, CURLY)
    if not any(map(text.__contains__, other)):
        return text
    becomes = dict(zip(other, own, strict=True))
    characters = list(text)
    opened: list[re.Match[str]] = []
    for mark in _marks(text, kept):
        if mark[0] in CLOSING:
            opened.append(mark)
        elif opened and CLOSING[opened[-1][0]] == mark[0]:
            for paired in (opened.pop(), mark):
                characters[paired.start()] = becomes.get(paired[0], paired[0])
        elif mark[0] != "’":  # without a partner it is an apostrophe (the ’90s)
            return text
    return text if opened else "".join(characters)


def _marks(text: str, kept: Iterable[Held]) -> Iterator[re.Match[str]]:
    place = 0
    for hold in kept:
        yield from MARK.finditer(text, place, hold.start)
        place = hold.end
    yield from MARK.finditer(text, place)
