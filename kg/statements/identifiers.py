"""Ids of the study and of others, web links, available data and related studies: what a record points to."""

from collections.abc import Sequence

from kg.iris import Minter
from kg.rdf.encoders import class_term, code, iri_term, number, predicate, text
from kg.record import Identifier, Study
from kg.registries import ids_in, registered, secondary

from .draft import Draft, PartTeller
from .keyed_parts import code_text
from .tables import AVAILABLE_DATA, IDENTIFIER, LINK

__all__ = ["tell_identifiers", "tell_identity", "tell_links", "tell_mentioned", "tell_related"]

_tell_identifiers = PartTeller(IDENTIFIER)
_tell_links = PartTeller(LINK)
_tell_data = PartTeller(AVAILABLE_DATA)
_REGISTRY, _NORMAL_FORM, _SAME_AS = map(predicate, ("identifierRegistry", "identifierNormalForm", "sameAs"))
_LINK_CLASS = class_term("RelatedStudyLink")


def tell_identity(study: Study, draft: Draft) -> None:
    """The id of a study and its former ones, and the IRIs under which others know it."""
    ids = dict.fromkeys((study.id, *study.aliases))
    draft.values("identifier", ids)
    known = (registered(id) for id in ids)
    draft.values("sameAs", (each.iri for each in known if each and each.iri), iri_term)


def tell_identifiers(study: Study, draft: Draft) -> None:
    """The ids of a study besides its own."""
    parts = study.identifiers
    _tell_identifiers(draft, "secondaryIdentifier", parts, _tell_registered, _identities(parts))


def _identities(parts: Sequence[Identifier]) -> list[str]:
    """Of each its value; of one that repeats a value its role too: many records list the sponsor's own id again."""
    met: set[str] = set()
    found = []
    for part in parts:
        found.append(f"{part.value}\x1f{code_text(part.role)}" if part.value in met else part.value)
        met.add(part.value)
    return found


def _tell_registered(part: Identifier, lead: bytes, out: list[bytes]) -> None:
    """What is known of an id that a registry gave."""
    if known := secondary(part.value, domain=part.domain, type=part.type):
        out += (lead, _REGISTRY, code("identifierRegistry", known.publisher))
        if known.id:
            out += (lead, _NORMAL_FORM, text(known.id))
        if known.iri:
            out += (lead, _SAME_AS, iri_term(known.iri))


def tell_links(study: Study, draft: Draft) -> None:
    """The web links of a study, and the data that can be had elsewhere."""
    _tell_links(draft, "webLink", study.links)
    _tell_data(draft, "availableData", study.available_data)


def tell_mentioned(study: Study, draft: Draft, mint: Minter) -> None:
    """The studies that the titles and texts name by an id of a registry, but for those that are this one.

    Mostly one that it goes on from or runs beside: such an id is no statement that the two are one study.
    """
    criteria = study.eligibility.criteria if study.eligibility else None
    arms = [each.description for each in study.arms]
    texts = (study.title, study.official_title, study.brief_summary, study.detailed_description, criteria, *arms)
    found = {each.id: None for text in texts if text for each in ids_in(text) if each.id}
    if not found:
        return
    own = {study.id, *study.aliases}
    own |= {known.id for each in study.identifiers if (known := registered(each.value)) and known.id}
    nodes = [iri_term(mint.absolute(mint.study(id))) for id in found if id not in own]
    draft.link("mentionedStudy", nodes)


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
        lead, out = draft.part(link, _LINK_CLASS), draft.parts
        out += (lead, predicate("relatedStudy"), target)
        if related.title is not None:
            out += (lead, predicate("listedTitle"), text(related.title))
        out += (lead, predicate("position"), number(position))
        links[link] = target
    draft.link("relatedStudy", links.values())
    draft.link("relatedStudyLink", links)
