"""What an answer of the command line needs is all that it imports: it must be there at once."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
from reader.cli import main
sys.exit(main(sys.argv[1:]))
"""
ANSWERS = {
    "help": ["--help"],
    "help of a command": ["mentions", "--help"],
    "version": ["--version"],
    "list": ["list", "{seeds}", "--json"],
    "show": ["show", "{seeds}/hans-orion.txt", "--script", "taiwan"],
    "mentions": ["mentions", "{seeds}"],
    "convert": ["convert", "--to", "taiwan", "{seeds}/hans-orion.txt"],
    "detect": ["detect", "{seeds}/hans-orion.txt"],
    "entities": ["entities", "{seeds}", "--json"],
    "search": ["search", "陈信翰", "{seeds}"],
    "index": ["index", "{seeds}"],
    "config": ["config"],
    "keys": ["keys", "--json"],
    "wrong usage": ["show"],
    "no terminal": ["{seeds}"],
}
ABOUT_THE_APP = {"reader.app", *(f"reader.app.{name}" for name in ("settings", "keys", "key_names", "remapping"))}
"""What tells of the app's settings and keys; it does without Textual."""


def imported(*words: str) -> set[str]:
    """Return the names of all modules that were imported when the program came to its end."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, timeout=60, check=False, encoding="utf-8"
    )
    assert done.returncode in (0, 2), done.stderr
    modules: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(modules)


@pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
def test_no_answer_loads_the_app(words: list[str], seeds: Path) -> None:
    modules = imported(*(word.format(seeds=seeds) for word in words))
    assert "reader.cli" in modules
    assert not {module for module in modules if module.partition(".")[0] == "textual"}
    of_the_app = {module for module in modules if module.startswith("reader.app")}
    assert of_the_app <= (ABOUT_THE_APP if words[0] in ("config", "keys") else set())


def test_settings_and_keys_of_a_reader_load_no_more(home: Path) -> None:
    file = home / "config" / "reader" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('measure = 60\n[keys]\npeople = "P"\n', encoding="utf-8")
    for command in ("config", "keys"):
        modules = imported(command)
        assert {module for module in modules if module.startswith("reader.app")} <= ABOUT_THE_APP
        assert not {module for module in modules if module.partition(".")[0] in ("textual", "tomlkit")}


@pytest.mark.parametrize("command", ["config", "keys"])
def test_without_a_file_of_settings_nothing_is_loaded_to_read_it(command: str) -> None:
    assert not imported(command) & {"tomllib", "tomlkit", "reader.app.remapping"}


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["list", "--help"]], ids=" ".join)
def test_help_and_version_load_nothing_that_reads_documents(words: list[str]) -> None:
    assert not imported(*words) & {"opencc", "daachorse", "sqlite3", "rich", "platformdirs", "logging"}


def test_what_needs_no_conversion_loads_no_dictionaries(seeds: Path) -> None:
    assert "opencc" not in imported("mentions", str(seeds))
    assert "opencc" not in imported("show", f"{seeds}/hans-orion.txt")


def test_the_app_is_imported_by_nothing_below_it() -> None:
    code = "import reader.page.flow, reader.library.library, reader.library.analysis, reader.library.state, sys"
    program = f"{code}; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_decoding_imports_does_not_import_decoding() -> None:
    code = "import reader.documents.detecting, sys"
    program = f"{code}; sys.exit('reader.documents.decoding' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
