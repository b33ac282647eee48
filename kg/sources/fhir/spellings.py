"""Codes of FHIR R5 and of the profile that DRKS records are brought into: which notation each is taken for.

Of FHIR: research-study-status, -phase, -prim-purp-type, -party-role, -arm-type, and study-design, whose terms are those
of the Scientific Evidence Code System (SEVCO). Of the profile: the systems under `PROFILE`. Those marked `unseen` stand
on no record at hand.
"""

from collections.abc import Mapping

from kg.sources.fields.remarks import Spellings

__all__ = ["AGE_UNITS", "DESIGNS", "FUNDERS", "NOT_CODED", "OFFICIALS", "PROFILE", "ROLES", "SPELLINGS"]

PROFILE = "https://www.imise.uni-leipzig.de/fhir/"

SPELLINGS: Spellings = {
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
        # Of the profile.
        "pending": "NOT_YET_RECRUITING",  # unseen
        "invite-only": "ENROLLING_BY_INVITATION",  # unseen
        "suspended": "SUSPENDED",  # unseen
        "complete-follow-up-continuing": "ACTIVE_NOT_RECRUITING",  # unseen
        "complete-follow-up-complete": "COMPLETED",  # unseen
        "discontiniued": "TERMINATED",  # unseen; so written
        "discontinued": "TERMINATED",  # unseen
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
        # Of the profile.
        "prognosis": "OTHER",  # unseen
        "pharmacogenetics": "OTHER",  # unseen
        "pharmacogenomics": "OTHER",  # unseen
        "health-economics": "HEALTH_SERVICES_RESEARCH",  # unseen
        "other": "OTHER",  # unseen
    },
    "arm-type": {
        "experimental": "EXPERIMENTAL",  # unseen
        "active-comparator": "ACTIVE_COMPARATOR",  # unseen
        "placebo-comparator": "PLACEBO_COMPARATOR",  # unseen
        "sham-comparator": "SHAM_COMPARATOR",  # unseen
        "no-intervention": "NO_INTERVENTION",  # unseen
        "other-arm-type": "OTHER",  # unseen
    },
    "sex": {"all": "ALL", "female": "FEMALE", "male": "MALE"},
    "ethics-review-status": {
        "approved": "APPROVED",
        "no-approval-required": "NOT_REQUIRED",  # unseen
        "pending": "PENDING",  # unseen
    },
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

NOT_CODED: Mapping[str, frozenset[str]] = {
    "overall-status": frozenset({"approved", "in-review", "disapproved", "unknown"}),
}
"""Codes that name none of the list: states of a study before it recruits."""
