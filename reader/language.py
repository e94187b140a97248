"""The language of the interface: gettext catalogs for English, Simplified and Traditional Chinese.

The ground floor: every room may speak to the reader. Strings are English in the code; `use` chooses the catalog once
at start, `_` and `ngettext` translate at the moment something is shown.
"""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

CATALOGS = Path(__file__).with_name("locale")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""The languages the interface speaks, as BCP 47 tags."""

_spoken = "en"
_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def language_of(locale: str) -> str | None:
    """Return the interface language for a POSIX locale or a BCP 47 tag; none when it names no language we speak."""
    parts = locale.partition(".")[0].partition("@")[0].replace("_", "-").casefold().split("-")
    if parts[0] == "zh":
        traditional = {"hant", "tw", "hk", "mo"} & set(parts[1:]) and "hans" not in parts
        return "zh-Hant" if traditional else "zh-Hans"
    return "en" if parts[0] in ("en", "c", "posix") else None


def preferred_language() -> str:
    """Return the language that the environment asks for, else English; as in gettext the first variable set decides."""
    variables = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    locales = next((os.environ[variable] for variable in variables if os.environ.get(variable)), "")
    spoken = filter(None, map(language_of, filter(None, locales.split(":"))))
    return next(spoken, "en")


def use(language: str | None = None) -> None:
    """Speak a language from now on: one of `LANGUAGES`, or what the environment asks for."""
    global _spoken, _translations
    _spoken = language or preferred_language()
    _translations = _gettext.translation("messages", CATALOGS, [_spoken.replace("-", "_")], fallback=True)


def spoken() -> str:
    """Return the language of the interface."""
    return _spoken


def _(message: str) -> str:
    """Return a message in the language of the interface."""
    return _translations.gettext(message)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a message that is translated when it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Return a message for a count in the language of the interface."""
    return _translations.ngettext(one, many, count)
