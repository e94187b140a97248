"""The decision log: whenever the app is stopped, the file is the old or the new one, and the log tells which."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reader.app.amending import said
from reader.entities.lists import load_lists
from reader.library.corrections import Corrections, NotChangedError, Written
from reader.library.decision_log import DecisionLog, Logged, replay
from reader.library.splices import known_by
from tests.entities.making import person

MINE = "# by hand\n\n" + person("he", "何川", 'aliases = ["老何"]')
NAMES = [Written("林晚"), Written("林婉", "zh-Hant")]


def corrections_in(folder: Path) -> Corrections:
    return Corrections(folder / "entities.toml", folder / "decisions.jsonl")


def content(folder: Path) -> bytes | None:
    file = folder / "entities.toml"
    return file.read_bytes() if file.exists() else None


def log_of(folder: Path) -> DecisionLog:
    log = DecisionLog(folder / "decisions.jsonl")
    log.look()
    return log


def ask(folder: Path) -> None:
    """Hold the log against the file as they are."""
    log = log_of(folder)
    assert log.replayed() == content(folder)
    assert log.is_finished


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "entities.toml").write_text(MINE, encoding="utf-8")
    return tmp_path


def test_a_line_that_was_broken_off_is_cut_off(folder: Path) -> None:
    corrections_in(folder).new_entity("person", NAMES)
    log, left = folder / "decisions.jsonl", content(folder)
    whole = log.read_bytes()
    for rest in (b"{", b'{"n": 3, "op": "merge"', b"\xe6", '{"text": "方'.encode()):
        log.write_bytes(whole + rest)
        assert not corrections_in(folder).look()
        assert (log.read_bytes(), content(folder)) == (whole, left)
    assert corrections_in(folder).undo() is not None
    assert content(folder) == MINE.encode()


def test_what_another_program_is_writing_is_not_cut_off_by_one_that_only_reads(folder: Path) -> None:
    corrections = corrections_in(folder)
    corrections.new_entity("person", NAMES)
    log = folder / "decisions.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"n": 3')
    assert corrections.next_undo() is not None
    assert corrections_in(folder).next_undo() is not None
    assert log.read_bytes() == whole + b'{"n": 3'


def test_an_entry_that_was_not_done_is_done_at_the_next_start(folder: Path) -> None:
    """Without the line that says it was done, and with the file as it was before."""
    corrections = corrections_in(folder)
    corrections.new_entity("person", NAMES)
    log, left = folder / "decisions.jsonl", content(folder)
    unfinished = log.read_bytes()[: log.read_bytes().rindex(b'{"done"')]
    for before, after in ((MINE.encode(), left), (left, left), (b"# outside\n", b"# outside\n")):
        assert before is not None
        log.write_bytes(unfinished)
        (folder / "entities.toml").write_bytes(before)
        started = corrections_in(folder)
        assert started.look() is (before != after)
        assert content(folder) == after
        assert log_of(folder).is_finished
        started.new_entity("person", [Written("周渡")])
        ask(folder)


def test_an_old_copy_that_somebody_puts_back_stays(folder: Path) -> None:
    corrections_in(folder).new_entity("person", NAMES)
    (folder / "entities.toml").write_text(MINE, encoding="utf-8")
    corrections = corrections_in(folder)
    assert not corrections.look()
    assert content(folder) == MINE.encode()
    corrections.new_entity("person", [Written("周渡")])
    assert [entity.name for entity in load_lists([folder / "entities.toml"]).entities] == ["何川", "周渡"]
    ask(folder)


@pytest.mark.parametrize("damage", [b"\0\n", b"not json\n", b"[]\n", b"{}\n", b'{"n": 1}\n', b"[" * 100_000 + b"\n"])
def test_a_log_that_somebody_has_written_into_holds_from_there_on(folder: Path, damage: bytes) -> None:
    corrections = corrections_in(folder)
    corrections.new_entity("person", NAMES)
    with (folder / "decisions.jsonl").open("ab") as file:
        file.write(damage)
    left = content(folder)
    assert corrections.undo() is None
    corrections.new_entity("person", [Written("周渡")])
    ask(folder)
    assert corrections_in(folder).undo() is not None
    assert content(folder) == left
    assert corrections_in(folder).undo() is None


def test_a_log_that_is_gone_begins_anew(folder: Path) -> None:
    corrections = corrections_in(folder)
    corrections.new_entity("person", NAMES)
    (folder / "decisions.jsonl").unlink()
    assert corrections.undo() is None
    corrections.new_entity("person", [Written("周渡")])
    ask(folder)


def test_entries_that_do_not_follow_on_each_other_are_not_replayed(folder: Path) -> None:
    corrections = corrections_in(folder)
    for name in NAMES:
        corrections.new_entity("person", [name])
    lines = (folder / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [Logged.read(json.loads(line)) for line in lines if "done" not in line[:8]]
    assert replay(entries) == content(folder)
    for wrong in (entries[1:], [entries[0], entries[2]], [*entries, entries[1]]):
        with pytest.raises(ValueError, match="follow on each other"):
            replay(wrong)


def test_what_changes_outside_is_told_by_what_changed(folder: Path) -> None:
    corrections = corrections_in(folder)
    corrections.new_entity("person", NAMES)
    with (folder / "entities.toml").open("a", encoding="utf-8") as file:
        file.write("# outside\n")
    for again in (corrections, corrections_in(folder)):
        again.new_entity("person", [Written("周渡")])
    outside = [entry for entry in log_of(folder)._entries.values() if entry.op == "outside"]
    assert [entry.splice.new.decode() for entry in outside] == [MINE, "# outside\n"]


# Stopped in the middle


class Stopped(BaseException):
    """The program ends here."""


class Disk:
    """Stops the program, or fails, at one of the calls that change what is on the disk."""

    def __init__(self, patch: pytest.MonkeyPatch, failure: BaseException) -> None:
        self.calls = 0
        self.stops_at = 0
        self._failure = failure
        for step in ("os.fsync", "os.truncate", "pathlib.Path.replace", "pathlib.Path.unlink"):
            patch.setattr(step, self._stopping(step))

    def _stopping(self, step: str) -> Any:
        owner, name = (os, step.removeprefix("os.")) if step.startswith("os.") else (Path, step.rpartition(".")[2])
        plain = getattr(owner, name)

        def call(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.stops_at:
                raise self._failure
            if self.stops_at and self.calls > self.stops_at and isinstance(self._failure, Stopped):
                raise self._failure  # a program that has ended does nothing more
            return plain(*arguments, **named)

        return call


def several(corrections: Corrections, states: list[bytes | None], folder: Path) -> None:
    """Do several things, and note what the file is after each."""
    for number in range(3):
        corrections.new_entity("person", [Written(f"林{number}")])
        states.append(content(folder))
    for _number in range(2):
        corrections.undo()
        states.append(content(folder))
    corrections.redo()
    states.append(content(folder))


@pytest.mark.parametrize("failure", [Stopped(), OSError(28, "No space left on device")], ids=["stopped", "full"])
@pytest.mark.parametrize("mine", [None, MINE])
def test_whichever_call_is_the_last_the_file_is_whole_and_the_log_replays(
    tmp_path: Path, mine: str | None, failure: BaseException
) -> None:
    stops_at = 0
    while True:
        stops_at += 1
        folder = tmp_path / str(stops_at)
        folder.mkdir()
        if mine is not None:
            (folder / "entities.toml").write_text(mine, encoding="utf-8")
        states = [content(folder)]
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, failure)
            disk.stops_at = stops_at
            with suppress(Stopped, NotChangedError):
                several(corrections_in(folder), states, folder)
        if disk.calls < stops_at:
            break
        before = content(folder)
        assert load_lists([folder / "entities.toml"]).problems == ()
        last = log_of(folder).last
        assert before == states[-1] or (last is not None and (last.after or known_by(b"")) == known_by(before or b""))
        corrections = corrections_in(folder)
        corrections.look()
        after = content(folder)
        if isinstance(failure, OSError):
            assert after == before == states[-1]
        assert load_lists([folder / "entities.toml"]).problems == ()
        corrections.new_entity("person", [Written("周渡")])
        ask(folder)
        while corrections.undo() is not None:
            pass
        assert content(folder) == states[0]
    assert stops_at > 30


KILLS = 200


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX does")
def test_a_kill_at_any_moment_leaves_a_whole_file_and_a_log_that_replays(folder: Path) -> None:
    program = [sys.executable, "-m", "tests.library.killed_corrections", str(folder), str(KILLS)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    results = json.loads(done.stdout)
    assert results["done"] > KILLS / 4
    assert content(folder) == MINE.encode()
    ask(folder)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (0, {"tables": [{"kind": "entity", "before": None, "after": 5}]}),
        (0, {"what": {"entity_name": 5}}),
        (0, {"op": "left"}),
        (0, {"of": 1}),
        (1, {"at": -3}),
        (1, {"old": "何"}),
        (1, {"before": [1]}),
        (1, {"n": 1}),
        (1, {"n": float("inf")}),
        (2, {"of": {}}),
        (2, {"of": 3}),
        (2, {"op": "merge"}),
    ],
)
def test_whatever_somebody_writes_into_the_log_corrections_go_on(
    folder: Path, number: int, wrong: dict[str, object]
) -> None:
    corrections = corrections_in(folder)
    corrections.new_entity("person", NAMES)
    corrections.ignore("草莓")
    corrections.undo()
    log = folder / "decisions.jsonl"
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    [line for line in lines if "op" in line and line["op"] != "outside"][number].update(wrong)
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    again = corrections_in(folder)
    again.look()
    told = [said(change) for change in (again.next_undo(), again.next_redo()) if change is not None]
    assert all(isinstance(sentence, str) for sentence in told)
    for step in (again.undo, again.undo, again.redo):
        with suppress(NotChangedError):
            step()
    load_lists([folder / "entities.toml"])
    own = again.new_entity("person", [Written("李四光")])
    assert own in {entity.id for entity in load_lists([folder / "entities.toml"]).entities}
    assert again.undo() is not None
