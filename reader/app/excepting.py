"""Exceptions from conversion in the app: made on the page, undone and redone, and watched for changes from outside."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from reader.app.compat import QuietCrashApp
from reader.app.keys import COMMANDS
from reader.documents.paragraphs import Span, trimmed
from reader.language import _
from reader.library.exceptions_store import ExceptionsStore, Kept, NotChangedError
from reader.scripts.exceptions import NONE, Exceptions, Phrase
from reader.scripts.script import Script, Written
from reader.scripts.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.app.exception_panel import Decision, ExceptionsPanel, Passage
    from reader.app.selecting import SelectingPage
    from reader.entities.lists import Problem
    from reader.library.library import Library

LOOK_EVERY = 1.0
"""Seconds between two looks at the files of exceptions."""

log = logging.getLogger(__name__)


class ExceptingApp(QuietCrashApp[int]):
    """An app with exceptions from conversion."""

    library: Library

    class ExceptionsLookedAt(Message):
        """The files of exceptions are not as they were, or something is wrong in them at the start."""

    class OthersLookedAt(Message):
        """Other files that people edit are not as they were."""

    def __init__(self, sources: Sequence[str]) -> None:
        """Make the app.

        Args:
            sources: the files and folders of the library.
        """
        super().__init__()
        self.exceptions = ExceptionsStore(sources)
        self._for_library = False
        """Whether the last exception was for the library alone."""
        self._told_of: tuple[Problem, ...] = ()
        self._look_now, self._looking_ends = Event(), Event()

    def exceptions_for(self, script: Script) -> Exceptions:
        """Return the exceptions that hold in a script; as written they need not be read."""
        return NONE if script is Script.ORIGINAL else self.exceptions.exceptions

    # What the app does

    @property
    def _target_here(self) -> Target:
        """How what is open is shown."""
        raise NotImplementedError

    @property
    def other_target(self) -> Target:
        """How a toggle of the script shows what is open."""
        raise NotImplementedError

    def tell(self, text: str) -> None:
        """Say something in the status line for a moment."""
        raise NotImplementedError

    def tell_done(self, what: str) -> None:
        """Say what was done, and how to take it back."""
        key = COMMANDS["undo"].label
        undoes = _("{key} undoes it").format(key=key)
        self.tell(f"{what} · {undoes}" if key else what)

    def tell_first(self, texts: Sequence[str]) -> None:
        """Tell the first of some sentences, and how many more there are."""
        raise NotImplementedError

    def show_exceptions(self) -> None:
        """Show everything under the exceptions that hold now."""
        raise NotImplementedError

    def note_exception(self, *, undone: bool = False) -> None:
        """Note that an exception was changed, or that this was undone in the list of exceptions."""
        raise NotImplementedError

    def look_outside(self) -> bool:
        """Look whether other files that people edit are not as they were."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Show what such files say now."""
        raise NotImplementedError

    # Changes from outside

    def watch_exceptions(self) -> None:
        """Look at the files of exceptions from now on, beside the page."""
        Thread(target=self._watch_exceptions, name="exceptions", daemon=True).start()

    def _watch_exceptions(self) -> None:
        is_first = True
        while not self._looking_ends.is_set():
            self._look_now.clear()
            try:
                if self.exceptions.look() or (is_first and self.exceptions.problems):
                    self.post_message(self.ExceptionsLookedAt())
                if self.look_outside():
                    self.post_message(self.OthersLookedAt())
            except Exception:  # what one look finds must not end all others
                log.exception("files that people edit")
            is_first = False
            self._look_now.wait(LOOK_EVERY)

    def end_watching_exceptions(self) -> None:
        """Look no more."""
        self._looking_ends.set()
        self._look_now.set()

    def on_app_focus(self) -> None:
        """Look at once when the reader comes back from another program."""
        self._look_now.set()

    def on_excepting_app_others_looked_at(self) -> None:
        """Show what they say now."""
        self.look_again()

    def on_excepting_app_exceptions_looked_at(self) -> None:
        """Show what holds now, and tell what is wrong."""
        self.show_exceptions()
        self._tell_of_exceptions()

    def _tell_of_exceptions(self) -> None:
        problems = self.exceptions.problems
        texts = [str(replace(problem, file=Path(problem.file).name)) for problem in problems]
        if problems != self._told_of:
            self._told_of = problems
            for problem in problems:
                log.warning("%s", problem)
            if texts:
                self.tell_first(texts)

    # Changes by the reader

    def make_exception(self, page: SelectingPage, span: Span, document: str, written: Written, target: Target) -> None:
        """Ask how a stretch of a document is to be shown from now on, and show it so.

        Args:
            page: the page it stands on.
            span: its source text.
            document: the name of the document.
            written: how the document is written.
            target: how it is shown.
        """
        from reader.app.exception_panel import Passage
        from reader.library.exceptions_file import LONGEST, is_phrase

        as_shown = target if target.script is not Script.ORIGINAL else self.other_target
        script = as_shown.script_for(written)
        text, span, holding = self._holding(page, span, script)
        if not is_phrase(text):
            self.tell(
                _("An exception is for a phrase on one line, of at most {count} characters.").format(count=LONGEST)
            )
            return
        shown = page.text_between(span, as_shown)
        named = as_shown if script is as_shown.script else Target(script)
        passage = Passage(text, shown, named, holding)

        def decided(decision: Decision | None) -> None:
            if decision is not None and self._decide(passage, decision, document):
                now = page.text_between(span, replace(as_shown, exceptions=self.exceptions_for(script)))
                self._tell_what_holds(passage, decision, now)

        self._ask_for(passage, document, decided)

    def _ask_for(self, passage: Passage, document: str, decided: Callable[[Decision | None], None]) -> None:
        from reader.app.exception_panel import ExceptionPanel

        here = self.exceptions.library_file(document)
        holding = passage.holding
        in_library = self._for_library if holding is None else holding.file != self.exceptions.user_file
        self.push_screen(ExceptionPanel(passage, in_library=in_library if here is not None else None), decided)

    def _holding(self, page: SelectingPage, span: Span, script: Script) -> tuple[str, Span, Kept | None]:
        """Return a stretch of a page as it is read, without white space around it, and the exception that holds in it.

        Where that is for more than the stretch, it is widened: an exception for less would not hold.
        """
        span = trimmed(page.text, span)
        paragraph = page.paragraph_at(span.start)
        if span.end > paragraph.end:
            return span.of(page.text), span, None
        read, base = page.rendition_of(paragraph, Target(Script.ORIGINAL)), paragraph.start
        first = read.alignment.to_rendition(span.start - base)
        last = read.alignment.to_rendition(span.end - base, end=True)
        for found in self.exceptions.exceptions.found(read.text, script):
            if found.start < last and found.end > first:
                kept = next((kept for kept in self.exceptions.kept if kept.phrase is found.phrase), None)
                if found.start <= first and found.end >= last:
                    first, last = found.start, found.end
                    whole = Span(read.alignment.to_source(first), read.alignment.to_source(last, end=True))
                    span = Span(base + whole.start, base + whole.end)
                return read.text[first:last], span, kept
        return read.text[first:last], span, None

    def _decide(self, passage: Passage, decision: Decision, document: str) -> bool:
        """Do what the reader has decided; return whether an exception was changed by that."""
        from reader.app.exception_panel import Way, said

        if decision.way is Way.LIST:
            self.action_exceptions()
            return False
        library = self.exceptions.library_file(document)
        file, text = self.exceptions.user_file, passage.text
        phrase: Phrase | None = None
        if decision.way is Way.REMOVE:
            if passage.holding is None:
                return False
            file, text = passage.holding.file, passage.holding.phrase.text
        else:
            self._for_library = decision.in_library
            if decision.in_library and library is not None:
                file = library
            phrase = self._phrase(passage, decision, self.exceptions.entry(file, text))
        try:
            change = self.exceptions.change(file, text, phrase)
        except NotChangedError as error:
            self.tell(error.in_short)
            return False
        self.show_exceptions()
        if change is not None:
            self.note_exception()
            self.tell_done(said(change))
        else:
            self.tell(_("{text}: that is so already").format(text=text))
        return True

    def _phrase(self, passage: Passage, decision: Decision, before: Phrase | None) -> Phrase:
        """Return what an entry is to say that said something before."""
        from reader.app.exception_panel import Way

        if decision.way is Way.KEEP:
            # In another spelling it stands in documents in another script, where it need not be protected.
            return Phrase(passage.text, kept=True, exact=before is None or before.exact)
        form = {passage.target.script: decision.form}
        if before is None:
            return Phrase(passage.text, form)
        return replace(before, forms={**before.forms, **form})

    def _tell_what_holds(self, passage: Passage, decision: Decision, now: str) -> None:
        """Say so where the phrase is not shown as the reader has decided: in code, or where something else holds."""
        from reader.app.exception_panel import Way

        wanted = {Way.KEEP: passage.text, Way.WRITE: decision.form}.get(decision.way, now)
        if now != wanted:
            self.tell(_("{text}: it is noted, but something else decides here").format(text=passage.text))

    # Commands

    def action_exceptions(self) -> None:
        """List all exceptions."""
        from reader.app.exception_panel import ExceptionsPanel

        self.exceptions.look()
        self.push_screen(ExceptionsPanel(self.exceptions), self._change_listed)

    def _change_listed(self, kept: Kept | None) -> None:
        """Ask how a phrase from the list is to be shown."""
        if kept is None:
            return
        from reader.app.exception_panel import Passage
        from reader.entities.rendering import render_line

        target = self._target_here if self._target_here.script is not Script.ORIGINAL else self.other_target
        text = kept.phrase.text
        passage = Passage(text, render_line(text, None, self.library.matcher, target), target, kept)
        # A document of the same folder has the same file.
        document = str(kept.file.with_name("-.txt")) if kept.file != self.exceptions.user_file else "-"

        def decided(decision: Decision | None) -> None:
            if decision is not None:
                self._decide(passage, decision, document)

        self._ask_for(passage, document, decided)

    def on_exceptions_panel_changed(self, message: ExceptionsPanel.Changed) -> None:
        """Show what holds now behind the list."""
        self.note_exception(undone=message.undone)
        self.show_exceptions()

    def action_undo(self) -> None:
        """Take back the last change of an exception."""
        from reader.app.exception_panel import said

        try:
            change = self.exceptions.undo()
        except NotChangedError as error:
            self.tell(error.in_short)
        else:
            undone = _("undone: {what}").format(what=said(change.reverse)) if change is not None else None
            self.tell(undone or _("Nothing to undo."))
        self.show_exceptions()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        from reader.app.exception_panel import said

        try:
            change = self.exceptions.redo()
        except NotChangedError as error:
            self.tell(error.in_short)
        else:
            done = _("done again: {what}").format(what=said(change)) if change is not None else None
            self.tell(done or _("Nothing to redo."))
        self.show_exceptions()
