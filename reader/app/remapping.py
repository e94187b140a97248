"""The keys that a reader gives to commands, made fit for use: names of keys understood, no key with two meanings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reader.app.key_names import key_named, label_of, types_character
from reader.app.keys import COMMANDS, SCREENS, TYPING, Command, names
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEPT = {
    "quit": ("ctrl+q", "ctrl+c"),
    "panel.close": ("escape",),
    "panel.choose": ("enter",),
    "ask.leave": ("escape",),
}
"""Keys that a command has whatever is written: there is always a way out, and Enter always ends what is typed."""
EDITING = frozenset(
    names(
        "left,right,home,end,backspace,delete,shift+left,shift+right,shift+home,shift+end,ctrl+left,ctrl+right,"
        "ctrl+shift+left,ctrl+shift+right,ctrl+backspace,alt+backspace,super+backspace,ctrl+shift+a,super+c,"
        "ctrl+a,ctrl+c,ctrl+d,ctrl+e,ctrl+k,ctrl+u,ctrl+v,ctrl+w,ctrl+x"
    )
)
"""Keys that edit what is typed, unless a command that holds always has them."""


class Remapped(NamedTuple):
    """The keys of commands that do not have those of the table, and what was wrong in what was written."""

    keys: dict[str, str]
    """For ids of commands Textual's names of their keys, separated by commas; empty for a command without keys."""
    wrong: tuple[tuple[str, str], ...]
    """Ids as they were written, each with a sentence."""


def remapped(written: Mapping[str, Any]) -> Remapped:
    """Return the keys that hold where other keys are written for some commands.

    A key that is written for a command is taken from every other command that holds on the same screen; of two that
    were given it the first keeps it. A command of whose keys none can be used has those of the table.

    Args:
        written: keys for ids of commands, as a person writes them: names separated by commas, nothing for no key.
    """
    wrong: list[tuple[str, str]] = []
    given: dict[str, list[str]] = {}
    for name, text in written.items():
        if name not in COMMANDS:
            wrong.append((name, _no_such_command(name)))
        elif not isinstance(text, str):
            wrong.append((name, _("write the names of keys as text, such as {example}").format(example='"n,ctrl+n"')))
        else:
            keys, refusals = _usable(COMMANDS[name], text, given)
            wrong.extend((name, refusal) for refusal in refusals)
            if keys or not refusals:
                given[name] = [*keys, *(key for key in KEPT.get(name, ()) if key not in keys)]
    changed = {name: ",".join(keys) for name, keys in given.items() if tuple(keys) != names(COMMANDS[name].keys)}
    for command in COMMANDS.values():
        if command.id in given:
            continue
        left = []
        for key in names(command.keys):
            taker = next((name for name in given if key in given[name] and name in _beside(command)), None)
            if taker is None:
                left.append(key)
            else:
                sentence = _("{key} does this now and no longer {id}").format(key=label_of(key), id=command.id)
                wrong.append((taker, sentence))
        if len(left) < len(names(command.keys)):
            changed[command.id] = ",".join(left)
    return Remapped(changed, tuple(wrong))


def _usable(command: Command, text: str, given: Mapping[str, list[str]]) -> tuple[list[str], list[str]]:
    """Return the keys of a text that a command can have, and why it cannot have the others."""
    keys: list[str] = []
    refusals: list[str] = []
    for word in (",",) if text.strip() == "," else names(text):
        key = key_named(word)
        if key is None:
            refusals.append(_no_such_key(word))
        elif (refusal := _refusal(command, key, given)) is not None:
            refusals.append(refusal)
        elif key not in keys:
            keys.append(key)
    return keys, refusals


def _refusal(command: Command, key: str, given: Mapping[str, list[str]]) -> str | None:
    """Return why a command cannot have a key; none where it can."""
    shown = label_of(key)
    if command.id in TYPING and types_character(key):
        return _("{key} types a character, and this command holds while one types").format(key=shown)
    if command.id in TYPING and not command.always and key in EDITING:
        return _("{key} edits what is typed, and this command holds while one types").format(key=shown)
    for other in _beside(command):
        if key in KEPT.get(other, ()):
            return _("{key} always belongs to {id}").format(key=shown, id=other)
        if key in given.get(other, ()):
            return _("{key} is given to {id} already").format(key=shown, id=other)
    return None


def _beside(command: Command) -> Iterator[str]:
    """Yield the ids of the other commands that hold where a command does."""
    for screen in SCREENS:
        if command in screen:
            yield from (other.id for other in screen if other.id != command.id)


def _no_such_command(name: str) -> str:
    from difflib import get_close_matches

    for near in get_close_matches(name, COMMANDS, 1):
        return _("no command has this id; did you mean {id}?").format(id=near)
    return _("no command has this id; reader keys lists all")


def _no_such_key(word: str) -> str:
    from difflib import get_close_matches

    from reader.app.key_names import NAMED

    modifiers, plus, base = word.rpartition("+")
    for near in get_close_matches(base.casefold(), NAMED, 1):
        return _("no key is called {key}; did you mean {name}?").format(key=word, name=f"{modifiers}{plus}{near}")
    return _("no key is called {key}").format(key=word)
