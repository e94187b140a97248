"""Derive `unicode.json` from the Unicode Character Database: `python -m reader.page.derive FOLDER`.

Run it when a new Unicode version matters; nothing imports it at run time. FOLDER holds the files of the database as
Unicode publishes them and as Debian's package `unicode-data` installs them in /usr/share/unicode. The data holds

- `classes`: a letter for each line break class, after LB1 of UAX #14: AI, SG and XX are AL, CJ is NS, SA is CM or AL,
  NL is BK. Where a rule looks at more than the class, the name tells it: a `w` at its end means East Asian Width F, H
  or W; Pi and Pf are the quotation marks (QU) of these general categories; DC is the dotted circle (AL). The letter
  is not ASCII where a character may be joined to another, ends a line or belongs to a rare script: texts without such
  are broken faster.
- `starts` and `letters`: the ranges of code points. Each begins at a start and has the class of the letter at the same
  place.
- `ambiguous`: the first and the last code point of each range of East Asian Width A (UAX #11) that takes a cell: the
  combining marks and format characters among them are left out.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import groupby
from pathlib import Path
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from reader.page.characters import UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE_POINTS = 0x110000
CLOSER = ("AK", "AP", "AS", "BK", "CB", "CM", "CMw", "CR", "DC", "EMw", "JT", "JV", "LF", "RI", "VF", "VI", "ZWJ")
"""The classes whose letters are not ASCII."""
NOTICE = (
    "Derived from the Unicode Character Database, Copyright 1991-2025 Unicode, Inc., licensed under the Unicode "
    "License V3: see unicode-license.txt. Changed: reduced to ranges of line break classes and of ambiguous width."
)

RESOLVED = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS", "NL": "BK"}
"""Classes that LB1 resolves into others, whatever the character is, and NL, which is treated like BK (LB4, LB5)."""
LONG_NAMES = {"Unknown": "XX", "Ideographic": "ID", "Prefix_Numeric": "PR", "Neutral": "N", "Wide": "W"}
"""The values that code points have which a file does not list."""
DOTTED_CIRCLE = 0x25CC

LINE = re.compile(r"^(?P<missing># @missing: )?(?P<first>[0-9A-F]+)(?:\.\.(?P<last>[0-9A-F]+))?\s*;\s*(?P<value>\w+)")


def values(file: Path) -> list[str]:
    """Return the value that a file of the database gives each code point; nothing where it gives none."""
    found = [""] * CODE_POINTS
    listed = [match for line in file.read_text(encoding="utf-8").splitlines() if (match := LINE.match(line))]
    for match in sorted(listed, key=lambda match: match["missing"] is None):
        first = int(match["first"], 16)
        last = int(match["last"] or match["first"], 16)
        found[first : last + 1] = [LONG_NAMES.get(match["value"], match["value"])] * (last + 1 - first)
    return found


def class_names(folder: Path) -> Iterator[str]:
    """Yield the name of the class of each code point."""
    breaks = values(folder / "extracted" / "DerivedLineBreak.txt")
    widths = values(folder / "extracted" / "DerivedEastAsianWidth.txt")
    categories = values(folder / "extracted" / "DerivedGeneralCategory.txt")
    for code, (name, width, category) in enumerate(zip(breaks, widths, categories, strict=True)):
        if code == DOTTED_CIRCLE:
            yield "DC"
        elif name == "QU" and category in ("Pi", "Pf"):
            yield category
        else:
            if name == "SA":
                name = "CM" if category in ("Mn", "Mc") else "AL"
            yield RESOLVED.get(name, name) + ("w" if width in ("F", "H", "W") else "")


def ambiguous(folder: Path) -> Iterator[int]:
    """Yield the first and the last code point of each range of ambiguous width."""
    widths = values(folder / "extracted" / "DerivedEastAsianWidth.txt")
    categories = values(folder / "extracted" / "DerivedGeneralCategory.txt")

    def takes_a_cell(code: int) -> bool:
        return widths[code] == "A" and categories[code] not in ("Mn", "Me", "Cf")

    for ambiguous_here, codes in groupby(range(CODE_POINTS), takes_a_cell):
        if ambiguous_here:
            first, *rest = codes
            yield from (first, rest[-1] if rest else first)


def version(folder: Path) -> str:
    """Return the version of the database."""
    first_line = (folder / "LineBreak.txt").read_text(encoding="utf-8").splitlines()[0]
    return first_line.removeprefix("# LineBreak-").removesuffix(".txt")


def main() -> None:
    """Write `unicode.json` beside this file."""
    folder = Path(sys.argv[1])
    names = list(class_names(folder))
    plain, closer = iter(ascii_letters + digits), map(chr, range(0xC0, 0x100))
    classes = {name: next(closer if name in CLOSER else plain) for name in sorted(set(names))}
    ranges = [(next(codes), name) for name, codes in groupby(range(CODE_POINTS), names.__getitem__)]
    data = {
        "notice": NOTICE,
        "unicode": version(folder),
        "classes": classes,
        "starts": [start for start, _name in ranges],
        "letters": "".join(classes[name] for _start, name in ranges),
        "ambiguous": list(ambiguous(folder)),
    }
    UNICODE.write_text(json.dumps(data, indent=None, separators=(",", ":")).replace(',"', ',\n"') + "\n")
    print(f"Unicode {data['unicode']}: {len(classes)} classes, {len(ranges)} ranges")


if __name__ == "__main__":
    main()
