"""The EU Clinical Trials Register: its full-details text download, and its saved protocol pages."""

from kg.sources.euctr.download_and_page import EUCTR_PAGE, EUCTR_TEXT

__all__ = ["EUCTR_PAGE", "EUCTR_TEXT"]
