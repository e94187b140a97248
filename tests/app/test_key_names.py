"""Keys are understood as people write them, and shown as they stand on a keyboard."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from reader.app.key_names import MODIFIERS, NAMED, THE_SAME, key_named, label_of, name_of_character, types_character

characters = st.characters(exclude_categories=("C", "Z"))
LABELS = frozenset(map(label_of, NAMED))
"""What keys that type no character are shown as: it means those keys."""
keys = st.one_of(
    st.builds(name_of_character, st.sampled_from(string.punctuation + string.ascii_letters + "，。！一二三")),
    st.builds(
        lambda modifiers, name: "+".join((*sorted(modifiers), name)),
        st.sets(st.sampled_from(sorted(MODIFIERS)), min_size=0, max_size=3),
        st.sampled_from(sorted(NAMED)),
    ),
    st.builds(lambda letter: f"ctrl+{letter}", st.sampled_from(string.ascii_lowercase)),
    st.sampled_from(["ctrl+@", "ctrl+backslash", "alt+x", "alt+shift+x", "ctrl+underscore"]),
).filter(lambda key: key not in THE_SAME)


@given(characters)
def test_a_character_has_the_name_that_textual_gives_it(character: str) -> None:
    assert name_of_character(character) == _character_to_key(character)


@given(keys)
def test_a_name_of_textual_means_itself(key: str) -> None:
    assert key_named(key) == key


@given(keys)
def test_a_key_may_be_written_as_it_is_shown(key: str) -> None:
    assert key_named(label_of(key)) == key


@given(characters.filter(lambda character: character not in LABELS))
def test_a_key_may_be_written_as_the_character_that_it_types(character: str) -> None:
    key = key_named(character)
    assert key is not None
    assert types_character(key)
    assert label_of(key) == character


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_none(text: str) -> None:
    key = key_named(text)
    assert key is None or (key_named(key) == key and label_of(key))


@pytest.mark.parametrize(
    ("written", "key", "shown"),
    [
        ("n", "n", "n"),
        ("N", "N", "N"),
        ("Shift+n", "N", "N"),
        ("?", "question_mark", "?"),
        ("shift+?", "question_mark", "?"),
        ("+", "plus", "+"),
        ("Ctrl++", "ctrl+plus", "Ctrl++"),
        ("Ctrl+P", "ctrl+p", "Ctrl+P"),
        ("control+p", "ctrl+p", "Ctrl+P"),
        ("PgDn", "pagedown", "PgDn"),
        ("PAGEDOWN", "pagedown", "PgDn"),
        ("⌫", "backspace", "⌫"),
        ("Return", "enter", "Enter"),
        ("shift+tab", "shift+tab", "Shift+Tab"),
        ("Shift+Ctrl+left", "ctrl+shift+left", "Ctrl+Shift+Left"),
        ("alt+X", "alt+shift+x", "Alt+Shift+X"),
        ("f12", "f12", "F12"),
        ("，", "fullwidth_comma", "，"),
        ("😍", "smiling_face_with_heart_shaped_eyes", "😍"),
    ],
)
def test_keys_as_people_write_them(written: str, key: str, shown: str) -> None:
    assert key_named(written) == key
    assert label_of(key) == shown


@pytest.mark.parametrize(("written", "key"), [("ctrl+i", "tab"), ("Ctrl+M", "enter"), ("ctrl+[", "escape")])
def test_a_key_that_a_terminal_cannot_tell_from_another_is_that_one(written: str, key: str) -> None:
    assert key_named(written) == key


def test_ctrl_space_is_found_under_its_name_in_terminals() -> None:
    assert key_named("Ctrl+Space") == "ctrl+@"
    assert label_of("ctrl+@") == "Ctrl+Space"


@pytest.mark.parametrize("written", ["", "pgdown", "ctrl", "ctrl+", "+n", "n+", "hyper+foo", "a+b", "ab", "\x07"])
def test_what_is_no_key_is_none(written: str) -> None:
    assert key_named(written) is None


@pytest.mark.parametrize("key", ["enter", "f1", "ctrl+a", "backspace", "shift+tab", "delete"])
def test_some_keys_type_no_character(key: str) -> None:
    assert not types_character(key)


def test_the_space_bar_types_a_character() -> None:
    assert types_character("space")
