"""Places that may mean two people are known of a document, kept, and counted as mentions of neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.cli import main
from reader.documents.paragraphs import Span
from reader.entities.mentions import Mention
from reader.library import analysis as analysis_module
from reader.library.analysis import analyse
from reader.library.corrections import Corrections, Scope
from reader.library.library import Library
from reader.library.names import Names
from reader.library.packing import unpacked_mentions
from reader.library.worker import Worker
from tests.library.making import write
from tests.two_of_one_name import ENTITIES

if TYPE_CHECKING:
    from pathlib import Path

NOBODY_TELLS = "湖边\n\n方小舟来了，方小舟又走了。\n"
ONE_IS_NAMED = "信\n\n方小舟（Boat Fang）写信。\n"
AT = NOBODY_TELLS.index("方小舟")
FIRST, SECOND = Mention(AT, AT + 3, "bay|boat"), Mention(AT + 6, AT + 9, "bay|boat")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "湖"
    for name, text in (("entities.toml", ENTITIES), ("1.txt", NOBODY_TELLS), ("2.txt", ONE_IS_NAMED)):
        write(folder / name, text)
    return folder


@pytest.fixture
def library(folder: Path) -> Library:
    return Library([str(folder)], with_shipped=False)


def test_nobody_is_picked_where_two_have_the_name(library: Library) -> None:
    known = dict(library.analyses())
    assert list(known[0].unclear) == [FIRST, SECOND]
    assert list(known[0].mentions) == []
    assert list(known[1].unclear) == []
    assert [mention.entity for mention in known[1].mentions] == ["boat", "boat"]
    assert library.counts() == {"boat": 2}


def test_what_is_unclear_is_kept_in_the_index(folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(library.analyses())
    monkeypatch.setattr(analysis_module, "survey", None)
    monkeypatch.setattr(Names, "mentions_in", None)
    again = Library([str(folder)], with_shipped=False)
    assert dict(again.analyses()) == before
    assert list(again.analysis(0).unclear) == [FIRST, SECOND]


def test_the_child_process_tells_what_is_unclear(library: Library) -> None:
    names, worker = library.names(of_found=False), Worker()
    try:
        answer = worker.analyse(library.documents[0], names)
    finally:
        worker.stop()
    here = analyse(library.open(0), names)
    assert unpacked_mentions(answer.mentions[names.state]) == (here.mentions, here.unclear)
    assert len(here.unclear) == 2
    assert library.learn(0, answer.stamp, answer.survey, answer.mentions)
    known = library.known(0)
    assert known is not None
    assert list(known.unclear) == [FIRST, SECOND]


def test_a_place_that_was_decided_is_clear_and_those_around_it_are_not(library: Library) -> None:
    analysis = library.analysis(0)
    document, bay = library.open(0), library.entity("bay")
    place = analysis.unclear[1]
    where = Scope.of_place(document.name, document.digest, document.text, Span(place.start, place.end))
    Corrections().assign("方小舟", bay, where)
    assert library.relist()
    decided = library.complete(0, of_found=False)
    assert list(decided.mentions) == [Mention(SECOND.start, SECOND.end, "bay")]
    assert list(decided.unclear) == [FIRST]


def test_the_command_line_lists_nobody_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mentions", "--no-shipped-entities", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "1.txt" not in told
    assert told.count("2.txt") == 2
