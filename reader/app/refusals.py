"""Why a document cannot be read, as the app says it: with the way out that there is here, and as short as a line."""

from __future__ import annotations

from pathlib import PurePath

from reader.app.keys import COMMANDS
from reader.documents.decoding import no_text
from reader.documents.sanitising import one_line
from reader.language import _
from reader.page.cells import fit, width

SHORT_NAME = 8
"""Cells that a reason leaves at least to the name of the file before it."""


def refusal(reason: str, cells: int) -> str:
    """Return why a document cannot be read, and the key that may help, if both fit into as many cells.

    Args:
        reason: why, with the way out that there is on the command line.
        cells: the room for it.
    """
    if reason != no_text():
        return reason
    said, key = _("not a text file"), COMMANDS["encoding.choose"].label
    told = f"{said} · {_('{key} reads it in another encoding').format(key=key)}"
    return told if key and width(told) <= cells else said


def refused(name: str, reason: str, cells: int) -> str:
    """Return the sentence that a document cannot be read, its name shortened for the reason's sake.

    Args:
        name: its path.
        reason: why, with the way out that there is on the command line.
        cells: the room for it.
    """
    told = refusal(reason, cells - SHORT_NAME - 2)
    called = one_line(PurePath(name).name)
    room = max(SHORT_NAME, cells - width(told) - 2)
    return f"{fit(called, min(room, width(called))).rstrip()}: {told}"
