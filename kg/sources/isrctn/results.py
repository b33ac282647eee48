"""What came out of a trial, and what is promised: publications, documents, data, the review by ethics committees."""

import re

from kg.addresses import dois, pmids, url
from kg.record import Coded, EthicsReview, IpdSharing, Reference, StudyDocument, WebLink
from kg.sources.fields.clean import short, shorts
from kg.sources.fields.remarks import Remarks
from kg.sources.isrctn.spellings import DOCUMENTS, OUTPUTS, POLICIES
from kg.sources.isrctn.structs import Committee, IsrctnTrial, Output
from kg.sources.isrctn.words import codes_of, is_not_provided, stated, without_contact_brackets

__all__ = [
    "documents_of",
    "ethics_reviews_of",
    "has_results",
    "ipd_sharing_of",
    "links_of",
    "references_of",
    "summary_of",
]

_RESULTS = re.compile(r"\bresults?\b", re.IGNORECASE)
_PROTOCOL = re.compile(r"\bprotocol\b", re.IGNORECASE)
_RESULT_OUTPUTS = frozenset({"basicresults", "plainenglishresults"})
_IPD = re.compile(r"\bIPD sharing (?:statement|plan):?\s*(?=\S)", re.IGNORECASE)
# `Approved 23/02/2023, Ethical Committee (street; +62 21 7864975; a@b.org), ref: 38/2023`
_ETHICS = re.compile(
    r"(?P<status>approved|pending|not required)\b[ ,:]*(?P<date>[0-9]{2}/[0-9]{2}/[0-9]{4})?.*",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(
    r"\bref(?:erence)?(?: number| no)?\.?:\s*(?P<reference>\S.{0,80}?)(?:,? date:.*)?\.?\s*\Z", re.I
)


def has_results(trial: IsrctnTrial) -> bool:
    """Whether results are posted with the record: a basic report, or one in plain English."""
    reports = (trial.basic_report, trial.plain_report)
    posted = any(map(stated, reports)) or any((each.type or "").casefold() in _RESULT_OUTPUTS for each in trial.outputs)
    return posted


def summary_of(trial: IsrctnTrial, remarks: Remarks) -> str | None:
    """What the record says of the reports on its results."""
    reports = (trial.basic_report, trial.plain_report)
    return "\n\n".join(text for each in reports if stated(each) and (text := remarks.long(each))) or None


def references_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[Reference, ...]:
    """The publications: those of the old text, a line each, then those of the list of outputs that it lacks."""
    lines = (remarks.long(trial.publications) or "").split("\n")
    found = [Reference(citation=line, type=_role(line)) for line in lines if stated(line)]
    known = {each for reference in found for each in _ids(reference.citation or "")}
    for output in trial.outputs:
        reference = _published(output)
        if reference and not known & _ids(reference.citation or ""):
            known |= _ids(reference.citation or "")
            found.append(reference)
    return tuple(dict.fromkeys(found))


def _role(line: str) -> Coded | None:
    """What a line says of a publication: `2018 Protocol article in ...`, `2022 Results article in ...`."""
    if _PROTOCOL.search(line):
        return "PROTOCOL"
    return "RESULT" if _RESULTS.search(line) else None


def _ids(citation: str) -> set[str]:
    """What tells one publication from another: its ids, else its address."""
    found = {*dois(citation), *pmids(citation)}
    address = url(citation) if not found and "http" in citation else None
    return found | {address} if address else found


def _published(output: Output) -> Reference | None:
    known = OUTPUTS.get((output.type or "").casefold())
    address = stated(output.url)
    if known is None or address is None:
        return None
    label, role = known
    year = (output.created or "")[:4]
    pieces = [year if year.isdecimal() else None, label, "in", address, stated(output.description)]
    return Reference(citation=short(" ".join(filter(None, pieces))), type=role)


def links_of(trial: IsrctnTrial) -> tuple[WebLink, ...]:
    """The pages of the study: its site, its information sheet, documents that are kept elsewhere."""
    written: list[tuple[str | None, str | None]] = [
        (trial.website, "Study website"),
        (trial.information_sheet, "Participant information sheet"),
    ]
    written += [(each, None) for each in (trial.basic_report, trial.plain_report)]
    written += [
        (each.url, stated(each.description) or DOCUMENTS.get((each.type or "").casefold()))
        for each in trial.outputs
        if each.url and (each.type or "").casefold() not in OUTPUTS
    ]
    found = [
        (url(text or "") if "http" in (text or "") or "www." in (text or "") else None, label)
        for text, label in written
    ]
    links = {address: WebLink(url=address, label=label) for address, label in reversed(found) if address}
    return tuple(reversed(links.values()))


def documents_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[StudyDocument, ...]:
    """The files that the registry keeps, as the list of outputs names them and, with their addresses, that of files."""
    files = {each.id: each for each in trial.files if each.id}
    found = []
    for position, each in enumerate(trial.outputs):
        if each.filename is None and each.file_id is None:
            continue
        attached = files.pop(each.file_id or "", None)
        kind = (each.type or "").casefold()
        label = stated(each.description) or (stated(attached.description) if attached else None)
        found.append(
            StudyDocument(
                label=label or DOCUMENTS.get(kind) or stated(each.type),
                type=stated(each.type),
                has_protocol=kind.startswith("protocol") or None,
                has_analysis_plan=kind == "sap" or None,
                date=remarks.date(each.created, "outputs[].created", position),
                uploaded=remarks.date(each.uploaded, "outputs[].uploaded", position),
                filename=stated(each.filename),
                size=_size(each.length),
                url=stated(attached.url) if attached else None,
            )
        )
    for attached in (each for each in trial.files if each.id is None or each.id in files):
        found.append(
            StudyDocument(
                label=stated(attached.description),
                filename=stated(attached.name),
                size=_size(attached.length),
                url=stated(attached.url),
            )
        )
    return tuple(dict.fromkeys(found))


def _size(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdecimal() else None


def ipd_sharing_of(trial: IsrctnTrial, remarks: Remarks) -> IpdSharing | None:
    """The plan for sharing data: stated, or as the policy says; until 2022 its words ended the plan to publish."""
    policies = [each for each in shorts((*trial.data_policies, trial.data_policy or "")) if stated(each)]
    told = {POLICIES[each.casefold()] for each in policies if each.casefold() in POLICIES}
    plan = next(iter(codes_of("ipd-sharing", trial.ipd_plan, remarks, "ipd_plan")), None)
    found = _IPD.search(trial.publication_plan or "")
    within = (trial.publication_plan or "")[found.end() :] if found else None
    description = next((each for each in (trial.ipd_statement, within) if stated(each)), None)
    sharing = IpdSharing(
        statement=plan or (next(iter(told)) if len(told) == 1 else None),
        description=remarks.long(without_contact_brackets(description)) if description else None,
        access_criteria="\n".join(policies) or None,
    )
    return sharing if sharing != IpdSharing() else None


def ethics_reviews_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[EthicsReview, ...]:
    """The reviews: of each committee; else as the old text has it; else that none is required."""
    committees = [_review(each, position, remarks) for position, each in enumerate(trial.ethics_committees)]
    found = [each for each in committees if each != EthicsReview()]
    if (text := remarks.long(trial.ethics_approval)) and not is_not_provided(text):
        found.append(_told(text))
    required = codes_of("ethics-review-status", trial.ethics_required, remarks, "ethics_required")
    if not found and required:
        found.append(EthicsReview(status=required[0]))
    return tuple(dict.fromkeys(found))


def _review(written: Committee, position: int, remarks: Remarks) -> EthicsReview:
    status = codes_of("ethics-review-status", written.status, remarks, "ethics_committees[].status", position)
    return EthicsReview(
        status=next(iter(status), None),
        date=remarks.date(written.date, "ethics_committees[].date", position),
        committee=stated(written.name),
        reference=stated(written.reference),
    )


def _told(text: str) -> EthicsReview:
    """A review of the old form: a text, of which the first word and the reference at its end are told apart.

    A bracket that holds a telephone number or an address of e-mail is left out. The date stands in the text alone:
    nothing says whether 03/04 is in March or in April.
    """
    kept = without_contact_brackets(text)
    found, reference = _ETHICS.fullmatch(kept), _REFERENCE.search(kept)
    words = {"approved": "APPROVED", "pending": "PENDING", "not required": "NOT_REQUIRED"}
    return EthicsReview(
        status=words[found["status"].casefold()] if found else None,
        reference=short(reference["reference"]) if reference else None,
        description=kept,
    )
