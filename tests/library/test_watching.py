"""What changes in files and folders is noticed while they are read."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, Any

import pytest
import watchfiles

from reader.library import watching
from reader.library.watching import Watching
from tests.library.making import write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

PATIENCE = 30
"""Seconds after which a test gives up."""


class Noticing:
    """Keeps what is noticed."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self._news = Condition()
        self._watching: Watching | None = None

    def notice(self, paths: Collection[str]) -> None:
        with self._news:
            self.paths += paths
            self._news.notify_all()

    def watch(self, *sources: Path) -> None:
        """Watch, and wait until that has begun."""
        self._watching = Watching(map(str, sources), self.notice)
        self._watching.start()
        for source in sources:
            self.wait_for(source)

    def wait_for(self, *paths: Path) -> None:
        """Wait until paths have been noticed, and forget what was noticed until then."""
        with self._news:
            assert self._news.wait_for(lambda: {*map(str, paths)} <= {*self.paths}, PATIENCE), self.paths
            self.paths.clear()

    def stop(self) -> None:
        if self._watching is not None:
            self._watching.stop()


@pytest.fixture
def noticing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Noticing]:
    monkeypatch.setattr(watching, "STANDS_AFTER", 50)
    monkeypatch.setattr(watching, "QUIET", 20)
    monkeypatch.setattr(watching, "AGAIN_AFTER", (0.01, 0.01, 0.01))
    noticing = Noticing()
    yield noticing
    noticing.stop()


def test_what_happens_in_folders_and_in_what_lies_in_them_is_noticed(tmp_path: Path, noticing: Noticing) -> None:
    (tmp_path / "更多").mkdir()
    noticing.watch(tmp_path)
    new = write(tmp_path / "更多" / "1.txt", "一\n")
    noticing.wait_for(new)
    write(tmp_path / "更多" / "2.tmp", "二\n").replace(new)
    noticing.wait_for(new)
    new.unlink()
    noticing.wait_for(new)


def test_of_a_file_that_was_named_its_folder_is_watched_and_nothing_else_in_it_told(
    tmp_path: Path, noticing: Noticing
) -> None:
    one, other = write(tmp_path / "1.txt", "一\n"), write(tmp_path / "2.txt", "二\n")
    noticing.watch(one)
    write(other, "又\n")
    write(tmp_path / "3.tmp", "三\n").replace(one)
    with noticing._news:
        assert noticing._news.wait_for(lambda: noticing.paths, PATIENCE)
        assert {*noticing.paths} == {str(one)}


def test_after_a_name_that_cannot_be_told_everything_is_looked_at_and_watched_again(
    tmp_path: Path, noticing: Noticing
) -> None:
    noticing.watch(tmp_path)
    with suppress(OSError):
        write(Path(f"{tmp_path}/\udcff.txt"), "一\n")
        noticing.wait_for(tmp_path)
    noticing.wait_for(write(tmp_path / "1.txt", "一\n"))


def test_where_nothing_can_be_watched_the_log_says_so(
    tmp_path: Path, noticing: Noticing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def refuse(*folders: str, **_named: Any) -> Iterator[None]:
        tries.append(folders)
        raise OSError(28, "OS file watch limit reached.")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with caplog.at_level(logging.WARNING, logger="reader"):
        watcher = Watching([str(tmp_path)], noticing.notice)
        watcher._watch([str(tmp_path)], None)
    assert len(tries) == 3
    assert f"what changes in {tmp_path} is not noticed" in caplog.text
    assert "limit" in caplog.text
    assert not noticing.paths


def test_what_the_system_tells_by_where_a_link_leads_is_told_as_it_was_named(
    tmp_path: Path, noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, named = tmp_path / "shelf", tmp_path / "named"
    shelf.mkdir()
    named.symlink_to(shelf)

    def tell(*_folders: str, **_named: Any) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        yield {(watchfiles.Change.added, str(shelf / "1.txt"))}

    monkeypatch.setattr(watchfiles, "watch", tell)
    noticing.watch(named)
    noticing.notice(())
    Watching([str(named)], noticing.notice)._watch([str(named)], None)
    assert {*noticing.paths} == {str(named), str(named / "1.txt")}
