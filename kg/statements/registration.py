"""The record itself: who published it, when, from which bytes it was read."""

from collections.abc import Mapping

from kg.rdf.encoders import TYPE, class_term, code, encoder, iri_term, number, predicate, text
from kg.record import Origin, Study, StudyDate
from kg.registries import page_of

from .supers import types_of
from .tables import ORIGIN, PARTY, REGISTRATION
from .teller import tell_rows

__all__ = ["tell_registration"]

_tell_registration = tell_rows(REGISTRATION)
_tell_party = tell_rows(PARTY)
_tell_origin = tell_rows(ORIGIN)
_IDENTIFIER, _REGISTRY, _SOURCE = predicate("identifier"), predicate("registry"), predicate("wasDerivedFrom")
_LEFT_OUT, _PASSED = predicate("contactsLeftOut"), predicate("passedEstimate")
_property = encoder("passedEstimate")
_DATES = ("startDate", "primaryCompletionDate", "completionDate")
_TYPES = tuple(class_term(name) for name in types_of("RegistryRecord"))


def tell_registration(
    study: Study, origin: Origin, lead: bytes, out: list[bytes], texts: list[str], *, contacts: bool
) -> None:
    """What is said of the record; `describes` is left to the caller. Without `contacts`, how many are left out."""
    for each in _TYPES:
        out += (lead, TYPE, each)
    out += (lead, _IDENTIFIER, text(study.id))
    out += (lead, _REGISTRY, code("registry", study.publisher))
    if page := page_of(study.publisher, study.id, study.record):
        out += (lead, predicate("page"), iri_term(page))
    for alias in dict.fromkeys(study.aliases):
        out += (lead, predicate("formerIdentifier"), text(alias))
    _tell_registration(study.registration, lead, out, texts)
    if party := study.registration.responsible_party:
        _tell_party(party, lead, out, texts)
    if not contacts and (left_out := _contacts(study)):
        out += (lead, _LEFT_OUT, number(left_out))
    for name in _passed_estimates(study, _dates(study)):
        out += (lead, _PASSED, _property(name))
    out += (lead, _SOURCE, iri_term(f"urn:sha256:{origin.sha256}"))
    _tell_origin(origin, lead, out, texts)


def _contacts(study: Study) -> int:
    """How many different contacts the record names, of the study and of its sites."""
    return len({*study.contacts, *(contact for site in study.sites for contact in site.contacts)})


def _passed_estimates(study: Study, dates: Mapping[str, StudyDate]) -> list[str]:
    """The dates of the study that are estimates though they were past when the record was last updated."""
    if not any(each.type == "ESTIMATED" for each in dates.values()):
        return []
    record = study.registration
    posted = record.last_update_posted.date if record.last_update_posted else None
    updated = record.last_update_submitted or posted or record.updated
    return [
        name for name, each in dates.items() if each.type == "ESTIMATED" and updated and each.date.is_before(updated)
    ]


def _dates(study: Study) -> dict[str, StudyDate]:
    """Its dates by their properties."""
    dates = (study.start, study.primary_completion, study.completion)
    return {name: each for name, each in zip(_DATES, dates, strict=True) if each}
