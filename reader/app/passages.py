"""What the reader corrects: a stretch of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity


@dataclass(frozen=True)
class Passage:
    """What the reader corrects: a stretch of a document, and whom it means."""

    number: int
    document: Document
    span: Span
    entity: Entity | None
    """None where it means nobody yet."""

    @property
    def source(self) -> str:
        """As it stands in the document."""
        return self.span.of(self.document.text)

    @cached_property
    def text(self) -> str:
        """As it is read: without the marks of Markdown."""
        from reader.library.as_read import words_as_read

        return words_as_read(self.document, self.span)

    @property
    def name(self) -> str:
        """The same as a list would have it: on one line, as one word where a line ends between Chinese characters."""
        from reader.scripts.untouched import HAN

        return " ".join(re.sub(rf"(?<={HAN})\s*\n\s*(?={HAN})", "", self.text).split())
