"""What a reader gets for the five real articles, which are not in the repository.

They are found through the environment variable READER_REAL_DOCUMENTS; without it these tests are skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.documents.paragraphs import paragraphs
from reader.entities.rendering import mentions_between, render_paragraph, render_text
from reader.entities.resolution import mentions
from reader.library.library import Library
from reader.page.flow import Flow
from reader.scripts.fold import fold
from reader.scripts.script import Script
from reader.scripts.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.paragraphs import Span
    from reader.scripts.rendition import Rendition

SCRIPTS = {"000": "zh-TW", "001": "zh-Hant", "002": "zh-TW", "003": "zh-Hans", "004": "zh-Hans"}
TITLES = {
    "000": "OpenAI員工在",
    "001": "OpenAI兩大90後",
    "002": "深度|OpenAI",
    "003": "大消息,OpenAI",
    "004": "OpenAI发布狂欢",
}
PERSONS = {
    "sam-altman": (15, 5),
    "mark-chen": (21, 3),
    "noam-brown": (31, 2),
    "greg-brockman": (3, 2),
    "kevin-weil": (3, 2),
    "tadao-nagasaki": (3, 2),
}
"""How often a person is mentioned, and in how many documents."""
NEVER_FIRST = "、。，．：；！？）」』】》〉”’!?,.:;)]}%％·"
NEVER_LAST = "（「『【《〈“‘([{"
WORD = re.compile("[A-Za-z0-9]{2}")


@pytest.fixture
def library(real_documents: Path) -> Iterator[Library]:
    library = Library([str(real_documents)])
    assert [Path(name).name[:3] for name in library.documents] == list(SCRIPTS)
    assert len(list(library.analyses())) == 5
    yield library
    library.close()


def number_of(library: Library, number: int) -> str:
    return Path(library.documents[number]).name[:3]


def test_each_has_its_script(library: Library) -> None:
    assert {number_of(library, number): str(analysis.written) for number, analysis in library.analyses()} == SCRIPTS


def test_each_has_its_headline_for_a_title(library: Library) -> None:
    for number in range(5):
        assert library.title(number).startswith(TITLES[number_of(library, number)])
        assert library.open(number).title == library.title(number)


def test_every_person_is_found(library: Library) -> None:
    persons: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for _, analysis in library.analyses():
        people = [mention.entity for mention in analysis.mentions if library.entity(mention.entity).type == "person"]
        persons.update(people)
        documents.update(set(people))
    assert (persons.total(), len(persons)) == (245, 41)
    assert {person: (persons[person], documents[person]) for person in PERSONS} == PERSONS
    assert {person for person in persons if documents[person] > 1} == set(PERSONS)


@pytest.mark.parametrize("person", PERSONS)
def test_a_walk_visits_every_mention_of_a_person_once(library: Library, person: str) -> None:
    walk = library.mentions_of(person)
    assert (len(walk.places), len(walk.documents)) == PERSONS[person]
    here, visited = walk.places[0], []
    for _ in walk.places:
        following = walk.after(here.document, here.start)
        assert following is not None
        visited.append(following)
        here = following
    assert Counter(visited) == Counter(walk.places)


def shown(library: Library, number: int, target: Script) -> str:
    analysis, text = library.analysis(number), library.open(number).text
    return "".join(render_text(text, analysis.written, analysis.mentions, library.matcher.entities, Target(target)))


@pytest.mark.parametrize(("number", "target"), [(4, Script.HANS), (3, Script.HANS), (1, Script.HANT)])
def test_what_is_in_the_script_already_is_shown_byte_for_byte(library: Library, number: int, target: Script) -> None:
    assert shown(library, number, target).encode() == Path(library.documents[number]).read_bytes()


@pytest.mark.parametrize("target", Script)
def test_in_every_script_no_name_is_broken_and_the_same_people_are_mentioned(library: Library, target: Script) -> None:
    entities = library.matcher.entities
    for number, analysis in library.analyses():
        text = library.open(number).text
        converted = shown(library, number, target)
        assert len(converted) == len(text)
        assert mentions(converted, library.matcher) == analysis.mentions
        for mention in analysis.mentions:
            name, as_written = converted[mention.start : mention.end], text[mention.start : mention.end]
            assert fold(name) == fold(as_written)
            if entities[mention.entity].type == "person":
                forms = {form for known in entities[mention.entity].names for form in known.spellings.values()}
                assert name.isascii() or fold(name) in set(map(fold, forms))


@pytest.mark.parametrize("target", [script for script in Script if script is not Script.ORIGINAL])
@pytest.mark.parametrize("wording", [False, True])
def test_every_mention_stands_where_the_alignment_says(library: Library, target: Script, wording: bool) -> None:
    entities = library.matcher.entities
    for number, analysis in library.analyses():
        text = library.open(number).text
        for span in paragraphs(text):
            rendition = render_paragraph(
                text, span, analysis.written, analysis.mentions, entities, Target(target, wording=wording)
            )
            for mention in mentions_between(analysis.mentions, span):
                start = rendition.alignment.to_rendition(mention.start - span.start)
                end = rendition.alignment.to_rendition(mention.end - span.start, end=True)
                assert fold(rendition.text[start:end]) == fold(text[mention.start : mention.end])


def test_a_search_in_either_script_finds_the_same(library: Library) -> None:
    one, other = list(library.search("奥特曼")), list(library.search("奧特曼"))
    assert one == other
    assert (len(one), len({place.document for place in one})) == (9, 3)


@pytest.mark.parametrize("target", [Script.ORIGINAL, Script.HANS, Script.TW])
@pytest.mark.parametrize("cells", [40, 60, 80, 100, 140])
def test_every_row_holds_its_characters_and_no_mark_stands_where_it_must_not(
    library: Library, cells: int, target: Script
) -> None:
    for number, analysis in library.analyses():
        text = library.open(number).text

        def render(span: Span, number: int = number, text: str = text) -> Rendition:
            analysis = library.analysis(number)
            entities = library.matcher.entities
            return render_paragraph(text, span, analysis.written, analysis.mentions, entities, Target(target))

        flow = Flow(text, cells, render)
        lines = [line for line in flow.lines_from(0, len(text)) if line is not None]
        places = [place for line in lines for place in range(line.start, line.end)]
        assert places == [place for span in paragraphs(text) for place in range(span.start, span.end)]
        assert analysis.characters == len(text)
        for line in lines:
            row, characters = line.paragraph.rows[line.row], line.paragraph.text_of(line.row)
            assert row.width <= cells
            if line.row > 0:
                assert characters[0] not in NEVER_FIRST, characters
            if line.row + 1 < len(line.paragraph.rows):
                assert characters[-1] not in NEVER_LAST, characters
                assert not WORD.fullmatch(line.paragraph.text[row.end - 1 : row.end + 1]), characters
