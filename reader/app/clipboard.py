"""The clipboard: text is copied through the terminal (OSC 52), and by the system where the terminal takes none.

Nobody can ask a terminal whether it took what it was sent. So the system's own clipboard is filled as well where there
is a program for it; where there is none, as over a plain remote line, the text goes to a file besides.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from reader.library.atomic import change_file
from reader.library.locations import copied_file

if TYPE_CHECKING:
    from pathlib import Path

OSC_52_LONGEST = 74_994
"""Bytes that terminals take in one such sequence at least: xterm's 100,000, in base64."""

log = logging.getLogger(__name__)


def fits_the_terminal(text: str) -> bool:
    """Return whether a text is short enough to be copied through the terminal."""
    return len(text.encode("utf-8", "replace")) <= OSC_52_LONGEST


def copy_by_system(text: str) -> Path | None:
    """Copy a text by the system's own clipboard, or into a file where there is none; return the file then.

    Raises:
        OSError: when not even the file can be written.
    """
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError) as error:
        log.info("clipboard: %s", error)
        file = copied_file()
        change_file(file, lambda _before: text.encode("utf-8", "replace"))
        return file
    return None
