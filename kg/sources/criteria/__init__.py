"""The criteria of a study: its text taken apart by side, with nothing lost."""
