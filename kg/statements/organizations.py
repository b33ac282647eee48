"""Sponsors, collaborators and funders."""

from kg import properties
from kg.rdf.told import SaidNode
from kg.record import Organization, Study

from .draft import Draft
from .shared_nodes import SharedNodes

__all__ = ["node_of", "tell_sponsors"]

_FURTHER = (
    ("collaborators", "collaborator", properties.COLLABORATORS.term),
    ("funders", "funder", properties.FUNDERS.term),
)
"""Field of the study, the property that links it to each, and the one of the names as written."""


def node_of(organization: Organization, shared: SharedNodes) -> SaidNode:
    """The node of an organization as one record names it."""
    return shared.organization[organization.name, organization.type, organization.matches]


def tell_sponsors(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The lead sponsor, the collaborators and the funders of a study, with their names as written."""
    if lead := study.lead_sponsor:
        draft.share("leadSponsor", [node_of(lead, shared)])
        draft.values("leadSponsorName", [lead.name])
    for field, term, names in _FURTHER:
        if found := getattr(study, field):
            draft.share(term, [node_of(each, shared) for each in found])
            draft.values(names, [each.name for each in found])
