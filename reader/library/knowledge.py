"""What is known of the documents of a library: their surveys, the mentions in them, and which of these are shown."""

from __future__ import annotations

from collections import Counter
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.resolution import Resolved
    from reader.library.analysis import Analysis, Survey
    from reader.library.finding import Stamp


class Held(NamedTuple):
    """The mentions in a document and its unclear places, and the state of the names that were looked for."""

    state: str
    places: Resolved


class Surveyed(NamedTuple):
    """The survey of a document, and what told its file from what it was before when it was read for that."""

    stamp: Stamp | None
    survey: Survey


class Knowledge:
    """What is known of documents, by their numbers; safe to use from several threads."""

    def __init__(self, *, with_found: bool) -> None:
        """Know nothing.

        Args:
            with_found: whether the mentions of people who were found are shown, where they are known.
        """
        self._with_found = with_found
        self._surveyed: dict[int, Surveyed] = {}
        self._held: dict[bool, dict[int, Held]] = {False: {}, True: {}}
        """The mentions in documents: of those whom lists know, and of all who are known or found."""
        self._shown: dict[int, Analysis] = {}
        self._counts: Counter[str] = Counter()
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._surveyed)

    def surveyed(self, number: int) -> Surveyed | None:
        """Return the survey of a document."""
        return self._surveyed.get(number)

    def surveys(self) -> list[Survey]:
        """Return all surveys."""
        with self._lock:
            return [surveyed.survey for surveyed in self._surveyed.values()]

    def held(self, number: int, *, of_found: bool) -> Held | None:
        """Return the mentions in a document: of those whom lists know, or also of people who were found."""
        return self._held[of_found].get(number)

    def shown(self, number: int) -> Analysis | None:
        """Return what is shown of a document."""
        return self._shown.get(number)

    def all_shown(self) -> Iterable[tuple[int, Analysis]]:
        """Return what is shown of all documents, in order."""
        with self._lock:
            return sorted(self._shown.items())

    def counts(self) -> Counter[str]:
        """Return how often each entity is mentioned in what is shown."""
        with self._lock:
            return self._counts.copy()

    @property
    def with_found(self) -> bool:
        """Whether the mentions of people who were found are shown."""
        return self._with_found

    @with_found.setter
    def with_found(self, with_found: bool) -> None:
        with self._lock:
            self._with_found = with_found
            for number in self._surveyed:
                self._show(number)

    def learn_survey(self, number: int, surveyed: Surveyed) -> None:
        """Know the survey of a document, unless it is known."""
        with self._lock:
            self._surveyed.setdefault(number, surveyed)

    def learn_more(self, number: int, surveyed: Surveyed) -> bool:
        """Know another survey of a document; return whether it is of the text of which the one before is."""
        with self._lock:
            before = self._surveyed.get(number)
            if before is None or before.stamp != surveyed.stamp:
                return False
            self._surveyed[number] = surveyed
            self._show(number)
        return True

    def learn_mentions(self, number: int, stamp: Stamp | None, held: Held, *, of_found: bool) -> bool:
        """Know the mentions in a document; return whether they are those in the text of which the survey is known."""
        with self._lock:
            surveyed = self._surveyed.get(number)
            if surveyed is None or surveyed.stamp != stamp:
                return False
            self._held[of_found][number] = held
            self._show(number)
        return True

    def same_text(self, number: int, stamp: Stamp | None) -> None:
        """Know that a document still has the same text although its file was written again."""
        with self._lock:
            self._surveyed[number] = Surveyed(stamp, self._surveyed[number].survey)

    def forget(self, number: int) -> None:
        """Know nothing of a document any more."""
        with self._lock:
            del self._surveyed[number]
            for held in self._held.values():
                held.pop(number, None)
            self._show(number)

    def _show(self, number: int) -> None:
        from reader.library.analysis import Analysis  # the first screen stands there without

        before = self._shown.pop(number, None)
        if before is not None:
            self._counts -= before.counts
        held = self._held[True].get(number) if self._with_found else None
        held = held or self._held[False].get(number)
        if number in self._surveyed and held is not None:
            self._shown[number] = Analysis(self._surveyed[number].survey, *held.places)
            self._counts.update(held.places.mentions.counts)
