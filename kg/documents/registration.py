"""The record itself: who published it, when, from which bytes it was read."""

from operator import attrgetter

from kg import properties
from kg.properties import terms
from kg.record import Origin, Study

from .node import Node, dated, put, put_all, telling

__all__ = ["describe_registration"]

_DATE_TERMS = [row.term for row in properties.RECORD_DATES]
_dates = attrgetter(*(row.attribute for row in properties.RECORD_DATES))

_tell_party = telling(terms(properties.PARTY))
_tell_names = telling(terms(properties.RECORD_NAMES))


def describe_registration(study: Study, *, origin: Origin) -> Node:
    """The terms of a record node."""
    registration = study.registration
    node: Node = {"identifier": study.id, "registry": study.publisher}
    put_all(node, "formerIdentifier", study.aliases)
    for term, date in zip(_DATE_TERMS, _dates(registration), strict=True):
        if date is not None:
            dated(node, term, date)
    if registration.responsible_party:
        _tell_party(node, registration.responsible_party)
    _tell_names(node, registration)
    put_all(node, "commentedRelease", registration.commented_releases)
    put_all(node, properties.NOT_PROVIDED.term, registration.not_provided)
    node["wasDerivedFrom"] = f"urn:sha256:{origin.sha256}"
    node["sourceName"] = origin.name
    put(node, "sourcePosition", origin.position)
    node["sourceFormat"] = origin.format
    return node
