"""Every shape finds a focus node in the graph of the examples: a shape that matches nothing would always conform."""

import json
import os
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.linking.installation import BUILTIN_PLACES, build_vocabulary, ensure_places
from kg.linking.lexicon import path_of
from tests.cli.test_manners import kgbuild
from tests.vocabulary import ROOT

from .rules import FILES, graph

pytestmark = pytest.mark.slow

AGGREGATOR = ROOT / "tests" / "golden" / "iron-before-heart-surgery.txt"
"""A page that lists related studies, which the examples do not."""
REGISTERED = ROOT / "tests" / "golden" / "honey-for-night-cough.xml"
"""A record with ethics reviews, which those of ClinicalTrials.gov do not have."""
FOLLOWED = ROOT / "tests" / "golden" / "ginger-before-june-2024.json"
"""A record with a course in each country."""
REPORTED = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
"""A record with results."""
MORE = (AGGREGATOR, REGISTERED, FOLLOWED, REPORTED)
EXAMPLES = [ROOT / "examples" / name for name in ("trials", "exports")]


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> set[Node]:
    """The classes of the nodes that `ingest` makes of the examples: whom to ask, matches, and the description too.

    One is there twice, with its condition in another spelling; one study is in two registries, as a person decided too,
    another may be.
    """
    folder = tmp_path_factory.mktemp("examples")
    path, diseases = folder / "graph.nt", folder / "doid.tsv"
    diseases.write_text("id\tlabel\texact_synonyms\txrefs\nDOID:6000\theart failure\t\t\n", encoding="utf-8")
    build_vocabulary(folder, "doid", [diseases], built="2026-01-01")
    shared = Path(os.environ["KGBUILD_LEXICON"])
    ensure_places(shared, built="2026-01-01")
    shutil.copy(path_of(shared, BUILTIN_PLACES), folder)
    whole = ("--contacts", "--publisher", "Example University")
    export = (ROOT / "examples" / "exports" / "NCT99999901.json").read_text(encoding="utf-8")
    respelled = export.replace("NCT99999901", "NCT99999909").replace('"Heart Failure"', '"Failure, Heart"')
    (folder / "respelled.json").write_text(respelled, encoding="utf-8")
    (folder / "registered.json").write_text(export.replace("NCT99999901", "NCT99999942"), encoding="utf-8")
    unjoined = REGISTERED.read_text(encoding="utf-8").replace("99999901", "99999902").replace("NCT99999942", "")
    (folder / "unjoined.xml").write_text(unjoined.replace("2021-999999-42", "HONEY-2"), encoding="utf-8")
    (folder / "alike.json").write_text(_alike(export), encoding="utf-8")
    made = sorted({*folder.glob("*.json"), *folder.glob("*.xml")})
    sheet = folder / "sheet.csv"
    sheet.write_text("one_id,other_id,decision\nISRCTN99999901,NCT99999942,same\n", encoding="utf-8")
    inputs = (*EXAMPLES, *MORE, *made)
    done = kgbuild("ingest", *inputs, *whole, "--decisions", sheet, "-o", path, KGBUILD_LEXICON=str(folder))
    assert done.returncode == 0, done.stderr
    found = {URIRef(each) for each in re.findall(rf"(?m)^\S+ <{RDF.type}> <(\S+)> \.$", path.read_text("utf-8"))}
    return found | set(Graph().parse(f"{path}.void.ttl").objects(None, RDF.type))


def _alike(export: str) -> str:
    """An export with titles, start and size of the registered record, whose id it does not state."""
    record = json.loads(export)
    protocol = record["protocolSection"]
    title = "Honey before bed for children with night cough"
    protocol["identificationModule"] |= {"nctId": "NCT99999943", "briefTitle": title, "officialTitle": title}
    protocol["statusModule"]["startDateStruct"]["date"] = "2022-02-01"
    protocol["designModule"]["enrollmentInfo"]["count"] = 118
    return json.dumps(record)


@pytest.mark.parametrize("file", FILES)
def test_every_shape_finds_a_focus_node(file: str, classes: set[Node]) -> None:
    targets = {shape: set(graph(file).objects(shape, SH.targetClass)) for shape in node_shapes(file)}
    assert [shape for shape, targeted in targets.items() if targeted and not targeted & classes] == []
    assert any(targets.values())


@cache
def node_shapes(file: str) -> tuple[Node, ...]:
    return tuple(graph(file).subjects(RDF.type, SH.NodeShape))


@pytest.mark.parametrize("path", sorted(EXAMPLES[1].glob("*.json")), ids=lambda path: path.stem)
def test_exports_are_named_by_their_made_up_ids(path: Path) -> None:
    """No registry has given out numbers from NCT99999900 on."""
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["protocolSection"]["identificationModule"]["nctId"] == path.stem
    assert path.stem.startswith("NCT999999")
