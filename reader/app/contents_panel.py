"""The contents of a document: its headings, where the reader is among them, and the way to any of them.

A long document is read for its headings beside the panel; those found so far can be walked and filtered already. Where
they are wrong, a reader types a regular expression of the lines that are headings, and sees them as it is typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.keys import COMMANDS, CONTENTS, PANEL, Command, bindings
from reader.app.panel import Panel
from reader.app.places_panel import PlacesPanel
from reader.app.reports import reports
from reader.documents.contents import Heading, contents, heading_before
from reader.documents.marked_contents import marked_contents
from reader.language import _
from reader.library.heading_rules import HeadingRule
from reader.library.patterns import BadPatternError
from reader.library.walk import Place
from reader.page.cells import fit, width
from reader.scripts.fold import fold
from reader.scripts.initials import finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.binding import BindingType
    from textual.widgets import Input

    from reader.app.painting import Painting
    from reader.documents.formats.source import Titled
    from reader.documents.paragraphs import Span

    Marked = Callable[[], Sequence[Titled] | None]

DEEPEST = 5
"""Headings deeper than this are indented no further."""
MOST_HEADINGS = 100_000
"""After as many a text is read for headings no further."""
SHARE = re.compile(r"(?:100|[0-9]{1,2}(?:[.,][0-9])?) ?%?")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the text, to go to."""

    percent: float
    offset: int


@dataclass(frozen=True, slots=True)
class Headings:
    """Which headings a document has, and how a reader says that it has others."""

    marked: Marked = field(default=lambda: None)
    """Returns those that its file marks; None where it marks none."""
    rule: HeadingRule | None = None
    """What says which lines are headings where the file marks none; None for those that look like it."""
    pattern: str = ""
    """The regular expression that a reader has typed for this document, which goes before both; empty for none."""
    keep: Callable[[str], bool] = field(default=lambda _pattern: True)
    """Lets such a pattern hold from now on; returns whether it is written down."""


class ContentsPanel(Panel["Heading | Share", "int | Share"]):
    """Lists the headings of a document; choosing one gives its source offset. Moving shows the passage behind."""

    KEYS: ClassVar[tuple[Command, ...]] = (*PANEL[:2], *CONTENTS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CONTENTS)]

    DEFAULT_CSS = """
    ContentsPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 100%; max-width: 100%; height: 50%; }
    }
    """

    class Found(Message, bubble=False):
        """More headings were found."""

        def __init__(self, search: int, headings: list[Heading], *, done: bool) -> None:
            super().__init__()
            self.search = search
            self.headings = headings
            self.done = done

    def __init__(
        self,
        text: str,
        number: int,
        here: int,
        title: Callable[[Span], str],
        headings: Headings | None = None,
    ) -> None:
        """Make the panel.

        Args:
            text: the source text of the document.
            number: the number of the document in the library.
            here: the source offset where the reader is.
            title: returns a stretch of the source text on one line, in the script that is read.
            headings: which headings it has; None for those that look like it.
        """
        super().__init__()
        self._text = text
        self._sources = headings or Headings()
        self._pattern = self._sources.pattern
        """The regular expression that holds for this document alone; empty for none."""
        self._is_typing_rule = False
        self._rule: HeadingRule | None = None
        """By what the headings are found that are listed."""
        self._looked_by = ""
        """The regular expression of these; empty for none."""
        self._problem = ""
        """Why what was typed last finds nothing, or is not kept; one line, empty where all is well."""
        self._search = 0
        """How often headings were looked for; what comes of an earlier search is dropped."""
        self._number = number
        self._here = here
        self._title_of = title
        self._headings: list[Heading] = []
        self._kept: list[Heading] = []
        self._done = False
        self._current: Heading | None = None
        self._placed: Heading | Share | None = None
        """Where the cursor was put by itself."""
        self._looked = False

    def begin(self) -> None:
        """Look for the headings."""
        self._look(self._pattern)

    def _look(self, pattern: str) -> None:
        """Look for the headings by a regular expression, from the start; without one for those of the document."""
        self._search += 1
        self._looked_by, self._problem, self._done = pattern, "", False
        self._headings, self._kept, self._current, self._placed = [], [], None, None
        self.workers.cancel_group(self, "contents")
        self.show_items(())
        try:
            self._rule = HeadingRule(pattern) if pattern else self._sources.rule
        except BadPatternError as error:
            self._rule, self._problem, self._done = None, str(error), True
            self.show_items(())
            return
        marked = self._sources.marked if not pattern else None
        found = partial(self._find, self._search, marked, self._rule)
        self.run_worker(found, group="contents", thread=True, exit_on_error=False)

    def _find(self, search: int, marked: Marked | None, rule: HeadingRule | None) -> None:
        for headings, done in reports(self._in_stretches(marked, rule), MOST_HEADINGS):
            self.post_message(self.Found(search, headings, done=done))

    def _in_stretches(self, marked: Marked | None, rule: HeadingRule | None) -> Iterator[list[Heading]]:
        titles = marked() if marked is not None else None
        if titles is not None:
            yield marked_contents(self._text, titles)
        else:
            yield from contents(self._text, rule=rule)

    def on_contents_panel_found(self, message: Found) -> None:
        """Show more headings, the cursor where it was moved to, or where the reader is."""
        if message.search != self._search:
            return
        self._headings += message.headings
        self._done = message.done
        if self._rule is not None and self._rule.problem:
            self._problem = self._rule.problem
        current = heading_before(self._headings, self._here)
        self._current = self._headings[current] if current is not None else None
        answers = finder(self._filtered_by)
        self._kept += [heading for heading in message.headings if answers(self._said(heading))]
        if self.rows.item is None or self.rows.item == self._placed:
            self._placed = None
        self.show_items(self._items(self._filtered_by), self.rows.cursor)

    @property
    def _filtered_by(self) -> str:
        """What is typed to filter the headings; nothing while a rule is typed."""
        return "" if self._is_typing_rule else self.filter.value

    def _said(self, heading: Heading) -> str:
        return heading.title.of(self._text)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        title = _("Headings by a regular expression") if self._is_typing_rule else _("Contents")
        if self._problem:
            return [(self._problem, "accent")]
        said = [_("still reading")] if not self._done else []
        if len(self._headings) == MOST_HEADINGS:
            said.append(_("no more are looked for"))
        if self._pattern and not self._is_typing_rule:
            said.append(_("by your rule for this document"))
        return [(title, "title"), ("".join(f"  {one}" for one in said), "quiet")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        if self._is_typing_rule:
            return _("what such lines begin with: 第.+[章回]; empty: as found without")
        return _("type to filter, or a number to go to that percentage")

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self._done or self._problem:
            return ""
        if self._looked_by and not self._headings:
            return _("No line begins like that.") if self._is_typing_rule else self._nothing_by_rule()
        if not self._headings:
            return _("This document has no headings. Type a number to go to that percentage: 50 is the middle.")
        return super().nothing()

    def _nothing_by_rule(self) -> str:
        """Return the sentence for a reader whose rule matches nothing."""
        key = COMMANDS["contents.rule"].label
        said = _(
            "Your rule for this document matches no line; {key} changes it, an empty one finds headings as without."
        )
        return said.format(key=key) if key else _("Your rule for this document matches no line.")

    # The rule of this document

    def action_change_rule(self) -> None:
        """Type a rule for the headings of this document; or leave it as it was."""
        if self._is_typing_rule:
            self._leave_rule()
        else:
            self._is_typing_rule = True
            self._type(self._pattern)

    def _leave_rule(self) -> None:
        """Filter again the headings by the rule that holds."""
        self._is_typing_rule = False
        self._type("")

    def _type(self, text: str) -> None:
        """Let a text stand in the line for typing, and show the headings by the rule that is typed or that holds."""
        self._typed = self.filter.value = text
        self.filter.action_end()
        self.filter.placeholder = self.invitation()
        if self._looked_by != self._pattern:
            self._look(self._pattern)
        else:
            self.show_items(self.items_for(""))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types; or show the headings by the rule that is typed."""
        if not self._is_typing_rule:
            super().on_input_changed(event)
            return
        event.stop()
        if event.value != self._typed:
            self._typed = event.value
            self._look(event.value.strip())

    def action_choose(self) -> None:
        """Choose the row under the cursor and close; while a rule is typed, let that hold and stay."""
        if not self._is_typing_rule:
            super().action_choose()
        elif not self._problem:
            self._pattern = self._looked_by
            is_kept = self._sources.keep(self._pattern)
            self._leave_rule()
            if not is_kept:
                self._problem = _("this rule holds, but could not be written down")
                self.show_items(self._items(""), self.rows.cursor)

    def action_close(self) -> None:
        """Close without choosing; while a rule is typed, leave it as it was and stay."""
        if self._is_typing_rule:
            self._leave_rule()
        else:
            super().action_close()

    def items_for(self, typed: str) -> Sequence[Heading | Share]:
        """Return the headings that answer to what was typed; a number is a share of the text as well."""
        self._placed = None
        answers = finder(typed)
        self._kept = [heading for heading in self._headings if answers(self._said(heading))]
        return self._items(typed)

    def _items(self, typed: str) -> Sequence[Heading | Share]:
        share = self._share(typed)
        return self._kept if share is None else [*self._kept, share]

    def _share(self, typed: str) -> Share | None:
        number = fold(typed).strip()
        if not SHARE.fullmatch(number):
            return None
        percent = float(number.rstrip(" %").replace(",", "."))
        return Share(percent, int(len(self._text) * percent / 100))

    def show_items(self, items: Sequence[Heading | Share], cursor: int = 0) -> None:
        """Show headings; until it is moved, the cursor stands at the last one up to where the reader is."""
        if self._placed is None and items:
            cursor = heading_before(self._kept, self._here) or 0
            self._placed = items[cursor]
        super().show_items(items, cursor)

    def paint(self, item: Heading | Share, cells: int) -> Painting:
        """Return one line: the heading, whether the reader is there, and how far in the text it is."""
        if isinstance(item, Share):
            return [(_("go to {share} of the text").format(share=f"{item.percent:g}%"), "accent")]
        here = _("here") if item == self._current else ""
        percent = f"{item.paragraph.start * 100 // len(self._text):>4}%"
        indent = "  " * min(item.level, DEEPEST)
        title_cells = max(0, cells - width(here) - width(percent) - 2)
        return [
            (fit(indent + self._title_of(item.title), title_cells), "title" if here else ""),
            (f" {here} ", "accent"),
            (percent, "quiet"),
        ]

    def on_row_list_walked(self) -> None:
        """Show the passage behind, once the reader moves the cursor."""
        item = self.rows.item
        if item is None or (item == self._placed and not self._looked):
            return
        self._looked = True
        place = (
            Place(self._number, item.offset, item.offset)
            if isinstance(item, Share)
            else Place(self._number, item.title.start, item.title.end)
        )
        self.post_message(PlacesPanel.Looked(place, self.size.height // 2))

    def result(self, item: Heading | Share) -> int | Share:
        """Return the source offset of a heading, or the share."""
        return item if isinstance(item, Share) else item.paragraph.start
