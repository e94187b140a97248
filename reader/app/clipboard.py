"""The clipboard: text is copied through the terminal (OSC 52), and by the system where the terminal takes none.

Nobody can ask a terminal whether it took what it was sent. So the system's own clipboard is filled as well where there
is a program for it; where there is none, as over a plain remote line, the text goes to a file besides.
"""

from __future__ import annotations

import logging
import os
import platform
import shutil
import subprocess
from typing import TYPE_CHECKING

from reader.library.atomic import change_file
from reader.library.locations import copied_file

if TYPE_CHECKING:
    from pathlib import Path

OSC_52_LONGEST = 74_994
"""Bytes that terminals take in one such sequence at least: xterm's 100,000, in base64."""
PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""What fills the clipboard of a Unix desktop, and the variable that tells whether there may be one."""
PATIENCE = 5.0
"""Seconds that such a program may take."""

log = logging.getLogger(__name__)


def fits_the_terminal(text: str) -> bool:
    """Return whether a text is short enough to be copied through the terminal."""
    return len(text.encode("utf-8", "replace")) <= OSC_52_LONGEST


def copy_by_system(text: str) -> Path | None:
    """Copy a text by the system's own clipboard, or into a file where there is none; return the file then.

    Raises:
        OSError: when not even the file can be written.
    """
    if _copied_beside_unix(text) or _copied_by_program(text):
        return None
    file = copied_file()
    change_file(file, lambda _before: text.encode("utf-8", "replace"))
    return file


def _copied_by_program(text: str) -> bool:
    """Return whether a program took the text. What it complains of is kept from the terminal: that belongs to us."""
    for variable, command in PROGRAMS:
        if not os.environ.get(variable) or shutil.which(command[0]) is None:
            continue
        try:
            subprocess.run(
                command,
                input=text.encode("utf-8", "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=True,
                start_new_session=True,  # it holds the text for other programs, also when this one has ended
            )
        except (OSError, subprocess.SubprocessError) as error:
            log.info("clipboard: %s", error)
        else:
            return True
    return False


def _copied_beside_unix(text: str) -> bool:
    """Return whether the text was taken by the clipboard of Windows, also from a Linux inside it, or of macOS."""
    if platform.system() == "Linux" and "microsoft" not in platform.release().lower():
        return False
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError) as error:
        log.info("clipboard: %s", error)
        return False
    return True
