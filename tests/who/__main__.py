"""Writes the tables of `docs/registries.md` anew: `python -m tests.who`, where the real records are."""

from tests.conftest import DATA

from .page import PAGE, with_tables

PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), DATA), encoding="utf-8")
