"""The reading screen: one document on the page, the names in it, and the ways from each to the next."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from reader.app.bars import Bar, KeyLine, Rule
from reader.app.choice import Choice, Location
from reader.app.keys import ANYWHERE, READING, SELECTING, bindings, chosen
from reader.app.page_commands import PageCommands
from reader.app.wording import (
    broken_hint,
    changes_hint,
    choose_a_name,
    decides_hint,
    encoding_sign,
    length,
    names_apart,
    nothing_decides,
    selecting_hint,
    shown_sign,
)
from reader.documents.anchoring import selector_at
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import Document
from reader.documents.paragraphs import Span
from reader.documents.sanitising import one_line
from reader.language import _, ngettext
from reader.library.walk import Place, Walk
from reader.page.cells import cut, fit, width
from reader.scripts.detection import detect_document
from reader.scripts.script import Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from reader.app.at_hand import Anew
    from reader.app.contents_panel import Share
    from reader.app.contexts import Contexts
    from reader.app.keys import Command
    from reader.app.page_view import PageView
    from reader.app.painting import Painting
    from reader.app.why_panel import Asked, TellingPanel
    from reader.entities.entity import Entity
    from reader.entities.matching import Matcher
    from reader.entities.resolution import Mention
    from reader.library.analysis import Analysis

AT_ONCE = 10_000
"""Code points of a document that is analysed before it is shown; a longer one is analysed beside it."""
GLANCE = 3_000
"""Code points around what is on the screen in which names are looked for until the whole document is analysed."""
PREPARE_AFTER = 0.05
"""Seconds after which the page is laid out in the script that a toggle would show."""
SHORT_TITLE = 16
"""Cells of a title that the encoding leaves to it."""
USUAL = "UTF-8"
"""The encoding that nearly all documents are in."""
MOST_COUNTED = 4096
"""Code points of a selection of which is counted what is copied; more takes longer than a key may."""
BEYOND = sys.maxsize
"""An offset behind any text."""

KEYS = chosen(
    (*READING, *ANYWHERE),
    *("script.toggle", "entity.next", "mention.next", "mentions", "people", "search", "library", "help"),
    *("history.back", "script.choose", "find.labels", "contents", "bookmark", "entity.show", "palette", "settings"),
)
"""The line of keys, the ones that matter first."""
SELECTING_KEYS = chosen(
    (*SELECTING, *READING),
    *("select.copy", "select.right", "select.down", "select.word", "select.row_end", "select.paragraph"),
    *("select.begin", "select.other_end", "select.copy_other", "script.exception", "select.leave"),
)
"""The line of keys while text is selected with keys."""


class ReadingScreen(PageCommands):
    """Shows one document at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READING)]
    DEFAULT_CSS = "ReadingScreen { background: $background; & > #page { margin-top: 1; } }"

    def __init__(self) -> None:
        super().__init__()
        self.number = -1
        self.document: Document | None = None
        self.detected = Written.NONE
        """How the document seems to be written."""
        self.choice: Choice | None = None
        self.place: Place | None = None
        self.show_settings()
        self.status = Bar(id="status")
        self.key_line = KeyLine(KEYS)
        self._excerpt: tuple[int, str] | None = None
        """What is shown of a long document until all of it is read: from which offset on, and what."""
        self._looked_from: Location | None = None
        self._put: tuple[int, Location] | None = None
        """Where the page was put when its text had changed, and where the reader was before."""
        self._anew: Anew | None = None
        """The document, where it is to be shown anew as soon as no panel is open over it."""
        self._preparing: Timer | None = None
        self._glanced: Span | None = None
        self._told_broken: set[tuple[int, str]] = set()
        """The documents of which it was said that places are broken, and their encodings."""
        self._matcher: Matcher | None = None
        """What knew the names that are shown: another one may tell otherwise who somebody is."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield self.page
        yield Rule()
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show the document where it was left."""
        self.page.focus()

    def on_resize(self) -> None:
        """Fit the status line."""
        self.show_status()

    def begin_anew(self) -> None:
        """Follow nothing and be nowhere: the screen is used again for another visit."""
        self.choice = self.place = self._looked_from = self._glanced = None
        self.number, self.document, self._excerpt = -1, None, None
        self._put, self._anew = None, None
        self.page.choose(None, None)
        self.page.mark_changes(False)
        self.status.show([], [])

    @property
    def written(self) -> Written:
        """How the document is written: as the reader says, else as it seems to be."""
        return self.reader.memory.own_written(self.number) or self.detected

    def show_written(self) -> None:
        """Show the document as one that is written in the way the reader now says."""
        self.page.learn(self.written, self.page.mentions, self.page.unclear)
        self.show_status()

    def show_settings(self) -> None:
        """Set the page as the settings say."""
        settings = self.reader.settings
        self.page.set_type(settings.typesetting, focus=settings.focus)
        self.page.wheel = settings.wheel
        if self.document is not None:
            self.page.head_by(self.reader.heading_rules.of(self.document))

    # Documents and places

    def show_document(self, number: int, anchor: int | Location | None = None) -> bool:
        """Show a document from an offset or a location on, or where it was left; return whether it could be read."""
        library = self.reader.library
        self.reader.memory.recall_encoding(number)
        try:
            document = library.open(number)
        except UnreadableDocumentError as error:
            self.reader.refuse(number, error)
            return False
        self.remember()
        excerpt, self._excerpt = self._excerpt if number == self.number else None, None
        self.number, self.document = number, document
        self._glanced = None
        analysis = self._analysis
        if analysis is None and len(document.text) <= AT_ONCE:
            analysis = library.analysis(number)
        if analysis is None:
            self.reader.prefer(number)
        self.detected = analysis.written if analysis is not None else detect_document(document.text)
        left = self.reader.memory.left_at(number, document)
        if anchor is None:
            same = excerpt is not None and document.text.startswith(excerpt[1], excerpt[0])
            anchor = self.page.top_offset if same else left
            self._recall_choice()
        elif isinstance(anchor, Location):
            anchor = anchor.anchor_in(document.text)
        mentions, unclear = (analysis.mentions, analysis.unclear) if analysis is not None else ((), ())
        self.page.show_as(self.reader.target_of(number))
        self.page.select(None)
        self.page.head_by(self.reader.heading_rules.of(document))
        self.page.show(document, self.written, mentions, min(anchor, len(document.text)), unclear)
        self.show_bookmarks()
        self._tell_broken(document)
        self.show_status()  # now: what comes with a message comes a frame later
        return True

    def _tell_broken(self, document: Document) -> None:
        """Say how many places of a document are broken, once for each encoding that it is read in."""
        reading = self.number, document.encoding
        if document.replaced and reading not in self._told_broken:
            self._told_broken.add(reading)
            self.reader.tell(broken_hint(document.replaced))

    def show_excerpt(self, number: int) -> bool:
        """Show the page at which a long document was left before all of it is read; return whether that could be done.

        The rest is read when the page stands on the screen, or when the first key comes.
        """
        library, memory = self.reader.library, self.reader.memory
        memory.recall_encoding(number)
        left = memory.left_unread(number)
        if left is None and number in memory.last_places:
            return False
        excerpt = library.excerpt(number, left)
        if excerpt is None:
            return False
        analysis = library.known(number)
        if analysis is not None and analysis.characters != len(excerpt.text):
            analysis = None
        self.detected = analysis.written if analysis is not None else detect_document(excerpt.read)
        mentions, unclear = (analysis.mentions, analysis.unclear) if analysis is not None else ((), ())
        self.number, self._excerpt = number, (excerpt.span.start, excerpt.read)
        self.page.show_as(self.reader.target_of(number))
        self.page.head_by(self.reader.heading_rules.of(excerpt))
        self.page.show(excerpt, self.written, mentions, left.offset if left is not None else 0, unclear)
        self.page.when_painted = self.read_rest
        self.show_status()
        return True

    def _reread(self, anew: Anew) -> None:
        """Show the document as it reads now; what stood on the top row stands there again.

        The place is that of the reader's last move: a text that is written again bit by bit carries nobody away. What
        cannot be read any more stays on the page as it was.
        """
        self._anew = None
        if self.document is None or anew.number != self.number:  # an excerpt, the rest of which is still to be read
            return
        library, before, here = self.reader.library, self.document, self.location
        try:
            document = library.open(self.number)
        except UnreadableDocumentError as error:
            self.reader.refuse(self.number, error)
            return
        if document.text == before.text:
            self.document = document
            self.reader.prefer(self.number)
            anew.shown(document)
            return
        put = here
        if self._put is not None and self._put[0] == here.anchor:
            put = self._put[1]
        here = self._in_other_encoding(here, put, document) if document.encoding != before.encoding else put
        if not self.show_document(self.number, here):
            return
        self._put = self.page.top_offset, put
        self.choice = self._revived(replace(here.choice, walk=Walk(()))) if here.choice is not None else None
        self.place = self._place_now(here)
        self._show_choice()
        anew.shown(document)

    def _in_other_encoding(self, here: Location, put: Location, document: Document) -> Location:
        """Return where the reader is in the document as it reads in another encoding.

        Args:
            here: where the reader is in it as it was read before.
            put: where that was when the reader moved last, perhaps in this very text.
            document: the document as it reads now.
        """
        from reader.documents.same_place import same_place

        before, stood = self.document, put.selector
        stands = stood is not None and f"{stood.prefix}{stood.exact}{stood.suffix}" in document.text
        if stands or before is None or "" in (before.encoding, document.encoding):
            return put
        return Location(self.number, same_place(before, here.anchor, document), here.choice, None)

    def reread_later(self, anew: Anew | None) -> None:
        """Show the document as it reads now, when no panel is open over it any more; None for not before it is read."""
        self._anew = anew
        if self.is_active and anew is not None:
            self._reread(anew)

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self._anew is not None:
            self._reread(self._anew)

    def read_rest(self) -> None:
        """Read all of a document of which an excerpt is shown; the page stays as it is.

        One that cannot be read leads back to the list.
        """
        if self._excerpt is None:
            return
        # The page lets go of the excerpt first: as long as the whole, it would take as much memory again.
        self.page.show(Document("", ""), self.written, (), self.page.top_offset)
        if not self.show_document(self.number):
            self._excerpt = None
            self.reader.show_library()

    def on_key(self, event: events.Key) -> None:
        """Let a key do what it does with the whole document, however early it comes."""
        self.read_rest()
        if self.document is None:
            event.stop()

    def _recall_choice(self) -> None:
        """Follow what was followed in the document when it was left, unless something else is followed by now."""
        chosen = self.reader.memory.own_choice(self.number)
        if self.choice is None and chosen is not None:
            self.choice, self.place = Choice(chosen.entity, chosen.query, Walk(()), chosen.regex), None
            self.call_after_refresh(self._revive_choice)

    def _revive_choice(self) -> None:
        self.choice = self._revived(self.choice)
        self._show_choice()

    def learn(self) -> None:
        """Show what the analysis of the document has found meanwhile."""
        library, analysis = self.reader.library, self._analysis
        matcher = library.matcher if library.is_loaded else None
        is_new, self._matcher = matcher is not self._matcher, matcher
        shown = self.page.mentions, self.page.unclear
        if analysis is not None and (is_new or (analysis.mentions, analysis.unclear) != shown):
            self._glanced, was_unclear = None, self._unclear
            self.detected = analysis.written
            self.page.learn(self.written, analysis.mentions, analysis.unclear)
            self._follow_decided(was_unclear)
        self._glance()
        if self.choice is not None and self.choice.entity is not None:
            self.choice = self._followed(self.choice.entity)
            self._show_choice()
        else:
            self.show_status()

    def _follow_decided(self, was_unclear: Mention | None) -> None:
        """Choose whom the place means that the reader is at, if that was unclear and has been decided."""
        if was_unclear is None or self.choice is not None or self._unclear is not None:
            return
        mention = self.page.mention_on(was_unclear.start)
        if mention is not None:
            self._choose(mention)
        else:
            self.place = None
            self._show_choice()

    def _followed(self, entity: str) -> Choice:
        """Return a choice with its mentions as they are now, of whom the chosen place means by now."""
        library, place = self.reader.library, self.place
        if place is not None and place.document == self.number and self._analysis is not None:
            mention = self.page.mention_on(place.start)
            if mention is not None and (mention.start, mention.end) == (place.start, place.end):
                entity = mention.entity
        return Choice(entity, "", library.mentions_of(entity))

    @property
    def _analysis(self) -> Analysis | None:
        """The analysis of the document, where it is of the very text that is shown: the file may have changed."""
        analysis = self.reader.library.known(self.number)
        same = analysis is not None and self.document is not None and analysis.characters == len(self.document.text)
        return analysis if same else None

    @property
    def location(self) -> Location:
        """Exactly where the reader is."""
        top, text = self.page.top_offset, self.document.text if self.document is not None else None
        known = (selector_at(text, top), len(text)) if text is not None else (None, None)
        return Location(self.number, top, self.choice, self.place, *known)

    def restore(self, location: Location) -> None:
        """Go exactly to where the reader was; in a file that was edited since, to what has become of it."""
        if location.document != self.number or self.document is None:
            if not self.show_document(location.document, location):
                return
        else:
            self.page.go_to(location.anchor_in(self.page.text))
        self.choice, self.place = self._revived(location.choice), self._place_now(location)
        self._show_choice()

    def _place_now(self, location: Location) -> Place | None:
        """Return the mention or hit of a location in the document as it is now; None where it cannot be told."""
        place, text = location.place, self.page.text
        if place is None or place.document != self.number:
            return place
        moved = location.anchor_in(text) - location.anchor
        if not moved and location.length in (None, len(text)):
            return place if place.end <= len(text) else None
        if location.choice is None or location.choice.entity is None:
            return None
        walk = self.reader.library.mentions_of(location.choice.entity)
        nearest = walk.after(self.number, place.start + moved - 1)
        return nearest if nearest is not None and nearest.document == self.number else None

    def _revived(self, choice: Choice | None) -> Choice | None:
        """Return a choice from an earlier run with its places as they are now; those of a search come later."""
        if choice is None or choice.walk.places:
            return choice
        if choice.entity is None:
            self.reader.search_again(choice.query, choice.regex, self.number)
            return choice
        known = choice.entity in self.reader.library.entities
        return Choice(choice.entity, "", self.reader.library.mentions_of(choice.entity)) if known else None

    def learn_hits(self, query: str, regex: bool, walk: Walk) -> None:
        """Walk through more hits of a search, if it is still what is followed."""
        choice = self.choice
        if choice is not None and choice.entity is None and (choice.query, choice.regex) == (query, regex):
            self.choice = replace(choice, walk=walk)
            self._show_choice()

    def go_to(self, place: Place, choice: Choice | None) -> bool:
        """Bring a place into view and mark it; the way back is remembered. Return whether it could be read."""
        here = self._looked_from or (self.location if self.document is not None else None)
        self._looked_from = None
        if not self._arrive(place, choice):
            return False
        if here is not None:
            self.reader.memory.history.jump_from(here)
        self.page.select(None)
        if self.is_mounted:
            self.page.mark_landing()
        else:
            self.call_after_refresh(self.page.mark_landing)
        return True

    def _arrive(self, place: Place, choice: Choice | None, covered: int = 0) -> bool:
        if place.document != self.number or self.document is None:
            if not self.show_document(place.document, place.start):
                return False
            choice, place = self._as_it_is_now(choice, place)
            self.page.bring(place.start, covered)
        else:
            self.page.reveal(place.start, covered)
        self.choice, self.place = choice, place
        self._show_choice()
        return True

    def _as_it_is_now(self, choice: Choice | None, place: Place) -> tuple[Choice | None, Place]:
        """Return a choice and a place for the document as it has just been read, which may not be as it was."""
        if choice is None or choice.entity is None:
            return choice, place
        walk = self.reader.library.mentions_of(choice.entity)
        if walk == choice.walk:
            return choice, place
        nearest = walk.after(place.document, place.start - 1)
        return Choice(choice.entity, "", walk), nearest if nearest and nearest.document == place.document else place

    def _glance(self) -> None:
        """Mark the names on the screen before the whole document is analysed."""
        library = self.reader.library
        if self.document is None or not library.is_loaded or self._analysis is not None:
            return
        start, end = self.page.in_view
        if self._glanced is not None and self._glanced.start <= start and end <= self._glanced.end:
            return
        self._glanced = Span(max(0, start - GLANCE), min(len(self.document.text), end + GLANCE))
        self.page.learn(self.written, library.glance(self.document, self._glanced))

    def remember(self) -> None:
        """Remember where the document is being read."""
        if self.document is not None and self.page.is_mounted and self._looked_from is None:
            self.reader.memory.remember_place(self.number, self.document, self.page.top_offset, self.page.progress)
            self.reader.memory.remember_choice(self.number, self.document, self.choice)

    def jump_to(self, offset: int) -> None:
        """Go to a source offset of the document; the way back is remembered."""
        self._leave_for(lambda: self.page.bring(offset))

    def _leave_for(self, move: Callable[[], None]) -> None:
        """Move the page to another place of the document; the way back is remembered."""
        self.reader.memory.history.jump_from(self._looked_from or self.location)
        self._looked_from = None
        self.page.select(None)
        move()
        self.show_status()

    def jump_to_document(self, number: int) -> None:
        """Go to another document, where it was left; the way back is remembered."""
        here = self.location
        self.choice = self.place = None
        if self.show_document(number):
            self.reader.memory.history.jump_from(here)
            self._show_choice()
        else:
            self.choice, self.place = here.choice, here.place

    def jump_to_share(self, share: float) -> None:
        """Go to a share of the text, 0 to 1; the way back is remembered."""
        self._leave_for(lambda: self.page.to_share(share))

    def _show_choice(self) -> None:
        current = (self.place.start, self.place.end) if self.place and self.place.document == self.number else None
        choice = self.choice
        places = choice.walk.in_document(self.number) if choice is not None else ()
        self.page.choose(choice.entity if choice is not None else None, current, places)
        self.show_status()

    # The status line

    def show_status(self) -> None:
        """Show what is chosen, the document's title, its script, and where the page is in it."""
        if self.document is None and self._excerpt is None:
            return
        title = self.reader.shown_title(self.number)
        if self.number in self.reader.library.listing.gone:
            title = _("file gone: {title}").format(title=title)
        said = self.reader.memory.own_written(self.number) is not None
        sign = shown_sign(self.written, self.reader.target_of(self.number), said=said)
        place: Painting = [(sign, "accent"), (f"  {self.page.progress:>4.0%}", "")]
        choice, notice = self._mode_painting(place) or self._choice_painting(), self.reader.notice_painting()
        taken = sum(width(text) for text, _name in (*choice, *notice, *place))
        left = [*choice, *notice] if taken + 4 <= self.size.width else notice or choice
        room = self.size.width - sum(width(text) for text, _name in (*left, *place)) - 6
        encoding = self._encoding_painting(room - min(width(title), SHORT_TITLE))
        place, room = [*encoding, *place], room - sum(width(text) for text, _name in encoding)
        shown_title: Painting = [(fit(title, min(room, width(title))), "quiet"), ("   ", "")] if room >= 8 else []
        hidden = (notice or self.page.marks_changes) and room < -3
        right = [] if hidden else [*shown_title, *place]
        self.status.show(left, right)

    def _encoding_painting(self, room: int) -> Painting:
        """Return the encoding of a document where it is not the one that nearly all are in, or places are broken."""
        document = self.document
        if document is None or (document.encoding in ("", USUAL) and not document.replaced):
            return []
        sign = encoding_sign(document.encoding, document.replaced)
        return [(sign, "quiet"), ("   ", "")] if width(sign) + 3 <= room else []

    def _mode_painting(self, beside: Painting) -> Painting:
        """Return what is selected, while something is; while changes are marked, the original of it or of another."""
        selection = self.page.selected
        if selection is None:
            return self._changes_painting() if self.page.marks_changes else []
        selected = self._length_copied(selection)
        if self.page.marks_changes:
            selected = self._original(selection)
        room = self.size.width - sum(width(text) for text, _name in (*beside, (selected, ""))) - 8
        how = selecting_hint(self.page.selecting, self.reader.settings.copy, room)
        return [(selected, "title"), (f"  {how}   ", "quiet")]

    def _length_copied(self, span: Span) -> str:
        """Return how much is copied of a stretch in words; of a long one, which takes a while to convert, about."""
        if span.end - span.start > MOST_COUNTED:
            return length(span.end - span.start)
        count = len(self.copied(span, as_shown=self.reader.settings.copy == "shown"))
        return ngettext("{count} character", "{count} characters", count).format(count=count)

    def _original(self, span: Span) -> str:
        """Return the original of a stretch of the document in words, as much of it as fits."""
        start, end = span.start, min(span.end, span.start + self.size.width)
        return _("original: {text}").format(text=cut(one_line(self.page.text[start:end]), self.size.width // 2))

    def _changes_painting(self) -> Painting:
        """Return the original of what the mouse is on, else of the chosen name, and how many changes are marked."""
        place = self.page.pointed
        if place is None and self.page.current is not None:
            start, end = self.page.in_view
            place = self.page.whole(Span(*self.page.current)) if start <= self.page.current[0] < end else None
        original: Painting = [(self._original(place), "title"), ("  ", "")] if place is not None else []
        return [*original, (changes_hint(self.page.changes_in_view), "quiet"), ("   ", "")]

    def _choice_painting(self) -> Painting:
        if self.choice is None and self._unclear is not None:
            return self._unclear_painting(self._unclear)
        if self.choice is None:
            return [(f"{self.reader.progress_text}   ", "quiet")] if self.reader.progress_text else []
        walk = self.choice.walk
        if self.choice.entity is not None:
            entity = self.reader.library.entity(self.choice.entity)
            name = self.reader.name_of(entity)
            both = name if entity.latin in (None, name) else f"{name} {entity.latin}"
        else:
            both = _("“{query}”").format(query=self.choice.query)
        here = self.place
        if here is not None and here in walk:
            where = _("{number} of {count} · document {document} of {documents}").format(
                number=walk.number(here),
                count=len(walk.places),
                document=walk.documents[here.document],
                documents=len(walk.documents),
            )
        elif self.choice.entity is not None and not walk.places and self._unknown:
            where = _("still looking")
        else:
            where = str(len(walk.places))
        return [(both, "title"), (f"  {where}   ", "")]

    def _unclear_painting(self, place: Mention) -> Painting:
        """Return whom a place may mean, as much of it as fits, and how to say who it is."""
        hint = decides_hint()
        names = " / ".join(names_apart(self._may_mean(place), self.reader.name_of))
        said = cut(_("may mean {names}").format(names=names), max(0, self.size.width - width(hint) - 16))
        return [(said, "title"), (f" · {hint}   " if hint else "   ", "quiet")]

    # What happens

    def on_page_view_moved(self) -> None:
        """Tell where the page is, and remember it a little later."""
        self.show_status()
        self.reader.remember_soon()
        if self._preparing is None:
            self._preparing = self.set_timer(PREPARE_AFTER, self._prepare)

    def _prepare(self) -> None:
        self._preparing = None
        if self.document is None:  # what is loaded to convert would stand in memory beside all that is still to be read
            return
        self._glance()
        self.page.prepare(self.reader.other_target)

    def on_page_view_pointed(self) -> None:
        """Tell the original of what the mouse is on."""
        self.show_status()

    def on_selecting_page_selection_changed(self) -> None:
        """Tell how much is selected, and which keys hold."""
        self.key_line.show(SELECTING_KEYS if self.page.selecting else KEYS)
        self.show_status()

    def on_page_view_mention_clicked(self, message: PageView.MentionClicked) -> None:
        """Choose the entity whose mention was clicked, or the place that may mean several."""
        self._choose(message.mention)

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """Do what a clicked key does."""
        self.call_later(self.do, message.command)

    async def do(self, command: Command) -> None:
        """Do what a command says, as its key does."""
        self.read_rest()
        where = self.page if command in SELECTING else self
        await where.run_action(command.action)

    def look(self, place: Place, covered: int, choice: Choice | None = None) -> None:
        """Show the passage that the cursor of a panel stands on, above as many lines as the panel covers.

        Args:
            place: what the cursor stands on.
            covered: the lines at the bottom that are hidden.
            choice: what to let stand out meanwhile; None for what is chosen.
        """
        if self._looked_from is None:
            self.remember()
            self._looked_from = self.location
        self._arrive(place, choice or self._looked_from.choice, covered)

    def close_look(self) -> None:
        """Go back to where the reader was before a panel showed passages."""
        if self._looked_from is not None:
            location, self._looked_from = self._looked_from, None
            self.restore(location)

    # Names

    def _choose(self, mention: Mention) -> None:
        self.page.select(None)
        self.place = Place(self.number, mention.start, mention.end)
        self.choice = None  # nobody is followed from a place that may mean several
        if self._unclear is None:
            self.choice = Choice(mention.entity, "", self.reader.library.mentions_of(mention.entity))
        self._show_choice()

    @property
    def _unclear(self) -> Mention | None:
        """The place that the reader is at, where it may mean several."""
        place = self.place if self.place is not None and self.place.document == self.number else None
        unclear = self.page.unclear_on(place.start) if place is not None else None
        return unclear if place is not None and unclear is not None and unclear.start == place.start else None

    def _may_mean(self, place: Mention) -> list[Entity]:
        from reader.entities.resolution import may_mean

        return [self.reader.library.entity(entity) for entity in may_mean(place)]

    def _tell_to_choose(self) -> None:
        """Say that somebody must be chosen first, or that nothing tells whom the chosen place means."""
        self.reader.tell(nothing_decides() if self._unclear is not None else choose_a_name())

    def _step_on_page(self, forward: bool) -> None:
        mentions = self.page.names_in_view()
        if not mentions:
            looked = self.reader.library.known(self.number) is not None
            self.reader.tell(_("No known name on this page.") if looked else _("Still looking for names here …"))
            return
        here = self.place.start if self.place is not None and self.place.document == self.number else None
        starts = [mention.start for mention in mentions]
        if here not in starts:
            self._choose(mentions[0] if forward else mentions[-1])
        else:
            self._choose(mentions[(starts.index(here) + (1 if forward else -1)) % len(mentions)])

    def _step_through_documents(self, forward: bool) -> None:
        if self.choice is None:
            self._tell_to_choose()
            return
        walk = self.choice.walk
        if self.place is not None:
            document, offset = self.place.document, self.place.start
        else:
            start, end = self.page.in_view
            document, offset = self.number, start - 1 if forward else end
        here = self.place
        for _attempt in range(len(walk.documents) + 1):
            place = walk.after(document, offset) if forward else walk.before(document, offset)
            if place is None:
                self.reader.tell(self._why_nowhere())
                return
            if place == here:
                self.reader.tell(_("This is the only place."))
                return
            if self.go_to(place, self.choice):
                break
            document, offset = place.document, BEYOND if forward else -1  # past a document that cannot be read
        if here is not None and self.place is not None and (self.place < here) is forward:
            self.reader.tell(_("round to the first") if forward else _("round to the last"))

    def _why_nowhere(self) -> str:
        """Return why there is no place of what is chosen to go to, in a sentence."""
        choice = self.choice
        if choice is not None and choice.entity is None:
            none = _("“{query}” stands in none of the documents.").format(query=choice.query)
            return _("searching …") if self.reader.searching else none
        return _("Still looking for names here …") if self._unknown else _("No known name on this page.")

    @property
    def _unknown(self) -> bool:
        """Whether the names in the whole document are still looked for."""
        return self.reader.library.known(self.number) is None

    def action_next_mention(self) -> None:
        """Go to the next mention or hit, through all documents."""
        self._step_through_documents(forward=True)

    def action_previous_mention(self) -> None:
        """Go to the previous mention or hit."""
        self._step_through_documents(forward=False)

    def action_next_entity(self) -> None:
        """Choose the next name on the page."""
        self._step_on_page(forward=True)

    def action_previous_entity(self) -> None:
        """Choose the previous name on the page."""
        self._step_on_page(forward=False)

    def action_choose_nothing(self) -> None:
        """Choose no name, or select nothing; the way back is remembered."""
        if self.page.selection is not None:
            self.page.select(None)
            return
        if self.choice is None and self._unclear is None:
            return
        self.reader.memory.history.jump_from(self.location)
        self.choice = self.place = None
        self._show_choice()

    def action_show_entity(self) -> None:
        """Show the card of the chosen entity, or whom the chosen place may mean."""
        if self.choice is None and self._unclear is not None:
            self.action_why()
        elif self.choice is None or self.choice.entity is None:
            self.reader.tell(choose_a_name())
        else:
            self.reader.show_card(self.reader.library.entity(self.choice.entity))

    def action_why(self) -> None:
        """Tell why what is selected is a mention, else the name that the reader is at, or whom it may mean."""
        span = self._named
        if span is None:
            self.reader.tell(choose_a_name())
        else:
            self.tell_why(span)

    def tell_why(self, span: Span) -> None:
        """Tell why a stretch of the document is a mention, or whom it may mean."""
        name = self.page.name_on(span.start)
        if self.document is None or name is None or (name.start, name.end) != (span.start, span.end):
            text = cut(one_line(span.of(self.page.text)), self.size.width // 2)
            self.reader.tell(_("“{text}” means nobody yet").format(text=text))
            return
        if self.page.mention_on(span.start) is None:
            self._tell_whom_it_may_mean(self.document, name)
            return
        from reader.app.why_panel import WhyPanel
        from reader.library.explaining import why

        reader = self.reader
        told = why(reader.library, self.number, self.document, name)
        self._tell_why(span, WhyPanel(reader.library, told, reader.shown_title, reader.name_of, self._contexts()))

    def _tell_whom_it_may_mean(self, document: Document, place: Mention) -> None:
        from reader.app.why_panel import UnclearPanel
        from reader.library.as_read import words_as_read
        from reader.library.explaining import claims_on

        claims = claims_on(self.reader.library, document, place)
        names = names_apart([claim.entity for claim in claims], self.reader.name_of)
        text = words_as_read(document, Span(place.start, place.end))
        reader, told = self.reader, list(zip(names, claims, strict=True))
        panel = UnclearPanel(reader.library, text, told, reader.shown_title, self._contexts())
        self._tell_why(Span(place.start, place.end), panel)

    def _contexts(self) -> Contexts:
        """Return what stands around places, each shown as its document is."""
        from reader.app.contexts import Contexts

        return Contexts(self.reader.library, self.reader.target_of, self.reader.memory.own_written)

    def _tell_why(self, span: Span, panel: TellingPanel) -> None:
        """Show a panel that tells of a place, which stays in sight; then go to a place that tells, or correct."""

        def answered(answer: Place | Asked | None) -> None:
            if isinstance(answer, Place):
                self._go_to_chosen(answer)
                return
            self.close_look()
            if answer is not None:
                self.correct(span)

        self.look(Place(self.number, span.start, span.end), panel.lines(self.size.height))
        self.app.push_screen(panel, answered)

    def action_contents(self) -> None:
        """List the headings of the document."""
        from reader.app.contents_panel import ContentsPanel, Headings
        from reader.documents.marked_contents import marked_headings

        document = self.document
        if document is None:
            return
        target, rules = self.reader.target_of(self.number), self.reader.heading_rules

        def keep(pattern: str) -> bool:
            kept = rules.remember(document.name, pattern)
            self.page.head_by(rules.of(document))
            return kept

        panel = ContentsPanel(
            document.text,
            self.number,
            self.page.in_view[0],
            lambda span: one_line(self.page.text_between(span, target)),
            Headings(lambda: marked_headings(document), rules.general(document), rules.own(document), keep),
        )
        self.app.push_screen(panel, self._leave_contents)

    def _leave_contents(self, chosen: int | Share | None) -> None:
        """Go to a heading, which stands on top as in a book, or to a share of the text; or back to where one was."""
        from reader.app.contents_panel import Share

        self.close_look()
        if isinstance(chosen, Share):
            self.jump_to_share(chosen.percent / 100)
        elif chosen is not None and chosen != self.page.top_offset:
            self._leave_for(lambda: self.page.go_to(chosen))

    def leave_panel(self, offset: int | None) -> None:
        """Go to the source offset that was chosen in a panel, or back to where the reader was."""
        if offset is None:
            self.close_look()
            return
        here = self._looked_from
        self.close_look()
        if here is not None or offset != self.page.top_offset:
            self.jump_to(offset)

    def action_mentions(self) -> None:
        """List all mentions of the chosen entity, or the hits of the search."""
        if self.choice is not None and self.choice.entity is None:
            self.app.call_later(self.app.run_action, "search")
            return
        from reader.app.places_panel import MentionsPanel

        if self.choice is None or self.choice.entity is None:
            self._tell_to_choose()
            return
        name = self.reader.name_of(self.reader.library.entity(self.choice.entity))
        panel = MentionsPanel(
            self.reader.library,
            self.reader.target_of(self.number),
            self.reader.shown_title,
            name,
            self.choice.walk,
            self.place,
        )
        panel.own_written = self.reader.memory.own_written
        self.app.push_screen(panel, self._go_to_chosen)

    def _go_to_chosen(self, place: Place | None) -> None:
        if place is None:
            self.close_look()
        else:
            choice = self._looked_from.choice if self._looked_from is not None else self.choice
            self.go_to(place, choice)

    # Moving

    def action_back(self) -> None:
        """Go back to before the last jump."""
        self._travel(self.reader.memory.history.back(self.location), _("No jump to go back from."))

    def action_forward(self) -> None:
        """Go forward to where one came back from."""
        self._travel(self.reader.memory.history.forward(self.location), _("No jump to repeat."))

    def _travel(self, location: Location | None, otherwise: str) -> None:
        if location is None:
            self.reader.tell(otherwise)
        else:
            self.page.select(None)
            self.reader.at_hand.then(location.document, lambda: self.restore(location))

    def action_move(self, lines: int) -> None:
        """Move by lines."""
        self.page.move(lines)
        self.show_status()

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.page.page(pages)
        self.show_status()

    def action_start(self) -> None:
        """Go to the start of the document; the way back is remembered."""
        self._leave_for(lambda: self.page.go_to(0))

    def action_end(self) -> None:
        """Go to the end of the document; the way back is remembered."""
        self._leave_for(self.page.to_end)

    def action_library(self) -> None:
        """Go back to the library."""
        self.remember()
        self.reader.show_library()
