"""Entities and the names that mean them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from reader.scripts.fold import fold
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Mapping

LATIN = "en"
"""The tag of a name in Latin letters."""

FOUND_LAYER = -1
"""The layer of names that are found in documents: below all lists."""

FALLBACKS: Mapping[str, tuple[str, ...]] = {
    Script.HANS: (Script.HANS, Script.HANT, Script.TW, Script.HK, LATIN),
    Script.HANT: (Script.HANT, Script.TW, Script.HK, Script.HANS, LATIN),
    Script.TW: (Script.TW, Script.HANT, Script.HK, Script.HANS, LATIN),
    Script.HK: (Script.HK, Script.HANT, Script.TW, Script.HANS, LATIN),
}
"""Which of an entity's recorded names to show in a script, the best first."""


@dataclass(frozen=True)
class Name:
    """One name of an entity, with the conditions under which a place that spells it is a mention."""

    spellings: Mapping[str, str]
    """The name by BCP 47 tag where its form in a script is recorded; under `und` where it is not."""
    short: bool = False
    """Counts only in a document where a full name of the entity stands by itself, or one of `together_with`."""
    case: bool = False
    """Upper and lower case matter."""
    together_with: frozenset[str] = frozenset()
    """Ids of entities; the name counts only in documents where one of them stands (a short one: there as well)."""
    only_in: tuple[str, ...] = ()
    """Phrases; the name counts only inside one of them."""
    not_in: tuple[str, ...] = ()
    """Phrases; the name does not count inside any of them."""
    documents: frozenset[str] = frozenset()
    """Digests of documents; the name counts only in these. None: in all."""
    layer: int = 0
    """How near to the reader the last list is that gave the name; of two entities with one name the nearer one wins."""


UNDETERMINED = "und"
"""The tag of a spelling whose form in other scripts is derived."""


@dataclass(frozen=True)
class Entity:
    """Somebody or something with names."""

    id: str
    type: str
    names: tuple[Name, ...]
    """All names: the canonical ones first, then aliases, then short forms."""
    canonical: Mapping[str, str] = field(default_factory=dict)
    """The name to show, by BCP 47 tag, be it among those that are looked for or not."""
    description: str = ""

    def name_in(self, script: Script) -> str:
        """Return the name to show beside text in a script; as written counts as Simplified here."""
        for tag in FALLBACKS.get(script, FALLBACKS[Script.HANS]):
            if tag in self.called:
                return self.called[tag]
        return next(iter(self.called.values()))

    @property
    def name(self) -> str:
        """The name to show where no script is asked for."""
        return self.name_in(Script.HANS)

    @property
    def latin(self) -> str | None:
        """The canonical name in Latin letters, where one is recorded."""
        return self.called.get(LATIN)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """The canonical names that are looked for as well, by BCP 47 tag; all where none of them is."""
        spellings = set(self.spellings)
        if spellings.issuperset(self.canonical.values()):
            return self.canonical
        counting = set(map(fold, spellings))
        return {tag: text for tag, text in self.canonical.items() if fold(text) in counting} or self.canonical

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of every name, each once, the canonical ones first."""
        return tuple(dict.fromkeys(text for name in self.names for text in name.spellings.values()))

    @cached_property
    def folded(self) -> frozenset[str]:
        """Everything by which people may ask for the entity, under the fold: every spelling and the name to show."""
        return frozenset(map(fold, (*self.spellings, *self.canonical.values())))

    @cached_property
    def shown(self) -> dict[tuple[str, str, str], str]:
        """How mentions are shown, by what stands there, how that is written and the target; filled by `form_in`."""
        return {}

    @cached_property
    def recorded_forms(self) -> Mapping[str, Mapping[str, str]]:
        """For each folded spelling, the forms that are recorded for it by tag."""
        forms: dict[str, dict[str, str]] = {}
        for name in self.names:
            for tag, text in name.spellings.items():
                if tag not in (UNDETERMINED, LATIN):
                    forms.setdefault(fold(text), {}).setdefault(tag, text)
        return forms


def needs_itself(name: Name, own: str) -> bool:
    """Return whether a full name of an entity counts only where another name of the same entity stands.

    So does a name that was found in some documents alone once its entity is written into a list: others may have it.
    """
    return not name.short and name.together_with == {own}


def adopted(name: Name, own: str) -> Name:
    """Return a name that was found in some documents alone as a list gives it that knows another one of its entity."""
    return replace(name, together_with=frozenset((own,)), documents=frozenset())
