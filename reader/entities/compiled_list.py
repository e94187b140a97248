"""A list as the computer reads it fast: what its TOML states, kept so that the TOML need not be parsed at each start.

JSON in columns. Entries and names that differ in their texts alone share a form, of which there are few; ids and texts
are one string each, a line for each of them. So what is kept can be checked by the rules of the lists in a few strokes:
whatever somebody has written there instead, nothing comes out that a list could not state.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.documents.sanitising import NEVER_SHOWN, one_line
from reader.entities.entity import UNDETERMINED, Name
from reader.entities.entries import ID, TAGS, TYPE, Entry
from reader.entities.parsed_list import ParsedList
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    _Maker = Callable[[Mapping[str, str], Iterator[str]], Name]

VERSION = "1"
"""Raised whenever a list states something else than before, or what is kept of it has another shape."""

_WRONG = -1
"""Stands for the form of an entry that is wrong."""

_HALF_SURROGATE = re.compile(rb"\\u[dD]")
"""How JSON may say what TOML cannot; nothing of the kind is written here."""


class _NameForm(NamedTuple):
    """All of a name but its texts."""

    tags: tuple[tuple[str, bool], ...]
    """The tags of its spellings, and whether it is the canonical name of that tag, which is not written again."""
    short: bool
    case: bool
    together_with: tuple[str, ...]
    only_in: tuple[str, ...]
    not_in: tuple[str, ...]

    @property
    def texts(self) -> int:
        """How many texts are written for such a name."""
        return sum(not is_canonical for _tag, is_canonical in self.tags)


class _EntryForm(NamedTuple):
    """All of an entry but its id and its texts."""

    type: str | None
    tags: tuple[str, ...]
    """The tags of the canonical names."""
    names: int
    """How many names it has."""
    has_description: bool | None
    """Whether it has one that is not empty; None where none is given."""
    off: tuple[str, ...] | bool
    elsewhere: bool
    merged_into: str | None
    is_only_off: bool
    is_in_order: bool

    @property
    def texts(self) -> int:
        """How many texts are written for such an entry, without those of its names."""
        return len(self.tags) + bool(self.has_description)


class _SenselessError(Exception):
    """What is kept is nothing that has been written here."""


@lru_cache(maxsize=1)
def version() -> str:
    """Return what tells the code that makes and reads compiled lists from that of other versions."""
    plane = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    return hashlib.blake2b(f"{VERSION}\n{fold(plane)}".encode(), digest_size=16).hexdigest()


def packed(content: ParsedList, key: str) -> bytes | None:
    """Return a list to be kept under a key; None where it holds what JSON cannot say."""
    if content.entries is None:
        return None
    forms: tuple[dict[_EntryForm, int], dict[_NameForm, int]] = ({}, {})
    entries: list[int] = []
    names: list[int] = []
    ids: list[str] = []
    texts: list[str] = []
    wrong: list[object] = []
    for entry in content.entries:
        if not isinstance(entry, Entry):
            entries.append(_WRONG)
            wrong.append(entry)
            continue
        ids.append(entry.id)
        entries.append(forms[0].setdefault(_form_of_entry(entry), len(forms[0])))
        texts += entry.canonical.values()
        if entry.description:
            texts.append(entry.description)
        for name in entry.names:
            form = _form_of_name(name, entry)
            names.append(forms[1].setdefault(form, len(forms[1])))
            texts += (name.spellings[tag] for tag, is_canonical in form.tags if not is_canonical)
    columns = {
        "unknown": content.unknown,
        "forms": [list(known) for known in forms],
        "entries": entries,
        "names": names,
        "ids": "\n".join(ids),
        "texts": "\n".join(texts),
        "wrong": wrong,
        "distinct": content.distinct,
        "mentions": content.mentions,
    }
    try:
        written = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError):  # a date, too long a number, too deep a nesting
        return None
    return _checksum(written, key) + b"\n" + written


def unpacked(kept: bytes, key: str, layer: int) -> ParsedList | None:
    """Return a list that was kept; None where that is damaged, or was never written here.

    Args:
        kept: what was kept.
        key: what it was kept under.
        layer: which of all lists it is, the lowest first.
    """
    checksum, _line_end, written = kept.partition(b"\n")
    if checksum != _checksum(written, key) or _HALF_SURROGATE.search(written):
        return None
    try:
        return _read(json.loads(written), layer)
    except (_SenselessError, TypeError, ValueError, LookupError, AttributeError, StopIteration, RecursionError):
        return None


def _checksum(written: bytes, key: str) -> bytes:
    return hashlib.blake2b(key.encode() + written, digest_size=16).hexdigest().encode()


def _form_of_entry(entry: Entry) -> _EntryForm:
    return _EntryForm(
        entry.type,
        tuple(entry.canonical),
        len(entry.names),
        None if entry.description is None else bool(entry.description),
        tuple(sorted(entry.off)) if isinstance(entry.off, frozenset) else entry.off,
        entry.elsewhere,
        entry.merged_into,
        entry.is_only_off,
        entry.is_in_order,
    )


def _form_of_name(name: Name, entry: Entry) -> _NameForm:
    tags = tuple((tag, entry.canonical.get(tag) == text) for tag, text in name.spellings.items())
    return _NameForm(tags, name.short, name.case, tuple(sorted(name.together_with)), name.only_in, name.not_in)


def _read(columns: Any, layer: int) -> ParsedList:
    of_entries, of_names = columns["forms"]
    entry_forms = list(map(_entry_form, of_entries))
    name_forms = list(map(_name_form, of_names))
    entries = _numbers(columns["entries"], _WRONG, len(entry_forms))
    names = _numbers(columns["names"], 0, len(name_forms))
    ids, texts, wrong = _lines(columns["ids"]), _lines(columns["texts"]), list(columns["wrong"])
    unknown = _strings(columns["unknown"])
    of_each = Counter(entries)
    _require(len(wrong) == of_each.pop(_WRONG, 0))
    _require(len(ids) == of_each.total())
    _require(len(names) == sum(entry_forms[number].names * count for number, count in of_each.items()))
    in_entries = sum(entry_forms[number].texts * count for number, count in of_each.items())
    in_names = sum(name_forms[number].texts * count for number, count in Counter(names).items())
    _require(len(texts) == in_entries + in_names)
    _require(all(map(ID.fullmatch, ids)) and _are_right(columns["texts"]))
    makers = [_maker(form, layer) for form in name_forms]
    reading = _Reading(iter(ids), iter(texts), map(makers.__getitem__, names))
    wrong_tables = iter(wrong)
    made = [next(wrong_tables) if number == _WRONG else reading.entry(entry_forms[number]) for number in entries]
    return ParsedList(unknown, made, columns["distinct"], columns["mentions"])


class _Reading(NamedTuple):
    """What is still to be read of the columns."""

    ids: Iterator[str]
    texts: Iterator[str]
    makers: Iterator[_Maker]

    def entry(self, form: _EntryForm) -> Entry:
        """Return the next entry."""
        texts = self.texts
        canonical = {tag: next(texts) for tag in form.tags}
        described = next(texts) if form.has_description else None if form.has_description is None else ""
        names = tuple([make(canonical, texts) for make in islice(self.makers, form.names)])
        off = frozenset(form.off) if isinstance(form.off, tuple) else form.off
        return Entry(
            next(self.ids),
            form.type,
            canonical,
            names,
            described,
            off,
            form.elsewhere,
            form.merged_into,
            form.is_only_off,
            form.is_in_order,
        )


def _maker(form: _NameForm, layer: int) -> _Maker:
    """Return what makes a name of a form, given the canonical names of its entry and the texts to come."""
    tags, together_with = form.tags, frozenset(form.together_with)
    _form, short, case, _together_with, only_in, not_in = form

    def make(canonical: Mapping[str, str], texts: Iterator[str]) -> Name:
        spellings = {tag: canonical[tag] if is_canonical else next(texts) for tag, is_canonical in tags}
        return Name(spellings, short, case, together_with, only_in, not_in, layer=layer)

    return make


def _require(is_so: bool) -> None:
    if not is_so:
        raise _SenselessError


def _entry_form(form: Any) -> _EntryForm:
    of_type, tags, names, has_description, off, elsewhere, merged_into, is_only_off, is_in_order = form
    _require(of_type is None or (isinstance(of_type, str) and TYPE.fullmatch(of_type) is not None))
    _require(merged_into is None or (isinstance(merged_into, str) and ID.fullmatch(merged_into) is not None))
    _require(has_description is None or isinstance(has_description, bool))
    _require(type(names) is int and names >= 0)
    _require(all(isinstance(each, bool) for each in (elsewhere, is_only_off, is_in_order)))
    taken = off if isinstance(off, bool) else _strings(off)
    own = _tags(_strings(tags))
    return _EntryForm(of_type, own, names, has_description, taken, elsewhere, merged_into, is_only_off, is_in_order)


def _name_form(form: Any) -> _NameForm:
    tags, short, case, *conditions = form
    pairs = tuple((tag, is_canonical) for tag, is_canonical in tags)
    own = _tags(tuple(tag for tag, _is_canonical in pairs if tag != UNDETERMINED))
    _require(0 < len(pairs) <= len(own) + 1)
    _require(all(isinstance(each, bool) for each in (short, case, *(is_canonical for _tag, is_canonical in pairs))))
    together_with, only_in, not_in = map(_strings, conditions)
    _require(all(text and one_line(text) == text for text in (*together_with, *only_in, *not_in)))
    return _NameForm(pairs, short, case, together_with, only_in, not_in)


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    _require(len(set(tags)) == len(tags) and set(tags) <= set(TAGS))
    return tags


def _strings(strings: Any) -> tuple[str, ...]:
    _require(isinstance(strings, list) and all(isinstance(text, str) for text in strings))
    return tuple(strings)


def _numbers(numbers: Any, least: int, end: int) -> list[int]:
    _require(isinstance(numbers, list) and set(map(type, numbers)) <= {int})
    _require(all(least <= number < end for number in set(numbers)))
    return list(numbers)


def _lines(lines: Any) -> list[str]:
    _require(isinstance(lines, str))
    return lines.split("\n") if lines else []


def _are_right(texts: str) -> bool:
    """Return whether each line of a text is one that a list may state as a name, or as what is said of somebody."""
    around = f"\n{texts}\n" if texts else ""
    return not any(pair in around for pair in ("  ", " \n", "\n ", "\n\n")) and _harmful().search(texts) is None


@lru_cache(maxsize=1)
def _harmful() -> re.Pattern[str]:
    """Return what finds a character that is in no line, wherever it stands in it."""
    spaces = {code for code in range(0x10000) if chr(code).isspace()}  # there are none beyond the basic plane
    harmful = {*NEVER_SHOWN, *spaces} - {ord("\n"), ord(" ")}
    # Characters beyond the basic plane are slow to look for one by one.
    ranges = zip(
        sorted(code for code in harmful if code - 1 not in harmful),
        sorted(code for code in harmful if code + 1 not in harmful),
        strict=True,
    )
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]")
