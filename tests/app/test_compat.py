"""Each use of what Textual does not promise is still what it was."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from tests.app.driving import press, settled

if TYPE_CHECKING:
    from reader.app.application import ReaderApp


async def crash(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "d")


async def test_a_crash_is_one_line_and_the_full_story_in_the_log(
    app: ReaderApp,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise RuntimeError("something of ours")

    monkeypatch.setattr(app, "action_toggle_theme", broken)
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        await crash(app)
    assert capsys.readouterr().err.strip() == "reader had to stop; reader --log tells why."
    assert "something of ours" in caplog.text
    assert "Traceback" in caplog.text
