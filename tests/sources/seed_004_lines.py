"""What each line of seed 004 states, written by hand from the page: line number -> facts, boilerplate, or blank.

A value that ends in `...` is the beginning of a longer one.
"""

BOILERPLATE = "boilerplate"
BLANK = "blank"

Facts = tuple[tuple[str, str, str], ...]

_TITLE = "Allogeneic Mesenchymal Stem Cells Transplantation for Systemic Sclerosis (SSc)"
_HOSPITAL = "The Affiliated Nanjing Drum Tower Hospital of Nanjing University Medical School"


def _outcome(number: int, kind: str, measure: str, frame: str) -> Facts:
    part = f"outcome {number}"
    return (("study", f"ct:{kind}Outcome", part), (part, "ct:measure", measure), (part, "ct:timeFrame", frame))


def _criterion(text: str) -> Facts:
    return (("eligibility", "ct:criteriaText", f"• {text}"), ("eligibility", "ct:criterion", text))


def _not_provided(*names: str) -> Facts:
    return tuple(("record", "ct:notProvided", name) for name in names)


LINES: dict[int, Facts | str] = {
    1: BOILERPLATE,
    2: BOILERPLATE,
    3: BOILERPLATE,
    4: BLANK,
    5: (("study", "dcterms:title", _TITLE),),
    6: BLANK,
    7: BOILERPLATE,
    8: (("record", "dcterms:identifier", "NCT00962923"),),
    9: (("study", "ct:overallStatus", "UNKNOWN"),),
    10: (("record", "ct:verificationDate", "2009-08"), ("record", "ct:verifiedByName", _HOSPITAL)),
    11: (("study", "ct:lastKnownStatus", "RECRUITING"),),
    12: (("record", "ct:firstPostedDate", "2009-08-20"),),
    13: (("record", "ct:lastUpdatePostedDate", "2009-08-20"),),
    14: BOILERPLATE,
    15: BOILERPLATE,
    16: (("record", "ct:informationProviderName", _HOSPITAL),),
    17: BLANK,
    18: BOILERPLATE,
    19: (("record", "ct:firstSubmittedDate", "2009-08-19"),),
    20: (("record", "ct:firstPostedDate", "2009-08-20"),),
    21: (("record", "ct:lastUpdatePostedDate", "2009-08-20"),),
    22: (("study", "ct:startDate", "2009-08"),),
    23: (("study", "ct:primaryCompletionDate", "2010-12"), ("study", "ct:primaryCompletionDateType", "ESTIMATED")),
    24: BOILERPLATE,
    25: (("record", "ct:primaryOutcomesSubmittedDate", "2009-08-19"),),
    26: _outcome(1, "primary", "mRSS score,HRQOL score, SF-36 score for SSc patients", "monthly"),
    27: (("study", "ct:originalPrimaryOutcome", "outcome 1"),),
    28: (("record", "ct:changeHistory", "No Changes Posted"),),
    29: BOILERPLATE,
    30: (("record", "ct:secondaryOutcomesSubmittedDate", "2009-08-19"),),
    31: _outcome(
        2,
        "secondary",
        "Remission for organ function, VC, DLCO, PAP, serum albumin, serum creatitin, weight loss, 24h proteinuria",
        "every three month",
    ),
    32: _outcome(
        3,
        "secondary",
        "SSc Serology(ATA,ACA,ANA,anti-ssDNA,anti-dsDNA,IgM,IgG,and IgA,complement C3 and C4",
        "every three month",
    ),
    33: _outcome(4, "secondary", "Change of peripheral blood B and T cells", "every three month"),
    34: (
        ("study", "ct:originalSecondaryOutcome", "outcome 2"),
        ("study", "ct:originalSecondaryOutcome", "outcome 3"),
        ("study", "ct:originalSecondaryOutcome", "outcome 4"),
    ),
    35: _not_provided("ct:otherOutcome"),
    36: _not_provided("ct:originalOtherOutcome"),
    37: BLANK,
    38: BOILERPLATE,
    39: (("study", "dcterms:title", _TITLE),),
    40: _not_provided("ct:officialTitle"),
    41: (
        ("study", "ct:briefSummary", "This study will explore safety and efficacy of allogeneic mesenchymal stem..."),
    ),
    42: BOILERPLATE,
    43: (("study", "ct:detailedDescription", "• To test a new approach using allogeneic derived mesenchymal stem..."),),
    44: (
        (
            "study",
            "ct:detailedDescription",
            "• To determine the disease-free survival in SSc patients treated with MSCT",
        ),
    ),
    45: (("study", "ct:detailedDescription", "• To assess adverse events of allogeneic MSC transplantation"),),
    46: (("study", "ct:detailedDescription", "• To assess the association of remission for organ function,..."),),
    47: (("study", "ct:studyType", "INTERVENTIONAL"),),
    48: (("study", "ct:phase", "PHASE1"),),
    49: (("study", "ct:phase", "PHASE2"),),
    50: (("study", "ct:allocation", "NON_RANDOMIZED"),),
    51: (("study", "ct:interventionModel", "SINGLE_GROUP"),),
    52: (("study", "ct:masking", "NONE"),),
    53: (("study", "ct:primaryPurpose", "TREATMENT"),),
    54: BOILERPLATE,
    55: (("study", "ct:conditionName", "Systemic Sclerosis"),),
    56: (("study", "ct:conditionName", "Mesenchymal Stem Cells"),),
    57: (
        ("intervention 1", "ct:interventionType", "BIOLOGICAL"),
        ("intervention 1", "schema:name", "Allogeneic Mesenchymal Stem Cells (AlloMSC)"),
    ),
    58: (
        (
            "intervention 1",
            "dcterms:description",
            "Allogeneic mesenchymal stem cells will be infused intravenously (single dose, 10^6 cells/kg body weight).",
        ),
    ),
    59: _not_provided("ct:arm"),
    60: BOILERPLATE,
    61: BLANK,
    62: BOILERPLATE,
    63: BLANK,
    64: BOILERPLATE,
    65: (("study", "ct:overallStatus", "UNKNOWN"),),
    66: BOILERPLATE,
    67: (("record", "ct:enrollmentSubmittedDate", "2009-08-19"),),
    68: (("study", "ct:enrollment", "20"), ("study", "ct:enrollmentType", "ESTIMATED")),
    69: (("study", "ct:originalEnrollment", "20"), ("study", "ct:originalEnrollmentType", "ESTIMATED")),
    70: (("study", "ct:completionDate", "2011-12"), ("study", "ct:completionDateType", "ESTIMATED")),
    71: (("study", "ct:primaryCompletionDate", "2010-12"), ("study", "ct:primaryCompletionDateType", "ESTIMATED")),
    72: BOILERPLATE,
    73: BLANK,
    74: (("eligibility", "ct:criteriaText", "Inclusion Criteria:"),),
    75: BLANK,
    76: _criterion("All patients fulfilled the American College of Rheumatology (former American..."),
    77: _criterion("Rapidly progressive disease <2 years duration with a modified Rodnan skin score(mRSS)..."),
    78: _criterion("lung involvement: with a vital capacity (VC) or DLCO below 70% predicted, or a mean..."),
    79: _criterion("digestive tract involvement: with serum albumin ,25 g/L or weight loss exceeding 10%..."),
    80: _criterion("kidney involvement: with 24-h urinary protein above 0.5 g or serum creatinine above..."),
    81: BLANK,
    82: (("eligibility", "ct:criteriaText", "Exclusion Criteria:"),),
    83: BLANK,
    84: _criterion("Uncontrolled arrhythmia, echocardiographic left ventricular ejection fraction (LVEF)..."),
    85: _criterion("Creatinine clearance <20 ml/min"),
    86: _criterion("Platelets<80 000/mm3, haemorrhagic cystitis"),
    87: _criterion("(4) HIV or HTLV1 seropositivity, malignancy, pregnancy, a cardiac or vascular..."),
    88: BOILERPLATE,
    89: (("eligibility", "ct:sex", "ALL"),),
    90: (
        ("eligibility", "ct:minimumAge", "15 Years"),
        ("eligibility", "ct:maximumAge", "65 Years"),
        ("eligibility", "ct:ageGroup", "CHILD"),
        ("eligibility", "ct:ageGroup", "ADULT"),
        ("eligibility", "ct:ageGroup", "OLDER_ADULT"),
    ),
    91: (("eligibility", "ct:healthyVolunteers", "false"),),
    92: BOILERPLATE,
    93: (("study", "ct:countryName", "China"),),
    94: BOILERPLATE,
    95: BLANK,
    96: BOILERPLATE,
    97: (("record", "dcterms:identifier", "NCT00962923"),),
    98: (("identifier 1", "ct:identifierValue", "NJGLYY003"),),
    99: (("study", "ct:hasDataMonitoringCommittee", "true"),),
    100: _not_provided("ct:fdaRegulatedDrug", "ct:fdaRegulatedDevice"),
    101: _not_provided("ct:ipdSharing"),
    102: (
        ("record", "ct:responsiblePartyName", "the Affiliated Nanjing Drum Tower Hospital of Nanjing University..."),
    ),
    103: (("study", "ct:leadSponsorName", _HOSPITAL),),
    104: _not_provided("ct:collaborator"),
    105: _not_provided("ct:official"),
    106: (("record", "ct:prsAccountName", _HOSPITAL),),
    107: (("record", "ct:verificationDate", "2009-08"),),
    108: BLANK,
    109: BOILERPLATE,
}
