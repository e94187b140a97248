"""Themes: the colours of the app, dark and light. Every colour has a cue beside it that needs no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK = Theme(
    name="reader-dark",
    primary="#7aa2c8",
    secondary="#8fae8b",
    accent="#e0af68",
    foreground="#d6d3cb",
    background="#16181c",
    surface="#16181c",
    panel="#20242b",
    error="#e07a6a",
    warning="#d8a657",
    success="#8fae8b",
    dark=True,
    variables={
        "quiet": "#8b8f97",
        "faint": "#4a4f58",
        "heading": "#e8e4da",
        "person": "#e5c07b",
        "organization": "#9fb7cf",
        "product": "#a3be9b",
        "benchmark": "#c4a7c7",
        "chosen": "#4a3f1e",
        "cursor-line": "#2a303a",
        "strip-page": "#3a414d",
    },
)

LIGHT = Theme(
    name="reader-light",
    primary="#35618f",
    secondary="#4c6b45",
    accent="#9a5b00",
    foreground="#2b2a27",
    background="#faf7f0",
    surface="#faf7f0",
    panel="#ece7da",
    error="#a63a2b",
    warning="#8a5a00",
    success="#4c6b45",
    dark=False,
    variables={
        "quiet": "#6f6b62",
        "faint": "#b5afa2",
        "heading": "#1a1917",
        "person": "#8a4b00",
        "organization": "#35567a",
        "product": "#3f6238",
        "benchmark": "#70437a",
        "chosen": "#f3e2b3",
        "cursor-line": "#e3ddcc",
        "strip-page": "#cfc8b6",
    },
)

OWN_VARIABLES = DARK.variables
"""What the style sheets use beside Textual's own variables, with values for themes that do not set them."""

PAINTS = {
    "accent": ("accent", "", ""),
    "quiet": ("quiet", "", ""),
    "title": ("", "", "bold"),
    "heading": ("heading", "", "bold"),
    "warning": ("error", "", ""),
    "cursor": ("", "cursor-line", ""),
    "person": ("person", "", "underline"),
    "organization": ("organization", "", "italic"),
    "product": ("product", "", "italic"),
    "benchmark": ("benchmark", "", "italic underline"),
    "other": ("", "", "underline"),
    "chosen": ("", "chosen", "bold underline"),
    "current": ("", "", "bold reverse"),
    "landed": ("accent", "", ""),
    "strip": ("faint", "", ""),
    "strip-page": ("", "strip-page", ""),
}
"""What painted text looks like: a colour and a background, by the names of theme variables, and attributes."""


def paints(variables: Mapping[str, str]) -> dict[str, Style]:
    """Return the styles of painted text for the variables of a theme."""
    return {
        name: Style.parse(attributes)
        + Style(
            color=Color.parse(variables[colour]).rich_color if colour else None,
            bgcolor=Color.parse(variables[background]).rich_color if background else None,
        )
        for name, (colour, background, attributes) in PAINTS.items()
    }
