r"""Regular expressions as people type them, made to find every spelling of what they say.

A text need not be folded to be searched under the fold: the pattern is unfolded instead. Each of its characters
becomes the set of all that fold to the same, in sets and short ranges too, while what is no character of the text stays
as it is: classes (`\S`), the names of groups and properties, counts, flags. References to groups compare as written.

The patterns are those of the `regex` module, which can be stopped after a time and lets other threads run meanwhile.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.sanitising import one_line
from reader.language import _
from reader.scripts.variants import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regex import Pattern

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[pP]\{[^}]*\}|[gL]<[^>]*>"
    r"|0[0-7]{0,2}|[1-3][0-7]{2}|[1-9][0-9]?|.)",
    re.DOTALL,
)
GROUP = re.compile(
    r"\(\?P?<[^=!>][^>]*>"  # a name
    r"|\(\?P=[^)]*\)"  # a reference to a group
    r"|\(\?\((?!\?)[^)]*\)"  # a condition
    r"|\(\?(?P<flags>[a-zA-Z0-9]*)(?:-[a-zA-Z]+)?[:)]"
    r"|\(\?#[^)]*\)|\(\*[^)]*\)|\(\?(?:[=!>|]|<[=!])"
)
CALL = re.compile(r"\(\?(?:P>[^)]*|&[^)]*|R|[+-]?[0-9]+)\)")
"""A group matched anew by its own pattern, which may go on for ever and take all memory."""
COUNT = re.compile(r"\{(?:[0-9]*,?[0-9]*|[^{}]*[eids][^{}]*)\}")
NAMED_SET = re.compile(r"\[:\^?\w+:\]")
COMMENT = re.compile("#[^\n]*")
WIDE = 256
"""A range of as many characters means a whole block, such as [一-龥], and stands for itself."""
META = frozenset(".^$*+?|()")


class BadPatternError(Exception):
    """What was typed is no regular expression; the message says where and why, in one line."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A pattern that finds every spelling of what another one says."""

    pattern: Pattern[str]
    across: bool
    """Whether it says a line end, so that a match may reach over several lines."""


def unfolded(typed: str) -> Unfolded:
    """Return a regular expression made to find every spelling; `^` and `$` are the start and the end of a line.

    Raises:
        BadPatternError: when it is none.
    """
    from regex import MULTILINE, REVERSE, VERSION0

    flags = MULTILINE | VERSION0
    as_typed = _compile(typed, flags)  # by itself first, so that the place of an error is one in what was typed
    if as_typed.flags & REVERSE:
        raise BadPatternError(_("Not a regular expression to search with: it searches backwards (?r)."))
    reading = _Reading(typed)
    return Unfolded(_compile(reading.pattern(), flags), reading.across)


def _compile(pattern: str, flags: int) -> Pattern[str]:
    import regex

    try:
        return regex.compile(pattern, flags)
    except regex.error as error:
        place = max(0, min(getattr(error, "pos", None) or 0, len(pattern) - 1))
        said = one_line(getattr(error, "msg", str(error)))
        reason = _reasons().get(said, said)
        raise BadPatternError(_not_at(place, reason)) from error
    except RecursionError as error:
        raise BadPatternError(_("Not a regular expression to search with: too many groups in groups")) from error
    except (ValueError, OverflowError) as error:
        reason = one_line(str(error))
        raise BadPatternError(_("Not a regular expression: {reason}").format(reason=reason)) from error


def _not_at(place: int, reason: str) -> str:
    return _("Not a regular expression, at character {place}: {reason}").format(place=place + 1, reason=reason)


def _reasons() -> dict[str, str]:
    """Return the commonest reasons why a pattern is none, as `regex` gives them, in the reader's language."""
    return {
        "missing )": _("a closing ) is missing"),
        "unbalanced parenthesis": _("there is no ( to this )"),
        "unterminated character set": _("the closing ] is missing"),
        "nothing to repeat": _("there is nothing to repeat"),
        "multiple repeat": _("repeated twice over"),
        "bad character range": _("a range that runs backwards"),
        "bad escape (end of pattern)": _("nothing stands behind the backslash"),
        "min repeat greater than max repeat": _("at least more often than at most"),
        "unknown group": _("there is no such group"),
        "invalid group reference": _("there is no such group"),
        "bad character in group name": _("a group must not be called that"),
        "missing >": _("the closing > is missing"),
        "unknown extension": _("unknown after (?"),
        "unknown property": _("there is no such property"),
        "undefined character name": _("there is no such character"),
        "repeat count too big": _("repeated too often"),
    }


class _Reading:
    """A pattern read from its start to its end."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.place = 0
        self.across = False
        self.verbose = False
        """Whether space in the pattern means nothing and # begins a comment."""

    def pattern(self) -> str:
        """Return the pattern unfolded."""
        parts = []
        while self.place < len(self.typed):
            parts.append(self._next())
        return "".join(parts)

    def _next(self) -> str:
        character = self.typed[self.place]
        if character == "[":
            return self._set()
        if character == "\\":
            escape = self._take(ESCAPE)
            self.across |= escape == "\\R"
            meant = meant_by(escape)
            return escape if meant is None else self._literal(meant)
        if character == "(" and CALL.match(self.typed, self.place):
            reason = _("a group that calls a group")
            raise BadPatternError(_not_at(self.place, reason))
        if character == "(" and (group := GROUP.match(self.typed, self.place)):
            flags = group["flags"] or ""
            self.across |= "s" in flags
            self.verbose |= "x" in flags
            return self._take(GROUP)
        if character == "{" and COUNT.match(self.typed, self.place):
            return self._take(COUNT)
        if self.verbose and character == "#":
            return self._take(COMMENT)
        self.place += 1
        if character in META or (self.verbose and character.isspace()):
            return character
        return self._literal(character)

    def _take(self, token: re.Pattern[str]) -> str:
        found = token.match(self.typed, self.place)
        assert found is not None, self.typed
        self.place = found.end()
        return found[0]

    def _literal(self, character: str) -> str:
        self.across |= character in LINE_ENDS
        return any_of(spellings(character))

    def _set(self) -> str:
        """Return the set that begins here."""
        self.place += 1
        negated = self.typed.startswith("^", self.place)
        self.place += negated
        parts: list[str] = []
        members: set[str] = set()
        first = True
        while first or self.typed[self.place] != "]":
            first = False
            if NAMED_SET.match(self.typed, self.place):
                parts.append(self._take(NAMED_SET))
                continue
            token, low = self._member()
            if low is None:
                parts.append(token)
                continue
            high = low
            if self.typed.startswith("-", self.place) and not self.typed.startswith("-]", self.place):
                here = self.place
                self.place += 1
                _token, end = self._member()
                if end is None:
                    self.place = here
                else:
                    high = end
            self.across |= not negated and low == high and low in LINE_ENDS
            if ord(high) - ord(low) + 1 < WIDE:
                members.update(*map(spellings, map(chr, range(ord(low), ord(high) + 1))))
            else:
                parts.append(f"{escaped(low)}-{escaped(high)}")
        self.place += 1
        return f"[{'^' if negated else ''}{''.join(parts)}{inside(members)}]"

    def _member(self) -> tuple[str, str | None]:
        """Take the next thing in a set; return how it is written, and the character that it is, if it is one."""
        if self.typed[self.place] == "\\":
            escape = self._take(ESCAPE)
            return escape, "\b" if escape == "\\b" else meant_by(escape)
        self.place += 1
        character = self.typed[self.place - 1]
        return character, character


def meant_by(escape: str) -> str | None:
    """Return the character that an escape stands for; None for a class, a place, a property or a group."""
    kind, rest = escape[1], escape[2:]
    if kind in "xuU" and rest:
        return chr(int(rest, 16))
    if kind == "N" and rest:
        try:
            return unicodedata.lookup(rest[1:-1])
        except KeyError:
            return None
    if kind == "0" or (kind in "123" and len(rest) == 2):
        return chr(int(escape[1:], 8))
    if kind in CONTROLS:
        return CONTROLS[kind]
    return None if kind.isascii() and kind.isalnum() else kind


def any_of(characters: str) -> str:
    """Return the pattern of any one of some characters."""
    return f"[{inside(characters)}]" if len(characters) > 1 else escaped(characters)


def inside(characters: Iterable[str]) -> str:
    """Return the inside of a set of characters, as few ranges: a set is asked one after the other."""
    parts: list[str] = []
    runs: list[list[int]] = []
    for code in sorted(set(map(ord, characters))):
        if runs and code == runs[-1][-1] + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    for run in runs:
        first, last = escaped(chr(run[0])), escaped(chr(run[-1]))
        parts.append(first if len(run) == 1 else f"{first}-{last}" if len(run) > 2 else first + last)
    return "".join(parts)


def escaped(character: str) -> str:
    """Return the pattern of one character, in a set and outside."""
    return character if character.isalnum() else f"\\U{ord(character):08x}"
