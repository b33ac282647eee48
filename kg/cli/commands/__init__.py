"""The commands: one file for each, or for a group that belongs together."""
