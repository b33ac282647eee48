"""Every field of `resultsSection` of the API v2: the properties that its values go into, or why they are left out."""

from collections.abc import Mapping

from kg.sources.field_account import into, left_out

__all__ = ["RESULTS_FIELDS"]

_CONTACT = "whom to ask about results: a person, or how to reach one; the organization is kept"
_ID = left_out("a number within one table; the groups of all tables are told by title and description")

_GROUP = {
    "id": _ID,
    "title": into("ct:resultGroup", "schema:name"),
    "description": into("dcterms:description"),
}
_OF_GROUP = into("ct:group")
_DENOMS = {
    "units": into("ct:unit"),
    "counts[]": {"groupId": _OF_GROUP, "value": into("ct:analyzed", "ct:denominator", "ct:count")},
}
_CLASSES = {
    "title": into("ct:resultClass"),
    "denoms[]": _DENOMS,
    "categories[]": {
        "title": into("ct:category"),
        "measurements[]": {
            "groupId": _OF_GROUP,
            "value": into("ct:value", "ct:valueText"),
            "spread": into("ct:spread", "ct:spreadText"),
            "lowerLimit": into("ct:lower", "ct:lowerText"),
            "upperLimit": into("ct:upper", "ct:upperText"),
            "comment": into("ct:remark"),
        },
    },
}
_MEASURE = {
    "title": into("ct:measure"),
    "description": into("dcterms:description"),
    "populationDescription": into("ct:population"),
    "paramType": into("ct:statistic", codes="result-statistic"),
    "dispersionType": into("ct:dispersion", codes="result-dispersion"),
    "unitOfMeasure": into("ct:unit", "ct:ucumUnit"),
    "calculatePct": into("ct:percentageCalculated"),
    "denomUnitsSelected": into("ct:denominatorUnits"),
    "denoms[]": _DENOMS,
    "classes[]": _CLASSES,
}
_ANALYSIS = {
    "paramType": into("ct:estimateName", "ct:estimateType"),
    "paramValue": into("ct:estimate", "ct:estimateText"),
    "dispersionType": into("ct:estimateDispersion", codes="result-dispersion"),
    "dispersionValue": into("ct:estimateSpread", "ct:estimateSpreadText"),
    "statisticalMethod": into("ct:methodName", "ct:method"),
    "statisticalComment": into("ct:methodComment"),
    "pValue": into("ct:pValueText", "ct:pValue", "ct:pValueBelow"),
    "pValueComment": into("ct:pValueComment"),
    "ciNumSides": into("ct:confidenceSides", codes="confidence-sides"),
    "ciPctValue": into("ct:confidenceLevel"),
    "ciLowerLimit": into("ct:ciLower", "ct:ciLowerText"),
    "ciUpperLimit": into("ct:ciUpper", "ct:ciUpperText"),
    "ciLowerLimitComment": into("ct:ciLowerComment"),
    "ciUpperLimitComment": into("ct:ciUpperComment"),
    "estimateComment": into("ct:estimateComment"),
    "testedNonInferiority": into("ct:nonInferiorityTested"),
    "nonInferiorityType": into("ct:hypothesis", codes="hypothesis-type"),
    "nonInferiorityComment": into("ct:hypothesisComment"),
    "otherAnalysisDescription": into("ct:otherAnalysis"),
    "groupDescription": into("ct:analysisDescription"),
    "groupIds[]": into("ct:comparedGroup"),
}


def _event(*, serious: bool) -> dict[str, object]:
    return {
        "term": into("ct:adverseEvent", "ct:eventTerm", *(["ct:serious"] if serious else [])),
        "organSystem": into("ct:organSystem", codes="organ-system"),
        "sourceVocabulary": into("ct:termVocabulary"),
        "assessmentType": into("ct:assessment", codes="event-assessment"),
        "notes": into("ct:remark"),
        "stats[]": {
            "groupId": _OF_GROUP,
            "numEvents": into("ct:events", "ct:noneIn"),
            "numAffected": into("ct:affected", "ct:noneIn"),
            "numAtRisk": into("ct:atRisk", "ct:seriousAtRisk" if serious else "ct:otherAtRisk"),
        },
    }


RESULTS_FIELDS: Mapping[str, object] = {
    "participantFlowModule": {
        "preAssignmentDetails": into("ct:preAssignmentDetails"),
        "recruitmentDetails": into("ct:recruitmentDetails"),
        "typeUnitsAnalyzed": into("ct:flowUnits"),
        "groups[]": _GROUP,
        "periods[]": {
            "title": into("ct:flowPeriod", "schema:name"),
            "milestones[]": {
                "type": into("ct:milestone", "ct:milestoneName"),
                "comment": into("ct:milestoneComment"),
                "achievements[]": {
                    "groupId": _OF_GROUP,
                    "comment": into("ct:remark"),
                    "numSubjects": into("ct:count"),
                    "numUnits": into("ct:unitCount"),
                },
            },
            "dropWithdraws[]": {
                "type": into("ct:dropReason", "ct:dropReasonName"),
                "comment": into("ct:dropReasonComment"),
                "reasons[]": {
                    "groupId": _OF_GROUP,
                    "comment": into("ct:remark"),
                    "numSubjects": into("ct:count"),
                },
            },
        },
    },
    "baselineCharacteristicsModule": {
        "populationDescription": into("ct:baselinePopulation"),
        "typeUnitsAnalyzed": into("ct:baselineUnits"),
        "groups[]": _GROUP,
        "denoms[]": _DENOMS,
        "measures[]": {**_MEASURE, "title": into("ct:baselineMeasure", "ct:measure")},
    },
    "outcomeMeasuresModule": {
        "outcomeMeasures[]": {
            **_MEASURE,
            "title": into("ct:outcomeResult", "ct:measure", "ct:resultOf"),
            "type": into("ct:outcomeType", "ct:resultOf", codes="outcome-type"),
            "timeFrame": into("ct:timeFrame", "ct:resultOf"),
            "reportingStatus": into("ct:reportingStatus", codes="reporting-status"),
            "anticipatedPostingDate": into("ct:anticipatedPostingDate"),
            "typeUnitsAnalyzed": into("ct:unitsAnalyzed"),
            "groups[]": _GROUP,
            "analyses[]": _ANALYSIS,
        },
    },
    "adverseEventsModule": {
        "frequencyThreshold": into("ct:frequencyThreshold"),
        "timeFrame": into("ct:adverseEventTimeFrame"),
        "description": into("ct:adverseEventDescription"),
        "allCauseMortalityComment": into("ct:mortalityComment"),
        "eventGroups[]": {
            **_GROUP,
            "deathsNumAffected": into("ct:deaths"),
            "deathsNumAtRisk": into("ct:deathsAtRisk"),
            "seriousNumAffected": into("ct:seriousAffected"),
            "seriousNumAtRisk": into("ct:seriousAtRisk"),
            "otherNumAffected": into("ct:otherAffected"),
            "otherNumAtRisk": into("ct:otherAtRisk"),
        },
        "seriousEvents[]": _event(serious=True),
        "otherEvents[]": _event(serious=False),
    },
    "moreInfoModule": {
        "limitationsAndCaveats": {"description": into("ct:limitations")},
        "certainAgreement": {
            "piSponsorEmployee": into("ct:investigatorIsEmployee"),
            "restrictionType": into("ct:agreementRestriction", codes="agreement-restriction"),
            "restrictiveAgreement": into("ct:restrictiveAgreement"),
            "otherDetails": into("ct:agreementDetails"),
        },
        "pointOfContact": {
            "title": left_out(_CONTACT),
            "organization": into("ct:resultsContactOrganization"),
            "email": left_out(_CONTACT),
            "phone": left_out(_CONTACT),
            "phoneExt": left_out(_CONTACT),
        },
    },
}
"""The section as a tree: name -> where the values go, or what is beneath."""
