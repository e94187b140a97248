"""The people who are found without a list, scored against the names that others have marked in public sets.

The sets are not in the repository: the environment variable READER_LABELLED_DATA names files of them, or folders of
such files, with the separator of paths between them. Where a set does not say what its documents are, twenty of its
sentences are taken for one; all of a set is tried as one document as well. Where the extra `ner` is installed, its
model is tried too. A name counts as found where its place is exactly that of the marked one.

Where READER_GOLD names a folder of marked mentions (JSON lines as in `tests/gold_mentions.jsonl`) of the documents in
the folder that READER_REAL_DOCUMENTS names, these are scored as well, with who is the same in two documents.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from reader.entities.discovery import model
from reader.entities.discovery.discover import discover
from reader.entities.discovery.findings import Found
from reader.entities.discovery.hints import hints
from reader.entities.linking import link
from reader.entities.matching import Matcher
from reader.entities.resolution import resolve
from tests.benchmarks.conditions import REAL_DOCUMENTS
from tests.benchmarks.counts import Count
from tests.benchmarks.labelled import UnknownFormatError, read_labelled, together

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.entities.suggestions import Suggestion
    from tests.benchmarks.conditions import Conditions
    from tests.benchmarks.labelled import Labelled

LABELLED_DATA = "READER_LABELLED_DATA"
"""The environment variable that names files with marked names, or folders of such files."""
GOLD = "READER_GOLD"
"""The environment variable that names the folder of the marked mentions of the real documents."""
SENTENCES = 20
"""How many sentences are taken for a document where a set does not tell."""

PRECISION, RECALL = 0.97, 0.93
"""What is claimed of the people found in the real documents by the rules, with or without the model."""
PRECISION_OF_PAIRS = 0.98
"""What is claimed of who is the same in two of them, where no suggestion is accepted."""
RECALL_OF_PAIRS = 0.95
"""What is claimed of that where the suggestions are accepted that are right."""

Finder = Callable[[str], Found]
Place = tuple[int, int, int]
"""Where a name stands: the number of the document; offsets in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many were found, how many were marked, and how many are both."""

    right: int
    found: int
    marked: int

    @classmethod
    def of(cls, found: AbstractSet[object], marked: AbstractSet[object]) -> Score:
        """Return the score of what was found."""
        return cls(len(found & marked), len(found), len(marked))

    @property
    def precision(self) -> float:
        """How much of what was found is right; all of it where that is nothing."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How much of what was marked is found."""
        return self.right / self.marked if self.marked else 1.0

    def __str__(self) -> str:
        f = 2 * self.right / max(1, self.found + self.marked)
        return f"P {self.precision:.3f} R {self.recall:.3f} F {f:.3f} ({self.right} of {self.found}; {self.marked})"


@dataclass(frozen=True, slots=True)
class People:
    """Who is found in a corpus, and where."""

    places: Mapping[Place, str]
    """The id of who is named at each place."""
    suggestions: tuple[Suggestion, ...]


def discovery(_: Conditions) -> Iterator[Count]:
    """The people found without a list in the marked texts that READER_LABELLED_DATA and READER_GOLD name."""
    ways: dict[str, Finder] = {"rules": _rules}
    if model.available():
        ways |= {"model": lambda text: _with_model(text, ()), "rules and model": _rules_and_model}
    else:
        yield Count("discovery: the model is not tried, the extra ner is not installed")
    named = os.environ.get(LABELLED_DATA)
    if not named:
        yield Count(f"discovery: public sets are not tried, {LABELLED_DATA} names none")
    for path in _files(named) if named else ():
        try:
            texts, are_documents = read_labelled(path)
        except (OSError, UnknownFormatError) as error:
            yield Count(f"discovery: {path.name} is not tried: {error}", holds=False)
            continue
        yield from _sets(path.name, texts, ways, are_documents=are_documents)
    folder, gold = os.environ.get(REAL_DOCUMENTS), os.environ.get(GOLD)
    if not (folder and gold):
        yield Count(f"discovery: the real documents are not tried, {REAL_DOCUMENTS} and {GOLD} do not name both")
        return
    for way, finder in ways.items():
        yield from _real(Path(folder), Path(gold), way, finder)


def found_in(texts: Sequence[str], finder: Finder) -> People:
    """Return the people of a corpus that no list knows anything about."""
    linked = link({str(number): finder(text) for number, text in enumerate(texts)}, ())
    matcher = Matcher(linked.entities)
    places = {
        (number, mention.start, mention.end): mention.entity
        for number, text in enumerate(texts)
        for mention in resolve(matcher.matches(text), document=str(number))
    }
    return People(places, linked.suggestions)


def _rules(text: str) -> Found:
    return (*discover(text), *hints(text))


def _with_model(text: str, found: Found) -> Found:
    both = model.with_model(text, found)
    assert both is not None, "nobody has stopped it"
    return both


def _rules_and_model(text: str) -> Found:
    return _with_model(text, _rules(text))


def _files(named: str) -> list[Path]:
    paths = [Path(path) for path in named.split(os.pathsep) if path]
    return [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]


def _sets(name: str, texts: Sequence[Labelled], ways: Mapping[str, Finder], *, are_documents: bool) -> Iterator[Count]:
    for way, finder in ways.items():
        parts = texts if are_documents else list(together(texts, SENTENCES))
        of_parts = "its documents" if are_documents else f"{SENTENCES} sentences a document"
        for how, documents in ((of_parts, parts), ("one document", list(together(texts, len(texts))))):
            started = time.process_time()
            people = found_in([document.text for document in documents], finder)
            seconds = time.process_time() - started
            marked = {(n, span.start, span.end) for n, document in enumerate(documents) for span in document.people}
            rate = sum(len(document.text) for document in documents) / max(seconds, 1e-9)
            yield Count(f"{name}, {how}, {way}: {Score.of(people.places.keys(), marked)} {rate:,.0f} characters/s")


def _real(folder: Path, gold: Path, way: str, finder: Finder) -> Iterator[Count]:
    marked: dict[Place, str] = {}
    texts: list[str] = []
    for number, path in enumerate(sorted(gold.glob("*.jsonl"))):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        texts.append((folder / rows[0]["document"]).read_bytes().decode())
        marked |= {(number, row["start"], row["end"]): row["entity"] for row in rows if row["type"] == "person"}
    people = found_in(texts, finder)
    claimed = way != "model"
    mentions = Score.of(people.places.keys(), marked.keys())
    holds = mentions.precision >= PRECISION and mentions.recall >= RECALL
    yield Count(f"real documents, {way}: mentions {mentions}", holds or not claimed)
    pairs = _pairs(marked, ())
    right = [one for one in people.suggestions if _is_right(one, people.places, marked)]
    for how, accepted, precision, recall in (
        ("no suggestion", (), PRECISION_OF_PAIRS, 0.0),
        (f"the {len(right)} right suggestions", right, PRECISION_OF_PAIRS, RECALL_OF_PAIRS),
        (f"all {len(people.suggestions)} suggestions", people.suggestions, 0.0, 0.0),
    ):
        score = Score.of(_pairs(people.places, [one.entities for one in accepted]), pairs)
        holds = score.precision >= precision and score.recall >= recall
        text = f"real documents, {way}, {how} accepted: pairs across documents {score}"
        yield Count(text, holds or not claimed)


def _pairs(places: Mapping[Place, str], same: Collection[tuple[str, str]]) -> set[tuple[Place, Place]]:
    """Return the pairs of places in different documents that name one person.

    Args:
        places: who is named where.
        same: pairs of ids that are one person.
    """
    into: dict[str, str] = {}

    def whole(one: str) -> str:
        while one in into:
            one = into[one]
        return one

    for first, second in same:
        if whole(first) != whole(second):
            into[whole(first)] = whole(second)
    by_person: dict[str, list[Place]] = {}
    for place, one in sorted(places.items()):
        by_person.setdefault(whole(one), []).append(place)
    return {pair for own in by_person.values() for pair in combinations(own, 2) if pair[0][0] != pair[1][0]}


def _is_right(suggestion: Suggestion, found: Mapping[Place, str], marked: Mapping[Place, str]) -> bool:
    """Whether the two that a suggestion would join are one person, going by whom each of them means most often."""
    meant = [
        Counter(marked[place] for place, one in found.items() if one == entity and place in marked).most_common(1)
        for entity in suggestion.entities
    ]
    return all(meant) and meant[0][0][0] == meant[1][0][0]
