"""Derive `cns.json`, the characters of CNS 11643: `python -m reader.documents.derive_cns`.

Python has no codec for EUC-TW, the encoding of CNS 11643. Which characters stand where in this standard is taken from
the converter `uconv` of ICU (https://icu.unicode.org), which must be installed; nothing imports this at run time. The
data hold the first three planes, each as the characters of its 94 rows of 94, a space where there is none: all of
Big5 is in the first two. The planes behind them, rarely written and 35,000 characters long, are left out.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from reader.documents.cns import DATA, FIRST, NOTHING, PLANES, SIDE, SINGLE_SHIFT

LICENCE = Path(__file__).parents[1] / "page" / "unicode-license.txt"
UNKNOWN = "\ufffd"


def plane(number: int) -> str:
    """Return the characters of a plane.

    Raises:
        OSError: when there is no converter.
        subprocess.CalledProcessError: when it cannot convert.
    """
    before = b"" if number == 1 else bytes((SINGLE_SHIFT, FIRST - 1 + number))
    places = [bytes((row, cell)) for row in range(FIRST, FIRST + SIDE) for cell in range(FIRST, FIRST + SIDE)]
    lines = b"\n".join(before + place for place in places)
    command = ["uconv", "-f", "euc-tw", "-t", "utf-8", "--from-callback", "substitute"]
    converted = subprocess.run(command, input=lines, capture_output=True, check=True).stdout.decode().split("\n")
    known = (line if len(line) == 1 and line != UNKNOWN and not _is_private(line) else NOTHING for line in converted)
    return "".join(known)


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"


def main() -> None:
    """Write the data."""
    notice = "Derived from the data of ICU (International Components for Unicode).\n\n"
    data = {
        "notice": notice + LICENCE.read_text(encoding="utf-8").strip(),
        "planes": [plane(number) for number in range(1, PLANES + 1)],
    }
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
