"""What tells documents of one title from each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.app.telling_apart import ends_apart, told_apart

NAMES = st.sampled_from("ab湖")


def test_the_least_of_a_path_that_tells_it_from_the_others_is_shown() -> None:
    assert ends_apart(["x/1.txt", "x/2.txt", "y/2.txt", "a.zip/2.txt"]) == [
        "1.txt",
        "x/2.txt",
        "y/2.txt",
        "a.zip/2.txt",
    ]
    assert ends_apart(["2.txt", "y/2.txt", "x/y/2.txt"]) == ["2.txt", "y/2.txt", "x/y/2.txt"]


@settings(max_examples=60)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), unique=True, max_size=6))
def test_no_two_paths_look_the_same(paths: list[str]) -> None:
    ends = ends_apart(paths)
    assert len(set(ends)) == len(paths)
    assert all(f"/{path}".endswith(f"/{end}") for path, end in zip(paths, ends, strict=True))


def test_documents_whose_titles_are_told_apart_already_show_no_path() -> None:
    paths = ["a/1.txt", "b/1.txt", "c/1.txt"]
    assert told_apart([(0, "信"), (1, "湖"), (2, "信")], paths) == {0: "a/1.txt", 2: "c/1.txt"}
