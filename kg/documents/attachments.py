"""What is posted with a record: documents, the review of results that are not posted yet, notices of violations."""

from kg.record import ReviewEvent, Study, StudyDocument, ViolationEvent

from .keyed_parts import KeyedPart, code_text, keyed
from .node import Node, coded, dated, new_node, put

__all__ = ["describe_attachments"]


def describe_attachments(study: Study, *, root: str) -> Node:
    """The terms `document`, `reviewEvent` and `violationEvent` of a study."""
    facts: Node = {}
    put(facts, "noAnalysisPlan", study.no_analysis_plan)
    documents = keyed(study.documents, lambda each: (each.filename, each.label))
    if documents:
        facts["document"] = [_document(each, f"{root}/document/{each.key}") for each in documents]
    reviews = keyed(study.review_events, lambda each: (code_text(each.type), str(each.date or "")))
    if reviews:
        facts["reviewEvent"] = [_review(each, f"{root}/review-event/{each.key}") for each in reviews]
    notices = keyed(study.violations, lambda each: (code_text(each.type), str(each.issued or ""), each.description))
    if notices:
        facts["violationEvent"] = [_notice(each, f"{root}/violation-event/{each.key}") for each in notices]
    return facts


def _document(each: KeyedPart[StudyDocument], iri: str) -> Node:
    document = each.part
    node = new_node(iri, "StudyDocument")
    put(node, "name", document.label)
    put(node, "documentType", document.type)
    put(node, "hasProtocol", document.has_protocol)
    put(node, "hasAnalysisPlan", document.has_analysis_plan)
    put(node, "hasConsentForm", document.has_consent_form)
    dated(node, "documentDate", document.date)
    dated(node, "uploadedDate", document.uploaded)
    put(node, "fileName", document.filename)
    put(node, "fileSize", document.size)
    put(node, "url", document.url)
    node["position"] = each.position
    return node


def _review(each: KeyedPart[ReviewEvent], iri: str) -> Node:
    node = new_node(iri, "ReviewEvent")
    coded(node, "reviewEventType", each.part.type)
    dated(node, "eventDate", each.part.date)
    put(node, "eventDateUnknown", each.part.date_unknown)
    node["position"] = each.position
    return node


def _notice(each: KeyedPart[ViolationEvent], iri: str) -> Node:
    notice = each.part
    node = new_node(iri, "ViolationEvent")
    coded(node, "violationEventType", notice.type)
    put(node, "description", notice.description)
    dated(node, "createdDate", notice.created)
    dated(node, "issuedDate", notice.issued)
    dated(node, "releasedDate", notice.released)
    dated(node, "postedDate", notice.posted)
    node["position"] = each.position
    return node
