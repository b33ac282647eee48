"""The fields of Part I, of Parts II and of member states, wherever they stand: where each goes, or why it does not."""

from kg.sources.ctis.account_rows import (
    ADDRESS,
    CONDITION,
    CONTACT,
    CONTRACTOR,
    DESCRIPTION,
    END,
    ENROLLMENT,
    EVALUATION,
    FORM,
    IDENTIFIER,
    INTERVENTION,
    KEY,
    LEAF,
    LISTED,
    NATIONAL_STATUS,
    OTHER_LANGUAGE,
    REPEATED,
    SCOPE,
    START,
    STATE_OFFICE,
    UNNAMED,
    UNSEEN,
    Rows,
    beneath,
    same,
)
from kg.sources.field_account import Field, into, left_out

__all__ = ["MEMBER_STATE", "PART_I", "PART_II", "SPONSOR"]

_TRANSLATED = same(KEY, "id", "uuid", "language", "languageDescription", "originalApplicationId")


def _untranslated(name: str) -> Rows:
    return {name + "[].**": OTHER_LANGUAGE, name: OTHER_LANGUAGE}


def _items(name: str, text: str, field: Field) -> Rows:
    """A list of numbered texts."""
    rows = {
        "id": KEY,
        "isPrimary": REPEATED,
        "number": into("schema:position"),
        text: field,
        **_untranslated(f"{text}Translations"),
    }
    return beneath(f"{name}[]", rows)


_IDENTIFIERS: Rows = {
    "publicTitle": into("dcterms:title"),
    "fullTitle": into("ct:officialTitle", "dcterms:title"),
    "shortTitle": IDENTIFIER,
    **beneath("publicTitleTranslations[]", {**_TRANSLATED, "attributeTranslation": into("ct:translatedTitle")}),
    **beneath("fullTitleTranslations[]", {**_TRANSLATED, "attributeTranslation": into("ct:translatedTitle")}),
    **{
        f"secondaryIdentifyingNumbers.{where}.{name}": field
        for where in ("nctNumber", "isrctnNumber", "whoUniversalTrialNumber", "additionalRegistries[]")
        for name, field in {
            "number": IDENTIFIER,
            "otherRegistryName": into("ct:identifierDomain"),
            "ctRegistryCode": left_out("which registry gave the id; its name or its place says so"),
            "id": KEY,
        }.items()
    },
}

_INFORMATION: Rows = {
    "trialCategory.trialPhase": into("ct:phase", codes="phase"),
    "trialCategory.trialCategory": DESCRIPTION,
    "trialCategory.justificationForTrialCategory": DESCRIPTION,
    "trialCategory.isLowIntervention": into("ct:keyword"),
    "trialCategory.justificationOfLowIntervention": DESCRIPTION,
    "trialCategory.trialCategoryId": KEY,
    **beneath(
        "medicalCondition.partIMedicalConditions[]",
        {
            "medicalCondition": CONDITION,
            "isConditionRareDisease": into("ct:keyword"),
            "id": KEY,
            **_untranslated("medicalConditionTranslations"),
        },
    ),
    **beneath(
        "medicalCondition.meddraConditionTerms[]",
        {
            "termName": LEAF,
            "classificationCode": LEAF,
            **same(KEY, "termId", "organClass"),
            **same(
                left_out("the edition of MedDRA and the term's place in it; its code is kept"),
                *("version", "level", "isActive", "active"),
            ),
            "translatedNames.**": OTHER_LANGUAGE,
        },
    ),
    "trialObjective.mainObjective": into("ct:briefSummary"),
    **beneath("trialObjective", _untranslated("mainObjectiveTranslations")),
    **beneath("trialObjective", _items("secondaryObjectives", "secondaryObjective", DESCRIPTION)),
    "trialObjective.trialScopes[].code": SCOPE,
    "trialObjective.trialScopes[].otherDescription": into("ct:keyword"),
    "trialObjective.trialScopes[].trialScopeId": KEY,
    **{
        f"eligibilityCriteria.{path}": field
        for side in ("Inclusion", "Exclusion")
        for path, field in _items(
            f"principal{side}Criteria", f"principal{side}Criteria", into("ct:criteriaText", "ct:text")
        ).items()
    },
    **beneath(
        "endPoint",
        {
            **_items("primaryEndPoints", "endPoint", into("ct:primaryOutcome", "ct:measure", "ct:timeFrame")),
            **_items("secondaryEndPoints", "endPoint", into("ct:secondaryOutcome", "ct:measure", "ct:timeFrame")),
        },
    ),
    "trialDuration.estimatedRecruitmentStartDate": START,
    "trialDuration.estimatedEndDate": END,
    "trialDuration.estimatedGlobalEndDate": END,
    "sourceOfMonetarySupport[].organisationName": into("ct:funder", "ct:funderName"),
    "sourceOfMonetarySupport[].id": KEY,
    **beneath(
        "populationOfTrialSubjects",
        {
            "ageRanges[].ageRangeCategory": into("ct:ageGroup", codes="age-group"),
            "ageRanges[].ageRangeCategoryCode": into("ct:ageGroup", codes="age-group"),
            "ageRanges[].id": KEY,
            "ageRangeSecondaryIds[].**": UNNAMED,
            "clinicalTrialGroups[].name": into("ct:healthyVolunteers", "ct:studyPopulation"),
            "clinicalTrialGroups[].code": REPEATED,
            "recruitmentPopulationGroups[].**": UNNAMED,
            "isFemaleSubjects": into("ct:sex"),
            "isMaleSubjects": into("ct:sex"),
            "isVulnerablePopulationSelected": into("ct:studyPopulation"),
        },
    ),
    "individualParticipantData.**": UNSEEN,
    "individualParticipantDataSharingStatement.**": UNSEEN,
}

_PERIOD: Rows = {
    "title": into("ct:interventionModelDescription"),
    "description": into("ct:interventionModelDescription"),
    "allocationMethod": into("ct:allocation", codes="allocation"),
    "blindingMethodCode": into("ct:masking", codes="masking"),
    "blindingDetails": into("ct:maskingDescription"),
    "blindedRoles[].name": into("ct:maskedParty", codes="masked-party"),
    "blindedRoles[].code": REPEATED,
    "blindedRoles[].id": KEY,
    "armDetails[].title": into("ct:arm", "schema:name"),
    "armDetails[].description": into("dcterms:description"),
    **same(KEY, "id", "armDetails[].id", "businessKey"),
}

_DETAILS: Rows = {
    **beneath("clinicalTrialIdentifiers", _IDENTIFIERS),
    **beneath("trialInformation", _INFORMATION),
    **beneath("protocolInformation.studyDesign.periodDetails[]", _PERIOD),
    "scientificAdviceAndPip.scientificAdvices[].id": KEY,
    **beneath(
        "scientificAdviceAndPip.scientificAdvices[].competentAuthority",
        {
            "organisation.name": DESCRIPTION,
            **same(KEY, *(f"organisation.{name}" for name in ("id", "businessKey", "businessKeyForDisplay"))),
            **same(
                STATE_OFFICE,
                *(
                    f"organisation.{name}"
                    for name in (
                        *("acronym", "clinicalTrialSponsor", "commercial", "isBusinessKeyValidated"),
                        *("organisationLocationStatus", "type", "typeCode"),
                    )
                ),
            ),
            "address.**": ADDRESS,
            **same(ADDRESS, "phone", "email", "intl", "gs1"),
            **same(KEY, "id", "businessKey"),
            **same(FORM, "isCreate", "isSave", "isBusinessKeyValidated"),
        },
    ),
    "scientificAdviceAndPip.paediatricInvestigationPlan[].paediatricInvestigationNumber": IDENTIFIER,
    "scientificAdviceAndPip.paediatricInvestigationPlan[].id": KEY,
    **beneath(
        "associatedClinicalTrials[]",
        {
            "ctNumber": into("ct:relatedStudy", "ct:relatedStudyLink"),
            "fullTitle": into("ct:listedTitle"),
            "associatedCtDocs[].**": UNSEEN,
            "associatedCtDocs": UNSEEN,
            **same(KEY, "id", "parentClinicalTrialId"),
            **same(
                left_out("whether the sponsor of that trial agreed, and by which paper"),
                *("sponsorAgreementOption", "sponsorAgreementOptionName", "hasDocument", "sponsorName"),
            ),
        },
    ),
    "pubmedCode[]": into("ct:pmid", "ct:citedPublication"),
    "pubmedUrl[]": into("ct:webLink", "ct:url"),
    "references.**": UNSEEN,
    "references[].**": UNSEEN,
    "isClockStopRemovalRequested": FORM,
}

SPONSOR: Rows = {
    "primary": into("ct:leadSponsor", "ct:collaborator"),
    "organisation.name": into("ct:leadSponsorName", "ct:collaboratorName", "schema:name"),
    "organisation.**": left_out(
        "number, kind and state of the organization in the EU's list of them; its name is kept"
    ),
    "commercial": into("ct:organizationClass", codes="organization-class"),
    "isCommercial": REPEATED,
    **{
        f"{who}[].{name}": field
        for who in ("publicContacts", "scientificContacts")
        for name, field in {
            "functionalName": CONTACT,
            "functionalEmailAddress": into("ct:email"),
            "telephone": into("ct:phone"),
            "organisation.**": REPEATED,
            "type": REPEATED,
            "id": KEY,
        }.items()
    },
    "addresses[].**": ADDRESS,
    "contactPointForUnion.**": left_out("the office that answers to the member states; whom to ask is kept"),
    "legalRepresentative.**": left_out("who represents a sponsor from outside the EU before its authorities"),
    "thirdParties[].**": CONTRACTOR,
    "thirdParties": CONTRACTOR,
    **same(KEY, "id", "party", "personId"),
    **same(
        left_out("which of several sponsors answers for what"),
        *("legislationComplianceResp", "contactPointResp", "article77ComplianceResp"),
    ),
    "fromDate": FORM,
}

_DICTIONARY: Rows = {
    **same(
        into("schema:name", "ct:otherName"),
        *("prodName", "productOtherName", "shortName", "activeSubstanceName", "sponsorProductCode"),
        *("activeSubstanceOtherDescriptiveName", "sponsorSubstanceCode"),
    ),
    **same(INTERVENTION, "pharmForm", "strength", "nameOrg", "marketingAuthNumber", "euMpNumber"),
    "atcCode": into("ct:interventionBrowseLeaf"),
    "atcName": into("ct:interventionBrowseLeaf"),
    "productSubstances[].actSubstName": into("ct:interventionBrowseLeaf", "ct:otherName"),
    "productSubstances[].substanceEvCode": into("ct:interventionBrowseLeaf"),
    "productSubstances[].strength": INTERVENTION,
    "productSubstances[].synonyms[]": into("ct:otherName"),
    **{
        f"productSubstances[].{name}": left_out("how the dictionary of medicinal products keeps the substance")
        for name in ("actSubstOrigin", "substanceOrigin", "nameOrg", "status")
    },
    **same(KEY, "productSubstances[].productPk", "productSubstances[].substancePk", "productPk", "substancePk"),
    **same(REPEATED, "activeSubstanceEvCodes[]", "euSubstNumber", "productPharmForm", "part1MpRoleTypeCode"),
    **same(
        left_out("how the dictionary of medicinal products keeps the product"),
        *("atcTermLevel", "atcUpdatable", "authorisationCountryCode", "mrpNumber", "orgType", "orphanDrug"),
        *("isSelectedInMultiTrialSM", "prodAuthStatus", "prodAuthStatusTransfer", "productEvVersion"),
        "productPackageDescription",
    ),
}

_PRODUCT: Rows = {
    "productName": into("schema:name"),
    "scientificProductName": into("schema:name", "ct:otherName"),
    **same(
        INTERVENTION,
        *("otherMedicinalProduct", "doseUom", "maxDailyDoseAmount", "doseUomTotal", "maxTotalDoseAmount", "routes[]"),
        *("orphanDrugDesigNumber", "anAdvancedTherapyMedicinalProduct", "isPaediatricFormulation"),
    ),
    "mpRoleInTrial": into("ct:controlType", "dcterms:description", codes="control-type"),
    **beneath("productDictionaryInfo", _DICTIONARY),
    "devices[].tradeName": into("ct:intervention", "schema:name"),
    "devices[].description": INTERVENTION,
    "devices[].deviceNotifiedBody": INTERVENTION,
    "devices[].id": KEY,
    **same(
        UNNAMED,
        *("devices[].deviceTypeCode", "devices[].productUseDeviceCode", "devices[].productUseDeviceUsage"),
        *("devices[].productUseDeviceUsage[]", "characteristics[]", "part1MpRoleTypeCode"),
        *("timeUnitCode", "maxTreatmentPeriod"),
    ),
    "devices[].productUseDeviceUsage[].**": UNNAMED,
    "devices[].hasCeMark": left_out("whether the device may be sold in the EU"),
    "part1MedicinalProductRoleMscInfos[].**": left_out("for which member states the product is meant"),
    "evCodesOfProductsMatchingPlacebo": UNSEEN,
    "evCodesOfProductsMatchingPlacebo[]": UNSEEN,
    "evCodesOfProductsMatchingPlacebo[].**": UNSEEN,
    "therapies[].**": UNSEEN,
    "therapies": UNSEEN,
    **same(
        REPEATED,
        *("evCode", "evCodeDisplay", "nameDisplay", "pharmaceuticalFormDisplay", "jsonActiveSubstanceNames"),
        *("scientificProductEvCode", "scientificProductPharmEvCode", "sponsorProductCodeEdit", "hasDevice"),
    ),
    **same(KEY, "id", "productEvVersion"),
    **same(
        left_out("how the product is made, changed, or excused from papers"),
        *("allSubstancesChemicals", "justificationForNoImpdUpload", "miaNumber", "orphanDrugEdit"),
        *("productChangedRelationMA", "productChangeDescription", "isDraftUnauthProduct", "startDate"),
    ),
}

PART_I: Rows = {
    **beneath("trialDetails", _DETAILS),
    "medicalConditions[].medicalCondition": CONDITION,
    "medicalConditions[].isConditionRareDisease": into("ct:keyword"),
    "medicalConditions[].id": KEY,
    "therapeuticAreas[].name": into("ct:conditionBrowseBranch"),
    "therapeuticAreas[].code": REPEATED,
    "partOneTherapeuticAreas[].**": REPEATED,
    **beneath("sponsors[]", SPONSOR),
    **beneath("products[]", _PRODUCT),
    "productRoleGroupInfos[].productRoleCode": into("ct:controlType", "dcterms:description", codes="control-type"),
    "productRoleGroupInfos[].productRoleName": REPEATED,
    "productRoleGroupInfos[].comments": into("schema:name"),
    "productRoleGroupInfos[].linkedProducts[].**": REPEATED,
    **same(
        left_out("why papers on the product are missing"),
        *("productRoleGroupInfos[].justificationNotImpdCode", "productRoleGroupInfos[].reasonNoAmp"),
        "productRoleGroupInfos[].miaNumber",
    ),
    "productRoleGroupInfos[].id": KEY,
    **beneath("productRoleGroupInfos[].products[]", _PRODUCT),
    "rowCountriesInfo[].name": into("ct:country", "ct:countryName"),
    "rowCountriesInfo[].isoAlpha2Code": into("ct:country", "ct:countryName"),
    **{f"rowCountriesInfo[].{name}": REPEATED for name in ("eutctId", "isoNumber", "isoAlpha3Code", "current")},
    "rowCountries[]": REPEATED,
    "rowSubjectCount": ENROLLMENT,
    "contentLabeling[].**": KEY,
    "contentLabeling": KEY,
    **same(EVALUATION, "assessmentOutcome", "assessmentOutcomeDate", "conclusionDate"),
    **same(KEY, "id", "partOneConclusionId", "versionNumber", "parentPartIId"),
    **same(REPEATED, "trialCategoryCode", "trialCategoryJustificationComment", "isLowIntervention"),
    **same(REPEATED, "includesPaediatricSubjects", "applicationType", "submissionDate"),
    "isEditable": FORM,
}

MEMBER_STATE: Rows = {
    "mscName": into("ct:nationalCourse", "ct:countryName", "ct:country"),
    "countryName": into("ct:nationalCourse", "ct:countryName", "ct:country"),
    "trialStatus": NATIONAL_STATUS,
    "mscPublicStatusCode": NATIONAL_STATUS,
    "firstDecisionDate": into("ct:nationalAuthorizationDate"),
    "recruitmentSubjectCount": into("ct:nationalTargetEnrollment", "ct:targetEnrollment"),
    "trialPeriod[].trialStartDate": into("ct:nationalStartDate"),
    "trialPeriod[].trialEndDate": into("ct:nationalEndDate"),
    "trialPeriod[].isTemporaryHalt": into("ct:nationalHaltDate"),
    "trialRecruitmentPeriod[].recruitmentStartDate": into("ct:nationalRecruitmentStartDate"),
    "trialRecruitmentPeriod[].recruitmentEndDate": into("ct:nationalRecruitmentEndDate"),
    "temporaryHaltDate": into("ct:nationalHaltDate"),
    "trialRestartDate": into("ct:nationalRestartDate"),
    "recruitmentRestartDate": into("ct:nationalRestartDate"),
    **same(KEY, "id", "mscId", "clinicalTrialId", "countryOrganisationId", "trialPeriod[].id"),
    "trialRecruitmentPeriod[].id": KEY,
    **same(
        left_out("when the system took note of it"),
        *("trialPeriod[].fromDate", "trialRecruitmentPeriod[].fromDate", "fromDate", "toDate"),
    ),
    **same(
        left_out("a flag beside a date of the course; the dates are kept"),
        *(
            f"trialPeriod[].{name}"
            for name in (
                *("isEndTrial", "isBenefitRiskBalanceTemporaryHalt"),
                "isBenefitRiskBalanceEndTrail",
            )
        ),
        "hasRecruitmentStarted",
    ),
    **{
        f"{name}.**": left_out("the present one of the periods that are listed")
        for name in ("activeTrialPeriod", "activeTrialRecruitmentPeriod")
    },
    **same(
        left_out("the present one of the periods that are listed"), "activeTrialPeriod", "activeTrialRecruitmentPeriod"
    ),
    "clinicalTrialStatusHistory[].**": left_out(
        "from when on each status of the application held; the last one is kept"
    ),
    "organisationInfo.**": STATE_OFFICE,
    **same(
        left_out("how the member states agreed on who reports"),
        *("isProposedRms", "expressDecision", "isWillingAtDayThreeView", "willingAtDayThreeView"),
        "applicationTypeMsc",
    ),
    "reportingStatusCode": REPEATED,
    **same(REPEATED, "assessmentOutcome", "assessmentOutcomeDate", "decision", "decisionDate", "lastDecisionDate"),
    **same(UNSEEN, "revertedDecision", "revertedDecisionDate", "revertDecisionDate"),
}

PART_II: Rows = {
    **beneath("mscInfo", MEMBER_STATE),
    "recruitmentSubjectCount": into("ct:nationalTargetEnrollment", "ct:targetEnrollment"),
    **beneath(
        "trialSites[]",
        {
            "organisationAddressInfo.organisation.name": into("ct:facilityName", "ct:affiliationName"),
            "organisationAddressInfo.organisation.**": LISTED,
            "organisationAddressInfo.address.city": into("ct:cityName"),
            "organisationAddressInfo.address.postcode": into("ct:postalCode"),
            "organisationAddressInfo.address.countryName": into("ct:country", "ct:countryName"),
            "organisationAddressInfo.address.**": ADDRESS,
            "organisationAddressInfo.phone": into("ct:phone"),
            "organisationAddressInfo.email": into("ct:email"),
            **same(KEY, "id", "partTwoId", "organisationAddressInfo.id", "organisationAddressInfo.businessKey"),
            **{
                f"organisationAddressInfo.{name}": FORM
                for name in ("isCreate", "isSave", "isBusinessKeyValidated", "intl", "gs1")
            },
            "personInfo.firstName": into("ct:official", "schema:name"),
            "personInfo.lastName": into("ct:official", "schema:name"),
            "personInfo.telephone": into("ct:phone"),
            "personInfo.email": into("ct:email"),
            "personInfo.title": UNNAMED,
            **same(KEY, "personInfo.id", "personInfo.preferredLanguage"),
            "personInfo.address.**": ADDRESS,
            "departmentName": left_out("the department of the hospital; its name is kept"),
        },
    ),
    **same(KEY, "id", "mscId", "applicationId", "versionNumber"),
    **same(EVALUATION, "conclusionDate", "submissionDate", "applicationStatusDate", "decisionDate"),
    **same(FORM, "isEditable", "outOfScope", "actualApplicationStatusCode", "applicationStatusCode"),
}
