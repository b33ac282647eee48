"""`explain`: rules and terms in plain words, from the shapes, the readers' table and the ontology alone."""

import re

import pytest
from typer.testing import CliRunner

from kg import assets
from kg.cli.app import app
from kg.cli.commands.explain import explain
from kg.errors import Severity, UsageError
from kg.pipeline.handbook.glossary import terms
from kg.pipeline.handbook.lookup import find, names
from kg.pipeline.handbook.rulebook import graph_rules, reading_rules, rules
from kg.rdf import shipped_context
from kg.sources.rules import RULES
from tests.cli.test_manners import kgbuild

CT_S012 = """\
CT-S012  start date is a date
violation: must be put right: the exit code is 1 unless --fail-on none is given
checked on every ct:Study and ct:RegistryRecord, property ct:startDate

What
  The start date must be one date as precise as the source: a day (2009-08-20), a month (2009-08) or
  a year (2009), each with its datatype. Check how the date is written.

Why
  Sources know a day, a month or only a year. The datatype says which, so that nobody adds a day
  that was never stated.

Good
  <study/NCT99990001> ct:startDate "2009-08"^^xsd:gYearMonth .

Bad
  <study/NCT99990001> ct:startDate "August 2009" .

In SHACL
  sh:or ( cts:Day cts:Month cts:Year )
  sh:maxCount 1
"""

CT_PHASE = """\
ct:phase  phase
property <https://w3id.org/kgbuild/ontology#phase>

What
  Phase of the investigation; a study of phase 1/2 has both.

On
  ct:Study

Values
  phase:NA            Not applicable
  phase:EARLY_PHASE1  Early phase 1
  phase:PHASE1        Phase 1
  phase:PHASE2        Phase 2
  phase:PHASE3        Phase 3
  phase:PHASE4        Phase 4

Elsewhere
  closeMatch http://hl7.org/fhir/StructureDefinition/ResearchStudy#ResearchStudy.phase
  closeMatch https://w3id.org/biolink/vocab/clinical_trial_phase
  closeMatch http://www.wikidata.org/entity/P6099

Rules
  CT-S027   violation phase is a code
  CT-T201   info      phase is given
"""

PHASE2 = """\
phase:PHASE2  Phase 2
code <https://w3id.org/kgbuild/code/phase/PHASE2>

What
  A trial that looks for first evidence that the drug works on a condition, and for its common side
  effects.

Of the list
  phase: Phase of clinical investigation.

Elsewhere
  exactMatch obo:NCIT_C15601
  exactMatch http://hl7.org/fhir/research-study-phase#phase-2
"""


def explained(*arguments: str) -> str:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["explain", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    "name", ["CT-S012", "ct-s012", "[CT-S012]", "cts:CT-S012", "<https://w3id.org/kgbuild/shapes#CT-S012>"]
)
def test_a_rule_of_the_graph(name: str) -> None:
    assert explained(name) == CT_S012


def test_a_rule_of_reading() -> None:
    shown = explained("CT-R005")
    assert shown.startswith("CT-R005  a line that was not recognised\nwarning: should be looked at")
    assert "checked while records are read" in shown
    assert "No line of a page may vanish" in shown
    assert "`kgbuild ingest --explain-lines FILE` shows where each line went." in shown


@pytest.mark.parametrize("name", ["ct:phase", "phase", "https://w3id.org/kgbuild/ontology#phase"])
def test_a_property(name: str) -> None:
    assert explained(name) == CT_PHASE


@pytest.mark.parametrize("name", ["phase:PHASE2", "PHASE2", "phase 2", "https://w3id.org/kgbuild/code/phase/PHASE2"])
def test_a_code(name: str) -> None:
    assert explained(name) == PHASE2


def test_a_class() -> None:
    shown = explained("ct:Outcome")
    assert (
        "\nNodes\n  such as <study/NCT99990001/outcome/3f2e3d4c5b>\n  owned: stands in the graph of the record" in shown
    )
    assert "\nProperties\n  ct:measure       measure\n  ct:timeFrame     time frame\n" in shown
    assert "\nLinked by\n  ct:outcome\n  ct:primaryOutcome\n" in shown
    assert "shared: one node for all studies" in explained("ct:Condition")


def test_a_code_list_and_its_label() -> None:
    assert "\nLinked by\n  ct:startDateType\n" in explained("date-type")
    assert explained("start date").startswith("ct:startDate  start date\n")


def test_a_borrowed_term() -> None:
    shown = explained("dcterms:title")
    assert shown in explained("title")
    assert "Defined by the vocabulary http://purl.org/dc/terms/; used as it is." in shown
    assert "CT-S003   violation title is a text" in shown


def test_a_name_of_many_terms_lists_them() -> None:
    shown = explained("other")
    assert re.match(r"'other' names [0-9]+ terms; ask for one of\n", shown)
    assert re.search(r"^  arm-type:OTHER +code: Other$", shown, re.MULTILINE)


def test_without_a_name_all_rules_are_listed() -> None:
    lines = explained().splitlines()
    assert len(lines) == len(rules())
    assert "CT-S012   violation ct:Study, ct:RegistryRecord: start date is a date" in lines
    assert "CT-R005   warning   reading: a line that was not recognised" in lines


@pytest.mark.parametrize(
    ("name", "near"), [("phse", "ct:phase"), ("CT-S999", "CT-S119"), ("leadsponsr", "ct:leadSponsor")]
)
def test_an_unknown_name_suggests_near_ones(name: str, near: str) -> None:
    done = kgbuild("explain", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {name!r} is no rule and no term; near are ")
    assert near in done.stderr


def test_a_name_like_nothing_has_no_suggestion() -> None:
    with pytest.raises(UsageError, match="'0000000000' is no rule and no term; `kgbuild explain` lists the rules"):
        find("0000000000")


def test_every_rule_is_found_and_complete() -> None:
    for rule in rules().values():
        assert find(rule.id) == (rule,)
        assert rule.title
        assert rule.what.endswith((".", "!"))
        assert rule.why.endswith(".")
        assert not rule.what.startswith("[")
    for rule in graph_rules():
        assert rule.good, rule.id
        assert rule.bad, rule.id
        assert rule.classes, rule.id
        assert rule.path, rule.id
        assert rule.constraint, rule.id
        assert "_:" not in " ".join(rule.constraint), rule.id


def test_rules_are_those_of_their_sources() -> None:
    messages = {
        part[:9].split("]")[0] for path in assets.shapes() for part in assets.read(path).split('sh:message "[')[1:]
    }
    assert {rule.id for rule in graph_rules()} == messages
    assert {rule.id: rule.severity for rule in reading_rules()} == {each.id: each.severity for each in RULES.values()}
    assert {rule.severity for rule in graph_rules()} == set(Severity)


def test_every_term_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for term in terms().values():
        explain(term.iri)
        first, second, *_ = capsys.readouterr().out.splitlines()
        assert first == f"{term.name}  {term.label}"
        assert second == f"{term.kind} <{term.iri}>{', planned' if term.planned else ''}"


def test_every_term_of_the_context_is_found() -> None:
    for name, term in shipped_context().terms.items():
        assert len(find(term.predicate)) == 1, name


def test_names_have_titles() -> None:
    assert ("CT-S012", "start date is a date") in names()
    assert ("ct:phase", "phase") in names()
    assert ("dcterms:title", "title") in names()
