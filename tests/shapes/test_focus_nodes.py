"""Every shape finds a focus node in the graph of the examples: a shape that matches nothing would always conform."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.linking.installation import build_vocabulary, ensure_places
from tests.cli.test_manners import kgbuild
from tests.vocabulary import ROOT

from .rules import FILES, graph

AGGREGATOR = ROOT / "tests" / "golden" / "iron-before-heart-surgery.txt"
"""A page that lists related studies, which the examples do not."""
EXAMPLES = [ROOT / "examples" / name for name in ("trials", "exports")]


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> set[Node]:
    """The classes of the nodes that `ingest` makes of the examples: whom to ask, matches, and the description too.

    One is there twice, with its condition in another spelling.
    """
    folder = tmp_path_factory.mktemp("examples")
    path, diseases = folder / "graph.nt", folder / "doid.tsv"
    diseases.write_text("id\tlabel\texact_synonyms\txrefs\nDOID:6000\theart failure\t\t\n", encoding="utf-8")
    build_vocabulary(folder, "doid", [diseases], built="2026-01-01")
    ensure_places(folder, built="2026-01-01")
    whole = ("--contacts", "--publisher", "Example University")
    respelled = folder / "respelled.json"
    text = (ROOT / "examples" / "exports" / "NCT99999901.json").read_text(encoding="utf-8")
    respelled.write_text(
        text.replace("NCT99999901", "NCT99999909").replace('"Heart Failure"', '"Failure, Heart"'), "utf-8"
    )
    done = kgbuild("ingest", *EXAMPLES, AGGREGATOR, respelled, *whole, "-o", path, KGBUILD_LEXICON=str(folder))
    assert done.returncode == 0, done.stderr
    found = {URIRef(each) for each in re.findall(rf"(?m)^\S+ <{RDF.type}> <(\S+)> \.$", path.read_text("utf-8"))}
    return found | set(Graph().parse(f"{path}.void.ttl").objects(None, RDF.type))


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
