"""Kinds of fault to seed into the graph of a study's results, as data; and numbers of a record to break."""

from kg.rdf.terms import XSD
from tests.shacl.faults import KEPT, Fault

__all__ = ["BROKEN_NUMBERS", "RESULT_FAULTS", "Path"]

_CODE, _ID = "https://w3id.org/kgbuild/code/", "https://w3id.org/kgbuild/id/"
_MANY, _BILLION = f'"999999"^^<{XSD}integer>', f'"1000000000"^^<{XSD}decimal>'

RESULT_FAULTS = {
    "more left than began": Fault("CT-FP131", "ct:unbalancedGroups", (f'"1"^^<{XSD}integer>',)),
    "unbalanced, as a text": Fault("CT-FP003", "ct:unbalancedGroups", ('"none"',)),
    "more affected than at risk": Fault("CT-CE132", "ct:affected", (_MANY,), "ct:atRisk"),
    "more of a group affected than at risk": Fault("CT-RG132", "ct:otherAffected", (_MANY,), "ct:otherAtRisk"),
    "more serious events than at risk": Fault("CT-RG131", "ct:seriousAffected", (_MANY,), "ct:seriousAtRisk"),
    "more deaths than at risk": Fault("CT-RG133", "ct:deaths", (_MANY,), "ct:deathsAtRisk"),
    "lower limit above the upper one": Fault("CT-CE131", "ct:lower", (_BILLION,), "ct:upper"),
    "limits of an estimate exchanged": Fault("CT-SA131", "ct:ciLower", (_BILLION,), "ct:ciUpper"),
    "lower limit as a text": Fault("CT-CE016", "ct:lower", ('"low"',), "ct:upper"),
    "percentage above 100": Fault("CT-OT132", "ct:impossiblePercentages", (f'"2"^^<{XSD}integer>',)),
    "more counted than analyzed": Fault("CT-OT131", "ct:exceedingCounts", (f'"1"^^<{XSD}integer>',), "ct:outcomeType"),
    "more counted at the baseline": Fault("CT-BM131", "ct:exceedingCounts", (f'"1"^^<{XSD}integer>',)),
    "value as a text": Fault("CT-CE012", "ct:value", ('"4"',)),
    "value of another datatype": Fault("CT-CE012", "ct:value", (f'"4.5"^^<{XSD}double>',)),
    "value that is none": Fault("CT-CE012", "ct:value", (f'"four"^^<{XSD}decimal>',)),
    "two values": Fault("CT-CE012", "ct:value", (KEPT, _BILLION)),
    "negative count": Fault("CT-CE002", "ct:count", (f'"-1"^^<{XSD}integer>',)),
    "count of another datatype": Fault("CT-CE002", "ct:count", (f'"4.0"^^<{XSD}decimal>',)),
    "number of no group": Fault("CT-CE001", "ct:group"),
    "number of a group that is not there": Fault(
        "CT-CE001", "ct:group", (f"<{_ID}study/NCT1/result-group/0000000000>",)
    ),
    "group as a text": Fault("CT-CE001", "ct:group", ('"Placebo"',)),
    "cell that is not there": Fault("CT-FP002", "ct:cell", (f"<{_ID}study/NCT1/cell/0000000000>",)),
    "group without title": Fault("CT-RG001", "schema:name", (), "ct:otherAtRisk"),
    "statistic of another list": Fault("CT-BM005", "ct:statistic", (f"<{_CODE}phase/PHASE2>",)),
    "event that is neither serious nor not": Fault("CT-AE002", "ct:serious"),
    "event that is maybe serious": Fault("CT-AE002", "ct:serious", (f'"maybe"^^<{XSD}boolean>',)),
    "organ system as a text": Fault("CT-AE003", "ct:organSystem", ('"Eye disorders"',)),
    "measure without title": Fault("CT-BM001", "ct:measure"),
    "threshold as a text": Fault("CT-RT008", "ct:frequencyThreshold", ('"5 percent"',)),
    "p-value as it is written": Fault("CT-SA010", "ct:pValue", ('"0.05"',)),
}

Path = tuple[str | int, ...]
_MEASURED = ("outcomeMeasuresModule", "outcomeMeasures", 0)
_CELL = (*_MEASURED, "classes", 0, "categories", 0, "measurements", 0)
_EVENT = ("adverseEventsModule", "seriousEvents", 0, "stats", 0)

BROKEN_NUMBERS: dict[str, tuple[dict[Path, object], str]] = {
    "more began than are told of": (
        {("participantFlowModule", "periods", 0, "milestones", 0, "achievements", 0, "numSubjects"): "99"},
        "CT-FP131",
    ),
    "more affected than at risk": ({(*_EVENT, "numAffected"): 99, (*_EVENT, "numAtRisk"): 39}, "CT-CE132"),
    "limits exchanged": ({(*_CELL, "lowerLimit"): "5", (*_CELL, "upperLimit"): "-5"}, "CT-CE131"),
    "limits of an analysis exchanged": (
        {(*_MEASURED, "analyses", 0, "ciLowerLimit"): "5", (*_MEASURED, "analyses", 0, "ciUpperLimit"): "-5"},
        "CT-SA131",
    ),
    "a percentage above 100": (
        {(*_MEASURED, "unitOfMeasure"): "percentage of participants", (*_CELL, "value"): "162"},
        "CT-OT132",
    ),
    "more counted than analyzed": (
        {(*_MEASURED, "paramType"): "COUNT_OF_PARTICIPANTS", (*_CELL, "value"): "999"},
        "CT-OT131",
    ),
}
"""What is changed in the results of the made-up record, and the rule that must find it."""
