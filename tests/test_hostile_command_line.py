"""The command line on a terminal, on files that mean harm: whatever it prints is text, also on standard error."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.documents.sanitising import harmless
from tests.documents.formats.hostile import SAID
from tests.emulator import NOT_FOR_THE_EYE
from tests.hostile.documents import new_files
from tests.hostile.folder import Folder, make_folder
from tests.hostile.sequences import CANARY, SHORT, TOGETHER
from tests.terminal import READER, Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Sequence

HARM = TOGETHER.encode("utf-8", "replace").decode().replace("\0", "")
ALL_OF_THEM = "import json, sys; from reader.cli import main; [main(words) for words in json.loads(sys.argv[1])]"
"""Runs one command after the other in one process."""
ON_TERMINALS = {"'\\t'"}
"""What the emulator does not know, and every terminal does."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = make_folder(tmp_path_factory.mktemp("hostile") / "folder \x1b[31m\u202e\x9b2J")
    for file in new_files():
        if file.name.startswith(
            ("told-", "markdown-title", "markdown-heading", "text-every", "text-title", "bytes-harm")
        ):
            (folder.path / file.name).write_bytes(file.data)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("home"))


def commands(folder: Folder) -> list[list[str]]:
    path = str(folder.path)
    told = [str(folder.path / name) for name in os.listdir(folder.path) if name.startswith(("told-", "text-"))]
    missing = f"{path}/missing {SHORT}.txt"
    return [
        ["list", path],
        ["list", path, "--json"],
        ["detect", *told, missing],
        ["detect", *told, missing, "--json"],
        ["mentions", path],
        ["mentions", path, "--json", "--entity", "[bold]x[/bold]"],
        ["search", "三个人", path],
        ["search", f"木{CANARY}", path, "--json"],
        ["search", "--regex", "[\x1b]", path],
        ["search", "--regex", f"({HARM}", path],
        ["entities", path],
        ["entities", path, "--json"],
        ["entities", path, "--evidence"],
        ["discover", path],
        ["index", path],
        *(["show", name] for name in told),
        *(["show", name, "--script", "traditional"] for name in told[:3]),
        ["show", missing],
        ["show", path],
        ["convert", "--to", "zh-Hant", *told[:1]],
        ["mentions", path, "--type", SHORT],
        ["mentions", path, "--entity", SHORT],
        ["bookmarks", path],
        *(["entities", "export", path, "--format", kind] for kind in ("csv", "skos-turtle", "spacy")),
        *(["entities", "export", path, "--mentions", "--format", kind] for kind in ("csv", "jsonl", "quickfix")),
        ["entities", "import", *told[:1], "--dry-run"],
        ["config"],
    ]


def test_nothing_that_is_printed_does_anything_to_the_terminal(folder: Folder, home: dict[str, str]) -> None:
    raw = bytearray()
    run = [sys.executable, "-P", "-c", ALL_OF_THEM]
    with Terminal([json.dumps(commands(folder))], home, 100, 30, command=run) as terminal:
        feed = terminal.screen.feed

        def keep(data: bytes) -> None:
            raw.extend(data)
            feed(data)

        terminal.screen.feed = keep  # type: ignore[method-assign]
        assert terminal.wait_for_end() == 0, "\n".join(terminal.screen.lines)
        assert set(terminal.screen.unexpected) <= ON_TERMINALS
        assert terminal.screen.commands == []
    text = raw.decode("utf-8")
    assert text.count(SAID[:6]) > 200
    assert CANARY in text
    assert {one for one in text if one < " " or "\x7f" <= one < "\xa0"} <= {"\r", "\n", "\t"}
    assert not NOT_FOR_THE_EYE.search(text)
    assert "Traceback" not in text


@pytest.mark.parametrize(
    "words",
    [
        ["--language", SHORT],
        ["show", "x.txt", "--encoding", SHORT],
        ["show", "x.txt", "--script", SHORT],
        ["search", "x", "--no-such-option", SHORT],
        ["list", f"--{SHORT}"],
        [SHORT],
    ],
    ids=["language", "encoding", "script", "option", "odd option", "path"],
)
def test_what_was_typed_wrong_is_told_without_doing_it(words: Sequence[str], home: dict[str, str]) -> None:
    with Terminal(words, home, 100, 30) as terminal:
        assert terminal.wait_for_end() in (2, 3)
        assert set(terminal.screen.unexpected) <= ON_TERMINALS
        assert terminal.screen.commands == []


def test_json_on_a_pipe_has_every_name_as_it_is_and_no_control(folder: Folder, home: dict[str, str]) -> None:
    command = [*READER, "list", str(folder.path), "--json"]
    told = subprocess.run(command, env=home, capture_output=True, check=False)
    lines = told.stdout.decode("utf-8", "surrogateescape").splitlines()
    names = [json.loads(line)["document"] for line in lines]
    assert {str(folder.path / name) for name in folder.documents} <= set(names)
    assert not any(re.search("[\0-\x1f\x7f-\x9f]", line) for line in lines)
    problems = told.stderr.decode("utf-8").splitlines()
    assert told.returncode == 3
    for path, reason in folder.refused.items():
        shown = harmless(f"reader: {' '.join(str(folder.path / path).split())}: ")
        assert any(line.startswith(shown) and re.search(reason, line) for line in problems), path
    assert all(harmless(line) == line for line in problems)
    assert Path(folder.path).exists()
