"""The analysis beside the app knows what an analysis in the app would, in the order in which it is needed."""

from __future__ import annotations

import logging
import os
from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.documents import files as files_module
from reader.entities.lists import EntityLists
from reader.library import background, worker
from reader.library.background import BackgroundAnalysis
from reader.library.index import Index
from reader.library.library import Library
from reader.library.locations import index_file
from reader.library.names import Names
from reader.library.who_is_known import Loaded
from tests.library.breaking import breaking, killing
from tests.library.making import DOCUMENTS, write

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.analysis import Analysis

PATIENCE = 60
"""Seconds after which a test gives up."""


@pytest.fixture
def in_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a child process analyse everything, and nothing be analysed in this one."""
    monkeypatch.setattr(background, "WORKER_FROM", 0)
    monkeypatch.setattr("reader.library.analysis.survey", None)


class Waiting:
    """Runs the analysis beside the app and keeps what it reports."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reports: list[int] = []
        self.known: list[set[int]] = []
        """Which documents were known at each report."""
        self._finished = Event()
        self.analysis = BackgroundAnalysis(library, self._report)

    def _report(self, done: int, finished: bool) -> None:
        self.reports.append(done)
        self.known.append({number for number in range(len(self.library.documents)) if self.library.known(number)})
        if finished:
            self._finished.set()

    def finish(self) -> dict[int, Analysis]:
        """Wait until all is done, and return what is known then."""
        assert self._finished.wait(PATIENCE)
        self._finished.clear()
        numbers = range(len(self.library.documents))
        return {number: known for number in numbers if (known := self.library.known(number)) is not None}


def run(library: Library) -> dict[int, Analysis]:
    waiting = Waiting(library)
    waiting.analysis.start()
    try:
        return waiting.finish()
    finally:
        waiting.analysis.stop()


def expected(folder: Path, *sources: str) -> dict[int, Analysis]:
    """Return what an analysis in this process knows, without any index."""
    library = Library(sources or [str(folder)])
    library._once = Loaded(library.lists, library.names(of_found=False), Index(folder / "no" / "index"))
    found = dict(library.analyses())
    library.close()
    return found


def test_little_is_analysed_in_this_process(folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "Worker", None)
    assert run(library) == expected(folder)


def test_a_child_process_finds_the_same(folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = expected(folder)
    monkeypatch.setattr(background, "WORKER_FROM", 0)
    monkeypatch.setattr("reader.library.analysis.survey", None)
    found = run(library)
    assert found == before
    assert [list(one.counts.items()) for one in found.values()] == [list(one.counts.items()) for one in before.values()]
    assert library.counts() == {"fang": 2, "chen-wan": 2}
    assert [place.document for place in library.mentions_of("chen-wan").places] == [0, 1]


@pytest.mark.usefixtures("in_child")
def test_a_child_process_finds_the_same_in_the_seeds(seeds: Path) -> None:
    library = Library([str(seeds)])
    found = run(library)
    library.close()
    again = Library([str(seeds)])
    assert dict(again.analyses()) == found  # it is in the index
    again.close()
    assert sum(len(analysis.mentions) for analysis in found.values()) > 100


@pytest.mark.usefixtures("in_child")
def test_what_the_index_has_is_analysed_nowhere(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(library)
    monkeypatch.setattr(worker, "Worker", None)
    again = Library([str(folder)])
    assert run(again) == first
    again.close()


@pytest.mark.usefixtures("in_child")
def test_what_is_wanted_comes_first(folder: Path, library: Library) -> None:
    waiting = Waiting(library)
    waiting.analysis.prefer(2)
    waiting.analysis.start()
    waiting.finish()
    waiting.analysis.stop()
    assert waiting.reports[:2] == [0, 1]
    assert waiting.known[:2] == [set(), {2}]
    assert waiting.reports[-1] == 3


@pytest.mark.parametrize("start", [0, 500_000])
def test_a_document_that_has_changed_is_analysed_again_when_it_is_wanted(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch, start: int
) -> None:
    monkeypatch.setattr(background, "WORKER_FROM", start)
    waiting = Waiting(library)
    waiting.analysis.start()
    assert len(waiting.finish()[0].mentions) == 2
    write(folder / "1.txt", DOCUMENTS["1.txt"] + "陈晚又来了。\n")
    library._open.clear()
    library.open(0)
    assert library.known(0) is None
    waiting.analysis.prefer(0)
    assert len(waiting.finish()[0].mentions) == 3
    waiting.analysis.stop()


@pytest.mark.usefixtures("in_child")
def test_the_text_that_is_open_is_analysed_whatever_its_file_holds_by_now(folder: Path, library: Library) -> None:
    before = library.open(0)
    write(folder / "1.txt", "陈晚走了。\n" + DOCUMENTS["1.txt"])
    found = run(library)
    assert found[0].digest == before.digest
    assert len(found[0].mentions) == 2
    again = Library([str(folder)])
    assert not again.look_up(0, of_found=False)
    again.close()


@pytest.mark.usefixtures("in_child")
def test_a_file_that_changes_while_it_is_analysed_is_analysed_again(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse = worker.Worker.analyse
    changes = iter([True])

    def changing(self: worker.Worker, document: object, names: object, *, survey: bool) -> object:
        answer = analyse(self, document, names, survey=survey)  # type: ignore[arg-type]
        if next(changes, False):
            write(folder / "1.txt", "陈晚走了。\n" + DOCUMENTS["1.txt"])
            library.open(0)
        return answer

    monkeypatch.setattr(worker.Worker, "analyse", changing)
    found = run(library)
    assert found[0].digest == library.open(0).digest
    assert len(found[0].mentions) == 3


@pytest.mark.usefixtures("in_child")
def test_standard_input_is_analysed_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "entities.toml", "")
    monkeypatch.setattr(files_module, "_standard_input", DOCUMENTS["1.txt"].encode)
    library = Library(["-", str(folder)])
    found = run(library)
    assert found[0].characters == len(DOCUMENTS["1.txt"])
    assert len(found) == 4
    library.close()


@pytest.mark.usefixtures("in_child")
def test_what_cannot_be_read_is_named_and_the_rest_is_analysed(folder: Path) -> None:
    (folder / "0.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    library = Library([str(folder), str(folder / "missing.txt")])
    assert list(run(library)) == [1, 2, 3]
    assert set(library.unreadable) == {0, 4}
    assert "not a text file" in library.unreadable[0]
    library.close()


@pytest.mark.usefixtures("in_child")
def test_without_a_place_for_the_index_all_is_known_as_well(folder: Path, library: Library) -> None:
    write(index_file().parent, "no folder")
    assert [len(analysis.mentions) for analysis in run(library).values()] == [2, 2, 0]


def test_without_an_interpreter_to_start_all_is_known_as_well(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = expected(folder)
    monkeypatch.setattr(background, "WORKER_FROM", 0)
    monkeypatch.setattr("sys.executable", str(folder / "missing"))
    with caplog.at_level(logging.WARNING):
        assert run(library) == before
    assert len(caplog.records) == 1
    assert "missing" in caplog.text


def with_entities(library: Library, lists: EntityLists) -> None:
    library._once = Loaded(lists, Names.of(lists.entities, "state"), Index(index_file()))


def test_when_the_child_process_dies_all_is_known_as_well(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "WORKER_FROM", 0)
    library.with_found = False
    with_entities(library, EntityLists((killing("陈晚"),), ()))
    with caplog.at_level(logging.WARNING):
        found = run(library)
    assert [len(analysis.mentions) for analysis in found.values()] == [1, 1, 0]
    assert [record.getMessage() for record in caplog.records] == [
        "no child process to analyse documents in, it is done without: it ended with status 9"
    ]


@pytest.mark.parametrize("start", [0, 500_000])
def test_a_document_that_breaks_the_analysis_does_not_stop_that_of_the_others(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, start: int
) -> None:
    monkeypatch.setattr(background, "WORKER_FROM", start)
    with_entities(library, EntityLists((breaking("说"),), ()))
    with caplog.at_level(logging.ERROR):
        assert list(run(library)) == [2]
    assert "木屋塌了" in caplog.text
    assert "1.txt" in caplog.text


def test_lists_that_cannot_be_read_again_do_not_stop_the_analysis(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bool:
        raise MemoryError("a list as long as the shore")

    waiting = Waiting(library)
    waiting.analysis.start()
    known = waiting.finish()
    monkeypatch.setattr(library, "relist", broken)
    with caplog.at_level(logging.ERROR):
        for _time in range(2):
            waiting.analysis.again()
            assert waiting.finish() == known
    waiting.analysis.stop()
    assert "as long as the shore" in caplog.text


@pytest.mark.usefixtures("in_child")
def test_to_stop_ends_the_child_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "0.txt", DOCUMENTS["1.txt"] * 100_000)
    library = Library([str(folder)])
    hired: list[int] = []
    asked = Event()
    analyse = worker.Worker.analyse

    def noted(self: worker.Worker, document: object, names: object, *, survey: bool) -> object:
        hired.append(self.pid)
        asked.set()
        return analyse(self, document, names, survey=survey)  # type: ignore[arg-type]

    monkeypatch.setattr(worker.Worker, "analyse", noted)
    waiting = Waiting(library)
    waiting.analysis.start()
    assert asked.wait(PATIENCE)
    thread = waiting.analysis._thread
    waiting.analysis.stop()
    assert thread is not None
    thread.join(PATIENCE)
    assert not thread.is_alive()
    with pytest.raises(ProcessLookupError):
        os.kill(hired[0], 0)
    assert waiting.reports == [0]
    waiting.analysis.start()
    waiting.analysis.prefer(1)
    assert waiting.analysis._thread is thread
    library.close()


@pytest.mark.usefixtures("in_child")
def test_a_document_is_analysed_in_the_encoding_that_it_is_said_to_be_in(folder: Path) -> None:
    (folder / "1.txt").write_bytes("湖邊的工作室昨天宣布。\n".encode("gb18030"))
    library = Library([str(folder)], encoding="big5")
    run(library)
    assert library.analysis(0).survey.digest == library.open(0).digest
    assert library.open(0).encoding == "Big5"
    library.close()
