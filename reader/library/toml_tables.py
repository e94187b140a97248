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

from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.toml_files import BrokenError, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence, Sequence

Fields = dict[str, Any]
"""What a table says."""

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]', re.DOTALL
)
"""What brackets can be hidden in, and these."""
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


@dataclass(slots=True, eq=False)
class Table:
    """One table of a file; the same object however often it is changed."""

    kind: str
    """The name in its head; empty where it is none of those that may be changed."""
    fields: Fields
    """What it says, not to be changed."""
    text: str
    """Its lines, up to the next one."""


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
        self._is_new = data is None
        try:
            text = content.removeprefix(BOM_UTF8).decode()
        except UnicodeDecodeError:
            raise self._unchangeable(content) from None
        self._newline = "\r\n" if text.count("\r\n") == text.count("\n") > 0 else "\n"
        try:
            self._begin, self._tables = self._read(text)
        except (BrokenError, KeyError, ValueError, TypeError):
            raise self._unchangeable(content) from None

    @property
    def tables(self) -> Iterator[Table]:
        """All tables that may be changed, in order."""
        return (table for table in self._tables if table.kind)

    @property
    def data(self) -> bytes | None:
        """What the file is to hold; None for no file."""
        text = self._begin + "".join(table.text for table in self._tables)
        if self._is_new and not text:
            return None
        return self._mark + text.encode()

    def add(self, kind: str, fields: Mapping[str, Any], comment: str = "") -> Table:
        """Add a table at the end, and return it.

        Args:
            kind: the name in its head.
            fields: what it says.
            comment: what stands beside its head for people.

        Raises:
            UnchangeableError: there is a character in it that no file can hold.
        """
        if self._is_new and not self._begin:
            self._begin = f"# {one_line(self._comment)}\n"
        last = self._tables[-1].text if self._tables else self._begin
        line_end = "" if not last or last.endswith("\n") else self._newline
        blank = self._newline if last.strip() or self._tables else ""
        self._append(line_end + blank)
        text = _written(kind, fields, comment).replace("\n", self._newline)
        self._tables.append(Table(kind, _fields(text, kind), text))
        return self._tables[-1]

    def change(self, table: Table, fields: Mapping[str, Any] | None) -> None:
        """Have a table say something else; None takes it out.

        Args:
            table: one of `tables`.
            fields: what it is to say; None for no table.

        Raises:
            UnchangeableError: there is a character in it that no file can hold.
        """
        end = _own_end(table.text)
        lines, rest = table.text[:end], table.text[end:]
        if fields is not None:
            written = _rewritten(lines.replace("\r\n", "\n"), table.kind, fields).replace("\n", self._newline)
            table.text = written + rest
            table.fields = _fields(table.text, table.kind)
            return
        number = next(number for number, one in enumerate(self._tables) if one is table)
        behind = self._tables[number + 1 :]
        del self._tables[number:]
        before = self._tables[-1].text if self._tables else self._begin
        if not before or before.endswith(self._newline * 2):  # one blank line fewer
            if rest.startswith(self._newline):
                rest = rest.removeprefix(self._newline)
            elif not rest and not behind:
                self._cut(len(self._newline))
        self._append(rest)
        self._tables += behind

    def _append(self, text: str) -> None:
        """Add what says nothing at the end."""
        if self._tables:
            self._tables[-1].text += text
        else:
            self._begin += text

    def _cut(self, length: int) -> None:
        """Take away what says nothing at the end."""
        if self._tables:
            last = self._tables[-1]
            last.text = last.text[: len(last.text) - length]
        else:
            self._begin = self._begin[: len(self._begin) - length]

    def _read(self, text: str) -> tuple[str, list[Table]]:
        """Return what comes before the first table of a file, and its tables.

        Raises:
            BrokenError: it is no TOML.
            KeyError, TypeError, ValueError: tables cannot be told apart from something else in it.
        """
        heads = list(_heads(text))
        begin = text[: heads[0]] if heads else text
        starts = [start for start in heads if start == heads[0] or not self._is_part(text, start)]
        tables: list[Table] = []
        for start, end in pairwise((*starts, len(text))):
            kind = self._kind(text, start)
            tables.append(Table(kind, _fields(text[start:end], kind) if kind else {}, text[start:end]))
        if not all(table.kind for table in tables) or not self._kinds.isdisjoint(parsed(begin.encode())):
            content = parsed(text.encode())
            for kind in self._kinds:
                if content.get(kind, []) != [table.fields for table in tables if table.kind == kind]:
                    raise KeyError(kind)
        return begin, tables

    def _kind(self, text: str, start: int) -> str:
        """Return the name in a head, if the table is one of those that may be changed; else nothing."""
        head = HEAD.match(text, start)
        if head is None or head[1] != "[[" or head[5] != "]":
            return ""
        name = head[2] or head[3] or head[4]
        return name if name in self._kinds else ""

    def _is_part(self, text: str, start: int) -> bool:
        """Return whether a head is that of a part of a table."""
        head = HEAD.match(text, start)
        return head is not None and head[5] == "." and (head[2] or head[3] or head[4]) in self._kinds

    def _unchangeable(self, content: bytes) -> UnchangeableError:
        try:
            parsed(content)
        except BrokenError as broken:
            return UnchangeableError(broken.then(_("{reason}; mend it, else nothing is written")))
        heads = ", ".join(f"[[{name}]]" for name in sorted(self._kinds))
        message = _("it can only be changed by hand: it holds more than entries under {headers}")
        return UnchangeableError(message.format(headers=heads))


# Reading


def _heads(text: str) -> Iterator[int]:
    """Yield where the lines of a TOML file begin that are heads of tables, in code points."""
    depth = 0
    for token in TOKEN.finditer(text):
        found = token[0]
        if found in "[{":
            if depth == 0 and found == "[":
                line = text.rfind("\n", 0, token.start()) + 1
                if not text[line : token.start()].strip(" \t"):
                    yield line
            depth += 1
        elif found in "]}":
            depth -= 1


@lru_cache(maxsize=ENTRIES)
def _fields(text: str, kind: str) -> Fields:
    content = parsed(text.encode())
    (fields,) = content.pop(kind)
    if content or not isinstance(fields, dict):
        raise TypeError(kind)
    return fields


def _own_end(table: str) -> int:
    """Return where the last line of a table ends that says something, in code points."""
    place = end = 0
    while place < len(table):
        blank = BLANK.match(table, place)
        line_end = table.find("\n", place) + 1 or len(table)
        if blank is None or blank.end() < line_end:
            end = line_end
        place = line_end
    return end


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
    except (TOMLKitError, BrokenError, TypeError):
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
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnchangeableError(_("there is a character in it that no file can hold")) from error
    return text
