"""The file of settings: what it says holds, what is wrong in it is one line, and nothing in it is ever lost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import settings as module
from reader.app import themes
from reader.app.settings import (
    BY_NAME,
    DEFAULTS,
    SCHEMA,
    THEMES,
    Loaded,
    Setting,
    Settings,
    load,
    write,
)
from reader.library.splices import NotChangedError
from reader.page.cells import width
from reader.page.typesetting import Typesetting

each_setting = pytest.mark.parametrize("setting", SCHEMA, ids=lambda setting: setting.name)

MINE = """\
# how I like it
theme = "paper"   # for the evening

# a narrow column
measure = 60

[keys]
# next to each other
people = "P"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def said(file: Path, text: str) -> Loaded:
    """Return what a file with a text says."""
    file.write_text(text, encoding="utf-8")
    return load(file)


def lines(loaded: Loaded) -> list[str]:
    """Return the problems as they are told, without the folder."""
    return [str(problem).removeprefix(f"{loaded.path.parent}/") for problem in loaded.problems]


# The schema


def test_the_schema_is_that_of_the_settings() -> None:
    assert [setting.name for setting in SCHEMA] == [field.name for field in fields(Settings)]


def test_the_themes_are_those_that_there_are() -> None:
    assert tuple(theme.name for theme in themes.ALL) == THEMES


@each_setting
def test_the_default_is_one_of_the_values(setting: Setting) -> None:
    assert setting.allows(setting.default)


@each_setting
def test_no_value_is_taken_for_another_type(setting: Setting) -> None:
    if setting.name == "headings":
        assert not any(map(setting.allows, (1, 1.0, True, [1], None, {})))
        return
    assert setting.allows(True) == (setting.name in ("hanging", "focus", "quotation"))
    may_be_one = ("margin", "paragraph_spacing", "line_spacing", "indent", "columns", "ambiguous_width", "wheel")
    assert setting.allows(1) == (setting.name in may_be_one)
    assert not any(map(setting.allows, (1.0, "1", [1], None, {}, "")))


def test_numbers_end_at_their_ends() -> None:
    measure = BY_NAME["measure"]
    assert [measure.beside(80, -1), measure.beside(20, -1), measure.beside(199, 5)] == [79, 20, 200]


@each_setting
def test_choices_go_round(setting: Setting) -> None:
    if isinstance(setting.values, range):
        return
    value, met = setting.default, []
    for _step in setting.values:
        met.append(value)
        assert setting.beside(setting.beside(value, 1), -1) == value
        value = setting.beside(value, 1)
    assert value == setting.default
    assert set(met) == set(setting.values)


def test_the_page_is_set_as_the_settings_say() -> None:
    assert DEFAULTS.typesetting == Typesetting()
    changed = DEFAULTS.changed("measure", 60).changed("columns", "auto").changed("hanging", True)
    assert changed.typesetting == Typesetting(measure=60, columns="auto", hanging=True)


# Reading


def test_without_a_file_the_defaults_hold_and_nothing_is_made(file: Path) -> None:
    assert load(file) == Loaded(file)
    assert load(file / "in a file that is no folder") == Loaded(file / "in a file that is no folder")
    assert list(file.parent.iterdir()) == []


def test_a_file_says_what_holds(file: Path) -> None:
    loaded = said(file, MINE)
    assert loaded.settings == Settings(theme="paper", measure=60)
    assert loaded.given == {"theme", "measure"}
    assert loaded.keys == {"people": "P"}
    assert loaded.problems == ()


@each_setting
def test_every_value_can_be_said_in_the_file(file: Path, setting: Setting) -> None:
    for value in setting.values:
        loaded = said(file, f"{setting.name} = {module.written(value)}\n")
        assert (getattr(loaded.settings, setting.name), loaded.problems) == (value, ())


@pytest.mark.parametrize("pattern", [r"第\d+话", "EP.+", "it's", '"第', r"""'"\\""", "第.+\t章"])
@pytest.mark.parametrize("before", [None, MINE, "headings = 'x' # mine\n"])
def test_a_pattern_is_read_as_it_was_written(file: Path, pattern: str, before: str | None) -> None:
    if before is not None:
        file.write_text(before, encoding="utf-8")
    write(file, "headings", pattern)
    assert (load(file).settings.headings, load(file).problems) == (pattern, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("measur = 60", "settings.toml: measur: there is no such setting; did you mean measure?"),
        ("key = 1", "settings.toml: key: there is no such setting; did you mean keys?"),
        ("zzz = 1", "settings.toml: zzz: there is no such setting; reader config lists all"),
        ("measure = 10", "settings.toml: measure: it may be: 20 to 200"),
        ("measure = true", "settings.toml: measure: it may be: 20 to 200"),
        ('measure = "60"', "settings.toml: measure: it may be: 20 to 200"),
        ("margin = 2.0", "settings.toml: margin: it may be: 0 to 40"),
        ("hanging = 1", "settings.toml: hanging: it may be: false, true"),
        ('columns = "2"', 'settings.toml: columns: it may be: 1, 2, "auto"'),
        ("copy = { shown = true }", 'settings.toml: copy: it may be: "shown", "written"'),
        ('"a\\nb" = 1', "settings.toml: a b: there is no such setting; reader config lists all"),
        ("headings = 3", "settings.toml: headings: it may be: a regular expression, or nothing"),
        (
            "headings = '第('",
            "settings.toml: headings: Not a regular expression, at character 2: a closing ) is missing",
        ),
        ("keys = 3", "settings.toml: keys: write the keys as a table: [keys]"),
        ('[keys]\npeopel = "P"', "settings.toml: keys.peopel: no command has this id; did you mean people?"),
        ('[keys]\npeople = "n"', "settings.toml: keys.people: n does this now and no longer mention.next"),
    ],
)
def test_what_is_wrong_is_one_line_and_the_rest_of_the_file_holds(file: Path, text: str, line: str) -> None:
    loaded = said(file, f"wheel = 5\n{text}\n")
    assert lines(loaded) == [line]
    assert loaded.settings == Settings(wheel=5)
    assert loaded.given == {"wheel"}


def test_the_ids_of_commands_need_no_quotation_marks(file: Path) -> None:
    loaded = said(file, '[keys]\nmention.next = "i"\n"mention.previous" = "I"\n')
    assert (loaded.keys, loaded.problems) == ({"mention.next": "i", "mention.previous": "I"}, ())


def test_the_example_in_the_readme_is_right(file: Path) -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    example = next(block for block in readme.split("```toml\n")[1:] if "[keys]" in block).partition("```")[0]
    loaded = said(file, example)
    assert loaded.problems == ()
    assert loaded.given
    assert loaded.keys


BROKEN = {
    b'theme = "paper"\nmeasure = \n': ("line 2 is not TOML", " (Invalid value)"),
    b"measure = 60\nmeasure = 70\n": ("line 2 is not TOML", " (Cannot overwrite a value)"),
    b'\n\ntheme = "paper': ("line 3 is not TOML", " (Unterminated string)"),
    b"measure = 60\ntheme = '\xff'\n": ("line 2 is not UTF-8 text", ""),
    b"a = " + b"[" * 100_000: ("it is not TOML", ")"),
    b"a = " + b"9" * 5_000: ("it is not TOML", ")"),
}


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_file_that_is_no_toml_is_told_with_the_line_and_the_way_out_and_left_alone(
    file: Path, content: bytes
) -> None:
    where, why = BROKEN[content]
    file.write_bytes(content)
    loaded = load(file)
    assert loaded.settings == DEFAULTS
    assert len(loaded.problems) == 1
    assert lines(loaded)[0].startswith(f"settings.toml: {where}; mend it, else nothing in it holds")
    assert lines(loaded)[0].endswith(why)
    assert width(lines(loaded)[0].partition(" (")[0]) <= 78
    with pytest.raises(NotChangedError) as refused:
        write(file, "measure", 60)
    assert str(refused.value).startswith(f"{file}: {where}; mend it, else nothing is written")
    assert refused.value.in_short.endswith(why)
    assert file.read_bytes() == content


def test_a_file_that_cannot_be_read_or_written_is_told(file: Path) -> None:
    file.mkdir()
    assert lines(load(file)) == ["settings.toml: a folder is in its place; move that away"]
    with pytest.raises(NotChangedError, match="change not kept: a folder is in its place"):
        write(file, "measure", 60)


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfmeasure = 60\n")
    assert load(file).settings == Settings(measure=60)
    write(file, "margin", 5)
    assert file.read_bytes() == b"\xef\xbb\xbfmeasure = 60\nmargin = 5\n"


@given(
    st.dictionaries(st.one_of(st.sampled_from(list(BY_NAME)), st.text("aeknsty汉.", max_size=7)), st.integers(-5, 250))
)
def test_any_file_gives_settings_that_may_be(table: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "".join(f'"{name}" = {value}\n' for name, value in table.items())
        loaded = said(Path(folder) / "settings.toml", text)
    for setting in SCHEMA:
        assert setting.allows(getattr(loaded.settings, setting.name))
    assert len(loaded.given) + len(loaded.problems) == len(table)


# Writing


def test_the_first_change_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "config" / "reader" / "settings.toml"
    write(file, "measure", 80)
    assert list(tmp_path.iterdir()) == []
    write(file, "measure", 60)
    assert file.read_text(encoding="utf-8") == "measure = 60\n"
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_only_what_was_changed_is_changed(file: Path) -> None:
    file.write_text(MINE, encoding="utf-8")
    write(file, "measure", 72)
    assert file.read_text(encoding="utf-8") == MINE.replace("60", "72")
    write(file, "hanging", True)
    assert file.read_text(encoding="utf-8") == MINE.replace("measure = 60", "measure = 72\nhanging = true")


def test_a_default_is_taken_out_of_the_file(file: Path) -> None:
    file.write_text(MINE, encoding="utf-8")
    write(file, "measure", 80)
    assert file.read_text(encoding="utf-8") == MINE.replace("measure = 60\n", "")


def test_a_line_with_a_comment_stays_for_the_comment(file: Path) -> None:
    file.write_text(MINE, encoding="utf-8")
    write(file, "theme", DEFAULTS.theme)
    assert file.read_text(encoding="utf-8") == MINE.replace("paper", DEFAULTS.theme)


def test_what_is_not_right_in_the_file_stays_until_it_is_changed(file: Path) -> None:
    file.write_text("measure = 3\nmeasur = 3\n", encoding="utf-8")
    write(file, "wheel", 5)
    assert file.read_text(encoding="utf-8") == "measure = 3\nmeasur = 3\nwheel = 5\n"
    write(file, "measure", 60)
    assert file.read_text(encoding="utf-8") == "measure = 60\nmeasur = 3\nwheel = 5\n"


def test_line_ends_stay(file: Path) -> None:
    file.write_bytes(b'theme = "paper"\r\n\r\n[keys]\r\n')
    write(file, "measure", 60)
    assert b"\r\n" in file.read_bytes()
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")
    assert load(file).settings == Settings(theme="paper", measure=60)


def test_two_copies_do_not_disturb_each_other(file: Path) -> None:
    write(file, "measure", 60)
    write(file, "theme", "sepia")  # the other copy, which does not know of it
    file.write_text(file.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    write(file, "wheel", 5)
    assert load(file).settings == Settings(measure=60, theme="sepia", wheel=5)
    assert "# a note\n" in file.read_text(encoding="utf-8")


changes = st.sampled_from(SCHEMA).flatmap(
    lambda setting: st.tuples(st.just(setting.name), st.sampled_from(list(setting.values)))
)


@given(st.lists(changes, max_size=12))
def test_what_was_written_last_holds(made: list[tuple[str, Any]]) -> None:
    wanted = Settings(theme="paper", measure=60)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        file.write_text(MINE, encoding="utf-8")
        for name, value in made:
            wanted = wanted.changed(name, value)
            write(file, name, value)
        loaded = load(file)
        text = file.read_text(encoding="utf-8")
    assert (loaded.settings, loaded.keys, loaded.problems) == (wanted, {"people": "P"}, ())
    comments = [line for line in MINE.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in comments] == [
        line.partition("#")[2] for line in text.splitlines() if "#" in line
    ]
    stated = {name for name in tomllib.loads(text) if name != "keys"}
    assert stated - {"theme"} == {
        setting.name for setting in SCHEMA if getattr(wanted, setting.name) != setting.default
    } - {"theme"}


KILLER = """
import os, random, signal, sys, time, tomllib
from pathlib import Path
from reader.app.settings import write
import tomlkit

file, kills = Path(sys.argv[1]), int(sys.argv[2])
seen = set()
for number in range(kills):
    ready, begun = os.pipe()
    child = os.fork()
    if child == 0:
        write(file, "measure", 81 + number)
        os.write(begun, b".")
        for measure in range(number, 10_000):
            write(file, "measure", 81 + measure % 120)  # never the default, which would be taken out
    os.read(ready, 1)
    time.sleep(random.uniform(0, 0.01))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)
    os.close(begun)
    text = file.read_text()
    measure = tomllib.loads(text)["measure"]
    assert text == sys.argv[3].replace("60", str(measure)), text
    seen.add(measure)
print(len(seen))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_program_that_is_killed_leaves_the_old_file_or_the_new_one(file: Path) -> None:
    file.write_text(MINE, encoding="utf-8")
    kills = 100
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(file), str(kills), MINE],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 1  # it was killed while it wrote, not before


@pytest.mark.parametrize("result", ["", "measure = 61\n", MINE.replace("people", "peopel"), 'theme = "paper'])
def test_a_change_that_would_change_anything_else_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, result: str
) -> None:
    file.write_text(MINE, encoding="utf-8")
    monkeypatch.setattr("tomlkit.dumps", lambda _document: result)
    with pytest.raises(NotChangedError, match="mend it, else nothing is written"):
        write(file, "measure", 61)
    assert file.read_text(encoding="utf-8") == MINE


@pytest.mark.parametrize("text", ["theme.x = 1\n", "[theme]\nx = 1\n", "[[measure]]\n", "[theme]\n[keys]\n[theme.x]\n"])
def test_a_table_in_the_place_of_a_setting_gives_way_or_nothing_is_changed(file: Path, text: str) -> None:
    for name, value in (("theme", "paper"), ("measure", 60)):
        file.write_text(text, encoding="utf-8")
        try:
            write(file, name, value)
        except NotChangedError:
            assert file.read_text(encoding="utf-8") == text
        else:
            assert tomllib.loads(file.read_text(encoding="utf-8")) == {**tomllib.loads(text), name: value}
