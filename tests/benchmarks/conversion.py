"""The conversion: what it costs to build renditions, with alignment and names, against OpenCC on the same text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import opencc

from reader.documents.paragraphs import Span, paragraphs
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.rendering import render_paragraph, renditions
from reader.entities.resolution import mentions
from reader.library.locations import shipped_entity_list
from reader.scripts.configurations import OWN, converter
from reader.scripts.conversion import CONFIGURATIONS, WORDING_CONFIGURATIONS
from reader.scripts.script import Written
from reader.scripts.target import Target
from reader.scripts.untouched import code_blocks
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.documents import novel, read_documents, simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.conditions import Conditions

SIZE = 1_000_000
"""Bytes of the novel."""
GOAL = 1.25
TO = {Written.HANT: "s2t", Written.TW: "s2tw", Written.HK: "s2hk"}
"""How the novel gets into the scripts it is converted from."""


def conversion(conditions: Conditions) -> Iterator[Comparison]:
    """A 1 MB novel shown in every script, all at once and a paragraph at a time as on a page, against OpenCC alone."""
    chapters = novel(simplified(read_documents(conditions.documents)), SIZE, 0)
    simple = "\n\n".join(paragraph for chapter in chapters for paragraph in chapter)
    matcher = Matcher(load_lists([shipped_entity_list()]).entities)
    for wording, ways in ((False, CONFIGURATIONS), (True, WORDING_CONFIGURATIONS)):
        for (written, script), steps in ways.items():
            text = _plain(TO[written])(simple) if written in TO else simple
            found, spans = mentions(text, matcher), list(paragraphs(text))
            plain, target = [_plain(step) for step in steps], Target(script, wording=wording)

            def alone(part: str, plain: list[Callable[[str], str]] = plain) -> str:
                for convert in plain:
                    part = convert(part)
                return part

            name = f"{'+'.join(steps)}, {len(spans)} paragraphs with {len(found)} names"
            whole = Comparison(f"building renditions, {name}", "OpenCC, all at once", "ms", goal=GOAL)
            parts = Comparison(f"building renditions, {name}", "OpenCC, paragraph by paragraph", "ms")
            each = Comparison(f"one paragraph at a time, {name}", "OpenCC, paragraph by paragraph", "ms", goal=GOAL)
            code = code_blocks(text)
            for number in range(conditions.rounds + 1):
                started = time.process_time()
                for _stretch in renditions(
                    text, Span(0, len(text)), written, found, matcher.entities, target, code=code
                ):
                    pass
                together = time.process_time()
                for span in spans:
                    render_paragraph(text, span, written, found, matcher.entities, target, code=code)
                rendered = time.process_time()
                for span in spans:
                    alone(span.of(text))
                converted = time.process_time()
                alone(text)
                at_once = time.process_time()
                if number:
                    whole.add((together - started) * 1000, (at_once - converted) * 1000)
                    parts.add((together - started) * 1000, (converted - rendered) * 1000)
                    each.add((rendered - together) * 1000, (converted - rendered) * 1000)
            yield from (whole, parts, each)


def _plain(configuration: str) -> Callable[[str], str]:
    """Return OpenCC by itself; for the configurations that it does not have, ours without alignment."""
    if configuration in OWN:
        return converter(configuration)
    return opencc.OpenCC(configuration, include_tofu_risk_dictionaries=False).convert
