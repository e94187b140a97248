"""Unicode's own samples of where a line may break, all of them, in a compact form.

`python -m tests.page.line_break_samples FOLDER` writes them anew; FOLDER is that of `reader.page.derive`, from which
the classes of the characters must come, too.
"""

from __future__ import annotations

import gzip
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).with_name("line_break_samples.txt.gz")
NOTICE = """\
# Derived from auxiliary/LineBreakTest.txt of the Unicode Character Database, Copyright 1991-2025 Unicode, Inc.,
# licensed under the Unicode License V3: see reader/page/unicode-license.txt. Changed: a space stands for ×, comments
# are left out.
"""
TIE, BREAK = "×", "÷"


@dataclass(frozen=True)
class Sample:
    """A text, and the offsets in it where a line may or must break, its ends left out."""

    text: str
    breaks: frozenset[int]


def samples() -> Iterator[Sample]:
    """Yield all samples."""
    for line in gzip.decompress(SAMPLES.read_bytes()).decode().splitlines():
        if not line.startswith("#"):
            yield _read(line)


def _read(line: str) -> Sample:
    text = ""
    breaks = []
    for unbroken in line.split(BREAK):
        text += "".join(chr(int(code, 16)) for code in unbroken.split(" "))
        breaks.append(len(text))
    return Sample(text, frozenset(breaks[:-1]))


def _compact(line: str) -> str:
    """Return a line of Unicode's file without its comment: × 0061 × 0020 ÷ 4E00 ÷ becomes 61 20÷4E00."""
    _start, *signs_and_codes, _end = line.partition("#")[0].split()
    codes = [code.lstrip("0") or "0" for code in signs_and_codes[::2]]
    signs = [" " if sign == TIE else BREAK for sign in signs_and_codes[1::2]]
    return codes[0] + "".join(sign + code for sign, code in zip(signs, codes[1:], strict=True))


def main() -> None:
    """Write the samples beside this file."""
    source = Path(sys.argv[1]) / "auxiliary" / "LineBreakTest.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    compact = [_compact(line) for line in lines if line and not line.startswith("#")]
    text = f"{NOTICE}# Unicode {lines[0].removeprefix('# LineBreakTest-').removesuffix('.txt')}\n"
    SAMPLES.write_bytes(gzip.compress((text + "\n".join(compact) + "\n").encode(), mtime=0))
    print(f"{len(compact)} samples")


if __name__ == "__main__":
    main()
