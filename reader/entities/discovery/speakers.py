"""Speakers: labels in front of what somebody says, each more than once in a document.

A label is a line of its own that ends with a colon, or stands with a colon before what is said. 记者：, 问： or Note:
are labels as well; so it must have a surname or dots, or be Latin words, or stand alone on its line as other names do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_ENDS, Span
from reader.entities.discovery.article import DOT_OF_NAMES, Sighting, key, together
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.latin import latin_names
from reader.entities.discovery.signs import CAPITALS, HAN, LETTERS, signs
from reader.entities.discovery.transliterations import sounds_clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.discovery.article import Article

_HAN_LABEL = f"[{HAN}]{{1,9}}(?:[ ]?[·.][ ]?[{HAN}]{{1,9}}){{0,3}}+"
_LATIN_LABEL = f"[{CAPITALS}][{LETTERS}.'-]{{0,20}}+(?: [{LETTERS}][{LETTERS}.'-]{{0,20}}+){{0,4}}+"
_ROLE = f"(?:[ ]?[(\\[][^()\\[\\]{LINE_ENDS}]{{1,40}}+[)\\]])?+"
LABEL = re.compile(
    f"[ ]{{0,8}}+[*_#>-]{{0,3}}+[ ]?+(?P<name>{_HAN_LABEL}|{_LATIN_LABEL}){_ROLE}[*_]{{0,3}}+[ ]?:[*_]{{0,3}}+"
    f"(?P<alone>[ ]*+(?=[{LINE_ENDS}]|\\Z))?+"
)
FARTHEST = 100
"""Code points from the start of a line to the colon of a label at most."""
LINE_END = re.compile(f"[{LINE_ENDS}]")
AT_LEAST = 2
FULL, HAN_NAME, ONE_WORD, ANY = 0.9, 0.85, 0.6, 0.55
"""How sure a label is: a full name, a surname and a given name, one Latin word, two to four other characters."""
PER_LABEL = 0.15
"""How much surer each further one makes it."""


def sightings(article: Article) -> Iterator[Sighting]:
    """Yield the people whose labels stand at the start of lines at least twice."""
    labels: dict[str, list[re.Match[str]]] = defaultdict(list)
    for label in _labels(article.folded):
        labels[key(label["name"])].append(label)
    for found in labels.values():
        if len(found) < AT_LEAST:
            continue
        score = _score(found)
        for _ in found[AT_LEAST : AT_LEAST + 3]:
            score = together(score, PER_LABEL)
        if score >= ANY:
            name = found[0].span("name")
            yield Sighting(Span(*name), Rule.SPEAKER, Span(name[0], found[0].end()), score)


def _labels(folded: str) -> Iterator[re.Match[str]]:
    """Yield the labels in a folded text: each colon is looked back from, because there are few."""
    read = 0
    while (colon := folded.find(":", read)) >= 0:
        line = max(folded.rfind(mark, max(0, colon - FARTHEST), colon) for mark in LINE_ENDS) + 1
        if (line or colon <= FARTHEST) and (label := LABEL.match(folded, line)) and label.end() > colon:
            yield label
        after = LINE_END.search(folded, colon)
        if not after:
            return
        read = after.end()


def _score(found: list[re.Match[str]]) -> float:
    """Return how sure it is that a label is somebody's name; 0 when it is none."""
    known = signs()
    name = found[0]["name"]
    bare = DOT_OF_NAMES.sub("·", name)
    alone = sum(label["alone"] is not None for label in found) >= AT_LEAST
    if "A" <= name[0] <= "Z" or (name[0] > "\u4dbf" and name[0] in CAPITALS):
        if any(one.start == 0 and one.end == len(name) for one in latin_names(name)):
            return FULL
        word = name.isalpha() and len(name) > 2 and name[1:] == name[1:].lower()
        usual = name in known.given_names
        if not word or name in known.latin_reject or name in known.latin_break or name in known.latin_titles:
            return 0.0
        return together(ONE_WORD, 0.3) if usual else ONE_WORD if alone or len(found) > AT_LEAST else 0.0
    if "·" in bare:
        return FULL if all(one in known.sounds or one == "·" for one in bare) else 0.0
    if bare in known.not_people or bare in known.role_words or bare in known.titles_after or len(bare) < 2:
        return 0.0
    if any(bare.endswith(title) for title in known.titles_before.get(bare[-1], ())) or known.not_in_given & set(bare):
        return 0.0
    surname = 2 if bare[:2] in known.double_surnames else bare[0] in known.surnames
    if surname and 1 <= len(bare) - surname <= 2:
        return HAN_NAME if alone or set(bare[surname:]) <= known.given else ANY
    if 2 <= len(bare) <= 6 and all(one in known.sounds for one in bare) and sounds_clear(bare):
        return ONE_WORD
    return ANY if alone and 2 <= len(bare) <= 4 and not known.group_suffix.search(bare) else 0.0
