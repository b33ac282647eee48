"""The model in LinkML is a schema to LinkML's own tools, and says what ontology and code lists say."""

import json
import subprocess
import sys
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph

from .vocabulary import CT, LISTS, ROOT, codes, declared

SCHEMA = ROOT / "ontology" / "kgbuild.linkml.yaml"


@cache
def view() -> Any:
    from linkml_runtime.utils.schemaview import SchemaView

    return SchemaView(str(SCHEMA))


def linkml(*arguments: str) -> str:
    """What a command of LinkML prints; it warns of itself on the error stream."""
    command = [sys.executable, "-c", "from linkml.cli.main import linkml; linkml()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_each_class_and_property_of_ours_is_there_under_its_iri() -> None:
    classes = {view().get_uri(each, expand=True) for each in view().all_classes().values()}
    slots = {view().get_uri(each, expand=True) for each in view().all_slots().values()}
    assert {str(each) for each in declared(OWL.Class)} <= classes
    assert {str(each) for each in declared(OWL.ObjectProperty, OWL.DatatypeProperty)} <= slots


def test_each_code_is_there_under_its_iri() -> None:
    values = [code for enum in view().all_enums().values() for code in enum.permissible_values.values()]
    listed = {str(code) for name in LISTS for code in codes(name).subjects(RDF.type, SKOS.Concept)}
    assert {view().expand_curie(code.meaning) for code in values} == listed
    assert len(values) == len(listed)


def test_cardinalities_are_those_of_the_shapes() -> None:
    assert view().induced_slot("phase", "ClinicalTrial").multivalued
    assert not view().induced_slot("masking", "ClinicalTrial").multivalued
    assert view().induced_slot("name", "Arm").maximum_cardinality == 1
    assert view().induced_slot("name", "Condition").maximum_cardinality is None
    assert view().induced_slot("identifier", "ClinicalTrial").required
    assert view().induced_slot("masking", "ClinicalTrial").range == "MaskingCode"


@pytest.mark.slow
def test_linkml_finds_no_fault_in_it() -> None:
    assert "No issues found" in linkml("validate", str(SCHEMA))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pydantic", "shex", "owl", "jsonld-context"])
def test_linkml_makes_of_it(kind: str) -> None:
    made = linkml("generate", kind, str(SCHEMA))
    assert "ClinicalTrial" in made
    if kind == "pydantic":
        compile(made, kind, "exec")


@pytest.mark.slow
def test_the_json_schema_that_linkml_makes_knows_the_codes() -> None:
    made = json.loads(linkml("generate", "json-schema", str(SCHEMA)))
    assert made["$defs"]["MaskingCode"]["enum"] == ["NONE", "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"]


@pytest.mark.slow
def test_the_shapes_that_linkml_makes_are_of_our_classes() -> None:
    shapes = Graph().parse(data=linkml("generate", "shacl", str(SCHEMA)), format="turtle")
    assert {CT.ClinicalTrial, CT.Outcome, CT.Condition} <= set(shapes.objects())


@pytest.mark.slow
def test_linkml_reads_a_graph_of_ours_as_its_objects(tmp_path: Path) -> None:
    from linkml_runtime.loaders import rdflib_loader

    program = tmp_path / "model.py"
    program.write_text(linkml("generate", "python", str(SCHEMA)), encoding="utf-8")
    model = _imported(program)
    graph = Graph().parse(ROOT / "tests" / "golden" / "made-up-trial.ttl")
    study = rdflib_loader.load(
        graph, target_class=model.ClinicalTrial, schemaview=view(), ignore_unmapped_predicates=True
    )
    assert study.title in {str(title) for title in graph.objects(None, DCTERMS.title)}
    assert study.identifier == study.schemaIdentifier == ["NCT99999901", "NCT99999900"]
    assert study.studyType.code.text == "INTERVENTIONAL"
    assert len(study.arm) == len(set(graph.objects(None, CT.arm)))


def _imported(path: Path) -> ModuleType:
    loader = SourceFileLoader("kgbuild_model", str(path))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module
