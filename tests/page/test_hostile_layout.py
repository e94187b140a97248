"""Text that means harm is laid out in bounded work, and nothing of a row does anything to a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from reader.documents.document import parse
from reader.documents.sanitising import MOST_JOINED
from reader.entities.rendering import render_paragraph
from reader.page.cells import clusters, width
from reader.page.flow import Flow
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target
from tests.effort import effort
from tests.emulator import NOT_FOR_THE_EYE
from tests.hostile.documents import new_files

if TYPE_CHECKING:
    from tests.documents.formats.hostile import Hostile

COLUMNS, LINES = 40, 30
TARGETS = (AS_WRITTEN, Target(Script.HANT), Target(Script.TW, wording=True))
FILES = [file for file in new_files() if file.refused is None and file.name.endswith((".txt", ".md"))]


def flow_of(text: str, target: Target = AS_WRITTEN) -> Flow:
    return Flow(text, COLUMNS, lambda span: render_paragraph(text, span, Written.HANS, (), {}, target))


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_every_row_is_as_wide_as_it_says_and_harmless(file: Hostile) -> None:
    text = parse(file.name, file.data).text
    for target in TARGETS:
        flow = flow_of(text, target)
        for start in (0, len(text) // 2, flow.last_page(LINES)):
            for line in filter(None, flow.lines_from(start, LINES)):
                row = line.paragraph.text_of(line.row)
                assert width(row) == line.paragraph.rows[line.row].width <= COLUMNS
                assert max(map(len, clusters(row)), default=0) <= MOST_JOINED + 1
                assert not NOT_FOR_THE_EYE.search(row)
                assert "Cc" not in map(unicodedata.category, row)


FLOODS = {
    "marks": "a" + "\u0301" * 20,
    "selectors": "\ufe0f" * 20,
    "joiners": "字\u200d" * 10,
    "emoji": "👩\u200d" * 10,
    "letters": "\u1161" * 20,
    "nothing": "\u200b" * 20,
    "word": "a" * 20,
    "no mark": "湖" * 20,
    "closing": "）" * 20,
    "opening": "“（" * 10,
    "numbers": "1,2.3%" * 4,
    "spaces": " " * 20,
    "empty lines": "\n" * 20,
    "carriage returns": "\r" * 20,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_page_costs_the_same_however_long_a_flood_is(flood: str) -> None:
    def look(text: str) -> None:
        flow = flow_of(text, Target(Script.HANT))
        flow.columns_from(len(text) // 2, LINES, 1)
        flow.moved(len(text) // 2, LINES)
        flow.last_page(LINES)

    short, long = flood * 2_000, flood * 16_000
    look(short)
    assert effort(lambda: look(long)) <= 3 * effort(lambda: look(short))
