"""Derive our data from the dictionaries of the installed OpenCC: `python -m reader.scripts.derive`.

Run it when OpenCC is upgraded; nothing imports it at run time. `words.json` holds the words of the regions, the only
tables that change lengths, with the candidate that OpenCC takes. `characters.json` holds

- `fold`: two strings of equal length, a character and the one that stands for its class. Two characters are in one
  class when any length-preserving conversion may turn one into the other, directly or in steps (union-find over the
  first candidates of every entry, phrases included). No conversion can therefore lead out of a class.
- `simplified_only` and `traditional_only`: characters that are evidence for one script because they are never
  written in the other, regional forms included.
- `choices`: characters that stay as they are in some words and change in others when a script is converted (余 干 里
  乾): in a name they must not be touched.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import opencc

CHARACTERS = Path(__file__).with_name("characters.json")
WORDS = Path(__file__).with_name("words.json")

# The tables that the twelve length-preserving configurations chain together; Japanese ones are left out, because
# they would merge characters that Chinese keeps apart (辨 辯 瓣).
LENGTH_PRESERVING = (
    "CJK_Compatibility_Ideographs",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
)
WORD_TABLES = ("TWPhrases", "TWPhrasesRev", "HKPhrases", "HKPhrasesRev")
"""The tables of the words of regions."""
# Pairs that readers take for one character and OpenCC has no entry for.
BY_HAND = (("淸", "清"),)

NOTICE = (
    "Derived from the dictionaries of OpenCC (Open Chinese Convert), Copyright 2010-2026 Carbo Kuo and contributors, "
    "licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0. "
    "Changed: "
)


def table(name: str) -> list[tuple[str, list[str]]]:
    """Return the entries of one OpenCC dictionary: a key and its candidates, the preferred one first."""
    package = Path(opencc.__file__).parent / "clib"
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "table.txt"
        source = package / "share" / "opencc" / f"{name}.ocd2"
        files = ["-i", str(source), "-o", str(text)]
        subprocess.run([str(package / "bin" / "opencc_dict"), *files, "-f", "ocd2", "-t", "text"], check=True)
        rows = (line.split("\t") for line in text.read_text(encoding="utf-8").splitlines() if line)
        return [(key, values.split(" ")) for key, values in rows]


def fold_classes() -> dict[str, str]:
    """Return each character that folds to another one, with that other one (the lowest code point of its class)."""
    parent: dict[str, str] = {}

    def root(character: str) -> str:
        while (above := parent.setdefault(character, character)) != character:
            character = above
        return character

    def join(one: str, other: str) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    for name in LENGTH_PRESERVING:
        for key, values in table(name):
            if len(key) != len(values[0]):
                raise ValueError(f"{name}: {key} changes length")
            for one, other in zip(key, values[0], strict=True):
                join(one, other)
    for one, other in BY_HAND:
        join(one, other)
    return {character: root(character) for character in sorted(parent) if root(character) != character}


def evidence() -> tuple[str, str]:
    """Return the characters written only in Simplified and those written only in Traditional texts."""
    to_traditional, to_simplified = dict(table("STCharacters")), dict(table("TSCharacters"))
    regional: set[str] = set()
    for name in ("HKVariants", "TWVariants", "HKVariantsRev", "TWVariantsRev"):
        for key, values in table(name):
            regional.update(key, *values)
    traditional = {value for values in to_traditional.values() for value in values} | regional
    simplified = {value for values in to_simplified.values() for value in values}
    elsewhere_traditional = traditional | to_simplified.keys()
    elsewhere_simplified = simplified | to_traditional.keys()
    only_simplified = {key for key, values in to_traditional.items() if key not in {*values, *elsewhere_traditional}}
    only_traditional = {key for key, values in to_simplified.items() if key not in {*values, *elsewhere_simplified}}
    return "".join(sorted(only_simplified)), "".join(sorted(only_traditional))


def choices() -> str:
    """Return the characters that a conversion between Simplified and Traditional may also leave as they are."""
    tables = (table("STCharacters"), table("TSCharacters"))
    return "".join(sorted({key for entries in tables for key, values in entries if len(values) > 1 and key in values}))


def words() -> dict[str, tuple[list[str], list[str]]]:
    """Return the words of each table of a region, and what each is replaced by."""
    tables = {name: table(name) for name in WORD_TABLES}
    return {name: ([key for key, _ in rows], [values[0] for _, values in rows]) for name, rows in tables.items()}


def main() -> None:
    """Write the data beside this file."""
    tables = {"notice": f"{NOTICE}the first candidates alone.", "opencc": opencc.__version__, "tables": words()}
    WORDS.write_text(json.dumps(tables, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    fold = fold_classes()
    simplified_only, traditional_only = evidence()
    data = {
        "notice": f"{NOTICE}reduced to classes of single characters.",
        "opencc": opencc.__version__,
        "fold": ["".join(fold), "".join(fold.values())],
        "simplified_only": simplified_only,
        "traditional_only": traditional_only,
        "choices": choices(),
    }
    CHARACTERS.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(fold)} folded, {len(simplified_only)} Simplified only, {len(traditional_only)} Traditional only")


if __name__ == "__main__":
    main()
