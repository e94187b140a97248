"""Text is told from its background in every theme that has colours of its own: by 4.5 to 1, as WCAG 2.2 wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.widgets import Input

from reader.app import themes
from tests.app.driving import press, settled

if TYPE_CHECKING:
    from textual.theme import Theme

    from reader.app.application import ReaderApp

OWN = [theme for theme in themes.ALL if theme is not themes.TERMINAL]
NO_TEXT = {"", "faint", "strip-page"}
"""What is painted in no colour of its own, or is no text: lines, the strip, and what is dimmed to be passed over."""
READ = sorted({"foreground", "success", "warning", *(colour for colour, *_ in themes.PAINTS.values())} - NO_TEXT)
"""The colours that text is painted in."""
LEAST = 4.5


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours: 1.4.3 of WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_text_of_every_colour_is_read_on_every_background(theme: Theme) -> None:
    backgrounds = [theme.background, theme.surface, theme.panel, theme.variables["cursor-line"]]
    for name in READ:
        colour = theme.variables.get(name) or getattr(theme, name)
        for background in backgrounds:
            assert background
            assert contrast(Color.parse(colour), Color.parse(background)) >= LEAST, (name, colour, background)


async def test_the_invitation_to_filter_is_read_in_every_theme(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in ((), ("tab",), ("comma",)):
            await press(pilot, *keys)
            for theme in OWN:
                app.theme = theme.name
                await pilot.pause()
                style = app.screen.query_one(Input).get_component_rich_style("input--placeholder")
                assert style.color is not None
                assert style.bgcolor is not None
                shown = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                assert contrast(*shown) >= LEAST, (keys, theme.name, shown)
