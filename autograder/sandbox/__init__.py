"""Programs that run cells, the walls around them, and how a cell went."""
