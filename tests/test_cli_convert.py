"""`reader convert` and `reader detect` as programs: texts of any length, through pipes, that go wrong on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import pytest

from tests.library.making import write
from tests.test_command_line import READER
from tests.usage import usage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHOLE, STRETCH = 150_000, 26_000
"""Code points of the first stretch of a long text and of the others, here: a tenth, so that no test takes long."""
PROGRAM = f"""
from reader.documents import incoming
incoming.WHOLE, incoming.STRETCH = {WHOLE}, {STRETCH}
incoming.incoming.__kwdefaults__.update(whole={WHOLE}, stretch={STRETCH})
from reader.cli import main
raise SystemExit(main())
"""
READER_IN_SHORT = (sys.executable, "-P", "-c", PROGRAM)
LINE = "余光中说软件在里面。" * 50 + "\n"
SHOWN = "余光中說軟件在裡面。" * 50 + "\n"
LONG = (WHOLE + 3 * STRETCH // 2) // len(LINE)
"""Lines of a text that is converted part by part: a first one, one behind it and the rest."""
TO_TAIWAN = ("convert", "--to", "taiwan")
FROM_SIMPLIFIED = (*TO_TAIWAN, "--from", "simplified")


def as_program(*words: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*READER_IN_SHORT, *map(str, words)], input=stdin, capture_output=True, timeout=60, check=False
    )


@contextmanager
def program(*words: str, stdin: IO[bytes] | int = subprocess.PIPE) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command line, and end it whatever happens."""
    with subprocess.Popen(
        [*READER_IN_SHORT, *words], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a text that is converted part by part."""
    return write(tmp_path_factory.mktemp("long") / "long.txt", LINE * LONG)


@pytest.mark.parametrize("source", ["file", "standard input", "pipe"])
def test_a_long_text_is_converted_wherever_it_comes_from(long_file: Path, source: str) -> None:
    if source == "file":
        done = as_program(*TO_TAIWAN, long_file)
    elif source == "pipe":
        done = as_program(*TO_TAIWAN, stdin=long_file.read_bytes())
    else:
        with long_file.open("rb") as file:
            done = subprocess.run(
                [*READER_IN_SHORT, *TO_TAIWAN], stdin=file, capture_output=True, timeout=60, check=False
            )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == SHOWN * LONG


def test_the_script_of_a_long_file_is_that_of_all_of_it(tmp_path: Path) -> None:
    beginning = ("一" * 999 + "\n") * (WHOLE // 1000)
    path = write(tmp_path / "1.txt", beginning + ("為了這個，" * 100 + "\n") * 1000 + "一看著一\n")
    assert as_program("convert", "--to", "simplified", path).stdout.decode().endswith("为了这个，\n一看着一\n")
    (row,) = [json.loads(line) for line in as_program("detect", path, "--json").stdout.splitlines()]
    assert row["script"] == "zh-TW"


def test_a_wrong_byte_far_on_is_shown_and_what_stands_behind_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "1.txt"
    path.write_bytes((LINE * LONG).encode() + b"\xe4\xb8" + LINE.encode())
    done = as_program(*FROM_SIMPLIFIED, path)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, SHOWN * LONG + "\ufffd" + SHOWN, b"")
    (row,) = [json.loads(line) for line in as_program("detect", path, "--json").stdout.splitlines()]
    assert (row["script"], row["encoding"], row["replaced"]) == ("zh-Hans", "UTF-8", 1)


@pytest.mark.parametrize(
    ("encoding", "line", "shown"),
    [("gb18030", LINE, LINE), ("big5", "余光中說，這裡沒有人。\n", "余光中说，这里没有人。\n"), ("utf-16", LINE, LINE)],
)
def test_a_long_text_is_converted_from_the_encoding_it_is_in(
    tmp_path: Path, encoding: str, line: str, shown: str
) -> None:
    path = tmp_path / "1.txt"
    path.write_bytes((line * LONG).encode(encoding))
    done = as_program("convert", "--to", "simplified", path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == shown * LONG


def test_whoever_reads_the_output_may_stop(long_file: Path) -> None:
    with program(*FROM_SIMPLIFIED, str(long_file)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.read(9).decode() == "余光中"
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


@pytest.mark.skipif(os.name != "posix", reason="only there one is told that nothing more has come")
@pytest.mark.parametrize("words", [TO_TAIWAN, FROM_SIMPLIFIED], ids=len)
def test_lines_that_come_slowly_are_written_before_the_next_one_comes(words: tuple[str, ...]) -> None:
    with program(*words) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        beginning = 1 if words is FROM_SIMPLIFIED else 8
        running.stdin.write((LINE * beginning + "里").encode())
        assert read_exactly(running.stdout, SHOWN * beginning) == SHOWN * beginning
        running.stdin.write("头\r\n里".encode())
        assert read_exactly(running.stdout, "裡頭\r\n") == "裡頭\r\n"
        running.stdin.close()
        assert running.stdout.read().decode() == "裡"
        assert running.wait(60) == 0


def read_exactly(stream: IO[bytes], expected: str) -> str:
    """Return as many bytes as a text has, which must come; the program waits for us meanwhile."""
    data = b""
    while len(data) < len(expected.encode()):
        piece = stream.read(len(expected.encode()) - len(data))
        assert piece
        data += piece
    return data.decode()


@pytest.mark.skipif(os.name != "posix", reason="a key that interrupts is a signal there")
def test_an_interrupt_is_status_130_and_nothing_is_said() -> None:
    with program(*FROM_SIMPLIFIED) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(LINE.encode())
        assert read_exactly(running.stdout, SHOWN) == SHOWN  # it is at work by now
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert running.stderr.read() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of the measure is its own on each system")
@pytest.mark.parametrize("end", ["\n", ""], ids=["lines", "one line"])
@pytest.mark.parametrize("words", [TO_TAIWAN, ("detect", "-")], ids=lambda words: words[0])
def test_the_memory_it_takes_does_not_grow_with_the_text(tmp_path: Path, words: tuple[str, ...], end: str) -> None:
    taken = []
    for count in (1, 3):
        path = write(tmp_path / "1.txt", ("这里没有人，后来有了。" * 100 + end) * (count * 1200))
        with path.open("rb") as file:
            used = usage([*READER_IN_SHORT, *words], file)
        assert used.status == 0
        taken.append(used.memory)
    grown = path.stat().st_size * 2 / 3
    assert taken[1] - taken[0] < grown / 3


def test_standard_input_may_be_named_twice() -> None:
    done = as_program("detect", "-", "-", stdin=LINE.encode())
    assert (done.returncode, done.stdout.decode()) == (0, "-\tzh-Hans\tUTF-8\n" * 2)


def test_to_detect_a_script_nothing_is_kept_and_no_list_is_read(home: Path, seeds: Path) -> None:
    write(home / "config" / "reader" / "entities.toml", "no list")
    assert as_program("detect", seeds / "hans-orion.txt").returncode == 0
    assert not (home / "cache").exists()


def test_a_standard_input_that_is_closed_is_status_3() -> None:
    words = " ".join([*READER, *FROM_SIMPLIFIED])
    done = subprocess.run(f"{words} <&-", shell=True, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"reader: -: standard input is closed\n")
