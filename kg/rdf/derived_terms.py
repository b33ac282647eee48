"""The properties of what follows from records: roles of treatments, how a study was registered, which are one."""

from kg.iris import ONTOLOGY

from .terms import iri

__all__ = [
    "ARM_EVIDENCE",
    "BACKGROUND",
    "COMPARATOR",
    "DERIVED_PREDICATES",
    "GROUP_ARM_RULE",
    "JOIN_NODES",
    "JOIN_PREDICATES",
    "KNOWN_RESULTS",
    "REPORTED_ARM",
    "REPORTS_ARM",
    "RESULTS_DUE",
    "RESULTS_OVERDUE",
    "RESULTS_RULE",
    "ROLE_RULE",
    "TESTED",
    "TIMING",
    "TIMING_RULE",
]

TESTED = iri(f"{ONTOLOGY}testedTreatment")
COMPARATOR = iri(f"{ONTOLOGY}comparatorTreatment")
BACKGROUND = iri(f"{ONTOLOGY}backgroundTreatment")
ROLE_RULE = iri(f"{ONTOLOGY}treatmentRoleRule")
TIMING = iri(f"{ONTOLOGY}registrationTiming")
TIMING_RULE = iri(f"{ONTOLOGY}registrationTimingRule")
RESULTS_DUE = iri(f"{ONTOLOGY}resultsDueDate")
RESULTS_RULE = iri(f"{ONTOLOGY}resultsDueRule")
RESULTS_OVERDUE = iri(f"{ONTOLOGY}resultsOverdue")
KNOWN_RESULTS = iri(f"{ONTOLOGY}knownResults")
REPORTS_ARM = iri(f"{ONTOLOGY}reportsArm")
REPORTED_ARM = iri(f"{ONTOLOGY}reportedArm")
GROUP_ARM_RULE = iri(f"{ONTOLOGY}groupArmRule")
DERIVED_PREDICATES = frozenset(
    {
        *(TESTED, COMPARATOR, BACKGROUND, ROLE_RULE),
        *(TIMING, TIMING_RULE, RESULTS_DUE, RESULTS_RULE, RESULTS_OVERDUE, KNOWN_RESULTS),
        REPORTS_ARM,
    }
)
"""In `graph/links` they stand beside the matches, and change with the records alone."""
ARM_EVIDENCE = "/group-arm/"
"""Stands in the IRIs of the nodes that say by which rule a group of results reports an arm."""
JOIN_PREDICATES = frozenset(
    iri(f"{ONTOLOGY}{name}") for name in ("canonicalStudy", "decision", "discrepancy", "possiblySameStudy", "sameStudy")
)
"""The links in `graph/links` from studies that are one, or may be; they change with the records of several studies."""
JOIN_NODES = ("join/", "decision/", "discrepancy/")
"""How the IRIs of the nodes behind these links begin."""
