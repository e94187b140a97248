"""The reader's corrections: who is who, who is not, and what a name means somewhere; each can be undone.

They are kept in the reader's own entity list, changed at once and as little as can be, and told in a log. Undo and redo
walk the log, without limit and however often the app was started since. The file gets back the very bytes it had,
unless somebody else has changed it meanwhile; then what was done to its tables is taken back, and their changes stay.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from reader.documents.anchoring import selector_at
from reader.documents.document import STANDARD_INPUT
from reader.entities.decision_tables import distinct_of, mention_of
from reader.entities.decisions import Anchor
from reader.entities.entity import UNDETERMINED, Name
from reader.entities.entries import TAGS, WrongFieldError, entry_of, minds_case
from reader.entities.interchange.language_tags import likely_tag
from reader.entities.lists import DISTINCT, ENTITY, MENTION
from reader.language import _
from reader.library.atomic import alone, bytes_of, keep_names
from reader.library.atomic import replace as replace_file
from reader.library.decision_log import DecisionLog, Logged, Op
from reader.library.entity_file import (
    EntityFile,
    TableChange,
    entity_key,
    key_in,
    listed,
    states,
    table_of,
    turned_off,
    with_name,
    without_name,
)
from reader.library.locations import decision_log, user_entity_list
from reader.library.reverting import MeanwhileError, applied
from reader.library.splices import NotChangedError, Splice, Stamp, difference, known_by, stamp
from reader.library.toml_tables import UnchangeableError
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.documents.paragraphs import Span
    from reader.entities.decisions import MentionDecision
    from reader.entities.entity import Entity
    from reader.library.toml_tables import Fields

__all__ = ["EVERYWHERE", "Change", "Corrections", "InDocument", "NotChangedError", "Op", "Scope", "Written"]

What = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A name as the reader gives it."""

    text: str
    tag: str | None = None
    """Which script it is the form of; None where that is not recorded."""
    short: bool = False
    """It counts only in documents where a full name stands."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How far something holds that is said of a text."""

    document: str | None = None
    """The path of the only document; None for all of them, or where there is no path to tell."""
    digest: str | None = None
    """What the text of that document is known by."""
    anchor: Anchor | None = None
    """The only place in it; None for all of it."""

    @classmethod
    def of_document(cls, path: str, digest: str) -> Scope:
        """Return the scope of one document, by its path and the digest of its text."""
        document = path if path == STANDARD_INPUT else str(Path(path).absolute())
        return cls(document if _is_told(document) else None, digest)

    @classmethod
    def of_place(cls, path: str, digest: str, text: str, span: Span) -> Scope:
        """Return the scope of one place in a document, given its source text and offsets in that."""
        selector = selector_at(text, span.start, span.end)
        anchor = Anchor(selector.prefix, selector.suffix, span.start)
        return replace(cls.of_document(path, digest), anchor=anchor)


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class InDocument:
    """A document, and the spellings of somebody's names that stand in it."""

    path: str
    digest: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, undone or done again."""

    op: Op
    """What it was in the first place."""
    what: Mapping[str, Any]
    """What of whom: ids under `entity`, `source` and `target`, names to show under these and `_name`, and texts."""


class Corrections:
    """The reader's own entity list as it is corrected; safe to use from several threads."""

    def __init__(self, file: Path | None = None, log: Path | None = None) -> None:
        """Make ready; nothing is read before it is asked for.

        Args:
            file: the list; the user's own where none is given.
            log: its log; the user's own where none is given.
        """
        self.file = file if file is not None else user_entity_list()
        self._log = DecisionLog(log if log is not None else decision_log())
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._looked = False
        self._adoptions: dict[str, str] = {}
        """Under which id each of those who were found was written into the list."""
        self._left: bytes | None = None
        """What the file held when it was written last."""
        self._parsed: tuple[bytes | None, EntityFile] | None = None
        """What the file held when its tables were read, and these: a big one takes long to read."""
        self._parsed_at: Stamp | None = None
        """What told the file from others then."""

    # What is done

    def new_entity(self, of_type: str, names: Sequence[Written]) -> str:
        """Make an entity, and return its id.

        Args:
            of_type: its type.
            names: its names; the first of each script is the one to show.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """
        made: list[str] = []

        def edit(file: EntityFile, what: What) -> None:
            known = [Name({_tag(one): one.text}, short=one.short, case=minds_case(one.text)) for one in names]
            made.append(self._add(file, table_of(of_type, known, _shown(known))))
            what.update(entity=made[0], entity_name=names[0].text if names else "", names=[one.text for one in names])

        self._do(Op.NEW, edit)
        return made[0]

    def keep(self, entity: Entity) -> Change | None:
        """Have somebody who was found be in the list from now on; None where they are on one already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            what.update(entity=self._adopted(file, entity), entity_name=entity.name)

        return self._do(Op.KEEP, edit)

    def add_name(self, entity: Entity, name: Written) -> Change | None:
        """Add a name to an entity; None where it has that already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            if self._has(file, entity, name):
                return
            own = self._adopted(file, entity)
            fields = with_name(_own_table(file, own), name.text, name.tag, short=name.short)
            file.put(entity_key(own), fields, entity.name)
            what.update(entity=own, entity_name=entity.name, text=name.text)

        return self._do(Op.ADD_NAME, edit)

    def set_type(self, entity: Entity, of_type: str) -> Change | None:
        """Change the type of an entity; None where it has that already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            before = self._type(file, entity)
            if of_type == before:
                return
            own = self._adopted(file, entity)
            file.put(entity_key(own), {**_own_table(file, own), "type": of_type}, entity.name)
            what.update(entity=own, entity_name=entity.name, type=of_type, type_before=before or entity.type)

        return self._do(Op.SET_TYPE, edit)

    def merge(self, source: Entity, target: Entity) -> Change | None:
        """Have an entity be the same as another one, which keeps its id and what is shown for it; None where it is.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            if source.id == target.id:
                return
            into = self._adopted(file, target)
            own = self._adopted(file, source)
            family = _family(file, own)
            if into in family:
                return
            _join(file, family, _family(file, into))
            fields = {**_own_table(file, own), "merged_into": into}
            if not _is_full(file.fields(entity_key(into))):
                fields["elsewhere"] = True
            file.put(entity_key(own), fields, source.name)
            what.update(source=own, source_name=source.name, target=into, target_name=target.name)

        return self._do(Op.MERGE, edit)

    def split(self, entity: Entity, names: Iterable[str] = (), documents: Iterable[InDocument] = ()) -> str:
        """Make another entity of some names of one, or of all its mentions in some documents, and return its id.

        The two are kept apart from then on.

        Args:
            entity: the entity.
            names: spellings of its names that are the other one's.
            documents: where the names of the one mean the other.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """
        made: list[str] = []

        def edit(file: EntityFile, what: What) -> None:
            own = self._adopted(file, entity)
            moved = list(_spelt(entity, set(map(fold, names))))
            texts = [text for name in moved for text in name.spellings.values()]
            _take(file, own, entity.name, texts)
            new = self._add(file, table_of(entity.type, moved, _shown(moved) or entity.canonical))
            made.append(new)
            _put_apart(file, own, new, f"{entity.name} / {texts[0] if texts else entity.name}")
            placed = list(documents)
            for document in placed:
                for text in document.texts:
                    _decide(file, text, new, Scope.of_document(document.path, document.digest), entity.name)
            paths = [document.path for document in placed]
            what.update(entity=own, entity_name=entity.name, target=new, names=texts, documents=paths)

        self._do(Op.SPLIT, edit)
        return made[0]

    def keep_apart(self, one: Entity, other: Entity) -> Change | None:
        """Have two entities never be taken for the same, whatever was said before; None where that is said already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            if one.id == other.id:
                return
            ids = self._adopted(file, one), self._adopted(file, other)
            _divide(file, *ids)
            _put_apart(file, *ids, f"{one.name} / {other.name}")
            what.update(source=ids[0], source_name=one.name, target=ids[1], target_name=other.name)

        return self._do(Op.KEEP_APART, edit)

    def ignore(self, text: str, scope: Scope = EVERYWHERE) -> Change | None:
        """Have a text mean nobody as far as a scope goes; None where that is said already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            _decide(file, text, None, scope)
            what.update(text=text, document=scope.document)

        return self._do(Op.IGNORE, edit)

    def assign(self, text: str, entity: Entity, scope: Scope = EVERYWHERE) -> Change | None:
        """Have a text mean an entity as far as a scope goes; None where that is said already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            own = self._adopted(file, entity)
            _decide(file, text, own, scope, entity.name)
            what.update(text=text, entity=own, entity_name=entity.name, document=scope.document)

        return self._do(Op.ASSIGN, edit)

    def assign_new(self, text: str, of_type: str, name: str, scope: Scope = EVERYWHERE) -> str:
        """Have a text mean somebody new as far as a scope goes, and return their id.

        Their name is only shown: elsewhere it means whom it meant before.

        Args:
            text: the text.
            of_type: the type of the new one.
            name: what they are called.
            scope: how far it goes.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """
        made: list[str] = []

        def edit(file: EntityFile, what: What) -> None:
            made.append(self._add(file, table_of(of_type, (), {likely_tag(name): name})))
            _decide(file, text, made[0], scope, name)
            what.update(text=text, entity=made[0], entity_name=name, document=scope.document)

        self._do(Op.ASSIGN, edit)
        return made[0]

    def forget(self, decision: MentionDecision) -> Change | None:
        """Say no longer what a text means; None where the reader's own list does not say it.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            while (said := next(self._saying(file, decision), None)) is not None:  # it may be said twice
                file.put(key_in(MENTION, said), None)
            what.update(text=decision.text, document=decision.document)

        return self._do(Op.FORGET, edit)

    def _saying(self, file: EntityFile, decision: MentionDecision) -> Iterator[Fields]:
        """Yield the tables that say something of what a decision is about."""
        for fields in file.all(MENTION):
            with suppress(WrongFieldError):
                if replace(mention_of(fields, self.file.parent), entity=None) == replace(decision, entity=None):
                    yield dict(fields)

    # Taking it back

    def undo(self) -> Change | None:
        """Take back the last thing that was done and not taken back yet; None where there is none.

        Raises:
            NotChangedError: it cannot be taken back. Where somebody else has changed the same it stays as it is, and
                what was done before it is next.
        """
        return self._walk(Op.UNDO)

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing.

        Raises:
            NotChangedError: it cannot be done again, as with `undo`.
        """
        return self._walk(Op.REDO)

    def next_undo(self) -> Change | None:
        """Return what `undo` would take back; None where there is nothing, or it cannot be read."""
        return self._next(Op.UNDO)

    def next_redo(self) -> Change | None:
        """Return what `redo` would do again; None where there is nothing, or it cannot be read."""
        return self._next(Op.REDO)

    def _next(self, op: Op) -> Change | None:
        with self._lock, suppress(OSError):
            self._log.look(is_alone=False)
            entry = self._log.to_undo if op is Op.UNDO else self._log.to_redo
            return Change(entry.op, entry.what) if entry is not None else None
        return None

    def look(self) -> bool:
        """Look at the list, and return whether somebody else has changed it since the last look.

        The first look finishes what was broken off in the middle, so it must come before the lists are loaded. A later
        one reads beforehand what the next correction needs.
        """
        with self._lock:
            if not self._looked:
                self._looked = True
                before = stamp(self.file)
                with suppress(OSError, NotChangedError):
                    if not self._log.is_settled:
                        with self._alone():
                            pass
                self._stamp = stamp(self.file)
                return before != self._stamp
            now = stamp(self.file)
            is_other, self._stamp = now != self._stamp, now
            is_to_read, self._parsed_at = now != self._parsed_at, now
        if is_to_read:
            self._read_ahead()
        return is_other

    def _read_ahead(self) -> None:
        """Read the tables of the list and the log, so that the next correction need not."""
        with suppress(OSError, UnchangeableError):  # whoever corrects something is told
            content = bytes_of(self.file)
            parsed = EntityFile(content)
            with self._lock:
                self._parsed = content, parsed
                self._log.look(is_alone=False)

    # How it is done

    def _do(self, op: Op, edit: Callable[[EntityFile, What], None]) -> Change | None:
        what: What = {}

        with self._lock, self._alone() as target:
            before = bytes_of(target)
            with self._telling():
                file = self._tables_of(before)
                edit(file, what)
                tables, after = file.changes, file.data
                for change in tables:
                    _check(change, self.file.parent)
            if after != before:
                self._put(target, Logged(op, what, tables), before, after)
            file.settle()
            self._parsed, self._parsed_at = (after, file), stamp(self.file)
            return Change(op, what) if after != before else None

    def _tables_of(self, content: bytes | None) -> EntityFile:
        """Return the tables of the list, to be changed: whoever is done with them keeps them."""
        parsed, self._parsed = self._parsed, None
        return parsed[1] if parsed is not None and parsed[0] == content else EntityFile(content)

    def _walk(self, op: Op) -> Change | None:
        with self._lock:
            if not self._log.path.exists():
                return None
            with self._alone() as target:
                entry = self._log.to_undo if op is Op.UNDO else self._log.to_redo
                if entry is None:
                    return None
                before = bytes_of(target)
                try:
                    with self._telling():
                        after, tables = self._reverted(self._log.latest(entry), before)
                except MeanwhileError:
                    # Else nothing before it could be undone either.
                    self._put(target, Logged(Op.LEFT, entry.what, of=entry.number), before, before)
                    reason = _("somebody else has changed it meanwhile, so it stays as it is")
                    raise NotChangedError(self.file, reason) from None
                self._put(target, Logged(op, entry.what, tables, of=entry.number), before, after)
                return Change(entry.op, entry.what)

    def _reverted(self, last: Logged, before: bytes | None) -> tuple[bytes | None, tuple[TableChange, ...]]:
        """Return what the file is to hold after an entry of the log is taken back, and what becomes of its tables."""
        tables = tuple(change.reverse for change in reversed(last.tables))
        if _known(before) == last.after:
            with suppress(ValueError):  # somebody has written into the log; what it says of the tables may still hold
                after = last.splice.reverse.of(before or b"")
                if last.before in (None, _known(after)):
                    return (after if last.before is not None else None), tables
        file = EntityFile(before)
        for change in tables:
            key = key_in(change.kind, change.before or change.after or {})
            file.put(key, applied(file.fields(key), change))
        return file.data, file.changes

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell why the list cannot be changed."""
        try:
            yield
        except UnchangeableError as error:
            raise NotChangedError(self.file, str(error)) from error
        except WrongFieldError as wrong:
            reason = f"{wrong.field}: {wrong.message}" if wrong.field else wrong.message
            raise NotChangedError(self.file, reason) from wrong

    @contextmanager
    def _alone(self) -> Iterator[Path]:
        """Be alone with the file, a link to it followed, and with its log, which says what it holds."""
        target = Path(os.path.realpath(self.file))
        try:
            for folder in (target.parent, self._log.path.parent):
                folder.mkdir(parents=True, exist_ok=True)
            with alone(target.parent):
                self._log.look()
                self._complete(target)
                yield target
        except OSError as error:
            raise NotChangedError(self.file, error.strerror or str(error)) from error

    def _complete(self, target: Path) -> None:
        """Do what the last entry of the log says where that was broken off before it was done."""
        last = self._log.last
        if last is None or self._log.is_finished:
            return
        content = bytes_of(target)
        if last.op is not Op.OUTSIDE and _known(content) == last.before != last.after:
            with suppress(ValueError):
                after = last.splice.of(content or b"")
                if last.after in (None, _known(after)):
                    _replace(target, after if last.after is not None else None)
        self._log.finish()

    def _put(self, target: Path, entry: Logged, before: bytes | None, after: bytes | None) -> None:
        """Tell the log what is done, then do it."""
        if _known(before) != (self._log.last.after if self._log.last is not None else None):
            self._log.add(self._outside(before))
        splice = difference(before or b"", after or b"")
        begin = self._log.add(replace(entry, splice=splice, before=_known(before), after=_known(after)))
        try:
            if after != before:
                _replace(target, after)
        except OSError:
            with suppress(OSError):
                self._log.drop(begin)
            raise
        self._log.finish()
        self._left, self._stamp, self._looked = after, stamp(self.file), True

    def _outside(self, now: bytes | None) -> Logged:
        """Return what somebody else has done since the last entry of the log."""
        last = self._log.last
        if last is not None:
            before = self._left
            if _known(before) != last.after:
                try:
                    before = self._log.replayed()
                except ValueError:
                    before = None
            if _known(before) == last.after:
                splice = difference(before or b"", now or b"")
                return Logged(Op.OUTSIDE, splice=splice, before=last.after, after=_known(now))
        return Logged(Op.OUTSIDE, splice=Splice(0, b"", now or b""), after=_known(now))

    # Tables

    def _adopted(self, file: EntityFile, entity: Entity) -> str:
        """Return the id of an entity; one that was only found is written into the list first, once, under a new one."""
        known = self._id_of(file, entity)
        if known is not None:
            return known
        shown = set(map(fold, entity.canonical.values()))
        # What was found in some documents alone is found there again; what is shown must be among the names.
        names = [name for name in entity.names if not name.documents or not shown.isdisjoint(_folds(name))]
        own = self._add(file, table_of(entity.type, names, entity.canonical or _shown(entity.names)))
        if any(not name.documents and not name.short for name in names):
            # Beside a name that means nobody else, one that others may have goes on to count only in that company.
            names = [replace(name, together_with=frozenset((own,))) if name.documents else name for name in names]
            file.put(entity_key(own), {"id": own, **table_of(entity.type, names, entity.canonical)})
        self._adoptions[entity.id] = own
        return own

    def _id_of(self, file: EntityFile, entity: Entity) -> str | None:
        """Return under which id lists have an entity; None for one that was only found and is in none yet."""
        if not entity.names or any(name.layer >= 0 for name in entity.names):
            return entity.id
        known = self._adoptions.get(entity.id)
        return known if known is not None and file.fields(entity_key(known)) is not None else None

    # What is shown of an entity may be older than what the list says of it by now.

    def _type(self, file: EntityFile, entity: Entity) -> str | None:
        """Return the type of an entity; None where it may be the one that the list once gave and no longer does."""
        own = self._id_of(file, entity)
        if own is None:
            return entity.type
        given = (file.fields(entity_key(own)) or {}).get("type")
        if given is not None:
            return str(given)
        return None if any(fields.get("type") == entity.type for fields in self._log.given(own)) else entity.type

    def _has(self, file: EntityFile, entity: Entity, name: Written) -> bool:
        """Return whether an entity has a name without conditions, whatever the list once gave and no longer does."""
        own, folded = self._id_of(file, entity), fold(name.text)
        if own is None:
            return False
        fields = _own_table(file, own)
        if folded in map(fold, map(str, listed(fields, "off"))):
            return False
        if states(fields, folded):
            return _gives(entry_of(fields, 0, known=(own,)).names, name)
        return _gives(entity.names, name) and not any(states(once, folded) for once in self._log.given(own))

    def _add(self, file: EntityFile, fields: Fields) -> str:
        """Add an entity to the list, and return its id, which is never that of another one again."""
        taken = self._log.ids
        while True:
            own = f"e-{secrets.token_hex(5)}"
            if own not in taken and file.fields(entity_key(own)) is None:
                break
        table = {"id": own, **fields}
        if any(name.together_with for name in entry_of(table, 0, known=()).names):
            table["elsewhere"] = True
        file.put(entity_key(own), table)
        return own


def _known(content: bytes | None) -> str | None:
    return known_by(content) if content is not None else None


def _replace(target: Path, content: bytes | None) -> None:
    if content is not None:
        replace_file(target, content)
    else:
        target.unlink()
        keep_names(target.parent)


def _check(change: TableChange, folder: Path) -> None:
    """Make sure that a table says what lists may say.

    Raises:
        WrongFieldError: a field is not right.
    """
    if change.after is None:
        return
    if change.kind == ENTITY:
        entry_of(change.after, 0, known=(change.after["id"],))
    elif change.kind == DISTINCT:
        distinct_of(change.after)
    else:
        mention_of(change.after, folder)


def _is_full(fields: Fields | None) -> bool:
    """Return whether a table gives an entity by itself, and does not only add to one of another list."""
    return fields is not None and bool(fields.get("names")) and "type" in fields


def _own_table(file: EntityFile, own: str) -> Fields:
    """Return the table of an entity, or a new one that only adds to it."""
    return file.fields(entity_key(own)) or {"id": own, "elsewhere": True}


def _put_own(file: EntityFile, fields: Fields, comment: str) -> None:
    """Write the table of an entity, or none where it would say nothing."""
    says_something = not fields.keys() <= {"id", "elsewhere"}
    file.put(entity_key(fields["id"]), fields if says_something else None, comment)


def _family(file: EntityFile, own: str) -> list[str]:
    """Return the ids of an entity and of all that the list says are the same."""
    targets = {str(fields.get("id")): fields.get("merged_into") for fields in file.all(ENTITY)}
    family = [own]
    for member in family:
        family += [source for source, target in targets.items() if target == member and source not in family]
    return family


def _take(file: EntityFile, own: str, label: str, texts: Sequence[str]) -> None:
    """Have names no longer count for an entity, whichever list gives them."""
    family = _family(file, own)
    for member in family:
        fields = file.fields(entity_key(member))
        if fields is not None:
            for text in texts:
                if states(fields, fold(text)):
                    fields = without_name(fields, fold(text))
            _put_own(file, fields, label)
    if texts and not all(_is_full(file.fields(entity_key(member))) for member in family):
        fields = _own_table(file, own)
        for text in texts:
            fields = turned_off(fields, text)
        _put_own(file, fields, label)


def _put_apart(file: EntityFile, one: str, other: str, comment: str) -> None:
    """Have two entities never be the same."""
    if not any({one, other} <= set(key_in(DISTINCT, fields)[1:]) for fields in file.all(DISTINCT)):
        file.put((DISTINCT, *sorted((one, other))), {"entities": [one, other]}, comment)


def _divide(file: EntityFile, one: str, other: str) -> None:
    """Have the list no longer say of two entities that they are the same."""
    for own, whom in ((one, other), (other, one)):
        if own not in _way(file, whom) and not set(_way(file, own)).isdisjoint(_way(file, whom)):
            fields = _own_table(file, own)
            fields.pop("merged_into")
            _put_own(file, fields, "")


def _way(file: EntityFile, own: str) -> list[str]:
    """Return the ids of an entity and of those that it is the same as by what the list says, to the last."""
    way = [own]
    while (target := (file.fields(entity_key(way[-1])) or {}).get("merged_into")) is not None and target not in way:
        way.append(str(target))
    return way


def _join(file: EntityFile, family: Sequence[str], other: Sequence[str]) -> None:
    """Keep two families of entities apart no longer."""
    for fields in file.all(DISTINCT):
        key = key_in(DISTINCT, fields)
        pairs = list(combinations(key[1:], 2))
        left = [pair for pair in pairs if not ({*pair} & {*family} and {*pair} & {*other})]
        if left != pairs:
            file.put(key, None)
            for pair in left:
                _put_apart(file, *pair, "")


def _decide(file: EntityFile, text: str, entity: str | None, scope: Scope, comment: str = "") -> None:
    """Have a text mean somebody, or nobody, as far as a scope goes."""
    fields: Fields = {"text": text, **({"entity": entity} if entity is not None else {"ignore": True})}
    where = {"document": scope.document, "digest": scope.digest}
    fields |= {field: value for field, value in where.items() if value is not None}
    if scope.anchor is not None:
        fields |= {"prefix": scope.anchor.prefix, "suffix": scope.anchor.suffix, "start": scope.anchor.start}
    mention_of(fields, Path())
    file.put(key_in(MENTION, fields), fields, comment)


def _gives(names: Iterable[Name], written: Written) -> bool:
    """Return whether a name is among those that lists give, without conditions."""
    return any(
        name.layer >= 0
        and name.short is written.short
        and not (name.together_with or name.only_in or name.not_in)
        and fold(written.text) in _folds(name)
        and (written.tag not in TAGS or written.tag in name.spellings)
        for name in names
    )


def _folds(name: Name) -> set[str]:
    return set(map(fold, name.spellings.values()))


def _spelt(entity: Entity, folded: set[str]) -> Iterator[Name]:
    """Yield the names of an entity with the spellings that are wanted, under the fold."""
    for name in entity.names:
        spellings = {tag: text for tag, text in name.spellings.items() if fold(text) in folded}
        if spellings:
            yield replace(name, spellings=spellings, documents=frozenset())


def _shown(names: Iterable[Name]) -> dict[str, str]:
    """Return which of some names to show, by tag: the first of each script, full ones before short forms."""
    shown: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name.short):
        for tag, text in name.spellings.items():
            shown.setdefault(tag if tag in TAGS else likely_tag(text), text)
    return shown


def _tag(name: Written) -> str:
    return name.tag if name.tag in TAGS else UNDETERMINED


def _is_told(path: str) -> bool:
    """Return whether a file can hold a path: halves of surrogates stand for bytes that are no text."""
    return not any("\ud800" <= character <= "\udfff" for character in path)
