"""TOML that anybody may have written, read by the standard library in a time that its length bounds.

Its parser looks at every beginning of a dotted key, so that one of some kilobytes takes it minutes.
"""

from __future__ import annotations

import re
from typing import Any

from reader.language import _

MOST_PARTS = 64
"""As many names one dotted key has at most."""

_MANY_PARTS = re.compile(
    r"""(?:^|[\[{,])[ \t]*(?:(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')[ \t]*\.[ \t]*){%d}""" % MOST_PARTS  # noqa: UP031 (braces)
)


def parsed(text: str) -> dict[str, Any]:
    """Return what a text in TOML says.

    Raises:
        ValueError: it is no TOML, or has too long a number or key; `tomllib.TOMLDecodeError` where a place is told.
        RecursionError: it is nested too deep.
    """
    import tomllib  # not where there is no file

    if any(line.count(".") >= MOST_PARTS and _MANY_PARTS.search(line) for line in text.split("\n")):
        raise ValueError(_("a key of more than {count} parts").format(count=MOST_PARTS))
    return tomllib.loads(text)
