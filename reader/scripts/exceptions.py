"""A reader's own exceptions: phrases that conversion leaves as they stand, or shows in forms of the reader's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.scripts.rendition import Held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.scripts.script import Script


@dataclass(frozen=True)
class Phrase:
    """A phrase as it stands in documents, and how it is shown."""

    text: str
    forms: Mapping[Script, str]
    """Its forms by script; in a script that has none it stays as it stands where there are no forms at all."""

    def form_in(self, script: Script) -> str | None:
        """Return how it is shown in a script; None for as conversion makes it."""
        return self.forms.get(script) if self.forms else self.text


@dataclass(frozen=True, eq=False)
class Exceptions:
    """Phrases with forms of their own; of two with the same text the later one counts."""

    phrases: tuple[Phrase, ...] = ()

    def held(self, text: str, target: Script) -> list[Held]:
        """Return the stretches of a text that are shown as the reader says: the leftmost, and there the longest."""
        if not self.phrases:
            return []
        found = []
        for match in self._pattern.finditer(text):
            form = self._by_text[match[0]].form_in(target)
            if form is not None:
                found.append(Held(match.start(), match.end(), form))
        return found

    @cached_property
    def _by_text(self) -> Mapping[str, Phrase]:
        return {phrase.text: phrase for phrase in self.phrases}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._by_text, key=len, reverse=True))))


NONE = Exceptions()
"""No exceptions."""
