"""Detection of the script a text is written in, and of the region of a Traditional one.

Simplified and Traditional are told apart by characters that the other script never uses. The region of a Traditional
text is read from its glyphs (為 or 爲, 説 or 說, 着 or 著) and a few words; in one paragraph these are noise, so the
region is asked of a whole document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reader.scripts.characters import characters
from reader.scripts.script import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.documents.paragraphs import Span

SAMPLE = 65_536
"""A text of up to as many code points is looked at whole, a longer one in slices spread evenly over it."""
SLICES = 32
"""A long text has no more of them, and more than half as many."""
SLICE = SAMPLE // SLICES

STANDARD_GLYPHS = "爲衆羣峯僞牀喫纔麪竈"
TAIWAN_GLYPHS = "為眾裡麵啟簷"
TAIWAN_WORDS = re.compile(
    "網路|軟體|硬體|韌體|記憶體|程式|使用者|計程車|捷運|公車|滑鼠|伺服器|部落格|螢幕|隨身碟|光碟|印表機|當機|簡訊|"
    "專案|演算法|資料庫|預設|介面|便利商店|便當|國中生|國小|奈米|雷射|義大利|川普|歐巴馬|普丁|祖克柏"
)
HONG_KONG_GLYPHS = "説閲悦脱税鋭鈎衞葱嘅咗喺唔啲冇嚟佢咁哋"
HONG_KONG_WORDS = re.compile("質素|的士|巴士|小巴|短訊|屋企|雪櫃|電單車|泊車|樓價")
OF_HONG_KONG_AND_STANDARD = "着裏"
OF_HONG_KONG_AND_TAIWAN = "為眾"
SHARED_GLYPHS = OF_HONG_KONG_AND_STANDARD + OF_HONG_KONG_AND_TAIWAN
"""Together, one of either kind speaks for Hong Kong."""
GLYPHS = re.compile(f"[{STANDARD_GLYPHS}{TAIWAN_GLYPHS}{HONG_KONG_GLYPHS}{SHARED_GLYPHS}]")
# 著 as the aspect particle (看著), not as in 著名, 著作, 原著, 顯著.
ASPECT_ZHU = re.compile("著(?<![名原顯卓土編專昭合論遺巨鉅譯]著)(?![名作述書稱者於])")
KANA_LETTERS = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))
LAST_BASIC = "\uffff"
BEYOND = "\U00010000-\U0010ffff"
"""All characters beyond the basic plane, for a class of a pattern."""
NO_SIGN, SIMPLIFIED, TRADITIONAL, KANA = " stk"
"""What the characters of a text are signs of."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many code points of a text are written only in Simplified and only in Traditional script."""

    simplified: int
    traditional: int

    @property
    def written(self) -> Written:
        """The script this evidence speaks for: `zh-Hans`, `zh-Hant` (whatever the region), `mixed` or `none`."""
        more, less = max(self.simplified, self.traditional), min(self.simplified, self.traditional)
        if more == 0:
            return Written.NONE
        if less == more or (less >= 2 and less * 5 >= more + less):
            return Written.MIXED
        return Written.HANS if self.simplified > self.traditional else Written.HANT


@lru_cache(maxsize=1)
def _signs() -> list[int]:
    """Return the sign that each code point of the basic plane is: a list, which `str.translate` looks up fastest in."""
    known = characters()
    signs = [ord(NO_SIGN)] * 0x10000
    for sign, those in (SIMPLIFIED, known.simplified_only), (TRADITIONAL, known.traditional_only), (KANA, KANA_LETTERS):
        for character in those:
            if character <= LAST_BASIC:
                signs[ord(character)] = ord(sign)
    return signs


def evidence(text: str) -> Evidence:
    """Return the evidence for either script in a text. Japanese text, known by its kana, is evidence for neither."""
    return _evidence(text.translate(_signs()))


def _evidence(signs: str) -> Evidence:
    if (kana := signs.count(KANA)) >= 2 and kana * 4 >= len(signs):
        return Evidence(0, 0)
    simplified, traditional = signs.count(SIMPLIFIED), signs.count(TRADITIONAL)
    if not signs.isascii():  # what is beyond the basic plane is left as it was
        known = characters()
        simplified += sum(map(known.simplified_only.__contains__, signs))
        traditional += sum(map(known.traditional_only.__contains__, signs))
    return Evidence(simplified, traditional)


def detect_document(text: str) -> Written:
    """Return the script of a whole document with its region; of a long one, samples spread over it decide."""
    text = sample(text)
    written = evidence(text).written
    return region(text) if written is Written.HANT else written


def detect_paragraph(text: str, document: Written) -> Written:
    """Return the script of one paragraph, which takes from its document what it gives no evidence for itself."""
    foreign = _foreign(document)
    if foreign is not None and foreign.search(text) is None:
        return document
    return _in_document(evidence(text).written, text, document)


@cache
def _foreign(document: Written) -> re.Pattern[str] | None:
    """Return what finds a character that may speak against a document's script; None where any may."""
    against = foreign(document)
    return None if against is None else re.compile(f"[{against}]")


def foreign(document: Written) -> str | None:
    """Return all that may speak against a document's script, for a class of a pattern; None where any character may."""
    if document in (Written.MIXED, Written.NONE):
        return None
    known = characters()
    against = known.simplified_only if document.traditional else known.traditional_only
    return "".join(sorted(one for one in against if one <= LAST_BASIC)) + BEYOND


def detect_paragraphs(text: str, paragraphs: Iterable[Span], document: Written) -> Iterator[Written]:
    """Yield the scripts of the paragraphs of a document, in order, as `detect_paragraph` tells them one by one."""
    signs, start, end = "", 0, 0
    for paragraph in paragraphs:
        if paragraph.end > end:
            start, end = paragraph.start, max(paragraph.end, paragraph.start + SAMPLE)
            signs = text[start:end].translate(_signs())
        written = _evidence(signs[paragraph.start - start : paragraph.end - start]).written
        yield document if written is document else _in_document(written, paragraph.of(text), document)


def _in_document(written: Written, text: str, document: Written) -> Written:
    if written is Written.NONE:
        return document
    if written is Written.HANT:
        return document if document.traditional else region(text)
    return written


def region(text: str) -> Written:
    """Return the region of a Traditional text: `zh-Hant` for OpenCC's standard glyphs and where there is no sign."""
    glyphs = GLYPHS.findall(text)
    standard = _count(glyphs, STANDARD_GLYPHS)
    taiwan = _count(glyphs, TAIWAN_GLYPHS) + len(TAIWAN_WORDS.findall(text)) + len(ASPECT_ZHU.findall(text))
    hong_kong = _count(glyphs, HONG_KONG_GLYPHS) + len(HONG_KONG_WORDS.findall(text))
    kinds = OF_HONG_KONG_AND_STANDARD, OF_HONG_KONG_AND_TAIWAN
    if hong_kong or (not standard and all(any(map(kind.__contains__, glyphs)) for kind in kinds)):
        hong_kong += _count(glyphs, SHARED_GLYPHS)
    if standard >= max(taiwan, hong_kong):
        return Written.HANT
    return Written.HK if hong_kong > taiwan else Written.TW


class Sample:
    """What is looked at of a text, gathered while the text comes: the same however it is cut into pieces.

    A slice begins at every multiple of a distance: the length of a slice, doubled until there are few enough.
    """

    def __init__(self) -> None:
        self._slices: list[str] = []
        self._distance = SLICE
        self._length = 0

    def add(self, piece: str) -> None:
        """Take in the next piece of the text."""
        before, done = self._length, 0
        self._length += len(piece)
        while done < len(piece):
            if self._slices and (missing := SLICE - len(self._slices[-1])):
                self._slices[-1] += piece[done : done + missing]
                done += missing
                continue
            if len(self._slices) == SLICES and before + len(piece) > SLICES * self._distance:
                self._slices = self._slices[::2]
                self._distance *= 2
            done = len(self._slices) * self._distance - before
            if done < len(piece):
                self._slices.append("")

    @property
    def text(self) -> str:
        """All of a text that is not long; else its slices, apart by line ends."""
        return ("" if self._distance == SLICE else "\n").join(self._slices)


def sample(text: str) -> str:
    """Return what is looked at of a text: all of one up to `SAMPLE` code points, else slices spread evenly over it."""
    if len(text) <= SAMPLE:
        return text
    gathered = Sample()
    gathered.add(text)
    return gathered.text


def _count(glyphs: Sequence[str], marks: str) -> int:
    return sum(map(marks.__contains__, glyphs))
