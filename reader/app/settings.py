"""The settings: how text is laid out, coloured and copied. A TOML file that people read and edit.

One schema says what each may be: it serves reading the file, checking it, the answer of `reader config` and the panel
of settings. What is not right in the file is reported in one line and its default holds; the rest of the file holds
too. Only what a reader changes is written, and everything else in the file, comments too, stays as it is.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from reader.documents.sanitising import one_line
from reader.language import N_, _
from reader.library.splices import NotChangedError
from reader.library.toml_files import BrokenError, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.page.typesetting import Typesetting

Value = bool | int | str

THEMES = ("reader-dark", "reader-light", "paper", "sepia", "high-contrast", "terminal")
"""The names of the themes."""
AUTO: Final = "auto"
ALL, KNOWN = "all", "known"
"""Who is marked."""
LONGEST_FIELD = 100
"""Code points of a field that are told of one that is wrong."""
KEYS = "keys"
"""The table of keys in the file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How text is laid out, coloured and copied."""

    theme: str = THEMES[0]
    """The name of the theme, one of `THEMES`."""
    measure: int = 80
    """Cells that a line of text takes at most."""
    margin: int = 3
    """Cells that are left free on either side of the text at least."""
    paragraph_spacing: int = 1
    """Blank lines between paragraphs."""
    line_spacing: int = 0
    """Blank lines between the rows of a paragraph."""
    indent: int = 0
    """Ideographic spaces that a paragraph begins with."""
    columns: int | Literal["auto"] = 1
    """Columns of text, 1 or 2; "auto" for two where the screen is wide enough for two measures."""
    hanging: bool = False
    """Whether pause and stop marks may hang in the margin."""
    focus: bool = False
    """Whether all but the paragraph at the reading line is dimmed."""
    ambiguous_width: int | Literal["auto"] = AUTO
    """Cells of a character of ambiguous width, 1 or 2; "auto" for what the terminal does."""
    wheel: int = 3
    """Lines that one step of the wheel scrolls."""
    copy: Literal["shown", "written"] = "shown"
    """What is copied: the text as it is "shown" or as it is "written" in the document."""
    quotation: bool = False
    """Whether quotation marks become those of the script that is shown."""
    people: Literal["all", "known"] = "all"
    """Who is marked: "all", also people whom no list knows, or those "known" alone."""
    headings: str = ""
    """A regular expression of the lines that are headings in documents that mark none; empty for what looks like it."""

    @property
    def typesetting(self) -> Typesetting:
        """Those of the settings that say how a page is set."""
        from reader.page.typesetting import Typesetting

        return Typesetting(**{one.name: getattr(self, one.name) for one in fields(Typesetting)})

    def changed(self, name: str, value: Value) -> Settings:
        """Return the settings with another value for one of them."""
        values: dict[str, Any] = {name: value}
        return replace(self, **values)


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting may be, and what it means."""

    name: str
    label: str
    """What it is called where settings are chosen."""
    meaning: str
    """What it does, in one line."""
    values: Sequence[Value]
    """What it may be."""

    @property
    def default(self) -> Value:
        """The value that holds if none is given."""
        value: Value = getattr(DEFAULTS, self.name)
        return value

    @property
    def allowed(self) -> str:
        """What it may be, in words and as it is written in the file."""
        if isinstance(self.values, range):
            return _("{least} to {most}").format(least=self.values[0], most=self.values[-1])
        return ", ".join(map(written, self.values))

    @property
    def allowed_as_data(self) -> object:
        """What it may be, for programs: the values, or the least and the most of numbers."""
        numbers = isinstance(self.values, range)
        return {"least": self.values[0], "most": self.values[-1]} if numbers else self.values

    def allows(self, value: object) -> bool:
        """Return whether it may be a value; true is not 1 here, and 1.0 is not either."""
        return any(type(value) is type(one) for one in self.values) and value in self.values

    def why_not(self, value: object) -> str:
        """Return why it may not be a value, in one line."""
        return _("it may be: {values}").format(values=self.allowed)

    def beside(self, value: Value, steps: int) -> Value:
        """Return the value that is some steps from another: numbers end at their ends, choices go round."""
        index = self.values.index(value) + steps
        last = len(self.values) - 1
        return self.values[max(0, min(index, last)) if isinstance(self.values, range) else index % (last + 1)]


@dataclass(frozen=True, slots=True)
class PatternSetting(Setting):
    """A setting that is a regular expression, or nothing."""

    values: Sequence[Value] = ("",)
    """What it is where none is typed."""

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        return _("a regular expression, or nothing")

    @property
    def allowed_as_data(self) -> object:
        """What it may be, for programs: any regular expression."""
        return {"regex": True}

    def allows(self, value: object) -> bool:
        """Return whether it may be a value."""
        return isinstance(value, str) and not (value and self.why_not(value))

    def why_not(self, value: object) -> str:
        """Return why something is no regular expression, in one line; empty where it is one."""
        if not isinstance(value, str):
            return super(PatternSetting, self).why_not(value)
        from reader.library.patterns import BadPatternError, unfolded

        try:
            unfolded(value)
        except BadPatternError as error:
            return str(error)
        return ""

    def beside(self, value: Value, steps: int) -> Value:
        """Return the value itself: there is none beside it."""
        return value


SCHEMA = (
    Setting("theme", N_("theme"), N_("colours of text and screen"), THEMES),
    Setting("measure", N_("measure"), N_("cells of a line of text at most"), range(20, 201)),
    Setting("margin", N_("margin"), N_("cells free on either side at least"), range(41)),
    Setting("paragraph_spacing", N_("paragraph spacing"), N_("blank lines between paragraphs"), range(4)),
    Setting("line_spacing", N_("line spacing"), N_("blank lines between lines"), range(3)),
    Setting("indent", N_("indent"), N_("wide spaces before a paragraph"), range(5)),
    Setting("columns", N_("columns"), N_("columns of text side by side"), (1, 2, AUTO)),
    Setting("hanging", N_("hanging marks"), N_("pause and stop marks in the margin"), (False, True)),
    Setting("focus", N_("focus"), N_("dim all but the current paragraph"), (False, True)),
    Setting("ambiguous_width", N_("ambiguous width"), N_("cells of quotation marks and dashes"), (1, 2, AUTO)),
    Setting("wheel", N_("wheel"), N_("lines that the wheel scrolls"), range(1, 21)),
    Setting("copy", N_("copy"), N_("text is copied as shown or as written"), ("shown", "written")),
    Setting("quotation", N_("quotation marks"), N_("“ ” or 「 」 as the script has them"), (False, True)),
    Setting("people", N_("people"), N_("all people, or only those known"), (ALL, KNOWN)),
    PatternSetting("headings", N_("headings"), N_("a pattern of lines that are headings")),
)
"""All settings, in the order they are listed."""

BY_NAME = {setting.name: setting for setting in SCHEMA}


def written(value: Value) -> str:
    """Return a value as it is written in the file."""
    if not isinstance(value, str):
        return str(value).lower()
    if not set(value).intersection('"\\') and value.isprintable():
        return f'"{value}"'
    import tomlkit

    return tomlkit.string(value, literal="'" not in value and value.isprintable()).as_string()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file of settings that is not right, and where."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(one_line(place) for place in (self.file, self.field[:LONGEST_FIELD], self.message) if place)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file of settings says."""

    path: Path
    settings: Settings = DEFAULTS
    given: frozenset[str] = frozenset()
    """The names of the settings that are in the file and hold."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of commands that do not have those of the table, for `reader.app.keys.use`."""
    problems: tuple[Problem, ...] = ()


def load(path: Path) -> Loaded:
    """Return what a file of settings says; where there is no file, or one that is no TOML, the defaults hold."""
    file = str(path)
    try:
        content = parsed(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Loaded(path)
    except OSError as error:
        from reader.documents.reasons import why_unread, why_unwritten

        why = why_unwritten(error) if isinstance(error, IsADirectoryError) else why_unread(error)
        return Loaded(path, problems=(Problem(file, "", why),))
    except BrokenError as broken:
        message = broken.then(_("{reason}; mend it, else nothing in it holds"))
        return Loaded(path, problems=(Problem(file, "", message),))
    good: dict[str, Any] = {}
    problems = []
    for name, value in content.items():
        setting = BY_NAME.get(name)
        if setting is not None and setting.allows(value):
            good[name] = value
        elif setting is not None:
            problems.append(Problem(file, name, setting.why_not(value)))
        elif name != KEYS:
            problems.append(Problem(file, name, _no_such_setting(name)))
    keys: Mapping[str, str] = {}
    if KEYS in content:
        from reader.app.remapping import remapped

        table = content[KEYS]
        if isinstance(table, dict):
            keys, wrong = remapped(dict(_flat(table)))
            problems.extend(Problem(file, f"{KEYS}.{name}", message) for name, message in wrong)
        else:
            problems.append(Problem(file, KEYS, _("write the keys as a table: {example}").format(example=f"[{KEYS}]")))
    return Loaded(path, replace(DEFAULTS, **good), frozenset(good), keys, tuple(problems))


def write(path: Path, name: str, value: Value) -> None:
    """Write one setting into the file, and nothing else; one that is the default is taken out.

    The file is read anew before, so that what others have written into it meanwhile stays.

    Args:
        path: the file, which need not exist.
        name: the name of the setting.
        value: a value that the setting may have.

    Raises:
        NotChangedError: the file cannot be written, or it is no TOML; it is as before.
    """
    from reader.library.atomic import change_file

    try:
        change_file(path, lambda before: _changed(before, name, value))
    except OSError as error:
        from reader.documents.reasons import not_kept, why_unwritten

        raise NotChangedError(path, not_kept(why_unwritten(error))) from error
    except BrokenError as broken:
        message = broken.then(_("{reason}; mend it, else nothing is written"))
        raise NotChangedError(path, message) from broken


def _changed(before: bytes | None, name: str, value: Value) -> bytes | None:
    """Return the file with a setting changed; none where there is no file and need not be one."""
    default = value == BY_NAME[name].default
    if before is None:
        return None if default else f"{name} = {written(value)}\n".encode()
    wanted = parsed(before)
    if name not in wanted and default:
        return before
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Item

    text = before.decode("utf-8-sig")
    is_dos = text.count("\r\n") == text.count("\n") > 0
    try:
        document = tomlkit.parse(text.replace("\r\n", "\n") if is_dos else text)
        item = document.item(name) if name in document else None
        if default and not (isinstance(item, Item) and item.trivia.comment):
            del document[name]
            del wanted[name]
        else:  # the default is written where its line has a comment, for the comment's sake
            document[name] = value
            wanted[name] = value
        text = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise BrokenError(_("it cannot be changed safely from here")) from error
    after = (text.replace("\n", "\r\n") if is_dos else text).encode()
    if parsed(after) != wanted:
        raise BrokenError(_("it cannot be changed safely from here"))
    return BOM_UTF8 + after if before.startswith(BOM_UTF8) else after


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the keys of a table with their values; `mention.next` without quotation marks is a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _no_such_setting(name: str) -> str:
    from difflib import get_close_matches

    for near in get_close_matches(name, (*BY_NAME, KEYS), 1):
        return _("there is no such setting; did you mean {name}?").format(name=near)
    return _("there is no such setting; reader config lists all")
