"""Statistical analyses of outcomes."""

import re

from kg.result_record import StatisticalAnalysis
from kg.sources.codes import CLASSIC
from kg.sources.ctgov.result_groups import TableGroups
from kg.sources.ctgov.results_structs import RegistryAnalysis
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["analyses_of"]

_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,10})?")


def analyses_of(
    written: tuple[RegistryAnalysis, ...], groups: TableGroups, remarks: Remarks, path: str, outcome: int
) -> tuple[StatisticalAnalysis, ...]:
    """The analyses of one outcome, in order."""
    return tuple([_analysis(each, groups, remarks, path, (outcome, place)) for place, each in enumerate(written)])


def _analysis(
    written: RegistryAnalysis, groups: TableGroups, remarks: Remarks, path: str, spots: tuple[int, int]
) -> StatisticalAnalysis:
    long, method, estimate = remarks.long, short(written.statistical_method), short(written.param_type)
    return StatisticalAnalysis(
        groups=tuple(dict.fromkeys([groups.of(each) for each in written.group_ids])),
        description=long(written.group_description),
        hypothesis=remarks.code("hypothesis-type", written.non_inferiority_type, f"{path}.nonInferiorityType", *spots),
        hypothesis_comment=long(written.non_inferiority_comment),
        non_inferiority_tested=written.tested_non_inferiority,
        method=_offered("analysis-method", method),
        method_name=method,
        method_comment=long(written.statistical_comment),
        p_value=short(written.p_value),
        p_value_comment=long(written.p_value_comment),
        estimate_type=_offered("estimate-type", estimate),
        estimate_name=estimate,
        estimate=short(written.param_value),
        estimate_dispersion=remarks.code(
            "result-dispersion", written.dispersion_type, f"{path}.dispersionType", *spots
        ),
        estimate_spread=short(written.dispersion_value),
        estimate_comment=long(written.estimate_comment),
        confidence_level=_level(written.ci_pct_value, remarks, f"{path}.ciPctValue", spots),
        confidence_sides=remarks.code("confidence-sides", written.ci_num_sides, f"{path}.ciNumSides", *spots),
        ci_lower=short(written.ci_lower_limit),
        ci_lower_comment=long(written.ci_lower_limit_comment),
        ci_upper=short(written.ci_upper_limit),
        ci_upper_comment=long(written.ci_upper_limit_comment),
        other_analysis=long(written.other_analysis_description),
    )


def _offered(code_list: str, name: str | None) -> str | None:
    """The notation of a name that the registry offers; it lets users write any other one."""
    return CLASSIC[code_list].get(name.casefold()) if name else None


def _level(text: str | None, remarks: Remarks, path: str, spots: tuple[int, int]) -> str | None:
    written = short(text)
    if written is not None and not _DECIMAL.fullmatch(written):
        remarks.note(
            "CT-R102", f"`{written[:40]}` stands where a confidence level should; it is left out", path, *spots
        )
        return None
    return decimal(float(written)) if written else None
