"""The EU Clinical Trials Register: its text downloads, in full and as summaries, and its saved protocol pages."""

from kg.sources.euctr.download_and_page import EUCTR_PAGE, EUCTR_TEXT
from kg.sources.euctr.summary_download import EUCTR_SUMMARY

__all__ = ["EUCTR_PAGE", "EUCTR_SUMMARY", "EUCTR_TEXT"]
