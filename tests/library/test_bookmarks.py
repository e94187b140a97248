"""What a reader marked is never lost, and what was written out is text whatever stands in it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.documents.anchoring import Selector, find_again, selector_at
from reader.documents.paragraphs import LINE_END, Span
from reader.documents.sanitising import harmless, one_line
from reader.library import bookmark_export
from reader.library.bookmark_export import as_json, as_markdown, literal, write_files
from reader.library.bookmarks import LONGEST_QUOTE, QUOTE, Bookmark, Bookmarks, Change, ChangedMeanwhileError
from reader.library.database import NotKeptError
from reader.library.state import ReadingPlace, State
from reader.library.stored import numbers_of, stored_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "木屋記\n\n" + "".join(map(chr, range(0x4E00, 0x4F00))) + "\n\n方小舟說：「陳晚來了。」\n"
START = TEXT.index("方小舟")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


@pytest.fixture
def kept(state: State) -> Bookmarks:
    return Bookmarks(state)


def mark(
    kept: Bookmarks, document: str = "a.txt", digest: str = "digest", start: int = START, note: str = ""
) -> Bookmark:
    return kept.add(document, digest, "木屋記", TEXT, start, start + 3, note)


def spans(bookmarks: list[Bookmark]) -> list[tuple[int, int]]:
    return [(bookmark.start, bookmark.end) for bookmark in bookmarks]


# Adding, removing, noting


def test_a_bookmark_is_kept_as_it_was_made(kept: Bookmarks, tmp_path: Path) -> None:
    made = mark(kept, note="  誰？ ")
    assert (made.quote, made.note, made.title, made.length) == ("方小舟", "誰？", "木屋記", len(TEXT))
    assert made.selector == selector_at(TEXT, START, START + 3)
    other = State(tmp_path / "state.sqlite")
    assert Bookmarks(other).all() == kept.all() == [made]
    other.close()


def test_a_place_is_quoted_to_the_end_of_its_paragraph(kept: Bookmarks) -> None:
    made = kept.add("a.txt", "digest", "木屋記", TEXT, START - 2)
    assert (made.start, made.quote) == (START, "方小舟說：「陳晚來了。」")
    long = kept.add("a.txt", "digest", "木屋記", TEXT, TEXT.index("一"))
    assert long.end - long.start == len(long.quote) == QUOTE


@given(st.text("一 \n", max_size=10), st.integers(-3, 13), st.none() | st.integers(-3, 13))
def test_what_is_marked_lies_in_the_text(text: str, start: int, end: int | None) -> None:
    state = State(None)
    made = Bookmarks(state).add("a.txt", "digest", "", text, start, end)
    assert 0 <= made.start <= made.end <= len(text)
    assert made.selector.exact == text[made.start : made.end]
    state.close()


def test_of_a_long_stretch_the_beginning_is_quoted(kept: Bookmarks) -> None:
    text = TEXT * 100
    made = kept.add("a.txt", "digest", "木屋記", text, 5, len(text) - 5)
    assert (made.start, made.end, len(made.selector.exact)) == (5, len(text) - 5, LONGEST_QUOTE)
    assert made.span_in("前" + text, "other") == Span(6, len(text) - 4)


def test_what_is_removed_or_written_over_comes_back_in_turn_and_is_done_again(kept: Bookmarks) -> None:
    one, other = mark(kept, start=5, note="誰？"), mark(kept)
    assert kept.undo() is None
    before = kept.all()
    changed = kept.set_note(one, "")
    assert kept.set_note(changed, "") == changed
    kept.remove(changed)
    after = kept.all()
    assert after == [other]
    assert kept.undo() == Change(changed, None)
    assert kept.undo() == Change(one, changed)
    assert kept.all() == before
    assert kept.undo() is None
    assert kept.redo() == Change(one, changed)
    assert kept.redo() == Change(changed, None)
    assert kept.all() == after
    assert kept.redo() is None


def test_what_was_undone_is_not_done_again_after_something_else(kept: Bookmarks) -> None:
    made = mark(kept)
    kept.remove(made)
    kept.undo()
    noted = kept.set_note(made, "陳晚")
    assert kept.redo() is None
    assert kept.all() == [noted]


def test_what_another_copy_has_written_since_is_neither_undone_nor_removed_again(
    kept: Bookmarks, tmp_path: Path
) -> None:
    one, two = mark(kept, start=5, note="一"), mark(kept, note="甲")
    kept.set_note(two, "乙")
    noted = kept.set_note(one, "二")
    state = State(tmp_path / "state.sqlite")
    other = Bookmarks(state)
    written = other.set_note(noted, "三")
    with pytest.raises(ChangedMeanwhileError, match="somebody else has changed “一丁丂” meanwhile"):
        kept.undo()
    assert written in kept.all()
    assert kept.undo() is not None
    assert kept.all() == [written, two]

    kept.remove(written)
    kept.undo()
    changed = other.set_note(written, "四")
    with pytest.raises(ChangedMeanwhileError):
        kept.redo()
    assert kept.all() == [changed, two]
    state.close()


def test_what_another_copy_has_removed_since_does_not_come_back_with_a_note(kept: Bookmarks, tmp_path: Path) -> None:
    kept.set_note(mark(kept, note="一"), "二")
    kept.undo()
    state = State(tmp_path / "state.sqlite")
    Bookmarks(state).remove(kept.all()[0])
    for step in (kept.redo, kept.undo):
        with pytest.raises(ChangedMeanwhileError):
            step()
        assert not kept.all()
    state.close()


def test_what_cannot_be_undone_now_can_be_later(kept: Bookmarks, state: State) -> None:
    made = mark(kept, note="陳晚")
    kept.remove(made)
    state.database.rows("pragma query_only = on")
    with pytest.raises(NotKeptError):
        kept.undo()
    state.database.rows("pragma query_only = off")
    kept.undo()
    assert kept.all() == [made]


def test_a_note_is_safe_to_show_wherever_it_came_from(kept: Bookmarks, state: State) -> None:
    made = mark(kept, note="一\x1b]52;c;eA==\x07\n二")
    assert made.note == harmless(made.note) == "一␛]52;c;eA==␇ 二"
    assert kept.set_note(made, "\x9b31m三").note == "\ufffd31m三"
    state.database.write(("update bookmark set note = ?", ("四\u202e\x1b[2J",)))
    assert kept.all()[0].note == "四\ufffd␛[2J"


def test_a_note_is_written_over_the_one_before(kept: Bookmarks) -> None:
    made = mark(kept, note="誰？")
    changed = kept.set_note(made, " 陳晚 \ud800 ")
    assert kept.all() == [changed]
    assert changed == replace(made, note="陳晚 \\ud800")


def test_a_note_brings_back_what_another_copy_has_removed(kept: Bookmarks) -> None:
    made = mark(kept)
    kept.remove(made)
    changed = kept.set_note(made, "寫了很久")
    assert kept.all() == [changed]


def test_a_number_is_never_used_again(kept: Bookmarks, state: State) -> None:
    made = mark(kept)
    state.database.write(("delete from bookmark", ()))
    assert mark(kept).id > made.id


def test_what_cannot_be_kept_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    state = State(tmp_path / "file" / "state.sqlite")
    with pytest.raises(NotKeptError, match=r"state\.sqlite"):
        mark(Bookmarks(state))
    state.close()
    closed = State(None)
    closed.close()
    with pytest.raises(NotKeptError):
        mark(Bookmarks(closed))


def test_what_is_typed_is_on_the_disk_before_it_is_acknowledged(state: State, kept: Bookmarks) -> None:
    traced: list[str] = []
    state.database._connection.set_trace_callback(traced.append)
    mark(kept)
    assert [line.split()[0] for line in traced if line.startswith(("pragma synchronous = full", "insert", "COMMIT"))]
    kinds = [" ".join(line.lower().split()[:4]) for line in traced]
    assert kinds[0] == "pragma synchronous = full"
    assert kinds[-2:] == ["commit", "pragma synchronous = normal"]


def test_garbage_is_no_bookmark(kept: Bookmarks, state: State) -> None:
    made = mark(kept)
    for column in ("document", "digest", "title", "start", "stop", "length", "selector", "note"):
        mark(kept)
        state.database.write((f"update bookmark set {column} = x'ff' where id = (select max(id) from bookmark)", ()))
    mark(kept)
    state.database.write(("update bookmark set created = 1e300 where id = (select max(id) from bookmark)", ()))
    assert [bookmark.created for bookmark in kept.all()] == [made.created, 0.0]
    assert json.dumps([as_json(bookmark) for bookmark in kept.all()])
    assert as_markdown(kept.all())


# Files that are renamed and edited


def test_in_a_renamed_file_the_bookmarks_are_found_by_its_text(kept: Bookmarks) -> None:
    made = mark(kept)
    assert spans(kept.of_document("b.txt", "digest", TEXT)) == spans([made])
    assert kept.of_library(numbers_of(["b.txt"]), {0: "digest"}) == {0: kept.all()}


def test_a_file_that_is_renamed_and_then_edited_keeps_its_bookmarks(kept: Bookmarks, tmp_path: Path) -> None:
    made = mark(kept, str(tmp_path / "old.txt"))
    new = str(tmp_path / "new.txt")
    kept.of_document(new, "digest", TEXT)
    edited = "前言\n" + TEXT
    assert spans(kept.of_document(new, "edited", edited)) == [(made.start + 3, made.end + 3)]


def test_a_file_that_is_edited_and_then_renamed_keeps_its_bookmarks(kept: Bookmarks, tmp_path: Path) -> None:
    made = mark(kept, str(tmp_path / "old.txt"))
    edited = "前言\n" + TEXT
    kept.of_document(str(tmp_path / "old.txt"), "edited", edited)
    found = kept.of_document(str(tmp_path / "new.txt"), "edited", edited)
    assert spans(found) == [(made.start + 3, made.end + 3)]
    assert found[0].selector == selector_at(edited, found[0].start, found[0].end)


def test_a_copy_does_not_take_the_bookmarks_away(kept: Bookmarks, tmp_path: Path) -> None:
    original = tmp_path / "a.txt"
    original.write_text(TEXT)
    mark(kept, str(original))
    kept.of_document(str(tmp_path / "copy.txt"), "digest", TEXT)
    assert len(kept.of_document(str(original), "edited", "前" + TEXT)) == 1


def test_where_another_file_took_the_name_the_bookmarks_go_with_the_text(
    kept: Bookmarks, state: State, tmp_path: Path
) -> None:
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    mark(kept, str(old))
    old.write_text("別的")
    state.remember_place(str(old), "another", ReadingPlace(0, 0.0, 1.0))
    assert kept.of_document(str(old), "another", "別的") == []
    assert len(kept.of_document(str(new), "digest", TEXT)) == 1
    assert len(kept.of_document(str(new), "edited", "前" + TEXT)) == 1
    assert kept.of_library(numbers_of([str(old), str(new)]), {0: "another", 1: "edited"}) == {1: kept.all()}


def test_a_passage_that_is_gone_leaves_its_bookmark_as_it_was(kept: Bookmarks) -> None:
    made = mark(kept, note="誰？")
    other = "另一個故事，" * 60
    assert kept.of_document("a.txt", "other", other) == []
    assert kept.all() == [made]
    assert made.offset_in(other) == START * len(other) // len(TEXT)
    assert kept.of_document("a.txt", "digest", TEXT) == [made]


def test_a_passage_that_is_gone_is_looked_for_once_in_each_text(
    kept: Bookmarks, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches: list[str] = []

    def counted(text: str, selector: Selector, hint: int) -> Span | None:
        searches.append(text)
        return find_again(text, selector, hint)

    monkeypatch.setattr("reader.library.bookmarks.find_again", counted)
    mark(kept)
    others = "丙" * 50, "丁" * 50
    for _time in range(3):
        for number, text in enumerate(others):
            assert kept.of_document("a.txt", f"other {number}", text) == []
    assert searches == list(others)
    assert spans(kept.of_document("a.txt", "third", "丙" * 50 + TEXT)) == [(START + 50, START + 53)]


def test_a_quote_that_was_edited_is_shown_where_it_stands_and_kept_as_it_was(kept: Bookmarks) -> None:
    made = kept.add("a.txt", "digest", "木屋記", TEXT, 100, 150)
    edited = "前" + TEXT[:120] + "改過了" + TEXT[120:]
    assert spans(kept.of_document("a.txt", "edited", edited)) == [(101, 154)]
    assert kept.all() == [made]


def test_bookmarks_of_a_document_come_in_the_order_of_their_places(kept: Bookmarks) -> None:
    starts = [40, 5, START, 5]
    for start in starts:
        mark(kept, start=start)
    mark(kept, "b.txt", "other")
    assert [bookmark.start for bookmark in kept.of_document("a.txt", "digest", TEXT)] == sorted(starts)
    assert [bookmark.document for bookmark in kept.all()] == [stored_path("a.txt")] * 4 + [stored_path("b.txt")]


def test_a_library_has_the_bookmarks_of_its_documents(kept: Bookmarks) -> None:
    mark(kept, "c.txt", "three")
    mark(kept, "-", "piped")
    mine, early = mark(kept), mark(kept, start=5)
    other = mark(kept, "b.txt", "other")
    assert kept.of_library(numbers_of(["b.txt", "-", "a.txt"]), {}) == {0: [other], 2: [early, mine]}
    assert [*kept.of_library(numbers_of(["-"]), {0: "piped"})] == [0]


def test_standard_input_is_known_by_its_text_alone(kept: Bookmarks) -> None:
    mark(kept, "-", "digest")
    assert len(kept.of_document("-", "digest", TEXT)) == 1
    assert kept.of_document("-", "other", TEXT) == []
    assert not kept.may_stand_in("a.txt", len(TEXT) + 1)


def test_a_document_that_no_bookmark_can_stand_in_need_not_be_known_by_its_text(kept: Bookmarks) -> None:
    made = mark(kept)
    assert kept.may_stand_in("a.txt", 3)
    assert kept.may_stand_in("b.txt", len(TEXT))
    assert not kept.may_stand_in("b.txt", 3)
    kept.remove(made)
    assert not kept.may_stand_in("a.txt", len(TEXT))


# Written out


HOSTILE = st.text(st.sampled_from("\\`*_{}[]<>()#+-.!|~&$^=:@/wW1 \t\n\r\u2028\x1b\u202e'\"abc方舟\u3000")) | st.text()
SNIPPETS = st.sampled_from(
    (
        *("# 題", "## ##", "題 #", "1. 一", "12) 二", "- 三", "+ 四", "* 五", "> 六", "---", "===", "***", "```"),
        *("<script>alert(1)</script>", "<!-- -->", "<a@b.c>", "&lt;&#60;", "![x](y)", "[x]: http://y", "[^1]: z"),
        *("https://example.org/a_b_c", "www.example.org", "a | b\n--|--\n1 | 2", "$$x$$", "==y==", ":smile:"),
        *("~~~", "    code", "\tcode", "a\\\nb", "**粗**", "__粗__", "~~刪~~", "`碼`", "\x1b[31m紅\x1b]8;;x\x07"),
    )
)
texts = HOSTILE | SNIPPETS | st.lists(SNIPPETS, max_size=3).map("\n".join)
bookmarks = st.builds(
    lambda number, document, title, exact, note: Bookmark(
        number, document, "digest", title, 0, len(exact), len(exact), Selector(exact, "", ""), note, 1_700_000_000.0
    ),
    st.integers(1),
    st.sampled_from(("/a.txt", "/b.txt")),
    texts,
    texts,
    texts,
)
READERS = (MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True}).enable(["table", "strikethrough"]))
BLOCKS = {"heading_open", "heading_close", "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close"}


@given(st.lists(bookmarks, max_size=3), st.sampled_from(READERS))
def test_no_text_is_markup_in_markdown(bookmarks: list[Bookmark], reader: MarkdownIt) -> None:
    said, kinds = [], set()
    for token in reader.parse(as_markdown(bookmarks)):
        for child in token.children or ():
            assert child.type == "text", token.content
        if token.type == "inline":
            said.append("".join(child.content for child in token.children or ()))
        else:
            kinds.add(token.type)
    expected, before = [], ""
    for bookmark in bookmarks:
        if bookmark.document != before:
            expected.append(one_line(bookmark.title))
        before = bookmark.document
        expected += map(one_line, [*LINE_END.split(bookmark.selector.exact), bookmark.note])
        expected.append(bookmark_export._date(bookmark.created))
    assert list(filter(None, said)) == list(filter(None, expected))
    assert kinds <= BLOCKS


@given(texts)
def test_a_text_stays_readable_in_markdown(text: str) -> None:
    assert literal(text).replace("\\", "") == one_line(text).replace("\\", "")
    assert literal("方小舟說：「3.14，50%」（第1回）") == "方小舟說：「3.14，50%」（第1回）"


def test_markdown_goes_by_documents_with_quotes_notes_and_dates(kept: Bookmarks) -> None:
    kept.add("a.txt", "digest", "木屋 *記*", TEXT, 0, 8, "開頭")
    mark(kept)
    kept.add("b.txt", "other", "信", "為了方小舟。\n", 0)
    date = bookmark_export._date(kept.all()[0].created)
    assert as_markdown(kept.all()) == (
        f"## 木屋 \\*記\\*\n\n> 木屋記\n>\n> 一丁丂\n\n開頭\n\n{date}\n\n> 方小舟\n\n{date}\n\n"
        f"## 信\n\n> 為了方小舟。\n\n{date}\n"
    )
    assert as_markdown([]) == ""


def test_json_says_where_what_and_when(kept: Bookmarks) -> None:
    made = replace(mark(kept, note="誰？"), created=1_700_000_000.5)
    assert as_json(made) == {
        "document": stored_path("a.txt"),
        "title": "木屋記",
        "start": START,
        "end": START + 3,
        "text": "方小舟",
        "prefix": TEXT[START - 32 : START],
        "suffix": "說：「陳晚來了。」\n",
        "note": "誰？",
        "created": "2023-11-14T22:13:20+00:00",
    }


def test_files_are_written_beside_what_is_there(kept: Bookmarks, tmp_path: Path) -> None:
    mark(kept)
    kept.add("b.txt", "other", "題", "他\x9b31m說\u202e話\u2028", 0, 8, "註")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "bookmarks.md").write_text("mine")
    (folder / "bookmarks-2.json").write_text("mine too")
    before = {file.name: file.read_text() for file in folder.iterdir()}
    markdown, plain = write_files(kept.all(), folder)
    assert (markdown.name, plain.name) == ("bookmarks-3.md", "bookmarks-3.json")
    assert markdown.read_text(encoding="utf-8") == as_markdown(kept.all())
    assert json.loads(plain.read_text(encoding="utf-8")) == [as_json(bookmark) for bookmark in kept.all()]
    written = {markdown.name, plain.name}
    assert all(harmless(line) == line for line in plain.read_text(encoding="utf-8").split("\n"))
    assert {file.name: file.read_text() for file in folder.iterdir() if file.name not in written} == before


def test_files_that_cannot_be_written_leave_nothing_behind(
    kept: Bookmarks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(kept)
    with pytest.raises(FileNotFoundError):
        write_files(kept.all(), tmp_path / "nowhere")
    folder = tmp_path / "out"
    folder.mkdir()

    def full(*_words: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(bookmark_export, "change_file", full)
    with pytest.raises(OSError, match="No space"):
        write_files(kept.all(), folder)
    assert list(folder.iterdir()) == []
