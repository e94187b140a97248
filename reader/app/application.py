"""The app: what all screens share, and the way from one to another.

Panels are imported when they are first opened: the first screen has no need of them.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader import language
from reader.app import keys, themes
from reader.app.at_hand import AtHand
from reader.app.choice import Choice
from reader.app.compat import mount_beforehand, typed_keys, use_ambiguous_width
from reader.app.keys import ANYWHERE, LIBRARY, READING, bindings, with_those_of_selecting
from reader.app.library_screen import LibraryScreen
from reader.app.memory import Memory
from reader.app.reading_as import ReadingAsApp
from reader.app.settings import ALL, AUTO, KNOWN, Loaded, write
from reader.app.wording import PERSON, file_name, has_words, no_words
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.sanitising import one_line
from reader.language import _, ngettext
from reader.library.background import BackgroundAnalysis
from reader.library.finding import is_folder
from reader.library.heading_rules import HeadingRules
from reader.library.locations import settings_file
from reader.library.splices import NotChangedError
from reader.library.stored import read_target, write_target
from reader.library.walk import Place
from reader.page.cells import fit, width
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.timer import Timer

    from reader.app.bookmarks_panel import BookmarksPanel
    from reader.app.keys import Command
    from reader.app.name_index import NameIndex
    from reader.app.painting import Painting
    from reader.app.palette_panel import Picked
    from reader.app.people_panel import PeoplePanel
    from reader.app.places_panel import PlacesPanel
    from reader.app.reading_screen import ReadingScreen
    from reader.app.script_panel import ScriptPanel
    from reader.app.searching import Search
    from reader.app.settings import Value
    from reader.app.settings_panel import SettingsPanel
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity
    from reader.entities.lists import Problem
    from reader.library.analysis import Analysis
    from reader.library.bookmarks import Bookmark
    from reader.library.library import Library
    from reader.library.state import State

CARD = 66
"""Cells of a line on the card of an entity: it fits on 80 columns."""
BESIDE = 8
"""As many people are named on a card who stand in the same documents."""
NOTICE_SECONDS = 4.0
REMEMBER_AFTER = 0.4
"""Seconds after which a change is written down; a kill loses no more."""
BEGIN_AFTER = 0.05
"""Seconds that the first screen has for reaching the terminal before the work in the background begins."""
REPORT_EVERY = 0.1
"""Seconds between two reports of the work in the background."""
REPORTS_SHARE = 20
"""As many times as long as showing a report takes there is none: the keys have most of the time, however many names."""
SCRIPT, TRADITIONAL = "script", "traditional"
"""What is remembered of the scripts that were chosen."""
ANY_TRADITIONAL = Target(Script.HANT, any_region=True)
"""What a toggle shows as Traditional until one is chosen by its name: no region's glyphs become another's."""

log = logging.getLogger(__name__)


class ReaderApp(ReadingAsApp):
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

    def __init__(
        self,
        library: Library,
        state: State,
        script: Script | None = None,
        loaded: Loaded | None = None,
        *,
        terminal_width: int = 1,
        typed: str = "",
    ) -> None:
        """Make the app.

        Args:
            library: what to read.
            state: what is remembered of reading it.
            script: the script to read in; None for the one last chosen.
            loaded: the settings, and where they are written to; None for the defaults and the usual file.
            terminal_width: the cells that the terminal draws characters of ambiguous width in.
            typed: what the terminal has sent before the app could read it.
        """
        super().__init__(library.sources)
        self.library = library
        self.state = state
        self._read_in = read_target(state.setting(SCRIPT)) or AS_WRITTEN
        if script is not None:
            self._read_in = Target(script, self._read_in.wording, any_region=script is Script.HANT)
        self._traditional = read_target(state.setting(TRADITIONAL)) or ANY_TRADITIONAL
        self._loaded = loaded or Loaded(settings_file())
        self.settings = self._loaded.settings
        self._terminal_width = terminal_width
        self._typed = typed
        self.memory = Memory(library, state, self.remember_soon)
        self.heading_rules = HeadingRules(state, self.settings.headings)
        self.analysed = False
        """Whether the work in the background is done."""
        self.progress_text = ""
        self.library_screen: LibraryScreen
        self.reading: ReadingScreen | None = None
        """The screen with a document, while one is open."""
        self._reading_screen: ReadingScreen | None = None
        self._notice: tuple[str, float] = ("", 0.0)
        self._titles: dict[int, dict[tuple[str, Target, Written | None], str]] = {}
        self._remembering: Timer | None = None
        self.at_hand = AtHand(self, library, self.tell, self.refuse)
        self.background = BackgroundAnalysis(library, self._report_analysed)
        self._reported = 0.0
        self._report_every = REPORT_EVERY
        self._people_count = 0
        self._told_problems: Sequence[Problem] = ()
        """What has been told of the entity lists."""
        self._is_warm = False
        self._search: Search | None = None
        self._titles_to_find: NameIndex | None = None
        self._settings_to_write: dict[str, Value] = {}
        self._writing = Lock()
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = self.settings.theme
        self._other_theme = themes.LIGHT.name if self.current_theme.dark else themes.DARK.name
        self._measure_ambiguous()
        keys.use(self._loaded.keys)
        self.set_keymap(keys.keymap())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that our style sheets use beside Textual's, for themes that do not set them."""
        return dict(themes.OWN_VARIABLES)

    def get_default_screen(self) -> LibraryScreen:
        """Return the library, the screen under all others."""
        self.library_screen = LibraryScreen()
        return self.library_screen

    def on_mount(self) -> None:
        """Begin with what is there already."""
        self.begin_with_first()

    def documents_are_there(self) -> None:
        """Open the document at once where the library is one that was named itself, and do what was typed before."""
        sources = self.library.sources
        if len(sources) == len(self.library.documents) == 1 and not is_folder(Path(sources[0])):
            self.open_document(0)
        for key in typed_keys(self._typed):
            self.post_message(key)

    def on_unmount(self) -> None:
        """Write down what is still to be remembered, and end all other work."""
        self.background.stop()
        self.end_noticing()
        self.end_watching_exceptions()
        self.write_down()

    def begin(self) -> None:
        """Begin with the work in the background: not before the first screen stands there, it would be in its way."""
        self.set_timer(BEGIN_AFTER, self._begin)

    # Work in the background

    def _begin(self) -> None:
        if self._reading_screen is None:
            mount_beforehand(self._page_screen(), self)
        self.memory.recall_history()
        self._tell_problems()
        self.watch_exceptions()
        self.background.start()
        self.begin_noticing()

    def _report_analysed(self, done: int, finished: bool) -> None:
        """Tell the screens, from the thread of the analysis, what it has found; not for every single document.

        The first report comes when the entity lists have been read: from then on names can be looked for.
        """
        now = time.monotonic()
        if done == 0 or finished or now - self._reported > self._report_every:
            self._reported = now
            self.post_message(self.Analysed(done, finished))
        if finished and not self._is_warm:
            from reader.entities.rendering import warm

            self._is_warm = True
            for target in (self.target, self.other_target):
                warm(target)

    def prefer(self, number: int) -> None:
        """Analyse a document before all others."""
        self.background.prefer(number)

    def on_reader_app_analysed(self, message: Analysed) -> None:
        """Show what the work in the background has found."""
        if not self.screen_stack:  # the app is being left
            return
        count = self.library.listing.count
        text = _("reading the library: {done} of {count}").format(done=message.done, count=count)
        self.progress_text = "" if message.finished else text
        if message.finished:  # what is parsed as a whole is called otherwise by now
            self._titles_to_find = None
            self.library_screen.forget_titles()
        began = time.monotonic()
        self.show_names()
        self._report_every = max(REPORT_EVERY, REPORTS_SHARE * (time.monotonic() - began))
        self.analysed = message.finished
        if message.finished:
            self.memory.look_up_renamed()
            self.library_screen.show_documents()
            problems = self.library.lists.problems
            if problems != self._told_problems:
                self._told_problems = problems
                self._tell_problems(problems)

    def _tell_problems(self, in_lists: Sequence[Problem] = ()) -> None:
        """Tell what is wrong with the settings and the memory, and in lists of entities once they are read."""
        texts = []
        if self.state.problem is not None:
            texts.append(_("Places are not remembered: {problem}").format(problem=self.state.problem_in_short))
        for wrong in self._loaded.problems:
            log.warning("%s", wrong)
            texts.append(str(replace(wrong, file=Path(wrong.file).name)))
        for problem in in_lists:
            log.warning("%s", problem)
            texts.append(str(replace(problem, file=Path(problem.file).name)))
        self.tell_first(texts)

    def tell_first(self, texts: Sequence[str]) -> None:
        """Tell the first of some sentences, and how many more there are."""
        if len(texts) > 1:
            more = len(texts) - 1
            note = ngettext("{count} more: reader --log", "{count} more: reader --log", more).format(count=more)
            room = max(20, self.size.width - width(note) - 5)
            self.tell(f"{fit(texts[0], min(room, width(texts[0])))} ({note})")
        elif texts:
            self.tell(texts[0])

    # What screens ask for

    @property
    def people_count(self) -> int:
        """How many people are mentioned in the documents analysed so far."""
        return self._people_count

    def people_of(self, analysis: Analysis) -> Counter[str]:
        """Return how often each person is mentioned in a document, by id."""
        counts = analysis.counts.items()
        return Counter({entity: n for entity, n in counts if self.library.entity(entity).type == PERSON})

    def shown_title(self, number: int) -> str:
        """Return a document's title in the script it is read in; as written, no entity list need be read for it.

        That of the document on the page is what its text has there: it may be read anew as another one.
        """
        reading = self.reading if self.reading is not None and self.reading.number == number else None
        target = self.target_of(number) if reading is not None else self.target
        document = reading.document if reading is not None else None
        title = document.title if document is not None else self.library.title(number)
        if target.script is Script.ORIGINAL:
            return title
        written = self.written_of(number)
        titles, key = self._titles.setdefault(number, {}), (title, target, written)
        if key not in titles:
            from reader.entities.rendering import render_line

            titles[key] = render_line(title, written, self.library.matcher, target)
        return titles[key]

    def forget_title(self, number: int) -> None:
        """Ask for a document's title again: it may be another one."""
        self._titles.pop(number, None)
        if self._titles_to_find is not None:
            self._titles_to_find.forget(number)
        self.library_screen.forget_titles(number)

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the script that is read; as written, in the document's."""
        target = self.target_of(self.reading.number) if self.reading is not None else self.target
        written = self.reading.written if self.reading is not None else Written.NONE
        script = target.script_for(written)
        if script is Script.ORIGINAL:
            traditional = written.traditional or (written is Written.NONE and language.spoken() == "zh-Hant")
            script = Script.HANT if traditional else Script.HANS
        if script in entity.called:
            return entity.called[script]
        from reader.entities.forms import name_in  # needs OpenCC

        return name_in(entity, script)

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

    def remember_soon(self) -> None:
        """Write down in a moment what has changed; what changes until then goes with it."""
        if self._remembering is None and self.is_running:
            self._remembering = self.set_timer(REMEMBER_AFTER, self.remember_now)

    def remember_now(self) -> None:
        """Write down where the reader is, and the settings that changed."""
        self._remembering = None
        if (reading := self.reading) is not None:
            reading.remember()
        self.memory.write_down()
        if self._settings_to_write:  # a file that is to survive a loss of power takes longer than a key may
            Thread(target=self._write_settings, name="settings").start()

    def write_down(self) -> None:
        """Write down all that has been noted, before the app ends."""
        if (reading := self.reading) is not None:
            reading.remember()
        self.memory.write_down(last=True)
        self._write_settings()

    def _write_settings(self) -> None:
        with self._writing:
            while self._settings_to_write:
                name, value = self._settings_to_write.popitem()
                try:
                    write(self._loaded.path, name, value)
                except NotChangedError as error:
                    log.warning("%s", error)
                    if self.is_running:
                        self.call_later(self._tell_of_settings, error.in_short)

    def _tell_of_settings(self, text: str) -> None:
        """Say something of the settings: in their panel while that hides the status line."""
        from reader.app.settings_panel import SettingsPanel

        if isinstance(self.screen, SettingsPanel):
            self.screen.say(text)
        else:
            self.tell(text)

    def change_setting(self, name: str, value: Value) -> None:
        """Change a setting, for everything on the screen at once, and remember it."""
        self.settings = self.settings.changed(name, value)
        self._settings_to_write[name] = value
        if name == "theme":
            before, self.theme = self.current_theme, self.settings.theme
            if before.dark is not self.current_theme.dark:
                self._other_theme = before.name
        elif name == "ambiguous_width":
            self._measure_ambiguous()
            self.refresh(layout=True)
        elif name == "quotation":
            self._show_target()
        elif name == "people":
            self._show_people()
        elif name == "headings":
            self.heading_rules.everywhere = self.settings.headings
        if self.reading is not None:
            self.reading.show_settings()
        self.remember_soon()

    def _measure_ambiguous(self) -> None:
        """Let characters of ambiguous width take as many cells as the settings or the terminal say."""
        setting = self.settings.ambiguous_width
        use_ambiguous_width(self._terminal_width if setting == AUTO else int(setting))

    def copy(self, text: str, done: str) -> None:
        """Copy a text to the clipboard, in every way there is, and say that it is done and where else it went.

        Args:
            text: what to copy.
            done: what is said.
        """
        from reader.app.clipboard import copy_by_system, fits_the_terminal
        from reader.documents.reasons import why_unwritten

        through_terminal = fits_the_terminal(text)
        if through_terminal:
            self.copy_to_clipboard(text)
            self.tell(done)

        def work() -> None:
            try:
                file = copy_by_system(text)
            except OSError as error:
                log.warning("copy: %s", error)
                if not through_terminal:
                    reason = why_unwritten(error)
                    self.call_later(self.tell, _("nothing was copied: {reason}").format(reason=reason))
                return
            where = "" if file is None else _("also in {file}") if through_terminal else _("only in {file}")
            if where or not through_terminal:
                told = f"{done} · {where.format(file=file_name(file))}" if file is not None else done
                self.call_later(self.tell, told)

        Thread(target=work, name="clipboard", daemon=True).start()

    # From screen to screen

    def open_document(self, number: int) -> None:
        """Open a document where it was left."""
        self.at_hand.then(number, lambda: self._open_at_once(number))

    def _open_at_once(self, number: int) -> None:
        reading = self._page_screen()
        if reading.show_excerpt(number) or reading.show_document(number):
            self._read_on(reading)

    def _page_screen(self) -> ReadingScreen:
        """Return the reading screen as new; it is made once, because to make one takes longer than to show one."""
        from reader.app.reading_screen import ReadingScreen

        if self._reading_screen is None:
            self._reading_screen = ReadingScreen()
            self.install_screen(self._reading_screen, "page")
        else:
            self._reading_screen.begin_anew()
            self._reading_screen.show_settings()
        return self._reading_screen

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
        self.at_hand.then(place.document, lambda: self._go_at_once(place, choice))

    def _go_at_once(self, place: Place, choice: Choice | None) -> None:
        reading = self.reading or self._page_screen()
        if reading.go_to(place, choice) and self.reading is None:
            self._read_on(reading)

    def on_places_panel_looked(self, message: PlacesPanel.Looked) -> None:
        """Show the passage that the cursor of a panel stands on, where a page is open behind it."""
        from reader.app.places_panel import SearchPanel

        reading = self.reading
        if reading is None or self.library.takes_long(message.place.document):
            return
        panel, choice = self.screen, None
        if isinstance(panel, SearchPanel):
            choice = Choice(None, panel.sought, panel.walk, panel.regex)
        reading.look(message.place, message.covered, choice)

    # Commands

    @property
    def script(self) -> Script:
        """The script that everything is shown in that has none of its own."""
        return self._read_in.script

    @property
    def target(self) -> Target:
        """How text is shown that belongs to no document, or to one that is not open."""
        return self._with_settings(self._read_in)

    def target_of(self, number: int) -> Target:
        """How a document is shown: in its own way, else like all."""
        return self._with_settings(self.memory.own_target(number) or self._read_in)

    @property
    def _target_here(self) -> Target:
        """How what is open is shown: the document on the page, else everything."""
        return self.target_of(self.reading.number) if self.reading is not None else self.target

    def _with_settings(self, target: Target) -> Target:
        """Return a way to show text with what holds for all of them."""
        exceptions = self.exceptions_for(target.script)
        return replace(target, quotation=self.settings.quotation, exceptions=exceptions)

    @property
    def other_target(self) -> Target:
        """How a toggle of the script shows what is open: from as written what the document is not written in."""
        here = self._target_here
        traditional = here.script.traditional
        if here.script is Script.ORIGINAL:
            traditional = self.reading is None or self.reading.written is not Written.HANS
        other = Target(Script.HANS) if traditional else self._traditional
        return replace(here, script=other.script, any_region=other.any_region)

    def show_in(self, target: Target) -> None:
        """Show everything in a script from now on; a document that has its own, only that document."""
        reading = self.reading
        if reading is not None and self.memory.own_target(reading.number) is not None:
            self.show_here_in(target)
            return
        self._read_in = target
        if target.script.traditional:
            self._traditional = target
            self.memory.remember_setting(TRADITIONAL, write_target(target))
        self.memory.remember_setting(SCRIPT, write_target(target))
        self._show_target()

    def show_here_in(self, target: Target | None) -> None:
        """Show the document on the page in a script of its own; None for that of all."""
        if (reading := self.reading) is not None and reading.document is not None:
            self.memory.remember_target(reading.number, reading.document, target)
            self.remember_soon()
            self._show_target()

    def written_of(self, number: int) -> Written | None:
        """Return how a document is written: as the reader says, else as detected; None while that is not known."""
        known = self.library.known(number)
        return self.memory.own_written(number) or (known.written if known is not None else None)

    def say_written(self, written: Written | None) -> None:
        """Take the reader's word for how the document on the page is written; None for as detected."""
        if (reading := self.reading) is not None and reading.document is not None:
            self.memory.remember_written(reading.number, reading.document, written)
            self.remember_soon()
            reading.show_written()

    def _show_target(self) -> None:
        if self.reading is not None:
            self.reading.page.show_as(self.target_of(self.reading.number))
            self.reading.show_status()
        else:
            self.library_screen.show_documents()

    def show_exceptions(self) -> None:
        """Show everything under the exceptions that hold now."""
        self._titles.clear()
        self._show_target()

    def action_toggle_script(self) -> None:
        """Simplified to Traditional and back."""
        self.show_in(self.other_target)

    def action_toggle_wording(self) -> None:
        """Use the words of the script's region too, or no longer."""
        target = self._target_here
        self.show_in(replace(target, wording=not target.wording))
        if not has_words(target) and not target.wording:
            self.tell(no_words(target))

    def action_choose_script(self) -> None:
        """Choose among all scripts, with their words or not, and say how the document on the page is written."""
        from reader.app.script_panel import ScriptChoice, ScriptPanel, WrittenChoice

        reading = self.reading
        here = None if reading is None else self.memory.own_target(reading.number) is not None

        def chosen(choice: ScriptChoice | WrittenChoice | None) -> None:
            if isinstance(choice, WrittenChoice):
                self.say_written(choice.written)
            elif choice is not None:
                self._read_on_in(choice.target, here=choice.here)

        panel = ScriptPanel(self._target_here, here=here)
        if reading is not None:
            panel.offer_written(reading.detected, self.memory.own_written(reading.number))
        self.push_screen(panel, chosen)

    def on_script_panel_wording_changed(self, message: ScriptPanel.WordingChanged) -> None:
        """Show the words of the region, or those of the text, behind the panel already."""
        self._read_on_in(message.choice.target, here=message.choice.here)

    def _read_on_in(self, target: Target, *, here: bool) -> None:
        if here:
            self.show_here_in(target)
        else:
            self.show_here_in(None)
            self.show_in(target)

    def action_original_script(self) -> None:
        """Show everything as written."""
        self.show_in(replace(AS_WRITTEN, wording=self._target_here.wording))

    def action_people(self) -> None:
        """List the people of this document and of the library."""
        from reader.app.people_panel import PeoplePanel

        reading = self.reading
        analyses = [self.library.known(number) for number in range(len(self.library.documents))]
        spreads = [self.people_of(analysis) for analysis in analyses if analysis is not None]
        known = self.library.known(reading.number) if reading is not None else None
        here = known.counts if known is not None else None
        spreads = [spread for spread in spreads if spread]
        panel = PeoplePanel(self.library.present, here, spreads, self.name_of, self.library.found)
        self.push_screen(panel, self._go_to_person)

    def on_people_panel_card_asked(self, message: PeoplePanel.CardAsked) -> None:
        """Show the card of a person in the list."""
        self.show_card(message.entity)

    def show_card(self, entity: Entity) -> None:
        """Show who or what an entity is; a document that is chosen there is opened at its first mention."""
        from reader.app.contexts import Contexts
        from reader.app.entity_panel import EntityPanel
        from reader.app.why_panel import told_of
        from reader.entities.rendering import render_line
        from reader.library.explaining import sources_of

        walk = self.library.mentions_of(entity.id)
        description = render_line(entity.description, Written.HANS, self.library.matcher, self._target_here)

        def chosen(place: Place | None) -> None:
            if place is not None:
                self.call_later(self._go_from_card, place, Choice(entity.id, "", walk))

        told = [
            row
            for source in sources_of(self.library, entity)
            for row in told_of(self.library, source, self.shown_title)
        ]
        name, beside = self.name_of(entity), self._beside(entity)
        contexts = Contexts(self.library, self.target_of, self.memory.own_written)
        panel = EntityPanel(
            entity, description, walk, self.shown_title, name, CARD, beside=beside, told=told, contexts=contexts
        )
        self.push_screen(panel, chosen)

    def _beside(self, entity: Entity) -> str:
        """Return who is named most in the documents that name somebody, in a line."""
        counts: Counter[str] = Counter()
        for number in range(len(self.library.documents)):
            known = self.library.known(number)
            if known is not None and entity.id in known.counts:
                counts.update(self.people_of(known))
        del counts[entity.id]
        return " · ".join(self.name_of(self.library.entity(one)) for one, _count in counts.most_common(BESIDE))

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

    def action_toggle_people(self) -> None:
        """Mark all people, or only those whom entity lists know."""
        people = KNOWN if self.settings.people == ALL else ALL
        before = self.library.counts().total()
        self.change_setting("people", people)
        if people == ALL:
            self.tell(_("all people are marked"))
            return
        hidden = before - self.library.counts().total()
        how_many = ngettext("{count} mention hidden", "{count} mentions hidden", hidden).format(count=hidden)
        said = _("only known people are marked")
        self.tell(f"{said} · {how_many}" if hidden > 0 else said)

    def _show_people(self) -> None:
        """Mark those who are to be marked; in the background they are looked for where they have not been."""
        self.library.with_found = self.settings.people == ALL
        if self.library.with_found:
            self.look_again()
        self.show_names()

    @property
    def number_here(self) -> int | None:
        """The number of the document on the page; None where there is none."""
        return self.reading.number if self.reading is not None else None

    @property
    def is_looking(self) -> bool:
        """Whether documents are still being looked through."""
        return not self.analysed

    @property
    def told(self) -> str:
        """What was said last in the status line, as long as it is to be seen."""
        return "".join(text for text, _name in self.notice_painting())

    def look_at(self, place: Place, covered: int) -> None:
        """Show a passage behind a panel, where a page is open."""
        if self.reading is not None:
            self.reading.look(place, covered)

    def close_look(self) -> None:
        """Show again what was there before passages were shown behind a panel."""
        if self.reading is not None:
            self.reading.close_look()

    def tell_why(self, span: Span) -> None:
        """Tell why a stretch of the document on the page is a mention."""
        if self.reading is not None:
            self.reading.tell_why(span)

    def look_again(self) -> None:
        """Look for names in all documents again, first in the one on the page."""
        self.analysed = False
        self.background.again(self.reading.number if self.reading is not None else None)

    def show_names(self) -> None:
        """Show the names that are known by now."""
        self._people_count = sum(1 for entity in self.library.counts() if self.library.entity(entity).type == PERSON)
        self.library_screen.show_documents()
        if self.reading is not None:
            self.reading.learn()
        self.show_suggestions()

    def action_search(self) -> None:
        """Search all documents."""
        from reader.app.places_panel import SearchPanel

        reading = self.reading
        before = reading.choice if reading is not None and reading.choice is not None else None
        here = (reading.number, reading.page.in_view[0]) if reading is not None else None
        target = self.target_of(reading.number) if reading is not None else self.target
        panel = SearchPanel(
            self.library,
            target,
            self.shown_title,
            before.query if before is not None else "",
            regex=before is not None and before.regex,
            here=here,
        )
        panel.own_written = self.memory.own_written

        def chosen(place: Place | None) -> None:
            if place is not None:
                self._follow(panel.search)
                self.go_to(place, Choice(None, panel.sought, panel.walk, panel.regex))
            elif reading is not None:
                reading.close_look()

        self.push_screen(panel, chosen)

    def search_again(self, query: str, regex: bool, number: int) -> None:
        """Search for what was searched for before, first in one document; the hits go to the page as they come."""
        from reader.app.searching import Search

        search = Search(self.library, query, regex=regex, first=number)
        self._follow(search)
        search.begin(self)

    @property
    def searching(self) -> bool:
        """Whether hits of the search that is followed may still come."""
        return self._search is not None and not self._search.done

    def _follow(self, search: Search) -> None:
        """Let a search go on, and the page know its hits."""
        if self._search is not None and self._search is not search:
            self._search.cancel()
        self._search = search

        def tell() -> None:
            if self.reading is not None:
                self.reading.learn_hits(search.query, search.regex, search.walk)

        search.follow(tell)

    def action_palette(self) -> None:
        """List every command, document and person."""
        from reader.app.name_index import NameIndex
        from reader.app.palette_panel import PalettePanel

        if self._titles_to_find is None:
            self._titles_to_find = NameIndex(0, self._names_to_find)
        self._titles_to_find.grow(len(self.library.documents))
        counted = [(self.library.entity(entity), count) for entity, count in self.library.counts().most_common()]
        places = self.memory.last_places
        panel = PalettePanel(
            self.commands,
            [(entity, count) for entity, count in counted if entity.type == PERSON],
            self._titles_to_find,
            sorted(places.keys() - self.library.listing.gone, key=lambda number: -places[number].read),
            self.library.listing.gone,
            name=self.name_of,
            title=self.shown_title,
        )
        screen = self.screen

        def chosen(picked: Picked | None) -> None:
            if picked is None:
                return
            if picked.command is not None:
                self.call_later(screen.run_action, picked.command.action)
            elif picked.document is not None:
                self._jump_to_document(picked.document)
            else:
                self._go_to_person(picked.entity)

        self.push_screen(panel, chosen)

    def _names_to_find(self, number: int) -> Sequence[str]:
        """Return what a document is found by in the palette; nothing where it is gone."""
        if number in self.library.listing.gone:
            return ()
        return self.library.title(number), Path(self.library.documents[number]).name

    def _jump_to_document(self, number: int) -> None:
        reading = self.reading
        if reading is None:
            self.open_document(number)
        else:
            self.at_hand.then(number, lambda: reading.jump_to_document(number))

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done on the screen that is open, panels aside."""
        return (*(READING if self.reading is not None else LIBRARY), *ANYWHERE)

    def action_bookmarks(self) -> None:
        """List the bookmarks and notes of the library."""
        from reader.app.bookmarks_panel import BookmarksPanel
        from reader.entities.rendering import render_line

        numbers: dict[int, int] = {}

        def listed() -> list[Bookmark]:
            by_number = self.memory.bookmarks_of_library()
            numbers.update({bookmark.id: number for number, found in by_number.items() for bookmark in found})
            return [bookmark for found in by_number.values() for bookmark in found]

        def title(bookmark: Bookmark) -> str:
            return self.shown_title(numbers[bookmark.id])

        def quote(bookmark: Bookmark) -> str:
            number = numbers[bookmark.id]
            written, target = self.written_of(number), self.target_of(number)
            return render_line(bookmark.quote, written, self.library.matcher, target)

        def chosen(bookmark: Bookmark | None) -> None:
            if bookmark is not None:
                self._go_to_bookmark(numbers[bookmark.id], bookmark)

        self.push_screen(BookmarksPanel(self.memory.bookmarks, listed, title, quote), chosen)
        self.show_bookmarks()  # another app may have changed them, and the list says so

    def on_bookmarks_panel_changed(self, message: BookmarksPanel.Changed) -> None:
        """Show which bookmarks there are now."""
        self.note_bookmark(undone=message.undone)
        self.show_bookmarks()

    def show_bookmarks(self) -> None:
        """Show which bookmarks there are in what is read."""
        if self.reading is not None:
            self.reading.show_bookmarks()

    def _go_to_bookmark(self, number: int, bookmark: Bookmark) -> None:
        self.at_hand.then(number, lambda: self._go_to_bookmark_at_once(number, bookmark))

    def _go_to_bookmark_at_once(self, number: int, bookmark: Bookmark) -> None:
        try:
            document = self.library.open(number)
        except UnreadableDocumentError as error:
            self.refuse(number, error)
            return
        start = bookmark.offset_in(document.text)
        if bookmark.span_in(document.text, document.digest) is None:
            self.tell(_("That passage is gone; it stood about here."))
        choice = self.reading.choice if self.reading is not None else None
        self.go_to(Place(number, start, min(len(document.text), start + bookmark.end - bookmark.start)), choice)

    def action_toggle_theme(self) -> None:
        """Dark or light: the theme of the other kind that was left last."""
        self.change_setting("theme", self._other_theme)

    def action_settings(self) -> None:
        """List the settings and change them."""
        from reader.app.settings_panel import SettingsPanel

        self.push_screen(SettingsPanel(self.settings, self._loaded.path))

    def on_settings_panel_changed(self, message: SettingsPanel.Changed) -> None:
        """Let a changed setting hold."""
        self.change_setting(message.name, message.value)

    def action_redraw(self) -> None:
        """Draw the screen anew."""
        self.refresh(layout=True)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from reader.app.help_panel import HelpPanel

        screen, reading = self.screen, self.reading

        def chosen(command: Command | None) -> None:
            if command is not None and reading is not None:
                self.call_later(reading.do, command)
            elif command is not None:
                self.call_later(screen.run_action, command.action)

        selecting = reading is not None and reading.page.selecting
        self.push_screen(HelpPanel(with_those_of_selecting(self.commands) if selecting else self.commands), chosen)

    async def action_quit(self) -> None:
        """Leave at once."""
        self.exit(0)
