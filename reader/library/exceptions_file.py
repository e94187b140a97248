"""Files with exceptions from conversion: plain TOML that people read and edit, and that the app adds to.

A file holds `[[phrase]]` tables:

    [[phrase]]
    text = "余秋雨"       # as it stands in documents, or as it is shown in another script
    keep = true           # leave it as it stands

    [[phrase]]
    text = "软件"
    zh-TW = "軟體"        # how it is written in a script; zh-Hant serves Taiwan and Hong Kong too
    exact = true          # only in this spelling

An entry that is not right is left out and reported, the rest of its file holds. The app changes the lines of one entry
and nothing else: what a person has written around it stays, byte for byte.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.documents.paragraphs import Span
from reader.documents.sanitising import harmless
from reader.entities.lists import Problem
from reader.language import _
from reader.library.atomic import bytes_of
from reader.library.toml_files import BrokenError, parsed
from reader.scripts.exceptions import Phrase
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_BYTES = 16 * 2**20
"""Bytes of the longest file."""
LONGEST = 100
"""Code points of a phrase and of a form at most."""
TABLE, TEXT, KEEP, EXACT = "phrase", "text", "keep", "exact"
TAGS = (Script.HANS, Script.HANT, Script.TW, Script.HK)
FIELDS = (TEXT, KEEP, EXACT, *TAGS)
HEADER = f"[[{TABLE}]]"
HEADING = re.compile(rf"^[ \t]*\[\[[ \t]*(?:{TABLE}|\"{TABLE}\"|'{TABLE}')[ \t]*\]\][ \t]*(?:#.*)?\r?$", re.MULTILINE)
"""The line that an entry begins with."""
BRACKET = re.compile(r"^[ \t]*\[", re.MULTILINE)
"""What every line has in front that begins a table, and some lines of a long list."""
BLANK = re.compile(r"[ \t]*(?:#.*)?\r?\n?")
"""A line that says nothing, with its line end."""
ENTRIES = 100_000
"""As many entries are remembered as they were read, so that after a change only the changed one is read again."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a file says."""

    phrases: tuple[Phrase, ...] = ()
    problems: tuple[Problem, ...] = ()


class UnchangeableError(Exception):
    """A file cannot be changed by the app; the text says why and what to do, in one line."""


class _Wrong(Exception):  # noqa: N818 (raised and caught in this file)
    """A field that is not right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def read(path: Path) -> Listed:
    """Return what a file says; one that does not exist says nothing."""
    file = str(path)
    try:
        content = bytes_of(path, MOST_BYTES)
        return Listed() if content is None else listed(content, file)
    except NotADirectoryError:
        return Listed()
    except OSError as error:
        from reader.documents.reasons import why_unread

        return Listed(problems=(Problem(file, "", "", why_unread(error)),))


def listed(data: bytes, file: str) -> Listed:
    """Return what the bytes of a file say, with its name in the problems."""
    try:
        content = _content(data)
    except BrokenError as broken:
        message = broken.then(_("{reason}; mend it, else nothing in it holds"))
        return Listed(problems=(Problem(file, "", "", message),))
    problems = [Problem(file, "", key, _unknown((TABLE,))) for key in content if key != TABLE]
    tables = content.get(TABLE, [])
    if not isinstance(tables, list):
        problems.append(Problem(file, TABLE, "", _under_header()))
        tables = []
    found: dict[str, Phrase] = {}
    for number, table in enumerate(tables, start=1):
        try:
            phrase = _phrase(table)
            if phrase.text in found:
                raise _Wrong(TEXT, _("there is another entry with this text in the file"))
            found[phrase.text] = phrase
        except _Wrong as wrong:
            problems.append(Problem(file, _label(table, number), wrong.field, wrong.message))
    return Listed(tuple(found.values()), tuple(problems))


def changed(before: bytes | None, text: str, phrase: Phrase | None) -> bytes | None:
    """Return a file with one entry added, changed or taken out, and everything else as it is.

    Args:
        before: the file; None where there is none.
        text: the text of the entry.
        phrase: what the entry is to say; None for no entry.

    Raises:
        UnchangeableError: the file is no TOML, or holds something that entries cannot be told apart from.
    """
    content, mark = (before or b"").removeprefix(BOM_UTF8), BOM_UTF8 if (before or b"").startswith(BOM_UTF8) else b""
    try:
        tables = _content(content).get(TABLE, [])
    except BrokenError as broken:
        message = broken.then(_("{reason}; mend it, else nothing is written"))
        raise UnchangeableError(message) from broken
    whole = content.decode()
    entries = _entries(whole)
    if entries is None or not isinstance(tables, list) or len(entries) != len(tables):
        raise UnchangeableError(_("it can only be changed by hand: it holds more than entries under [[phrase]]"))
    newline = "\r\n" if whole.count("\r\n") == whole.count("\n") > 0 else "\n"
    own = [number for number, table in enumerate(tables) if _text_of(table) == text]
    if own:
        number = next((number for number in own if _is_right(tables[number])), own[0])
        after = _replaced(whole, _own_lines(whole, entries[number]), phrase, newline)
    elif phrase is None:
        return before
    else:
        line_end = "" if not whole or whole.endswith("\n") else newline
        blank = newline if whole.strip() else ""
        after = whole + line_end + blank + _written(phrase, newline)
    return mark + after.encode()


def is_phrase(text: str) -> bool:
    """Return whether a text may be a phrase, or a form of one."""
    return 0 < len(text) <= LONGEST and text == text.strip() and harmless(text) == text


# Reading


def _content(data: bytes) -> Mapping[str, Any]:
    """Return what a file says; in one with entries alone each entry is read by itself, and only once.

    Raises:
        BrokenError: it is no TOML.
    """
    try:
        text = data.decode("utf-8-sig")
        entries = _entries(text)
        if entries:
            begin = parsed(text[: entries[0].start].encode())
            if TABLE not in begin:
                return {**begin, TABLE: [_entry(entry.of(text)) for entry in entries]}
    except (BrokenError, UnicodeDecodeError):
        pass  # of the whole file it can be said in which line it is broken
    return parsed(data)


@lru_cache(maxsize=ENTRIES)
def _entry(text: str) -> Mapping[str, Any]:
    tables: list[Mapping[str, Any]] = parsed(text.encode())[TABLE]
    return tables[0]


def _entries(text: str) -> list[Span] | None:
    """Return where the entries of a file stand, in code points, each up to the next; None where that is not certain.

    Without a string over several lines, and where every line that begins with a bracket is the head of an entry, a head
    can stand nowhere else than before an entry: lists over several lines leave an entry that is no TOML by itself.
    """
    heads = [head.start() for head in HEADING.finditer(text)]
    if '"""' in text or "'''" in text or len(heads) != len(BRACKET.findall(text)):
        return None
    return [Span(start, end) for start, end in pairwise((*heads, len(text)))]


def _phrase(table: object) -> Phrase:
    if not isinstance(table, dict):
        raise _Wrong("", _under_header())
    for key in table:
        if key not in FIELDS:
            raise _Wrong(key, _unknown(FIELDS))
    text = _checked(table.get(TEXT, ""), TEXT)
    forms = {tag: _checked(table[tag], tag) for tag in TAGS if tag in table}
    keep, exact = _switch(table, KEEP), _switch(table, EXACT)
    if not keep and not forms:
        example = 'zh-TW = "…"'
        message = _("say keep = true to leave it as it stands, or give a form of it, such as {example}")
        raise _Wrong("", message.format(example=example))
    return Phrase(text, forms, keep, exact)


def _is_right(table: object) -> bool:
    try:
        _phrase(table)
    except _Wrong:
        return False
    return True


def _checked(text: object, field: str) -> str:
    if not isinstance(text, str) or not is_phrase(text):
        message = _("write text on one line, of at most {count} characters, without control characters or outer spaces")
        raise _Wrong(field, message.format(count=LONGEST))
    return text


def _switch(table: Mapping[str, Any], field: str) -> bool:
    value = table.get(field, False)
    if not isinstance(value, bool):
        raise _Wrong(field, _("write true or false"))
    return value


def _unknown(known: tuple[str, ...]) -> str:
    return _("unknown field; known are {fields}").format(fields=", ".join(known))


def _under_header() -> str:
    return _("write each entry under {header}").format(header=HEADER)


def _text_of(table: object) -> str | None:
    text = table.get(TEXT) if isinstance(table, dict) else None
    return text if isinstance(text, str) else None


def _label(table: object, number: int) -> str:
    label, text = _("entry {number}").format(number=number), _text_of(table)
    return f"{label} ({text})" if text else label


# Writing


def _own_lines(text: str, entry: Span) -> Span:
    """Return the lines of an entry from its head to the last one that says something."""
    place = end = entry.start
    while place < entry.end:
        blank = BLANK.match(text, place, entry.end)
        line_end = text.find("\n", place, entry.end) + 1 or entry.end
        if blank is None or blank.end() < line_end:
            end = line_end
        place = line_end
    return Span(entry.start, end)


def _replaced(text: str, lines: Span, phrase: Phrase | None, newline: str) -> str:
    before, after = text[: lines.start], text[lines.end :]
    if phrase is not None:
        return before + _rewritten(lines.of(text), phrase, newline) + after
    if not before or before.endswith(newline * 2):  # one blank line fewer
        if after.startswith(newline):
            after = after.removeprefix(newline)
        elif not after:
            before = before.removesuffix(newline)
    return before + after


def _rewritten(lines: str, phrase: Phrase, newline: str) -> str:
    """Return the lines of an entry with other values; comments, and fields that stay, stay as they are."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    wanted = _fields(phrase)
    try:
        document = tomlkit.parse(lines.replace("\r\n", "\n"))
        table = document[TABLE][0]
        for key in [key for key in table if key not in wanted]:
            del table[key]
        for key, value in wanted.items():
            if table.get(key) != value:
                table[key] = value
        written = tomlkit.dumps(document).replace("\n", newline)
        if parsed(written.encode()) == {TABLE: [wanted]}:
            return written
    except (TOMLKitError, BrokenError):
        pass
    return _written(phrase, newline)


def _written(phrase: Phrase, newline: str) -> str:
    """Return the lines of a new entry."""
    fields = (f"{key} = {_value(value)}" for key, value in _fields(phrase).items())
    return "".join(f"{line}{newline}" for line in (HEADER, *fields))


def _fields(phrase: Phrase) -> dict[str, str | bool]:
    switches: dict[str, str | bool] = {name: True for name, on in ((KEEP, phrase.kept), (EXACT, phrase.exact)) if on}
    return {TEXT: phrase.text, **switches, **{str(tag): phrase.forms[tag] for tag in TAGS if tag in phrase.forms}}


def _value(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
