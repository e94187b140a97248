"""Derive `initials.json` from pypinyin's readings: `python -m reader.scripts.derive_initials`.

Run it when the readings are to be renewed, in an environment where pypinyin is installed; nothing imports it at run
time and nothing else of pypinyin is used. The data hold the first letters of all readings of a character, without
tones, by the letter they are typed with (zh ch sh: z c s). Of characters that fold to the same only the folded one is
in the data, with the letters of all, so that a text has the same initials in every script:

- `blocks`: the first code point of a block in hexadecimal, and for each code point from there on its letter, or `-`
  where it has none or several.
- `groups`: several letters in the order of the alphabet, and the characters that have them. Characters outside the
  blocks are in groups too, also with one letter; of those, only such as others fold to.
"""

from __future__ import annotations

import importlib
import json
import unicodedata
from importlib.metadata import version
from pathlib import Path

from reader.scripts.characters import characters

INITIALS = Path(__file__).with_name("initials.json")
BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
"""CJK Unified Ideographs Extension A, and CJK Unified Ideographs."""
NONE = "-"

NOTICE = """Derived from pypinyin (first letters of the readings of single characters).

The MIT License (MIT)

Copyright (c) 2016 mozillazg, 闲耘 <hotoo.cn@gmail.com>

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the \
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit \
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the \
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR \
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def letters(readings: str) -> set[str]:
    """Return the first letters of readings such as `zhòng,chóng`."""
    return {unicodedata.normalize("NFD", reading)[0] for reading in readings.split(",")}


def main() -> None:
    """Write `initials.json` beside this file."""
    readings: dict[int, str] = importlib.import_module("pypinyin.pinyin_dict").pinyin_dict
    classes = characters().fold
    united: dict[str, set[str]] = {}
    for code, text in readings.items():
        united.setdefault(classes.get(chr(code), chr(code)), set()).update(letters(text))
    known = {ord(one): "".join(sorted(found)) for one, found in united.items()}
    single = {code: found for code, found in known.items() if len(found) == 1}
    blocks = {
        f"{first:x}": "".join(single.get(code, NONE) for code in range(first, end)).rstrip(NONE)
        for first, end in BLOCKS
    }
    within = {code for first, end in BLOCKS for code in range(first, end)}
    beyond = set(map(ord, classes.values())) - within
    groups: dict[str, str] = {}
    for code in sorted(known):
        if code in beyond or (code in within and code not in single):
            groups[known[code]] = groups.get(known[code], "") + chr(code)
    data = {
        "notice": NOTICE,
        "pypinyin": version("pypinyin"),
        "blocks": blocks,
        "groups": {found: groups[found] for found in sorted(groups)},
    }
    INITIALS.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    counts = [sum(map(len, part.values())) for part in (blocks, groups)]
    print(f"{counts[0]} in blocks, {counts[1]} in {len(groups)} groups, {INITIALS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
