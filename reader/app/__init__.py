"""The app: screens, panels, keys. The only room that imports Textual."""
