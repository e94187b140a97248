"""What a folder's own files say is to be left out: `.gitignore`, and `.ignore`, which has the last word.

Patterns mean what gitignore(5) says; those of a folder count for what lies under it, before those of the folders that
it lies in. In a checkout, those of the folders above the one that was named count too, up to the checkout's own, unless
they leave out what was named. Files of patterns are bounded, because a single pattern can be made to take any time.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.reasons import reasons
from reader.documents.regular_files import bytes_of, open_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import GitIgnoreSpec

FILES = (".gitignore", ".ignore")
"""The files with patterns, those that are asked last first."""
MOST_BYTES = 65_536
"""Bytes of such a file that are read, to the end of a line."""
MOST_PATTERNS = 1_000
MOST_STARS = 3
"""Runs of stars in a pattern: each more makes the worst name take its length times as long."""
MOST_DOUBLE_STARS = 2
"""Pairs of stars in a pattern, which stand for any folders."""
LONGEST_PATH = 500
"""Code points of a path under a folder with patterns that these are held against."""
CHECKOUT = ".git"
"""What is in the uppermost folder of a checkout."""
ANYTHING = "\x7f"
"""A name that no pattern means: where it is left out, all that is in the folder is (`build/*`)."""
MOST_ABOVE = 32
"""As many folders above the one that was named are looked at for it."""
_STARS = re.compile(r"\*+")

log = logging.getLogger(__name__)


class Rules(NamedTuple):
    """The patterns of a folder, and of those that it lies in."""

    folder: str
    """The absolute path of the folder; of one above what was named, that of what was named."""
    patterns: GitIgnoreSpec
    above: Rules | None
    way: str = ""
    """From the folder to what was named, with a separator behind it; empty where it is not above that."""

    def ignore(self, path: str, *, is_folder: bool) -> bool:
        """Return whether what has a path under the folder is to be left out, those above it being in.

        Args:
            path: the absolute path.
            is_folder: whether it is a folder.
        """
        rules: Rules | None = self
        while rules is not None:
            relative = rules.way + path[len(rules.folder) :].replace(os.sep, "/").lstrip("/")
            if len(relative) > LONGEST_PATH:
                return False
            said = rules.patterns.check_file(f"{relative}/" if is_folder else relative).include
            if said is not None:
                return said
            rules = rules.above
        return False


def rules_in(folder: str, names: Iterable[str], above: Rules | None) -> Rules | None:
    """Return the rules that hold in a folder.

    Args:
        folder: its absolute path.
        names: those of the files with patterns in it.
        above: the rules that hold in the folder it lies in.
    """
    there = [name for name in FILES if name in names]
    lines = [line for name in there for line in _lines(Path(folder, name))]
    if not lines:
        return above
    from pathspec import GitIgnoreSpec

    return Rules(folder, GitIgnoreSpec.from_lines(lines, backend="simple"), above)


def rules_of(folder: str, above: Rules | None) -> Rules | None:
    """Return the rules that hold in a folder of which it is not known what is in it."""
    return rules_in(folder, [name for name in FILES if Path(folder, name).is_file()], above)


def rules_above(folder: str) -> Rules | None:
    """Return the rules of the folders above one that was named, up to the uppermost one of the checkout it lies in.

    None where it lies in no checkout, is one, or is left out by these rules itself: what is named is read.

    Args:
        folder: its absolute path.
    """
    real = Path(folder).resolve()
    around = (real, *real.parents)[: MOST_ABOVE + 1]
    top = next((count for count, place in enumerate(around) if os.path.lexists(place / CHECKOUT)), 0)
    rules: Rules | None = None
    for above, place in zip(around[top:0:-1], around[top - 1 :: -1], strict=False):
        rules = rules_of(str(above), rules)
        if rules is not None and any(rules.ignore(str(one), is_folder=True) for one in (place, place / ANYTHING)):
            return None
    return _seen_from(folder, real, rules)


def _seen_from(folder: str, real: Path, rules: Rules | None) -> Rules | None:
    """Return rules of folders above one as they hold for what has a path under it, however it was named."""
    if rules is None:
        return None
    way = real.relative_to(rules.folder).as_posix()
    return Rules(folder, rules.patterns, _seen_from(folder, real, rules.above), f"{way}/")


def _lines(path: Path) -> Iterator[str]:
    """Yield the patterns in a file; those that cannot be used are left out and logged."""
    from pathspec import GitIgnoreSpec

    try:
        if not path.is_file():
            return
        with reasons(), open_regular(str(path)) as file:
            data = bytes_of(file, MOST_BYTES + 1)
    except (OSError, UnreadableDocumentError) as error:
        log.warning("%s: %s", path, error)
        return
    if len(data) > MOST_BYTES:
        log.warning("%s: only the first %s bytes are read", path, MOST_BYTES)
        data = data[: data.rfind(b"\n") + 1]  # a pattern that is cut may leave out far more than it says
    lines = data.decode("utf-8", "surrogateescape").splitlines()
    for number, line in enumerate(lines, start=1):
        if number > MOST_PATTERNS or len(_STARS.findall(line)) > MOST_STARS or line.count("**") > MOST_DOUBLE_STARS:
            log.warning("%s:%d: left out, there is too much of it", path, number)
            if number > MOST_PATTERNS:
                return
            continue
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            log.warning("%s:%d: %s", path, number, error)
        else:
            yield line
