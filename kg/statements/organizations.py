"""Sponsors, collaborators and officials."""

from kg import properties
from kg.rdf.encoders import predicate
from kg.record import Official, Study

from .draft import Draft, PartTeller
from .shared_nodes import SharedNodes
from .tables import OFFICIAL

__all__ = ["tell_officials", "tell_sponsors"]

_tell = PartTeller(OFFICIAL)
_AFFILIATION = predicate("affiliation")


def tell_sponsors(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The lead sponsor and the collaborators of a study, with their names as written."""
    if lead := study.lead_sponsor:
        draft.share("leadSponsor", [shared.organization[lead.name, lead.type]])
        draft.values("leadSponsorName", [lead.name])
    if study.collaborators:
        draft.share("collaborator", [shared.organization[each.name, each.type] for each in study.collaborators])
        draft.values(properties.COLLABORATORS.term, [each.name for each in study.collaborators])


def tell_officials(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The officials of a study, each with the organization that they belong to."""

    def more(official: Official, lead: bytes, out: list[bytes]) -> None:
        if official.affiliation:
            node = shared.organization[official.affiliation, None]
            draft.shared[node.said] = node
            out += (lead, _AFFILIATION, node.term)

    _tell(draft, "official", study.officials, more)
