"""Writes the document on pages: `python -m tests.sources`."""

from pathlib import Path

from tests.sources.page_document import pages_page

path = Path(__file__).parent.parent.parent / "docs" / "pages.md"
path.write_text(pages_page(), encoding="utf-8")
