"""The app: what all screens share, and the way from one to another.

Panels are imported when they are first opened: the first screen has no need of them.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader import language
from reader.app.choice import Choice, Location
from reader.app.compat import QuietCrashApp
from reader.app.keys import ANYWHERE, LIBRARY, READING, bindings
from reader.app.library_screen import LibraryScreen
from reader.app.themes import DARK, LIGHT, OWN_VARIABLES
from reader.app.wording import PERSON
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.sanitising import one_line
from reader.language import _, ngettext
from reader.library.history import History
from reader.library.state import ReadingPlace
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.timer import Timer

    from reader.app.painting import Painting
    from reader.app.people_panel import PeoplePanel
    from reader.app.places_panel import PlacesPanel
    from reader.app.reading_screen import ReadingScreen
    from reader.entities.entity import Entity
    from reader.library.analysis import Analysis
    from reader.library.library import Library
    from reader.library.state import State
    from reader.library.walk import Place

CARD = 66
"""Cells of a line on the card of an entity: it fits on 80 columns."""
NOTICE_SECONDS = 4.0
REMEMBER_AFTER = 0.4
"""Seconds after which a change is written down; a kill loses no more."""
BEGIN_AFTER = 0.05
"""Seconds that the first screen has for reaching the terminal before the work in the background begins."""
REPORT_EVERY = 0.1
"""Seconds between two reports of the work in the background."""
SCRIPT, TRADITIONAL, THEME = "script", "traditional", "theme"
"""Settings that are remembered."""

log = logging.getLogger(__name__)


class ReaderApp(QuietCrashApp[int]):
    """Reads a library."""

    TITLE = "reader"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANYWHERE)]

    class Analysed(Message):
        """More documents have been analysed in the background."""

        def __init__(self, done: int, finished: bool) -> None:
            super().__init__()
            self.done = done
            self.finished = finished

    def __init__(self, library: Library, state: State, script: Script | None = None) -> None:
        """Make the app.

        Args:
            library: what to read.
            state: what is remembered of reading it.
            script: the script to read in; None for the one last chosen.
        """
        super().__init__()
        self.library = library
        self.state = state
        self.script = script or _script_setting(state, SCRIPT, Script.ORIGINAL)
        self._traditional = _script_setting(state, TRADITIONAL, Script.HANT)
        self.history: History[Location] = History()
        self.last_places = state.last_places(library.documents)
        self.analysed = False
        """Whether the work in the background is done."""
        self.progress_text = ""
        self.library_screen: LibraryScreen
        self.reading: ReadingScreen | None = None
        self._notice: tuple[str, float] = ("", 0.0)
        self._titles: dict[tuple[int, Script, bool], str] = {}
        self._remembering: Timer | None = None
        self._places_to_write: dict[int, tuple[str, ReadingPlace]] = {}
        self._settings_to_write: dict[str, str] = {}
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = LIGHT.name if state.setting(THEME) == LIGHT.name else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that our style sheets use beside Textual's, for themes that do not set them."""
        return dict(OWN_VARIABLES)

    def get_default_screen(self) -> LibraryScreen:
        """Return the library, the screen under all others."""
        self.library_screen = LibraryScreen()
        return self.library_screen

    def on_mount(self) -> None:
        """Open the document at once where the library is one that was named itself."""
        if self.library.sources == self.library.documents and len(self.library.documents) == 1:
            self.open_document(0)

    def on_unmount(self) -> None:
        """Write down what is still to be remembered."""
        self.remember_now()

    def begin(self) -> None:
        """Begin with the work in the background: not before the first screen stands there, it would be in its way."""
        self.set_timer(BEGIN_AFTER, self._begin)

    # Work in the background

    def _begin(self) -> None:
        # A daemon: leaving must not wait for the analysis of a large document, which can be made again.
        Thread(target=self._analyse, name="analysis", daemon=True).start()

    def _analyse(self) -> None:
        reported = time.monotonic()
        for number in range(len(self.library.documents)):
            try:
                self.library.analysis(number)
            except UnreadableDocumentError as error:
                log.info("%s: %s", self.library.documents[number], error)
            except Exception:  # one document that breaks the analysis must not stop the others'
                log.exception("analysis of %s", self.library.documents[number])
            if not self.is_running:
                return
            if time.monotonic() - reported > REPORT_EVERY:
                reported = time.monotonic()
                self.post_message(self.Analysed(number + 1, finished=False))
        self.post_message(self.Analysed(len(self.library.documents), finished=True))
        from reader.scripts.conversion import warm

        for target in (Script.HANS, self._traditional):
            warm(target)

    def on_reader_app_analysed(self, message: Analysed) -> None:
        """Show what the work in the background has found."""
        count = len(self.library.documents)
        text = _("reading the library: {done} of {count}").format(done=message.done, count=count)
        self.progress_text = "" if message.finished else text
        self.library_screen.show_documents()
        if self.reading is not None:
            self.reading.learn()
        self.analysed = message.finished
        if message.finished:
            self._look_up_renamed()
            self._tell_problems()

    def _look_up_renamed(self) -> None:
        """Find by their texts the places in documents whose paths are not remembered."""
        unknown = (number for number in range(len(self.library.documents)) if number not in self.last_places)
        digests = {number: known.digest for number in unknown if (known := self.library.known(number)) is not None}
        self.last_places |= self.state.places_of(digests)
        self.library_screen.show_documents()

    def _tell_problems(self) -> None:
        texts = []
        if self.state.problem is not None:
            texts.append(_("Places are not remembered: {problem}").format(problem=self.state.problem))
        for problem in self.library.lists.problems:
            log.warning("%s", problem)
            texts.append(str(replace(problem, file=Path(problem.file).name)))
        if len(texts) > 1:
            more = len(texts) - 1
            note = ngettext("{count} more: reader --log", "{count} more: reader --log", more).format(count=more)
            self.tell(f"{texts[0]} ({note})")
        elif texts:
            self.tell(texts[0])

    # What screens ask for

    @property
    def people_count(self) -> int:
        """How many people are mentioned in the documents analysed so far."""
        return sum(1 for entity in self.library.counts() if self.library.entity(entity).type == PERSON)

    def people_of(self, analysis: Analysis) -> Counter[str]:
        """Return how often each person is mentioned in a document, by id."""
        counts = analysis.counts.items()
        return Counter({entity: n for entity, n in counts if self.library.entity(entity).type == PERSON})

    def shown_title(self, number: int) -> str:
        """Return a document's title in the chosen script; as written, no entity list need be read for it."""
        if self.script is Script.ORIGINAL:
            return self.library.title(number)
        analysis = self.library.known(number)
        key = (number, self.script, analysis is not None)
        if key not in self._titles:
            from reader.entities.rendering import render_line

            written = analysis.written if analysis is not None else None
            title = self.library.title(number)
            self._titles[key] = render_line(title, written, self.library.matcher, self.script)
        return self._titles[key]

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the chosen script; as written, in the document's."""
        script = self.script
        if script is Script.ORIGINAL:
            written = self.reading.written if self.reading is not None else Written.NONE
            traditional = written.traditional or (written is Written.NONE and language.spoken() == "zh-Hant")
            script = Script.HANT if traditional else Script.HANS
        return entity.name_in(script)

    def tell(self, text: str) -> None:
        """Say something in the status line for a moment."""
        self._notice = (one_line(text), time.monotonic() + NOTICE_SECONDS)
        self.call_after_refresh(self._show_bars)
        self.set_timer(NOTICE_SECONDS + 0.1, self._show_bars)

    def on_key(self) -> None:
        """Take back what was said: the next key is pressed, so it was read."""
        if self._notice[0]:
            self._notice = ("", 0.0)
            self._show_bars()

    def notice_painting(self) -> Painting:
        """Return what was said last, as long as it is to be seen."""
        text, until = self._notice
        return [(text, "accent")] if text and time.monotonic() < until else []

    def _show_bars(self) -> None:
        if self.reading is not None:
            self.reading.show_status()
        else:
            self.library_screen.show_bars()

    # Remembering

    def left_at(self, number: int, digest: str) -> ReadingPlace | None:
        """Return where the document with a text was left last."""
        if number in self._places_to_write:
            return self._places_to_write[number][1]
        return self.state.place(self.library.documents[number], digest)

    def remember_soon(self) -> None:
        """Write down in a moment what has changed; what changes until then goes with it."""
        if self._remembering is None:
            self._remembering = self.set_timer(REMEMBER_AFTER, self.remember_now)

    def remember_now(self) -> None:
        """Write down where the reader is, and the settings that changed."""
        self._remembering = None
        if (reading := self.reading) is not None:
            reading.remember()
        self.write_down()

    def write_down(self) -> None:
        """Write down what has been noted to be remembered."""
        for number, (digest, place) in self._places_to_write.items():
            self.state.remember_place(self.library.documents[number], digest, place)
        for name, value in self._settings_to_write.items():
            self.state.remember_setting(name, value)
        self._places_to_write.clear()
        self._settings_to_write.clear()

    def remember_setting(self, name: str, value: str) -> None:
        """Remember a setting."""
        self._settings_to_write[name] = value
        self.remember_soon()

    def remember_place(self, number: int, digest: str, offset: int, progress: float) -> None:
        """Remember where a document is being read."""
        before = self.last_places.get(number)
        progress = max(progress, before.progress if before is not None else 0.0)
        if before is None or (before.offset, before.progress) != (offset, progress):
            self.last_places[number] = ReadingPlace(offset, progress, time.time())
            self._places_to_write[number] = (digest, self.last_places[number])

    # From screen to screen

    def open_document(self, number: int) -> None:
        """Open a document where it was left."""
        from reader.app.reading_screen import ReadingScreen

        reading = ReadingScreen()
        if reading.show_document(number):
            self._read_on(reading)

    def _read_on(self, reading: ReadingScreen) -> None:
        self.reading = reading
        self.push_screen(reading)

    def show_library(self) -> None:
        """Go back to the library."""
        self.reading = None
        self.remember_soon()
        while self.screen is not self.library_screen:
            self.pop_screen()

    def go_to(self, place: Place, choice: Choice | None) -> None:
        """Go to a place in any document, from any screen."""
        from reader.app.reading_screen import ReadingScreen

        reading = self.reading or ReadingScreen()
        if reading.go_to(place, choice) and self.reading is None:
            self._read_on(reading)

    def on_places_panel_looked(self, message: PlacesPanel.Looked) -> None:
        """Show the passage that the cursor of a panel stands on, where a page is open behind it."""
        if (reading := self.reading) is not None:
            reading.look(message.place, message.covered)

    # Commands

    def show_script(self, script: Script) -> None:
        """Show everything in a script from now on."""
        self.script = script
        if script.traditional:
            self._traditional = script
            self.remember_setting(TRADITIONAL, script)
        self.remember_setting(SCRIPT, script)
        if self.reading is not None:
            self.reading.page.show_script(script)
            self.reading.show_status()
        else:
            self.library_screen.show_documents()

    @property
    def other_script(self) -> Script:
        """The script that a toggle shows: from as written the one that the document is not written in."""
        shown_traditional = self.script.traditional
        if self.script is Script.ORIGINAL:
            written = self.reading.written if self.reading is not None else Written.NONE
            shown_traditional = written is not Written.HANS
        return Script.HANS if shown_traditional else self._traditional

    def action_toggle_script(self) -> None:
        """Simplified to Traditional and back."""
        self.show_script(self.other_script)

    def action_choose_script(self) -> None:
        """Choose among all scripts."""
        from reader.app.script_panel import ScriptPanel

        self.push_screen(ScriptPanel(self.script), lambda script: self.show_script(script) if script else None)

    def action_original_script(self) -> None:
        """Show everything as written."""
        self.show_script(Script.ORIGINAL)

    def action_people(self) -> None:
        """List the people of this document and of the library."""
        from reader.app.people_panel import PeoplePanel

        reading = self.reading
        analyses = [self.library.known(number) for number in range(len(self.library.documents))]
        spreads = [self.people_of(analysis) for analysis in analyses if analysis is not None]
        known = self.library.known(reading.number) if reading is not None else None
        here = known.counts if known is not None else None
        panel = PeoplePanel(self.library.lists.entities, here, [spread for spread in spreads if spread], self.name_of)
        self.push_screen(panel, self._go_to_person)

    def on_people_panel_card_asked(self, message: PeoplePanel.CardAsked) -> None:
        """Show the card of a person in the list."""
        self.show_card(message.entity)

    def show_card(self, entity: Entity) -> None:
        """Show who or what an entity is; a document that is chosen there is opened at its first mention."""
        from reader.app.entity_panel import EntityPanel
        from reader.entities.rendering import render_line

        walk = self.library.mentions_of(entity.id)
        script = self.script if self.script is not Script.ORIGINAL else Script.HANS
        description = render_line(entity.description, Written.HANS, self.library.matcher, script)

        def chosen(place: Place | None) -> None:
            if place is not None:
                self.call_later(self._go_from_card, place, Choice(entity.id, "", walk))

        self.push_screen(EntityPanel(entity, description, walk, self.shown_title, self.name_of(entity), CARD), chosen)

    def _go_from_card(self, place: Place, choice: Choice) -> None:
        while self.screen not in (self.library_screen, self.reading):  # the card may have come from a list
            self.pop_screen()
        self.go_to(place, choice)

    def _go_to_person(self, entity: str | None) -> None:
        if entity is None:
            return
        walk = self.library.mentions_of(entity)
        reading = self.reading
        start = (reading.number, reading.page.in_view[0] - 1) if reading is not None else (0, -1)
        place = walk.after(*start)
        if place is not None:
            self.go_to(place, Choice(entity, "", walk))

    def action_search(self) -> None:
        """Search all documents."""
        from reader.app.places_panel import SearchPanel

        reading = self.reading
        query = reading.choice.query if reading is not None and reading.choice is not None else ""
        panel = SearchPanel(self.library, self.script, self.shown_title, query)

        def chosen(place: Place | None) -> None:
            if place is not None:
                self.go_to(place, Choice(None, panel.sought, panel.walk))
            elif reading is not None:
                reading.close_look()

        self.push_screen(panel, chosen)

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        self.theme = DARK.name if self.theme == LIGHT.name else LIGHT.name
        self.remember_setting(THEME, self.theme)

    def action_redraw(self) -> None:
        """Draw the screen anew."""
        self.refresh(layout=True)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from reader.app.help_panel import HelpPanel

        screen = self.screen
        commands = (*(READING if self.reading is not None else LIBRARY), *ANYWHERE)

        def chosen(action: str | None) -> None:
            if action is not None:
                self.call_later(screen.run_action, action)

        self.push_screen(HelpPanel(commands), chosen)

    async def action_quit(self) -> None:
        """Leave at once."""
        self.exit(0)


def _script_setting(state: State, name: str, otherwise: Script) -> Script:
    remembered = state.setting(name)
    return Script(remembered) if remembered in list(Script) else otherwise
