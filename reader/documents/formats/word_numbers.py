"""The numbers before the paragraphs of a Word document, which stand nowhere in its text: 第一章, （一）, 1.2, [3].

They are counted as ECMA-376 part 1, 17.9 says: each paragraph, by itself or by its style, is of a level of a list;
each list counts its levels, and a level begins anew behind one above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.documents.formats.markup import attribute, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.formats.word_styles import Styles

LONGEST_NUMBER = 40
"""Code points of what stands before a paragraph; more is none."""
LARGEST = 9999
"""What is larger is written in Arabic numerals."""
DEEPEST = 8
"""The last of the nine levels that a list has, of which the first is 0."""
_HELD = re.compile("%([1-9])")
_DIGITS = "零一二三四五六七八九"
_UNITS = ("千", "百", "十", "")
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_FORMAL_CHINESE = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))
_ROWS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    """The paragraphs of which style are of it."""
    is_arabic: bool = False
    """Whether the numbers of the levels above it are Arabic here."""
    restarts: bool = True


class Numbers:
    """Counts the paragraphs of a document, one after the other."""

    def __init__(self, numbering: Any, styles: Styles) -> None:
        """Take in the lists that a document defines; None where it defines none."""
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._own_levels: dict[str, dict[int, _Level]] = {}
        self._anew: dict[str, set[int]] = {}
        """The levels of lists at which these begin anew, and have not yet."""
        self._counts: dict[str, dict[int, int]] = {}
        for element in () if numbering is None else numbering:
            if local(element) == "abstractnum":
                self._levels[attribute(element, "abstractNumId")] = dict(_levels(element))
            elif local(element) == "num":
                number = attribute(element, "numId")
                self._lists[number] = _value(element, "abstractnumid")
                self._own_levels[number] = dict(self._overridden(element, self._lists[number]))
                self._anew[number] = {level for level, _start in _started(element)}

    def _overridden(self, element: Any, of: str) -> Iterator[tuple[int, _Level]]:
        """Yield the levels that a list has otherwise than what it is an instance of."""
        of_all = self._levels.get(of, {})
        own = {level: told for changed in element for level, told in _levels(changed)}
        starts = dict(_started(element))
        for level in own.keys() | starts.keys():
            told = own.get(level) or of_all.get(level) or _Level()
            yield level, replace(told, start=starts.get(level, told.start))

    def before(self, paragraph: Any) -> str | None:
        """Return the number of the next paragraph as it is shown; None where it has none, or a sign instead."""
        number, depth = self._styles.listed(paragraph)
        of = self._lists.get(number)
        if of is None:
            return None
        levels = {**self._levels.get(of, {}), **self._own_levels[number]}
        if depth is None:
            styles = self._styles.chain(paragraph)
            depth = next((depth for depth, level in levels.items() if level.style in styles), 0)
        counts = self._counts.setdefault(of, {})
        if depth in self._anew[number]:
            self._anew[number].discard(depth)
            counts.pop(depth, None)
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none"):
            return None
        for above in range(depth + 1):
            counts.setdefault(above, levels.get(above, level).start - (above == depth))
        counts[depth] += 1
        for below in [below for below in counts if below > depth and levels.get(below, level).restarts]:
            del counts[below]

        def shown(held: re.Match[str]) -> str:
            above = int(held[1]) - 1
            form = "decimal" if level.is_arabic else levels.get(above, level).form
            return written(counts.get(above, 1), form)

        text = _HELD.sub(shown, level.text).strip()
        return text if text and len(text) <= LONGEST_NUMBER else None


def _started(element: Any) -> Iterator[tuple[int, int]]:
    """Yield the levels that a list begins anew, with their first numbers."""
    for changed in element:
        depth = _number(attribute(changed, "ilvl"), 0)
        if local(changed) == "lvloverride" and depth <= DEEPEST and (start := _value(changed, "startoverride")):
            yield depth, _number(start, 1)


def _levels(element: Any) -> Iterator[tuple[int, _Level]]:
    """Yield the levels that an element defines, by how deep they are."""
    for told in element:
        if local(told) == "lvl" and (depth := _number(attribute(told, "ilvl"), 0)) <= DEEPEST:
            yield (
                depth,
                _Level(
                    start=_number(_value(told, "start"), 1),
                    form=_value(told, "numfmt") or "decimal",
                    text=_value(told, "lvltext")[: 2 * LONGEST_NUMBER],
                    style=_value(told, "pstyle"),
                    is_arabic=any(
                        local(one) == "islgl" and attribute(one, "val") not in ("0", "false") for one in told
                    ),
                    restarts=_value(told, "lvlrestart") != "0",
                ),
            )


def written(number: int, form: str) -> str:
    """Return a number as the forms of lists in Word write it (17.18.59); one that is not known here in Arabic ones."""
    if not 0 < number <= LARGEST:
        return str(number)
    if form in _CHINESE:
        return chinese(number)
    if form in _FORMAL_CHINESE:
        return chinese(number).translate(_FORMAL)
    if (row := _ROWS.get(form)) is not None:
        return row[number - 1] if number <= len(row) else str(number)
    match form:
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth":
            return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, LONGEST_NUMBER)
            return letter.upper() if form == "upperLetter" else letter
        case "upperRoman" | "lowerRoman":
            return roman(number).upper() if form == "upperRoman" else roman(number)
    return str(number)


def chinese(number: int) -> str:
    """Return a number up to `LARGEST` as Chinese counts: 十, 二十一, 一百零三."""
    said, is_zero = "", False
    for digit, unit in zip(f"{number:04}", _UNITS, strict=True):
        if digit == "0":
            is_zero = bool(said)
            continue
        said += ("零" if is_zero else "") + _DIGITS[int(digit)] + unit
        is_zero = False
    return said[1:] if said.startswith("一十") else said


def roman(number: int) -> str:
    """Return a number as Roman numerals in small letters."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _value(element: Any, name: str) -> str:
    """Return the value that an element inside of another tells."""
    return next((attribute(told, "val") for told in element if local(told) == name), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else otherwise
