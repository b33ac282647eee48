"""A reader of a registry that we made up, as `docs/new-reader.md` shows it: its field table and its reader."""
