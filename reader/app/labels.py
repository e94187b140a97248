"""Labels: one or two letters on everything on the screen that can be gone to; typing them goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events

LETTERS = "fjdkslaghrueiwoqptyvncmxbz"
"""The letters of labels, those under the fingers first."""


def label_names(count: int) -> list[str]:
    """Return as many labels; none begins another, and they are as short as they can be.

    With more than the square of the letters, only so many are returned.
    """
    pairs = 0
    while len(LETTERS) - pairs + pairs * len(LETTERS) < count and pairs < len(LETTERS):
        pairs += 1
    single = list(LETTERS[: len(LETTERS) - pairs])
    double = [first + second for first in LETTERS[len(LETTERS) - pairs :] for second in LETTERS]
    return [*single, *double][:count]


class LabelScreen(ModalScreen[int]):
    """Takes the letters of a label; gives the source offset that it stands at."""

    DEFAULT_CSS = "LabelScreen { background: $background 0%; }"
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, offsets: Sequence[int], show: Callable[[Mapping[int, str]], None]) -> None:
        """Make the screen.

        Args:
            offsets: the source offsets that get labels.
            show: shows for each source offset what is still to be typed; called again as letters are typed.
        """
        super().__init__()
        self._labels = dict(zip(offsets, label_names(len(offsets)), strict=False))
        self._show = show
        show(self._labels)

    def on_key(self, event: events.Key) -> None:
        """Take a letter; anything that begins no label leaves."""
        event.stop()
        event.prevent_default()
        letter = (event.character or "").lower()
        left = {offset: label[1:] for offset, label in self._labels.items() if letter and label.startswith(letter)}
        if not left:
            self.dismiss(None)
            return
        self._labels = left
        done = next((offset for offset, label in left.items() if not label), None)
        if done is not None:
            self.dismiss(done)
        else:
            self._show(left)

    def on_click(self) -> None:
        """Leave."""
        self.dismiss(None)
