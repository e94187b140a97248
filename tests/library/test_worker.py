"""The child process lives as long as the app and no longer, and loads no more than its work needs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.documents.document import Document
from reader.library.analysis import Analysis, analyse
from reader.library.finding import stamp_of
from reader.library.names import Names
from reader.library.packing import unpacked_mentions, unpacked_survey
from reader.library.worker import NoWorkerError, Worker
from reader.library.working import NICENESS, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.library import Library

PATIENCE = 30
"""Seconds after which a test gives up."""

APP = """
import sys
from reader.documents.document import Document
from reader.library.library import Library
from reader.library.worker import Worker

worker, names = Worker(), Library(sys.argv[1:]).names(of_found=False)
print(worker.pid, flush=True)
long = Document("长.txt", "木屋里住着陈晚，他们每天一起划船。" * 1_000_000)
while True:
    worker.analyse(long, names)
"""
"""Has the child process at work until it is killed itself."""


@pytest.fixture
def names(library: Library) -> Names:
    return library.names(of_found=False)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.stop()


def unpacked(answer: Answer) -> list[Analysis]:
    assert answer.survey is not None
    survey = unpacked_survey(answer.survey)
    return [Analysis(survey, *unpacked_mentions(row)) for row in answer.mentions.values()]


def test_a_file_is_analysed(library: Library, names: Names, worker: Worker) -> None:
    for number, name in enumerate(library.documents):
        answer = worker.analyse(name, names)
        assert unpacked(answer) == [analyse(library.open(number), names)]
        assert (list(answer.mentions), answer.stamp, answer.error) == ([names.state], stamp_of(name), "")


@pytest.mark.parametrize("text", ["", "陈晚\r\n𠮷😀", "木屋里没有陈晚。\n" * 100_000], ids=["empty", "rare", "long"])
def test_a_text_is_analysed(names: Names, worker: Worker, text: str) -> None:
    document = Document("-", text, replaced=len(text) % 3)
    answer = worker.analyse(document, names)
    assert unpacked(answer) == [analyse(document, names)]
    assert answer.stamp is None


def test_no_more_is_done_than_is_wanted(names: Names, worker: Worker) -> None:
    document = Document("-", "陈晚来了。")
    assert worker.analyse(document, None).mentions == {}
    assert worker.analyse(document, names, survey=False).survey is None


def test_other_names_take_the_place_of_those_before(names: Names, worker: Worker) -> None:
    document = Document("-", "陈晚来了。")
    nobody = Names.of((), "nobody")
    found = [worker.analyse(document, sought).mentions for sought in (names, nobody, names)]
    counted = [unpacked_mentions(row).mentions.counts for mentions in found for row in mentions.values()]
    assert counted == [{"chen-wan": 1}, {}, {"chen-wan": 1}]
    assert [list(mentions) for mentions in found] == [[names.state], ["nobody"], [names.state]]


def test_a_file_that_cannot_be_read_has_no_analysis(folder: Path, names: Names, worker: Worker) -> None:
    assert worker.analyse(str(folder / "missing.txt"), names) == Answer(False)
    assert worker.analyse(str(folder / "1.txt"), names).is_read


def test_one_that_has_been_stopped_says_so(folder: Path, names: Names, worker: Worker) -> None:
    worker.stop()
    with pytest.raises(NoWorkerError):
        worker.analyse(str(folder / "1.txt"), names)
    worker.stop()


def test_one_that_was_killed_says_so(folder: Path, names: Names, worker: Worker) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(NoWorkerError, match="ended with status -9"):
        worker.analyse(str(folder / "1.txt"), names)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this platform has no niceness")
def test_it_stands_back_behind_the_app_and_hears_none_of_its_keys(folder: Path, names: Names, worker: Worker) -> None:
    assert worker.analyse(str(folder / "1.txt"), names).is_read
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) == min(own + NICENESS, 19)
    assert os.getpgid(worker.pid) != os.getpgid(0)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_when_the_app_is_killed_whatever_it_is_at(folder: Path, number: int) -> None:
    app = subprocess.Popen([sys.executable, "-c", APP, str(folder)], stdout=subprocess.PIPE)
    assert app.stdout is not None
    child = int(app.stdout.readline())
    try:
        assert is_running(child)
        time.sleep(0.5)  # it begins with the analysis
        app.send_signal(number)
        assert app.wait(PATIENCE) == -number
        deadline = time.monotonic() + PATIENCE
        while is_running(child) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not is_running(child)
    finally:
        app.kill()
        app.wait()
        app.stdout.close()
        if is_running(child):
            os.kill(child, signal.SIGKILL)


def is_running(process: int) -> bool:
    """Return whether a process is there and has not come to its end."""
    status = Path(f"/proc/{process}/stat")
    if Path("/proc/self/stat").exists():
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_loads_nothing_of_the_app() -> None:
    program = "import reader.library.working, sys; print(*sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8").stdout
    loaded = set(modules.split())
    assert "reader.library.analysis" in loaded
    assert not loaded & {"textual", "rich", "reader.app", "opencc", "sqlite3"}


def test_it_imports_nothing_from_the_folder_that_is_read(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("pickle", "json", "zlib", "reader"):
        (folder / f"{module}.py").write_text("raise SystemExit('from the folder')", encoding="utf-8")
    names = library.names(of_found=False)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place not in ("", ".")])
    worker = Worker()
    assert worker.analyse("1.txt", names).is_read
    worker.stop()
