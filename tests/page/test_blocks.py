"""How the blocks of a text that is no Markdown stand."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.documents.paragraphs import Span
from reader.page.blocks import WrittenBlocks


def test_items_and_rows_that_a_format_wrote_stand_together_and_paragraphs_apart() -> None:
    text = "章\n\n- 船\n- 信\n  1. 桨\n又及\n\n- 别的\n\n甲 | 乙\n丙 | 丁\n戊\n"
    blocks = WrittenBlocks(text)
    lines = [Span(place.start(), place.end()) for place in re.finditer(r".+", text)]
    joined = [one.of(text) for one, other in pairwise(lines) if blocks.are_joined(one, other)]
    assert joined == ["- 船", "- 信", "甲 | 乙"]
    items = {line.of(text): blocks.shape(line).hang for line in lines if not blocks.shape(line).indents}
    assert items == {"- 船": 2, "- 信": 2, "  1. 桨": 5, "- 别的": 2}
