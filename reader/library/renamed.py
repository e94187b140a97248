"""What a document was called before its file was renamed or moved: its size and its time of change stay the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.finding import stamp_of
from reader.library.stored import stored_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def path_before(document: str, kept: Mapping[str, Sequence[object]]) -> str | None:
    """Return the path under which something is kept of a document that has another one now; None where nothing is.

    Args:
        document: the path it has now.
        kept: by paths, as `stored_path` writes them, something with the size and the time of change of the file then.
    """
    stamp = stamp_of(document)
    if stamp is None:
        return None
    alike = (path for path, (_what, *then) in kept.items() if then == [*stamp[1:]])
    if not Path(document).is_file():  # in an archive all have the same size and time
        name = Path(stored_path(document)).name
        alike = (path for path in alike if Path(path).name == name)
    return next((path for path in alike if stamp_of(path) is None), None)
