"""What discovery finds in one document: people, their names there, and what told of each name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.paragraphs import Span


class Rule(StrEnum):
    """What told that something is somebody's name."""

    GLOSS = "gloss"
    """A name in one script stands in brackets behind the same name in the other."""
    SPEAKER = "speaker"
    """A label in front of what somebody says, more than once."""
    BYLINE = "byline"
    """A line that says who has written, translated or edited."""
    DOTTED = "dotted"
    """Characters for sounds, joined by a middle dot."""
    SOUNDS = "sounds"
    """Characters for sounds without a dot, where people are spoken of."""
    LATIN = "latin"
    """Capitalised Latin words where people are spoken of."""
    SURNAME = "surname"
    """A surname and a given name where people are spoken of."""
    SHORT = "short"
    """A part of a full name that stands in the same document."""
    VARIANT = "variant"
    """A full name of the same document but for one character."""
    MODEL = "model"
    """A statistical model says so."""
    HINT = "hint"
    """Characters for sounds, or a Latin word, that may be a name: it is one only if it is like that of somebody."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """One name of a person in a document."""

    text: str
    """As it stands there first; a line end in it is a space here."""
    rule: Rule
    evidence: Span
    """Where in the document that stands which told of it: the whole gloss, the label, the words around."""
    score: float
    """How sure it is that this names the person, from 0 to 1."""
    is_short: bool = False
    """Whether it is only a part of a full name, which alone may mean others."""
    is_strong: bool = False
    """Whether it means nobody and nothing else in other documents either: a full transliteration, a Latin full name."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody in a document, by all names that mean the same person for sure."""

    names: tuple[FoundName, ...]
    """At least one; full names first, then variants, then short forms."""


Found = tuple[FoundPerson, ...]
"""The people of a document, in order of their first evidence."""
