"""The questions about results: answered alike by two engines, with the rows known beforehand."""

import pyoxigraph
import pytest
import rdflib

import kg
from kg.store import load

from .test_queries import AS_OF, ROOT, Rows, by_pyoxigraph, by_rdflib, question
from .test_queries import test_the_head_of_a_question as check_head

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
ID = "NCT99999905"

PAIN, DIFFERENCE = "Pain After Two Hours", "Mean Difference (Final Values)"
MINT_OIL, PLACEBO, NOTHING = ("Mint Oil", "tested"), ("Placebo", "comparator"), ("",) * 5

ROWS: dict[str, Rows] = {
    "adverse-events-by-group": [
        (ID, ID, "Asthma", "false", "Mint Oil", "0", "39", "0"),
        (ID, ID, "Asthma", "false", "Placebo", "0", "30", "0"),
        (ID, ID, "Asthma", "true", "Mint Oil", "1", "39", "2.6"),
        (ID, ID, "Asthma", "true", "Placebo", "0", "38", "0"),
        (ID, ID, "Nausea", "false", "Mint Oil", "7", "39", "17.9"),
        (ID, ID, "Nausea", "false", "Placebo", "2", "37", "5.4"),
        (ID, ID, "Skin rash", "false", "Mint Oil", "41", "39", "105.1"),
    ],
    "baseline-of-trials": [
        (ID, ID, "Age, Continuous", "MEAN", "", "", "Mint First", "41.8", "7.2", "", "", "years"),
        (ID, ID, "Age, Continuous", "MEAN", "", "", "Placebo First", "45.7", "11.9", "", "", "years"),
        (ID, ID, "Age, Continuous", "MEAN", "", "", "Total", "43.8", "", "", "", "years"),
        (
            ID,
            ID,
            "Sex: Female, Male",
            "COUNT_OF_PARTICIPANTS",
            "",
            "Female",
            "Mint First",
            "12",
            "",
            "",
            "",
            "Participants",
        ),
        (
            ID,
            ID,
            "Sex: Female, Male",
            "COUNT_OF_PARTICIPANTS",
            "",
            "Female",
            "Placebo First",
            "11",
            "",
            "",
            "",
            "Participants",
        ),
        (ID, ID, "Sex: Female, Male", "COUNT_OF_PARTICIPANTS", "", "Female", "Total", "23", "", "", "", "Participants"),
        (
            ID,
            ID,
            "Sex: Female, Male",
            "COUNT_OF_PARTICIPANTS",
            "",
            "Male",
            "Mint First",
            "9",
            "",
            "",
            "",
            "Participants",
        ),
        (
            ID,
            ID,
            "Sex: Female, Male",
            "COUNT_OF_PARTICIPANTS",
            "",
            "Male",
            "Placebo First",
            "9",
            "",
            "",
            "",
            "Participants",
        ),
        (ID, ID, "Sex: Female, Male", "COUNT_OF_PARTICIPANTS", "", "Male", "Total", "17", "", "", "", "Participants"),
    ],
    "groups-and-arms": [
        (ID, ID, "Mint First", "Mint oil, then placebo", "Mint First", *MINT_OIL, "SAME_LABEL", "0.99"),
        (ID, ID, "Mint First", "Mint oil, then placebo", "Mint First", *PLACEBO, "SAME_LABEL", "0.99"),
        (ID, ID, "Placebo First", "Placebo, then mint oil", "Placebo First", *MINT_OIL, "SAME_LABEL", "0.99"),
        (ID, ID, "Placebo First", "Placebo, then mint oil", "Placebo First", *PLACEBO, "SAME_LABEL", "0.99"),
        (ID, ID, "Total", "Total of all reporting groups", *NOTHING),
        (ID, ID, "Mint Oil", "All who took mint oil, first or second", *NOTHING),
        (ID, ID, "Placebo", "All who took placebo, first or second", *NOTHING),
        (ID, ID, "Mint Oil", "Mint oil as the first treatment", *NOTHING),
    ],
    "outcomes-not-posted": [
        (ID, ID, "Days Free of Pain", "2021-06"),
    ],
    "outcomes-that-differ": [
        (ID, ID, "registered, not reported so", "Days Free of Pain", "8 weeks"),
        (ID, ID, "reported, not registered so", "Days Free of Pain", "12 weeks"),
        (ID, ID, "reported, not registered so", "Would Take It Again", "12 weeks"),
    ],
    "primary-outcomes-with-low-p-value": [
        (ID, ID, PAIN, "Mint Oil", "", "Looking at the plot", "0.036", "", "", "", "", ""),
        (
            ID,
            ID,
            PAIN,
            "Mint Oil | Placebo",
            "SUPERIORITY",
            "ANCOVA",
            "<0.05",
            DIFFERENCE,
            "-1.3",
            "-2.1",
            "-0.5",
            "95",
        ),
    ],
    "results-of-outcomes": [
        (
            ID,
            ID,
            "POST_HOC",
            "Would Take It Again",
            "12 weeks",
            "NUMBER",
            "",
            "",
            "Mint Oil",
            "162",
            "",
            "",
            "",
            "",
            "percentage of participants",
            "37",
        ),
        (
            ID,
            ID,
            "PRIMARY",
            "Pain After Two Hours",
            "2 hours after each dose",
            "LEAST_SQUARES_MEAN",
            "First dose",
            "",
            "Mint Oil",
            "-1.5",
            "CONFIDENCE_95",
            "",
            "-2.4",
            "-0.6",
            "units on a scale",
            "37",
        ),
        (
            ID,
            ID,
            "PRIMARY",
            "Pain After Two Hours",
            "2 hours after each dose",
            "LEAST_SQUARES_MEAN",
            "First dose",
            "",
            "Placebo",
            "-0.2",
            "CONFIDENCE_95",
            "",
            "0.5",
            "-0.9",
            "units on a scale",
            "37",
        ),
        (
            ID,
            ID,
            "PRIMARY",
            "Pain After Two Hours",
            "2 hours after each dose",
            "LEAST_SQUARES_MEAN",
            "Second dose",
            "",
            "Mint Oil",
            "-1.7",
            "CONFIDENCE_95",
            "",
            "-2.6",
            "-0.8",
            "units on a scale",
            "36",
        ),
        (
            ID,
            ID,
            "PRIMARY",
            "Pain After Two Hours",
            "2 hours after each dose",
            "LEAST_SQUARES_MEAN",
            "Second dose",
            "",
            "Placebo",
            "1,204.5",
            "CONFIDENCE_95",
            "",
            "",
            "",
            "units on a scale",
            "35",
        ),
        (
            ID,
            ID,
            "SECONDARY",
            "Time to Relief",
            "24 hours",
            "MEDIAN",
            "",
            "",
            "Mint Oil",
            "3.5",
            "INTER_QUARTILE_RANGE",
            "",
            "2",
            "5",
            "hours",
            "51",
        ),
        (
            ID,
            ID,
            "SECONDARY",
            "Time to Relief",
            "24 hours",
            "MEDIAN",
            "",
            "",
            "Placebo",
            "NA",
            "INTER_QUARTILE_RANGE",
            "",
            "6",
            "",
            "hours",
            "98",
        ),
    ],
    "results-without-publication": [
        (ID, ID, "Mint Oil Against Tension Headache, With Cross-Over"),
    ],
    "time-frames-of-results": [
        (ID, ID, "Pain After Two Hours", "2 hours after each dose", "POSTED"),
    ],
    "why-participants-left": [
        (ID, ID, "First Treatment", "Dislike of the smell", "Mint First", "1"),
        (ID, ID, "First Treatment", "Dislike of the smell", "Placebo First", "2"),
        (ID, ID, "First Treatment", "WITHDRAWAL_BY_SUBJECT", "Mint First", "1"),
    ],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(kg.read(EXAMPLE), path, as_of=AS_OF)
    return load([str(path)])


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return kg.to_rdflib(kg.read(EXAMPLE), as_of=AS_OF)


@pytest.mark.parametrize("name", ROWS)
def test_the_rows_are_those_expected(name: str, store: pyoxigraph.Store, dataset: rdflib.Dataset) -> None:
    check_head(name)
    assert by_pyoxigraph(store, question(name)) == ROWS[name]
    assert by_rdflib(dataset, question(name)) == ROWS[name]


def test_no_question_adds_up_what_groups_count() -> None:
    """Groups may overlap, as those of a crossover study do."""
    asked = [path.read_text(encoding="utf-8") for path in (ROOT / "examples" / "queries").glob("*.rq")]
    of_groups = [text for text in asked if "ct:group" in text]
    assert len(of_groups) > 3
    assert not [text for text in of_groups if "SUM(" in text.upper() or "AVG(" in text.upper()]
