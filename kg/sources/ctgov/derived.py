"""What the registry adds to a record: MeSH terms, its own index, documents, the review of results, notices."""

from collections.abc import Iterator

from kg.record import (
    BrowseBranch,
    BrowseLeaf,
    Concept,
    Indexing,
    ReviewEvent,
    StudyDocument,
    ViolationEvent,
)
from kg.sources.ctgov import structs
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["documents_of", "indexing_of", "review_events_of", "violations_of"]

_DOCUMENTS = "documentSection.largeDocumentModule.largeDocs[]"
_ANNOTATION = "annotationSection.annotationModule"
_UNPOSTED = f"{_ANNOTATION}.unpostedAnnotation.unpostedEvents[]"
_VIOLATIONS = f"{_ANNOTATION}.violationAnnotation.violationEvents[]"
_TRACKING = "derivedSection.miscInfoModule.submissionTracking.submissionInfos[]"

_NOT_INDEXED = Indexing()


def indexing_of(module: structs.Browse, remarks: Remarks, subject: str) -> Indexing:
    """The index terms of the conditions or of the interventions."""
    if not (module.meshes or module.ancestors or module.browse_leaves or module.browse_branches):
        return _NOT_INDEXED
    path = f"derivedSection.{subject}BrowseModule.browseLeaves[].relevance"
    return Indexing(
        concepts=_concepts(module.meshes),
        ancestors=_concepts(module.ancestors),
        leaves=tuple(
            [
                BrowseLeaf(
                    id=short(leaf.id),
                    name=short(leaf.name),
                    found=short(leaf.as_found),
                    relevance=remarks.code("relevance", leaf.relevance, path, position),
                )
                for position, leaf in enumerate(module.browse_leaves)
            ]
        ),
        branches=tuple(
            [
                BrowseBranch(id=abbrev, name=short(branch.name))
                for branch in module.browse_branches
                if (abbrev := short(branch.abbrev))
            ]
        ),
    )


def documents_of(module: structs.LargeDocumentModule, remarks: Remarks) -> tuple[StudyDocument, ...]:
    """The documents in order."""
    return tuple(
        [
            StudyDocument(
                label=short(written.label),
                type=short(written.type_abbrev),
                has_protocol=written.has_protocol,
                has_analysis_plan=written.has_sap,
                has_consent_form=written.has_icf,
                date=remarks.date(written.date, f"{_DOCUMENTS}.date", position),
                uploaded=remarks.moment(written.upload_date, f"{_DOCUMENTS}.uploadDate", position),
                filename=short(written.filename),
                size=written.size,
                url=remarks.url(written.url, f"{_DOCUMENTS}.url", position),
            )
            for position, written in enumerate(module.large_docs)
        ]
    )


def review_events_of(source: structs.RegistryStudy, remarks: Remarks) -> tuple[ReviewEvent, ...]:
    """The review of results step by step; two sections of a record tell the same steps."""
    unposted = source.annotation_section.annotation_module.unposted_annotation.unposted_events
    told = [
        ReviewEvent(
            type=remarks.code("review-event-type", written.type, f"{_UNPOSTED}.type", position),
            date=remarks.date(written.date, f"{_UNPOSTED}.date", position),
            date_unknown=written.date_unknown,
        )
        for position, written in enumerate(unposted)
    ]
    rounds = source.derived_section.misc_info_module.submission_tracking.submission_infos
    for position, written in enumerate(rounds):
        told += _round(written, remarks, position)
    return tuple(dict.fromkeys(told))


def violations_of(source: structs.RegistryStudy, remarks: Remarks) -> tuple[ViolationEvent, ...]:
    """The notices in order."""
    notices = source.annotation_section.annotation_module.violation_annotation.violation_events
    return tuple(
        [
            ViolationEvent(
                type=remarks.code("violation-event-type", written.type, f"{_VIOLATIONS}.type", position),
                description=remarks.long(written.description),
                created=remarks.date(written.creation_date, f"{_VIOLATIONS}.creationDate", position),
                issued=remarks.date(written.issued_date, f"{_VIOLATIONS}.issuedDate", position),
                released=remarks.date(written.release_date, f"{_VIOLATIONS}.releaseDate", position),
                posted=remarks.date(written.posted_date, f"{_VIOLATIONS}.postedDate", position),
            )
            for position, written in enumerate(notices)
        ]
    )


def _concepts(terms: tuple[structs.MeshTerm, ...]) -> tuple[Concept, ...]:
    return tuple([Concept(id=short(each.id), term=short(each.term)) for each in terms])


def _round(written: structs.SubmissionInfo, remarks: Remarks, position: int) -> Iterator[ReviewEvent]:
    """The steps of one round: results submitted, then taken back or returned."""
    steps = (
        ("RELEASE", written.release_date, "releaseDate"),
        ("UNRELEASE", written.unrelease_date, "unreleaseDate"),
        ("RESET", written.reset_date, "resetDate"),
    )
    for kind, text, name in steps:
        if date := remarks.date(text, f"{_TRACKING}.{name}", position):
            yield ReviewEvent(type=kind, date=date)
    if written.unrelease_date_unknown:
        yield ReviewEvent(type="UNRELEASE", date_unknown=True)
