"""The embedded store in a folder: opened, locked, filled, replaced, exported, counted."""
