"""Records of a file become entities, by the rules of entity lists.

Records with one id are one entity; those without an id are one by their type and their first name. What is not right is
left out and told, entry by entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import REPLACEMENT, one_line
from reader.entities.entity import UNDETERMINED, Entity
from reader.entities.entries import WrongFieldError, check_line, entry_of, minds_case
from reader.entities.interchange.entity_types import type_of
from reader.entities.interchange.ids import distinct_ids, id_by_name
from reader.entities.interchange.language_tags import likely_tag, tag_of
from reader.entities.interchange.records import Imported, Kind, Label
from reader.entities.lists import TAGS, TYPES, Problem
from reader.entities.merging import in_order
from reader.language import _, ngettext
from reader.scripts.fold import fold, fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.interchange.records import Record

LONGEST_NAME = 250
"""Code points of a name at most, as many as a label of Wikidata may have."""
LONGEST_DESCRIPTION = 1000
"""Code points of a description at most."""
_SPACES = re.compile("[ \t\r\n\u00a0\u3000]+")


@dataclass(slots=True)
class _Gathered:
    """What is known of one entity so far."""

    place: str
    source: str
    type: str | None = None
    labels: dict[Label, None] = field(default_factory=dict)
    description: str = ""


class Gathering:
    """Puts what a file says together."""

    def __init__(self, file: str, of_type: str | None = None) -> None:
        """Begin with a file.

        Args:
            file: its name, for what is told of it.
            of_type: the type of entities of which the file states none.
        """
        self._file = file
        self._default = of_type
        self._gathered: dict[tuple[str, ...], _Gathered] = {}
        self._problems: list[Problem] = []
        self._once: set[Problem] = set()

    def tell(self, place: str, field: str, message: str) -> None:
        """Note that something of the file is not taken."""
        self._problems.append(Problem(self._file, one_line(place), field, message))

    def tell_once(self, field: str, message: str) -> None:
        """Note something about the whole file, however often it comes up."""
        if (problem := Problem(self._file, "", field, message)) not in self._once:
            self._once.add(problem)
            self._problems.append(problem)

    def tell_counts(self, field: str, counts: Iterable[tuple[str, int]]) -> None:
        """Note of what else the file states how often it does; all of that is left out."""
        for what, count in sorted(counts):
            text = ngettext("{count} statement is left out", "{count} statements are left out", count)
            self.tell(one_line(what)[:LONGEST_NAME], field, text.format(count=count))

    def add(self, record: Record) -> None:
        """Take what a record says."""
        stated = type_of(record.type) if record.type else None
        if record.type and stated is None:
            self.tell(record.place, "type", _("a type that cannot be one here: {type}").format(type=record.type[:80]))
        labels = [label for label in map(self._cleaned, record.labels) if self._is_right(label, record.place)]
        if not labels and not record.id:
            if not record.labels:
                self.tell(record.place, "", _("no name"))
            return
        key = (record.id,) if record.id else (stated or "", fold(labels[0].text))
        known = self._gathered.setdefault(key, _Gathered(record.place, record.id, stated))
        if known.type != stated and stated is not None:
            if known.type is not None:
                self.tell(record.place, "type", _("it has another type before: {type}").format(type=known.type))
            else:
                known.type = stated
        known.labels.update(dict.fromkeys(labels))
        self._describe(known, record)

    def _describe(self, known: _Gathered, record: Record) -> None:
        description = _spaced(record.description)
        if not description or description == known.description:
            return
        if known.description:
            self.tell(record.place, "description", _("it has another description before"))
        elif len(description) > LONGEST_DESCRIPTION:
            message = _("longer than {most} characters").format(most=LONGEST_DESCRIPTION)
            self.tell(record.place, "description", message)
        else:
            try:
                known.description = check_line(description, "description")
            except WrongFieldError as wrong:
                self.tell(record.place, wrong.field, wrong.message)

    def _cleaned(self, label: Label) -> Label:
        text = _spaced(label.text)
        return label if text == label.text else Label(text, label.language, label.kind, label.case)

    def _is_right(self, label: Label, place: str) -> bool:
        """Return whether a name can be one; why it cannot is told."""
        if not fold(label.text).strip():
            reason = _("a name is text that is not empty")
        elif len(label.text) > LONGEST_NAME:
            reason = _("longer than {most} characters").format(most=LONGEST_NAME)
        elif REPLACEMENT in label.text:
            reason = _("a character in it could not be read")
        elif one_line(label.text) != label.text:
            reason = _("write it on one line, with plain single spaces and without control characters")
        elif tag_of(label.language) is None:
            reason = _("names in this language are not read: {language}").format(language=label.language[:40])
        else:
            return True
        self.tell(place, "name", reason)
        return False

    def done(self) -> Imported:
        """Return the entities, in the order in which the file first speaks of them, and what is not taken."""
        ids = distinct_ids({known.source for known in self._gathered.values() if known.source})
        entities: dict[str, Entity] = {}
        for known in self._gathered.values():
            of_type = known.type or self._default
            if of_type is None:
                types = ", ".join(TYPES)
                self.tell(
                    known.place, "type", _("no type is stated; say which it is, such as {types}").format(types=types)
                )
                continue
            if not known.labels:
                self.tell(known.place, "", _("no name"))
                continue
            own = ids[known.source] if known.source else id_by_name(of_type, next(iter(known.labels)).text)
            try:
                entity = self._entity(own, of_type, known)
            except WrongFieldError as wrong:
                self.tell(known.place, wrong.field, wrong.message)
                continue
            entities[own] = entity
        return Imported(tuple(entities.values()), tuple(self._problems))

    def _entity(self, own: str, of_type: str, known: _Gathered) -> Entity:
        canonical, others, again = _canonical(known.labels)
        seen = {fold(text): text for text in canonical.values() if fold(text) != again}
        members: dict[tuple[str, bool], dict[str, Any]] = {}
        short: list[dict[str, Any]] = []
        aliases: list[dict[str, Any]] = []
        for label in sorted(others, key=lambda label: label.kind is Kind.SHORT):
            folded, tag = fold(label.text), tag_of(label.language) or UNDETERMINED
            case = label.case if label.case is not None else minds_case(label.text)
            member = members.get((folded, case))
            if member is None and folded in seen:
                if case and fold_keeping_case(seen[folded]) != fold_keeping_case(label.text):
                    message = _("it differs from another name in case alone: {name}")
                    self.tell(known.place, "name", message.format(name=label.text))
                continue
            if member is None:
                seen[folded] = label.text
                member = members[folded, case] = {} if case == minds_case(label.text) else {"case": case}
                (short if label.kind is Kind.SHORT else aliases).append(member)
            member.setdefault("text" if tag == UNDETERMINED else tag, label.text)
        full, brief = (
            [member["text"] if member.keys() == {"text"} else member for member in some] for some in (aliases, short)
        )
        entry = entry_of({"id": own, "type": of_type, "names": canonical, "aliases": full, "short": brief}, 0, ())
        names = in_order(entry.names, entry.canonical)
        return Entity(own, of_type, names, entry.canonical, known.description)


def _canonical(labels: Iterable[Label]) -> tuple[dict[str, str], list[Label], str]:
    """Return the names to show by tag, the labels beside them, and the fold of a name to show that is one of those."""
    canonical: dict[str, str] = {}
    others: list[Label] = []
    untagged: list[Label] = []
    for label in labels:
        tag = tag_of(label.language)
        if label.kind is not Kind.PREFERRED or label.case is not None:
            others.append(label)
        elif tag == UNDETERMINED or tag is None:
            untagged.append(label)
        elif tag in canonical:
            others.append(label)
        else:
            canonical[tag] = label.text
    for label in untagged:
        tag = likely_tag(label.text)
        if tag in canonical:
            others.append(label)
        else:
            canonical[tag] = label.text
    again = ""
    if not canonical:
        first = min(others, key=lambda label: (label.kind is Kind.SHORT, label.case is not None))
        tag = tag_of(first.language)
        canonical[tag if tag in TAGS else likely_tag(first.text)] = first.text
        if first.case is None and first.kind is not Kind.SHORT:
            others.remove(first)
        else:
            again = fold(first.text)
    shown = {fold(text) for text in canonical.values()}
    for label in list(others):  # the same name in another script is shown there
        tag = tag_of(label.language)
        if tag in TAGS and tag not in canonical and fold(label.text) in shown and label.case is None and not again:
            canonical[tag] = label.text
            others.remove(label)
    return canonical, others, again


def _spaced(text: str) -> str:
    """Return a text with single spaces between its words and none around it."""
    return _SPACES.sub(" ", text).strip(" ")
