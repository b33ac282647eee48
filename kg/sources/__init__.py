"""Readers of trial records: bytes in, readings out, each format known by its content."""

from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.ctgov_fulltext import CTGOV_FULLTEXT
from kg.sources.ctgov_results import CTGOV_RESULTS
from kg.sources.ctgov_tabular import CTGOV_TABULAR
from kg.sources.ctgov_unlabelled import CTGOV_UNLABELLED
from kg.sources.meddatax import MEDDATAX_PAGE
from kg.sources.meddatax_results import MEDDATAX_RESULTS
from kg.sources.othersites import OTHER_SITE
from kg.sources.reading import Fate, Line, Reader, Reading, Use
from kg.sources.rules import RULES, Rule, problem
from kg.sources.splits import marks_of

__all__ = ["MARKS", "READERS", "RULES", "Fate", "Line", "Reader", "Reading", "Rule", "Use", "detect", "problem"]

READERS: tuple[Reader, ...] = (
    CTGOV_V2,
    CTGOV_V1,
    CTGOV_XML,
    CTGOV_TABULAR,
    CTGOV_UNLABELLED,
    CTGOV_FULLTEXT,
    CTGOV_RESULTS,
    MEDDATAX_PAGE,
    MEDDATAX_RESULTS,
)


MARKS = marks_of(reader.split for reader in READERS)
"""By what the records of all readers are known in a stream that holds several."""


def detect(head: bytes) -> Reader | None:
    """The one reader that accepts a file beginning with `head` (up to 64 KiB); None if none does, or several do.

    A page of a site that is known and not read is taken by a reader that rejects it and names the site.
    """
    accepting = [reader for reader in READERS if reader.accepts(head)]
    if not accepting and OTHER_SITE.accepts(head):
        return OTHER_SITE
    return accepting[0] if len(accepting) == 1 else None
