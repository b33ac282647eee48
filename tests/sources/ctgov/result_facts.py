"""What a record states of results, as flat facts: by a walk over its JSON, and by one over its graph, for comparison.

The two walks know nothing of each other, nor of the package's readers: the one knows the registry's names, the other
properties and labels of codes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from rdflib import SKOS, Graph

from tests.vocabulary import CODES, CT, ROOT

__all__ = ["Facts", "graph_facts", "json_facts", "letters", "line"]

Facts = Counter[tuple[object, ...]]
Triple = tuple[str, str, str]
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_SCHEMA_NAME, _DESCRIPTION = "<https://schema.org/name>", "<http://purl.org/dc/terms/description>"


def line(text: object) -> str | None:
    """A text on one line; None if nothing is left."""
    return " ".join(str(text).split()) or None if text is not None else None


def letters(text: object) -> str:
    """The letters and digits of a long text, whatever its layout."""
    return re.sub(r"[\W_]+", "", str(text or "")).casefold()


# The JSON of the API


def json_facts(section: Mapping[str, Any]) -> Facts:
    """The facts of `resultsSection`."""
    found = Facts()
    for walk in (_flow, _baseline, _outcomes, _events):
        found.update(walk(section))
    return found


def _groups(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str | None, str]]:
    return {each["id"]: (line(each.get("title")), letters(each.get("description"))) for each in groups}


def _flow(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    module = section.get("participantFlowModule", {})
    groups = _groups(module.get("groups", ()))
    for period in module.get("periods", ()):
        for kind, rows, cells in (("milestones", "milestone", "achievements"), ("dropWithdraws", "reason", "reasons")):
            for row in period.get(kind, ()):
                for each in row.get(cells, ()):
                    yield (
                        *("flow", line(period.get("title")), rows, line(row["type"]).casefold()),  # type: ignore[union-attr]
                        *(groups[each["groupId"]], line(each.get("numSubjects")), line(each.get("numUnits"))),
                        *(letters(each.get("comment")), letters(row.get("comment"))),
                    )


def _baseline(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    module = section.get("baselineCharacteristicsModule", {})
    groups = _groups(module.get("groups", ()))
    yield from _denominators("whole baseline", module.get("denoms", ()), groups, None)
    for measure in module.get("measures", ()):
        yield from _measure(("baseline", line(measure["title"])), measure, groups)


def _outcomes(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for measure in section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()):
        groups = _groups(measure.get("groups", ()))
        of = ("outcome", line(measure["title"]), measure.get("type"), line(measure.get("timeFrame")))
        yield (*of, "head", measure.get("reportingStatus"), measure.get("anticipatedPostingDate"))
        yield from _measure(of, measure, groups)
        for analysis in measure.get("analyses", ()):
            yield (*of, "analysis", *_analysis(analysis, groups))


def _measure(
    of: tuple[object, ...], measure: Mapping[str, Any], groups: Mapping[str, tuple[str | None, str]]
) -> Iterator[tuple[object, ...]]:
    dispersion = line(measure.get("dispersionType"))
    yield (
        *(*of, "measure", line(measure.get("unitOfMeasure")), line(measure.get("paramType"))),
        *(letters(dispersion), letters(measure.get("description"))),
        *(letters(measure.get("populationDescription")), measure.get("calculatePct")),
        *(line(measure.get("typeUnitsAnalyzed")), line(measure.get("denomUnitsSelected"))),
    )
    yield from _denominators((*of, None), measure.get("denoms", ()), groups, None)
    for row in measure.get("classes", ()):
        title = line(row.get("title"))
        yield from _denominators((*of, title), row.get("denoms", ()), groups, title)
        for category in row.get("categories", ()):
            for each in category.get("measurements", ()):
                yield (
                    *(*of, "value", title, line(category.get("title")), groups[each["groupId"]]),
                    *(line(each.get(name)) for name in ("value", "spread", "lowerLimit", "upperLimit")),
                    letters(each.get("comment")),
                )


def _denominators(
    of: object, denoms: Iterable[Mapping[str, Any]], groups: Mapping[str, tuple[str | None, str]], row: str | None
) -> Iterator[tuple[object, ...]]:
    """They are looked for apart: most stand beside the values that they are of."""
    for denom in denoms:
        for each in denom.get("counts", ()):
            yield "denominator", of, row, groups[each["groupId"]], line(each["value"]), line(denom.get("units"))


_SAID = (
    *("statisticalMethod", "pValue", "paramType", "paramValue", "dispersionValue", "ciLowerLimit", "ciUpperLimit"),
    "ciPctValue",
)
_LONG = (
    *("statisticalComment", "pValueComment", "estimateComment", "nonInferiorityComment", "groupDescription"),
    *("otherAnalysisDescription", "ciLowerLimitComment", "ciUpperLimitComment"),
)


def _analysis(each: Mapping[str, Any], groups: Mapping[str, tuple[str | None, str]]) -> tuple[object, ...]:
    dispersion = line(each.get("dispersionType"))
    spread = {"STANDARD_ERROR_OF_MEAN": "standard error", "STANDARD_DEVIATION": "standard deviation"}
    return (
        frozenset(groups[one] for one in each.get("groupIds", ())),
        *(line(each.get(name)) for name in _SAID),
        *(letters(each.get(name)) for name in _LONG),
        *(each.get("nonInferiorityType"), each.get("ciNumSides"), each.get("testedNonInferiority")),
        dispersion and spread[dispersion],
    )


_SYSTEMS = {"General disorders and administration site conditions": "General disorders"}
"""The name of MedDRA, which one record of the 193 has in place of the registry's."""


def _events(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    module = section.get("adverseEventsModule", {})
    groups = _groups(module.get("eventGroups", ()))
    totals = ("seriousNumAtRisk", "seriousNumAffected", "otherNumAtRisk", "otherNumAffected")
    for each in module.get("eventGroups", ()):
        numbers = (each.get(name) for name in (*totals, "deathsNumAtRisk", "deathsNumAffected"))
        yield "totals", groups[each["id"]], *numbers
    for name, serious in (("seriousEvents", True), ("otherEvents", False)):
        for event in module.get(name, ()):
            system = _SYSTEMS.get(line(event.get("organSystem")) or "", line(event.get("organSystem")))
            of = (serious, line(event["term"]), system, line(event.get("sourceVocabulary")))
            yield "event", *of, event.get("assessmentType"), letters(event.get("notes"))
            for each in event.get("stats", ()):
                affected, at_risk = each.get("numAffected"), each.get("numAtRisk")
                # Where nobody had it, it never occurred.
                events = each.get("numEvents") or None if affected == 0 else each.get("numEvents")
                yield "affected", *of, groups[each["groupId"]], affected, events, at_risk


# The graph


@cache
def _label(code: str) -> str:
    """What a code is called; it is read of the files of the code lists."""
    code_list = code.removeprefix(CODES).partition("/")[0]
    found = Graph().parse(ROOT / "ontology" / "codes" / f"{code_list}.ttl")
    return {str(each): str(label) for each, label in found.subject_objects(SKOS.prefLabel)}[code]


class _Said:
    """A graph of results, node by node."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._classes: dict[str, list[str]] = defaultdict(list)
        for subject, predicate, term in triples:
            if predicate == _TYPE:
                self._classes[term.rpartition("#")[2][:-1]].append(subject)
            else:
                self._values[subject][predicate].append(term)

    def of_class(self, name: str) -> list[str]:
        return self._classes[name]

    def terms(self, node: str, name: str) -> list[str]:
        return self._values[node].get(name if name[0] == "<" else f"<{CT}{name}>", [])

    def text(self, node: str, name: str) -> str | None:
        found = self.terms(node, name)
        assert len(found) <= 1, (node, name)
        return _text(found[0]) if found else None

    def number(self, node: str, name: str) -> int | None:
        found = self.text(node, name)
        return None if found is None else int(found)

    def flag(self, node: str, name: str) -> bool | None:
        found = self.text(node, name)
        return None if found is None else found == "true"

    def written(self, node: str, name: str) -> str | None:
        """A number as written."""
        return self.text(node, f"{name}Text") or self.text(node, name)

    def notation(self, node: str, name: str) -> str | None:
        found = self.terms(node, name)
        return found[0][1:-1].rpartition("/")[2] if found else None

    def label(self, node: str, name: str) -> str | None:
        found = self.terms(node, name)
        return _label(found[0][1:-1]) if found else None

    def group(self, node: str) -> tuple[str | None, str]:
        (group,) = self.terms(node, "group")
        return self.named(group)

    def named(self, group: str) -> tuple[str | None, str]:
        return self.text(group, _SCHEMA_NAME), letters(self.text(group, _DESCRIPTION))


def _text(term: str) -> str:
    text = term[1 : term.rindex('"')]
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    return re.sub(r"\\(.)", lambda found: escapes[found[1]], text)


def graph_facts(triples: Iterable[Triple]) -> Facts:
    """The same facts of a graph of results."""
    said, found = _Said(triples), Facts()
    for walk in (_graph_flow, _graph_measures, _graph_events):
        found.update(walk(said))
    return found


def _graph_flow(said: _Said) -> Iterator[tuple[object, ...]]:
    for period in said.of_class("FlowPeriod"):
        for cell in said.terms(period, "cell"):
            milestone = said.label(cell, "milestone") or said.text(cell, "milestoneName")
            reason = said.label(cell, "dropReason") or said.text(cell, "dropReasonName")
            name, kind = (milestone, "milestone") if milestone else (reason, "reason")
            comment = said.text(cell, "milestoneComment" if milestone else "dropReasonComment")
            assert name
            yield (
                *("flow", said.text(period, _SCHEMA_NAME), kind, name.casefold(), said.group(cell)),
                *(said.text(cell, "count"), said.text(cell, "unitCount")),
                *(letters(said.text(cell, "remark")), letters(comment)),
            )


def _graph_measures(said: _Said) -> Iterator[tuple[object, ...]]:
    (results,) = said.of_class("Results")
    yield from _graph_denominators(said, results, "whole baseline")
    for measure in said.of_class("BaselineMeasure"):
        yield from _graph_measure(said, measure, ("baseline", said.text(measure, "measure")))
    for measure in said.of_class("OutcomeResult"):
        kind, title = said.notation(measure, "outcomeType"), said.text(measure, "measure")
        of = ("outcome", title, kind, said.text(measure, "timeFrame"))
        status, posting = said.notation(measure, "reportingStatus"), said.text(measure, "anticipatedPostingDate")
        yield (*of, "head", status, posting)
        yield from _graph_measure(said, measure, of)
        for analysis in said.terms(measure, "analysis"):
            yield (*of, "analysis", *_graph_analysis(said, analysis))


def _graph_measure(said: _Said, measure: str, of: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    dispersion = said.label(measure, "dispersion")
    yield (
        *(*of, "measure", said.text(measure, "unit"), said.notation(measure, "statistic")),
        *(letters(dispersion), letters(said.text(measure, _DESCRIPTION))),
        *(letters(said.text(measure, "population")), said.flag(measure, "percentageCalculated")),
        *(said.text(measure, "unitsAnalyzed"), said.text(measure, "denominatorUnits")),
    )
    yield from _graph_denominators(said, measure, of)
    for cell in said.terms(measure, "cell"):
        row = said.text(cell, "resultClass")
        yield (
            *(*of, "value", row, said.text(cell, "category"), said.group(cell)),
            *(said.written(cell, name) for name in ("value", "spread", "lower", "upper")),
            letters(said.text(cell, "remark")),
        )
        if analyzed := said.text(cell, "analyzed"):
            yield "analyzed", of, row, said.group(cell), analyzed


def _graph_denominators(said: _Said, node: str, of: object) -> Iterator[tuple[object, ...]]:
    for cell in said.terms(node, "denominator"):
        row, unit = said.text(cell, "resultClass"), said.text(cell, "unit")
        place = of if isinstance(of, str) else (*of, row)  # type: ignore[misc]
        yield "denominator", place, row, said.group(cell), said.text(cell, "count"), unit


def _graph_analysis(said: _Said, node: str) -> tuple[object, ...]:
    spread = said.label(node, "estimateDispersion")
    comments = ("methodComment", "pValueComment", "estimateComment", "hypothesisComment", "analysisDescription")
    return (
        frozenset(said.named(each) for each in said.terms(node, "comparedGroup")),
        *(said.text(node, "methodName"), said.text(node, "pValueText"), said.text(node, "estimateName")),
        *(said.written(node, name) for name in ("estimate", "estimateSpread", "ciLower", "ciUpper")),
        said.text(node, "confidenceLevel"),
        *(letters(said.text(node, name)) for name in (*comments, "otherAnalysis", "ciLowerComment", "ciUpperComment")),
        *(said.notation(node, "hypothesis"), said.notation(node, "confidenceSides")),
        said.flag(node, "nonInferiorityTested"),
        spread and spread.casefold(),
    )


def _graph_events(said: _Said) -> Iterator[tuple[object, ...]]:
    totals = ("seriousAtRisk", "seriousAffected", "otherAtRisk", "otherAffected", "deathsAtRisk", "deaths")
    for group in said.of_class("ResultGroup"):
        numbers = [said.number(group, name) for name in totals]
        if any(number is not None for number in numbers):
            yield "totals", said.named(group), *numbers
    for event in said.of_class("AdverseEvent"):
        serious = said.flag(event, "serious")
        system = said.label(event, "organSystem")
        of = (serious, said.text(event, "eventTerm"), system, said.text(event, "termVocabulary"))
        yield "event", *of, said.notation(event, "assessment"), letters(said.text(event, "remark"))
        usual = "seriousAtRisk" if serious else "otherAtRisk"
        for cell in said.terms(event, "cell"):
            (group,) = said.terms(cell, "group")
            at_risk = said.number(cell, "atRisk")
            at_risk = said.number(group, usual) if at_risk is None else at_risk
            affected, events = said.number(cell, "affected"), said.number(cell, "events")
            yield "affected", *of, said.named(group), affected, events or None if affected == 0 else events, at_risk
        for group in said.terms(event, "noneIn"):
            yield "affected", *of, said.named(group), 0, None, said.number(group, usual)
