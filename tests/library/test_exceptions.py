"""Exceptions from conversion in files: what they say holds, what is wrong is one line, what was done can be undone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.exceptions_file import LONGEST, Listed, UnchangeableError, changed, listed, read
from reader.library.exceptions_store import ExceptionsStore, NotChangedError, exceptions_for
from reader.library.locations import EXCEPTIONS, user_exceptions
from reader.scripts.exceptions import Phrase
from reader.scripts.rendition import Held
from reader.scripts.script import Script

NAME = Phrase("余秋雨", kept=True)
SOFTWARE = Phrase("软件", {Script.TW: "軟體"})

MINE = """\
# the pen name, not the verb
[[phrase]]   # first
text = '余秋雨'
# he said so himself
keep = true  # always

# software
[[phrase]]
zh-TW = "軟體"  # Taipei
text = "软件"

# the end
"""


def lines(found: Listed) -> list[str]:
    return [str(problem) for problem in found.problems]


def said(text: str) -> Listed:
    return listed(text.encode(), "conversion.toml")


# Reading


def test_a_file_says_what_holds() -> None:
    assert said(MINE) == Listed((NAME, SOFTWARE))


@pytest.mark.skipif(sys.platform == "win32", reason="such pipes are POSIX's")
def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / EXCEPTIONS)
    assert [problem.message for problem in read(tmp_path / EXCEPTIONS).problems] == ["not a file"]
    store = ExceptionsStore([str(tmp_path)])
    with pytest.raises(NotChangedError, match=r"conversion\.toml: change not kept: not a file"):
        store.change(tmp_path / EXCEPTIONS, "余秋雨", NAME)
    assert store.exceptions.phrases == ()


def test_without_a_file_nothing_is_said(tmp_path: Path) -> None:
    assert read(tmp_path / EXCEPTIONS) == read(tmp_path / "none" / EXCEPTIONS) == Listed()
    (tmp_path / "file").touch()
    assert read(tmp_path / "file" / EXCEPTIONS) == Listed()


def test_every_field_can_be_given() -> None:
    text = (
        '[[phrase]]\ntext = "软件"\nkeep = true\nexact = true\nzh-Hans = "a"\nzh-Hant = "b"\nzh-TW = "c"\nzh-HK = "d"'
    )
    forms = dict(zip([Script.HANS, Script.HANT, Script.TW, Script.HK], "abcd", strict=True))
    assert said(text) == Listed((Phrase("软件", forms, kept=True, exact=True),))


TEXT = "write text on one line, of at most 100 characters, without control characters or outer spaces"
NOTHING = 'say keep = true to leave it as it stands, or give a form of it, such as zh-TW = "…"'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[[phrase]]\nkeep = true", f"entry 2: text: {TEXT}"),
        ("[[phrase]]\ntext = 3\nkeep = true", f"entry 2: text: {TEXT}"),
        ('[[phrase]]\ntext = ""\nkeep = true', f"entry 2: text: {TEXT}"),
        ('[[phrase]]\ntext = "a "\nkeep = true', f"entry 2 (a ): text: {TEXT}"),
        ('[[phrase]]\ntext = "a\\u001bb"\nkeep = true', f"entry 2 (a␛b): text: {TEXT}"),
        ('[[phrase]]\ntext = "范"\nzh-TW = "a\\nb"', f"entry 2 (范): zh-TW: {TEXT}"),
        (f'[[phrase]]\ntext = "范"\nzh-TW = "{"x" * (LONGEST + 1)}"', f"entry 2 (范): zh-TW: {TEXT}"),
        ('[[phrase]]\ntext = "范"\nkeep = 1', "entry 2 (范): keep: write true or false"),
        ('[[phrase]]\ntext = "范"\nkeep = true\nexact = "yes"', "entry 2 (范): exact: write true or false"),
        ('[[phrase]]\ntext = "范"', f"entry 2 (范): {NOTHING}"),
        ('[[phrase]]\ntext = "范"\nkeep = false', f"entry 2 (范): {NOTHING}"),
        (
            '[[phrase]]\ntext = "范"\nzh = "范"',
            "entry 2 (范): zh: unknown field; known are text, keep, exact, zh-Hans, zh-Hant, zh-TW, zh-HK",
        ),
        (
            '[[phrase]]\ntext = "余秋雨"\nzh-TW = "x"',
            "entry 2 (余秋雨): text: there is another entry with this text in the file",
        ),
        ("[more]\nx = 1", "more: unknown field; known are phrase"),
    ],
)
def test_what_is_wrong_is_one_line_and_the_rest_of_the_file_holds(text: str, line: str) -> None:
    found = said(f'[[phrase]]\ntext = "余秋雨"\nkeep = true\n\n{text}\n')
    assert found.phrases == (NAME,)
    assert lines(found) == [f"conversion.toml: {line}"]


@pytest.mark.parametrize("text", ["phrase = 3", "phrase = [1]", '[phrase]\ntext = "余秋雨"\nkeep = true'])
def test_entries_that_are_no_tables_are_told(text: str) -> None:
    assert [line.rpartition(": ")[2] for line in lines(said(text))] == ["write each entry under [[phrase]]"]


def test_a_list_on_one_line_says_the_same() -> None:
    assert said('phrase = [{text = "余秋雨", keep = true}, {text = "软件", zh-TW = "軟體"}]') == said(MINE)


BROKEN = {
    b"[[phrase]]\ntext = \n": "line 2 is not TOML",
    b"[[phrase]]\ntext = 'a'\nkeep = true\n\n[[phrase]]\ntext = 'b\n": "line 6 is not TOML",
    b"[[phrase]]\ntext = '\xff'\n": "line 2 is not UTF-8 text",
    b"[[phrase]]\nx = " + b"[" * 100_000: "it is not TOML",
}


@pytest.mark.parametrize("content", BROKEN, ids=BROKEN.values())
def test_a_file_that_is_no_toml_is_told_with_the_line_and_left_alone(content: bytes) -> None:
    found = listed(content, "conversion.toml")
    assert found.phrases == ()
    told = f"{BROKEN[content]}; mend it, else nothing in it holds"
    assert lines(found)[0].startswith(f"conversion.toml: {told}")
    with pytest.raises(UnchangeableError) as refused:
        changed(content, "余秋雨", NAME)
    assert str(refused.value).startswith(f"{BROKEN[content]}; mend it, else nothing is written")


def test_the_example_in_the_readme_is_right() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    example = next(block for block in readme.split("```toml\n")[1:] if "[[phrase]]" in block).partition("```")[0]
    software = Phrase("软件", {Script.HANT: "軟體", Script.HK: "軟件"}, exact=True)
    assert said(example) == Listed((NAME, software))


# Changing


def after(before: str, text: str, phrase: Phrase | None) -> str:
    content = changed(before.encode(), text, phrase)
    assert content is not None
    return content.decode()


def test_a_new_entry_comes_last_and_all_else_stays() -> None:
    new = after(MINE, "范冰冰", Phrase("范冰冰", {Script.HANT: '范"冰\\冰'}, exact=True))
    assert new == MINE + '\n[[phrase]]\ntext = "范冰冰"\nexact = true\nzh-Hant = "范\\"冰\\\\冰"\n'
    assert said(new).phrases[2] == Phrase("范冰冰", {Script.HANT: '范"冰\\冰'}, exact=True)


def test_the_first_entry_makes_the_file() -> None:
    assert changed(None, "余秋雨", NAME) == '[[phrase]]\ntext = "余秋雨"\nkeep = true\n'.encode()
    assert changed(None, "余秋雨", None) is None


def test_a_changed_entry_stays_where_it_is_with_its_comments() -> None:
    new = after(MINE, "软件", Phrase("软件", {Script.TW: "軟體", Script.HK: "軟件"}))
    assert new == MINE.replace('text = "软件"\n', 'text = "软件"\nzh-HK = "軟件"\n')
    assert after(new, "软件", SOFTWARE) == MINE
    kept = after(MINE, "软件", Phrase("软件", kept=True))
    assert kept == MINE.replace('zh-TW = "軟體"  # Taipei\ntext = "软件"\n', 'text = "软件"\nkeep = true\n')


def test_an_entry_that_is_taken_out_leaves_what_stands_around_it() -> None:
    assert after(MINE, "余秋雨", None) == "# the pen name, not the verb\n" + MINE[MINE.index("\n# software") :]
    assert after(MINE, "软件", None) == MINE[: MINE.index("[[phrase]]\nzh-TW")] + "\n# the end\n"
    assert after(MINE, "范冰冰", None) == MINE


def test_an_entry_that_was_added_and_taken_out_leaves_no_trace() -> None:
    assert after(after(MINE, "范", Phrase("范", kept=True)), "范", None) == MINE


def test_an_entry_with_a_mistake_is_mended_by_a_change() -> None:
    wrong = '[[phrase]]\ntext = "余秋雨"\nkep = true\n'
    assert said(after(wrong, "余秋雨", NAME)) == Listed((NAME,))


@pytest.mark.parametrize(
    "text",
    [
        'phrase = [{text = "余秋雨", keep = true}]\n',
        '[other]\nx = 1\n\n[[phrase]]\ntext = "余秋雨"\nkeep = true\n',
        '[[phrase]]\ntext = """余秋雨"""\nkeep = true\n',
    ],
)
def test_a_file_that_entries_cannot_be_told_apart_in_is_not_changed(text: str) -> None:
    with pytest.raises(UnchangeableError, match="it can only be changed by hand"):
        changed(text.encode(), "软件", SOFTWARE)


@pytest.mark.parametrize("text", [MINE, MINE.replace("\n", "\r\n"), "\ufeff" + MINE, MINE.rstrip(), "", "# mine"])
def test_line_ends_and_a_byte_order_mark_stay(text: str) -> None:
    new = after(text, "范", Phrase("范", kept=True))
    assert new.startswith(text)
    assert new.count("\r\n") == (new.count("\n") if "\r" in text else 0)
    assert said(new).phrases == (*said(text).phrases, Phrase("范", kept=True))


comments = st.sampled_from(["", "\n", "# mine\n", "\n# [[phrase]]\n\n", "  \n", "#\n"])
values = st.text(st.characters(codec="utf-8", categories=["Lo", "Ll", "P", "S", "N"]), min_size=1, max_size=4)
forms = st.dictionaries(st.sampled_from([Script.HANS, Script.HANT, Script.TW, Script.HK]), values, max_size=2)
names = st.sampled_from(["余秋雨", "软件", "范", 'a"b', "c\\d", "'''", "[[phrase]]", "#"])
phrases = st.builds(Phrase, names, forms, st.booleans(), st.booleans()).filter(lambda one: one.kept or one.forms)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Return a file with entries and comments as a person may have written it."""
    text = draw(comments)
    for phrase in draw(st.lists(phrases, max_size=4, unique_by=lambda phrase: phrase.text)):
        entry = changed(b"", phrase.text, phrase)
        assert entry is not None
        text += entry.decode() + draw(comments)
    return draw(st.sampled_from([text, text.replace("\n", "\r\n"), text.rstrip("\n")]))


@given(files(), names, st.none() | phrases)
def test_a_change_changes_what_it_says_and_no_comment(text: str, name: str, phrase: Phrase | None) -> None:
    phrase = Phrase(name, phrase.forms, phrase.kept, phrase.exact) if phrase is not None else None
    try:
        new = after(text, name, phrase)
    except UnchangeableError:
        assert "'''" in text
        return
    before = {one.text: one for one in said(text).phrases}
    wanted = before | {name: phrase} if phrase is not None else {key: before[key] for key in before if key != name}
    assert {one.text: one for one in said(new).phrases} == wanted
    assert tomllib.loads(new).keys() <= {"phrase"}
    kept = [line.strip() for line in text.splitlines() if line.startswith("#")]
    assert [line.strip() for line in new.splitlines() if line.startswith("#")] == kept


# Where they are kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "木屋"
    folder.mkdir()
    (folder / "1.txt").write_text("余秋雨的软件", encoding="utf-8")
    return folder


@pytest.fixture
def store(folder: Path) -> ExceptionsStore:
    return ExceptionsStore([str(folder)])


def held(store: ExceptionsStore, target: Script = Script.TW) -> list[str]:
    return [hold.text for hold in store.exceptions.held("余秋雨的软件", target)]


def test_nothing_is_made_where_nothing_is_added(store: ExceptionsStore, folder: Path, home: Path) -> None:
    assert held(store) == []
    assert (store.undo(), store.redo()) == (None, None)
    assert [path.name for path in folder.iterdir()] == ["1.txt"]
    assert not user_exceptions().is_relative_to(folder)
    assert list(home.iterdir()) == []


def test_the_library_counts_before_the_user(store: ExceptionsStore, folder: Path) -> None:
    library = store.library_file(str(folder / "1.txt"))
    assert library == folder / EXCEPTIONS
    store.change(store.user_file, "软件", Phrase("软件", {Script.TW: "程式", Script.HK: "軟件兒"}))
    assert held(store) == ["程式"]
    store.change(library, "软件", SOFTWARE)
    assert (held(store), held(store, Script.HK)) == (["軟體"], ["軟件兒"])
    assert [kept.file for kept in store.kept] == [library, store.user_file]
    assert exceptions_for([str(folder)])[0].held("软件", Script.TW) == [Held(0, 2, "軟體")]
    assert exceptions_for(["-"])[0].held("软件", Script.TW) == [Held(0, 2, "程式")]


def test_the_file_of_a_document_is_that_of_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "1.txt").touch()
    store = ExceptionsStore([str(tmp_path / "a"), str(inner), "-"])
    assert store.library_file(str(inner / "1.txt")) == inner / EXCEPTIONS
    assert store.library_file(str(tmp_path / "a" / "1.txt")) == tmp_path / "a" / EXCEPTIONS
    assert store.library_file("-") is None
    assert ExceptionsStore([str(inner / "1.txt")]).library_file(str(inner / "1.txt")) == inner / EXCEPTIONS


def test_the_folder_of_the_user_may_be_a_library_however_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    user_exceptions().parent.mkdir(parents=True)
    monkeypatch.chdir(user_exceptions().parent)
    store = ExceptionsStore(["."])
    assert store.files == (store.user_file,)
    store.change(store.user_file, "余秋雨", NAME)
    assert [kept.file for kept in store.kept] == [store.user_file]
    assert held(store) == ["余秋雨"]


def test_what_somebody_else_writes_holds_after_a_look(store: ExceptionsStore, folder: Path) -> None:
    assert held(store) == []
    (folder / EXCEPTIONS).write_text(MINE, encoding="utf-8")
    assert held(store) == []
    assert store.look()
    assert held(store) == ["余秋雨", "軟體"]
    assert not store.look()
    (folder / EXCEPTIONS).write_text("[[phrase]", encoding="utf-8")
    assert store.look()
    assert (held(store), len(store.problems)) == ([], 1)
    (folder / EXCEPTIONS).unlink()
    assert store.look()
    assert (held(store), store.problems) == ([], ())


def test_what_is_said_already_is_nothing_to_undo(store: ExceptionsStore) -> None:
    assert store.change(store.user_file, "余秋雨", NAME) is not None
    assert store.change(store.user_file, "余秋雨", NAME) is None
    assert store.change(store.user_file, "软件", None) is None
    assert store.undo() is not None
    assert store.undo() is None


def test_the_last_undo_takes_the_file_away_again_and_redo_makes_it(store: ExceptionsStore) -> None:
    store.change(store.user_file, "余秋雨", NAME)
    content = store.user_file.read_bytes()
    undone = store.undo()
    assert (undone.before, undone.after) == (NAME, None) if undone else False
    assert not store.user_file.exists()
    redone = store.redo()
    assert (redone.before, redone.after) == (None, NAME) if redone else False
    assert store.user_file.read_bytes() == content
    assert held(store) == ["余秋雨"]


def test_an_undo_leaves_what_somebody_else_has_written_meanwhile(store: ExceptionsStore) -> None:
    store.user_file.parent.mkdir(parents=True)
    store.user_file.write_text(MINE, encoding="utf-8")
    store.change(store.user_file, "软件", None)
    more = store.user_file.read_text(encoding="utf-8") + '\n[[phrase]]\ntext = "范"\nkeep = true\n'
    store.user_file.write_text(more, encoding="utf-8")
    store.undo()
    assert {phrase.text for phrase in read(store.user_file).phrases} == {"余秋雨", "软件", "范"}
    assert store.user_file.read_text(encoding="utf-8").startswith(more)
    store.redo()
    assert store.user_file.read_text(encoding="utf-8") == more


def test_what_somebody_else_has_changed_is_not_undone_but_what_was_done_before_is(store: ExceptionsStore) -> None:
    store.change(store.user_file, "余秋雨", NAME)
    store.change(store.user_file, "软件", SOFTWARE)
    text = store.user_file.read_text(encoding="utf-8").replace("軟體", "程式")
    store.user_file.write_text(text, encoding="utf-8")
    with pytest.raises(NotChangedError, match="somebody else has changed “软件” meanwhile"):
        store.undo()
    assert store.user_file.read_text(encoding="utf-8") == text
    assert held(store) == ["余秋雨", "程式"]
    store.undo()
    assert held(store) == ["程式"]


def test_a_file_that_cannot_be_written_is_told_and_the_change_can_be_undone_later(store: ExceptionsStore) -> None:
    store.change(store.user_file, "余秋雨", NAME)
    content = store.user_file.read_bytes()
    store.user_file.unlink()
    store.user_file.mkdir()
    with pytest.raises(NotChangedError, match=r"conversion\.toml: change not kept: a folder is in its place"):
        store.change(store.user_file, "软件", SOFTWARE)
    with pytest.raises(NotChangedError, match="a folder is in its place"):
        store.undo()
    store.user_file.rmdir()
    store.user_file.write_bytes(content)
    assert store.undo() is not None
    assert not store.user_file.exists()


steps = st.lists(st.tuples(names, st.none() | phrases) | st.sampled_from(["undo", "redo"]), max_size=12)


@given(st.none() | files(), steps)
def test_undo_gives_back_the_identical_files(text: str | None, done: list[tuple[str, Phrase | None] | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / EXCEPTIONS
        if text is not None:
            file.write_bytes(text.encode())
        store = ExceptionsStore([folder])
        # The states of the file: what came before the one it is in, and what was undone.
        behind: list[bytes | None] = []
        ahead: list[bytes | None] = []

        def content() -> bytes | None:
            return file.read_bytes() if file.exists() else None

        for step in [*done, *["undo"] * len(done)]:
            before = content()
            if step == "undo":
                store.undo()
                if behind:
                    ahead.append(before)
                    assert content() == behind.pop()
            elif step == "redo":
                store.redo()
                if ahead:
                    behind.append(before)
                    assert content() == ahead.pop()
            else:
                assert not isinstance(step, str)
                name, phrase = step
                if phrase is not None:
                    phrase = Phrase(name, phrase.forms, phrase.kept, phrase.exact)
                try:
                    store.change(file, name, phrase)
                except NotChangedError:
                    assert "'''" in (before or b"").decode()
                if content() != before:
                    behind.append(before)
                    ahead.clear()
            assert [kept.phrase for kept in store.kept if kept.file == file] == list(read(file).phrases)
        assert content() == (text.encode() if text is not None else None)


ENDLESS = """
import sys
from pathlib import Path
from reader.library.exceptions_store import ExceptionsStore
from reader.scripts.exceptions import Phrase
store = ExceptionsStore([sys.argv[1]])
number = int(sys.argv[2])
while True:
    number += 1
    store.change(store.files[0], f"余{number}", Phrase(f"余{number}", kept=True))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX does")
def test_a_kill_at_any_moment_leaves_all_that_was_said_to_be_kept(tmp_path: Path) -> None:
    (tmp_path / EXCEPTIONS).write_text(MINE, encoding="utf-8")
    number = 0
    for life in (0.0, 0.003, 0.008, 0.02, 0.05):
        child = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(tmp_path), str(number)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        number = int(child.stdout.readline())
        time.sleep(life)
        child.kill()
        for line in child.stdout.read().splitlines(keepends=True):
            number = int(line) if line.endswith("\n") else number
        child.stdout.close()
        child.wait()
        found = read(tmp_path / EXCEPTIONS)
        assert found.problems == ()
        texts = [phrase.text for phrase in found.phrases]
        assert texts[:2] == ["余秋雨", "软件"]
        assert len(texts) - 2 in (number, number + 1)
        assert texts[2:] == [f"余{one}" for one in range(1, len(texts) - 1)]
        assert (tmp_path / EXCEPTIONS).read_text(encoding="utf-8").startswith(MINE)
        number = len(texts) - 2
    assert set(os.listdir(tmp_path)) <= {EXCEPTIONS, f".{EXCEPTIONS}.new"}
