"""What the interface says of scripts, lengths and types, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from reader.app.keys import COMMANDS
from reader.language import _, ngettext
from reader.scripts.script import Script, Written

PERSON = "person"
"""The type of people."""


def script_name(script: Script) -> str:
    """Return what a script is called."""
    return {
        Script.ORIGINAL: _("as written"),
        Script.HANS: _("Simplified"),
        Script.HANT: _("Traditional"),
        Script.TW: _("Taiwan"),
        Script.HK: _("Hong Kong"),
    }[script]


def script_sign(script: Script) -> str:
    """Return a short sign of a script."""
    signs = {Script.ORIGINAL: "原", Script.HANS: "简", Script.HANT: "繁", Script.TW: "繁台", Script.HK: "繁港"}
    return signs[script]


def written_sign(written: Written) -> str:
    """Return a short sign of how a document is written."""
    return {
        Written.HANS: "简",
        Written.HANT: "繁",
        Written.TW: "繁台",
        Written.HK: "繁港",
        Written.MIXED: "简+繁",
        Written.NONE: "-",
    }[written]


def length(characters: int) -> str:
    """Return a length in code points in round figures."""
    if characters < 1000:
        return ngettext("{count} char", "{count} chars", characters).format(count=characters)
    thousands = characters / 1000
    return _("{count} k chars").format(count=f"{thousands:.1f}" if thousands < 10 else f"{thousands:.0f}")


def type_name(of_type: str) -> str:
    """Return what an entity of a type is called."""
    known = {
        "person": _("person"),
        "organization": _("organization"),
        "product": _("product"),
        "benchmark": _("test or contest"),
    }
    return known.get(of_type, of_type)


def choose_a_name() -> str:
    """Return the sentence for a reader who wants to go on from a name and has chosen none."""
    key = COMMANDS["entity.next"].label
    return _("Choose a name first: {key}, or click it.").format(key=key) if key else _("Click a name first.")


def selecting_hint(selecting: bool, copied: str) -> str:
    """Return what can be done with the text that is selected.

    Args:
        selecting: whether keys move the end of the selection.
        copied: the setting `copy`: whether text is copied as shown or as written.
    """
    copy, other = ("select.copy", "select.copy_other") if selecting else ("copy", "copy.other")
    hints = [
        (copy, _("{key} copies")),
        (other, _("{key} as written") if copied == "shown" else _("{key} as shown")),
    ]
    if selecting:
        arrows = ("left", "right", "up", "down")
        if all(arrow in COMMANDS[f"select.{arrow}"].keys_in_force for arrow in arrows):
            hints.insert(0, ("select.right", _("arrows extend")))
        hints.append(("select.leave", _("{key} leaves")))
    labels = {name: COMMANDS[name].label for name, _hint in hints}
    return " · ".join(hint.format(key=labels[name]) for name, hint in hints if labels[name])


def file_name(file: Path | str) -> str:
    """Return a path as it is shown: from the home folder on where it is in it."""
    path, home = Path(file), Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def documents(count: int) -> str:
    """Return a number of documents in words."""
    return ngettext("{count} document", "{count} documents", count).format(count=count)


def people(count: int) -> str:
    """Return a number of people in words."""
    return ngettext("{count} person", "{count} people", count).format(count=count)
