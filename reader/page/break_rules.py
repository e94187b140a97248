"""The rules by which a line may break: Unicode's (UAX #14, version 17), as Chinese tailors them.

The tailoring follows W3C's Requirements for Chinese Text Layout (CLREQ), "Prohibition Rules for Line Start and Line
End", the level "basic", which it recommends, with ellipses as UAX #14 has them, and what is written in Chinese texts
today. The rules that are not Unicode's have names of their own here:

- quotes: a quotation mark next to East Asian writing opens or closes as it looks, and a line may break on its outer
  side, where Unicode ties it to Latin letters. Straight ones next to it open and close in turn.
- interpunct: · never starts a line (马克·|陈), and ties Latin letters (l·l).
- connector: a single dash, ～ and ~ never start a line. A double dash, which connects nothing, may.
- solidus: neither does ／. Nor do ： and ；, even behind a space.
- number: a number keeps its unit (3年). Digits and letters of full width make numbers and words.
- hyphen: a word with hyphens stays whole.
- slash: a word with one slash stays whole (km/h, TCP/IP). With more of them it is a path or a URL, and breaks behind
  each, except behind :// and the slash that it begins with, also behind - & = _ and before %, while Unicode has only
  / and ? part it. A word may begin with a slash or a full stop.
- signs: + - $ % and the like stay together (C++).

Whether a line may break is decided by the classes of the two clusters beside the place. Where a rule looks further,
`in_context` gives a character another class first.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from reader.page.break_classes import ALL, letter, letters, pattern

if TYPE_CHECKING:
    from collections.abc import Callable

MARKS = """
LB4         BK ÷
LB5         CR × LF
LB5         CR ÷
LB5         LF ÷
LB6         × BK CR LF
LB7         × SP SPm ZW
LB8         ZW ÷
LB9         ^BK CR LF SP ZW × CM ZWJ
LB11        × WJ
LB11        WJ ×
LB12        GL ×
LB12a       ^SP BA HY HH × GL
slash       SP ÷ SYp
LB13        × CL CP EX SY
LB14        OP SPx ×
LB15a       OQ ×
LB15c       SP ÷ ISp
LB15d       × IS
interpunct  × IP
LB17        B2 × B2
LB18        SP ÷
LB19        × QU CQ QUl
LB19, LB19a QU ×
LB20        ÷ CB
LB20        CB ÷
connector   × DA
connector   EA × TI
LB21        × BA HH HY NS
LB21        BB ×
LB21a       HYx ×
LB21b       SY × HL
LB22        × IN
"""
"""The rules that keep marks in their places: × ties, ÷ parts the classes on its sides; none stands for all, ^ for all
but these. The first that is about two classes decides. What LB8a, LB26, LB30a and LB30b join is one cluster."""

WORDS = """
hyphen      HY HH × AL
slash       SYp SYw × AL HL NU
slash       × HYb URb
slash       POb × AL HL NU
number      NU × UN
signs       PR PO × PR PO
LB19a       QUl × AL HL NU
LB23        AL HL × NU
LB23        NU × AL HL
LB23a       PR × ID EB EM
LB23a       ID EB EM × PO
LB24        PR PO × AL HL
LB24        AL HL × PR PO
LB25        NU SYn ISn CLn CPn × PO PR
LB25        PRo POo × OP
LB25        PR PO HY IS × NU
LB25        NU SYn × NU
LB26        JL × JL JV H2 H3
LB27        JL JV JT H2 H3 × PO
LB27        PR × JL JV JT H2 H3
LB28        AL HL × AL HL
LB28a       AP × AK DC AS
LB28a       AK DC AS × VF VI AKv DCv ASv
LB28a       AKi DCi ASi × AK DC
LB29        IS × AL HL
LB30        AL HL NU × OP-EA
LB30        CP-EA × AL HL NU
"""
"""The rules that keep words and numbers whole; those of the marks go before. What no rule ties may part (LB31)."""


class Context(NamedTuple):
    """A rule that looks further than at the two clusters beside a place: some classes become others there."""

    name: str
    needs: tuple[str, ...]
    """Of each of these, a text must have one of the classes for the rule to be of use."""
    source: str
    """What it looks for: a regular expression over classes."""
    becomes: str
    """Which classes in what is found become which others."""


_WORD = "AL HL NU IS HY HH PR PO"
_URL = f"{_WORD} SY EX"
_LETTERS = "AL HL NU"
_SLASH = f"[{_LETTERS}]SY"
_CLOSING = "CL CP EX IS SP BK CR LF"
_FOLLOWS = "SP GL WJ CL QU CQ CP EX IS SY BK CR LF ZW"

CONTEXTS = (
    Context("LB8", ("ZW", "SP"), "ZW SP+", "SP→ZW"),
    Context("LB15a", ("Pi",), "Pi(?<![^BK CR LF OP QU GL SP ZW].)", "Pi→OQ"),
    Context("quotes", ("Pi",), f"Pi(?:(?=Pi{{,3}}[EA-CL-EX-NS-BA])|(?<=[EA].)(?![{_CLOSING}]|\\Z))", "Pi→OQ"),
    Context("quotes", ("Pf",), f"Pf(?:(?<=[EA-OP].)Pf*|(?<=[^OP OQ {_CLOSING}].)Pf{{,3}}(?=EA))", "Pf→CQ"),
    Context("quotes", ("DQ",), "DQ(?:(?<=[EA].)|(?=EA))", ""),
    Context("LB19a", ("QU-Pi-DQ",), "[QU-Pi-DQ](?<=[AL HL NU].)(?=[AL HL NU])", "QU→QUl"),
    Context("number", ("FS",), "FS(?<=[NUw].)(?=NUw)", "FS→SYn"),
    Context("LB25", ("NU", "SY IS"), "NU[SY IS]+", "SY→SYn IS→ISn"),
    Context("LB25", ("NU", "CL CP", "PR PO"), "[NU SYn ISn][CL CP](?=[PR PO])", "CL→CLn CP→CPn"),
    Context("LB25", ("PR PO", "OP", "NU"), "[PR PO](?=OP IS?NU)", "PR→PRo PO→POo"),
    Context("LB15c", ("IS", "SP", "NU"), "IS(?<=[SP].)(?=NU)", "IS→ISp"),
    Context("slash", ("ST", "SP"), "ST(?<=[SP].)(?=ST*[AL HL SY])", "ST→ISp"),
    Context("slash", ("SY", "SP"), "SY(?<=[SP].)(?=[AL HL NU])", "SY→SYp"),
    Context(
        "slash",
        ("SY",),
        f"(?<![{_WORD} SY])[{_WORD}]*{_SLASH}(?=[{_LETTERS}][{_WORD}]*(?![{_WORD} SY]))",
        "SY→SYw",
    ),
    Context("slash", ("SY", "IS"), "SY(?<=[IS][SY].)", "SY→SYw"),
    Context(
        "slash",
        ("SY",),
        f"(?<![{_URL}])(?=[{_WORD}]*SY[{_WORD}]*SY)(?=[{_URL}]*[AL HL])[{_URL}]+",
        "HY→HYb HH→HYb UR→URb PO→POb",
    ),
    Context("LB14, LB15a", ("OP Pi DQ", "SP"), "[OP OQ]SP+", "SP→SPx"),
    Context("LB15b", ("Pf DQ", "SP"), f"SP(?=[Pf CQ](?:[{_FOLLOWS}]|\\Z))", "SP→SPx"),
    Context("LB16", ("CL CP", "SP", "NS"), "[CL CP]SP+(?=NS)", "SP→SPx"),
    Context("LB17", ("B2", "SP"), "B2 SP+(?=B2)", "SP→SPx"),
    Context("connector", ("DS",), "DS(?<![B2].)(?!B2)", "DS→DA"),
    Context("interpunct", ("IP",), "IP(?<=[AL HL NU].)(?=[AL HL NU])", "IP→AL"),
    Context("LB20a", ("HL", "HY HH"), "[HY HH](?<![^BK CR LF SP ZW CB GL].)(?=HL)", "HY→HYx HH→HYx"),
    Context("LB21a", ("HL", "HY HH"), "[HY HH](?<=[HL].)(?=[^HL])", "HY→HYx HH→HYx"),
)
"""The rules that look further, in order. Each sees the classes that those before have changed."""


def in_context(classes: str) -> str:
    """Return the classes of a text, one for each cluster, as the rules for two classes need them."""
    for change in _changes(frozenset(classes) & _NEEDED):
        classes = change(classes)
    return classes


@lru_cache(maxsize=256)
def _changes(present: frozenset[str]) -> tuple[Callable[[str], str], ...]:
    """Return what the rules do that are of use for a text that has these classes."""
    return tuple(
        _change(context)
        for context in CONTEXTS
        if all(not present.isdisjoint(letters(names)) for names in context.needs)
    )


@cache
def _change(context: Context) -> Callable[[str], str]:
    search = pattern(context.source)
    if not context.becomes:
        return partial(_paired, search)
    pairs = (pair.split("→") for pair in context.becomes.split())
    table = {ord(one): letter(new) for old, new in pairs for one in letters(old)}
    return partial(search.sub, lambda found: found[0].translate(table))


def _paired(search: re.Pattern[str], classes: str) -> str:
    """Return classes where straight quotation marks open and close in turn, if some stand where that is told from."""
    mark, opening, closing = letter("DQ"), letter("OQ"), letter("CQ")
    if classes.count(mark) % 2 or not search.search(classes):
        return classes
    parts = classes.split(mark)
    return parts[0] + "".join((closing, opening)[at % 2] + part for at, part in enumerate(parts[1:], start=1))


_NEEDED = frozenset(letters(" ".join(names for context in CONTEXTS for names in context.needs)))

_NAMES = 12
"""The name of a rule takes so many columns."""

_Rule = tuple[str, bool, str]
"""The letters on the left, whether it ties, and the letters on the right."""


class Ties(dict[str, bool]):
    """Whether a line must not break between two classes, by some rules in order; found when first asked for."""

    def __init__(self, rules: list[_Rule]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, pair: str) -> bool:
        tied = next((ties for left, ties, right in self._rules if pair[0] in left and pair[1] in right), False)
        self[pair] = tied
        return tied


def _read(rules: str) -> list[_Rule]:
    found = []
    for line in rules.strip().splitlines():
        left, sign, right = re.split("([×÷])", line[_NAMES:])
        found.append((_side(left.strip()), sign == "×", _side(right.strip())))
    return found


@cache
def _side(names: str) -> str:
    if not names:
        return ALL
    if names.startswith("^"):
        left_out = letters(names[1:])
        return "".join(one for one in ALL if one not in left_out)
    return letters(names)


_BY_MARKS = _read(MARKS)
TIED_BY_MARKS = Ties(_BY_MARKS)
"""By the rules of the marks alone: a word or a number that is wider than the page may be cut elsewhere."""
TIED = Ties(_BY_MARKS + _read(WORDS))
"""By all rules: a line may break elsewhere."""
