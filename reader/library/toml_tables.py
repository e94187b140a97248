"""A TOML file of `[[…]]` tables that people edit and the app adds to: one table is changed, all else stays as it is.

The file is cut at the heads of its tables, and only what is changed is parsed and written anew, so that the work does
not grow with what else there is. Comments, order and layout of everything else stay, byte for byte.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.documents.paragraphs import Span
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.toml_files import BrokenError, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence, Sequence

Fields = dict[str, Any]
"""What a table says."""

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]', re.DOTALL
)
"""What brackets and line ends can be hidden in, and these."""
HEAD = re.compile(r"[ \t]*(\[\[?)[ \t]*(?:\"([\w-]+)\"|'([\w-]+)'|([\w-]+))[ \t]*([.\]])")
"""The head of a table: whether it is one of several, the first part of its name, and whether there are more."""
BLANK = re.compile(r"[ \t]*(?:#.*)?\r?\n?")
"""A line that says nothing, with its line end."""
ENTRIES = 100_000
"""As many tables are remembered as they were read, so that after a change only the changed one is read again."""
LONG_LINE = 110
"""Code points from which on a list takes a line for each of its members."""


class UnchangeableError(Exception):
    """A file cannot be changed by the app; the text says why and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file."""

    kind: str
    """The name in its head."""
    fields: Fields
    span: Span
    """Where it stands in the text of the file, in code points, up to the next one."""


class TomlTables:
    """The tables of a file."""

    def __init__(self, data: bytes | None, kinds: Sequence[str], comment: str) -> None:
        """Read a file.

        Args:
            data: what it holds; None where there is none.
            kinds: the names of the tables that may be changed.
            comment: what a new file begins with.

        Raises:
            UnchangeableError: the file is no TOML, or holds something that tables cannot be told apart from.
        """
        content = data or b""
        self._mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
        self._kinds = frozenset(kinds)
        self._comment = comment
        self._before = data
        try:
            self._text = content.removeprefix(BOM_UTF8).decode()
        except UnicodeDecodeError:
            raise self._unchangeable(content) from None
        self._newline = "\r\n" if self._text.count("\r\n") == self._text.count("\n") > 0 else "\n"
        self._read()

    @property
    def data(self) -> bytes | None:
        """What the file is to hold; None for no file.

        Raises:
            UnchangeableError: it cannot be written as UTF-8.
        """
        if self._before is None and not self._text:
            return None
        try:
            return self._mark + self._text.encode()
        except UnicodeEncodeError as error:
            raise UnchangeableError(_("there is a character in it that no file can hold")) from error

    def add(self, kind: str, fields: Mapping[str, Any], comment: str = "") -> None:
        """Add a table at the end.

        Args:
            kind: the name in its head.
            fields: what it says.
            comment: what stands beside its head for people.
        """
        if self._before is None and not self._text:
            self._text = f"# {one_line(self._comment)}\n"
        line_end = "" if not self._text or self._text.endswith("\n") else self._newline
        blank = self._newline if self._text.strip() else ""
        self._text += line_end + blank + _written(kind, fields, comment).replace("\n", self._newline)
        self._read()

    def change(self, table: Table, fields: Mapping[str, Any] | None) -> None:
        """Have a table say something else; None takes it out.

        Args:
            table: one of `tables`, which are others afterwards.
            fields: what it is to say; None for no table.
        """
        lines = _own_lines(self._text, table.span)
        before, after = self._text[: lines.start], self._text[lines.end :]
        if fields is not None:
            written = _rewritten(lines.of(self._text).replace("\r\n", "\n"), table.kind, fields)
            self._text = before + written.replace("\n", self._newline) + after
        else:
            if not before or before.endswith(self._newline * 2):  # one blank line fewer
                if after.startswith(self._newline):
                    after = after.removeprefix(self._newline)
                elif not after:
                    before = before.removesuffix(self._newline)
            self._text = before + after
        self._read()

    def _read(self) -> None:
        heads = list(_heads(self._text))
        begin = self._text[: heads[0]] if heads else self._text
        tables: list[Table] = []
        others = False
        try:
            others = not self._kinds.isdisjoint(parsed(begin.encode("utf-8", "surrogatepass")))
            starts = [start for start in heads if not self._is_part(start, heads)]
            for start, end in pairwise((*starts, len(self._text))):
                kind = self._kind(start)
                if kind is None:
                    others = True
                else:
                    tables.append(Table(kind, _fields(self._text[start:end], kind), Span(start, end)))
        except (BrokenError, KeyError, ValueError, TypeError):
            raise self._unchangeable(self._text.encode("utf-8", "surrogatepass")) from None
        if others:
            self._check(tables)
        self.tables = tables
        """All tables that may be changed, in order."""

    def _kind(self, start: int) -> str | None:
        """Return the name in a head, if the table is one of those that may be changed."""
        head = HEAD.match(self._text, start)
        if head is None or head[1] != "[[" or head[5] != "]":
            return None
        name = head[2] or head[3] or head[4]
        return name if name in self._kinds else None

    def _is_part(self, start: int, heads: Sequence[int]) -> bool:
        """Return whether a head is that of a part of a table."""
        head = HEAD.match(self._text, start)
        return (
            start != heads[0] and head is not None and head[5] == "." and (head[2] or head[3] or head[4]) in self._kinds
        )

    def _check(self, tables: Sequence[Table]) -> None:
        """Make sure that a file with other things in it says by its tables what it says as a whole."""
        try:
            content = parsed(self._text.encode("utf-8", "surrogatepass"))
        except BrokenError:
            raise self._unchangeable(self._text.encode("utf-8", "surrogatepass")) from None
        for kind in self._kinds:
            if content.get(kind, []) != [table.fields for table in tables if table.kind == kind]:
                heads = ", ".join(f"[[{name}]]" for name in sorted(self._kinds))
                message = _("it can only be changed by hand: it holds more than entries under {headers}")
                raise UnchangeableError(message.format(headers=heads))

    def _unchangeable(self, content: bytes) -> UnchangeableError:
        try:
            parsed(content)
        except BrokenError as broken:
            return UnchangeableError(_("{reason}; until that is mended nothing is written").format(reason=broken))
        heads = ", ".join(f"[[{name}]]" for name in sorted(self._kinds))
        message = _("it can only be changed by hand: it holds more than entries under {headers}")
        return UnchangeableError(message.format(headers=heads))


# Reading


def _heads(text: str) -> Iterator[int]:
    """Yield where the lines of a TOML file begin that are heads of tables, in code points."""
    line, depth = 0, 0
    for token in TOKEN.finditer(text):
        found = token[0]
        if found == "\n":
            line = token.end()
        elif found in "[{":
            if found == "[" and depth == 0 and not text[line : token.start()].strip(" \t"):
                yield line
            depth += 1
        elif found in "]}":
            depth -= 1


@lru_cache(maxsize=ENTRIES)
def _fields(text: str, kind: str) -> Fields:
    content = parsed(text.encode("utf-8", "surrogatepass"))
    (fields,) = content.pop(kind)
    if content or not isinstance(fields, dict):
        raise TypeError(kind)
    return fields


def _own_lines(text: str, table: Span) -> Span:
    """Return the lines of a table from its head to the last one that says something."""
    place = end = table.start
    while place < table.end:
        blank = BLANK.match(text, place, table.end)
        line_end = text.find("\n", place, table.end) + 1 or table.end
        if blank is None or blank.end() < line_end:
            end = line_end
        place = line_end
    return Span(table.start, end)


# Writing


def _rewritten(lines: str, kind: str, fields: Mapping[str, Any]) -> str:
    """Return the lines of a table that says something else; comments, and what stays, stay as they are."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(lines)
        _update(document[kind][0], fields)
        written = tomlkit.dumps(document)
        if not lines.endswith("\n"):
            written = written.removesuffix("\n")
        if parsed(written.encode()) == {kind: [fields]}:
            return written
    except (TOMLKitError, BrokenError, UnicodeEncodeError, TypeError):
        pass
    return _written(kind, fields)


def _update(table: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    from tomlkit.items import Table as Part

    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        if key not in table:
            table[key] = _item(value)
        elif (now := table[key]) == value:
            continue
        elif isinstance(now, Part) and isinstance(value, dict):
            _update(now, value)
        elif isinstance(now, list) and isinstance(value, list) and _update_list(now, value):
            continue
        else:
            table[key] = _item(value)


def _update_list(members: MutableSequence[Any], wanted: Sequence[Any]) -> bool:
    """Take out of a list what is not wanted and add what is; return whether it then is as it should be."""
    left = list(wanted)
    gone: list[int] = []
    for number, member in enumerate(members):
        if member in left:
            left.remove(member)
        else:
            gone.append(number)
    for number in reversed(gone):
        del members[number]
    for value in left:
        members.append(_item(value))
    return list(members) == list(wanted)


def _item(value: object) -> Any:
    import tomlkit

    return tomlkit.value(_value(value))


def _written(kind: str, fields: Mapping[str, Any], comment: str = "") -> str:
    """Return the lines of a new table."""
    beside = one_line(comment)
    head = f"[[{kind}]]" + (f"  # {beside}" if beside else "")
    return "".join(f"{line}\n" for line in (head, *(f"{key} = {_value(value, key)}" for key, value in fields.items())))


def _value(value: object, key: str = "") -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        members = [_value(one) for one in value]
        line = f"[{', '.join(members)}]"
        if len(key) + len(line) < LONG_LINE:
            return line
        return "[\n" + "".join(f"  {member},\n" for member in members) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
