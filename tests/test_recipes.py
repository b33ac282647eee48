"""The recipes of `docs/model.md`: each is answered alike by two engines, with the rows known beforehand."""

import re
import warnings
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

import kg
from kg.dates import PartialDate
from kg.iris import BASE, CODES
from kg.rdf.curies import known_prefixes
from kg.record import (
    Arm,
    Concept,
    Criterion,
    Eligibility,
    Enrollment,
    Identifier,
    Indexing,
    Intervention,
    Official,
    Origin,
    Outcome,
    PostedDate,
    Reference,
    Registration,
    ResponsibleParty,
    Site,
    Study,
    StudyDate,
)
from kg.sources.reading import Reading
from kg.store import load
from tests.docs.recipes import RECIPES
from tests.vocabulary import CT

ROOT = Path(__file__).parent.parent
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
LEADS = "PRINCIPAL_INVESTIGATOR"
PAPERS = (
    Reference(citation="Doe J. A paper. Ann. 2015. doi: 10.5555/a.", pmid="12", type="RESULT"),
    Reference(citation="Roe R. Another. Ann. 2010;1(2):3. Erratum In: Ann. 2011. doi: 10.5555/e.", pmid="9"),
)
RECORDS = (
    Study(
        id="NCT01297972",
        publisher="ctgov",
        aliases=("NCT00000009",),
        identifiers=(
            Identifier(value="EX-1", role="ORG_STUDY_ID"),
            Identifier(value="2011-000001-10", type="EUDRACT_NUMBER"),
            Identifier(value="NCI-2011-1", type="REGISTRY", domain="CTRP (Clinical Trial Reporting Program)"),
        ),
        title="Sprays for Asthma",
        study_type="INTERVENTIONAL",
        start=StudyDate(date=PartialDate(2018, 2)),
        primary_completion=StudyDate(date=PartialDate(2019, 3)),
        registration=Registration(
            first_submitted=PartialDate(2018, 3, 1),
            results_first_posted=PostedDate(date=PartialDate(2020, 4, 1)),
            responsible_party=ResponsibleParty(type=LEADS, name="LEE Ann"),
        ),
        enrollment=Enrollment(count=40),
        conditions=("ASTHMA",),
        condition_indexing=Indexing(
            concepts=(Concept(id="D001249", term="Asthma"),),
            ancestors=(Concept(id="D001982", term="Bronchial Diseases"),),
        ),
        arms=(
            Arm(label="New", type="EXPERIMENTAL", interventions=("Drug: Spray",)),
            Arm(label="Old", type="EXPERIMENTAL", interventions=("Other: Usual Care",)),
        ),
        interventions=(Intervention(name="Spray", type="DRUG"), Intervention(name="Usual Care", type="OTHER")),
        primary_outcomes=(Outcome(measure="Attacks"),),
        secondary_outcomes=(Outcome(measure="Sleep"),),
        original_primary_outcomes=(Outcome(measure="Coughing"),),
        eligibility=Eligibility(
            criteria="Inclusion: Adults with: - asthma. Exclusion: Smokers",
            listed_criteria=(
                Criterion(text="Adults with:", side="INCLUSION"),
                Criterion(text="asthma", side="INCLUSION", within=1),
                Criterion(text="Smokers", side="EXCLUSION"),
                Criterion(text="Ask first"),
            ),
        ),
        officials=(Official(name="Ann Lee, MD", role=LEADS, affiliation="Associate Professor"),),
        sites=(
            Site(facility="Research Site", city="Berlin", country="Germany", officials=(Official(name="Bo Roe"),)),
            Site(country="Germany", officials=(Official(name="Cy Fox"),)),
            Site(facility="Clinic", city="Lyon", country="France", officials=(Official(name="Di Poe"),)),
        ),
        references=PAPERS,
    ),
    Study(
        id="NCT01297972",
        publisher="meddatax",
        identifiers=(Identifier(value="EX-2"),),
        study_type="INTERVENTIONAL",
        enrollment=Enrollment(count=60),
        primary_outcomes=(Outcome(measure="Attacks"),),
        references=PAPERS,
    ),
    Study(
        id="NCT00000020",
        publisher="ctgov",
        title="Diets for Asthma",
        study_type="INTERVENTIONAL",
        start=StudyDate(date=PartialDate(2018)),
        primary_completion=StudyDate(date=PartialDate(2019)),
        registration=Registration(
            first_submitted=PartialDate(2018, 6, 1),
            results_first_posted=PostedDate(date=PartialDate(2020, 6, 1)),
            responsible_party=ResponsibleParty(type=LEADS, name="Ed Moe"),
        ),
        conditions=("Asthma", "Pain"),
        interventions=(Intervention(name="Diet", type="OTHER"),),
        other_outcomes=(Outcome(measure="Weight"),),
    ),
)
FIRST, SECOND = "study/NCT01297972", "study/NCT00000020"
PAPER, OTHER = "https://doi.org/10.5555/a", "https://pubmed.ncbi.nlm.nih.gov/9"

Rows = list[tuple[str, ...]]
ROWS: dict[str, Rows] = {
    "A study by its id, with its page": [
        (FIRST, "Sprays for Asthma", "https://clinicaltrials.gov/study/NCT01297972"),
    ],
    "All ids of a study": [
        ("2011-000001-10", "ct:secondaryIdentifier"),
        ("EX-1", "ct:secondaryIdentifier"),
        ("EX-2", "ct:secondaryIdentifier"),
        ("NCI-2011-1", "ct:secondaryIdentifier"),
        ("NCT00000009", "http://purl.org/dc/terms/identifier"),
        ("NCT00000009", "ct:formerIdentifier"),
        ("NCT01297972", "http://purl.org/dc/terms/identifier"),
    ],
    "Ids at other registries": [
        ("2011-000001-10", "registry/euctr", ""),
        ("NCI-2011-1", "", "CTRP (Clinical Trial Reporting Program)"),
    ],
    "Registered after the start": [(FIRST, "2018-02-28", "2018-03-01")],
    "Results later than a year after primary completion": [(FIRST, "2019-03-31", "2020-04-01")],
    "Trials on a condition, by its name": [(SECOND, "Asthma"), (FIRST, "Asthma")],
    "Trials on a condition, by the registry's MeSH terms": [(FIRST,)],
    "What trials on a condition test": [("Diet", "1"), ("Spray", "1")],
    "The criteria of a study, in order": [
        ("1", "criterion-side/INCLUSION", "Adults with:", ""),
        ("2", "criterion-side/INCLUSION", "asthma", "1"),
        ("3", "criterion-side/EXCLUSION", "Smokers", ""),
        ("4", "", "Ask first", ""),
    ],
    "Who leads sites in a country": [(FIRST, "Bo Roe", "Research Site"), (FIRST, "Cy Fox", "")],
    "Papers of a study, with citation and role": [
        ("1", "publication-role/RESULT", PAPERS[0].citation or "", PAPER),
        ("2", "publication-role/UNSPECIFIED", PAPERS[1].citation or "", OTHER),
    ],
    "Investigators who answer for a study, by name": [(SECOND, "Ed Moe", "Ed Moe"), (FIRST, "Ann Lee, MD", "LEE Ann")],
    "Outcomes of each study, counted": [(SECOND, "1"), (FIRST, "2")],
    "Publication links of each study, counted": [(FIRST, "2")],
    "Where a fact comes from": [
        ("40", "record/ctgov/NCT01297972", "registry/ctgov", "ctgov.json", "", f"urn:sha256:{'ab' * 32}"),
    ],
}


def records() -> list[Reading]:
    return [
        Reading(origin=Origin(name=f"{study.publisher}.json", sha256="ab" * 32, format="made-up"), study=study)
        for study in RECORDS
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(records(), path, as_of=AS_OF)
    return load([str(path)])


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return kg.to_rdflib(records(), as_of=AS_OF)


def question(query: str) -> str:
    """With all prefixes, as `kgbuild query` knows them."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in known_prefixes().items()) + query


def short(text: str) -> str:
    return text.replace(CT, "ct:").removeprefix(BASE).removeprefix(CODES)


def by_pyoxigraph(store: pyoxigraph.Store, text: str) -> Rows:
    answer = store.query(text, use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [tuple("" if term is None else short(getattr(term, "value", str(term))) for term in row) for row in answer]


def by_rdflib(dataset: rdflib.Dataset, text: str) -> Rows:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        answer = dataset.query(text, initNs={})
        return [tuple("" if term is None else short(str(term)) for term in row) for row in answer]  # type: ignore[union-attr]


def test_each_recipe_has_its_rows() -> None:
    assert [recipe.title for recipe in RECIPES] == list(ROWS)


def test_the_page_has_no_question_that_is_not_run() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert re.findall(r"```sparql\n(.*?)\n```", page, re.DOTALL) == [recipe.query for recipe in RECIPES]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_two_engines_give_the_rows_expected(
    recipe: tuple[str, str, str], store: pyoxigraph.Store, dataset: rdflib.Dataset
) -> None:
    title, query, _ = recipe
    assert by_pyoxigraph(store, question(query)) == ROWS[title]
    assert by_rdflib(dataset, question(query)) == ROWS[title]


def test_one_engine_cannot_add_a_year_to_a_date_as_the_page_says(
    store: pyoxigraph.Store, dataset: rdflib.Dataset
) -> None:
    query = question("""SELECT ?study {
  ?study ct:primaryCompletionDateLatest ?end . ?record ct:describes ?study ; ct:resultsFirstPostedDate ?posted
  FILTER(?posted > ?end + "P1Y"^^xsd:duration)
}""")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # rdflib looks for xsd:Duration
        assert by_rdflib(dataset, query) == []
    assert by_pyoxigraph(store, query) == [(FIRST,)]
