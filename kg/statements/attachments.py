"""What stands beside a study: documents, reviews by ethics committees, the review of results, notices of violations."""

from kg.dates import PartialDate
from kg.rdf.encoders import predicate, text
from kg.rdf.labels import code_label
from kg.record import Coded, EthicsReview, ReviewEvent, Study, ViolationEvent

from .draft import Draft, PartTeller
from .keyed_parts import code_text
from .tables import DOCUMENT, ETHICS_REVIEW, REVIEW_EVENT, VIOLATION_EVENT

__all__ = ["tell_attachments"]

_tell_documents = PartTeller(DOCUMENT)
_tell_ethics = PartTeller(ETHICS_REVIEW)
_tell_reviews = PartTeller(REVIEW_EVENT)
_tell_violations = PartTeller(VIOLATION_EVENT)
_LABEL = predicate("label")


def tell_attachments(study: Study, draft: Draft) -> None:
    """The documents, ethics reviews, review events and violation events of a study."""
    _tell_documents(draft, "document", study.documents)
    _tell_ethics(draft, "ethicsReview", study.ethics_reviews, _label_ethics)
    _tell_reviews(draft, "reviewEvent", study.review_events, _label_review)
    _tell_violations(draft, "violationEvent", study.violations, _label_violation)


def _label_ethics(review: EthicsReview, lead: bytes, out: list[bytes]) -> None:
    """What was decided, and when; of a review of which neither is known, who reviews, or what else is said of it."""
    if review.status is None and review.date is None:
        said = review.committee or review.reference or (review.description or "").partition("\n")[0]
        out += (lead, _LABEL, text(said or "Ethics review"))
    else:
        _label("ethicsReviewStatus", review.status, review.date, lead, out)


def _label_review(event: ReviewEvent, lead: bytes, out: list[bytes]) -> None:
    _label("reviewEventType", event.type, event.date, lead, out)


def _label_violation(event: ViolationEvent, lead: bytes, out: list[bytes]) -> None:
    _label("violationEventType", event.type, event.issued, lead, out)


def _label(term: str, kind: Coded | None, date: PartialDate | None, lead: bytes, out: list[bytes]) -> None:
    """What happened, and when: nothing else that is said of an event is short and its own."""
    what = code_label(term, kind) if isinstance(kind, str) else code_text(kind)
    if named := [each for each in (what, date and str(date)) if each]:
        out += (lead, _LABEL, text(", ".join(named)))
