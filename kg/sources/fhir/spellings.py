"""Codes of FHIR R5 and of the profile that DRKS records are brought into: which notation each is taken for.

Of FHIR: research-study-status, -phase, -prim-purp-type, -party-role, -party-organization-type, -arm-type,
administrative-gender, and study-design, whose terms are those of the Scientific Evidence Code System (SEVCO). Of the
profile: the systems under `PROFILE`. Those marked `unseen` stand on no record at hand. The same tables say how records
are written (`written_code`); a notation for which FHIR has no code is written as a code of our own list (`own_system`).
"""

from collections.abc import Mapping

from kg.iris import CODES
from kg.sources.codes import NOTATIONS
from kg.sources.fields.remarks import Spellings

__all__ = [
    "ACTIVITIES",
    "AGE_UNITS",
    "DESIGNS",
    "FUNDERS",
    "NOT_CODED",
    "OFFICIALS",
    "PROFILE",
    "ROLES",
    "SPELLINGS",
    "SYSTEMS",
    "own_system",
    "written_code",
]

PROFILE = "https://www.imise.uni-leipzig.de/fhir/"

SYSTEMS: Mapping[str, str] = {
    "overall-status": "http://hl7.org/fhir/research-study-status",
    "phase": "http://terminology.hl7.org/CodeSystem/research-study-phase",
    "primary-purpose": "http://terminology.hl7.org/CodeSystem/research-study-prim-purp-type",
    "arm-type": "http://terminology.hl7.org/CodeSystem/research-study-arm-type",
    "sex": "http://hl7.org/fhir/administrative-gender",
    "organization-class": "http://hl7.org/fhir/research-study-party-organization-type",
    "ethics-review-status": f"{PROFILE}CodeSystem/EthicVote",
    # What is no code list of ours.
    "study-design": "http://hl7.org/fhir/study-design",
    "role": "http://hl7.org/fhir/research-study-party-role",
    "outcome": "http://terminology.hl7.org/CodeSystem/research-study-objective-type",
    "title": "http://hl7.org/fhir/title-type",
    "activity": "http://hl7.org/fhir/research-study-registration-activity",
    "artifact": "http://hl7.org/fhir/citation-artifact-classifier",
    "country": "urn:iso:std:iso:3166",
    "trait": "http://loinc.org",
    "unit": "http://unitsofmeasure.org",
    "mesh": "https://www.nlm.nih.gov/mesh",
    "address": "urn:ietf:rfc:3986",
}
"""Code list, or what is coded -> the system in which FHIR has codes for it."""

_STANDARD: Spellings = {
    "overall-status": {
        "active": "RECRUITING",  # unseen; until R5: open for accrual
        "active-but-not-recruiting": "ACTIVE_NOT_RECRUITING",  # unseen
        "administratively-completed": "COMPLETED",  # unseen
        "closed-to-accrual": "ACTIVE_NOT_RECRUITING",  # unseen
        "closed-to-accrual-and-intervention": "ACTIVE_NOT_RECRUITING",  # unseen
        "completed": "COMPLETED",  # unseen
        "enrolling-by-invitation": "ENROLLING_BY_INVITATION",  # unseen
        "not-yet-recruiting": "NOT_YET_RECRUITING",  # unseen
        "recruiting": "RECRUITING",
        "temporarily-closed-to-accrual": "SUSPENDED",  # unseen
        "temporarily-closed-to-accrual-and-intervention": "SUSPENDED",  # unseen
        "terminated": "TERMINATED",  # unseen
        "withdrawn": "WITHDRAWN",  # unseen
    },
    "phase": {
        "n-a": "NA",  # unseen
        "early-phase-1": "EARLY_PHASE1",  # unseen
        "phase-1": "PHASE1",  # unseen
        "phase-1-phase-2": "PHASE1/PHASE2",  # unseen
        "phase-2": "PHASE2",  # unseen
        "phase-2-phase-3": "PHASE2/PHASE3",  # unseen
        "phase-3": "PHASE3",  # unseen
        "phase-4": "PHASE4",  # unseen
    },
    "primary-purpose": {
        "treatment": "TREATMENT",  # unseen
        "prevention": "PREVENTION",  # unseen
        "diagnostic": "DIAGNOSTIC",
        "supportive-care": "SUPPORTIVE_CARE",  # unseen
        "screening": "SCREENING",  # unseen
        "health-services-research": "HEALTH_SERVICES_RESEARCH",  # unseen
        "basic-science": "BASIC_SCIENCE",  # unseen
        "device-feasibility": "DEVICE_FEASIBILITY",  # unseen
    },
    "arm-type": {
        "experimental": "EXPERIMENTAL",  # unseen
        "active-comparator": "ACTIVE_COMPARATOR",  # unseen
        "placebo-comparator": "PLACEBO_COMPARATOR",  # unseen
        "sham-comparator": "SHAM_COMPARATOR",  # unseen
        "no-intervention": "NO_INTERVENTION",  # unseen
        "other-arm-type": "OTHER",  # unseen
    },
    "sex": {"female": "FEMALE", "male": "MALE"},
    "organization-class": {
        "nih": "NIH",  # unseen
        "fda": "FED",  # unseen
        "government": "OTHER_GOV",  # unseen
        "nonprofit": "OTHER",  # unseen
        "academic": "OTHER",  # unseen
        "industry": "INDUSTRY",  # unseen
    },
    # In an extension of the profile, with the codes of the profile.
    "ethics-review-status": {
        "approved": "APPROVED",
        "no-approval-required": "NOT_REQUIRED",  # unseen
        "pending": "PENDING",  # unseen
    },
}

_OF_THE_PROFILE: Spellings = {
    "overall-status": {
        "pending": "NOT_YET_RECRUITING",  # unseen
        "invite-only": "ENROLLING_BY_INVITATION",  # unseen
        "suspended": "SUSPENDED",  # unseen
        "complete-follow-up-continuing": "ACTIVE_NOT_RECRUITING",  # unseen
        "complete-follow-up-complete": "COMPLETED",  # unseen
        "discontiniued": "TERMINATED",  # unseen; so written
        "discontinued": "TERMINATED",  # unseen
    },
    "primary-purpose": {
        "prognosis": "OTHER",  # unseen
        "pharmacogenetics": "OTHER",  # unseen
        "pharmacogenomics": "OTHER",  # unseen
        "health-economics": "HEALTH_SERVICES_RESEARCH",  # unseen
        "other": "OTHER",  # unseen
    },
    "sex": {"all": "ALL"},
    "intervention-type": {each.casefold().replace("_", " "): each for each in NOTATIONS["intervention-type"]},
}

SPELLINGS: Spellings = {
    name: {**_STANDARD.get(name, {}), **_OF_THE_PROFILE.get(name, {})} for name in {**_STANDARD, **_OF_THE_PROFILE}
}
"""Code list -> code -> notation."""

DESIGNS: Mapping[str, tuple[str, str] | None] = {
    "sevco:01001": ("study-type", "INTERVENTIONAL"),  # unseen
    "sevco:01002": ("study-type", "OBSERVATIONAL"),
    "sevco:01003": ("allocation", "RANDOMIZED"),  # unseen
    "sevco:01005": ("allocation", "NON_RANDOMIZED"),  # unseen
    "sevco:01016": ("allocation", "NA"),  # unseen; uncontrolled cohort design
    "sevco:01011": ("intervention-model", "PARALLEL"),  # unseen
    "sevco:01012": ("intervention-model", "CROSSOVER"),  # unseen
    "single-assignment": ("intervention-model", "SINGLE_GROUP"),  # unseen
    "factorial-assignment": ("intervention-model", "FACTORIAL"),  # unseen
    "sevco:01010": ("observational-model", "COHORT"),  # unseen; comparative cohort design
    "sevco:01017": ("observational-model", "CASE_CONTROL"),  # unseen
    "prospective-observation": ("time-perspective", "PROSPECTIVE"),  # unseen
    "retrospective-observation": ("time-perspective", "RETROSPECTIVE"),
    "sevco:01027": ("time-perspective", "CROSS_SECTIONAL"),
    "sevco:01060": ("masked-party", "PARTICIPANT"),  # unseen
    "sevco:01061": ("masked-party", "INVESTIGATOR"),  # unseen; intervention providers
    "sevco:01062": ("masked-party", "OUTCOMES_ASSESSOR"),  # unseen
    "blinding-of-caregiver": ("masked-party", "CARE_PROVIDER"),  # unseen
    "sevco:01028": None,  # unseen; longitudinal data collection
    "other-assignment": None,  # unseen
}
"""Code of a study design -> the list and the notation that it is; None for what no list has."""

_WIDER = frozenset(
    {
        "active",
        "administratively-completed",
        "closed-to-accrual",
        "closed-to-accrual-and-intervention",
        "temporarily-closed-to-accrual-and-intervention",
        *("fda", "government", "nonprofit", "academic"),
        *("sevco:01010", "sevco:01016", "sevco:01017", "sevco:01061"),
    }
)
"""Codes that say more or less than the notation that they are read as: they are not written."""

ROLES: Mapping[str, str] = {
    "lead-sponsor": "lead",
    "sponsor-investigator": "lead",  # unseen
    "sponsor": "collaborator",  # unseen
    "collaborator": "collaborator",
    "funding-source": "funder",  # unseen
    "primary-investigator": "official",
    "sub-investigator": "official",  # unseen
    "study-director": "official",  # unseen
    "study-chair": "official",  # unseen
    "general-contact": "contact",
    "recruitment-contact": "contact",  # unseen
    "scientific-contact": "contact",
    "irb": "committee",
    "official": "official",  # written of a person whose role is not stated
    "commercial": "funder",  # unseen
    "public-funding": "funder",  # unseen
    "private-sponsorship": "funder",  # unseen
    "institutional": "funder",
}
"""Role of a party -> what it is to the study."""

OFFICIALS: Mapping[str, str] = {
    "primary-investigator": "PRINCIPAL_INVESTIGATOR",
    "sub-investigator": "SUB_INVESTIGATOR",
    "study-director": "STUDY_DIRECTOR",
    "study-chair": "STUDY_CHAIR",
}
"""Role of a person -> notation."""

FUNDERS: Mapping[str, str] = {
    "commercial": "INDUSTRY",
    "public-funding": "OTHER_GOV",
    "private-sponsorship": "OTHER",
    "institutional": "OTHER",
}
"""Role of a funder -> its class."""

AGE_UNITS: Mapping[str, str] = {"a": "Years", "mo": "Months", "wk": "Weeks", "d": "Days", "h": "Hours"}
"""Unit of UCUM -> that of an age."""

ACTIVITIES: Mapping[str, str] = {
    "record-verification": "verified",
    "registration-submission": "first_submitted",
    "registration-submission-qc": "first_submitted_qc",
    "registration-posting": "first_posted",
    "update-submission": "last_update_submitted",
    "update-posting": "last_update_posted",
    "results-submission": "results_first_submitted",
    "results-submission-qc": "results_first_submitted_qc",
    "results-posting": "results_first_posted",
    "disposition-submission": "disposition_first_submitted",
    "disposition-submission-qc": "disposition_first_submitted_qc",
    "disposition-posting": "disposition_first_posted",
}
"""What happened to a record, in the extension of FHIR for it -> the field of the registration that has the day."""

NOT_CODED: Mapping[str, frozenset[str]] = {
    "overall-status": frozenset({"approved", "in-review", "disapproved", "unknown"}),
}
"""Codes that name none of the list: states of a study before it recruits."""


def own_system(code_list: str) -> str:
    """The system of the codes of a list of ours: its scheme in the ontology."""
    return f"{CODES}{code_list}"


def written_code(code_list: str, notation: str) -> tuple[str, str]:
    """System and code of a notation: those of FHIR if it has a code that says the same, else our own."""
    return _WRITTEN.get((code_list, notation)) or (own_system(code_list), notation)


def _written() -> dict[tuple[str, str], tuple[str, str]]:
    found = {
        (name, notation): (SYSTEMS[name], code)
        for name, codes in _STANDARD.items()
        for code, notation in codes.items()
        if code not in _WIDER
    }
    for code, design in DESIGNS.items():
        if design and code.startswith("sevco:") and code not in _WIDER:
            found[design] = (SYSTEMS["study-design"], code.upper())
    return found


_WRITTEN = _written()
