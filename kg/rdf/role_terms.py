"""The properties by which a trial says the roles of its treatments; they follow from arms that its record states."""

from kg.iris import ONTOLOGY

from .terms import iri

__all__ = ["BACKGROUND", "COMPARATOR", "ROLE_PREDICATES", "ROLE_RULE", "TESTED"]

TESTED = iri(f"{ONTOLOGY}testedTreatment")
COMPARATOR = iri(f"{ONTOLOGY}comparatorTreatment")
BACKGROUND = iri(f"{ONTOLOGY}backgroundTreatment")
ROLE_RULE = iri(f"{ONTOLOGY}treatmentRoleRule")
ROLE_PREDICATES = frozenset({TESTED, COMPARATOR, BACKGROUND, ROLE_RULE})
"""In `graph/links` they stand beside the matches, and change with the records alone."""
