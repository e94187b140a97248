"""Reading TOML files that people write: what is wrong with one is told with the line it is in."""

from __future__ import annotations

from typing import Any

from reader.documents import toml
from reader.language import _


class BrokenError(Exception):
    """The file is no TOML; the text says where."""


def parsed(data: bytes) -> dict[str, Any]:
    """Return what a TOML file says.

    Raises:
        BrokenError: it is no TOML.
    """
    import tomllib  # not where there is no file

    try:
        return toml.parsed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenError(_("line {line} is not UTF-8 text").format(line=line)) from error
    except tomllib.TOMLDecodeError as error:
        import re

        reason, place = str(error), re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", str(error))
        line = int(place[1]) if place is not None and place[1] else len(data.splitlines())
        reason = reason[: place.start()] if place is not None else reason
        raise BrokenError(_("line {line} is not TOML ({reason})").format(line=line, reason=reason)) from error
    except (ValueError, RecursionError) as error:  # too long a number or key, too deep a nesting
        raise BrokenError(_("it is not TOML ({reason})").format(reason=error)) from error
