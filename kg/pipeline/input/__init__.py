"""Paths -> records: files, archives, remote objects, and how each is split."""
