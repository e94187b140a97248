"""The command line as scripts and checks rely on it: fields, texts, exit statuses, messages."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZipFile

import pytest

from reader import __version__, cli, language
from reader.app import keys
from reader.app.start import HarmlessFormatter
from reader.documents import files as files_module
from reader.documents import regular_files
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.sanitising import harmless
from reader.library.locations import log_file, settings_file, state_file, user_entity_list
from reader.library.opening import remember_sources
from reader.library.state import State
from reader.scripts.script import WORDS, Script
from tests.library.making import DOCUMENTS, fill, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import BufferedIOBase

COMMANDS = ("list", "show", "detect", "convert", "mentions", "entities", "search", "index", "config", "keys")
FIELDS = {
    "list": {"document": str, "title": str, "script": str, "characters": int, "paragraphs": int, "modified": str},
    "detect": {"document": str, "script": str, "paragraphs": dict, "encoding": str, "replaced": int},
    "mentions": {"document": str, "start": int, "end": int, "text": str, "entity": str, "name": str, "type": str},
    "entities": {"entity": str, "name": str, "type": str, "names": list, "documents": int, "mentions": int},
    "search": {"document": str, "start": int, "end": int, "text": str, "context": str},
}
SCRIPTS = {"zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "mixed", "none"}


class Answer(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Return what runs the command line in this process, as `reader WORD …` would."""

    def run(*words: object, stdin: bytes | str = b"", terminal: bool = False) -> Answer:
        files_module._standard_input.cache_clear()
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        if terminal:
            monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
            monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        try:
            status = cli.main([str(word) for word in words])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return Answer(status, out.decode(), err.decode())

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "木屋")


@pytest.fixture
def closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in the other one that may not be looked into, not even by the superuser."""
    closed, look = folder / "关着", os.scandir
    closed.mkdir()

    def refuse(place: Any) -> Any:
        if Path(place) == closed:
            raise PermissionError(13, "Permission denied", place)
        return look(place)

    monkeypatch.setattr(os, "scandir", refuse)
    return closed


@pytest.fixture
def article(folder: Path) -> Path:
    return folder / "1.txt"


def of_seeds(command: str, seeds: Path) -> list[object]:
    """Return the words of a command that answers with rows about the seeds."""
    if command == "detect":
        return [command, *sorted(seeds.glob("*.txt")), "--json"]
    return [command, *(["陈信翰"] if command == "search" else []), seeds, "--json"]


# What all commands promise


@pytest.mark.parametrize("command", FIELDS)
def test_each_row_of_json_has_the_documented_fields(run: Callable[..., Answer], seeds: Path, command: str) -> None:
    answer = run(*of_seeds(command, seeds))
    told = "reader: 3 places more may mean one of several: they are not listed\n" if command == "mentions" else ""
    assert (answer.status, answer.err) == (0, told)
    assert answer.rows
    for row in answer.rows:
        assert {field: type(value) for field, value in row.items()} == FIELDS[command]


@pytest.mark.parametrize("command", FIELDS)
def test_without_json_each_row_is_a_line_of_columns(run: Callable[..., Answer], seeds: Path, command: str) -> None:
    rows = run(*of_seeds(command, seeds)).rows
    answer = run(*of_seeds(command, seeds)[:-1])
    lines = answer.out.splitlines()
    assert answer.status == 0
    assert len(lines) == len(rows)
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert lines[0].count("\t") > 0
    for line, row in zip(lines, rows, strict=True):
        assert line.partition("\t")[0] == str(row.get("document", row.get("name")))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Callable[..., Answer], command: str) -> None:
    answer = run(command, "--help")
    assert answer.status == 0
    assert f"reader {command} " in answer.out
    assert "for example:" in answer.out


def test_help_names_every_command(run: Callable[..., Answer]) -> None:
    answer = run("--help")
    assert answer.status == 0
    assert all(f"\n  {command} " in answer.out for command in COMMANDS)


def test_the_version_is_told(run: Callable[..., Answer]) -> None:
    assert run("--version") == Answer(0, f"reader {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["--no-such-option"],
        ["list", "--no-such-option"],
        ["show"],
        ["show", "a.txt", "b.txt"],
        ["show", "a.txt", "--script", "klingon"],
        ["show", "a.txt", "--script"],
        ["detect"],
        ["convert"],
        ["convert", "--to", "klingon"],
        ["convert", "--to", "taiwan", "--from", "klingon"],
        ["search"],
        ["list", "--language"],
        ["entities", "--jso"],
        ["--script", "klingon"],
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_wrong(run: Callable[..., Answer], words: list[str]) -> None:
    answer = run(*words)
    assert answer.status == 2
    assert answer.out == ""
    assert "usage: reader" in answer.err
    assert "error:" in answer.err


def test_an_unknown_script_is_answered_with_those_there_are(run: Callable[..., Answer], article: Path) -> None:
    answer = run("show", article, "--script", "klingon")
    assert "no script is called 'klingon'" in answer.err
    assert all(word in answer.err for word in (*Script, *WORDS))


@pytest.mark.parametrize("words", [["list", "--language", "fr"], ["--language=fr", "list"], ["--language", "fr"]])
def test_an_unknown_language_is_answered_with_those_there_are(run: Callable[..., Answer], words: list[str]) -> None:
    assert run(*words) == Answer(2, "", "reader: no language is called 'fr'; there are en, zh-Hans, zh-Hant\n")


@pytest.mark.parametrize("option", [["--language", "zh-Hant"], ["--language=zh-Hant"]], ids=len)
def test_the_language_may_be_chosen_before_the_command_and_anywhere_after(
    run: Callable[..., Answer], folder: Path, option: list[str]
) -> None:
    listed = run("list", folder)
    assert listed.status == 0
    assert run(*option, "list", folder) == run("list", *option, folder) == run("list", folder, *option) == listed


def test_the_option_for_the_language_may_be_a_query(run: Callable[..., Answer], tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "看--language=fr吧\n")
    assert run("search", "--json", "--", "--language=fr", tmp_path).rows[0]["text"] == "--language=fr"


@pytest.mark.parametrize("words", [[], ["articles"], ["lsit", "articles"], ["-"]])
def test_without_a_terminal_the_app_does_not_open(run: Callable[..., Answer], words: list[str]) -> None:
    answer = run(*words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "reader: the app needs a terminal; for text without one see reader --help\n"


def test_nothing_piped_is_ever_a_key_press(
    run: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for words in ([], [folder]):
        assert run(*words, stdin="pq这里q") == Answer(
            2, "", "reader: the app takes its keys from the terminal; to read standard input: reader -\n"
        )


def test_the_app_does_not_open_on_a_standard_input_that_cannot_be_read(
    run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> bytes:
        raise UnreadableDocumentError("closed")

    refuse.cache_clear = lambda: None  # type: ignore[attr-defined]
    monkeypatch.setattr(files_module, "_standard_input", refuse)
    assert run("-", terminal=True) == Answer(3, "", "reader: -: closed\n")


def test_the_app_does_not_open_on_nothing(run: Callable[..., Answer], tmp_path: Path) -> None:
    answer = run(tmp_path / "missing", tmp_path / "gone.txt", terminal=True)
    assert answer.status == 3
    assert answer.err.splitlines() == [
        f"reader: {tmp_path}/missing: no such file or folder",
        f"reader: {tmp_path}/gone.txt: no such file or folder",
    ]


@pytest.mark.parametrize("command", ["list", "mentions", "entities", "index", "search"])
def test_what_cannot_be_read_is_named_and_the_rest_is_done(
    run: Callable[..., Answer], folder: Path, command: str
) -> None:
    (folder / "0.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    query = ["方小舟"] if command == "search" else []
    answer = run(command, *query, folder, folder / "missing.txt")
    assert answer.status == 3
    assert (
        f"reader: {folder}/0.txt: not a text file; if it is text, give --encoding or convert it to UTF-8\n"
        in answer.err
    )
    assert f"reader: {folder}/missing.txt: no such file\n" in answer.err
    assert len(answer.err.splitlines()) == 2
    assert answer.out.strip()


@pytest.mark.parametrize("command", ["list", "mentions", "entities", "index", "search"])
def test_a_folder_that_cannot_be_looked_into_is_named_and_the_rest_is_done(
    run: Callable[..., Answer], folder: Path, closed: Path, command: str
) -> None:
    query = ["方小舟"] if command == "search" else []
    answer = run(command, *query, folder)
    assert (answer.status, answer.err) == (3, f"reader: {closed}: no permission to read it\n")
    assert answer.out.strip()
    assert run(command, *query, closed) == Answer(3, "0 documents indexed\n" * (command == "index"), answer.err)


def test_what_the_index_knows_may_have_become_unreadable(
    run: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", folder)
    look = regular_files._without_waiting

    def refuse(path: str, flags: int) -> int:
        if Path(path) == folder / "1.txt":
            raise PermissionError(13, "Permission denied", path)
        return look(path, flags)

    monkeypatch.setattr(regular_files, "_without_waiting", refuse)
    answer = run("mentions", folder)
    assert (answer.status, answer.err) == (3, f"reader: {folder}/1.txt: no permission to read it\n")
    assert answer.out.strip()


@pytest.mark.parametrize("words", [["show"], ["detect"], ["convert", "--to", "taiwan"]], ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file"),
        ("更多", "not a file"),
        ("picture.txt", "not a text file"),
        ("binary.txt", "not a text file"),
    ],
)
def test_a_document_that_cannot_be_read_is_status_3(
    run: Callable[..., Answer], folder: Path, words: list[str], name: str, reason: str
) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    (folder / "binary.txt").write_bytes(bytes(100))
    answer = run(*words, folder / name)
    assert (answer.status, answer.out) == (3, "")
    assert answer.err.startswith(f"reader: {folder / name}: {reason}")
    assert len(answer.err.splitlines()) == 1


def test_a_wrong_entity_list_is_named_with_its_entry_and_field(run: Callable[..., Answer], folder: Path) -> None:
    write(user_entity_list(), '[[entity]]\nid = "a"\ntype = "person"\nnames = { zh = "方" }\n')
    answer = run("mentions", folder)
    assert answer.status == 3
    assert answer.err == (
        f"reader: {user_entity_list()}: entry 1 (a): names.zh: "
        "unknown script; known are zh-Hans, zh-Hant, zh-TW, zh-HK, en\n"
    )
    assert len(answer.out.splitlines()) == 4


def test_an_empty_folder_holds_nothing(run: Callable[..., Answer], tmp_path: Path) -> None:
    known = ".ass, .docx, .epub, .htm, .html, .markdown, .md, .srt, .ssa, .text, .txt, .vtt, .xht, .xhtml, .zip"
    for words in (["list"], ["mentions"], ["entities"], ["search", "一"], ["index"]):
        answer = run(*words, tmp_path)
        assert answer.status == 1
        assert answer.err == f"reader: {tmp_path}: no documents in it ({known})\n"


def test_without_paths_the_library_last_opened_answers(run: Callable[..., Answer], folder: Path) -> None:
    assert len(run("list", "--json").rows) >= 6
    state = State(state_file())
    remember_sources(state, [str(folder)])
    state.close()
    assert [row["title"] for row in run("list", "--json").rows] == ["木屋记", "木屋的信", "木屋之外"]


def test_messages_are_in_the_language_asked_for(run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    if not (language.CATALOGS / "zh_Hans" / "LC_MESSAGES" / "messages.mo").is_file():
        pytest.skip("the catalogs are not compiled: they are when the package is built")
    english = run("show", "missing.txt").err
    simplified = run("show", "missing.txt", "--language", "zh-Hans").err
    traditional = run("show", "missing.txt", "--language=zh-Hant").err
    assert len({english, simplified, traditional}) == 3
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert run("show", "missing.txt").err == traditional


def test_what_the_parser_says_is_in_the_language_asked_for_too(run: Callable[..., Answer]) -> None:
    if not (language.CATALOGS / "zh_Hans" / "LC_MESSAGES" / "messages.mo").is_file():
        pytest.skip("the catalogs are not compiled: they are when the package is built")
    told = run("list", "--nothing", "--language", "zh-Hans").err
    assert told.endswith("reader list：无法识别的参数：--nothing\n")
    help_of_show = run("show", "--help", "--language", "zh-Hant").out
    english = [word for word in ("usage", "positional", "options", "show this") if word in help_of_show]
    assert (help_of_show[:3], english) == ("用法：", [])
    assert run("list", "--nothing").err.endswith("reader list: error: unrecognized arguments: --nothing\n")


# list


def test_list_tells_what_there_is(run: Callable[..., Answer], folder: Path) -> None:
    rows = run("list", folder, "--json").rows
    assert [row["document"] for row in rows] == [str(folder / name) for name in DOCUMENTS]
    assert [row["title"] for row in rows] == ["木屋记", "木屋的信", "木屋之外"]
    assert [row["script"] for row in rows] == ["zh-Hans", "zh-TW", "zh-Hans"]
    assert [row["characters"] for row in rows] == [len(text) for text in DOCUMENTS.values()]
    assert [row["paragraphs"] for row in rows] == [2, 2, 2]


def test_list_tells_when_a_file_was_changed(run: Callable[..., Answer], article: Path) -> None:
    moment = datetime(2024, 12, 21, 8, 30, tzinfo=UTC)
    os.utime(article, (moment.timestamp(),) * 2)
    (row,) = run("list", article, "--json").rows
    assert datetime.fromisoformat(row["modified"]) == moment


def test_a_document_is_named_as_given(
    run: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert [row["document"] for row in run("list", "1.txt", "更多", "--json").rows] == ["1.txt", "更多/3.md"]


def test_a_title_cannot_command_the_terminal(run: Callable[..., Answer], tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "木屋\x1b]0;x\x07记\n\n一\n")
    assert "\x1b" not in run("list", tmp_path).out


def test_standard_input_is_a_document_too(run: Callable[..., Answer]) -> None:
    (row,) = run("list", "-", "--json", stdin="木屋记\n\n这里没有人。\n").rows
    assert (row["document"], row["title"], row["script"], row["modified"]) == ("-", "木屋记", "zh-Hans", None)


# show and convert


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_written_a_document_is_shown_as_it_stands(run: Callable[..., Answer], folder: Path, name: str) -> None:
    assert run("show", folder / name) == Answer(0, DOCUMENTS[name], "")
    assert run("show", folder / name, "--script", "original").out == DOCUMENTS[name]


def test_line_ends_are_shown_as_they_stand(run: Callable[..., Answer], tmp_path: Path) -> None:
    text = "一\r\n这里\r\r\n發現\u2028\x0b说\n\n　\n尾"
    path = write(tmp_path / "1.txt", text)
    assert run("show", path).out == text
    assert run("show", path, "--script", "taiwan").out == "一\r\n這裡\r\r\n發現\u2028\x0b說\n\n　\n尾"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"], ids=ascii)
def test_on_a_terminal_lines_are_lines_and_controls_are_shown(
    run: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    path = write(tmp_path / "1.txt", f"一\x1b[31m{end}{end}这里\t\u202e{end}")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("show", path).out == "一␛[31m\n\n这里 \ufffd\n"
    assert run("show", path, "--script", "taiwan").out == "一␛[31m\n\n這裡 \ufffd\n"


@pytest.mark.parametrize(
    ("word", "script"),
    [("simplified", "zh-Hans"), ("traditional", "zh-Hant"), ("taiwan", "zh-TW"), ("hongkong", "zh-HK")],
)
def test_a_script_has_a_tag_and_a_word(run: Callable[..., Answer], seeds: Path, word: str, script: str) -> None:
    path = seeds / "hans-who-is-who.txt"
    shown = run("show", path, "--script", word)
    assert shown == run("show", path, "--script", script)
    assert len(shown.out) == len(path.read_bytes().decode())


def test_show_keeps_names(run: Callable[..., Answer], seeds: Path) -> None:
    shown = run("show", seeds / "hans-who-is-who.txt", "--script", "traditional").out
    for name in ("余光中", "郁達夫", "范仲淹", "于謙", "陳信翰"):
        assert name in shown
    for damaged in ("餘光中", "鬱達夫", "範仲淹", "於謙"):
        assert damaged not in shown


def test_the_words_of_a_region_are_used_only_when_asked_for(run: Callable[..., Answer], tmp_path: Path) -> None:
    path = write(tmp_path / "1.txt", "软件和打印机\n")
    assert run("show", path, "--script", "taiwan").out == "軟件和打印機\n"
    assert run("show", path, "--script", "taiwan", "--wording").out == "軟體和印表機\n"


def test_show_reads_standard_input(run: Callable[..., Answer]) -> None:
    assert run("show", "-", "--script", "simplified", stdin="為了這個問題\n").out == "为了这个问题\n"


def test_convert_reads_standard_input_and_keeps_names(run: Callable[..., Answer]) -> None:
    answer = run("convert", "--to", "zh-TW", "--from", "zh-Hans", stdin="余华说软件在里面。\n")
    assert answer == Answer(0, "余華說軟件在裡面。\n", "")
    assert run("convert", "--to", "zh-TW", "--from", "zh-Hans", "--wording", stdin="软件\n").out == "軟體\n"


def test_convert_detects_the_script(run: Callable[..., Answer]) -> None:
    assert run("convert", "--to", "simplified", stdin="她説衞生，佢哋喺度\n").out == "她说卫生，佢哋喺度\n"
    assert run("convert", "--to", "traditional", stdin="范仲淹说，模范。\n").out == "范仲淹說，模範。\n"


def test_convert_takes_the_whole_text_for_the_script_it_is_told(run: Callable[..., Answer]) -> None:
    text = "这里。\n皇后在後面干杯\n"
    assert run("convert", "--to", "traditional", stdin=text).out == "這裏。\n皇后在後面干杯\n"
    assert run("convert", "--to", "traditional", "--from", "simplified", stdin=text).out == "這裏。\n皇后在後面乾杯\n"


def test_convert_takes_a_file(run: Callable[..., Answer], article: Path) -> None:
    assert run("convert", "--to", "taiwan", article).out == "木屋記\n\n方小舟說：“陳晚來了。”\n"


@pytest.mark.parametrize("to", ["original", "simplified"])
def test_convert_leaves_what_is_right_already(run: Callable[..., Answer], article: Path, to: str) -> None:
    assert run("convert", "--to", to, article).out == DOCUMENTS["1.txt"]


def test_convert_of_nothing_is_nothing(run: Callable[..., Answer]) -> None:
    assert run("convert", "--to", "taiwan", stdin="") == Answer(0, "", "")


@pytest.mark.parametrize("text", ["\ufeff这里\n", "\r\n", "A😀\n", "这\0里" * 3 + "A" * 300])
def test_convert_gives_back_whatever_is_no_chinese(run: Callable[..., Answer], text: str) -> None:
    converted = run("convert", "--to", "traditional", "--from", "simplified", stdin=text).out
    assert converted == text.removeprefix("\ufeff").replace("这", "這").replace("里", "裏").replace("\0", "\ufffd")


def test_input_that_is_no_text_is_status_3(run: Callable[..., Answer]) -> None:
    answer = run("convert", "--to", "taiwan", stdin=b"\x89PNG\r\n\x1a\n\xff")
    assert (answer.status, answer.out) == (3, "")
    assert answer.err.startswith("reader: -: not a text file")


# detect


def test_detect_counts_the_paragraphs_of_each_script(run: Callable[..., Answer], tmp_path: Path) -> None:
    one = write(tmp_path / "1.txt", "这里发现了问题。\n这里没有人说话。\n\n為了這個問題看著我。\n")
    two = write(tmp_path / "2.txt", "OpenAI\n")
    rows = run("detect", one, two, "-", "--json", stdin="她説衞生，佢哋喺度\n").rows
    assert [row["document"] for row in rows] == [str(one), str(two), "-"]
    assert [row["script"] for row in rows] == ["mixed", "none", "zh-HK"]
    assert [row["paragraphs"] for row in rows] == [{"zh-Hans": 2, "zh-TW": 1}, {"none": 1}, {"zh-HK": 1}]


def test_the_scripts_of_the_seeds_are_told(run: Callable[..., Answer], seeds: Path) -> None:
    rows = run(*of_seeds("detect", seeds)).rows
    found = {Path(row["document"]).name.partition("-")[0]: row["script"] for row in rows}
    assert found == {"tw": "zh-TW", "hant": "zh-Hant", "hk": "zh-HK", "hans": "zh-Hans", "interview": "zh-TW"}
    assert {script for row in rows for script in (row["script"], *row["paragraphs"])} <= SCRIPTS


def test_a_time_of_change_beyond_the_calendar_is_no_trouble(run: Callable[..., Answer], article: Path) -> None:
    try:
        os.utime(article, (10**12, 10**12))
    except OSError as error:
        pytest.skip(f"this file system keeps no such times: {error}")
    (row,) = run("list", article, "--json").rows
    assert row["modified"] is None or datetime.fromisoformat(row["modified"])


# mentions, entities, search


def test_mentions_stand_where_they_are_said_to_stand(run: Callable[..., Answer], seeds: Path) -> None:
    last: dict[str, int] = {}
    texts = {str(path): path.read_bytes().decode() for path in seeds.glob("*.txt")}
    for row in run("mentions", seeds, "--json").rows:
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
        assert last.get(row["document"], 0) <= row["start"] < row["end"]
        last[row["document"]] = row["end"]


@pytest.mark.parametrize("name", ["陈信翰", "陳信翰", "Mark Chen", "mark chen", "马克·陈", "馬克・陳", "mark-chen"])
def test_an_entity_is_asked_for_by_any_of_its_names(run: Callable[..., Answer], seeds: Path, name: str) -> None:
    rows = run("mentions", seeds, "--entity", name, "--json").rows
    assert {row["entity"] for row in rows} == {"mark-chen"}
    assert {row["name"] for row in rows} == {"陈信翰"}
    assert {"陈信翰", "陳信翰", "馬克·陳", "马克·陈", "Mark Chen"} <= {row["text"] for row in rows}


def test_mentions_of_a_type(run: Callable[..., Answer], seeds: Path) -> None:
    everything = run("mentions", seeds, "--json").rows
    persons = run("mentions", seeds, "--type", "person", "--json").rows
    assert persons == [row for row in everything if row["type"] == "person"]
    assert 0 < len(persons) < len(everything)


def test_nobody_of_that_name_is_status_1_and_said(run: Callable[..., Answer], seeds: Path) -> None:
    for words in (["mentions", seeds, "--entity", "查无此人"], ["mentions", seeds, "--entity", "查无此人", "--json"]):
        assert run(*words) == Answer(1, "", "reader: nobody and nothing is known as '查无此人'\n")


@pytest.mark.parametrize("command", ["mentions", "entities"])
def test_nothing_of_that_type_is_status_1_and_said_with_the_types_there_are(
    run: Callable[..., Answer], seeds: Path, command: str
) -> None:
    for words in ([command, seeds, "--type", "persn"], [command, seeds, "--type", "persn", "--json"]):
        answer = run(*words)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith("reader: no entity has the type 'persn'; there are ")
        assert "person" in answer.err
        assert len(answer.err.splitlines()) == 1


def test_nobody_mentioned_is_status_1(run: Callable[..., Answer], folder: Path) -> None:
    assert run("mentions", folder, "--entity", "余光中") == Answer(1, "", "")


@pytest.mark.parametrize(
    "words", [["list"], ["detect"], ["mentions", "--known-only"], ["search", "方小舟"]], ids=lambda words: words[0]
)
def test_the_first_rows_are_printed_before_the_last_document_is_read(
    run: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    look = files_module._opened

    def interrupt(name: str, most: int = -1) -> BufferedIOBase:
        if name == str(folder / "2.txt"):
            raise KeyboardInterrupt
        return look(name, most)

    monkeypatch.setattr(files_module, "_opened", interrupt)
    answer = run(*words, folder / "1.txt", folder / "2.txt")
    assert answer.status == 130
    assert str(folder / "1.txt") in answer.out


def test_entities_are_counted_the_most_mentioned_first(run: Callable[..., Answer], seeds: Path) -> None:
    mentions = run("mentions", seeds, "--json").rows
    rows = run("entities", seeds, "--json").rows
    assert [row["mentions"] for row in rows] == sorted((row["mentions"] for row in rows), reverse=True)
    for row in rows:
        of_this = [mention for mention in mentions if mention["entity"] == row["entity"]]
        assert row["mentions"] == len(of_this) > 0
        assert row["documents"] == len({mention["document"] for mention in of_this})
        assert len(set(row["names"])) == len(row["names"])
        assert row["name"] in row["names"]
    assert len(rows) == len({mention["entity"] for mention in mentions})


def test_entities_of_a_type(run: Callable[..., Answer], seeds: Path) -> None:
    rows = run("entities", seeds, "--type", "benchmark", "--json").rows
    assert {row["type"] for row in rows} == {"benchmark"}
    assert "arc-agi" in {row["entity"] for row in rows}
    assert run("entities", seeds, "--type", "planet").status == 1


def test_a_search_finds_both_scripts(run: Callable[..., Answer], seeds: Path) -> None:
    one, other = run("search", "陈信翰", seeds, "--json"), run("search", "陳信翰", seeds, "--json")
    assert one == other
    assert {row["text"] for row in one.rows} == {"陈信翰", "陳信翰"}
    texts = {str(path): path.read_bytes().decode() for path in seeds.glob("*.txt")}
    for row in one.rows:
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["context"]
        assert "\n" not in row["context"]


@pytest.mark.parametrize("query", ["查無此句查無此句", "", " "])
def test_a_search_without_a_hit_is_status_1(run: Callable[..., Answer], seeds: Path, query: str) -> None:
    assert run("search", query, seeds) == Answer(1, "", "")


def test_a_query_may_begin_with_a_hyphen(run: Callable[..., Answer], tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "看--help吧\n")
    assert run("search", "--json", "--", "--help", tmp_path).rows[0]["text"] == "--help"


@pytest.mark.parametrize("option", ["--regex", "--json", "--language=en"])
def test_an_option_may_stand_between_the_query_and_the_paths(
    run: Callable[..., Answer], tmp_path: Path, option: str
) -> None:
    write(tmp_path / "1.txt", "他說話\n")
    assert run("search", "他說", option, tmp_path).status == 0


def test_a_query_and_an_option_in_any_order_mean_the_same(run: Callable[..., Answer], tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "他說話\n")
    one = run("search", "--json", "--", "他說", tmp_path)
    assert one == run("search", "他說", "--json", tmp_path) == run("search", "他說", tmp_path, "--json")


def test_json_is_safe_to_print_whatever_a_document_holds(run: Callable[..., Answer], tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "他\x9b31m說\u202e話\u2028\n")
    answer = run("search", "--json", "--regex", "他.*話", tmp_path)
    assert harmless(answer.out.rstrip("\n")) == answer.out.rstrip("\n")
    assert answer.rows[0]["text"] == "他\x9b31m說\u202e話"


# index and the log


def test_index_tells_how_many_documents_were_read(run: Callable[..., Answer], folder: Path) -> None:
    assert run("index", folder) == Answer(0, "3 documents indexed\n", "")
    assert run("index", folder / "1.txt") == Answer(0, "1 document indexed\n", "")


def test_an_index_makes_no_difference_to_the_answers(run: Callable[..., Answer], seeds: Path) -> None:
    before = {command: run(*of_seeds(command, seeds)) for command in FIELDS}
    run("index", seeds)
    assert {command: run(*of_seeds(command, seeds)) for command in FIELDS} == before


def test_the_log_is_printed(run: Callable[..., Answer]) -> None:
    assert run("--log") == Answer(1, "", "reader: the log is empty\n")
    write(log_file(), "what went wrong\n")
    assert run("--log") == Answer(0, "what went wrong\n", "")


def test_the_log_does_nothing_to_the_terminal(run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "LONGEST_LOGGED", 10)
    write(log_file(), "a\x1b]0;x\x07b\rc\u202e\n一二三四五六七八九十\nlast")
    assert run("--log") == Answer(0, "a␛]0;x␇b␍c\ufffd\n一二三四五六七八九十\nlast", "")


def test_a_name_makes_no_line_of_the_log() -> None:
    log = logging.Logger("own")
    log.addHandler(handler := logging.StreamHandler(written := io.StringIO()))
    handler.setFormatter(HarmlessFormatter("now %(levelname)s %(message)s"))
    name = "a\x1b]0;x\x07\nnow ERROR b\ud800"
    try:
        raise ValueError(name)
    except ValueError:
        log.exception("%s: broke", name, stack_info=True)
    first, *others = written.getvalue().splitlines()
    assert first == "now ERROR a␛]0;x␇␊now ERROR b\ufffd: broke"
    assert "ValueError: a␛]0;x␇" in "\n".join(others)
    assert all(line.startswith("    ") and line == harmless(line) for line in others)


# As a program

READER = [sys.executable, "-m", "reader"]


def as_program(
    *words: object, stdin: bytes = b"", environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*READER, *map(str, words)],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_text_that_is_not_long_is_converted_as_it_is_shown(run: Callable[..., Answer], seeds: Path) -> None:
    for path, script in zip(sorted(seeds.glob("*.txt")), cycle(("zh-Hans", "zh-HK", "zh-TW")), strict=False):
        shown = run("show", path, "--script", script, "--wording").out
        assert run("convert", "--to", script, "--wording", path).out == shown
        done = as_program("convert", "--to", script, "--wording", stdin=path.read_bytes())
        assert done.stdout.decode() == shown


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.GB18030"])
def test_whatever_the_locale_text_is_utf_8(seeds: Path, locale: str) -> None:
    path = seeds / "hk-alignment-team.txt"
    done = as_program("show", path, environment={"LC_ALL": locale, "PYTHONIOENCODING": "", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stdout, done.stderr) == (0, path.read_bytes(), b"")


def test_a_file_name_may_be_any_bytes(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    try:
        with open(path, "wb") as file:  # noqa: PTH123 (a path of bytes)
            file.write("这里没有人。\n".encode())
    except OSError as error:
        pytest.skip(f"this file system takes only text for names: {error}")
    listed = as_program("list", tmp_path, "--json")
    assert listed.returncode == 0
    assert path in listed.stdout
    shown = as_program("show", os.fsdecode(path), "--script", "traditional")
    assert (shown.returncode, shown.stdout.decode()) == (0, "這裏沒有人。\n")


def test_whoever_reads_the_output_may_stop(seeds: Path) -> None:
    words = [*READER, "mentions", str(seeds), "--json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(60) == 0


def test_a_home_that_cannot_be_written_is_done_without(tmp_path: Path, seeds: Path) -> None:
    nowhere = str(write(tmp_path / "file", "no folder") / "home")
    places = {f"XDG_{kind}_HOME": nowhere for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    done = as_program("entities", seeds, "--json", environment={"HOME": nowhere, **places})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"mark-chen" in done.stdout


def test_the_status_of_the_program_is_that_of_the_command(tmp_path: Path) -> None:
    assert as_program("show", tmp_path / "missing.txt").returncode == 3
    assert as_program("search", "一", tmp_path).returncode == 1
    assert as_program("show").returncode == 2
    assert as_program(tmp_path).returncode == 2


def test_a_pipe_goes_in_and_out() -> None:
    done = as_program("convert", "--to", "taiwan", stdin="余华说软件在里面。\r\n".encode())
    assert (done.returncode, done.stdout.decode()) == (0, "余華說軟件在裡面。\r\n")


@pytest.mark.parametrize(
    ("redirection", "words", "status", "said"),
    [
        (">/dev/full", ["list"], 3, "reader: the disk is full; make room on it\n"),
        (">/dev/full", ["convert", "--to", "taiwan"], 3, "reader: the disk is full; make room on it\n"),
        ("2>/dev/full", ["show", "missing.txt"], 3, ""),
        (">&-", ["list"], 0, ""),
        (">&-", ["show", "-"], 0, ""),
        (">&-", [], 2, "reader: the app needs a terminal; for text without one see reader --help\n"),
        ("2>&-", ["show", "missing.txt"], 3, ""),
        ("<&-", ["show", "-"], 3, "reader: -: standard input is closed\n"),
        ("<&-", ["list", "-"], 3, "reader: -: standard input is closed\n"),
        ("<&- >&- 2>&-", ["show", "-"], 3, ""),
        ("0>/dev/null", ["show", "-"], 3, "reader: -: Bad file descriptor\n"),
    ],
)
def test_streams_that_are_full_or_closed_are_no_traceback(
    redirection: str, words: list[str], status: int, said: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    shell = ["sh", "-c", f'exec "$@" {redirection}', "sh", *READER, *words]
    done = subprocess.run(shell, input="这里。\n".encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (status, said)


# Settings and keys


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of settings, in a folder that is there; the keys that are put in force go with the test."""
    monkeypatch.setattr(keys, "_in_force", {})
    settings_file().parent.mkdir(parents=True)
    return settings_file()


SETTINGS = """\
measure = 60
theme = "papre"
zzz = 1

[keys]
"mention.next" = "i,ctrl+n"
people = "g"
"""
COMPLAINTS = """\
reader: {file}: theme: it may be: "reader-dark", "reader-light", "paper", "sepia", "high-contrast", "terminal"
reader: {file}: zzz: there is no such setting; reader config lists all
reader: {file}: keys.people: g does this now and no longer document.start
reader: {file}: keys.people: g does this now and no longer list.first
"""


def complaints(settings: Path) -> set[str]:
    return set(COMPLAINTS.format(file=settings).splitlines())


def test_config_prints_the_file_and_each_setting_with_what_it_may_be(run: Callable[..., Answer]) -> None:
    answer = run("config")
    lines = answer.out.splitlines()
    assert (answer.status, answer.err) == (0, "")
    assert lines[0] == f"# {settings_file()} (no such file yet)"
    assert "measure\t80\tdefault\t20 to 200\tcells of a line of text at most" in lines
    assert 'columns\t1\tdefault\t1, 2, "auto"\tcolumns of text side by side' in lines
    assert "hanging\tfalse\tdefault\tfalse, true\tpause and stop marks in the margin" in lines
    assert {line.count("\t") for line in lines[1:]} == {4}


def test_config_tells_what_comes_from_the_file_and_what_is_wrong_in_it(
    run: Callable[..., Answer], settings: Path
) -> None:
    settings.write_text(SETTINGS, encoding="utf-8")
    answer = run("config")
    assert answer.status == 0
    assert set(answer.err.splitlines()) == complaints(settings)
    assert answer.out.splitlines()[0] == f"# {settings}"
    assert "\nmeasure\t60\tfile\t" in answer.out
    assert '\ntheme\t"reader-dark"\tdefault\t' in answer.out


def test_config_as_json_has_one_object_for_each_setting(run: Callable[..., Answer], settings: Path) -> None:
    settings.write_text("measure = 60\n", encoding="utf-8")
    rows = {row["setting"]: row for row in run("config", "--json").rows}
    assert rows["measure"] == {
        "setting": "measure",
        "value": 60,
        "default": 80,
        "source": "file",
        "allowed": {"least": 20, "most": 200},
        "meaning": "cells of a line of text at most",
        "file": str(settings),
    }
    assert (rows["columns"]["allowed"], rows["hanging"]["allowed"]) == ([1, 2, "auto"], [False, True])
    assert rows["headings"]["allowed"] == {"regex": True}
    assert {frozenset(row) for row in rows.values()} == {frozenset(rows["measure"])}
    assert {name for name, row in rows.items() if row["source"] == "file"} == {"measure"}


def test_config_of_a_file_that_is_no_toml_prints_the_defaults(run: Callable[..., Answer], settings: Path) -> None:
    settings.write_text("measure = 60\ntheme = \n", encoding="utf-8")
    answer = run("config")
    reason = "line 2 is not TOML; mend it, else nothing in it holds (Invalid value)"
    assert (answer.status, answer.err) == (0, f"reader: {settings}: {reason}\n")
    assert "\nmeasure\t80\tdefault\t" in answer.out


def test_keys_prints_every_command_with_its_id_and_its_keys(run: Callable[..., Answer], settings: Path) -> None:
    answer = run("keys")
    lines = answer.out.splitlines()
    assert (answer.status, answer.err) == (0, "")
    assert len(lines) == len(keys.COMMANDS)
    assert "page\tpage.down\tSpace PgDn\tone page down\tdefault" in lines
    assert {line.count("\t") for line in lines} == {4}


def test_keys_prints_what_holds_with_the_settings(run: Callable[..., Answer], settings: Path) -> None:
    settings.write_text(SETTINGS, encoding="utf-8")
    answer = run("keys")
    assert answer.status == 0
    assert set(answer.err.splitlines()) == complaints(settings)
    changed = [line for line in answer.out.splitlines() if not line.endswith("\tdefault")]
    assert changed == [
        "anywhere\tpeople\tg\tpeople of this document and of the library\tfile",
        "list\tlist.first\tHome\tthe first row\tfile",
        "page\tmention.next\ti Ctrl+N\tnext mention or hit, through all documents\tfile",
        "page\tdocument.start\tHome\tto the start of the document\tfile",
    ]


def test_keys_as_json_has_one_object_for_each_command(run: Callable[..., Answer], settings: Path) -> None:
    settings.write_text('[keys]\nmention.next = "i,ctrl+n"\n', encoding="utf-8")
    rows = {row["id"]: row for row in run("keys", "--json").rows}
    assert rows.keys() == keys.COMMANDS.keys()
    assert rows["mention.next"] == {
        "where": "page",
        "id": "mention.next",
        "keys": ["i", "ctrl+n"],
        "shown": "i Ctrl+N",
        "does": "next mention or hit, through all documents",
        "default": ["n"],
        "source": "file",
    }
    assert {frozenset(row) for row in rows.values()} == {frozenset(rows["mention.next"])}


def test_places_that_may_mean_several_are_told_of_beside_the_mentions(run: Callable[..., Answer], folder: Path) -> None:
    two = "".join(
        f'[[entity]]\nid = "{own}"\ntype = "person"\nnames = {{ zh-Hans = "王岚" }}\n' for own in ("w1", "w2")
    )
    (folder / "entities.toml").write_text(two, encoding="utf-8")
    (folder / "1.txt").write_text("王岚来了。方小舟走了。\n", encoding="utf-8")
    answer = run("mentions", folder, "--known-only")
    assert "王岚" not in answer.out
    assert "1 place more may mean one of several" in answer.err


def test_a_document_in_an_archive_is_one_with_the_archive_s_date(run: Callable[..., Answer], tmp_path: Path) -> None:
    with ZipFile(tmp_path / "集.zip", "w") as archive:
        archive.writestr("内/信.txt", "第一封信\n\n方小舟走了。\n")
        archive.writestr("页.html", "<h1>第二封信</h1><p>方小舟没有走。</p>")
    rows = run("list", tmp_path, "--json").rows
    assert [row["document"] for row in rows] == [f"{tmp_path}/集.zip/内/信.txt", f"{tmp_path}/集.zip/页.html"]
    assert [row["title"] for row in rows] == ["第一封信", "第二封信"]
    assert all(row["modified"] for row in rows)
    shown = run("show", f"{tmp_path}/集.zip/页.html", "--script", "traditional")
    assert shown.out == "第二封信\n\n方小舟沒有走。\n"
    detected = run("detect", f"{tmp_path}/集.zip/页.html", "--json").rows
    assert [(row["script"], row["encoding"]) for row in detected] == [("zh-Hans", "UTF-8")]
    assert run("convert", "--to", "traditional", f"{tmp_path}/集.zip/页.html").out == shown.out
