"""A file is changed as a whole or not at all, and by one program at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import atomic
from reader.library.atomic import alone, change_file, remove_file

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"old " * 1000, b"new " * 2000

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes are POSIX's")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "file"
    file.write_bytes(OLD)
    return file


def test_a_change_is_given_what_there_is(file: Path) -> None:
    given = []

    def change(before: bytes | None) -> bytes:
        given.append(before)
        return NEW

    change_file(file, change)
    change_file(file.with_name("other"), change)
    assert given == [OLD, None]
    assert file.read_bytes() == file.with_name("other").read_bytes() == NEW


def test_a_file_in_no_folder_gets_one(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "file"
    change_file(file, lambda before: before)
    assert list(tmp_path.iterdir()) == []
    change_file(file, lambda _before: NEW)
    assert file.read_bytes() == NEW


def test_what_is_not_changed_is_not_written(file: Path) -> None:
    os.utime(file, (1, 1))
    change_file(file, lambda before: before)
    change_file(file, lambda _before: None)
    assert (file.stat().st_mtime, file.read_bytes()) == (1, OLD)


@posix
def test_a_link_stays_a_link(tmp_path: Path, file: Path) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    link = place / "link"
    link.symlink_to(file)
    change_file(link, lambda _before: NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert [path.name for path in place.iterdir()] == ["link"]


@posix
def test_a_link_to_nothing_leads_to_the_new_file(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "folder" / "file")
    change_file(link, lambda _before: NEW)
    assert (tmp_path / "folder" / "file").read_bytes() == NEW


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    change_file(file, lambda _before: NEW)
    assert file.stat().st_mode & 0o7777 == mode


@posix
def test_a_new_file_has_the_mode_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    change_file(tmp_path / "file", lambda _before: NEW)
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_change_that_fails_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(OSError, match="No space left"):
        change_file(file, lambda _before: NEW)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert [path.name for path in file.parent.iterdir()] == ["file"]


def test_a_change_that_is_refused_changes_nothing(file: Path) -> None:
    def refuse(_before: bytes | None) -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        change_file(file, refuse)
    assert file.read_bytes() == OLD


def test_a_file_is_removed_only_while_it_holds_what_it_should(file: Path) -> None:
    assert not remove_file(file, NEW)
    assert file.read_bytes() == OLD
    assert remove_file(file, OLD)
    assert not file.exists()
    assert not remove_file(file, OLD)
    assert not remove_file(file.parent / "none" / "file", OLD)


STOPPED = """
import os, sys
from pathlib import Path
from reader.library.atomic import change_file
step, file = sys.argv[1], Path(sys.argv[2])
def stop(*arguments, **named):
    os._exit(9)
setattr({"fsync": os, "replace": Path, "chmod": Path}[step], step, stop)
change_file(file, lambda before: b"new " * 2000)
"""


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_program_that_stops_in_the_middle_leaves_the_old_file(file: Path, step: str) -> None:
    done = subprocess.run([sys.executable, "-c", STOPPED, step, str(file)], check=False)
    assert done.returncode == 9
    assert file.read_bytes() == OLD
    change_file(file, lambda _before: NEW)
    assert file.read_bytes() == NEW
    assert [path.name for path in file.parent.iterdir()] == ["file"]


COUNT = """
import sys
from pathlib import Path
from reader.library.atomic import change_file
for _ in range(50):
    change_file(Path(sys.argv[1]), lambda before: str(int(before) + 1).encode())
"""


@posix
def test_programs_that_change_a_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "count"
    file.write_bytes(b"0")
    programs = [subprocess.Popen([sys.executable, "-c", COUNT, str(file)]) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    assert file.read_bytes() == b"150"


@posix
def test_a_program_that_does_not_finish_is_not_waited_for_for_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "PATIENCE", 0.01)
    with alone(file.parent):
        with pytest.raises(OSError, match="another program is changing it"):
            change_file(file, lambda _before: NEW)
        assert file.read_bytes() == OLD
    change_file(file, lambda _before: NEW)
    assert file.read_bytes() == NEW
