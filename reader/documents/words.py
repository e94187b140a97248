"""Words: which characters of a Chinese text belong together, by the dictionary of jieba (rjieba).

The dictionary is loaded when a word is first asked for: it takes a tenth of a second and 30 MB.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader.documents.paragraphs import Span, paragraph_at

AROUND = 40
"""Code points on either side that decide where a word begins and ends."""
LATIN = re.compile("[0-9A-Za-z\u00c0-\u024f]+(?:[-'’.+][0-9A-Za-z\u00c0-\u024f]+)*")
PAUSE = re.compile("[\\s，。！？；：、,!?;:「」『』“”‘’（）()《》〈〉]")


def word_at(text: str, offset: int) -> Span:
    """Return the word that a source offset belongs to; a mark or a space by itself is one."""
    paragraph = paragraph_at(text, offset)
    if not paragraph.start <= offset < paragraph.end:
        return Span(offset, min(offset + 1, len(text)))
    for match in LATIN.finditer(text, max(paragraph.start, offset - 200), min(paragraph.end, offset + 200)):
        if match.start() <= offset < match.end():
            return Span(match.start(), match.end())
    start, end = max(paragraph.start, offset - AROUND), min(paragraph.end, offset + AROUND)
    pauses = [match.end() for match in PAUSE.finditer(text, start, offset)]
    start = pauses[-1] if pauses else start
    place = start
    for word in _words(text[start:end]):
        if place + len(word) > offset:
            return Span(place, place + len(word))
        place += len(word)
    return Span(offset, offset + 1)


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text; together they are the whole of it."""
    import rjieba

    cuts = rjieba.cut(text, True)
    return tuple(cuts) if "".join(cuts) == text else tuple(text)
