"""The target: how a reader wants to see text."""

from __future__ import annotations

from dataclasses import dataclass

from reader.scripts.exceptions import NONE, Exceptions
from reader.scripts.script import Script, Written


@dataclass(frozen=True, slots=True)
class Target:
    """A script to show text in, and what goes with it."""

    script: Script
    wording: bool = False
    """Use the words of the script's region as well (软件, 軟體)."""
    quotation: bool = False
    """Use the script's quotation marks as well (“ ”, 「 」)."""
    exceptions: Exceptions = NONE
    """What the reader wants to be shown otherwise."""
    any_region: bool = False
    """Let a Traditional script be that of any region: Traditional text keeps its own glyphs (為, 爲)."""

    def script_for(self, document: Written) -> Script:
        """Return the script to show a document in: where that of any region will do, a Traditional document's own."""
        any_will_do = self.any_region and self.script.traditional
        return Script(document.value) if any_will_do and document.traditional else self.script


AS_WRITTEN = Target(Script.ORIGINAL)
"""Text as it stands."""
