"""Sponsors and collaborators."""

from kg import properties
from kg.record import Study

from .draft import Draft
from .shared_nodes import SharedNodes

__all__ = ["tell_sponsors"]


def tell_sponsors(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The lead sponsor and the collaborators of a study, with their names as written."""
    if lead := study.lead_sponsor:
        draft.share("leadSponsor", [shared.organization[lead.name, lead.type]])
        draft.values("leadSponsorName", [lead.name])
    if study.collaborators:
        draft.share("collaborator", [shared.organization[each.name, each.type] for each in study.collaborators])
        draft.values(properties.COLLABORATORS.term, [each.name for each in study.collaborators])
