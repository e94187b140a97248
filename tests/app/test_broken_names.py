"""A name that the end of a line breaks stands out on both lines, in either script, and a jump finds where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.library.library import Library
from reader.library.state import State
from tests.app.driving import press, reading, settled, styled
from tests.entities.making import person

if TYPE_CHECKING:
    from pathlib import Path


LINE = "他们在去年的一次会议上见过面，那时候谁也没有想到后来的"


@pytest.mark.parametrize(("before", "behind"), [("Mark", "Chen"), ("陈信", "翰")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_both_parts_of_a_name_stand_out(tmp_path: Path, before: str, behind: str, end: str) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "entities.toml").write_text(person("chen", "Mark Chen", 'aliases = ["陈信翰"]'), encoding="utf-8")
    text = f"会议{end}{end}{LINE}{before}{end}{behind}{LINE}{end}{LINE}"
    (folder / "1.txt").write_bytes(text.encode())
    app = ReaderApp(Library([str(folder)]), State(tmp_path / "state.sqlite"))
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        assert [styled(page, part) for part in (before, behind)] == [["underline"], ["underline"]]
        await press(pilot, "tab")
        assert [styled(page, part) for part in (before, behind)] == [["bold reverse"], ["bold reverse"]]
        assert page.current == (page.text.index(before), page.text.index(behind) + len(behind))
        await press(pilot, "s")
        shown = [part.replace("陈", "陳") for part in (before, behind)]
        assert [styled(page, part) for part in shown] == [["bold reverse"], ["bold reverse"]]
        await press(pilot, "m")
        await settled(pilot)
    app.state.close()
