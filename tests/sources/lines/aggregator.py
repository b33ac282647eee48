"""What each line of the aggregator's pages states, written by hand from the pages.

File -> line number -> facts, or where else the line goes; lines that are not listed are blank. A value that ends in
`...` is the beginning of a longer one.
"""

from tests.sources.lines.notation import BOILERPLATE, DESCRIPTION, FLOW, FRAME, Table, boilerplate, left_out

# The labels that stand alone on a line, and the headings with their sentences, up to the study design.
_LABELS = boilerplate(7, 13, 15, 17, 21, 25, 29, 33, 37, 41, 43, 47, 49)


def _basic(status: str, phase: str, count: str, start: str, end: str) -> Table:
    return {
        9: (("study", "ct:hasResults", "false"),),
        11: (("study", "ct:hasResults", "false"),),
        19: (("study", "ct:overallStatus", status),),
        23: (("study", "ct:phase", phase),),
        27: (("study", "ct:enrollment", count),),
        31: (("study", "ct:studyType", "INTERVENTIONAL"),),
        35: (("study", "ct:startDate", start),),
        39: (("study", "ct:completionDate", end),),
    }


def _header(title: str, id: str, updated: str) -> Table:
    return {
        1: (("study", "dcterms:title", title),),
        3: (("record", "dcterms:identifier", id),),
        5: (("record", "dcterms:modified", updated),),
    }


def _results(title: str, id: str, updated: str, *, step: int) -> Table:
    """The header of a page of results; `step` is 2 where blank lines stand between its lines."""
    return {
        1: (("study", "dcterms:title", title), ("record", "dcterms:identifier", id)),
        1 + step: (("record", "dcterms:identifier", id),),
        1 + 2 * step: (("record", "dcterms:modified", updated),),
        1 + 3 * step: BOILERPLATE,
        1 + 4 * step: DESCRIPTION,
    }


def _posted(date: str) -> tuple[tuple[str, str, str], ...]:
    return (("record", "ct:resultsFirstPostedDate", date), ("study", "ct:hasResults", "true"))


PAGES: dict[str, Table] = {
    "meddatax-NCT02749500.excerpt.txt": {
        **_LABELS,
        **_header("Early Independent Adaptive Arm and Hand Rehab", "NCT02749500", "2019-03-25"),
        **_basic("COMPLETED", "NA", "6", "2017-06-01", "2019-01-19"),
        45: (("study", "ct:briefSummary", "The purpose of this study is to test the hypothesis that early..."),),
        51: (("study", "ct:detailedDescription", "This study will randomly assign individuals admitted to the..."),),
        **boilerplate(53, 55, 59, 61, 63, 67, 71, 75, 79, 81),
        57: (("study", "ct:conditionName", "Post-stroke Hemiparesis"),),
        65: (("study", "ct:allocation", "RANDOMIZED"),),
        69: (("study", "ct:interventionModel", "PARALLEL"),),
        73: (("study", "ct:primaryPurpose", "TREATMENT"),),
        77: (("study", "ct:masking", "NONE"),),
        # The page breaks off in the label of the first group.
        83: (("arm 1", "schema:name", "Conventional Occupational Therapy (O"),),
    },
    "meddatax-NCT04403529.excerpt.txt": {
        **_LABELS,
        **_header(
            "Evaluating the Clinical Value of Traditional Chinese Medicine in the Adjuvant Therapy of...",
            "NCT04403529",
            "2020-06-01",
        ),
        **_basic("UNKNOWN", "PHASE3", "200", "2020-05-25", "2024-05-31"),
        45: (
            ("study", "ct:briefSummary", "This is a prospective, single site, randomized, double-blind Phase III..."),
        ),
        **boilerplate(51, 53, 57, 59, 61, 65, 69, 73, 79, 81),
        55: (("study", "ct:conditionName", "Triple Negative Breast Cancer"),),
        63: (("study", "ct:allocation", "RANDOMIZED"),),
        67: (("study", "ct:interventionModel", "PARALLEL"),),
        71: (("study", "ct:primaryPurpose", "TREATMENT"),),
        75: (("study", "ct:masking", "DOUBLE"),),
        77: (("study", "ct:maskedParty", "PARTICIPANT"), ("study", "ct:maskedParty", "INVESTIGATOR")),
        83: (("arm 1", "schema:name", "Traditional Chinese Medicine"),),
        85: (("arm 1", "dcterms:description", '60 days of oral Traditional Chinese Medicine ("prescription for...'),),
        87: (("arm 1", "ct:armType", "EXPERIMENTAL"),),
        89: (("intervention 1", "schema:name", "Traditional Chinese Medicine Formulation"),),
        91: (
            ("intervention 1", "ct:interventionType", "DRUG"),
            ("arm 1", "ct:usesIntervention", "Traditional Chinese Medicine Formulation"),
        ),
        # The page breaks off in the description.
        93: (("intervention 1", "dcterms:description", 'The "prescription for breast cancer"'),),
    },
    "meddatax-NCT06151249.excerpt.txt": {
        **_LABELS,
        **_header(
            "Evaluate the Meritup Oral Solution to Decrease Fatigue in Metastatic Breast Cancer Patients...",
            "NCT06151249",
            "2023-11-30",
        ),
        **_basic("NOT_YET_RECRUITING", "PHASE2", "32", "2023-12-01", "2025-11-30"),
        45: (("study", "ct:briefSummary", "A randomized, double-blind, placebo-controlled, parallel study to..."),),
        51: (("study", "ct:detailedDescription", "The study population designed to be enrolled is patients with..."),),
        **boilerplate(53, 55, 59, 61, 65, 67, 69, 73),
        57: (("study", "ct:conditionName", "Metastatic Breast Cancer"),),
        63: (("study", "ct:keyword", "Metastatic Breast Cancer Fatigue"),),
        71: (("study", "ct:allocation", "RANDOMIZED"),),
        75: (("study", "ct:interventionModel", "PARALLEL"),),
        # A text under the model, with no label of its own; the page breaks off in it.
        77: (("study", "ct:interventionModelDescription", "An add-on study design to assess the superiority of..."),),
    },
    "meddatax-NCT02065245.results.excerpt.txt": {
        **_results(
            "AllogeneiC Human Mesenchymal Stem Cells (hMSC) in Patients With Aging FRAilTy Via IntravenoUS Delivery",
            "NCT02065245",
            "2021-07-14",
            step=2,
        ),
        **boilerplate(11, 15, 19, 27, 31),
        13: (("study", "ct:overallStatus", "COMPLETED"),),
        17: (
            ("study", "ct:phase", "PHASE1"),
            ("study", "ct:phase", "PHASE2"),
        ),
        21: (("study", "ct:enrollment", "65"),),
        23: FRAME,
        25: FRAME,
        29: _posted("2021-07-14"),
        **left_out(FLOW, 33, 35, 36, 37, 38),
    },
    "meddatax-NCT03077919.results.excerpt.txt": {
        **_results(
            "Effectiveness and Acceptability of Stellate Ganglion Block for Posttraumatic Stress Disorder Symptoms - "
            "Effectiveness",
            "NCT03077919",
            "2020-05-13",
            step=2,
        ),
        **boilerplate(11, 15, 19, 27, 31),
        13: (("study", "ct:overallStatus", "COMPLETED"),),
        17: (("study", "ct:phase", "NA"),),
        21: (("study", "ct:enrollment", "113"),),
        23: FRAME,
        25: FRAME,
        29: _posted("2020-05-13"),
        **left_out(FLOW, 33, 35),
    },
    "meddatax-NCT00357565.results.mdtable.excerpt.txt": {
        **_results(
            "Hematopoietic Stem Cell Transplantation in the Treatment of Infant Leukemia",
            "NCT00357565",
            "2025-08-26",
            step=1,
        ),
        6: (("study", "ct:overallStatus", "COMPLETED"),),
        7: (("study", "ct:phase", "PHASE2"),),
        8: (("study", "ct:enrollment", "34"),),
        9: FRAME,
        10: _posted("2025-08-26"),
        11: BOILERPLATE,
        **left_out(FLOW, 12, 13, 14, 15, 17, 18, 20, 21, 25, 26, 28, 30, 32, 35, 36, 38, 40, 42, 45, 46, 48, 50, 52),
        **left_out(FLOW, 54, 55),
        # Bars and the rule of the table, without a word.
        **boilerplate(16, 19, 22, 23, 24, 27, 29, 31, 33, 34, 37, 39, 41, 43, 44, 47, 49, 51, 53),
    },
}
