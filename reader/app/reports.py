"""What a thread finds for a panel, told bit by bit: the first of it at once, then at most ten times a second."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, TypeVar

from textual.worker import get_current_worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

EVERY = 0.1
"""Seconds between two reports of more."""

log = logging.getLogger(__name__)


def reports(stretches: Iterable[list[T]], most: int | None = None) -> Iterator[tuple[list[T], bool]]:
    """Yield what is found, with whether that is all: as it comes, for a thread that a panel has started.

    What goes wrong on the way is in the log, and ends it: a panel must not wait for ever. A thread that was told to
    stop is told no more.

    Args:
        stretches: what is found, some at a time.
        most: after how much it ends; None for never.
    """
    worker = get_current_worker()
    found: list[T] = []
    reported, left = 0.0, most
    try:
        for stretch in stretches:
            if worker.is_cancelled:
                return
            found += stretch[:left]
            left = None if left is None else left - len(stretch)
            if found and time.monotonic() - reported > EVERY:
                yield found, False
                found, reported = [], time.monotonic()
            if left is not None and left <= 0:
                break
    except Exception:
        log.exception("%s", worker.group)
    yield found, True
