"""Made-up results for property tests: tables of numbers by group, with awkward numbers."""

from hypothesis import strategies as st

from kg.record import Uncoded
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    Denominator,
    EventCount,
    FlowCount,
    FlowPeriod,
    Measurement,
    OutcomeResult,
    ResultGroup,
    Results,
    StatisticalAnalysis,
)

__all__ = ["results_with"]

_NUMBERS = ("0", "12", "-1.50", "NA", "<0.05", "1,204.5", "1e-3", ".5", "+3", "12 mg", "9" * 40, "\u22122")
_P_VALUES = ("0.036", "<0.05", "> .05", "p = 0.01", "ns", "<=0.001", "\u22640.001")


def results_with(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Results]:
    """Results in which these texts stand."""
    groups = st.lists(_groups(texts), min_size=1, max_size=3).map(tuple)
    return groups.flatmap(lambda found: _results(texts, found))


def _maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), strategy)


def _some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


_counts = st.integers(0, 50)
_numbers = _maybe(st.sampled_from(_NUMBERS))
_statistics = _maybe(st.sampled_from(("COUNT_OF_PARTICIPANTS", "MEAN", Uncoded("Mode"))))


def _groups(texts: st.SearchStrategy[str]) -> st.SearchStrategy[ResultGroup]:
    return st.builds(
        ResultGroup,
        title=st.one_of(texts, st.just("Placebo")),
        description=_maybe(texts),
        total=st.sampled_from((None, True)),
        serious_at_risk=_maybe(_counts),
        other_at_risk=_maybe(_counts),
        other_affected=_maybe(_counts),
        deaths=_maybe(_counts),
    )


def _results(texts: st.SearchStrategy[str], groups: tuple[ResultGroup, ...]) -> st.SearchStrategy[Results]:
    group = st.integers(1, len(groups))
    text = _maybe(texts)
    flow = st.builds(
        FlowCount,
        group=group,
        milestone=st.sampled_from(("STARTED", "COMPLETED", "NOT_COMPLETED", Uncoded("Dosed"))),
        count=_maybe(_counts),
        units=_maybe(_counts),
        comment=text,
        comment_on_all=text,
    )
    left = st.builds(FlowCount, group=group, reason=st.sampled_from(("DEATH", Uncoded("Moved"))), count=_counts)
    measurement = st.builds(
        Measurement,
        group=group,
        row=text,
        category=text,
        value=_numbers,
        spread=_numbers,
        lower=_numbers,
        upper=_numbers,
        analyzed=_maybe(_counts),
        comment=text,
    )
    denominator = st.builds(Denominator, group=group, count=_counts, units=text, row=text)
    analysis = st.builds(
        StatisticalAnalysis,
        groups=st.lists(group, max_size=3, unique=True).map(tuple),
        hypothesis=_maybe(st.sampled_from(("SUPERIORITY", Uncoded("None")))),
        method=_maybe(st.just("ANCOVA")),
        method_name=text,
        p_value=_maybe(st.sampled_from(_P_VALUES)),
        estimate=_numbers,
        ci_lower=_numbers,
        ci_upper=_numbers,
        confidence_level=_maybe(st.just("97.5")),
    )
    event = st.builds(
        AdverseEvent,
        term=texts,
        serious=st.booleans(),
        organ_system=_maybe(st.sampled_from(("CARDIAC_DISORDERS", Uncoded("Heart")))),
        counts=_some(
            st.builds(
                EventCount, group=group, affected=_maybe(_counts), events=_maybe(_counts), at_risk=_maybe(_counts)
            )
        ),
    )
    return st.builds(
        Results,
        groups=st.just(groups),
        periods=_some(st.builds(FlowPeriod, title=texts, counts=_some(st.one_of(flow, left)))),
        measures=_some(
            st.builds(
                BaselineMeasure,
                title=texts,
                statistic=_statistics,
                unit=_maybe(st.just("percentage of participants")),
                measurements=_some(measurement),
            )
        ),
        denominators=_some(denominator),
        outcomes=_some(
            st.builds(
                OutcomeResult,
                title=texts,
                type=_maybe(st.sampled_from(("PRIMARY", "POST_HOC"))),
                time_frame=text,
                statistic=_statistics,
                measurements=_some(measurement),
                denominators=_some(denominator),
                analyses=_some(analysis),
            )
        ),
        events=_some(event),
        recruitment_details=text,
        frequency_threshold=_maybe(st.just("5.5")),
        contact_organization=text,
    )
