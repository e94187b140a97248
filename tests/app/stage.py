"""A stage for one panel: an app with the colours of ours and nothing else, that keeps what the panel says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.app import App

from reader.app import themes
from tests.app.driving import text_of

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.app.panel import Panel
    from reader.app.places_panel import PlacesPanel
    from reader.library.walk import Place


PanelT = TypeVar("PanelT", bound="Panel[Any, Any]")


class Stage(App[int], Generic[PanelT]):
    """Shows a panel."""

    def __init__(self, panel: PanelT) -> None:
        super().__init__()
        self.panel = panel
        self.results: list[Any] = []
        """What the panel gave when it closed."""
        self.looked: list[Place] = []
        """The places that the panel asked to show behind it."""
        self.register_theme(themes.DARK)
        self.theme = themes.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that the style sheets use."""
        return dict(themes.OWN_VARIABLES)

    def on_mount(self) -> None:
        """Show the panel."""
        self.push_screen(self.panel, self.results.append)

    def on_places_panel_looked(self, message: PlacesPanel.Looked) -> None:
        """Keep the place."""
        self.looked.append(message.place)

    @property
    def list_text(self) -> str:
        """The rows on the screen."""
        return text_of(self.panel.rows)

    @property
    def heading_text(self) -> str:
        """What stands above the list."""
        return text_of(self.panel.heading)


async def at_rest(pilot: Pilot[int]) -> None:
    """Wait until nothing is going on beside the screen, and what came of it is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.15)
