from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import locations
from reader.library.opening import last_sources, remember_sources, sources_for
from reader.library.state import State

if TYPE_CHECKING:
    from pathlib import Path


def test_all_that_is_written_is_in_the_home_of_the_user(home: Path) -> None:
    places = {locations.user_entity_list(), locations.state_file(), locations.index_file(), locations.log_file()}
    places |= {locations.settings_file(), locations.user_exceptions()}
    assert all(place.is_relative_to(home) for place in places)
    assert len(places) == 6


def test_what_cannot_be_had_again_is_not_in_the_cache(home: Path) -> None:
    assert locations.index_file().is_relative_to(home / "cache")
    assert not locations.state_file().is_relative_to(home / "cache")


def test_the_sample_documents_are_there() -> None:
    assert locations.shipped_entity_list().is_file()
    assert len(list(locations.seeds().glob("*.txt"))) >= 6


def test_without_paths_the_samples_are_opened_first() -> None:
    assert sources_for([]) == [str(locations.seeds())]
    assert not locations.state_file().exists()


def test_without_paths_the_library_last_opened_is_opened_again(tmp_path: Path) -> None:
    state = State(locations.state_file())
    remember_sources(state, [str(tmp_path), "-", str(tmp_path / "gone")])
    assert last_sources(state) == [str(tmp_path)]
    state.close()
    assert sources_for([]) == [str(tmp_path)]
    assert sources_for(["a", "b"]) == ["a", "b"]


def test_a_library_that_is_gone_gives_way_to_the_samples(tmp_path: Path) -> None:
    state = State(locations.state_file())
    remember_sources(state, [str(tmp_path / "gone")])
    state.close()
    assert sources_for([]) == [str(locations.seeds())]


def test_standard_input_does_not_replace_the_library_last_opened(tmp_path: Path) -> None:
    state = State(locations.state_file())
    remember_sources(state, [str(tmp_path)])
    remember_sources(state, ["-"])
    assert last_sources(state) == [str(tmp_path)]
    state.close()


def test_a_setting_that_is_no_list_of_paths_is_passed_over() -> None:
    state = State(None)
    for value in ("a", 3, None, {"a": 1}, [3, None]):
        state.remember_setting("library", value)
        assert last_sources(state) == []
    state.close()
