"""Secondary ids, web links, available data and related studies: what a record points to."""

from kg import properties
from kg.iris import Minter
from kg.properties import terms
from kg.record import Identifier, Study

from .keyed_parts import KeyedPart, keyed
from .node import Node, new_node, put, telling

__all__ = ["describe_identifiers", "describe_links", "describe_related"]

_tell = telling(terms(properties.IDENTIFIER))


def describe_identifiers(study: Study, *, root: str) -> Node:
    """The term `secondaryIdentifier` of a study."""
    identifiers = keyed(study.identifiers, lambda each: (_type(each), each.value))
    nodes = [_identifier(each, f"{root}/identifier/{each.key}") for each in identifiers]
    return {"secondaryIdentifier": nodes} if nodes else {}


def describe_links(study: Study, *, root: str) -> Node:
    """The terms `webLink` and `availableData` of a study."""
    facts: Node = {}
    for each in keyed(study.links, lambda link: (link.url, link.label)):
        node = new_node(f"{root}/link/{each.key}", "WebLink")
        node["url"] = each.part.url
        put(node, "name", each.part.label)
        node["position"] = each.position
        facts.setdefault("webLink", []).append(node)
    for data in keyed(study.available_data, lambda data: (data.id, data.type, data.url)):
        node = new_node(f"{root}/available-data/{data.key}", "AvailableData")
        put(node, "identifier", data.part.id)
        put(node, "dataType", data.part.type)
        put(node, "url", data.part.url)
        put(node, "description", data.part.comment)
        node["position"] = data.position
        facts.setdefault("availableData", []).append(node)
    return facts


def describe_related(study: Study, *, root: str, mint: Minter) -> Node:
    """The terms `relatedStudy` and `relatedStudyLink`; a study is never related to itself."""
    facts: Node = {}
    seen = {study.id}
    for position, related in enumerate(study.related_studies, start=1):
        if related.id in seen:
            continue
        seen.add(related.id)
        other = mint.study(related.id)
        node = new_node(f"{root}/related/{other.rpartition('/')[2]}", "RelatedStudyLink")
        node["relatedStudy"] = other
        put(node, "listedTitle", related.title)
        node["position"] = position
        facts.setdefault("relatedStudy", []).append(other)
        facts.setdefault("relatedStudyLink", []).append(node)
    return facts


def _type(identifier: Identifier) -> str | None:
    return identifier.type if identifier.type is None or isinstance(identifier.type, str) else identifier.type.text


def _identifier(each: KeyedPart[Identifier], iri: str) -> Node:
    node = new_node(iri, "SecondaryIdentifier")
    _tell(node, each.part)
    node["position"] = each.position
    return node
