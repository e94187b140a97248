"""What the interface says of scripts, lengths and types, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.app.keys import COMMANDS
from reader.documents.sanitising import one_line
from reader.language import _, ngettext, spoken
from reader.page.cells import width
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.entities.entity import Entity
    from reader.scripts.target import Target

PERSON = "person"
"""The type of people."""
SAID_SIGN = "*"
"""Stands behind the sign of how a document is written where that is the reader's word."""
WORDED = (Script.HANS, Script.TW, Script.HK)
"""The scripts with words of their own region; the standard of Traditional belongs to none."""


def target_name(target: Target) -> str:
    """Return what the script of a target is called."""
    if target.script is Script.HANT and not target.any_region:
        return _("Traditional, standard")
    return {
        Script.ORIGINAL: _("as written"),
        Script.HANS: _("Simplified"),
        Script.HANT: _("Traditional"),
        Script.TW: _("Taiwan"),
        Script.HK: _("Hong Kong"),
    }[target.script]


def target_sign(target: Target) -> str:
    """Return a short sign of a script and of whether it comes with the words of its region."""
    signs = {Script.ORIGINAL: "原", Script.HANS: "简", Script.HANT: "繁", Script.TW: "繁台", Script.HK: "繁港"}
    standard = _("标") if target.script is Script.HANT and not target.any_region else ""
    return f"{signs[target.script]}{standard}{words_sign() if target.wording and has_words(target) else ''}"


def words_sign() -> str:
    """Return what stands behind the sign of a script that is shown with the words of its region."""
    return _("+词")


def has_words(target: Target) -> bool:
    """Return whether a script has words of its region, so that there is something to switch on."""
    return target.script in WORDED


def no_words(target: Target) -> str:
    """Return the sentence for a reader who asks for the words of a region in a script that belongs to none."""
    key = COMMANDS["script.choose"].label
    said = _("Words of a region come with Simplified, Taiwan or Hong Kong: {key} chooses.").format(key=key)
    return said if key else _("Words of a region come with Simplified, Taiwan or Hong Kong.")


def written_name(written: Written) -> str:
    """Return what a way to write is called."""
    return {
        Written.HANS: _("Simplified"),
        Written.HANT: _("Traditional"),
        Written.TW: _("Taiwan"),
        Written.HK: _("Hong Kong"),
        Written.MIXED: _("both scripts"),
        Written.NONE: _("no sign of a script"),
    }[written]


def written_sign(written: Written, *, said: bool = False) -> str:
    """Return a short sign of how a document is written, marked where the reader has said so."""
    sign = {
        Written.HANS: "简",
        Written.HANT: "繁",
        Written.TW: "繁台",
        Written.HK: "繁港",
        Written.MIXED: "简+繁",
        Written.NONE: "-",
    }[written]
    return f"{sign}{SAID_SIGN if said else ''}"


def shown_sign(written: Written, target: Target, *, said: bool) -> str:
    """Return a short sign of how a document is written and, where it is shown otherwise, how it is shown.

    Args:
        written: how the document is written.
        target: how it is shown.
        said: whether the reader has said how it is written.
    """
    sign = written_sign(written, said=said)
    stands = target.script is Script.ORIGINAL or target.script_for(written) == written.value
    return sign if stands else f"{sign} › {target_sign(target)}"


def encoding_sign(encoding: str, replaced: int) -> str:
    """Return what an encoding is called, and how many places of the document are broken if any are.

    Args:
        encoding: what people call it; empty where there is no choice.
        replaced: how many places are broken.
    """
    return " · ".join(filter(None, (encoding, broken(replaced) if replaced else "")))


def broken(count: int) -> str:
    """Return how many places of a document are broken, in as few words as can be."""
    return ngettext("{count} broken", "{count} broken", count).format(count=count)


def broken_hint(count: int) -> str:
    """Return the sentence for a reader who opens a document with broken places, and which key may help."""
    said = ngettext("{count} place of the file is broken", "{count} places of the file are broken", count)
    key = COMMANDS["encoding.choose"].label
    helps = _("{key} reads it in another encoding").format(key=key)
    return f"{said.format(count=count)} · {helps}" if key else said.format(count=count)


def length(characters: int) -> str:
    """Return a length in code points in round figures."""
    if characters < 1000:
        return ngettext("{count} char", "{count} chars", characters).format(count=characters)
    if spoken() != "en" and characters >= 10_000:
        return _("{count} × 10,000 chars").format(count=_round(characters / 10_000))  # Chinese counts in 万
    if characters >= 999_500:
        return _("{count} M chars").format(count=_round(characters / 1_000_000))
    return _("{count} k chars").format(count=_round(characters / 1000))


def _round(number: float) -> str:
    return f"{number:.1f}" if number < 9.95 else f"{number:.0f}"


def type_name(of_type: str) -> str:
    """Return what an entity of a type is called."""
    known = {
        "person": _("person"),
        "organization": _("organization"),
        "product": _("product"),
        "benchmark": _("test or contest"),
        "place": _("place"),
        "work": _("work"),
        "term": _("term"),
    }
    return known.get(of_type, of_type)


def choose_a_name() -> str:
    """Return the sentence for a reader who wants to go on from a name and has chosen none."""
    key = COMMANDS["entity.next"].label
    return _("Choose a name first: {key}, or click it.").format(key=key) if key else _("Click a name first.")


def decides_hint() -> str:
    """Return which key says whom a place means that may mean several; empty where none does."""
    key = COMMANDS["entity.correct"].label
    return _("{key} decides").format(key=key) if key else ""


def nothing_decides() -> str:
    """Return the sentence for a reader who wants to go on from a place that may mean several."""
    said, hint = _("Nothing here tells who of them is meant"), decides_hint()
    return f"{said} · {hint}" if hint else said


def names_apart(entities: Sequence[Entity], name_of: Callable[[Entity], str]) -> list[str]:
    """Return what some entities are called; those who are called the same with what tells them apart.

    That is what only one of them is called besides, else what is said of them, else their ids.
    """
    from reader.scripts.fold import fold  # what the first screen says needs none

    names = [one_line(name_of(entity)) for entity in entities]
    told = []
    for entity, name in zip(entities, names, strict=True):
        same = [other for other, its in zip(entities, names, strict=True) if its == name and other is not entity]
        taken = {fold(name), *(fold(text) for other in same for text in _besides(other))}
        beside = next((text for text in _besides(entity) if fold(text) not in taken), entity.id)
        told.append(f"{name} ({one_line(beside)})" if same else name)
    return told


def name_as_read(name: str, name_of: Callable[[Entity], str]) -> str:
    """Return a name as it was written down once, in the script in which `name_of` shows names."""
    from reader.entities.entity import Entity  # what the first screen says needs none
    from reader.entities.interchange.language_tags import likely_tag

    return name_of(Entity("", PERSON, (), {likely_tag(name): name}))


def _besides(entity: Entity) -> Iterator[str]:
    """Yield what can be said of an entity besides the name that is shown."""
    yield from (text for text in (entity.latin, *entity.spellings, entity.description) if text)


def changes_hint(count: int) -> str:
    """Return how many changes are marked on the screen, and how to be rid of the marks."""
    if not count:
        said = _("conversion changed nothing here")
    else:
        said = ngettext("{count} change marked", "{count} changes marked", count).format(count=count)
    key = COMMANDS["script.changes"].label
    ends = _("{key} ends").format(key=key)
    return f"{said} · {ends}" if key else said


def selecting_hint(selecting: bool, copied: str, room: int) -> str:
    """Return what can be done with the text that is selected, as much of it as fits, what matters most first.

    Args:
        selecting: whether keys move the end of the selection.
        copied: the setting `copy`: whether text is copied as shown or as written.
        room: the cells there are for it.
    """
    copy, other = ("select.copy", "select.copy_other") if selecting else ("copy", "copy.other")
    hints = [
        (copy, _("{key} copies")),
        (other, _("{key} as written") if copied == "shown" else _("{key} as shown")),
    ]
    if selecting:
        hints.append(("select.leave", _("{key} leaves")))
        arrows = ("left", "right", "up", "down")
        if all(arrow in COMMANDS[f"select.{arrow}"].keys_in_force for arrow in arrows):
            hints.append(("select.right", _("arrows extend")))
    labels = {name: COMMANDS[name].label for name, _hint in hints}
    said = [hint.format(key=labels[name]) for name, hint in hints if labels[name]]
    while said and width(" · ".join(said)) > room:
        said.pop()
    return " · ".join(said)


def file_name(file: Path | str) -> str:
    """Return a path as it is shown, on one line: from the home folder on where it is in it."""
    path, home = Path(file), Path.home()
    return one_line(str(Path("~") / path.relative_to(home) if path.is_relative_to(home) else path))


def documents(count: int) -> str:
    """Return a number of documents in words."""
    return ngettext("{count} document", "{count} documents", count).format(count=count)


def people(count: int) -> str:
    """Return a number of people in words."""
    return ngettext("{count} person", "{count} people", count).format(count=count)
