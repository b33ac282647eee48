"""Baseline, outcomes and their analyses as tables, with a column for each group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from kg.pipeline.graph.group_order import baseline_groups, outcome_groups
from kg.record import Coded
from kg.result_record import Denominator, Measurement, OutcomeResult, Results, StatisticalAnalysis
from kg.statements.result_sums import baseline_sizes

from .result_texts import Measure, label, measure_head, value_cell
from .study_page import CellEntry, PageCell, PageRow, PageTable

__all__ = [
    "analysis_names",
    "analysis_table",
    "baseline_remarks",
    "baseline_table",
    "groups_of_baseline",
    "heads",
    "outcome_table",
]

Wholes = Mapping[int, int]
"""Group -> of how many its values are, where the values do not say so."""
_NO_ANALYZED: Wholes = {}


def heads(groups: Iterable[int], names: Sequence[str]) -> list[CellEntry]:
    """The columns of groups."""
    return [CellEntry(names[group - 1]) for group in groups]


def outcome_table(outcome: OutcomeResult, names: Sequence[str]) -> PageTable:
    """The values of an outcome."""
    groups = outcome_groups(outcome)
    sizes = _sizes(outcome.measurements)
    rows = list(_denominator_rows(outcome.denominators, groups))
    if sizes:
        units = outcome.denominator_units or "participants"
        counts = [[CellEntry(f"{sizes[group]}")] if group in sizes else [] for group in groups]
        rows.append(PageRow(f"analyzed: {units.lower()}", counts))
    rows += _value_rows(outcome, groups, _NO_ANALYZED, sized=not sizes)
    return PageTable(heads(groups, names), rows, measure_head(outcome))


def _sizes(measurements: Sequence[Measurement]) -> Mapping[int, int]:
    """Group -> of how many all its values are; nothing where some group's values are of different numbers."""
    found: dict[int, set[int]] = {}
    for each in measurements:
        if each.analyzed is not None:
            found.setdefault(each.group, set()).add(each.analyzed)
    if any(len(each) > 1 for each in found.values()):
        return {}
    return {group: min(each) for group, each in found.items()}


def groups_of_baseline(results: Results) -> list[int]:
    """The groups that the baseline is of, the total of the others last."""
    return sorted(baseline_groups(results), key=lambda group: results.groups[group - 1].total or False)


def baseline_table(results: Results, names: Sequence[str]) -> PageTable:
    """All characteristics, one below the other."""
    groups = groups_of_baseline(results)
    rows = list(_denominator_rows(results.denominators, groups))
    sizes = baseline_sizes(results.denominators)
    for measure in results.measures:
        made = list(_denominator_rows(measure.denominators, groups))
        # Those of the whole baseline, where the measure has none of its own.
        wholes = _NO_ANALYZED if measure.denominators else sizes.get(measure.denominator_units, _NO_ANALYZED)
        made += _value_rows(measure, groups, wholes, sized=not wholes)
        title = ": ".join(each for each in (measure.title, measure_head(measure)) if each)
        if len(made) == 1 and measure.measurements and not _row_names(measure):
            rows.append(made[0]._replace(title=title, head=True))
        else:
            rows += [PageRow(title, (), head=True), *made]
    return PageTable(heads(groups, names), rows, "characteristic")


def _row_names(measure: Measure) -> set[str]:
    return {name for each in measure.measurements for name in (each.row, each.category) if name}


def baseline_remarks(results: Results) -> PageTable | None:
    """What is said of the characteristics beside their values."""
    rows = [
        PageRow(each.title, [[CellEntry(said) for said in (each.description, each.population) if said]])
        for each in results.measures
        if each.description or each.population
    ]
    return PageTable([CellEntry("remark")], rows, "characteristic") if rows else None


def _denominator_rows(denominators: Sequence[Denominator], groups: Sequence[int]) -> Iterator[PageRow]:
    for (row, units), found in groupby(denominators, lambda each: (each.row, each.units)):
        counts: dict[int, list[CellEntry]] = {}
        for each in found:
            counts.setdefault(each.group, []).append(CellEntry(f"{each.count}"))
        title = f"overall number of {(units or 'participants').lower()}"
        yield PageRow(f"{row}: {title}" if row else title, [counts.get(group, []) for group in groups])


def _value_rows(measure: Measure, groups: Sequence[int], wholes: Wholes, *, sized: bool) -> Iterator[PageRow]:
    """The values: a row for each category; where a class has several, each row says of which class it is."""
    several = len({each.category for each in measure.measurements}) > 1
    for row, of_row in groupby(measure.measurements, lambda each: each.row):
        if row and several:
            yield PageRow(row, (), head=True)
        for category, found in groupby(of_row, lambda each: each.category):
            cells: dict[int, list[tuple[Measurement, int | None]]] = {}
            for each in found:
                whole = wholes.get(each.group) if each.analyzed is None else each.analyzed
                cells.setdefault(each.group, []).append((each, whole))
            title = category if several else ": ".join(name for name in (row, category) if name)
            columns = [value_cell(measure, cells.get(group, ()), sized=sized) for group in groups]
            yield PageRow(title or row or "value", columns)


def analysis_names(analyses: Sequence[StatisticalAnalysis], names: Sequence[str]) -> list[str]:
    """Number and groups of each analysis."""
    return [
        f"{number}: {' / '.join(names[group - 1] for group in each.groups) or 'no groups named'}"
        for number, each in enumerate(analyses, 1)
    ]


def analysis_table(outcome: OutcomeResult, names: Sequence[str]) -> PageTable:
    """The analyses of an outcome, one below the other."""
    columns = ("estimate", "confidence interval", "p-value", "method", "hypothesis and remarks")
    titles = analysis_names(outcome.analyses, names)
    rows = [PageRow(title, _analysis(each)) for title, each in zip(titles, outcome.analyses, strict=True)]
    return PageTable([CellEntry(each) for each in columns], rows, "groups")


def _analysis(each: StatisticalAnalysis) -> list[PageCell]:
    spread = " ".join(filter(None, (_code("dispersion", each.estimate_dispersion), each.estimate_spread)))
    estimate = each.estimate_name or label("estimateType", each.estimate_type)
    level = f"{each.confidence_level}%" if each.confidence_level else ""
    sides = _code("confidenceSides", each.confidence_sides) if each.ci_lower or each.ci_upper or level else ""
    limits = f"{each.ci_lower or 'no limit'} to {each.ci_upper or 'no limit'}" if each.ci_lower or each.ci_upper else ""
    tested = {True: "non-inferiority or equivalence was tested", False: "", None: ""}[each.non_inferiority_tested]
    return [
        _cell((each.estimate, estimate, spread), (each.estimate_comment,)),
        _cell((limits,), (", ".join(filter(None, (level, sides))), each.ci_lower_comment, each.ci_upper_comment)),
        _cell((each.p_value,), (each.p_value_comment,)),
        _cell((each.method_name or label("method", each.method),), (each.method_comment,)),
        _cell(
            (label("hypothesis", each.hypothesis),),
            (tested, each.hypothesis_comment, each.description, each.other_analysis),
        ),
    ]


def _code(term: str, coded: Coded | None) -> str:
    return label(term, coded).lower()


def _cell(texts: Iterable[str | None], remarks: Iterable[str | None]) -> PageCell:
    return [
        *(CellEntry(each) for each in texts if each),
        *(CellEntry(each, soft=True) for each in remarks if each),
    ]
