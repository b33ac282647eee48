"""A study on one screen, and all of it with --all: each thing once, in lines that fit."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import kg
from kg.dates import PartialDate
from kg.record import Arm, Enrollment, Intervention, Organization, Origin, Outcome, Reference, Site, Study, StudyDate
from kg.sources.reading import Reading
from kg.store import load, study_screen
from tests.cli.test_manners import kgbuild
from tests.conftest import ROOT

EXPORT = ROOT / "examples" / "exports" / "NCT99999901.json"
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)

SCREEN = """\
NCT99999901  Lisinopril at Night in Heart Failure
status       Terminated, Slow enrolment
phase        Phase 2 / Phase 3
type         Interventional, randomized, parallel assignment, masking: double,
               84 participants
sponsor      University of Examples, with Example Foundation, Example Pharma
dates        start 2016-03-01, primary completion 2018-06, completion 2018-12-31
conditions   Heart Failure (mesh:D006333)
arms         Night (experimental): Lisinopril (tested), Placebo (comparator)
             Morning (active comparator): Lisinopril (tested), Placebo
               (comparator)
outcomes     primary: Hospital admission for heart failure (2 years)
             and 1 secondary, 1 other
sites        2 in 2 countries: Portugal 1, United States 1
publications result: Example A, Sample B. Lisinopril at night. J Ex. 2019;3:14.
               doi: 10.5555/example.2019.14.
               <https://doi.org/10.5555/example.2019.14>, retracted by
               <https://pubmed.ncbi.nlm.nih.gov/99990102>
             background: Sample B. Sleep and the heart. J Ex. 2014;1:1.
source       ClinicalTrials.gov NCT99999901, formerly NCT99999900, updated
               2020-02-12, read from NCT99999901.json,
               <https://clinicaltrials.gov/study/NCT99999901>
more         --all shows all that the graph says of it"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a run, with a store in it."""
    folder = tmp_path_factory.mktemp("show")
    kg.ingest(EXPORT, out_dir=folder / "out", store=folder / "store", as_of=AS_OF).close()
    kg.ingest(EXPORT, out_dir=folder / "out", as_of=AS_OF).close()
    return folder


@pytest.mark.parametrize("name", ["out", "out/graph.ttl", "out/graph.jsonld", "store"])
def test_a_study_stands_on_one_screen(graph: Path, name: str) -> None:
    assert kg.show(graph / name, "NCT99999901", width=80) == SCREEN


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_longer_than_the_screen_but_for_a_long_word(graph: Path, width: int, everything: bool) -> None:
    for line in kg.show(graph / "out", "NCT99999901", width=width, all=everything).splitlines():
        longest = max(map(len, line.split()))
        assert len(line) <= max(width, len(line) - len(line.lstrip()) + longest, longest + 13), line


def test_the_command_fits_its_terminal(graph: Path) -> None:
    done = kgbuild("show", graph / "out", "NCT99999901", COLUMNS="80")
    assert done.stdout == f"{SCREEN}\n"


def test_all_says_each_thing_once(graph: Path) -> None:
    lines = kg.show(graph / "out", "NCT99999901", all=True, width=200).splitlines()
    texts = [line.strip() for line in lines]
    for once in (
        "brief summary: This study asks whether lisinopril works better when it is taken at night.",
        "acronym: NIGHT-EX",
        "description: 20 mg once daily",
        "time frame: 2 years",
        "criterion: Night work",
        "condition: Heart Failure",
        "page: <https://clinicaltrials.gov/study/NCT99999901>",
        "condition concept: Heart Failure (mesh:D006333)",
        "verified: 2020-02",
    ):
        assert texts.count(once) == (2 if once.startswith("page") else 1), once
    said = "\n".join(texts)
    for label in ("Lisinopril at Night in Heart Failure", "Hospital admission for heart failure", "Night work"):
        assert said.count(label) == 1
    assert not [text for text in texts if text.startswith(("schema:", "http", "name:", "title:"))]
    assert "/id/" not in said


def _study(publisher: str, **facts: object) -> Reading:
    study = Study(id="NCT99990001", publisher=publisher, study_type="INTERVENTIONAL", **facts)  # type: ignore[arg-type]
    origin = Origin(name=f"{publisher}.json", sha256=publisher.encode().hex()[:2] * 32, format="made-up")
    return Reading(origin=origin, study=study)


def _screen(tmp_path: Path, *readings: Reading) -> list[str]:
    kg.write(readings, tmp_path / "graph.nq", as_of=AS_OF)
    return list(study_screen(load([str(tmp_path / "graph.nq")]), "NCT99990001", width=100))


def test_another_publisher_is_named_with_what_it_says_otherwise(tmp_path: Path) -> None:
    lines = _screen(
        tmp_path,
        _study("ctgov", title="Cells", status="RECRUITING", phases=("PHASE2",), enrollment=Enrollment(count=20)),
        _study("meddatax", title="Cells", status="COMPLETED", phases=("PHASE2",), enrollment=Enrollment(count=20)),
    )
    assert lines == [
        "NCT99990001  Cells",
        "status       Recruiting",
        "phase        Phase 2",
        "type         Interventional, 20 participants",
        "source       ClinicalTrials.gov NCT99990001, read from ctgov.json,",
        "               <https://clinicaltrials.gov/study/NCT99990001>",
        "source       Meddatax NCT99990001, read from meddatax.json",
        "             it says: status Completed",
        "more         --all shows all that the graph says of it",
    ]


@pytest.mark.parametrize(("position", "place"), [("#12", "x.json#12"), ("a.json", "x.json/a.json")])
def test_where_a_record_stood_is_named_as_in_a_message(tmp_path: Path, position: str, place: str) -> None:
    origin = Origin(name="x.json", sha256="0" * 64, format="made-up", position=position)
    lines = _screen(tmp_path, Reading(origin=origin, study=Study(id="NCT99990001", publisher="ctgov", title="X")))
    assert any(f"read from {place}," in line for line in lines)


def test_who_pays_and_when_recruitment_ends_stand_with_the_sponsor_and_the_dates(tmp_path: Path) -> None:
    study = _study(
        "isrctn",
        title="X",
        lead_sponsor=Organization(name="Example University"),
        funders=(Organization(name="Example Council"),),
        start=StudyDate(date=PartialDate(2022, 2)),
        recruitment_end=StudyDate(date=PartialDate(2023, 3), type="ESTIMATED"),
    )
    lines = _screen(tmp_path, study)
    assert "sponsor      Example University, funded by Example Council" in lines
    assert "dates        start 2022-02, end of recruitment 2023-03 (estimated)" in lines


def test_of_many_the_first_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    sites = [Site(facility=f"Clinic {n}", city="Lyon", country=f"Land {n % 14:02}") for n in range(29)]
    outcomes = [Outcome(measure=f"Measure {n}") for n in range(7)]
    papers = [Reference(citation=f"Doe J. Paper {n}.", type="BACKGROUND") for n in range(6)]
    arms = [Arm(label=f"Arm {n}", type="EXPERIMENTAL") for n in range(10)]
    reading = _study(
        "ctgov",
        title="Many",
        sites=tuple(sites),
        primary_outcomes=tuple(outcomes),
        secondary_outcomes=(Outcome(measure="Pain"),),
        references=tuple(papers),
        arms=tuple(arms),
        interventions=(Intervention(name="Sham", type="DEVICE"),),
    )
    lines = "\n".join(_screen(tmp_path, reading))
    assert "29 in 14 countries: Land 00 3, Land 01 2," in " ".join(lines.split())
    assert "Land 11 2, and 2 more" in " ".join(lines.split())
    assert lines.count("primary: ") == 3
    assert "             and 4 more primary, 1 secondary\n" in lines
    assert lines.count("background: ") == 3
    assert "             and 3 more\n" in lines
    assert lines.count("(experimental)") == 6
    assert "treatments   Device: Sham (comparator)\n" in lines


def test_a_date_that_is_estimated_is_said_to_be(tmp_path: Path) -> None:
    start = StudyDate(date=PartialDate(2011, 2), type="ESTIMATED")
    assert "dates        start 2011-02 (estimated)" in _screen(tmp_path, _study("ctgov", title="Soon", start=start))


def test_a_study_without_title_is_shown_by_its_id(tmp_path: Path) -> None:
    assert _screen(tmp_path, _study("ctgov"))[0].split() == ["NCT99990001"]


def test_of_a_citation_with_many_authors_the_title_stays(tmp_path: Path) -> None:
    citation = "Doe J, Roe R, Poe E, Low L. On cells. J Ex. 2019;3:14."
    lines = _screen(tmp_path, _study("ctgov", references=(Reference(citation=citation, type="RESULT"),)))
    assert "publications result: Doe J et al. On cells. J Ex. 2019;3:14." in lines


@pytest.mark.parametrize(
    ("position", "said"), [(None, "all.zip"), ("#12", "all.zip#12"), ("a.csv#2", "all.zip/a.csv#2"), ("b", "all.zip/b")]
)
def test_where_a_record_stood_is_said_as_messages_say_it(position: str | None, said: str, tmp_path: Path) -> None:
    study = Study(id="NCT99990001", publisher="ctgov", title="Cells")
    origin = Origin(name="all.zip", sha256="0" * 64, format="ctgov-table", position=position)
    lines = _screen(tmp_path, Reading(origin=origin, study=study))
    assert f"source       ClinicalTrials.gov NCT99990001, read from {said}," in lines


def test_outcomes_of_no_stated_kind_are_shown_too(tmp_path: Path) -> None:
    outcomes = tuple(Outcome(measure=f"Weight {number}") for number in range(5))
    lines = _screen(tmp_path, _study("ctgov", title="Cells", unspecified_outcomes=outcomes))
    assert lines[2:6] == [
        "outcomes     Weight 0",
        "             Weight 1",
        "             Weight 2",
        "             and 2 more",
    ]
