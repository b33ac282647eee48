"""Who stands behind a study, and where participants are seen: organizations, persons and places within it."""

from kg.countries import country_code
from kg.record import Contact, Official, Organization, Site, Study
from kg.sources.fhir.spellings import OFFICIALS, SYSTEMS, own_system
from kg.sources.fhir.writing.elements import ContainedResources, Element, coding_of, concept_of, of_system, present

__all__ = ["parties_of", "regions_of", "sites_of"]

_ROLES = {notation: code for code, notation in OFFICIALS.items()}


def parties_of(study: Study, contained: ContainedResources, *, contacts: bool) -> list[Element]:
    """Sponsors, funders, those who lead the study, committees; whom to ask only where contacts are wanted."""
    organizations = [
        *((each, "lead-sponsor") for each in (study.lead_sponsor,) if each),
        *((each, "collaborator") for each in study.collaborators),
        *((each, "funding-source") for each in study.funders),
    ]
    return [
        *(_organization(each, role, contained) for each, role in organizations),
        *(_official(each, contained) for each in study.officials),
        *(_contact(each, contained) for each in (study.contacts if contacts else ())),
        *(_party(_role("irb"), _institution(name, contained)) for name in _committees(study)),
    ]


def _committees(study: Study) -> list[str]:
    return [each.committee for each in study.ethics_reviews if each.committee]


def _party(role: Element, reference: str, classifier: Element | None = None) -> Element:
    return present(
        {
            "role": role,
            "classifier": [classifier] if classifier else None,
            "party": {"reference": reference},
        }
    )


def _role(code: str) -> Element:
    return of_system("role", code, code.replace("-", " ").capitalize())


def _institution(name: str, contained: ContainedResources, matches: tuple[str, ...] = ()) -> str:
    ids = [{"system": SYSTEMS["address"], "value": each} for each in matches]
    return contained.add("Organization", "party", {"identifier": ids, "name": name})


def _organization(written: Organization, role: str, contained: ContainedResources) -> Element:
    reference = _institution(written.name, contained, written.matches)
    return _party(_role(role), reference, concept_of("organization-class", written.type))


def _official(written: Official, contained: ContainedResources) -> Element:
    person = contained.add("Practitioner", "person", {"name": [{"text": written.name}]})
    if written.affiliation:
        elements = {"practitioner": {"reference": person}, "organization": {"display": written.affiliation}}
        person = contained.add("PractitionerRole", "office", elements)
    return _party(_role_of(written), person)


def _role_of(official: Official) -> Element:
    role = official.role
    if isinstance(role, str):
        return _role(_ROLES[role]) if role in _ROLES else {"coding": [coding_of("official-role", role)]}
    return _role("official") if role is None else {"text": role.text}


def _contact(written: Contact, contained: ContainedResources) -> Element:
    numbers = (("phone", written.phone), ("email", written.email))
    telecom = [{"system": system, "value": value} for system, value in numbers if value]
    name = [{"text": written.name}] if written.name else None
    return _party(
        _role("general-contact"), contained.add("Practitioner", "contact", {"name": name, "telecom": telecom})
    )


def sites_of(study: Study, contained: ContainedResources) -> list[Element]:
    """The places; what a source has in one text is the text of the address."""
    return [{"reference": contained.add("Location", "site", _place(each))} for each in study.sites if each != Site()]


def _place(site: Site) -> Element:
    position = present(
        {
            "longitude": float(site.longitude) if site.longitude else None,
            "latitude": float(site.latitude) if site.latitude else None,
        }
    )
    address = present(
        {
            "text": site.text,
            "city": site.city,
            "state": site.state,
            "postalCode": site.postal_code,
            "country": site.country,
        }
    )
    return {
        "name": site.facility,
        "characteristic": [{"coding": [_own_status(site.status)]}] if isinstance(site.status, str) else None,
        "address": address,
        "position": position if len(position) > 1 else None,
    }


def _own_status(notation: str) -> Element:
    """The recruitment status of a place, for which FHIR has no code: by our own list."""
    return {"system": own_system("overall-status"), "code": notation}


def regions_of(study: Study) -> list[Element]:
    """The countries as the record calls them, with their codes."""
    codes = [(name, country_code(name)) for name in study.countries]
    return [{"text": name} if code is None else of_system("country", code, name) for name, code in codes]
