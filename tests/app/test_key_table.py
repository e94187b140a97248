"""The keys of the table clash nowhere; those that a reader gives take their place on every screen, and are shown."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

import reader.app
from reader.app import keys
from reader.app.bars import KeyLine
from reader.app.key_names import key_named, types_character
from reader.app.keys import (
    ALWAYS,
    ANYWHERE,
    COMMANDS,
    LIBRARY,
    PANEL,
    READING,
    SCREENS,
    TABLES,
    TYPING,
    bindings,
    names,
)
from reader.app.panel import Panel
from reader.app.remapping import EDITING, KEPT, remapped
from reader.app.row_list import RowList
from reader.app.themes import DARK
from tests.app.driving import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.actions import ActionParseResult
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.dom import DOMNode

    from reader.app.keys import Command
    from reader.app.painting import Painting


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Have the keys of the table before and after each test."""
    keys.use({})
    yield
    keys.use({})


def use(**written: str) -> None:
    """Put keys in force, as if they stood in the settings; two underscores are the dot of an id."""
    keys.use(remapped({name.replace("__", "."): text for name, text in written.items()}).keys)


def in_force(screen: tuple[Command, ...]) -> list[str]:
    return [key for command in screen for key in command.keys_in_force]


# The table


def test_every_command_has_an_id_of_its_own() -> None:
    assert len(COMMANDS) == sum(len(table) for table in TABLES.values())


def test_every_command_holds_on_some_screen() -> None:
    assert {command.id for screen in SCREENS for command in screen} == COMMANDS.keys()


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_table_has_keys_by_the_names_under_which_they_arrive(command: Command) -> None:
    assert command.keys_in_force
    assert [key_named(key) for key in command.keys_in_force] == list(command.keys_in_force)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen[0].id)
def test_no_key_of_the_table_does_two_things_on_one_screen(screen: tuple[Command, ...]) -> None:
    assert len(in_force(screen)) == len(set(in_force(screen)))


def test_what_holds_while_one_types_takes_no_key_from_typing() -> None:
    assert [name for name in TYPING if any(map(types_character, COMMANDS[name].keys_in_force))] == []


def test_the_keys_that_edit_are_those_of_the_line_for_typing() -> None:
    own = {binding.key for binding in Binding.make_bindings(Input.BINDINGS)}
    assert own - {"enter"} == EDITING


def test_every_binding_of_the_app_is_in_the_table() -> None:
    found = {}
    for module in pkgutil.iter_modules(reader.app.__path__, "reader.app."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and thing.__module__ == module.name:
                for binding in vars(thing).get("BINDINGS", ()):
                    found[binding.id] = (binding.key, binding.action, binding.priority)
    table = {command.id: (command.keys, command.action, command.always) for command in COMMANDS.values()}
    assert {name: found[name] for name in found if found[name] != table.get(name)} == {}
    assert found.keys() == table.keys()


# What a reader writes

written_keys = st.lists(
    st.sampled_from(
        [*(key for command in COMMANDS.values() for key in names(command.keys)), "x", "ctrl+x", "f5", "??"]
    ),
    max_size=3,
).map(",".join)
written_tables = st.dictionaries(st.sampled_from([*COMMANDS, "no.such.command"]), written_keys, max_size=12)


@given(written_tables)
def test_whatever_is_written_no_key_does_two_things_on_one_screen(table: dict[str, str]) -> None:
    keys.use(remapped(table).keys)
    for screen in SCREENS:
        assert len(in_force(screen)) == len(set(in_force(screen)))


@given(written_tables)
def test_whatever_is_written_there_is_a_way_out_and_typing_types(table: dict[str, str]) -> None:
    keys.use(remapped(table).keys)
    for name, kept in KEPT.items():
        assert set(kept) <= set(COMMANDS[name].keys_in_force)
    assert not any(types_character(key) for name in TYPING for key in COMMANDS[name].keys_in_force)


@given(written_tables)
def test_what_comes_of_it_can_be_written_and_is_then_right(table: dict[str, str]) -> None:
    once = remapped(table)
    assert remapped(once.keys) == (once.keys, ())


@given(written_tables)
def test_every_sentence_is_about_a_line_that_was_written(table: dict[str, str]) -> None:
    found = remapped(table)
    assert {name for name, _sentence in found.wrong} <= table.keys()
    assert found.keys.keys() <= COMMANDS.keys()


def test_nothing_written_changes_nothing() -> None:
    assert remapped({}) == ({}, ())
    assert remapped({"mention.next": "n", "quit": "ctrl+q,ctrl+c"}) == ({}, ())


def test_keys_are_written_as_they_are_named_typed_or_shown() -> None:
    table = {"mention.next": "Ctrl+N, ?x", "people": "PgUp", "search": ",", "help": "F1,?"}
    assert remapped(table).keys | {"mention.next": ""} == {
        "mention.next": "",
        "people": "pageup",
        "search": "comma",
        "help": "f1,question_mark",
        "list.page_up": "",
        "page.up": "",
        "settings": "",
    }


def test_a_command_may_be_left_without_keys() -> None:
    assert remapped({"theme.toggle": ""}) == ({"theme.toggle": ""}, ())


def test_a_written_key_is_taken_from_the_command_that_has_it_and_this_is_said() -> None:
    found = remapped({"people": "n"})
    assert found.keys == {"people": "n", "mention.next": ""}
    assert found.wrong == (("people", "n does this now and no longer mention.next"),)


def test_a_command_keeps_the_keys_that_are_not_taken() -> None:
    assert remapped({"people": "g"}).keys == {"people": "g", "list.first": "home", "document.start": "home"}


def test_whoever_gives_the_other_command_a_key_too_is_told_nothing() -> None:
    found = remapped({"people": "n", "mention.next": "p", "list.first": "home", "document.start": "home"})
    assert found.wrong == ()


def test_commands_of_different_screens_may_have_one_key() -> None:
    assert remapped({"library.sort": "n", "contents": "r"}) == ({"library.sort": "n", "contents": "r"}, ())


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ({"mention.nex": "x"}, ("mention.nex", "no command has this id; did you mean mention.next?")),
        ({"zzzz": "x"}, ("zzzz", "no command has this id; reader keys lists all")),
        ({"search": 3}, ("search", 'write the names of keys as text, such as "n,ctrl+n"')),
        ({"search": "pgdown"}, ("search", "no key is called pgdown; did you mean pagedown?")),
        ({"search": "ctrl+pgdown"}, ("search", "no key is called ctrl+pgdown; did you mean ctrl+pagedown?")),
        ({"search": "foo"}, ("search", "no key is called foo")),
        ({"search": "ctrl+c"}, ("search", "Ctrl+C always belongs to quit")),
        ({"quit": "x"}, ("quit", "x types a character, and this command holds while one types")),
        ({"panel.down": "space"}, ("panel.down", "Space types a character, and this command holds while one types")),
        (
            {"panel.down": "ctrl+d"},
            ("panel.down", "Ctrl+D edits what is typed, and this command holds while one types"),
        ),
        ({"panel.down": "esc"}, ("panel.down", "Esc always belongs to panel.close")),
    ],
)
def test_what_cannot_be_is_said_and_the_keys_of_the_table_hold(table: dict[str, Any], wrong: tuple[str, str]) -> None:
    assert remapped(table) == ({}, (wrong,))


def test_of_two_commands_that_were_given_a_key_the_first_has_it() -> None:
    found = remapped({"people": "i,f5", "contents": "i,f6", "note": "i"})
    assert found.keys == {"people": "i,f5", "contents": "f6"}
    assert found.wrong == (("contents", "i is given to people already"), ("note", "i is given to people already"))


# What is shown


def test_labels_follow_the_keys_in_force() -> None:
    command = COMMANDS["page.down"]
    assert (command.label, command.labels) == ("Space", "Space PgDn")
    use(page__down="PgDn,ctrl+f")
    assert (command.label, command.labels) == ("PgDn", "PgDn Ctrl+F")
    use(page__down="")
    assert (command.label, command.labels) == ("", "")


# On the screen


class Page(Screen[None]):
    """A screen with the keys of the page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READING)]

    def compose(self) -> ComposeResult:
        """Show some of the keys."""
        yield KeyLine(READING[:2])


class Library(Screen[None]):
    """A screen with the keys of the library and of a list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY)]

    def compose(self) -> ComposeResult:
        """Have a list."""
        yield RowList[str](lambda item, cells: [(item, "")], str)


class Letters(Panel[str, str]):
    """A panel with the keys of all panels."""

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        return []

    def items_for(self, typed: str) -> list[str]:
        """Return some letters."""
        return ["a", "b"]

    def paint(self, item: str, cells: int) -> Painting:
        """Return one line."""
        return [(item, "")]

    def action_choose(self) -> None:
        """Note it: what is typed is submitted, which chooses without a binding."""
        assert isinstance(self.app, Host)
        self.app.done.append("choose")


ACTIONS = {command.action for command in COMMANDS.values()}


class Host(App[None]):
    """Notes the actions of the table that keys lead to, and does none of them."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANYWHERE)]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str | ActionParseResult] = []
        self.register_theme(DARK)
        self.theme = DARK.name
        self.set_keymap(keys.keymap())

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Note an action of the table; do any other."""
        if action not in ACTIONS:
            return await super().run_action(action, default_namespace, namespaces)
        self.done.append(action)
        return True


TABLES_OF_KEYS: tuple[dict[str, str], ...] = (
    {},
    {"mention.next": "N", "mention.previous": "n"},
    {"contents": "b", "bookmark": "f", "find.labels": "t"},
    {"people": "n", "script.toggle": "ctrl+n,f5"},
    {"page.down": "", "page.up": "", "entity.next": "f6,f7,f8", "theme.toggle": "tab"},
    {"quit": "ctrl+x", "redraw": "ctrl+r", "list.down": "ctrl+n,n", "library.sort": "j", "panel.down": "ctrl+n"},
    {"line.down": "k", "line.up": "j", "help": "h", "search": "?", "library": "slash", "library.leave": "f1"},
)


@pytest.mark.parametrize("table", TABLES_OF_KEYS, ids=lambda table: " ".join(table) or "none")
@pytest.mark.parametrize("where", ["page", "library", "panel"])
async def test_every_key_in_force_does_what_it_is_in_force_for(table: dict[str, str], where: str) -> None:
    found = remapped(table)
    keys.use(found.keys)
    places: dict[str, tuple[Screen[Any], tuple[Command, ...]]] = {
        "page": (Page(), SCREENS[1]),
        "library": (Library(), SCREENS[0]),
        "panel": (Letters(), (*PANEL, *ALWAYS)),
    }
    screen, commands = places[where]
    app = Host()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        for command in commands:
            for key in command.keys_in_force:
                app.done.clear()
                await pilot.press(key)
                assert app.done == [command.action], (command.id, key)
            for key in set(names(command.keys)) - {key for one in commands for key in one.keys_in_force}:
                app.done.clear()
                await pilot.press(key)
                assert command.action not in app.done, (command.id, key)


async def test_keys_can_be_changed_while_the_app_runs() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await app.push_screen(Page())
        await pilot.press("n")
        use(mention__next="i", contents="n")
        app.set_keymap(keys.keymap())
        await pilot.press("i", "n")
        use()
        app.set_keymap(keys.keymap())
        await pilot.press("n", "t", "i")
        assert app.done == ["next_mention", "next_mention", "contents", "next_mention", "contents"]


async def test_the_line_of_keys_shows_the_keys_in_force() -> None:
    use(mention__next="F5,n")
    app = Host()
    async with app.run_test() as pilot:
        await app.push_screen(Page())
        await pilot.pause()
        assert shown(app.screen.query_one(KeyLine)) == [" F5 next  N previous"]
