"""What the names of documents say beside where they are."""

from __future__ import annotations

STANDARD_INPUT = "-"
"""The name of what comes on standard input."""
ARCHIVE = ".zip"
"""What the names of archives end in, in small letters; that of a document in one has it in it."""
