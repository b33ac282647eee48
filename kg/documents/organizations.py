"""Sponsors, collaborators and officials."""

from kg import properties
from kg.iris import Minter
from kg.properties import terms
from kg.record import Official, Organization, Study

from .keyed_parts import KeyedPart, keyed
from .node import Node, SharedNodes, coded, new_node, put_all, telling

__all__ = ["describe_officials", "describe_sponsors"]

_tell_official = telling(terms(properties.OFFICIAL))
_ORGANIZATION = ("org:Organization", "schema:Organization")


def describe_sponsors(study: Study, *, mint: Minter, shared: SharedNodes) -> Node:
    """The terms `leadSponsor` and `collaborator` of a study, with the names as written."""
    facts: Node = {}
    if study.lead_sponsor:
        facts["leadSponsor"] = _organization(study.lead_sponsor, mint, shared)
        facts["leadSponsorName"] = study.lead_sponsor.name
    if study.collaborators:
        nodes: dict[str, Node] = {}
        for collaborator in study.collaborators:
            node = _organization(collaborator, mint, shared)
            nodes.setdefault(node["@id"], node)
        facts["collaborator"] = list(nodes.values())
        put_all(facts, properties.COLLABORATORS.term, [each.name for each in study.collaborators])
    return facts


def describe_officials(study: Study, *, root: str, mint: Minter, shared: SharedNodes) -> Node:
    """The term `official` of a study."""
    officials = keyed(study.officials, lambda each: (each.name, _role(each)))
    nodes = [_official(each, f"{root}/official/{each.key}", mint, shared) for each in officials]
    return {"official": nodes} if nodes else {}


def _organization(organization: Organization, mint: Minter, shared: SharedNodes) -> Node:
    facts: Node = {}
    coded(facts, properties.COLLABORATOR_CLASS.term, organization.type)
    return shared.node(mint.organization(organization.name), _ORGANIZATION, name=organization.name, **facts)


def _role(official: Official) -> str | None:
    return official.role if official.role is None or isinstance(official.role, str) else official.role.text


def _official(each: KeyedPart[Official], iri: str, mint: Minter, shared: SharedNodes) -> Node:
    official = each.part
    node = new_node(iri, "Official")
    _tell_official(node, official)
    if official.affiliation:
        node["affiliation"] = _organization(Organization(name=official.affiliation), mint, shared)
        node[properties.AFFILIATION.term] = official.affiliation
    node["position"] = each.position
    return node
