"""Rules of readers for what is a heading, where what is found by itself is wrong.

A rule is a regular expression. It says alone which lines of a document are headings: those that it matches from their
first character on, in any spelling. One may hold for all documents whose files mark no headings themselves; that of a
single document goes before it and before what the file marks. The latter are kept with the reading state, by the paths
of the documents; one that was renamed or moved is known by its size and time of change, which stay the same then.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.documents.naming import STANDARD_INPUT
from reader.library.finding import stamp_of
from reader.library.renamed import path_before
from reader.library.stored import stored_path

if TYPE_CHECKING:
    from regex import Pattern

    from reader.documents.document import Document
    from reader.library.state import State

SLOW = 0.05
"""Seconds that a rule may take for one line."""
USUAL = 0.0002
"""Seconds that it may take for a line again and again: for all that are on a screen 10 ms."""
PATIENCE = 0.3
"""Seconds that it may take beyond that, before it is asked no more; what lines take less makes good for others."""


class HeadingRule:
    """Says of a line whether it is a heading by a regular expression, as long as that does not take too long."""

    def __init__(self, typed: str) -> None:
        """Make a rule.

        Args:
            typed: the regular expression.

        Raises:
            BadPatternError: when it is none.
        """
        from reader.library.patterns import unfolded  # knows all spellings, which takes a moment

        self.typed = typed
        self.problem = ""
        """Why it is asked no more, in one line; empty where all is well."""
        self._pattern: Pattern[str] = unfolded(typed).pattern
        self._patience = PATIENCE

    def __call__(self, line: str) -> bool:
        """Return whether a line, without the space around it, is a heading."""
        if self.problem:
            return False
        started = time.thread_time()  # while others work, none passes
        try:
            found = self._pattern.match(line, timeout=SLOW)
        except (TimeoutError, MemoryError):
            return self._gives_up()
        took = time.thread_time() - started
        self._patience = min(PATIENCE, self._patience + USUAL - took)
        if self._patience < 0:
            return self._gives_up()
        return found is not None and found.end() > found.start()

    def _gives_up(self) -> bool:
        from reader.library.search import SlowPatternError

        self.problem = str(SlowPatternError())
        return False


class HeadingRules:
    """The rules that hold for documents; what was kept of single ones is read once."""

    def __init__(self, state: State, everywhere: str = "") -> None:
        """Recall the rules.

        Args:
            state: where those of single documents are kept.
            everywhere: the pattern for all documents that have no other; empty for none.
        """
        self.everywhere = everywhere
        self._database = state.database
        rows = self._database.rows("select document, pattern, size, modified from heading_rule")
        self._kept = {document: (pattern, size, modified) for document, pattern, size, modified in rows}
        self._made: dict[str, HeadingRule | None] = {}

    def of(self, document: Document) -> HeadingRule | None:
        """Return the rule for a document; None where its headings are those that its file marks or that look so."""
        return self.by(self.own(document)) or self.general(document)

    def general(self, document: Document) -> HeadingRule | None:
        """Return the rule for all documents where it holds for one: its file marks no headings."""
        marks = document.source.headings is not None or document.is_markdown
        return None if marks else self.by(self.everywhere)

    def own(self, document: Document) -> str:
        """Return the pattern for a document alone; empty where there is none."""
        if not self._kept:
            return ""
        path = stored_path(document.name)
        if path not in self._kept:
            self._take_over(document.name, path)
        pattern = self._kept.get(path, ("",))[0]
        return pattern if isinstance(pattern, str) else ""

    def by(self, pattern: str) -> HeadingRule | None:
        """Return the rule that a pattern makes, always the same; None for an empty one, and for one that makes none."""
        if not pattern:
            return None
        if pattern not in self._made:
            from reader.library.patterns import BadPatternError

            try:
                self._made[pattern] = HeadingRule(pattern)
            except BadPatternError:  # another version may have kept it
                self._made[pattern] = None
        return self._made[pattern]

    def remember(self, document: str, pattern: str) -> bool:
        """Remember the pattern for a document alone, empty for none; return whether it is written down.

        Args:
            document: the path; that for standard input is remembered no longer than this runs.
            pattern: a regular expression.
        """
        path, stamp = stored_path(document), stamp_of(document)
        if not pattern:
            self._kept.pop(path, None)
            return self._database.write(("delete from heading_rule where document = ?", (path,)))
        self._kept[path] = (pattern, *(stamp[1:] if stamp is not None else (None, None)))
        if document == STANDARD_INPUT:
            return True
        insert = "insert or replace into heading_rule values (?, ?, ?, ?)"
        return self._database.write((insert, (path, *self._kept[path])))

    def _take_over(self, document: str, path: str) -> None:
        """Let a document have the rule that it had under a path where there is nothing any more."""
        before = path_before(document, self._kept)
        if before is not None:
            self._kept[path] = self._kept.pop(before)
            move = "update or replace heading_rule set document = ? where document = ?"
            self._database.write((move, (path, before)))
