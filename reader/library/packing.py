"""Packing: an analysis as a row of plain values, for the index and for the way from one process to another."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from typing import NamedTuple

from reader.entities.mentions import Mentions
from reader.library.analysis import Analysis
from reader.scripts.script import Written

FASTEST = 1
"""The level of compression: mentions shrink to a fraction at any, and the check that comes with it is what matters."""


class Packed(NamedTuple):
    """An analysis in values that a database can hold."""

    title: str
    written: str
    digest: str
    characters: int
    paragraphs: str
    """JSON: how many paragraphs are written in each script."""
    counts: str
    """JSON: how often each entity is mentioned, by id."""
    mentions: bytes
    """Compressed: where, and whom."""


def packed(analysis: Analysis) -> Packed:
    """Return an analysis as plain values."""
    return Packed(
        analysis.title,
        str(analysis.written),
        analysis.digest,
        analysis.characters,
        json.dumps(analysis.paragraphs),
        json.dumps(analysis.counts),
        zlib.compress(analysis.mentions.to_bytes(), FASTEST),
    )


def unpacked(row: Packed) -> Analysis:
    """Return the analysis that was packed.

    Raises:
        ValueError, TypeError, AttributeError, zlib.error: when the values make no sense.
    """
    paragraphs = json.loads(row.paragraphs).items()
    return Analysis(
        row.title,
        Written(row.written),
        row.digest,
        row.characters,
        Counter({Written(script): count for script, count in paragraphs}),
        Mentions.from_bytes(zlib.decompress(row.mentions), json.loads(row.counts)),
    )
