"""Line break classes: each character of a text becomes one letter, by which the rules of `break_rules` know it.

The classes are Unicode's (UAX #14, table 1; see `derive.py` for the names), those of some characters are tailored for
Chinese, and further ones are given by rules to characters in a certain context. A class can belong to others, whose
rules then hold for it, too: a `UN` is an `ID`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from reader.page.cells import WIDTHS
from reader.page.characters import characters

UNITS = (
    "年月日号號时時分秒点點刻岁歲周週天季世度"
    "倍成折万萬亿億千百元块塊角美欧歐英港"
    "个個米公毫平克吨噸斤升瓦人名次种種篇家位只隻本部条條张張台臺辆輛字行页頁章节節回届屆轮輪级級层層楼樓室路"
)
"""Characters that a number keeps: units of time, of money and of measure, classifiers, and the first ones of longer
units (公里, 美元). Each stands here in both scripts, so that a number breaks alike in them."""

TAILORED = {
    "UN": UNITS,
    "NUw": "０１２３４５６７８９",
    "ALw": "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "FS": "．：",
    "CLw": "；",
    "IP": "·‧・･",
    "NSw": "～－／",
    "NS": "•",
    "TI": "~",
    "DS": "—",
    "DQ": '"',
    "UR": "&=_",
    "SY": "\\",
    "ST": ".",
    "NB": "\u00a0",
    "BS": "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f",
    "BSw": "\u3000",
}
"""The characters whose class is not Unicode's, or one of its own: units, words and numbers of full width, the pause
marks of full width that Unicode takes for mere non-starters, those among them that stand inside numbers, interpuncts,
connectors and solidi, the bullet that stands for an interpunct, the tilde, the em dash, the straight double quotation
mark, the letters that part a URL, the backslash, which parts paths like a slash, the full stop, with which a word may
begin, and the spaces whose class is not SP."""

BELONGS = {
    "CM": "AL",  # LB10, where LB9 joins it to nothing
    "CMw": "AL CM",
    "ZWJ": "AL",
    "DC": "AL",
    "Pi": "QU",
    "Pf": "QU",
    "DQ": "QU",
    "UN": "ID EA",
    "FS": "CL EA",
    "TI": "AL",
    "UR": "AL",
    "DS": "B2",
    "NB": "GL",
    "BS": "BA",
    "BSw": "BS BA EA",
    "SPx": "SP",
    "SPm": "AL",
    "SYn": "SY",
    "SYp": "SY",
    "SYw": "SY",
    "ST": "IS",
    "ISn": "IS",
    "ISp": "IS",
    "CLn": "CL",
    "CPn": "CP",
    "PRo": "PR",
    "POo": "PO",
    "HYx": "HY",
    "AKi": "AK",
    "ASi": "AS",
    "DCi": "DC AL",
    "AKv": "AK",
    "ASv": "AS",
    "DCv": "DC AL",
    "QUl": "",
    "OQ": "",
    "CQ": "",
    "DA": "",
    "HYb": "",
    "URb": "",
    "POb": "",
    "IP": "",
}
"""The classes beyond Unicode's, and those of Unicode's that belong to another: what they belong to, and EA if they are
of East Asian width. What the rules make them for is said there."""


CLUSTERS = (
    ("CM ZWJ", "CM ZWJ", "AL"),
    ("SP", "CM ZWJ", "SPm"),
    ("NB", "CM ZWJ", "GL"),
    ("BS", "CM ZWJ", "BA"),
    ("JL", "JT", "H3w"),
    ("JL", "JV", "H2w"),
    ("AK", "VI", "AKi"),
    ("AS", "VI", "ASi"),
    ("DC", "VI", "DCi"),
    ("AK", "VF", "AKv"),
    ("AS", "VF", "ASv"),
    ("DC", "VF", "DCv"),
)
"""What a cluster begins with, what is joined to it, and the class that it has then: a mark on nothing or on a space,
syllables of Hangul, conjuncts and final consonants of the Brahmic scripts."""


_FREE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!%,/:;<=>@_"
"""Letters that mean nothing in a regular expression, those of Unicode's classes among them."""


def _letters_of_all() -> dict[str, str]:
    """Return the letter of each class by its name; those given here, too, are ASCII unless a cluster has them."""
    known = dict(characters().classes)
    free = (one for one in _FREE if one not in known.values())
    closer = (chr(code) for code in range(0xC0, 0x100) if chr(code) not in known.values())
    of_clusters = {name for _first, _behind, name in CLUSTERS}
    for name in (*TAILORED, *BELONGS):
        if name not in known:
            known[name] = next(closer if name in of_clusters else free)
    return known


def _members() -> dict[str, str]:
    """Return the letters of the classes that belong to a class, its own among them."""
    members = dict(_LETTER)
    for name, own in _LETTER.items():
        belongs = BELONGS[name] if name in BELONGS else f"{name[:-1]} EA" if name.endswith("w") else ""
        for other in belongs.split():
            members[other] = members.get(other, "") + own
    return members


_LETTER = _letters_of_all()
_MEMBERS = _members()
ALL = "".join(_LETTER.values())
"""The letters of all classes."""


def letter(name: str) -> str:
    """Return the letter of a class."""
    return _LETTER[name]


@cache
def letters(names: str) -> str:
    """Return the letters of all classes that are named, parted by spaces: `OP-EA` is OP without the East Asian ones."""
    found = ""
    for name in names.split():
        base, *without = name.split("-")
        left_out = "".join(_MEMBERS[one] for one in without)
        found += "".join(one for one in _MEMBERS[base] if one not in left_out)
    return found


_SET_OR_NAME = re.compile(r"\[(?P<negated>\^?)(?P<names>[^\]]+)\]|[A-Z][A-Za-z0-9]+")


def pattern(source: str) -> re.Pattern[str]:
    """Return a regular expression over letters, written with the names of classes, alone or in brackets.

    Spaces in it only part names.
    """
    return re.compile(_SET_OR_NAME.sub(_spelt, source).replace(" ", ""))


def _spelt(found: re.Match[str]) -> str:
    negated, names = found["negated"] or "", found["names"] or found[0]
    return f"[{negated}{letters(names)}]"


class _Classes(dict[int, str]):
    """The letter of each code point met so far, for `str.translate`."""

    def __init__(self) -> None:
        super().__init__((ord(one), _LETTER[name]) for name, members in TAILORED.items() for one in members)

    def __missing__(self, code: int) -> str:
        facts = characters()
        found = facts.letters[bisect_right(facts.starts, code) - 1]
        if found in _JOINED_BY_WIDTH and WIDTHS[chr(code)] == 0:
            found = _LETTER["CM"]
        self[code] = found
        return found


_classes = _Classes()
_JOINED_BY_WIDTH = letters("AL ID OP CL GL")
"""Classes some of whose characters take no cell, and are joined to what stands before like a mark (LB9)."""


def classes_of(text: str) -> str:
    """Return the letters of the classes of all characters of a text."""
    return text.translate(_classes)


@lru_cache(maxsize=4096)
def class_of_cluster(classes: str) -> str:
    """Return the letter of a cluster, from those of its characters (LB9, LB10).

    It is mostly that of the first; what stands behind it counts where it is more than marks.
    """
    base, rest = classes[0], classes[1:]
    for first, behind, name in CLUSTERS:
        if rest and base in letters(first) and not frozenset(letters(behind)).isdisjoint(rest):
            return letter(name)
    return base
