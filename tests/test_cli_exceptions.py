"""`reader show` and `reader convert` show phrases as the reader wants them."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from reader import cli
from reader.library.locations import user_exceptions

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "方小舟说软件园里有余温。\n"
LIBRARY = '[[phrase]]\ntext = "软件园"\nzh-Hant = "軟體園區"\n'
USER = '[[phrase]]\ntext = "余温"\nkeep = true\n\n[[phrase]]\ntext = "软件园"\nkeep = true\n'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return a document with exceptions beside it, and have others of the user's own."""
    (tmp_path / "conversion.toml").write_text(LIBRARY, encoding="utf-8")
    user_exceptions().parent.mkdir(parents=True)
    user_exceptions().write_text(USER, encoding="utf-8")
    article = tmp_path / "1.txt"
    article.write_text(TEXT, encoding="utf-8")
    return article


@pytest.mark.parametrize("words", [("show", "--script", "taiwan"), ("convert", "--to", "taiwan")])
def test_the_library_and_the_user_except_phrases(
    capfdbinary: pytest.CaptureFixture[bytes], article: Path, words: tuple[str, ...]
) -> None:
    assert cli.main([*words, str(article)]) == 0
    assert capfdbinary.readouterr().out.decode() == "方小舟說軟體園區裡有余温。\n"


def test_standard_input_belongs_to_no_library(
    capfdbinary: pytest.CaptureFixture[bytes], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.read_bytes()), encoding="utf-8"))
    assert cli.main(["convert", "--to", "taiwan"]) == 0
    assert capfdbinary.readouterr().out.decode() == "方小舟說软件园裡有余温。\n"


@pytest.mark.parametrize("words", [("show", "--script", "taiwan"), ("convert", "--to", "taiwan")])
def test_what_is_wrong_with_an_exception_is_named_and_the_rest_holds(
    capfdbinary: pytest.CaptureFixture[bytes], article: Path, words: tuple[str, ...]
) -> None:
    file = article.with_name("conversion.toml")
    file.write_text(LIBRARY + '\n[[phrase]]\ntext = "方小舟"\nkeep = 1\n', encoding="utf-8")
    assert cli.main([*words, str(article)]) == 3
    out, err = capfdbinary.readouterr()
    assert out.decode() == "方小舟說軟體園區裡有余温。\n"
    assert err.decode() == f"reader: {file}: entry 2 (方小舟): keep: write true or false\n"
