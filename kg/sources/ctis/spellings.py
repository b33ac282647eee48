"""How CTIS spells the notations of each code list: numbers of its own lists in records, words in the lists of a search.

What the numbers mean follows from records that have both, and from the lists of values that the EMA publishes as
programs for the site quote them (ctrdata for phase, scope, allocation and status). What stands in no record at hand is
marked `unseen`.
"""

from collections.abc import Mapping

from kg.sources.fields.remarks import Spellings

__all__ = ["NOT_CODED", "ROLES", "SCOPES", "SPELLINGS"]

_STATUS = {
    # The authorisation of a member state expires if nobody is enrolled there for two years (Regulation (EU) 536/2014,
    # Article 8(9)); an application that is refused, withdrawn or lapses never enrolled anybody either.
    "under evaluation": "NOT_YET_RECRUITING",
    "authorised, not started": "NOT_YET_RECRUITING",
    "authorised, recruitment pending": "NOT_YET_RECRUITING",  # unseen
    "authorised, recruiting": "RECRUITING",  # unseen
    "ongoing, recruiting": "RECRUITING",
    "ongoing, not yet recruiting": "NOT_YET_RECRUITING",  # unseen
    "ongoing, recruitment ended": "ACTIVE_NOT_RECRUITING",  # unseen
    "temporarily halted": "SUSPENDED",  # unseen
    "halted": "SUSPENDED",  # unseen
    "suspended": "SUSPENDED",  # unseen
    "ended": "COMPLETED",  # unseen
    "ended prematurely": "TERMINATED",  # unseen
    "expired": "WITHDRAWN",  # unseen
    "revoked": "TERMINATED",  # unseen
    "not authorised": "WITHDRAWN",  # unseen
    "cancelled": "WITHDRAWN",  # unseen
    "withdrawn": "WITHDRAWN",  # unseen
    "lapsed": "WITHDRAWN",  # unseen
    "not valid": "WITHDRAWN",  # unseen
}
_STATUS_NUMBERS = (
    "under evaluation",
    "authorised, recruitment pending",
    "authorised, recruiting",
    "ongoing, recruiting",  # the only one seen, beside its words
    "ongoing, recruitment ended",
    "temporarily halted",
    "suspended",
    "ended",
    "expired",
    "revoked",
    "not authorised",
    "cancelled",
)
"""Public status, from 1."""

_PHASES = (
    ("human pharmacology (phase i)- first administration to humans", "PHASE1"),  # unseen
    ("human pharmacology (phase i)- bioequivalence study", "PHASE1"),  # unseen
    ("human pharmacology (phase i)- other", "PHASE1"),
    ("therapeutic exploratory (phase ii)", "PHASE2"),
    ("therapeutic confirmatory (phase iii)", "PHASE3"),  # unseen
    ("therapeutic use (phase iv)", "PHASE4"),
    ("phase i and phase ii (integrated)- first administration to humans", "PHASE1/PHASE2"),  # unseen
    ("phase i and phase ii (integrated)- bioequivalence study", "PHASE1/PHASE2"),  # unseen
    ("phase i and phase ii (integrated)- other", "PHASE1/PHASE2"),
    ("phase ii and phase iii (integrated)", "PHASE2/PHASE3"),  # unseen
    ("phase iii and phase iv (integrated)", "PHASE3/PHASE4"),  # unseen
)
"""Words of a phase and its notation; the number of each is its position, from 1."""

SCOPES = (
    *("Diagnosis", "Prophylaxis", "Therapy", "Safety", "Efficacy", "Pharmacokinetic", "Pharmacodynamic"),
    *("Bioequivalence", "Dose response", "Pharmacogenetic", "Pharmacogenomic", "Pharmacoeconomic", "Other"),
)
"""What a trial is about; the number of each is its position, from 1."""

ROLES = {"1": "Test", "2": "Comparator", "3": "Placebo", "4": "Auxiliary"}
"""Number of a role -> its name, as records state both."""

SPELLINGS: Spellings = {
    "overall-status": {
        **_STATUS,
        **{str(number): _STATUS[words] for number, words in enumerate(_STATUS_NUMBERS, 1)},
    },
    "phase": {
        **dict(_PHASES),
        **{str(number): notation for number, (_, notation) in enumerate(_PHASES, 1)},
    },
    "allocation": {"1": "RANDOMIZED", "2": "NON_RANDOMIZED", "3": "NA"},  # 2 and 3 unseen
    "masking": {"1": "SINGLE", "2": "DOUBLE", "3": "NONE"},  # 1 and 2 unseen
    "masked-party": {
        # unseen; the words are those of EudraCT, from which CTIS took the list
        "subject": "PARTICIPANT",
        "investigator": "INVESTIGATOR",
        "carer": "CARE_PROVIDER",
        "assessor": "OUTCOMES_ASSESSOR",
    },
    "primary-purpose": {"1": "DIAGNOSTIC", "2": "PREVENTION", "3": "TREATMENT"},  # 1 and 2 unseen
    "control-type": {"2": "ACTIVE", "3": "PLACEBO"},
    "age-group": {
        "2": "CHILD",
        "3": "ADULT",
        "4": "OLDER_ADULT",
        "0-17 years": "CHILD",
        "18-64 years": "ADULT",
        "65+ years": "OLDER_ADULT",
    },
    "sex": {"male, female": "ALL", "female, male": "ALL", "female": "FEMALE", "male": "MALE"},  # male alone unseen
    "organization-class": {"commercial": "INDUSTRY", "non-commercial": "OTHER"},
    "ethics-review-status": {
        "authorized": "APPROVED",
        "authorised": "APPROVED",  # unseen
        "authorized with conditions": "APPROVED",  # unseen
        "authorised with conditions": "APPROVED",  # unseen
        "not authorized": "NOT_APPROVED",  # unseen
        "not authorised": "NOT_APPROVED",  # unseen
    },
}
"""Code list -> how CTIS spells its notations, in lower case, white space folded."""

NOT_CODED: Mapping[str, frozenset[str]] = {
    # A trial that is authorised may recruit or not; the public status says which.
    "overall-status": frozenset({"authorised", "authorized", "pending", "no mapped status"}),
    "primary-purpose": frozenset(map(str, range(4, 14))),
    "control-type": frozenset({"1", "4"}),
    "age-group": frozenset({"1", "in utero"}),
    "masked-party": frozenset({"monitor", "data analyst"}),
}
"""Values that name none of the list."""
