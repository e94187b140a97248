"""Documents that have to be parsed are, in a process that can harm nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest

from reader import language
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_document
from reader.library import parser, parsing
from reader.library.finding import stamp_of
from reader.library.locations import parsed_documents
from reader.library.parsed_documents import ParsedDocuments
from reader.library.parser import end_parsers, parse_document
from reader.library.parsing import send
from reader.library.reading import read, takes_long
from tests.documents.formats.packing import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (
    "<html><head><title>湖上</title></head><body><h1>湖上的信</h1><p>湖水很冷，<a href='x:y'>林晚</a>走了很远。</p>"
    "<h2>回信</h2><p>风很大。<ruby>陈<rt>chén</rt></ruby></p></body></html>"
)


@pytest.fixture(autouse=True)
def _no_other_processes() -> Iterator[None]:
    end_parsers()
    yield
    end_parsers()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "湖.html"
    file.write_text(PAGE, encoding="gb18030")
    return file


def test_a_document_is_the_same_whichever_process_parses_it(page: Path) -> None:
    assert parse_document(str(page)) == read_document(str(page))


def test_a_process_is_kept_for_the_next_document(page: Path) -> None:
    parse_document(str(page))
    (kept,) = parser._waiting
    parse_document(str(page))
    assert parser._waiting == [kept]


def test_a_reason_comes_in_the_language_of_the_interface(tmp_path: Path) -> None:
    file = tmp_path / "a.epub"
    file.write_bytes(zipped({"a": "b"})[:-9])
    with pytest.raises(UnreadableDocumentError, match="damaged archive"):
        parse_document(str(file))
    language.use("zh-Hant")
    with pytest.raises(UnreadableDocumentError, match="壓縮檔"):
        parse_document(str(file))


def test_a_text_needs_no_process(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("湖水很冷。", encoding="utf-8")
    assert read(str(file), None).text == "湖水很冷。"
    assert not parser._waiting
    assert not takes_long(str(file), stamp_of(str(file)))


def test_what_was_parsed_is_there_at_once_until_the_file_changes(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(str(page), stamp_of(str(page)))
    assert not takes_long(str(page), stamp_of(str(page)))
    monkeypatch.setattr(parser, "parse_document", lambda *_words: pytest.fail("it is parsed again"))
    assert read(str(page), stamp_of(str(page))) == first
    monkeypatch.undo()
    page.write_text(PAGE.replace("很冷", "不冷"), encoding="gb18030")
    assert takes_long(str(page), stamp_of(str(page)))
    assert "湖水不冷" in read(str(page), stamp_of(str(page))).text


def test_what_is_kept_may_be_damaged(page: Path) -> None:
    first = read(str(page), stamp_of(str(page)))
    (kept,) = parsed_documents().iterdir()
    for content in (b"", kept.read_bytes()[:20], b"x" * 100):
        kept.write_bytes(content)
        assert read(str(page), stamp_of(str(page))) == first


def test_no_more_is_kept_than_there_is_room_for(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.parsed_documents.MOST_BYTES", 1000)
    for number in range(5):
        page.write_text(PAGE + "<p>又一段</p>" * number, encoding="utf-8")
        read(str(page), stamp_of(str(page)))
    assert 0 < sum(file.stat().st_size for file in parsed_documents().iterdir()) <= 1000
    assert not takes_long(str(page), stamp_of(str(page)))


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import time; time.sleep(60)", "takes longer to read than is safe"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "takes longer to read than is safe"),
        ("import os; os.abort()", "broke down over it"),
        ("import os; os.write(1, b'\\0\\0\\0\\3dxy')", "broke down over it"),
    ],
    ids=["hangs", "too much time", "dies", "nonsense"],
)
def test_what_a_document_does_to_the_process_is_told_and_stops_nothing_else(
    page: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(parser, "PROGRAM", program)
        patch.setattr(parser, "PATIENCE", 0.3)
        with pytest.raises(UnreadableDocumentError, match=reason):
            parse_document(str(page))
    assert parse_document(str(page)).title == "湖上"


def test_without_a_process_nothing_is_parsed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "")
        with pytest.raises(UnreadableDocumentError, match="no process could be started"):
            read(str(page), stamp_of(str(page)))
    assert read(str(page), stamp_of(str(page))).title == "湖上"


def test_a_process_that_was_gone_is_not_the_document_s_fault(page: Path) -> None:
    parse_document(str(page))
    (kept,) = parser._waiting
    kept._process.kill()
    kept._process.wait()
    assert parse_document(str(page)).title == "湖上"


def test_what_was_refused_is_refused_at_once_until_the_file_changes(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.rename(page.with_suffix(".epub"))
    book = page.with_suffix(".epub")
    book.write_bytes(zipped({"a": "b"})[:-9])
    with pytest.raises(UnreadableDocumentError, match="damaged") as first:
        read(str(book), stamp_of(str(book)))
    assert not takes_long(str(book), stamp_of(str(book)))
    with monkeypatch.context() as patch:
        patch.setattr(parser, "parse_document", lambda *_words: pytest.fail("it is parsed again"))
        with pytest.raises(UnreadableDocumentError, match="damaged") as second:
            read(str(book), stamp_of(str(book)))
    assert str(first.value) == str(second.value)
    book.write_bytes(zipped({"a": "b"})[:-8])
    assert takes_long(str(book), stamp_of(str(book)))


@pytest.mark.parametrize("moment", ["asking", "waiting"])
def test_nobody_is_left_parsing_when_all_is_ended(page: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setattr(parser, "PROGRAM", "import time; time.sleep(60)")
    refused: list[str] = []
    asking = Event()
    ended = Event()

    def send_late(pipe: BinaryIO, data: bytes) -> None:
        asking.set()
        if moment == "asking":
            ended.wait(30)
        send(pipe, data)

    monkeypatch.setattr(parser, "send", send_late)

    def parse() -> None:
        try:
            parse_document(str(page))
        except UnreadableDocumentError as error:
            refused.append(str(error))

    busy = Thread(target=parse)
    busy.start()
    assert asking.wait(30)
    (child,) = parser._alive
    end_parsers()
    ended.set()
    busy.join(30)
    assert refused == ["what reads it broke down over it; save it as text to read it here"]
    assert not parser._alive
    assert child._process.poll() is not None


@pytest.mark.parametrize("name", ["页", "页.txt"])
def test_what_has_to_be_parsed_is_told_by_its_beginning_too(page: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(page.read_bytes() if name == "页" else zipped({"内.html": page.read_bytes()}))
    assert takes_long(str(file), stamp_of(str(file)))
    assert read(str(file), stamp_of(str(file))).title == "湖上"
    assert not takes_long(str(file), stamp_of(str(file)))


def test_what_many_keep_at_once_is_kept_whole(page: Path) -> None:
    document, folder = read(str(page), None), parsed_documents()
    kept = [ParsedDocuments(folder) for _writer in range(4)]
    writers = [Thread(target=one.keep, args=(document, ("/a", 1, 2))) for one in kept for _time in range(10)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert kept[0].get(str(page), ("/a", 1, 2)) == document
    assert [file.suffix for file in folder.iterdir()] == [".z"]


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "open('written', 'w')",
        "import os; os.open('written', os.O_CREAT)",
        "import os; os.open(b'written', os.O_WRONLY | os.O_CREAT)",
    ],
)
def test_the_process_connects_to_nothing_starts_nothing_and_writes_nothing(tmp_path: Path, attempt: str) -> None:
    program = f"import sys; from reader.library import parsing; sys.addaudithook(parsing._refuse)\n{attempt}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "PermissionError" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_process_changes_no_file_but_those_of_the_interpreter(tmp_path: Path) -> None:
    attempts = [
        "os.remove('x')",
        "os.rename('x', 'y')",
        "os.rename('__pycache__/a', 'y')",
        "os.rmdir('x')",
        "os.mkdir('x')",
        "os.mkdir('__pycache__/../x')",
        "os.link('x', 'y')",
        "os.symlink('x', 'y')",
        "os.truncate('x', 0)",
        "os.truncate(1, 0)",
        "os.utime('x')",
        "os.chmod('x', 0o777)",
        "os.open('x', os.O_RDONLY | os.O_TRUNC)",
        "open('__pycache__/../x', 'w')",
    ]
    program = (
        "import os, sys; from reader.library import parsing; sys.addaudithook(parsing._refuse)\n"
        "os.mkdir('__pycache__'); open('__pycache__/a', 'w'); os.replace('__pycache__/a', '__pycache__/b')\n"
        f"for attempt in {attempts}:\n"
        "    try: exec(attempt)\n"
        "    except PermissionError as error: print(error.args[0].count('.') or error.args[0] == 'open')\n"
        "    except OSError as error: print(attempt, error)\n"
        "    else: print(attempt)\n"
        "os.remove('__pycache__/b'); os.rmdir('__pycache__')"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert [line in ("1", "True") for line in done.stdout.splitlines()] == [True] * len(attempts), done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound processes in other ways, or not")
def test_the_process_leaves_no_memory_on_the_disk_and_ends_over_a_document_with_whoever_asked() -> None:
    program = (
        "import resource, time; from reader.library import parsing\n"
        "def read(name, _encoding):\n"
        "    if name == 'sleep': time.sleep(600)\n"
        "    raise parsing.UnreadableDocumentError(str(resource.getrlimit(resource.RLIMIT_CORE)[0]))\n"
        "parsing.read_document = read; parsing.main()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        coming, going = cast("BinaryIO", child.stdin), cast("BinaryIO", child.stdout)
        try:
            for name in ("limit", "sleep"):
                parsing.send(coming, json.dumps((name, None, "en", False)).encode())
            assert parsing.received(going) == b"r0"
            coming.close()
            assert child.wait(timeout=60) == 0
        finally:
            child.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound the memory of a process in other ways, or not")
def test_a_document_that_takes_all_memory_is_told_of() -> None:
    program = (
        "from reader.library import parsing, parser\n"
        "def read(*_words): return bytearray(2**32)\n"
        "parsing.read_document = read; parsing._limit('RLIMIT_AS', parsing.MEMORY)\n"
        "print(parsing._answer('a.html', None, None))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert "more memory to read than is safe" in done.stdout
    assert parsing.MEMORY < 2**32
