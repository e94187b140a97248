"""What is not public in Textual and used all the same; each touch has a test of its own."""

from __future__ import annotations

import logging
from typing import TypeVar

from rich.text import Text
from textual.app import App

from reader.language import _

ReturnT = TypeVar("ReturnT")

log = logging.getLogger(__name__)


class QuietCrashApp(App[ReturnT]):
    """An app whose crash is one line on the terminal and the full story in the log."""

    def _fatal_error(self) -> None:
        """Textual calls this while the exception is being handled; its own prints a traceback with all locals."""
        log.error("crash", exc_info=self._exception)
        self.bell()
        self._exit_renderables.append(Text(_("reader had to stop; reader --log tells why.")))
        self._close_messages_no_wait()
