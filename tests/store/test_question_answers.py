"""The questions with parameters, and those about matches: filled with values, and answered alike by two engines."""

import re

import pyoxigraph
import pytest
import rdflib

import kg
from kg.errors import UsageError
from kg.record import Arm, Intervention, Origin, Study
from kg.result_record import AdverseEvent, EventCount, ResultGroup, Results
from kg.sources.reading import Reading
from kg.store import example, examples, load
from tests.joining.test_questions import ROWS as OF_SEVERAL_REGISTRIES
from tests.test_data_cube import NAME as AS_A_CUBE
from tests.test_group_arm_questions import QUESTION as OF_TREATMENT
from tests.test_queries import AS_OF, NAMES, Rows, by_pyoxigraph, by_rdflib, records
from tests.test_result_questions import ROWS as OF_RESULTS

ID = "https://w3id.org/kgbuild/id/"
CT = "https://w3id.org/kgbuild/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
MESH = "http://id.nlm.nih.gov/mesh/"
ROR = "https://ror.org/"
OEDEMA = f"{ID}adverse-event-term/oedema-peripheral"
MATCHES = f"""
<{ID}condition/heart-failure> <{SKOS}exactMatch> <{MESH}D006333> <{ID}graph/links> .
<{ID}mapping/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CT}Mapping> <{ID}graph/links> .
<{ID}mapping/1> <http://www.w3.org/2002/07/owl#annotatedSource> <{ID}condition/heart-failure> <{ID}graph/links> .
<{ID}mapping/1> <https://w3id.org/sssom/subject_label> "Heart Failure" <{ID}graph/links> .
<{ID}mapping/1> <http://www.w3.org/2002/07/owl#annotatedTarget> <{MESH}D006333> <{ID}graph/links> .
<{ID}mapping/1> <https://w3id.org/sssom/object_label> "Heart Failure" <{ID}graph/links> .
<{ID}mapping/2> <http://www.w3.org/2002/07/owl#annotatedSource> <{OEDEMA}> <{ID}graph/links> .
<{ID}mapping/2> <http://www.w3.org/2002/07/owl#annotatedProperty> <{SKOS}broadMatch> <{ID}graph/links> .
<{ID}mapping/2> <https://w3id.org/sssom/object_label> "Edema" <{ID}graph/links> .
<{ID}mapping/3> <http://www.w3.org/2002/07/owl#annotatedSource> <{OEDEMA}> <{ID}graph/links> .
<{ID}mapping/3> <http://www.w3.org/2002/07/owl#annotatedProperty> <{SKOS}exactMatch> <{ID}graph/links> .
<{ID}mapping/3> <https://w3id.org/sssom/object_label> "Lymphedema" <{ID}graph/links> .
<{ID}mapping/3> <https://w3id.org/sssom/predicate_modifier> <https://w3id.org/sssom/Negated> <{ID}graph/links> .
<{ID}condition/heart-failure> <{CT}sameName> <{ID}name/condition/failure-heart> <{ID}graph/links> .
<{ID}condition/physical-inactivity> <{CT}sameName> <{ID}name/condition/inactivity-physical> <{ID}graph/links> .
<{ID}name/condition/failure-heart> <{SKOS}prefLabel> "heart failure" <{ID}graph/links> .
<{ID}organization/example-university-hospital> <https://schema.org/sameAs> <{ROR}01examp12> <{ID}graph/links> .
<{ID}organization/silent-institute> <{SKOS}broadMatch> <{ROR}02examp12> <{ID}graph/links> .
<{ID}organization/example-pharma> <https://schema.org/sameAs> <{ROR}03examp12> <{ID}graph/links> .
<{ROR}01examp12> <{SKOS}prefLabel> "Example University Hospital" <{ID}graph/links> .
<{ROR}02examp12> <{SKOS}prefLabel> "Example University" <{ID}graph/links> .
<{ROR}03examp12> <{SKOS}prefLabel> "Example Pharma (France)" <{ID}graph/links> .
<{ID}mapping/4> <http://www.w3.org/2002/07/owl#annotatedSource> <{ID}treatment/lisinopril> <{ID}graph/links> .
<{ID}mapping/4> <http://www.w3.org/2002/07/owl#annotatedProperty> <{SKOS}exactMatch> <{ID}graph/links> .
<{ID}mapping/4> <https://w3id.org/sssom/object_label> "Prinivil" <{ID}graph/links> .
<{ID}mapping/5> <http://www.w3.org/2002/07/owl#annotatedSource> <{ID}treatment/lisinopril> <{ID}graph/links> .
<{ID}mapping/5> <http://www.w3.org/2002/07/owl#annotatedProperty> <{SKOS}exactMatch> <{ID}graph/links> .
<{ID}mapping/5> <https://w3id.org/sssom/object_label> "Enalapril" <{ID}graph/links> .
<{ID}mapping/5> <https://w3id.org/sssom/predicate_modifier> <https://w3id.org/sssom/Negated> <{ID}graph/links> .
<{ROR}04examp12> <{SKOS}prefLabel> "Example University System" <{ID}graph/links> .
<{ROR}01examp12> <http://www.w3.org/ns/org#subOrganizationOf> <{ROR}02examp12> <{ID}graph/links> .
<{ROR}02examp12> <http://www.w3.org/ns/org#subOrganizationOf> <{ROR}04examp12> <{ID}graph/links> .
"""

WITH_ARMS = Study(
    id="NCT00000040",
    publisher="ctgov",
    title="Two Doses",
    interventions=(Intervention(name="Lisinopril", type="DRUG"),),
    arms=(Arm(label="Low", interventions=("Drug: Lisinopril",)), Arm(label="None")),
)
WITH_EVENTS = Study(
    id="NCT00000050",
    publisher="ctgov",
    title="Mint Oil for Two Weeks",
    results=Results(
        groups=(
            ResultGroup(title="Mint", serious_at_risk=40, other_at_risk=40),
            ResultGroup(title="Placebo", serious_at_risk=38, other_at_risk=38),
        ),
        events=(
            AdverseEvent(
                term="Oedema peripheral",
                serious=False,
                counts=(EventCount(group=1, affected=4, at_risk=40), EventCount(group=2, affected=0, at_risk=38)),
            ),
            AdverseEvent(term="Nausea", serious=True, counts=(EventCount(group=2, affected=1, at_risk=19),)),
        ),
    ),
)
CTGOV = f"{ID}record/ctgov/NCT00000010"
METFORMIN = "Metformin in Polycystic Ovary Syndrome"
WALKING = "Home-Based Walking After Heart Failure"
LISINOPRIL = "Low-Dose Lisinopril in Older Adults With Heart Failure"
IRON = "Iron Infusion Before Heart Surgery"
HOSPITAL, TROPICAL = "Example University Hospital", "Institute of Made-Up Tropical Medicine"
SYSTEM = "Example University System"
OF_PHARMA = (("10", "Metformin and Mortality"), ("20", METFORMIN))


def readings() -> list[Reading]:
    origin = Origin(name="arms.json", sha256="cd" * 32, format="made-up")
    return [*records(), *(Reading(origin=origin, study=study) for study in (WITH_ARMS, WITH_EVENTS))]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    folder = tmp_path_factory.mktemp("graph")
    kg.write(readings(), folder / "graph.nq", as_of=AS_OF)
    (folder / "matches.nq").write_text(MATCHES)
    return load([str(folder / "graph.nq"), str(folder / "matches.nq")])


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    made = kg.to_rdflib(readings(), as_of=AS_OF)
    made.parse(data=MATCHES, format="nquads")
    return made


Case = tuple[str, dict[str, str], Rows]

CASES: tuple[Case, ...] = (
    (
        "criteria-that-mention",
        {"word": "HEART"},
        [
            ("NCT09990001", LISINOPRIL, "INCLUSION", "Heart failure for at least six months"),
            ("NCT09990002", IRON, "INCLUSION", "Planned surgery of the heart"),
            ("NCT09990003", WALKING, "INCLUSION", "Heart failure, stable for three months"),
        ],
    ),
    (
        "facts-of-study",
        {"study": "nct00000010"},
        [
            ("conditionName", "Type 2 Diabetes", CTGOV),
            ("enrollment", "40", CTGOV),
            ("leadSponsorName", "Example Pharma", CTGOV),
            ("overallStatus", "TERMINATED", CTGOV),
            ("phase", "PHASE2", CTGOV),
            ("phase", "PHASE3", CTGOV),
            ("startDate", "2018", CTGOV),
            ("title", "Metformin and Mortality", CTGOV),
        ],
    ),
    (
        "outcomes-that-mention",
        {"word": "Walk"},
        [("NCT09990003", WALKING, "Distance walked in six minutes", "6 months")],
    ),
    ("sites-in-box", {"south": "40", "north": "50", "east": "10"}, [("Lyon", "45.74846", "4.84671", "1", "1")]),
    ("sites-in-box", {"south": "46"}, []),
    (
        "studies-with-adverse-event",
        {"name": "EDEMA"},
        [
            ("Oedema peripheral", "NCT00000050", "NCT00000050", "false", "Mint", "4", "40", "10"),
            ("Oedema peripheral", "NCT00000050", "NCT00000050", "false", "Placebo", "0", "38", "0"),
        ],
    ),
    (
        "studies-with-adverse-event",
        {"name": "naus"},
        [("Nausea", "NCT00000050", "NCT00000050", "true", "Placebo", "1", "19", "5.3")],
    ),
    ("studies-with-adverse-event", {"name": "lymph"}, []),
    (
        "sponsors-by-country",
        {},
        [
            ("Canada", "Sample Heart Institute", "1"),
            ("France", HOSPITAL, "2"),
            ("France", "Example Pharma", "1"),
            ("Ghana", "Example Pharma", "1"),
            ("Ghana", TROPICAL, "1"),
        ],
    ),
    ("trials-by-concept", {}, [(f"{MESH}D006333", "Heart Failure", "2", "Heart Failure")]),
    (
        "trials-by-phase-since",
        {"phase": "phase3", "since": "2019"},
        [("NCT09990001", LISINOPRIL, "2020", "120")],
    ),
    ("trials-in-country", {"country": "fr"}, [("NCT09990001", LISINOPRIL, "1"), ("NCT09990003", WALKING, "0")]),
    ("trials-in-country", {"country": "gh", "status": "recruiting"}, [("NCT00000020", METFORMIN, "1")]),
    (
        "trials-of-concept",
        {"concept": "D006333"},
        [("NCT09990001", LISINOPRIL, "matched by name"), ("NCT09990003", WALKING, "matched by name")],
    ),
    (
        "trials-of-condition",
        {"name": "heart"},
        [
            ("Heart Failure", "NCT09990001", LISINOPRIL, "Phase 2/Phase 3", "COMPLETED"),
            ("Heart Failure", "NCT09990003", WALKING, "Not applicable", "COMPLETED"),
        ],
    ),
    (
        "trials-of-drug",
        {"name": "glucophage"},
        [
            ("Metformin", "tested", "NCT00000010", "Metformin and Mortality", "Phase 2/Phase 3", "TERMINATED"),
            ("Metformin", "tested", "NCT00000020", METFORMIN, "", "RECRUITING"),
        ],
    ),
    (
        "trials-of-drug",
        {"name": "PLACEBO"},
        [("Placebo", "comparator", "NCT00000010", "Metformin and Mortality", "Phase 2/Phase 3", "TERMINATED")],
    ),
    (
        "trials-of-drug",
        {"name": "lisinopril"},
        [
            ("Lisinopril", "tested", "NCT09990001", LISINOPRIL, "Phase 2/Phase 3", "COMPLETED"),
            ("Lisinopril", "unknown", "NCT00000040", "Two Doses", "", ""),
        ],
    ),
    (
        "trials-of-drug",
        {"name": "prinivil"},
        [
            ("Lisinopril", "tested", "NCT09990001", LISINOPRIL, "Phase 2/Phase 3", "COMPLETED"),
            ("Lisinopril", "unknown", "NCT00000040", "Two Doses", "", ""),
        ],
    ),
    ("trials-of-drug", {"name": "enalapril"}, []),
    (
        "trials-of-sponsor",
        {"name": "HOSPITAL"},
        [(HOSPITAL, "lead", "NCT09990001", LISINOPRIL), (HOSPITAL, "lead", "NCT09990003", WALKING)],
    ),
    (
        "trials-by-condition-name",
        {},
        [
            ("heart failure", "2", "Heart Failure"),
            ("Iron-Deficiency Anemia", "1", "Iron-Deficiency Anemia"),
            ("Physical Inactivity", "1", "Physical Inactivity"),
            ("Polycystic Ovary Syndrome", "1", "Polycystic Ovary Syndrome"),
            ("Strongyloidiasis", "1", "Strongyloidiasis"),
            ("Type 2 Diabetes", "1", "Type 2 Diabetes"),
        ],
    ),
    (
        "trials-of-sponsor-group",
        {"name": "university system"},
        [
            (SYSTEM, HOSPITAL, "lead", "NCT09990001", LISINOPRIL),
            (SYSTEM, HOSPITAL, "lead", "NCT09990003", WALKING),
            (SYSTEM, "Silent Institute", "lead", "NCT00000030", "A Study That Nobody Reported"),
        ],
    ),
    (
        "trials-of-sponsor-group",
        {"name": "PHARMA"},
        [("Example Pharma (France)", "Example Pharma", "lead", f"NCT000000{each}", title) for each, title in OF_PHARMA],
    ),
    (
        "trials-of-treatment",
        {"name": "lisinopril"},
        [
            ("Lisinopril", "NCT00000040", "", "Low"),
            *(("Lisinopril", "NCT09990001", "Heart Failure", f"{arm} dose") for arm in ("Low", "Usual")),
        ],
    ),
    (
        "unmatched-names",
        {},
        [
            ("Metformin", "2"),
            ("Ferric carboxymaltose", "1"),
            ("Guided walking", "1"),
            ("Iron-Deficiency Anemia", "1"),
            ("Ivermectin", "1"),
            ("Nausea", "1"),
            ("Physical Inactivity", "1"),
            ("Placebo", "1"),
            ("Polycystic Ovary Syndrome", "1"),
            ("Saline", "1"),
            ("Strongyloidiasis", "1"),
            ("Type 2 Diabetes", "1"),
        ],
    ),
)
"""Question, values for its parameters, and the rows."""


@pytest.mark.parametrize(("name", "values", "rows"), CASES)
def test_the_rows_are_those_expected(
    store: pyoxigraph.Store, dataset: rdflib.Dataset, name: str, values: dict[str, str], rows: Rows
) -> None:
    text = example(name).filled(values)
    assert by_pyoxigraph(store, text) == rows
    assert by_rdflib(dataset, text) == rows


def test_every_question_has_an_answer_in_the_tests() -> None:
    answered = {*NAMES, AS_A_CUBE, *OF_RESULTS, *OF_SEVERAL_REGISTRIES, OF_TREATMENT}
    answered |= {name for name, _, rows in CASES if rows}
    assert {each.name for each in examples()} == answered
    assert len(answered) >= 35


CHOSEN = {
    "adverse-events-of-treatment": "--set name=omalizumab",
    "criteria-that-mention": "--set word=pregnan",
    "facts-of-study": "--set study=NCT09990003",
    "outcomes-that-mention": "--set word=mortality",
    "studies-with-adverse-event": "--set name=nausea",
    "trials-in-country": "--set country=FR",
    "trials-of-concept": "--set concept=D006333",
    "trials-of-condition": '--set name="heart failure"',
    "trials-of-drug": "--set name=metformin",
    "trials-of-sponsor": "--set name=institute",
    "trials-of-sponsor-group": "--set name=exphar",
    "trials-of-treatment": "--set name=lisinopril",
}
"""Question that has no sensible default -> how its message says to give a value."""


def test_the_questions_that_insist_on_a_value() -> None:
    assert {each.name for each in examples() if any(one.default is None for one in each.parameters)} == {*CHOSEN}


@pytest.mark.parametrize(("name", "usage"), CHOSEN.items())
def test_a_question_without_a_sensible_default_insists_on_a_value(name: str, usage: str) -> None:
    with pytest.raises(UsageError, match=f"give it, for example by {usage}$"):
        example(name).text  # noqa: B018 - reading it raises
    assert not re.search(r"\$[a-z]", example(name).shown.partition("SELECT")[2])
