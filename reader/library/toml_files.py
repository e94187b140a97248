"""Reading TOML files that people write: what is wrong with one is told with the line it is in."""

from __future__ import annotations

from typing import Any

from reader.documents import toml
from reader.documents.sanitising import one_line
from reader.language import _


class BrokenError(Exception):
    """The file is no TOML; the text says where."""

    def __init__(self, where: str, why: str = "") -> None:
        """Make the error.

        Args:
            where: where it is no TOML, in the reader's language.
            why: what the parser says of it, in English.
        """
        super().__init__(where)
        self._why = one_line(why)

    def then(self, sentence: str) -> str:
        """Return a sentence with where it is as its `reason`. What the parser says stands last: there lines are cut."""
        text = sentence.format(reason=self)
        return _("{sentence} ({why})").format(sentence=text, why=self._why) if self._why else text


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
        raise BrokenError(_("line {line} is not TOML").format(line=line), reason) from error
    except (ValueError, RecursionError) as error:  # too long a number or key, too deep a nesting
        raise BrokenError(_("it is not TOML"), str(error)) from error
