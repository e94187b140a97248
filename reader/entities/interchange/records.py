"""What passes between the formats and the entities: records that were read, and what came of reading and writing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reader.entities.lists import Problem
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.entities.entity import Entity

SHOWN_OF_A_KIND = 5
"""As many problems of one kind are told one by one; of more, that many and how many others there are."""


class Kind(Enum):
    """What a label is to whom it names."""

    PREFERRED = "preferred"
    ALIAS = "alias"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Label:
    """A name as a file states it."""

    text: str
    language: str = ""
    """The language tag that the file gives; empty where it gives none."""
    kind: Kind = Kind.ALIAS
    case: bool | None = None
    """Whether upper and lower case matter; None where the file does not say."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one place of a file says of an entity; several may speak of the same one."""

    place: str
    """Where in the file, for people."""
    id: str
    """What the file knows the entity by; empty where it has nothing of the kind."""
    type: str
    """The type as the file states it; empty where it states none."""
    labels: tuple[Label, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The entities of a file, and what of it could not be taken."""

    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """Entities in a format, and what of them it cannot hold."""

    data: bytes
    problems: tuple[Problem, ...]


class UnreadableFileError(Exception):
    """A file is not in the format that it is to be read as; the message says why, in one line."""


def in_short(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems; of many of one kind the first few, then how many more there are."""
    listed = list(problems)
    counts = Counter((problem.field, problem.message) for problem in listed)
    told: Counter[tuple[str, str]] = Counter()
    for problem in listed:
        kind = (problem.field, problem.message)
        told[kind] += 1
        if counts[kind] <= SHOWN_OF_A_KIND + 1 or told[kind] <= SHOWN_OF_A_KIND:
            yield problem
        elif told[kind] == counts[kind]:
            more = _("and {count} more: {reason}").format(count=counts[kind] - SHOWN_OF_A_KIND, reason=problem.message)
            yield Problem(problem.file, "", problem.field, more)
