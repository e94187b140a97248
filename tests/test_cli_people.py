"""What the command line tells of people, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader import cli
from tests.library.making import write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_why_two_may_be_the_same_is_told_in_words_to_people_and_by_one_word_to_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "1.txt", "信\n\nAlexander Fisher说：“好。”Alexander Fisher走了。\n\nAlexander Fischer表示同意。\n")
    assert cli.main(["discover", str(tmp_path)]) == 0
    said = "may be the same: Alexander Fischer (spelt almost alike: Alexander Fisher, Alexander Fischer, 0.70)"
    assert said in capsys.readouterr().out
    assert cli.main(["discover", str(tmp_path), "--json"]) == 0
    rows = map(json.loads, capsys.readouterr().out.splitlines())
    assert [[one["reason"] for one in row["maybe"]] for row in rows] == [["spelling"], ["spelling"]]
