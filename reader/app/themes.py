"""Themes: the colours of the app. Every colour has a cue beside it that needs no colour."""

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
        "quiet": "#959aa2",
        "faint": "#4a4f58",
        "heading": "#e8e4da",
        "person": "#e5c07b",
        "organization": "#9fb7cf",
        "product": "#a3be9b",
        "benchmark": "#c4a7c7",
        "chosen": "#4a3f1e",
        "cursor-line": "#2a303a",
        "strip-page": "#4d5665",
        "hit": "#2f4a3a",
        "changed": "#7fd0c8",
    },
)

LIGHT = Theme(
    name="reader-light",
    primary="#35618f",
    secondary="#4a6944",
    accent="#8f5400",
    foreground="#2b2a27",
    background="#faf7f0",
    surface="#faf7f0",
    panel="#ece7da",
    error="#a63a2b",
    warning="#865700",
    success="#4a6944",
    dark=False,
    variables={
        "quiet": "#625e56",
        "faint": "#b5afa2",
        "heading": "#1a1917",
        "person": "#8a4b00",
        "organization": "#35567a",
        "product": "#3f6238",
        "benchmark": "#70437a",
        "chosen": "#f3e2b3",
        "cursor-line": "#e3ddcc",
        "strip-page": "#b9b09a",
        "hit": "#d3e8c8",
        "changed": "#0b6460",
    },
)

PAPER = Theme(
    name="paper",
    primary="#1f4e79",
    secondary="#3b6035",
    accent="#8c3a00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#ffffff",
    panel="#eeeeee",
    error="#a01818",
    warning="#7a4a00",
    success="#3b6035",
    dark=False,
    variables={
        "quiet": "#666666",
        "faint": "#a8a8a8",
        "heading": "#000000",
        "person": "#8c3a00",
        "organization": "#1f4e79",
        "product": "#2f5c2a",
        "benchmark": "#6a2f7a",
        "chosen": "#ffe9b8",
        "cursor-line": "#e2e6ee",
        "strip-page": "#b4b4b4",
        "hit": "#d5efc9",
        "changed": "#00625c",
    },
)

SEPIA = Theme(
    name="sepia",
    primary="#6b4a1e",
    secondary="#52582f",
    accent="#87400f",
    foreground="#433422",
    background="#f1e4cb",
    surface="#f1e4cb",
    panel="#e4d3b2",
    error="#9c2f1d",
    warning="#7a4a09",
    success="#52582f",
    dark=False,
    variables={
        "quiet": "#5f4f36",
        "faint": "#bda988",
        "heading": "#2e2213",
        "person": "#8f3d0a",
        "organization": "#3f5570",
        "product": "#4b5a21",
        "benchmark": "#743c63",
        "chosen": "#f9d793",
        "cursor-line": "#dcc8a0",
        "strip-page": "#bda27a",
        "hit": "#d3d9a0",
        "changed": "#1c5c50",
    },
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#66ccff",
    secondary="#66ff66",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    error="#ff8989",
    warning="#ffd000",
    success="#66ff66",
    dark=True,
    variables={
        "quiet": "#d0d0d0",
        "faint": "#9a9a9a",
        "heading": "#ffffff",
        "person": "#ffd75f",
        "organization": "#7fd4ff",
        "product": "#8fff8f",
        "benchmark": "#ff9fff",
        "chosen": "#5f4b00",
        "cursor-line": "#00407a",
        "strip-page": "#ffffff",
        "hit": "#005f2f",
        "changed": "#5fffff",
    },
)

TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    error="ansi_red",
    warning="ansi_yellow",
    success="ansi_green",
    dark=True,
    variables={
        "quiet": "ansi_default",
        "faint": "ansi_bright_black",
        "heading": "ansi_default",
        "person": "ansi_yellow",
        "organization": "ansi_cyan",
        "product": "ansi_green",
        "benchmark": "ansi_magenta",
        "chosen": "",
        "cursor-line": "",
        "strip-page": "ansi_bright_black",
        "hit": "",
        "changed": "ansi_cyan",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_white",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
    },
)
"""The terminal's own colours, whichever they are; what has no colour there is told by attributes alone."""

ALL = (DARK, LIGHT, PAPER, SEPIA, HIGH_CONTRAST, TERMINAL)

OWN_VARIABLES = DARK.variables
"""What the style sheets use beside Textual's own variables, with values for themes that do not set them."""

PAINTS = {
    "accent": ("accent", "", ""),
    "quiet": ("quiet", "", ""),
    "title": ("", "", "bold"),
    "heading": ("heading", "", "bold"),
    "strong": ("", "", "bold"),
    "emphasis": ("", "", "italic"),
    "struck": ("quiet", "", "strike"),
    "code": ("secondary", "", ""),
    "link": ("primary", "", ""),
    "warning": ("error", "", ""),
    "cursor": ("", "cursor-line", ""),
    "person": ("person", "", "underline"),
    "organization": ("organization", "", "italic"),
    "product": ("product", "", "italic"),
    "benchmark": ("benchmark", "", "italic underline"),
    "other": ("", "", "underline"),
    "found": ("person", "", "dim underline"),
    "unclear": ("quiet", "", "italic underline underline2"),  # one line where a terminal cannot draw two
    "chosen": ("", "chosen", "bold underline"),
    "current": ("", "", "bold reverse"),
    "landed": ("accent", "", ""),
    "strip": ("faint", "", ""),
    "thumb": ("strip-page", "", ""),
    "hit": ("", "hit", "underline"),
    "changed": ("changed", "", "bold underline"),
    "selected": ("", "", "reverse"),
    "head": ("", "", "bold underline not reverse"),
    "label": ("accent", "", "bold reverse"),
    "dimmed": ("faint", "background", "not bold"),
}
"""What painted text looks like: a colour and a background, by the names of theme variables, and attributes."""


def paints(variables: Mapping[str, str]) -> dict[str, Style]:
    """Return the styles of painted text for the variables of a theme."""
    return {
        name: Style.parse(attributes)
        + Style(
            color=Color.parse(variables[colour]).rich_color if variables.get(colour) else None,
            bgcolor=Color.parse(variables[background]).rich_color if variables.get(background) else None,
        )
        for name, (colour, background, attributes) in PAINTS.items()
    }
