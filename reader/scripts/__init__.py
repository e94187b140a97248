"""How Chinese text is written: scripts, their detection, conversion between them, and the fold."""
