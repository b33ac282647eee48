"""Readers of trial records: bytes in, readings out, each format known by its content."""

from kg.sources.ctgov import AACT, CTGOV_RIS, CTGOV_TABLE, CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.ctgov_pages.details import CTGOV_DETAILS, CTGOV_DETAILS_RESULTS
from kg.sources.ctgov_pages.fulltext import CTGOV_FULLTEXT
from kg.sources.ctgov_pages.results import CTGOV_RESULTS
from kg.sources.ctgov_pages.tabular import CTGOV_TABULAR
from kg.sources.ctgov_pages.unlabelled import CTGOV_UNLABELLED
from kg.sources.ctis import CTIS
from kg.sources.drks import DRKS
from kg.sources.euctr import EUCTR_PAGE, EUCTR_SUMMARY, EUCTR_TEXT
from kg.sources.fhir import FHIR
from kg.sources.isrctn import ISRCTN_JSON, ISRCTN_XML
from kg.sources.meddatax.page import MEDDATAX_PAGE
from kg.sources.meddatax.results import MEDDATAX_RESULTS
from kg.sources.reading import Line, LineFate, Reader, Reading, Use
from kg.sources.rules import RULES, Rule, problem
from kg.sources.splits import marks_of
from kg.sources.who import CHICTR_XML, ICTRP_CSV, ICTRP_XML, WHO_XML

__all__ = ["MARKS", "READERS", "RULES", "Line", "LineFate", "Reader", "Reading", "Rule", "Use", "detect", "problem"]

READERS: tuple[Reader, ...] = (
    CTGOV_V2,
    CTGOV_V1,
    CTGOV_XML,
    CTGOV_TABLE,
    CTGOV_RIS,
    AACT,
    CTGOV_TABULAR,
    CTGOV_UNLABELLED,
    CTGOV_FULLTEXT,
    CTGOV_RESULTS,
    CTGOV_DETAILS,
    CTGOV_DETAILS_RESULTS,
    MEDDATAX_PAGE,
    MEDDATAX_RESULTS,
    ISRCTN_XML,
    ISRCTN_JSON,
    DRKS,
    CTIS,
    FHIR,
    ICTRP_XML,
    ICTRP_CSV,
    CHICTR_XML,
    WHO_XML,
    EUCTR_TEXT,
    EUCTR_PAGE,
    EUCTR_SUMMARY,
)


MARKS = marks_of(reader.split for reader in READERS)
"""By what the records of all readers are known in a stream that holds several."""


def detect(head: bytes) -> Reader | None:
    """The one reader that accepts a file beginning with `head` (up to 64 KiB); None if none does, or several do."""
    accepting = [reader for reader in READERS if reader.accepts(head)]
    return accepting[0] if len(accepting) == 1 else None
