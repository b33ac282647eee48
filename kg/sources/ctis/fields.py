"""Every field of a record of CTIS: where it goes, or why it goes nowhere.

The same Part I, Parts II and member states stand at other places in records before June 2024 and since: their rows are
written once. An account for all beneath a field (`.**`) has one reason for all of it.
"""

from collections.abc import Mapping

from kg.sources.ctis.account_rows import (
    COURSE,
    DECISION,
    END,
    ENROLLMENT,
    EVALUATION,
    FORM,
    IDENTIFIER,
    KEY,
    NATIONAL_STATUS,
    OVERVIEW,
    REPEATED,
    SAFETY,
    START,
    UNSEEN,
    Rows,
    beneath,
    same,
)
from kg.sources.ctis.part_fields import MEMBER_STATE, PART_I, PART_II, SPONSOR
from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS"]

_DECISIONS: Rows = {
    "mscName": DECISION,
    "decision": into("ct:ethicsReviewStatus", codes="ethics-review-status"),
    "decisionDate": into("ct:ethicsReviewDate"),
    "assessmentOutcome": DECISION,
    "conditions[].**": UNSEEN,
    "conditions": UNSEEN,
    "reasons[].**": UNSEEN,
    "reasons": UNSEEN,
    **same(KEY, "id", "applicationId", "mscId", "part1Id", "part2Id"),
    **same(REPEATED, "eventType", "applicationType", "isRMS"),
    "justification": EVALUATION,
}

_APPLICATION: Rows = {
    "businessKey": into("ct:changeHistory", "ct:ethicsReviewReference"),
    **same(into("ct:changeHistory"), "type", "applicationType", "status", "decisionDate"),
    "submissionDate": into("ct:changeHistory", "ct:firstSubmittedDate"),
    **beneath("decisions[]", _DECISIONS),
    **same(KEY, "id", "ctNumber", "productRoleGroupDocument[].**"),
    "partI.**": left_out("Part I of one application; the one that holds now is read, or the last if none does"),
    "partIIInfo[].**": left_out("Part II of one application; the ones that hold now are read"),
    "primarySponsor.**": REPEATED,
    "fullTitle": REPEATED,
    "totalSubjectsInEEA": REPEATED,
    "eudraCtInfo.**": REPEATED,
    **{f"{name}[].**": REPEATED for name in ("ctMSCs", "ctMSCsByApplication", "mscExtendedInfoList")},
    **same(REPEATED, "ctMSCs", "ctMSCsByApplication", "mscExtendedInfoList"),
    "applicationTrialDecisionByMsc.**": REPEATED,
    **same(EVALUATION, "validationConclusion", "validationConclusionDate", "reportingDate", "tacitValidation"),
    "validationConclusion.**": EVALUATION,
    **same(
        FORM,
        *("allPartTwosOutOfScope", "inComplete", "inputSource", "isDossierUpdate", "isMultiTrialSM", "modScope"),
        *("mscsEditable", "msmChild", "outOfScope", "publiclyDisclosed", "statusType", "submissionAllowed"),
        *("trialStatus", "winterClockStopUsed"),
    ),
}

_EVENT: Rows = {
    "notificationType": COURSE,
    "date": into(
        *("ct:nationalStartDate", "ct:nationalEndDate", "ct:nationalHaltDate", "ct:nationalRestartDate"),
        *("ct:nationalRecruitmentStartDate", "ct:nationalRecruitmentEndDate", "ct:recruitmentEndDate"),
    ),
    **same(KEY, "id", "ctId", "businessKey"),
    **same(
        left_out("how the notification reached the system"),
        *("submitDate", "submittedBy", "isPublished", "isBenefitRisckBalanceChange", "withdrawDate", "versions"),
    ),
    "versions[].**": left_out("how the notification reached the system"),
}

_STATE_EVENTS: Rows = {
    "mscName": COURSE,
    "mscId": KEY,
    **beneath("events[]", _EVENT),
    **beneath("mscNotificationsListInfo[]", _EVENT),
    "earlyTerminationReason.name": into("ct:whyStopped"),
    "earlyTerminationReason.**": REPEATED,
}

_HALT: Rows = {
    "haltDate": into("ct:nationalHaltDate"),
    "reasonList[].name": into("ct:whyStopped"),
    "reasonList[].**": REPEATED,
    "sponsorJustificationComment": into("ct:whyStopped"),
    "mscList[].mscName": COURSE,
    "mscList[].**": REPEATED,
    **same(KEY, "mscId", "businessKey"),
    **same(
        left_out("what happens to participants during the halt, and when it was reported"),
        *("plannedRestartDate", "isTreatmentStopped", "bnftRskBalanceChngJstfctn", "isBenefitRiskBalanceChange"),
        *("submitDate", "subjectFuMeasuresComment", "isPublished", "updatedOn", "subjectsStillReceivingTreatment"),
    ),
}

_POSTED: Rows = {
    "title": into("ct:document", "schema:name"),
    "documentTypeLabel": into("ct:documentType", "ct:hasProtocol"),
    "summaryType": into("ct:documentType"),
    "submissionDate": into("ct:uploadedDate", "ct:resultsFirstSubmittedDate"),
    "submitDate": into("ct:uploadedDate", "ct:resultsFirstSubmittedDate"),
    **same(KEY, "id", "uuid", "associatedEntityId", "businessKey", "documentType"),
    **same(
        left_out("which version it is, and in what state"),
        *("fileType", "manualVersion", "systemVersion", "status", "versionType", "isFinalResult", "withdrawDate"),
        "procedureOutcomeDate",
    ),
    "documents[].**": UNSEEN,
}

_OVERVIEWS: Rows = {
    "trialCountries": NATIONAL_STATUS,
    "trialPhase": into("ct:phase", codes="phase"),
    "ageGroup": into("ct:ageGroup", codes="age-group"),
    "gender": into("ct:sex", codes="sex"),
    "therapeuticAreas": into("ct:conditionBrowseBranch"),
    "totalNumberEnrolled": ENROLLMENT,
    "resultsFirstReceived": into("ct:hasResults"),
    "record_last_import": into("ct:retrievedDate"),
    **same(
        OVERVIEW,
        *("recruitmentStatus", "sponsorType", "decisionDate", "decisionDateOverall", "authorizationDate"),
        *("trialRegion", "trialRegionCode", "hasDeferrallApplied", "hasAmendmentApplied", "recruitmentStartDate"),
    ),
    **same(left_out("the program that saved the record, and its key"), "ctrname", "_id"),
}

FIELDS: Mapping[str, Field] = {
    "ctNumber": into("dcterms:identifier", "ct:describes", "ct:identifierValue"),
    "ctStatus": into("ct:overallStatus", codes="overall-status"),
    "ctPublicStatus": into("ct:overallStatus", codes="overall-status"),
    "ctPublicStatusCode": into("ct:overallStatus", codes="overall-status"),
    "title": into("dcterms:title", "ct:officialTitle"),
    "publishDate": into("ct:lastUpdatePostedDate"),
    "lastUpdated": into("dcterms:modified"),
    "submissionDate": into("ct:firstSubmittedDate"),
    **same(START, "startDateEU", "eeaStartDate", "trialStartDate"),
    **same(END, "endDateEU", "eeaEndDate", "endDate", "trialEndDate", "trialGlobalEndDate", "trialGlobalEnd[].endDate"),
    "trialGlobalEnd[].**": REPEATED,
    **_OVERVIEWS,
    **beneath("primarySponsor", SPONSOR),
    **beneath("coSponsors[]", SPONSOR),
    **beneath("authorizedPartI", PART_I),
    **beneath("authorizedPartsII[]", PART_II),
    **beneath("memberStatesConcerned[]", MEMBER_STATE),
    **beneath("mscTrialNotificationsInfoList[]", _STATE_EVENTS),
    **beneath("applications[]", _APPLICATION),
    **beneath("publicEvaluation[].decisions[]", _DECISIONS),
    "publicEvaluation[].**": EVALUATION,
    "eudraCtInfo.eudraCtCode": IDENTIFIER,
    "eudraCtInfo.hasVhp": FORM,
    "authorizedApplication.eudraCt.eudraCtCode": IDENTIFIER,
    "authorizedApplication.eudraCt.isTransitioned": left_out(
        "whether there is a EudraCT number, which the number says"
    ),
    "authorizedApplication.trialGlobalEnd[].endDate": END,
    "authorizedApplication.trialGlobalEnd[].**": REPEATED,
    **beneath("authorizedApplication.authorizedPartI", PART_I),
    **beneath("authorizedApplication.authorizedPartsII[]", PART_II),
    **beneath("authorizedApplication.memberStatesConcerned[]", MEMBER_STATE),
    **beneath("authorizedApplication.applicationInfo[]", _APPLICATION),
    **beneath("events.trialEvents[]", _STATE_EVENTS),
    **beneath("events.temporaryHaltList[]", _HALT),
    "events.trialGlobalEndDate": END,
    **{
        path: SAFETY
        for name in ("unexpectedEvents", "seriousBreaches", "urgentSafetyMeasures")
        for path in (f"events.{name}", f"events.{name}[].**")
    },
    **{
        path: field
        for name in ("summaryResults", "laypersonResults", "clinicalStudyReports")
        for path, field in {**beneath(f"results.{name}[]", _POSTED), f"results.{name}": into("ct:hasResults")}.items()
    },
    **beneath("documents[]", _POSTED),
    "correctiveMeasures": SAFETY,
    "correctiveMeasures[].**": SAFETY,
    **same(KEY, "id", "initialApplicationId"),
    **same(REPEATED, "totalPartIISubjectCount"),
    "isRmsTacitAssignment": FORM,
}
"""Path -> where its values go, or why they are left out."""
