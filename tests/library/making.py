"""Folders of short documents to make libraries of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ENTITIES = """
[[entity]]
id = "fang"
type = "person"
names = { zh-Hans = "方小舟", zh-Hant = "方小舟", en = "Fang Boat" }

[[entity]]
id = "chen-wan"
type = "person"
names = { zh-Hans = "陈晚", zh-Hant = "陳晚" }
"""

DOCUMENTS = {
    "1.txt": "木屋记\n\n方小舟说：“陈晚来了。”\n",
    "2.txt": "木屋的信\n\n陳晚說：「為了方小舟。」\n",
    "更多/3.md": "# 木屋之外\n\n这里没有人。\n",
}


def fill(folder: Path) -> Path:
    """Write the documents and their entity list into a folder."""
    for name, text in {**DOCUMENTS, "entities.toml": ENTITIES}.items():
        write(folder / name, text)
    return folder


def write(path: Path, text: str) -> Path:
    """Write a text file exactly as given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path
