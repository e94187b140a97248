"""A library's documents become more, go and come back, and keep their numbers."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library import listing as listing_module
from reader.library.finding import find_documents
from reader.library.library import Library
from reader.library.listing import Changes, Listing
from reader.library.stored import stored_path
from tests.library.making import fill, write

PATIENCE = 60
"""Seconds after which a test gives up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "folder")


def here(listing: Listing, folder: Path) -> list[str]:
    """Return the documents that are there, by their paths in a folder, in order."""
    there = (name for number, name in enumerate(listing.names) if number not in listing.gone)
    return sorted(str(Path(name).relative_to(folder)) for name in there)


def test_what_comes_goes_and_comes_back_is_told_and_keeps_its_number(folder: Path) -> None:
    listing = Listing([str(folder)])
    names = [*listing.names]
    new, first = write(folder / "0.txt", "零\n"), folder / "1.txt"
    assert listing.look_at([str(new)]) == Changes(found=(3,))
    text = first.read_text()
    first.unlink()
    assert listing.look_at([str(first)]) == Changes(gone=(0,))
    assert listing.count == 3
    assert listing.look_at([str(first)]) == Changes()
    write(first, text)
    assert listing.look_at([str(first)]) == Changes(found=(0,))
    assert listing.look_at([str(first)]) == Changes(written=(0,))
    assert listing.names == [*names, str(new)]


def test_a_file_that_another_is_put_in_place_of_is_written_not_gone(folder: Path) -> None:
    listing = Listing([str(folder)])
    write(folder / "1.txt.tmp", "又\n").replace(folder / "1.txt")
    assert listing.look_at([str(folder / "1.txt"), str(folder / "1.txt.tmp")]) == Changes(written=(0,))


def test_a_folder_comes_and_goes_with_all_that_is_in_it(folder: Path) -> None:
    listing = Listing([str(folder)])
    (folder / "更多").rename(folder / "另外")
    assert listing.look_at([str(folder / "更多"), str(folder / "另外")]) == Changes(found=(3,), gone=(2,))
    assert here(listing, folder) == ["1.txt", "2.txt", "另外/3.md"]
    shutil.rmtree(folder / "另外")
    assert listing.look_at([str(folder / "另外" / "3.md"), str(folder / "另外")]) == Changes(gone=(3,))


def test_what_is_to_be_ignored_from_now_on_goes(folder: Path) -> None:
    listing = Listing([str(folder)])
    rules = write(folder / ".gitignore", "更多/\n")
    assert listing.look_at([str(rules)]) == Changes(gone=(2,))
    rules.unlink()
    assert listing.look_at([str(rules)]) == Changes(found=(2,))


def pack(archive: Path, count: int) -> None:
    """Write an archive of as many texts."""
    with ZipFile(archive, "w") as file:
        for number in range(count):
            file.writestr(f"{number}.txt", "木屋\n")


def test_the_documents_in_an_archive_change_with_it(folder: Path) -> None:
    archive = folder / "a.zip"
    pack(archive, 2)
    listing = Listing([str(folder)])
    assert listing.names[2:4] == [f"{archive}/0.txt", f"{archive}/1.txt"]
    pack(archive, 1)
    assert listing.look_at([str(archive)]) == Changes(written=(2,), gone=(3,))
    archive.unlink()
    assert listing.look_at([str(archive)]) == Changes(gone=(2,))


def test_an_archive_that_was_seen_half_copied_gives_way_to_what_is_in_it_and_goes_with_it(folder: Path) -> None:
    archive = write(folder / "a.zip", "PK\x03\x04")
    listing = Listing([str(folder)])
    assert listing.names[2] == str(archive)
    pack(archive, 2)
    assert listing.look_at([str(archive)]) == Changes(found=(4, 5), gone=(2,))
    archive.unlink()
    assert listing.look_at([str(archive)]) == Changes(gone=(4, 5))
    assert listing.count == 3


def test_what_was_a_file_and_is_a_folder_goes_with_all_that_is_in_it(folder: Path) -> None:
    place = write(folder / "0.txt", "零\n")
    listing = Listing([str(folder)])
    place.unlink()
    write(place / "1.txt", "一\n")
    assert listing.look_at([str(place)]) == Changes(found=(4,), gone=(0,))
    shutil.rmtree(place)
    write(place, "零\n")
    assert listing.look_at([str(place)]) == Changes(found=(0,), gone=(4,))


def test_what_is_no_document_or_hidden_is_nothing(folder: Path) -> None:
    listing = Listing([str(folder)])
    paths = [write(folder / name, "一\n") for name in (".hidden.txt", ".git/1.txt", "picture.png", ".1.txt.swp")]
    assert listing.look_at([*map(str, paths), str(folder.parent), str(folder / "never.txt")]) == Changes(
        around=(0, 1, 2)
    )


def test_very_many_changes_at_once_are_all_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_module, "MANY", 3)
    listing = Listing([str(folder)])
    paths = [write(folder / "deep" / f"{number}.txt", "一\n") for number in range(5)]
    (folder / "2.txt").unlink()
    changes = listing.look_at([*map(str, paths), str(folder / "1.txt"), str(folder / "2.txt")])
    assert changes == Changes(found=(3, 4, 5, 6, 7), written=(0,), gone=(1,))


STEPS = st.lists(
    st.tuples(st.sampled_from(["1.txt", "2.txt", "a/3.txt", "a/b/4.txt", "a/.gitignore"]), st.booleans()), max_size=6
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_after_any_changes_those_are_there_that_would_be_found_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write(folder / "a" / "3.txt", "三\n")
    listing = Listing([str(folder)])
    for name, is_there in steps:
        path = folder / name
        if is_there:
            write(path, "3.txt\n")
        else:
            path.unlink(missing_ok=True)
        listing.look_at([str(path)])
        found = find_documents([str(folder)])
        assert here(listing, folder) == sorted(str(Path(name).relative_to(folder)) for name in found)
        assert len(set(listing.names)) == len(listing.names)


def test_the_rest_is_found_later_and_nothing_waits_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_module, "TURN", 0)
    listing = Listing([str(folder)], patience=0)
    assert listing.is_finding
    all_found = Event()

    def report() -> None:
        if len(listing.names) == 3:
            all_found.set()

    listing.find_rest(report)
    assert all_found.wait(PATIENCE)
    listing.wait()
    assert listing.names == find_documents([str(folder)])
    assert not listing.is_finding


def test_a_small_library_is_found_at_once(folder: Path) -> None:
    assert len(Listing([str(folder)], patience=PATIENCE).names) == 3


def test_a_document_has_its_name_before_anybody_can_ask_for_its_number(folder: Path) -> None:
    listing = Listing([str(folder)])
    new = write(folder / "0.txt", "零\n")
    asked = []

    class Names(list[str]):
        def append(self, name: str) -> None:
            asked.append(listing.number_of(str(new)))
            super().append(name)

    listing.names = Names(listing.names)
    listing.look_at([str(new)])
    assert asked == [None]
    assert listing.number_of(str(new)) == 3


def test_documents_are_known_by_the_paths_that_are_kept_of_them(tmp_path: Path) -> None:
    names = [str(write(tmp_path / "木屋.txt", "一\n"))]
    with suppress(OSError):  # some file systems take only text for names
        names.append(str(write(Path(f"{tmp_path}/\udcff.txt"), "二\n")))
    listing = Listing([*names, "-"])
    assert [listing.number_of(stored_path(name)) for name in (*names, "-")] == [*range(len(names) + 1)]
    assert listing.number_of(str(tmp_path)) is None


def test_what_is_known_of_a_document_goes_with_it_and_its_title_stays(folder: Path) -> None:
    library = Library([str(folder)])
    assert dict(library.analyses()).keys() == {0, 1, 2}
    (folder / "1.txt").unlink()
    write(folder / "2.txt", "木屋的信\n\n陳晚說：「沒有人。」\n")
    changes = library.look_at([str(folder / "1.txt"), str(folder / "2.txt"), str(folder / "更多" / "3.md")])
    assert changes == Changes(written=(1,), gone=(0,))  # of the third the file is as it was
    assert [library.known(number) is not None for number in range(3)] == [False, False, True]
    assert library.title(0) == "木屋记"
    assert library.counts() == {}
    assert [place.document for place in library.search("木屋")] == [1, 2]
    assert library.analysis(1).counts == {"chen-wan": 1}
    library.close()


@pytest.mark.parametrize("told", ["更多", "."])
def test_what_was_edited_in_a_folder_of_which_no_more_is_told_is_read_anew(folder: Path, told: str) -> None:
    library = Library([str(folder)])
    titles = [library.title(number) for number in range(3)]
    assert library.open(2).text
    assert library.look_at([str(folder / told)]) == Changes()
    (folder / "更多").rename(folder.parent / "old")
    write(folder / "更多" / "3.md", "# 新的一天\n")
    assert library.look_at([str(folder / told)]) == Changes(written=(2,))
    assert library.open(2).text == "# 新的一天\n"
    assert [library.title(number) for number in range(3)] == [*titles[:2], "新的一天"]
    library.close()


def test_of_what_only_a_title_or_a_refusal_is_known_it_is_known_whether_it_changed(folder: Path) -> None:
    empty = folder / "2.txt"
    empty.write_bytes(bytes(range(256)))
    library = Library([str(folder)])
    assert [library.title(number) for number in range(2)] == ["木屋记", "2"]
    assert 1 in library.unreadable
    assert library.look_at([str(folder)]) == Changes()
    write(empty, "二\n")
    write(folder / "1.txt", "又一\n")
    write(folder / "更多" / "3.md", "# 三\n")  # of which nothing is known, so that nothing is to be renewed
    assert library.look_at([str(folder)]) == Changes(written=(0, 1))
    assert [library.title(number) for number in range(2)] == ["又一", "二"]
    library.close()
