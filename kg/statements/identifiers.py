"""Secondary ids, web links, available data and related studies: what a record points to."""

from kg.iris import Minter
from kg.rdf.encoders import TYPE, class_term, iri_term, number, predicate, text
from kg.record import Study

from .draft import Draft, PartTeller
from .tables import AVAILABLE_DATA, IDENTIFIER, LINK

__all__ = ["tell_identifiers", "tell_links", "tell_related"]

_tell_identifiers = PartTeller(IDENTIFIER)
_tell_links = PartTeller(LINK)
_tell_data = PartTeller(AVAILABLE_DATA)
_LINK_CLASS = class_term("RelatedStudyLink")


def tell_identifiers(study: Study, draft: Draft) -> None:
    """The ids of a study besides its own."""
    _tell_identifiers(draft, "secondaryIdentifier", study.identifiers)


def tell_links(study: Study, draft: Draft) -> None:
    """The web links of a study, and the data that can be had elsewhere."""
    _tell_links(draft, "webLink", study.links)
    _tell_data(draft, "availableData", study.available_data)


def tell_related(study: Study, draft: Draft, mint: Minter) -> None:
    """The studies that are listed beside this one; a study is never related to itself."""
    links: dict[bytes, bytes] = {}
    seen = {study.id}
    for position, related in enumerate(study.related_studies, start=1):
        if related.id in seen:
            continue
        seen.add(related.id)
        other = mint.absolute(mint.study(related.id))
        link, target = b"%b/related/%b>" % (draft.root, other.rpartition("/")[2].encode()), iri_term(other)
        lead, out = draft.node(link), draft.parts
        out += (lead, TYPE, _LINK_CLASS, lead, predicate("relatedStudy"), target)
        if related.title is not None:
            out += (lead, predicate("listedTitle"), text(related.title))
        out += (lead, predicate("position"), number(position))
        links[link] = target
    draft.link("relatedStudy", links.values())
    draft.link("relatedStudyLink", links)
