"""What each line of the pages of the classic ClinicalTrials.gov states, written by hand from the pages.

File -> line number -> facts, or where else the line goes; lines that are not listed are blank. A value that ends in
`...` is the beginning of a longer one.
"""

from tests.sources.lines.notation import FLOW, UNRECOGNISED, Facts, Table, boilerplate, left_out

_NIAID = "National Institute of Allergy and Infectious Diseases (NIAID)"
_HIV = "Anti-HIV Medications for People Recently Infected With HIV"


def _outcome(number: int, name: str, measure: str, frame: str | None = None, safety: str | None = None) -> Facts:
    part = f"outcome {number}"
    facts = [("study", f"ct:{name}Outcome", part), (part, "ct:measure", measure)]
    facts += [(part, "ct:timeFrame", frame)] if frame else []
    facts += [(part, "ct:safetyIssue", safety)] if safety else []
    return tuple(facts)


def _intervention(number: int, kind: str, name: str) -> Facts:
    part = f"intervention {number}"
    return ((part, "ct:interventionType", kind), (part, "schema:name", name))


PAGES: dict[str, Table] = {
    "ctgov_fulltext-NCT00106171.2018_mdtable.excerpt.txt": {
        1: (("study", "dcterms:title", _HIV),),
        **boilerplate(2, 3, 5, 6, 8, 10, 12, 13, 14, 16, 17, 20, 21),
        4: (("record", "dcterms:identifier", "NCT00106171"),),
        7: (("study", "ct:overallStatus", "COMPLETED"),),
        9: (("record", "ct:firstPostedDate", "2005-03-22"),),
        11: (("record", "ct:lastUpdatePostedDate", "2011-02-18"),),
        15: (("study", "ct:hasResults", "false"),),
        # The headings of summary and description are lost; the table stands between them.
        18: (("study", "ct:briefSummary", "It is not known if anti-HIV treatment for recently infected patients..."),),
        19: (("study", "ct:briefSummary", "Study hypothesis: A one-year course of HAART administered during..."),),
        22: (
            ("study", "ct:conditionName", "HIV Infections"),
            *_intervention(1, "DRUG", "Highly active antiretroviral therapy (HAART)"),
            ("study", "ct:phase", "PHASE4"),
        ),
        23: (("study", "ct:detailedDescription", "Although some doctors favor starting anti-HIV treatment as..."),),
    },
    "ctgov_fulltext-NCT00414518.2018_mdtable.excerpt.txt": {
        1: (
            (
                "study",
                "dcterms:title",
                "Safety and Effectiveness of Short-Term Anti-HIV Drug Therapy for Recent HIV-1 Infection",
            ),
        ),
        **boilerplate(2, 3, 5, 6, 8, 10, 12, 14, 15, 16, 18, 19, 20, 21),
        4: (("record", "dcterms:identifier", "NCT00414518"),),
        7: (("study", "ct:overallStatus", "COMPLETED"),),
        9: (("record", "ct:firstPostedDate", "2006-12-21"),),
        11: (("record", "ct:resultsFirstPostedDate", "2013-02-20"),),
        13: (("record", "ct:lastUpdatePostedDate", "2013-02-20"),),
        17: (("study", "ct:hasResults", "true"),),
        22: (
            ("study", "ct:conditionName", "HIV Infections"),
            *_intervention(1, "DRUG", "Tenofovir disoproxil fumarate/Emtricitabine"),
            *_intervention(2, "DRUG", "Lopinavir/Ritonavir"),
            ("study", "ct:phase", "NA"),
        ),
        23: (("study", "ct:detailedDescription", "About 6 months after infection, HIV viral load reaches a..."),),
        24: (("study", "ct:detailedDescription", "This study will last at least 28 weeks. Participants will be..."),),
    },
    "ctgov_fulltext-NCT00943202.2013_results.excerpt.txt": {
        **boilerplate(1, 6, 7, 9, 21, 22),
        3: (("study", "dcterms:title", "Sanofi Pasteur, TIV + H1N1, Pediatric Population"),),
        5: (("study", "ct:overallStatus", "COMPLETED"),),
        8: (("record", "ct:informationProviderName", _NIAID),),
        10: (("record", "dcterms:identifier", "NCT00943202"),),
        11: (("record", "ct:firstSubmittedDate", "2009-07-21"),),
        12: (("record", "dcterms:modified", "2013-04-11"),),
        13: (("record", "ct:verificationDate", "2010-12"),),
        14: (("record", "ct:resultsFirstSubmittedDate", "2011-04-28"),),
        15: (("study", "ct:studyType", "INTERVENTIONAL"),),
        16: (
            ("study", "ct:allocation", "RANDOMIZED"),
            ("study", "ct:endpointClassification", "Safety/Efficacy Study"),
            ("study", "ct:interventionModel", "PARALLEL"),
            ("study", "ct:masking", "NONE"),
            ("study", "ct:primaryPurpose", "PREVENTION"),
        ),
        17: (("study", "ct:conditionName", "Influenza"),),
        18: _intervention(1, "BIOLOGICAL", "Inactivated H1N1 Vaccine"),
        19: _intervention(2, "BIOLOGICAL", "Trivalent Inactivated Influenza Vaccine"),
        **left_out(FLOW, 24, 25, 26, 28, 29, 30, 32, 33, 34),
    },
    "ctgov_fulltext-NCT01919099.2019.excerpt.txt": {
        **boilerplate(1, 9, 12),
        3: (("study", "dcterms:title", "Study of the Complications Associated With Certain Stem Cell Transplants"),),
        # The disclaimer and the id stand on one line; the word `ClinicalTrials.gov` before `Identifier` is lost.
        5: (("record", "dcterms:identifier", "NCT01919099"),),
        6: (("study", "ct:overallStatus", "COMPLETED"),),
        7: (("record", "ct:firstPostedDate", "2013-08-08"),),
        8: (("record", "ct:lastUpdatePostedDate", "2019-05-09"),),
        10: (
            (
                "record",
                "ct:informationProviderName",
                f"National Institutes of Health Clinical Center (CC) ( {_NIAID} )",
            ),
        ),
        15: (("study", "ct:briefSummary", "- The National Institutes of Health (NIH) performs up to 100..."),),
        18: (("study", "ct:briefSummary", "- To gather information on the complications that may occur after..."),),
        21: (("study", "ct:briefSummary", "- People over 2 years of age currently enrolled in an allo-HSCT..."),),
        24: (("study", "ct:briefSummary", "• Visits for this study will be scheduled along with primary..."),),
        25: (("study", "ct:briefSummary", "• At each visit, participants will answer questions and take..."),),
        26: (("study", "ct:briefSummary", "• The same questions and physical exams will continue for as long..."),),
        27: (("study", "ct:briefSummary", "• In between visits, researchers might call participants to..."),),
        28: (("study", "ct:briefSummary", "• When participation in the primary transplant study ends,..."),),
        # `Condit`: the page breaks off in the heading `Condition or disease`.
        30: UNRECOGNISED,
    },
    "ctgov_tabular-NCT00106171.2011_labels_stripped.excerpt.txt": {
        1: (("study", "dcterms:title", _HIV),),
        3: (("study", "ct:overallStatus", "COMPLETED"),),
        **boilerplate(4, 5, 7),
        6: (("record", "ct:informationProviderName", _NIAID),),
        8: (("record", "dcterms:identifier", "NCT00106171"),),
        9: (("record", "ct:firstSubmittedDate", "2005-03-21"),),
        10: (("record", "dcterms:modified", "2011-02-17"),),
        11: (("record", "ct:verificationDate", "2011-02"),),
        13: (("record", "ct:firstSubmittedDate", "2005-03-21"),),
        14: (("record", "dcterms:modified", "2011-02-17"),),
        15: (("study", "ct:startDate", "2005-02"),),
        16: (("study", "ct:primaryCompletionDate", "2009-04"),),
        17: _outcome(
            1,
            "primary",
            "Comparison of the plasma viral load in all treated vs. untreated patients",
            "At Month 24",
            "false",
        ),
        18: _outcome(
            2,
            "originalPrimary",
            "Comparison of the plasma viral load 24 months after initial presentation in all treated vs. untreated "
            "patients",
        ),
        19: (("record", "dcterms:identifier", "NCT00106171"),),
        20: _outcome(
            3,
            "secondary",
            "Comparison of the plasma viral load in all treated vs. untreated patients",
            "At Month 36",
            "false",
        ),
        21: _outcome(
            4,
            "secondary",
            "Comparison of the CD4 lymphocyte count in all treated vs. untreated patients",
            "At Months 24 and 36",
            "false",
        ),
        22: _outcome(
            5,
            "secondary",
            "Comparison of the plasma viral load in patients treated in the acute vs. early stage of infection",
            "At Months 24 and 36",
            "false",
        ),
        23: _outcome(
            6,
            "secondary",
            "Comparison of the CD4 lymphocyte count in patients treated in the acute vs. early stage of infection",
            "At Months 24 and 36",
            "false",
        ),
        24: _outcome(7, "secondary", "Toxicity of HAART in all treated patients", "Throughout study", "true"),
        25: _outcome(
            8,
            "originalSecondary",
            "Comparison of the plasma viral load 36 months after initial presentation in all treated vs. untreated "
            "patients",
        ),
        26: _outcome(
            9,
            "originalSecondary",
            "comparison of the CD4 lymphocyte count 24 and 36 months after initial presentation in all treated vs. "
            "untreated patients",
        ),
        27: _outcome(
            10,
            "originalSecondary",
            "comparison of the plasma viral load 24 and 36 months after initial presentation in patients treated in "
            "the acute vs. early stage of infection",
        ),
    },
    "ctgov_tabular-NCT03609021.2019_mdtable.excerpt.txt": {
        1: (
            (
                "study",
                "dcterms:title",
                "Evaluation of Mammographic Breast Density in Participants With Hormone Receptor-Negative Breast "
                "Cancer Enrolled on Study A011502",
            ),
        ),
        **boilerplate(2, 3, 5, 9, 10, 11, 17, 19, 20),
        4: (("record", "dcterms:identifier", "NCT03609021"),),
        6: (("study", "ct:overallStatus", "RECRUITING"),),
        7: (("record", "ct:firstPostedDate", "2018-08-01"),),
        8: (("record", "ct:lastUpdatePostedDate", "2019-11-20"),),
        12: (("record", "ct:firstSubmittedDate", "2018-07-25"),),
        13: (("record", "ct:firstPostedDate", "2018-08-01"),),
        14: (("record", "ct:lastUpdatePostedDate", "2019-11-20"),),
        15: (("study", "ct:startDate", "2018-08-01"), ("study", "ct:startDateType", "ACTUAL")),
        16: (("study", "ct:primaryCompletionDate", "2021-12"), ("study", "ct:primaryCompletionDateType", "ESTIMATED")),
        18: (
            *_outcome(
                1,
                "primary",
                "Mammographic percent density (MPD) in the contralateral (unaffected) breast between the aspirin and "
                "placebo arms",
                "At 1 year post-registration to A011502",
            ),
            (
                "outcome 1",
                "dcterms:description",
                "The 1-year mammographic percent density (MPD) in the contralateral (unaffected) breast between...",
            ),
        ),
        # `Original`: the page breaks off in the label `Original Primary Outcome Measures`.
        21: UNRECOGNISED,
    },
}
