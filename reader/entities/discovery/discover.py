"""Discovery: the people in a text that no list knows, by the rules of this package."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from reader.entities.discovery import bylines, dotted, latin_names, sounds, speakers, surnames
from reader.entities.discovery.findings import FoundPerson, Rule
from reader.entities.discovery.glosses import glosses
from reader.entities.discovery.latin import latin_names as shapes
from reader.entities.discovery.people import people
from reader.entities.discovery.short_forms import absorbed, add_short_forms
from reader.entities.discovery.variants import add_variants
from reader.entities.discovery.wraps import unwrapped

if TYPE_CHECKING:
    from reader.entities.discovery.findings import Found
    from reader.entities.discovery.people import Person


def discover(text: str) -> Found:
    """Return the people in a text, in order of their first evidence.

    A score says how sure it is by all that speaks for the name in this text that it names a person: it is what remains
    when each kind of sign fails to tell with the odds that its rule states, as if they knew nothing of each other. It
    only grows with what speaks for a name. A short form or a variant is as sure as its full name, less what the rule
    takes for it. Scores order what was found; they are no measured frequencies.
    """
    whole = unwrapped(text)
    article = whole.article
    with_dots = dotted.dotted_names(article)
    seen = chain(
        speakers.sightings(article),
        bylines.sightings(article),
        dotted.sightings(article, with_dots),
        latin_names.sightings(article, list(shapes(article.folded))),
        surnames.sightings(article),
        sounds.sightings(article),
    )
    found = absorbed(people(article, glosses(article, with_dots), seen))
    add_variants(article, found)
    add_short_forms(article, found)
    in_order = sorted(map(_found, found), key=lambda person: min(name.evidence.start for name in person.names))
    return whole.placed(in_order)


def _found(person: Person) -> FoundPerson:
    full = [name for heard in person.full for name in heard.names()]
    variants = [name for name in person.others if name.rule is Rule.VARIANT]
    short = [name for name in person.others if name.rule is not Rule.VARIANT]
    return FoundPerson((*full, *variants, *short))
