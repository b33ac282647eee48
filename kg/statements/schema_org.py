"""What a study says in the words of schema.org, for those who know no others.

Its name, summary, ids, page and status are said again, and its id as a code, since schema.org asks to "use the code
property of MedicalEntity to store study IDs" (https://schema.org/MedicalStudy). They are no super-properties: a record
that does not describe its study bears the same properties of ours, and would be given the name of the study.
"""

from collections.abc import Mapping

from kg.rdf.encoders import TYPE, class_term, encoder, iri_term, predicate, text
from kg.record import Study
from kg.registries import PUBLISHERS, RegisteredId, page_of, registered

from .draft import Draft

__all__ = ["STATUS", "tell_in_schema_org"]

STATUS: Mapping[str, str] = {
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "RECRUITING": "Recruiting",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
}
"""Code -> member of schema:MedicalStudyStatus; the other codes have none."""

_STATUS = {code: encoder("schemaStatus")(f"schema:{member}") for code, member in STATUS.items()}
_SYSTEMS = {each.notation: text(each.title) for each in PUBLISHERS}
_CODE_CLASS = class_term("schema:MedicalCode")
_SUMMARY, _NAME, _DESCRIPTION = map(predicate, ("briefSummary", "name", "schemaDescription"))
_IDENTIFIER, _PAGE, _STATE, _CODE = map(predicate, ("schemaIdentifier", "page", "schemaStatus", "schemaCode"))
_CODE_VALUE, _CODING_SYSTEM = map(predicate, ("codeValue", "codingSystem"))


def tell_in_schema_org(study: Study, draft: Draft) -> None:
    """The study once more, in the words of schema.org; all else is told before, the long text of the summary too."""
    own, lead, known = draft.own, draft.lead, registered(study.id)
    if study.title is not None:
        own += (lead, _NAME, text(study.title))
    if study.brief_summary is not None:
        own += (lead, _DESCRIPTION, own[own.index(_SUMMARY) + 1])
    for id in dict.fromkeys((study.id, *study.aliases)):
        own += (lead, _IDENTIFIER, text(id))
    publisher, id = (known.publisher, known.id or study.id) if known else (study.publisher, study.id)
    if page := page_of(publisher, id):
        own += (lead, _PAGE, iri_term(page))
    if status := isinstance(study.status, str) and _STATUS.get(study.status):
        own += (lead, _STATE, status)
    if known and known.id:
        _tell_code(known, known.id, draft)


def _tell_code(known: RegisteredId, id: str, draft: Draft) -> None:
    """The id as a code of its registry."""
    node = b"%b/code/%b>" % (draft.root, known.publisher.encode())
    lead, out = draft.node(node), draft.parts
    out += (lead, TYPE, _CODE_CLASS, lead, _CODE_VALUE, text(id), lead, _CODING_SYSTEM, _SYSTEMS[known.publisher])
    draft.own += (draft.lead, _CODE, node)
