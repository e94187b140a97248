"""Starting the app: what must be so before Textual is imported, and what is closed at the end."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.app.settings import ALL, AUTO, load
from reader.app.terminal_width import TerminalWidth
from reader.documents.files import read_bytes
from reader.documents.naming import STANDARD_INPUT
from reader.documents.sanitising import harmless
from reader.library.library import Library
from reader.library.locations import log_file, settings_file, state_file
from reader.library.opening import remember_sources, sources_for
from reader.library.state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.scripts.script import Script

# Textual asks terminals for the Kitty keyboard protocol with associated text; what an input method commits then comes
# as escape sequences that it cannot parse when they are long, and some terminals drop it altogether.
KITTY = "TEXTUAL_DISABLE_KITTY_KEY"
FIND_AT_ONCE = 0.03
"""Seconds in which documents are looked for before the app opens; the others are listed as they are found."""


def start(
    paths: Sequence[str], script: Script | None, *, with_shipped: bool = True, encoding: str | None = None
) -> int:
    """Run the app on files and folders and return the exit status.

    Args:
        paths: the files and folders.
        script: the script to read in; None for the one last chosen.
        with_shipped: whether those whom the shipped entity list knows are looked for.
        encoding: the name of the encoding that all documents are in; None to find out that of each.
    """
    os.environ.setdefault(KITTY, "1")
    if STANDARD_INPUT in paths:
        read_bytes(STANDARD_INPUT)
        _read_keys_from_the_terminal()
    _log_to_file()
    loaded = load(settings_file())
    with TerminalWidth(asked=loaded.settings.ambiguous_width == AUTO) as terminal:
        from reader.app.application import ReaderApp

        sources = sources_for(paths)
        state = State(state_file())
        with_found = loaded.settings.people == ALL
        library = Library(
            sources, with_shipped=with_shipped, with_found=with_found, encoding=encoding, patience=FIND_AT_ONCE
        )
        if paths:
            remember_sources(state, sources)
        app = ReaderApp(library, state, script, loaded, terminal_width=terminal.answer(), typed=terminal.typed)
        try:
            app.run()
            return app.return_code or 0
        finally:
            app.write_down()
            library.close()
            state.close()


def _read_keys_from_the_terminal() -> None:
    """Let keys come from the terminal where standard input was a document."""
    terminal = os.open("/dev/tty" if Path("/dev/tty").exists() else "CONIN$", os.O_RDONLY)
    os.dup2(terminal, sys.stdin.fileno())


def _log_to_file() -> None:
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        logging.basicConfig(handlers=[logging.NullHandler()])
        return
    handler.setFormatter(HarmlessFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


class HarmlessFormatter(logging.Formatter):
    """Puts what happened on one line and what led to it, indented, below: names of files and parts of documents too."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - its name in the standard library
        """Return the line."""
        return harmless(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Return the traceback; no line of it can be taken for one that says what happened."""
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        """Return the calls that led to it, likewise."""
        return _indented(super().formatStack(stack_info))


def _indented(lines: str) -> str:
    return "\n".join(f"    {harmless(line)}" for line in lines.split("\n"))
