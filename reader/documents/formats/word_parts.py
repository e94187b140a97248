"""What mammoth leaves out of a Word document is written into its parts before: numbers, formulas, what is a heading.

Word shows the number of a paragraph (第一章, （一）, [3]) without having it in the text; mammoth tells of lists alone
that they are numbered, and each that is interrupted begins with 1 again. A heading is for mammoth what has one of the
styles that Word brings; for Word, and here, what is of a level of the outline, by itself or by any style.

Nothing is taken out: lxml takes as long as the square of what is in an element to move it.
"""

from __future__ import annotations

import re
from typing import Any

from reader.documents.formats.markup import local
from reader.documents.formats.word_formulas import formula
from reader.documents.formats.word_numbers import Numbers
from reader.documents.formats.word_styles import Styles
from reader.documents.headings import LONGEST_HEADING

DEEPEST = 6
"""How many levels of headings there are."""
TEXTS = ("document.xml", "footnotes.xml", "endnotes.xml")
"""What the parts with text are called."""
_CLOSED = tuple("、。，：；）．】〕")
"""What is followed by no space."""
_NO_DESCRIPTION = re.compile(
    r"自动生成|自動產生|automatically generated|^IMG[_-]?[0-9]+$|\.(?:png|jpe?g|gif|bmp|emf|wmf)$", re.IGNORECASE
)
"""What programs put where a picture is to be described: a guess, or the name of its file."""


def write_out(parts: dict[str, Any]) -> None:
    """Write what mammoth leaves out into the parts of a document, which are given as trees by their names."""
    numbering = next((root for name, root in parts.items() if name.endswith("numbering.xml")), None)
    styles = Styles(next((root for name, root in parts.items() if name.endswith("styles.xml")), None))
    numbers = Numbers(numbering, styles)
    if numbering is not None:
        _tell_no_style(numbering)
    for name, root in parts.items():
        space = root.tag.rpartition("}")[0] + "}"
        if name.endswith(TEXTS) and space != "}":
            _write_formulas(root, space)
            _describe_no_picture(root)
            for paragraph in list(root.iter(f"{space}p")):
                if next(paragraph.iterancestors("{*}Choice"), None) is not None:
                    continue  # what is in a text box stands there twice, and mammoth reads the other
                _write_number(paragraph, numbers.before(paragraph), space)
                _tell_heading(paragraph, styles.outline(paragraph), space)


def _tell_no_style(numbering: Any) -> None:
    """Have no numbered list be that of a style, whose paragraphs mammoth would number once more."""
    for level in numbering.iter():
        if local(level) == "lvl" and not any(local(told) == "numfmt" and "bullet" in told.values() for told in level):
            for told in level:
                if local(told) == "pstyle":
                    told.attrib.clear()


def _write_formulas(root: Any, space: str) -> None:
    """Write each formula as text before it; one inside of another is part of that."""
    names = ("{*}oMathPara", "{*}oMath")
    for element in [one for one in root.iter(*names) if next(one.iterancestors(*names), None) is None]:
        if element.getparent() is not None and (text := formula(element)):
            element.addprevious(_run(element, text, space))


def _describe_no_picture(root: Any) -> None:
    """Have no picture described by what nobody wrote of it."""
    for picture in root.iter("{*}docPr"):
        if _NO_DESCRIPTION.search(picture.get("descr", "")):
            del picture.attrib["descr"]


def _write_number(paragraph: Any, number: str | None, space: str) -> None:
    """Write the number that Word shows before a paragraph, which is of no list then, if there is anything behind it."""
    if number is None:
        return
    properties = paragraph.find(f"{space}pPr")
    listed = None if properties is None else properties.find(f"{space}numPr")
    if listed is not None:
        listed.tag = f"{space}shown"
    if any(text.text for text in paragraph.iter(f"{space}t")):
        shown = number if number.endswith(_CLOSED) else f"{number} "
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, _run(paragraph, shown, space))


def _tell_heading(paragraph: Any, level: int | None, space: str) -> None:
    """Give a paragraph of the outline the style by which mammoth knows a heading; not a long one, nor in a table."""
    if level is None or level >= DEEPEST or next(paragraph.iterancestors(f"{space}tbl"), None) is not None:
        return
    if sum(len(text.text or "") for text in paragraph.iter(f"{space}t")) > LONGEST_HEADING:
        return
    properties = paragraph.find(f"{space}pPr")
    if properties is None:
        return
    style = properties.find(f"{space}pStyle")
    if style is None:
        style = properties.makeelement(f"{space}pStyle")
        properties.insert(0, style)
    style.set(f"{space}val", f"Heading{level + 1}")


def _run(beside: Any, text: str, space: str) -> Any:
    """Return a run of text."""
    run = beside.makeelement(f"{space}r")
    written = beside.makeelement(f"{space}t")
    written.text = text
    run.append(written)
    return run
