"""The record itself: who published it, when, from which bytes it was read."""

from kg.rdf.encoders import TYPE, class_term, code, iri_term, predicate, text
from kg.record import Origin, Study
from kg.registries import page_of

from .supers import types_of
from .tables import ORIGIN, PARTY, REGISTRATION
from .teller import tell_rows

__all__ = ["tell_registration"]

_tell_registration = tell_rows(REGISTRATION)
_tell_party = tell_rows(PARTY)
_tell_origin = tell_rows(ORIGIN)
_IDENTIFIER, _REGISTRY, _SOURCE = predicate("identifier"), predicate("registry"), predicate("wasDerivedFrom")
_TYPES = tuple(class_term(name) for name in types_of("RegistryRecord"))


def tell_registration(study: Study, origin: Origin, lead: bytes, out: list[bytes], texts: list[str]) -> None:
    """What is said of the record; `describes` is left to the caller."""
    for each in _TYPES:
        out += (lead, TYPE, each)
    out += (lead, _IDENTIFIER, text(study.id))
    out += (lead, _REGISTRY, code("registry", study.publisher))
    if page := page_of(study.publisher, study.id):
        out += (lead, predicate("page"), iri_term(page))
    for alias in dict.fromkeys(study.aliases):
        out += (lead, predicate("formerIdentifier"), text(alias))
    _tell_registration(study.registration, lead, out, texts)
    if party := study.registration.responsible_party:
        _tell_party(party, lead, out, texts)
    out += (lead, _SOURCE, iri_term(f"urn:sha256:{origin.sha256}"))
    _tell_origin(origin, lead, out, texts)
