"""Kinds of fault to seed into a study, as data: one statement of the study is taken, and others put in its place."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.rdf.curies import known_prefixes
from kg.rdf.terms import XSD, Triple

__all__ = ["FAULTS", "KEPT", "Fault", "seeded"]

KEPT = ""
"""Stands for the value as it was."""

_CODE, _ID = "https://w3id.org/kgbuild/code/", "https://w3id.org/kgbuild/id/"


class Fault(NamedTuple):
    """What is done to the first statement of a property, and the rule that must find it."""

    rule: str
    on: str
    values: tuple[str, ...] = ()
    """What is stated instead; nothing where the statement goes missing."""
    beside: str | None = None
    """Another property of the same node without which this is no fault."""


FAULTS = {
    "relevance of another list": Fault("CT-BL006", "ct:relevance", (f"<{_CODE}phase/PHASE2>",)),
    "no title": Fault("CT-S109", "dcterms:title"),
    "two titles": Fault("CT-S003", "dcterms:title", (KEPT, '"Another title"')),
    "empty title": Fault("CT-S003", "dcterms:title", ('""',)),
    "title in a language": Fault("CT-S003", "dcterms:title", ('"Ein Titel"@de',)),
    "date as text": Fault("CT-S012", "ct:startDate", ('"August 2009"',)),
    "day that no month has": Fault("CT-S012", "ct:startDate", (f'"2009-02-30"^^<{XSD}date>',)),
    "month as a day": Fault("CT-S018", "ct:completionDate", (f'"2009-02"^^<{XSD}date>',)),
    "year of another datatype": Fault("CT-S014", "ct:startYear", (f'"2009"^^<{XSD}gYear>',)),
    "two years": Fault("CT-S020", "ct:completionYear", (KEPT, f'"1999"^^<{XSD}integer>')),
    "end before the start": Fault(
        "CT-S134", "ct:completionDateLatest", (f'"1901-12-31"^^<{XSD}date>',), "ct:startDateEarliest"
    ),
    "negative number": Fault("CT-S022", "ct:enrollment", (f'"-5"^^<{XSD}integer>',)),
    "number that is none": Fault("CT-S022", "ct:enrollment", (f'"many"^^<{XSD}integer>',)),
    "truth value that is none": Fault("CT-S021", "ct:hasResults", (f'"yes"^^<{XSD}boolean>',)),
    "code of another list": Fault("CT-S008", "ct:overallStatus", (f"<{_CODE}phase/PHASE2>",)),
    "code as text": Fault("CT-E008", "ct:sex", ('"ALL"',)),
    "link to nothing": Fault("CT-S053", "ct:primaryOutcome", (f"<{_ID}study/NCT1/outcome/0000000000>",)),
    "link to another class": Fault("CT-S047", "ct:condition", (f"<{_ID}organization/nobody>",)),
    "link as text": Fault("CT-S059", "ct:eligibility", ('"Inclusion: all"',)),
    "blank node as a sponsor": Fault("CT-S062", "ct:sponsor", ("_:somebody",)),
    "minimum age above the maximum": Fault(
        "CT-E132", "ct:maximumAgeYears", (f'"-1"^^<{XSD}decimal>',), "ct:minimumAgeYears"
    ),
    "bad DOI": Fault("CT-PU001", "ct:doi", ('"https://doi.org/10.1000/A B"',)),
    "bad country code": Fault("CT-CO004", "ct:countryCode", ('"usa"',)),
    "concept as text": Fault("CT-CC001", "ct:conditionConcept", ('"Heart Failure"',)),
    "record of no study": Fault("CT-S002", "ct:describes"),
    "wider property missing": Fault("CT-S065", "schema:sponsor"),
    "outcome without measure": Fault("CT-O001", "ct:measure"),
}


def seeded(study: Sequence[Triple], fault: Fault) -> list[Triple] | None:
    """The triples of a study with a fault; None where the study does not state what the fault is on."""
    predicate = f"<{known_prefixes().expand(fault.on)}>"
    beside = f"<{known_prefixes().expand(fault.beside)}>" if fault.beside else predicate
    able = {subject for subject, each, _ in study if each == beside}
    taken = next((triple for triple in study if triple[1] == predicate and triple[0] in able), None)
    if taken is None:
        return None
    subject, _, value = taken
    changed = [(subject, predicate, each or value) for each in fault.values]
    return [*(triple for triple in study if triple != taken), *changed]
