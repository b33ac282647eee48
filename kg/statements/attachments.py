"""What is posted with a record: documents, the review of results that are not posted yet, notices of violations."""

from kg.record import Study

from .draft import Draft, PartTeller
from .tables import DOCUMENT, REVIEW_EVENT, VIOLATION_EVENT

__all__ = ["tell_attachments"]

_tell_documents = PartTeller(DOCUMENT)
_tell_reviews = PartTeller(REVIEW_EVENT)
_tell_violations = PartTeller(VIOLATION_EVENT)


def tell_attachments(study: Study, draft: Draft) -> None:
    """The documents, review events and violation events of a study."""
    _tell_documents(draft, "document", study.documents)
    _tell_reviews(draft, "reviewEvent", study.review_events)
    _tell_violations(draft, "violationEvent", study.violations)
