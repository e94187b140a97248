"""Where a text stands as a name would: what one more name of somebody would change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.library.library import Library
from reader.library.occurrences import occurrences, spellings_in
from tests.library.making import write

if TYPE_CHECKING:
    from pathlib import Path

LIST = '[[entity]]\nid = "fang"\ntype = "person"\nnames = { zh-Hans = "方小舟", en = "Fang Boat" }\n'


def made(tmp_path: Path) -> Library:
    write(tmp_path / "1.txt", "方小舟在小舟里，方小舟走了。\n")
    write(tmp_path / "2.txt", "小舟，小舟。Fang\nBoat.\n")
    write(tmp_path / "entities.toml", LIST)
    library = Library([str(tmp_path)], with_shipped=False, with_found=False)
    list(library.analyses())
    return library


def test_places_inside_longer_names_do_not_count(tmp_path: Path) -> None:
    found = occurrences(made(tmp_path), "小舟", bool)
    assert found.by_document == {0: Counter({None: 1}), 1: Counter({None: 2})}
    assert found.others("fang") == found.others(None) == (3, 2)


def test_what_means_somebody_already_is_nothing_more_for_them(tmp_path: Path) -> None:
    found = occurrences(made(tmp_path), "方小舟", bool)
    assert found.by_document == {0: Counter({"fang": 2})}
    assert found.others("fang") == (0, 0)
    assert found.others(None) == (2, 1)


def test_it_ends_when_it_is_cancelled_and_passes_over_what_is_gone(tmp_path: Path) -> None:
    library = made(tmp_path)
    assert occurrences(library, "小舟", lambda: True).by_document == {}
    gone = Library([str(tmp_path / "no.txt"), str(tmp_path / "2.txt")], with_shipped=False)
    assert occurrences(gone, "小舟", bool).others(None) == (2, 1)


def test_spellings_are_told_on_one_line(tmp_path: Path) -> None:
    library = made(tmp_path)
    assert spellings_in(library, 0, "fang") == {"方小舟": 2}
    assert spellings_in(library, 1, "fang") == {"Fang Boat": 1}
    assert spellings_in(library, 1, "nobody") == {}
