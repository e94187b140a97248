"""Anchoring: a place in a text is found again after the text was edited, by what stands there and around it.

A selector holds the quote and what precedes and follows it, as the TextQuoteSelector of the W3C Web Annotation Data
Model (section 4.2.4) does: exact, prefix, suffix. Code points are compared as they are, never folded: other spellings
are other texts. Between several occurrences it decides how much of the quote and its context stands there, and of
equal ones, how near it is to where it stood before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from reader.documents.paragraphs import Span

QUOTE = 32
"""Code points of a quote that begins at a place."""
CONTEXT = 32
"""Code points before and behind a quote."""
BESIDE = 64
"""As many code points on either side of a place are looked at to find it again."""
NEAR = 65_536
"""Code points: how far around a place its surroundings are looked for first, and its shortest parts at all."""
LONG_PARTS = (32, 16)
"""The lengths of the parts of the surroundings that are looked for everywhere, in code points, the surest first."""
SHORT_PART = 8
"""The length of the parts that are looked for near the hint alone, in code points."""
CLOSE = 256
"""Code points: how far from a place that was found a better one is looked for."""
DISTINCT = 4
"""A part with fewer different code points, such as a rule or blank lines, says nothing about a place."""
RUN = 4
"""A shorter run through a place, in code points, may be chance."""
MOST = 64
"""As many occurrences of a part are weighed on either side, the nearest ones."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A quote from a text and its context, by which the place can be found again."""

    exact: str
    prefix: str
    suffix: str


def selector_at(text: str, start: int, end: int | None = None) -> Selector:
    """Return the selector of a stretch of a text, or of the place at its start where no end is given."""
    start = max(0, min(start, len(text)))
    end = min(start + QUOTE, len(text)) if end is None else max(start, min(end, len(text)))
    return Selector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_again(text: str, selector: Selector, hint: int) -> Span | None:
    """Return where the quote of a selector stands in a text, or what has become of it; None where nothing is left.

    Args:
        text: the text as it is now.
        selector: what to find, made from the text as it was.
        hint: the offset at which the quote began, in code points.
    """
    exact, prefix, suffix = selector.exact, selector.prefix, selector.suffix
    start = _Surroundings(prefix, (exact + suffix)[:BESIDE]).find(text, hint)
    if start is not None and text.startswith(exact, start):
        return Span(start, start + len(exact))
    end = _Surroundings((prefix + exact)[-BESIDE:], suffix).find(text, (hint if start is None else start) + len(exact))
    if start is None:
        return Span(max(0, end - len(exact)), end) if end is not None else None
    if end is None or not start <= end <= start + 2 * (len(exact) + CONTEXT):
        end = min(start + len(exact), len(text))
    return Span(start, end)


def place_again(text: str, selector: Selector | None, offset: int, length: int | None) -> int:
    """Return what a place has become in an edited text; where nothing of it is left, as far down in proportion.

    Args:
        text: the text as it is now.
        selector: what stood at the place; None where that is not known.
        offset: where the place was, in code points.
        length: how long the text was, in code points; None where that is not known.
    """
    found = find_again(text, selector, offset) if selector is not None else None
    if found is not None:
        return found.start
    if length and length != len(text):
        offset = offset * len(text) // length
    return max(0, min(offset, len(text)))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stood before and behind a place."""

    before: str
    after: str

    def find(self, text: str, hint: int) -> int | None:
        """Return the place that these surroundings fit best, the nearest to a hint of equals.

        A third of them near the hint says more than all of them far away: texts repeat themselves.
        """
        whole, target = self.before + self.after, len(self.before)
        hint = max(0, min(hint, len(text)))
        if not whole:
            return None
        if hint >= target and text.startswith(whole, hint - target):
            return hint
        near = Span(max(0, hint - NEAR), min(hint + NEAR, len(text)))
        for reach, enough in ((near, len(whole) / 3), (Span(0, len(text)), 0)):
            found = _occurrences(text, whole, hint - target, reach, most=1)
            if found:
                return min(found, key=lambda at: abs(at + target - hint)) + target
            for length in LONG_PARTS:
                place = self._best(text, hint, reach, length)
                if place is not None and self._standing(text, place) >= enough:
                    return self._refined(text, place)
        return self._best(text, hint, near, SHORT_PART)

    def _best(self, text: str, hint: int, reach: Span, length: int) -> int | None:
        """Return the place where most stands as it did, among those that parts of a length speak for."""
        places = self._places(text, hint, reach, length)
        return max(places, key=lambda place: (self._standing(text, place), -abs(place - hint)), default=None)

    def _refined(self, text: str, place: int) -> int:
        """Return a place, or one close to it that more runs through: behind an edit all is shifted by its length."""
        close = Span(max(0, place - CLOSE), min(place + CLOSE, len(text)))
        places = (place, *self._places(text, place, close, SHORT_PART))
        return max(
            places,
            key=lambda other: (self._running(text, other), self._standing(text, other), -abs(other - place)),
        )

    def _places(self, text: str, hint: int, reach: Span, length: int) -> set[int]:
        """Return the places from which parts of a length, found in reach, stand as far as they stood."""
        whole, target = self.before + self.after, len(self.before)
        return {
            max(0, min(at - start + target, len(text)))
            for start in range(target % (length // 2), len(whole) - length + 1, length // 2)
            if len(set(part := whole[start : start + length])) >= DISTINCT
            for at in _occurrences(text, part, hint - target + start, reach, most=MOST)
        }

    def _standing(self, text: str, place: int) -> int:
        """Return how many code points stand as far from a place as they stood."""
        left, right = self._same(text, place)
        return sum(left) + sum(right)

    def _running(self, text: str, place: int) -> int:
        """Return how many code points run through a place as they did, without a gap."""
        run = sum(sum(takewhile(bool, side)) for side in self._same(text, place))
        return run if run >= RUN else 0

    def _same(self, text: str, place: int) -> tuple[list[bool], list[bool]]:
        """Return which code points are the same, before a place and behind it, the nearest to it first."""
        left = map(eq, reversed(self.before), reversed(text[max(0, place - len(self.before)) : place]))
        return list(left), list(map(eq, self.after, text[place : place + len(self.after)]))


def _occurrences(text: str, part: str, near: int, reach: Span, most: int) -> list[int]:
    """Return where a part stands in reach: the occurrences nearest to an offset, on either side of it."""
    near = max(reach.start, near)
    found: list[int] = []
    at = text.find(part, near, reach.end)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(part, at + 1, reach.end)
    behind = len(found)
    at = text.rfind(part, reach.start, near + len(part) - 1)
    while at >= 0 and len(found) - behind < most:
        found.append(at)
        at = text.rfind(part, reach.start, at + len(part) - 1)
    return found
