"""Conversion between scripts: which of OpenCC's configurations leads from how a text is written to a target.

A text that already is in the target script is never fed to OpenCC: s2* damages Traditional text and *2sp Simplified
text. Words are changed only from one region to another; a text that already is in the target's is left its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.scripts.configurations import convert_marked, converter
from reader.scripts.detection import evidence, region
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.scripts.alignment import Block

CONFIGURATIONS: dict[tuple[Written, Script], tuple[str, ...]] = {
    (Written.HANS, Script.HANT): ("s2t",),
    (Written.HANS, Script.TW): ("s2tw",),
    (Written.HANS, Script.HK): ("s2hk",),
    (Written.HANT, Script.HANS): ("t2s",),
    (Written.HANT, Script.TW): ("t2tw",),
    (Written.HANT, Script.HK): ("t2hk",),
    (Written.TW, Script.HANS): ("tw2s",),
    (Written.TW, Script.HANT): ("tw2t",),
    (Written.TW, Script.HK): ("tw2t", "t2hk"),
    (Written.HK, Script.HANS): ("hk2s",),
    (Written.HK, Script.HANT): ("hk2t",),
    (Written.HK, Script.TW): ("hk2t", "t2tw"),
}
"""How to get from a script to another; all of these replace code point by code point."""

WORDING_CONFIGURATIONS: dict[tuple[Written, Script], tuple[str, ...]] = {
    (Written.HANS, Script.TW): ("s2twp",),
    (Written.HANS, Script.HK): ("s2hkp",),
    (Written.HANT, Script.TW): ("t2twp",),
    (Written.HANT, Script.HK): ("t2hkp",),
    (Written.TW, Script.HANS): ("tw2sp",),
    (Written.TW, Script.HK): ("tw2t", "t2hkp"),
    (Written.HK, Script.HANS): ("hk2sp",),
    (Written.HK, Script.TW): ("hk2t", "t2twp"),
}
"""The same with the words of the region (软件, 軟體), which changes lengths; the last step alone does."""

LEFT_BY_OPENCC = ("於", "于")
"""What OpenCC leaves in Simplified text because it can be a surname (於梨华), and readers take for a mistake."""

# In a mixed paragraph each clause is taken for what it is written in itself.
CLAUSE = re.compile("[^，。；：？！、（）()“”‘’「」『』…—\\s]+|[，。；：？！、（）()“”‘’「」『』…—\\s]+")


def configurations(written: Written, target: Script, *, wording: bool = False) -> tuple[str, ...]:
    """Return the OpenCC configurations that lead from a script to a target, in order; none when nothing is to do."""
    if wording and (written, target) in WORDING_CONFIGURATIONS:
        return WORDING_CONFIGURATIONS[written, target]
    return CONFIGURATIONS.get((written, target), ())


def convert(text: str, written: Written, target: Script, *, wording: bool = False) -> str:
    """Return the text in the target script; without `wording` it keeps its length in code points.

    In `mixed` text each clause is converted by its own evidence, one without any like the clause before it.
    """
    return convert_aligned(text, written, target, wording=wording)[0]


def convert_aligned(
    text: str, written: Written, target: Script, *, wording: bool = False
) -> tuple[str, tuple[Block, ...]]:
    """Return the text in the target script as `convert` does, and the stretches replaced as a whole, in order."""
    if written is Written.MIXED:
        return _convert_clauses(text, target, wording=wording)
    blocks: tuple[Block, ...] = ()
    steps = configurations(written, target, wording=wording)
    for configuration in steps:
        text, blocks = convert_marked(text, configuration)
    return text.replace(*LEFT_BY_OPENCC) if steps and target is Script.HANS else text, blocks


def _convert_clauses(text: str, target: Script, *, wording: bool) -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    source = rendition = 0
    for part, own in clauses(text):
        shown, within = convert_aligned(part, own, target, wording=wording)
        parts.append(shown)
        blocks += (block.moved(source, rendition) for block in within)
        source, rendition = source + len(part), rendition + len(shown)
    return "".join(parts), tuple(blocks)


def clauses(text: str) -> Iterator[tuple[str, Written]]:
    """Yield the clauses of a mixed text and the marks between them, each with the script it is written in.

    What is Traditional in it is all of the same region.
    """
    before, traditional = Written.NONE, region(text)
    for part in CLAUSE.findall(text):
        found = evidence(part)
        if found.simplified != found.traditional:
            before = Written.HANS if found.simplified > found.traditional else traditional
        yield part, before


def warm(target: Script, *, wording: bool = False) -> None:
    """Load what converting to a target needs, so that the first conversion takes no time of a reader's."""
    for written in Written:
        for configuration in configurations(written, target, wording=wording):
            converter(configuration)("")
            convert_marked("", configuration)
