"""What tells documents of one title from each other: the ends of their paths."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def ends_apart(paths: Sequence[str]) -> list[str]:
    """Return of each path the least of its end, in whole names, that none of the others ends in."""
    parts = [PurePath(path).parts for path in paths]
    ends = [""] * len(paths)
    left, count = list(range(len(paths))), 0
    while left:
        count += 1
        for index in left:
            ends[index] = str(PurePath(*parts[index][-count:]))
        same = Counter(part[-count:] for part in parts)
        left = [index for index in left if same[parts[index][-count:]] > 1 and count < len(parts[index])]
    return ends


def told_apart(documents: Sequence[tuple[int, str]], paths: Sequence[str]) -> Mapping[int, str]:
    """Return what tells those apart that have one title.

    Args:
        documents: their numbers and titles.
        paths: those of all documents, by number.
    """
    called = defaultdict(list)
    for number, title in documents:
        called[title].append(number)
    return {
        number: end
        for numbers in called.values()
        if len(numbers) > 1
        for number, end in zip(numbers, ends_apart([paths[number] for number in numbers]), strict=True)
    }
