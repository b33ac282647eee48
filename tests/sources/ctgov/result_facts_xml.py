"""What `clinical_results` of the legacy XML states, as the facts of `result_facts`: a walk of its own."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .result_facts import Facts, letters, line

__all__ = ["xml_facts"]

Group = tuple[str | None, str]
_TOTAL = {"Total, serious adverse events": 0, "Total, other adverse events": 2, "Total, all-cause mortality": 4}


def xml_facts(section: Element) -> Facts:
    """The facts of the element."""
    found = Facts()
    for walk in (_flow, _baseline, _outcomes, _events):
        found.update(walk(section))
    return found


def _code(text: str | None) -> str | None:
    return re.sub("[^A-Z]+", "_", text.upper()).strip("_") if text else None


def _groups(element: Element | None) -> dict[str, Group]:
    if element is None:
        return {}
    groups = element.findall("group_list/group")
    # A group without a title is called by its id.
    return {
        each.attrib["group_id"]: (
            line(each.findtext("title")) or each.attrib["group_id"],
            letters(each.findtext("description")),
        )
        for each in groups
    }


def _flow(section: Element) -> Iterator[tuple[object, ...]]:
    flow = section.find("participant_flow")
    groups = _groups(flow)
    for period in section.findall("participant_flow/period_list/period"):
        for kind, rows in (
            ("milestone", "milestone_list/milestone"),
            ("reason", "drop_withdraw_reason_list/drop_withdraw_reason"),
        ):
            for row in period.findall(rows):
                for each in row.findall("participants_list/participants"):
                    yield (
                        *("flow", line(period.findtext("title")), kind, str(line(row.findtext("title"))).casefold()),
                        *(groups[each.attrib["group_id"]], each.attrib["count"], None, letters(each.text), ""),
                    )


def _baseline(section: Element) -> Iterator[tuple[object, ...]]:
    groups = _groups(section.find("baseline"))
    yield from _denominators("whole baseline", section.find("baseline"), groups, None)
    for measure in section.findall("baseline/measure_list/measure"):
        description = measure.findtext("description")
        yield from _measure(("baseline", line(measure.findtext("title"))), measure, groups, description, None)


def _outcomes(section: Element) -> Iterator[tuple[object, ...]]:
    for outcome in section.findall("outcome_list/outcome"):
        groups = _groups(outcome)
        kind, title = _code(outcome.findtext("type")), line(outcome.findtext("title"))
        of = ("outcome", title, kind, line(outcome.findtext("time_frame")))
        posting = outcome.findtext("posting_date")
        yield (*of, "head", None, posting and f"{posting[3:]}-{posting[:2]}")
        measure = outcome.find("measure")
        texts = outcome.findtext("description"), outcome.findtext("population")
        yield from _measure(of, Element("measure") if measure is None else measure, groups, *texts)
        for analysis in outcome.findall("analysis_list/analysis"):
            yield (*of, "analysis", *_analysis(analysis, groups))


def _measure(
    of: tuple[object, ...], measure: Element, groups: dict[str, Group], description: str | None, population: str | None
) -> Iterator[tuple[object, ...]]:
    yield (
        *(*of, "measure", line(measure.findtext("units")), _code(measure.findtext("param"))),
        *(letters(measure.findtext("dispersion")), letters(description)),
        letters(population or measure.findtext("population")),
        *(None, None, line(measure.findtext("units_analyzed"))),
    )
    yield from _denominators((*of, None), measure, groups, None)
    for row in measure.findall("class_list/class"):
        title = line(row.findtext("title"))
        yield from _denominators((*of, title), row, groups, title)
        for category in row.findall("category_list/category"):
            for each in category.findall("measurement_list/measurement"):
                yield (
                    *(*of, "value", title, line(category.findtext("title"))),
                    groups[each.attrib["group_id"]],
                    *(each.get(name) for name in ("value", "spread", "lower_limit", "upper_limit")),
                    letters(each.text),
                )


def _denominators(
    of: object, element: Element | None, groups: dict[str, Group], row: str | None
) -> Iterator[tuple[object, ...]]:
    for analyzed in [] if element is None else element.findall("analyzed_list/analyzed"):
        for each in analyzed.findall("count_list/count"):
            group, units = groups[each.attrib["group_id"]], line(analyzed.findtext("units"))
            yield "denominator", of, row, group, each.attrib["value"], units


_SAID = ("method", "p_value", "param_type", "param_value", "dispersion_value", "ci_lower_limit", "ci_upper_limit")
_LONG = (
    *("method_desc", "p_value_desc", "estimate_desc", "non_inferiority_desc", "groups_desc", "other_analysis_desc"),
    *("ci_lower_limit_na_comment", "ci_upper_limit_na_comment"),
)


def _analysis(each: Element, groups: dict[str, Group]) -> tuple[object, ...]:
    dispersion = each.findtext("dispersion_type")
    return (
        frozenset(groups[str(one.text)] for one in each.findall("group_id_list/group_id")),
        *(line(each.findtext(name)) for name in (*_SAID, "ci_percent")),
        *(letters(each.findtext(name)) for name in _LONG),
        _code(each.findtext("non_inferiority_type")),
        {"2-Sided": "TWO_SIDED", "1-Sided": "ONE_SIDED", None: None}[each.findtext("ci_n_sides")],
        {"Yes": True, "No": False, None: None}[each.findtext("non_inferiority")],
        dispersion and dispersion.casefold().removesuffix(" of the mean"),
    )


def _events(section: Element) -> Iterator[tuple[object, ...]]:
    groups = _groups(section.find("reported_events"))
    totals: dict[str, list[int | None]] = {each: [None] * 6 for each in groups}
    for name, serious in (("serious_events", True), ("other_events", False)):
        events = section.find(f"reported_events/{name}")
        for category in [] if events is None else events.findall("category_list/category"):
            for event in category.findall("event_list/event"):
                title = event.find("sub_title")
                if title is not None and title.text in _TOTAL:
                    for each in event.findall("counts"):
                        numbers = _number(each, "subjects_at_risk"), _number(each, "subjects_affected")
                        place = _TOTAL[str(title.text)]
                        totals[each.attrib["group_id"]][place : place + 2] = numbers
                    continue
                assert events is not None
                yield from _event(event, category, events, groups, serious=serious)
    for group, found in totals.items():
        if any(number is not None for number in found):
            yield "totals", groups[group], *found


def _event(
    event: Element, category: Element, events: Element, groups: dict[str, Group], *, serious: bool
) -> Iterator[tuple[object, ...]]:
    system, title = line(category.findtext("title")), event.find("sub_title")
    vocabulary = (None if title is None else title.get("vocab")) or events.findtext("default_vocab")
    # An event without a term is called by its system.
    of = (serious, line(event.findtext("sub_title")) or system, system, line(vocabulary))
    assessment = event.findtext("assessment") or events.findtext("default_assessment")
    yield "event", *of, _code(assessment), letters(event.findtext("description"))
    for each in event.findall("counts"):
        affected, occurred = _number(each, "subjects_affected"), _number(each, "events")
        occurred = occurred or None if affected == 0 else occurred
        yield "affected", *of, groups[each.attrib["group_id"]], affected, occurred, _number(each, "subjects_at_risk")


def _number(element: Element, name: str) -> int | None:
    return int(element.attrib[name]) if name in element.attrib else None
