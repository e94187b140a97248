"""The catalogs hold every string of the code and nothing else, and the environment chooses among them."""

from __future__ import annotations

import ast
import unicodedata
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from reader import language
from reader.app import keys
from reader.page.cells import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from babel.messages.catalog import Catalog, Message

Id = str | tuple[str, ...]
"""A string of the code; with its plural where it has one."""

CODE = Path(language.__file__).parent
PLURAL = "ngettext"
MARKS = ("_", "N_", PLURAL)
TAGS = tuple(tag.replace("-", "_") for tag in language.LANGUAGES if tag != "en")
COMMANDS = tuple(keys.COMMANDS.values())
SHORT = 8
"""The cells that a command's word may take in the line of keys."""
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: reader\\n"
"Language: {tag}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

each_catalog = pytest.mark.parametrize("tag", TAGS)


@cache
def strings_in_code() -> frozenset[Id]:
    """Return what babel extracts, and what it passes over: before Python 3.12 a string inside an f-string is hidden."""
    extracted = extract_from_dir(CODE, keywords={**DEFAULT_KEYWORDS, "N_": None})
    found = {
        words if isinstance(words, str) else tuple(words) for _file, _line, words, _comments, _context in extracted
    }
    for path in CODE.rglob("*.py"):
        found.update(strings_in(path.read_text(encoding="utf-8")))
    return frozenset(found)


def strings_in(source: str) -> Iterator[Id]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if words:
                yield tuple(words[:2]) if node.func.id == PLURAL else words[0]


def source_of(tag: str) -> str:
    return (language.CATALOGS / tag / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")


@cache
def catalog(tag: str) -> Catalog:
    with (language.CATALOGS / tag / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(tag: str) -> list[Message]:
    return [message for message in catalog(tag) if message.id]


def forms(one_or_more: Iterable[str] | str | None) -> tuple[str, ...]:
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more or ())


def identity(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None}


@each_catalog
def test_every_string_of_the_code_is_translated(tag: str) -> None:
    translated = {identity(message) for message in messages(tag) if all(forms(message.string))}
    assert strings_in_code() - translated == set()


@each_catalog
def test_nothing_is_translated_that_the_code_no_longer_says(tag: str) -> None:
    assert {identity(message) for message in messages(tag)} - strings_in_code() == set()
    assert list(catalog(tag).obsolete) == []


@each_catalog
def test_no_translation_is_a_guess(tag: str) -> None:
    assert [message.id for message in catalog(tag) if message.fuzzy] == []


@each_catalog
def test_every_translation_has_the_one_form_that_chinese_has(tag: str) -> None:
    assert catalog(tag).num_plurals == 1
    assert [message.id for message in messages(tag) if len(forms(message.string)) != 1] == []


@each_catalog
def test_placeholders_stay(tag: str) -> None:
    for message in messages(tag):
        wanted = set().union(*map(placeholders, forms(message.id)))
        for form in forms(message.string):
            assert placeholders(form) == wanted, message.id


@each_catalog
def test_words_in_the_line_of_keys_are_short(tag: str) -> None:
    shorts = {command.short: forms(catalog(tag)[command.short].string)[0] for command in COMMANDS}
    assert {short: said for short, said in shorts.items() if not 0 < width(said) <= SHORT} == {}


@each_catalog
def test_translations_are_as_wide_in_every_terminal(tag: str) -> None:
    """Marks such as “ … → take one cell in some terminals and two in others; there are others to choose from.

    What a string has in English already stays.
    """
    for message in messages(tag):
        known = set("".join(forms(message.id)))
        said = set("".join(forms(message.string))) - known
        assert {mark for mark in said if unicodedata.east_asian_width(mark) == "A"} == set(), message.id


@each_catalog
def test_the_header_tells_no_person_place_or_time(tag: str) -> None:
    source = source_of(tag)
    assert source.startswith(HEADER.format(tag=tag))
    assert "\n#:" not in source


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        *((locale, "zh-Hant") for locale in ("zh_TW.UTF-8", "zh_HK", "zh_MO", "zh-Hant", "zh_Hant_TW", "ZH-hk")),
        *((locale, "zh-Hans") for locale in ("zh_CN", "zh_CN.GB18030", "zh_SG", "zh", "zh-Hans", "zh-Hans-HK")),
        *((locale, "en") for locale in ("C", "C.UTF-8", "POSIX", "en_GB", "en_US.UTF-8@euro", "en")),
        *((locale, None) for locale in ("fr", "fr_FR.UTF-8", "ja_JP", "")),
    ],
)
def test_a_locale_names_a_language(locale: str, expected: str | None) -> None:
    assert language.language_of(locale) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "zh_CN.UTF-8"}, "zh-Hant"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "zh_HK", "LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "zh-Hant"),
        ({"LANGUAGE": "fr:zh_SG:en", "LC_ALL": "en_GB.UTF-8"}, "zh-Hans"),
        ({"LANGUAGE": "", "LC_ALL": "", "LANG": "zh_TW"}, "zh-Hant"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_in_the_order_of_gettext(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, locale in environment.items():
        monkeypatch.setenv(variable, locale)
    assert language.preferred_language() == expected


@pytest.mark.parametrize(("tag", "said"), [("zh-Hans", "打开"), ("zh-Hant", "打開"), ("en", "open")])
def test_a_language_is_spoken_once_it_is_chosen(tag: str, said: str) -> None:
    language.use(tag)
    assert (language._("open"), language.spoken()) == (said, tag)
