"""How the register spells the notations of the code lists, in lower case.

Answers of `Yes` and `No` are coded with the label of their item. The spellings marked `unseen` stand in no record at
hand; those of the status are the choices of the register's search and the statuses that records were given when the
United Kingdom left the Union and when trials moved on to CTIS.
"""

from collections.abc import Mapping

from kg.sources.fields.remarks import Spellings

from .form import NOT_PRESENT
from .items import ITEMS

__all__ = ["NONE_OF_LIST", "SPELLINGS", "checked_spelling"]

SPELLINGS: Spellings = {
    "overall-status": {
        "ongoing": "ONGOING",
        "restarted": "ONGOING",  # unseen
        "trial now transitioned": "ONGOING",  # unseen; it goes on under a number of CTIS
        "completed": "COMPLETED",
        "prematurely ended": "TERMINATED",  # unseen
        "prohibited by ca": "TERMINATED",  # unseen
        "temporarily halted": "SUSPENDED",  # unseen
        "suspended by ca": "SUSPENDED",  # unseen
        "not authorised": "WITHDRAWN",  # unseen
    },
    "study-type": {
        "eea cta": "INTERVENTIONAL",
        "outside eu/eea": "INTERVENTIONAL",
    },
    "phase": {
        "human pharmacology (phase i): yes": "PHASE1",
        "therapeutic exploratory (phase ii): yes": "PHASE2",
        "therapeutic confirmatory (phase iii): yes": "PHASE3",
        "therapeutic use (phase iv): yes": "PHASE4",  # unseen
    },
    "allocation": {"randomised: yes": "RANDOMIZED"},
    "masking": {
        "open: yes": "NONE",
        "single blind: yes": "SINGLE",  # unseen
        "double blind: yes": "DOUBLE",
    },
    "intervention-model": {
        "parallel group: yes": "PARALLEL",
        "cross over: yes": "CROSSOVER",  # unseen
    },
    "control-type": {
        "controlled: no": "UNCONTROLLED",
        "other medicinal product(s): yes": "ACTIVE",
        "placebo: yes": "PLACEBO",
        "other: yes": "OTHER",
    },
    "primary-purpose": {
        "diagnosis: yes": "DIAGNOSTIC",
        "prophylaxis: yes": "PREVENTION",  # unseen
        "therapy: yes": "TREATMENT",
    },
    "sex": {"female: yes": "FEMALE", "male: yes": "MALE"},
    "age-group": {
        "trial has subjects under 18: yes": "CHILD",
        "adults (18-64 years): yes": "ADULT",
        "elderly (>=65 years): yes": "OLDER_ADULT",
    },
    "intervention-type": {
        "active substance of chemical origin: yes": "DRUG",
        "active substance of biological/ biotechnological origin (other than advanced therapy imp (atimp): yes": (
            "BIOLOGICAL"
        ),
        "somatic cell therapy medicinal product: yes": "BIOLOGICAL",  # unseen
        "gene therapy medical product: yes": "GENETIC",
        "tissue engineered product: yes": "BIOLOGICAL",  # unseen
        "combination atimp (i.e. one involving a medical device): yes": "COMBINATION_PRODUCT",  # unseen
        "combination product that includes a device, but does not involve an advanced therapy: yes": (
            "COMBINATION_PRODUCT"  # unseen
        ),
        "immunological medicinal product (such as vaccine, allergen, immune serum): yes": "BIOLOGICAL",  # unseen
        "plasma derived medicinal product: yes": "BIOLOGICAL",  # unseen
        "recombinant medicinal product: yes": "BIOLOGICAL",
        "medicinal product containing genetically modified organisms: yes": "GENETIC",
    },
    "organization-class": {
        "commercial": "INDUSTRY",
        "non-commercial": "OTHER",  # unseen
    },
    "ethics-review-status": {
        "favourable": "APPROVED",
        "not favourable": "NOT_APPROVED",  # unseen
        "unfavourable": "NOT_APPROVED",  # unseen
    },
}
"""Code list -> spelling -> notation."""

_LEFT_OPEN: Mapping[str, frozenset[str]] = {
    "overall-status": frozenset({"gb - no longer in eu/eea"}),
}
"""What names none of the list: the register stopped to follow the trial in that country."""


def checked_spelling(label: str, answer: str) -> str:
    """How an answer of `Yes` or `No` is spelled in the tables."""
    return f"{label}: {answer}".casefold()


def _of_checks(code_list: str) -> frozenset[str]:
    """Answers of the items of a list that name none of it."""
    labels = [item.label for item in ITEMS if item.field.code_list == code_list]
    every = {checked_spelling(label, answer) for label in labels for answer in ("yes", "no", NOT_PRESENT)}
    return frozenset(every - set(SPELLINGS[code_list]))


NONE_OF_LIST: Mapping[str, frozenset[str]] = {
    name: frozenset({NOT_PRESENT, ""}) | _of_checks(name) | _LEFT_OPEN.get(name, frozenset()) for name in SPELLINGS
}
"""Code list -> answers that are known to name none of it."""
