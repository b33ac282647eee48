"""Every field of `ResultsSection` of the legacy full-study JSON, and the field of the API v2 that it is.

Each name repeats that of its table: `BaselineMeasureTitle` is the `title` of a measure of the baseline. Names marked
`unseen` are the registry's own of that time and stand in no record at hand.
"""

from collections.abc import Mapping

__all__ = ["MOVES_V1_RESULTS"]

_Rows = dict[str, str]


def _rows(stem: str, *names: str) -> _Rows:
    """`BaselineMeasureTitle` -> `title`."""
    return {f"{stem}{name}": f"{name[0].lower()}{name[1:]}" for name in names}


def _listed(stem: str, target: str, rows: _Rows) -> _Rows:
    """What stands in the list of a table."""
    return {f"{stem}List.{stem}[].{path}": f"{target}[].{name}" for path, name in rows.items()}


def _groups(stem: str) -> _Rows:
    return _listed(f"{stem}Group", "groups", _rows(f"{stem}Group", "Id", "Title", "Description"))


def _denoms(stem: str) -> _Rows:
    count = _listed(f"{stem}DenomCount", "counts", _rows(f"{stem}DenomCount", "GroupId", "Value"))
    return _listed(f"{stem}Denom", "denoms", {f"{stem}DenomUnits": "units", **count})


def _table(stem: str) -> _Rows:
    """The rows of a measure."""
    number = f"{stem}Measurement"
    values = _rows(number, "GroupId", "Value", "Spread", "LowerLimit", "UpperLimit", "Comment")
    categories = {f"{stem}CategoryTitle": "title", **_listed(number, "measurements", values)}
    return _listed(
        f"{stem}Class",
        "classes",
        {
            f"{stem}ClassTitle": "title",
            **_denoms(f"{stem}Class"),
            **_listed(f"{stem}Category", "categories", categories),
        },
    )


_OF_MEASURE = (
    *("Title", "Description", "PopulationDescription", "ParamType", "DispersionType", "UnitOfMeasure", "CalculatePct"),
    "DenomUnitsSelected",  # unseen
)
_ANALYSIS = "OutcomeAnalysis"
_OF_ANALYSIS = (
    *("ParamType", "ParamValue", "DispersionType", "DispersionValue", "StatisticalMethod", "StatisticalComment"),
    *("PValue", "PValueComment", "EstimateComment", "TestedNonInferiority", "NonInferiorityType"),
    *("NonInferiorityComment", "OtherAnalysisDescription", "GroupDescription"),
)
_INTERVAL = ("NumSides", "PctValue", "LowerLimit", "UpperLimit", "LowerLimitComment", "UpperLimitComment")


def _event(stem: str, target: str) -> _Rows:
    stats = _rows(f"{stem}Stats", "GroupId", "NumEvents", "NumAffected", "NumAtRisk")
    names = _rows(stem, "Term", "OrganSystem", "SourceVocabulary", "AssessmentType", "Notes")
    return _listed(stem, target, {**names, **_listed(f"{stem}Stats", "stats", stats)})


_ACHIEVEMENTS = _rows("FlowAchievement", "GroupId", "Comment", "NumSubjects", "NumUnits")
_REASONS = _rows("FlowReason", "GroupId", "Comment", "NumSubjects")
_MILESTONES = {**_rows("FlowMilestone", "Type", "Comment"), **_listed("FlowAchievement", "achievements", _ACHIEVEMENTS)}
_DROPS = {**_rows("FlowDropWithdraw", "Type", "Comment"), **_listed("FlowReason", "reasons", _REASONS)}

_MODULES: Mapping[str, _Rows] = {
    "ParticipantFlowModule": {
        **_rows("Flow", "PreAssignmentDetails", "RecruitmentDetails", "TypeUnitsAnalyzed"),
        **_groups("Flow"),
        **_listed(
            "FlowPeriod",
            "periods",
            {
                "FlowPeriodTitle": "title",
                **_listed("FlowMilestone", "milestones", _MILESTONES),
                **_listed("FlowDropWithdraw", "dropWithdraws", _DROPS),
            },
        ),
    },
    "BaselineCharacteristicsModule": {
        **_rows("Baseline", "PopulationDescription", "TypeUnitsAnalyzed"),
        **_groups("Baseline"),
        **_denoms("Baseline"),
        **_listed(
            "BaselineMeasure",
            "measures",
            {
                **_rows("BaselineMeasure", *_OF_MEASURE),
                **_denoms("BaselineMeasure"),  # unseen
                **_table("Baseline"),
            },
        ),
    },
    "OutcomeMeasuresModule": _listed(
        "OutcomeMeasure",
        "outcomeMeasures",
        {
            **_rows("OutcomeMeasure", *_OF_MEASURE, "Type", "ReportingStatus", "TimeFrame"),
            **_rows("OutcomeMeasure", "AnticipatedPostingDate", "TypeUnitsAnalyzed"),  # unseen
            **_groups("Outcome"),
            **_denoms("Outcome"),
            **_table("Outcome"),
            **_listed(
                _ANALYSIS,
                "analyses",
                {
                    **_rows(_ANALYSIS, *_OF_ANALYSIS),
                    **{f"{_ANALYSIS}CI{name}": f"ci{name}" for name in _INTERVAL},
                    f"{_ANALYSIS}GroupIdList.{_ANALYSIS}GroupId[]": "groupIds[]",
                },
            ),
        },
    ),
    "AdverseEventsModule": {
        **_rows("Events", "FrequencyThreshold", "TimeFrame", "Description"),
        "EventsAllCauseMortalityComment": "allCauseMortalityComment",  # unseen
        **_listed(
            "EventGroup",
            "eventGroups",
            {
                **_rows("EventGroup", "Id", "Title", "Description", "DeathsNumAffected", "DeathsNumAtRisk"),
                **_rows("EventGroup", "SeriousNumAffected", "SeriousNumAtRisk", "OtherNumAffected", "OtherNumAtRisk"),
            },
        ),
        **_event("SeriousEvent", "seriousEvents"),
        **_event("OtherEvent", "otherEvents"),
    },
    "MoreInfoModule": {
        "LimitationsAndCaveats.LimitationsAndCaveatsDescription": "limitationsAndCaveats.description",  # unseen
        "CertainAgreement.AgreementPISponsorEmployee": "certainAgreement.piSponsorEmployee",
        "CertainAgreement.AgreementRestrictiveAgreement": "certainAgreement.restrictiveAgreement",
        "CertainAgreement.AgreementRestrictionType": "certainAgreement.restrictionType",  # unseen
        "CertainAgreement.AgreementOtherDetails": "certainAgreement.otherDetails",  # unseen
        "PointOfContact.PointOfContactTitle": "pointOfContact.title",
        "PointOfContact.PointOfContactOrganization": "pointOfContact.organization",
        "PointOfContact.PointOfContactEMail": "pointOfContact.email",  # unseen, as the next two
        "PointOfContact.PointOfContactPhone": "pointOfContact.phone",
        "PointOfContact.PointOfContactPhoneExt": "pointOfContact.phoneExt",
    },
}

MOVES_V1_RESULTS: Mapping[str, str] = {
    f"Study.ResultsSection.{module}.{path}": f"resultsSection.{module[0].lower()}{module[1:]}.{name}"
    for module, rows in _MODULES.items()
    for path, name in rows.items()
}
"""Path -> path of the API."""
