"""What the interface says of scripts, lengths and types, in the reader's language."""

from __future__ import annotations

from pathlib import Path

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
