"""Lists that are read again and again, and what big ones state kept from one start to the next."""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.sanitising import NEVER_SHOWN, harmless, one_line
from reader.entities import compiled_list
from reader.entities import lists as entity_lists
from reader.entities.compiled_list import packed, unpacked
from reader.entities.entries import ID, TAGS, TYPE, Entry
from reader.entities.lists import ListReader, load_lists
from reader.entities.parsed_list import parsed
from reader.library.locations import shipped_entity_list
from tests.entities.list_making import in_full, lists, put
from tests.entities.making import person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.entities.parsed_list import ParsedList

KEY = "key"
LIST = person("fang", "方小舟", 'aliases = [{ text = "小舟", with = ["lin"], case = true }]\ndescription = "编辑"') + (
    person("lin", "林晚", 'off = ["林兰"]\nshort = [{ zh-Hans = "晚兰", not_in = ["林晚兰"] }]')
    + '[[entity]]\nid = "wrong"\n[[mention]]\ntext = "老方"\nentity = "fang"\n'
)


class Kept:
    """Keeps what big lists state in memory."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def find(self, key: str) -> bytes | None:
        return self.contents.get(key)

    def keep(self, key: str, content: bytes) -> None:
        self.contents[key] = content


@pytest.fixture(autouse=True)
def _every_list_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_lists, "BIG", 0)


@pytest.fixture
def read_as_toml(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that have been parsed as TOML, as they come."""
    texts: list[str] = []
    loads: Callable[[str], dict[str, Any]] = tomllib.loads

    def told(text: str) -> dict[str, Any]:
        texts.append(text)
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", told)
    return texts


@settings(max_examples=80)
@given(
    st.lists(lists(), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), lists()), max_size=4),
)
def test_lists_that_are_read_again_or_were_kept_are_those_that_are_read_anew(
    first: list[str | None], edits: list[tuple[int, str | None]]
) -> None:
    kept = Kept()
    readers = ListReader(), ListReader(kept)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{layer}.toml" for layer in range(len(first))]
        for path, text in zip(paths, first, strict=True):
            put(path, text)
        for place, text in [(0, first[0]), *edits]:
            put(paths[place % len(paths)], text)
            anew = in_full(load_lists(paths))
            for reader in (*readers, ListReader(kept)):
                assert in_full(reader.load(paths)) == anew


@settings(max_examples=40)
@given(st.lists(lists(), min_size=2, max_size=4), st.permutations(range(4)))
def test_lists_may_change_their_places(texts: list[str | None], order: list[int]) -> None:
    reader = ListReader(Kept())
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{layer}.toml" for layer in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            put(path, text)
        reader.load(paths)
        for others in ([paths[place] for place in order if place < len(paths)], paths[1:], paths[:1], []):
            assert in_full(reader.load(others)) == in_full(load_lists(others))


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Return the files of three lists."""
    paths = [tmp_path / name for name in ("shipped.toml", "library.toml", "own.toml")]
    for path, text in zip(paths, (LIST, person("boat", "何船"), person("river", "何川")), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_after_a_correction_only_the_own_list_is_parsed(three: list[Path], read_as_toml: list[str]) -> None:
    reader = ListReader()
    before = reader.load(three)
    del read_as_toml[:]
    own = person("river", "何川", 'aliases = ["老何"]')
    three[2].write_text(own, encoding="utf-8")
    after = reader.load(three)
    assert read_as_toml == [own]
    assert [one is other for one, other in zip(before.entities, after.entities, strict=True)] == [
        True,
        True,
        True,
        False,
    ]


def test_of_the_lists_below_only_the_one_that_changed_is_parsed(three: list[Path], read_as_toml: list[str]) -> None:
    reader = ListReader()
    before = reader.load(three)
    del read_as_toml[:]
    again = person("boat", "何船", 'aliases = ["大船"]')
    three[1].write_text(again, encoding="utf-8")
    after = reader.load(three)
    assert read_as_toml == [again]
    assert [one is other for one, other in zip(before.entities, after.entities, strict=True)] == [
        True,
        True,
        False,
        True,
    ]


def test_what_the_own_list_takes_away_and_gives_back_leaves_no_trace(tmp_path: Path) -> None:
    paths = [tmp_path / "shipped.toml", tmp_path / "own.toml"]
    boat = person("boat", "Fang Boat", 'aliases = ["Boat"]')
    paths[0].write_text(person("fang", "方小舟", 'off = ["老方"]') + boat, encoding="utf-8")
    merged = '[[entity]]\nid = "boat"\nmerged_into = "fang"\n'
    reader = ListReader()
    for off, spellings in (("[]", 3), ('["Boat"]', 2), ("[]", 3)):
        paths[1].write_text(f'{merged}[[entity]]\nid = "fang"\noff = {off}\n', encoding="utf-8")
        (fang,) = reader.load(paths).entities
        assert len(fang.spellings) == spellings


def test_a_start_with_lists_that_were_kept_parses_none(three: list[Path], read_as_toml: list[str]) -> None:
    kept = Kept()
    before = ListReader(kept).load(three)
    del read_as_toml[:]
    assert in_full(ListReader(kept).load(three)) == in_full(before)
    assert read_as_toml == []


def test_small_lists_are_not_kept(three: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_lists, "BIG", three[0].stat().st_size)
    kept = Kept()
    ListReader(kept).load(three)
    assert len(kept.contents) == 1


def test_what_was_kept_by_other_code_is_made_anew(three: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    before = ListReader(kept).load(three)
    contents = dict(kept.contents)
    monkeypatch.setattr(compiled_list, "VERSION", "another")
    compiled_list.version.cache_clear()
    try:
        assert in_full(ListReader(kept).load(three)) == in_full(before)
    finally:
        compiled_list.version.cache_clear()
    assert len(kept.contents) == 2 * len(contents)


def test_what_json_cannot_say_is_not_kept_and_holds(tmp_path: Path) -> None:
    path, kept = tmp_path / "entities.toml", Kept()
    path.write_text(person("fang", "方小舟") + person("lin", "林晚", "type2 = 1979-05-27"), encoding="utf-8")
    for reader in (ListReader(kept), ListReader(kept)):
        loaded = reader.load([path])
        assert [entity.id for entity in loaded.entities] == ["fang"]
        assert [problem.field for problem in loaded.problems] == ["type2"]
    assert kept.contents == {}


# What is kept, damaged or written by somebody else


def kept_of(text: str) -> bytes:
    made = packed(parsed(text.encode(), 0), KEY)
    assert made is not None
    return made


def with_columns(columns: object) -> bytes:
    """Return what somebody would write who knows how it is checked for damage."""
    written = json.dumps(columns).encode()
    return compiled_list._checksum(written, KEY) + b"\n" + written


def columns_of(kept: bytes) -> Any:
    return json.loads(kept.partition(b"\n")[2])


def test_the_shipped_list_comes_back_as_it_was() -> None:
    content = shipped_entity_list().read_bytes()
    made = packed(parsed(content, 2), KEY)
    assert made is not None
    assert unpacked(made, KEY, 2) == parsed(content, 2)


@given(st.data())
def test_damage_is_noticed(data: st.DataObject) -> None:
    kept = kept_of(LIST)
    start = data.draw(st.integers(0, len(kept) - 1))
    other = data.draw(st.binary(max_size=3).filter(lambda other: other != kept[start : start + 1]))
    assert unpacked(kept[:start] + other + kept[start + 1 :], KEY, 0) is None
    assert unpacked(kept[:start], KEY, 0) is None
    assert unpacked(kept, "another", 0) is None


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 3),
        st.floats(),
        st.sampled_from(
            ["", "a\nb", "\x1b[31m", " x", "a  b", "zh-Hans", "und", "lin", "\u202e", "\ud800", "方\n\n林"]
        ),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "x"]), inner, max_size=2),
    max_leaves=5,
)


def places_in(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each part of a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*way, key)
        yield from places_in(part, (*way, key))


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_written_in_its_place_states_nothing_that_a_list_could_not(data: st.DataObject) -> None:
    columns = columns_of(kept_of(LIST))
    *way, last = data.draw(st.sampled_from(list(places_in(columns))))
    part = columns
    for key in way:
        part = part[key]
    part[last] = data.draw(ANYTHING)
    try:
        kept = with_columns(columns)
    except ValueError:
        return
    found = unpacked(kept, KEY, 0)
    if found is not None:
        are_right(found)
        loading = entity_lists._Loading()
        loading.add(found, Path("x.toml"), 0)
        for problem in loading.lists(("x.toml",)).problems:
            assert one_line(str(problem)) == str(problem)


def are_right(found: ParsedList) -> None:
    for entry in found.entries or ():
        if not isinstance(entry, Entry):
            continue
        assert ID.fullmatch(entry.id)
        assert entry.type is None or TYPE.fullmatch(entry.type)
        assert entry.merged_into is None or ID.fullmatch(entry.merged_into)
        texts = [*entry.canonical.values(), *(text for name in entry.names for text in name.spellings.values())]
        conditions = [text for name in entry.names for text in (*name.together_with, *name.only_in, *name.not_in)]
        assert all(text and one_line(text) == text for text in (*texts, *conditions))
        assert one_line(entry.description or "") == (entry.description or "")
        tags = {*entry.canonical, *(tag for name in entry.names for tag in name.spellings)}
        assert tags <= {*TAGS, "und"}
        assert all(name.spellings for name in entry.names)


def test_each_character_that_may_stand_in_no_line_is_looked_for() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    harmful = {one for one in every if one.isspace() or (ord(one) in NEVER_SHOWN and harmless(one) != one)}
    assert set(compiled_list._harmful().findall(every)) == harmful - {" ", "\n"}


@pytest.mark.parametrize(
    ("column", "line"),
    [
        *(
            ("texts", line)
            for line in ("", " 方", "方 ", "a  b", "a\u00a0b", "\x1b[31m", "\u202e", "a\u2028b", "\U000e0041")
        ),
        *(("ids", line) for line in ("", "A", "a b", "a_b", "-a", "方")),
    ],
)
@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_text_or_an_id_that_no_list_could_state_makes_all_of_it_senseless(column: str, line: str, place: int) -> None:
    columns = columns_of(kept_of(LIST))
    assert unpacked(with_columns(columns), KEY, 0) is not None
    lines = columns[column].split("\n")
    lines[place] = line
    columns[column] = "\n".join(lines)
    assert unpacked(with_columns(columns), KEY, 0) is None


@pytest.mark.parametrize("kept", [b"", b"\n", b"x", b"\xff\n{}", with_columns({}), with_columns([]), with_columns(3)])
def test_what_is_no_list_is_read_as_none(kept: bytes) -> None:
    assert unpacked(kept, KEY, 0) is None


def test_what_is_damaged_is_made_anew(three: list[Path], read_as_toml: list[str]) -> None:
    kept = Kept()
    before = ListReader(kept).load(three)
    whole = dict(kept.contents)
    for key, content in whole.items():
        kept.contents[key] = content[:-9]
    del read_as_toml[:]
    assert in_full(ListReader(kept).load(three)) == in_full(before)
    assert len(read_as_toml) == 3
    assert kept.contents == whole
