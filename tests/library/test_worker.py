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
from reader.library.analysis import analyse
from reader.library.finding import stamp_of
from reader.library.packing import unpacked
from reader.library.worker import NoWorkerError, Worker
from reader.library.working import NICENESS

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

worker = Worker(Library(sys.argv[1:]).lists.entities)
print(worker.pid, flush=True)
long = Document("长.txt", "木屋里住着陈晚，他们每天一起划船。" * 1_000_000)
while True:
    worker.analyse(long)
"""
"""Has the child process at work until it is killed itself."""


@pytest.fixture
def worker(library: Library) -> Iterator[Worker]:
    worker = Worker(library.lists.entities)
    yield worker
    worker.stop()


def test_a_file_is_analysed(library: Library, worker: Worker) -> None:
    for number, name in enumerate(library.documents):
        answer = worker.analyse(name)
        assert answer.row is not None
        assert unpacked(answer.row) == analyse(library.open(number), library.matcher)
        assert (answer.stamp, answer.error) == (stamp_of(name), "")


@pytest.mark.parametrize("text", ["", "陈晚\r\n𠮷😀", "木屋里没有陈晚。\n" * 100_000], ids=["empty", "rare", "long"])
def test_a_text_is_analysed(library: Library, worker: Worker, text: str) -> None:
    document = Document("-", text)
    answer = worker.analyse(document)
    assert answer.row is not None
    assert unpacked(answer.row) == analyse(document, library.matcher)
    assert answer.stamp is None


def test_a_file_that_cannot_be_read_has_no_analysis(folder: Path, worker: Worker) -> None:
    assert worker.analyse(str(folder / "missing.txt")) == (None, None, "")
    assert worker.analyse(str(folder / "1.txt")).row is not None


def test_one_that_has_been_stopped_says_so(folder: Path, worker: Worker) -> None:
    worker.stop()
    with pytest.raises(NoWorkerError):
        worker.analyse(str(folder / "1.txt"))
    worker.stop()


def test_one_that_was_killed_says_so(folder: Path, worker: Worker) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(NoWorkerError, match="ended with status -9"):
        worker.analyse(str(folder / "1.txt"))


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this platform has no niceness")
def test_it_stands_back_behind_the_app_and_hears_none_of_its_keys(folder: Path, worker: Worker) -> None:
    assert worker.analyse(str(folder / "1.txt")).row is not None
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
    entities = library.lists.entities
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place not in ("", ".")])
    worker = Worker(entities)
    assert worker.analyse("1.txt").row is not None
    worker.stop()
