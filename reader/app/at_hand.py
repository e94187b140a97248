"""Documents that have to be parsed before they can be shown: that is done beside the screen, which stays as it is."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.sanitising import one_line
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.screen import Screen
    from textual.timer import Timer

    from reader.documents.document import Document
    from reader.library.library import Library


log = logging.getLogger(__name__)

TELL_EVERY = 3.0
"""Seconds after which it is told again what is being read."""


@dataclass(frozen=True, eq=False, slots=True)
class Anew:
    """A document on the page that is another text by now, and is to be read and shown."""

    number: int
    shown: Callable[[Document], object]
    """Called when it is shown."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for."""

    count: int
    """As many have been asked for by then."""
    number: int
    show: Callable[[], None]
    screen: Screen[Any]
    """The screen that was open."""


def opened(library: Library, number: int) -> str:
    """Open a document, so that it is there at once for the next who does; return why it cannot be, empty if it can."""
    try:
        library.open(number)
    except UnreadableDocumentError as error:
        return str(error)
    except Exception:  # nobody must wait for ever
        log.exception("%s", library.documents[number])
        return _("it could not be read; reader --log tells why")
    return ""


class AtHand:
    """Has one document at a time made ready; of those that are asked for one after the other the last one is shown."""

    def __init__(
        self, app: App[Any], library: Library, tell: Callable[[str], None], refuse: Callable[[int, str], None]
    ) -> None:
        """Make ready.

        Args:
            app: whose screen waits.
            library: whose documents they are.
            tell: says something in the status line.
            refuse: says there why a document cannot be read.
        """
        self._app = app
        self._library = library
        self._tell = tell
        self._refuse = refuse
        self._asked = 0

    def then(self, number: int, show: Callable[[], None]) -> None:
        """Call something as soon as a document can be opened in no time: at once, or when it has been parsed.

        It is not called when the document cannot be read, of which the reason is told, nor when another document has
        been asked for or another screen opened meanwhile.
        """
        self._asked += 1
        if not self._library.takes_long(number):
            show()
            return
        name = one_line(Path(self._library.documents[number]).name)
        text = _("reading {name}…").format(name=name)
        self._tell(text)
        asked = _Asked(self._asked, number, show, self._app.screen)
        telling = self._app.set_interval(TELL_EVERY, lambda: self._tell(text))
        Thread(target=self._read, args=(asked, telling), name="parsing", daemon=True).start()

    def _read(self, asked: _Asked, telling: Timer) -> None:
        reason = opened(self._library, asked.number)
        self._app.call_later(self._arrive, asked, telling, reason)

    def _arrive(self, asked: _Asked, telling: Timer, reason: str) -> None:
        telling.stop()
        if asked.count != self._asked or asked.screen is not self._app.screen:
            return
        if reason:
            self._refuse(asked.number, reason)
        else:
            self._tell("")
            asked.show()
