"""The Turtle that `docs/results.md` shows is what the program makes of the study that the page names."""

import re
from collections.abc import Iterator

import pyoxigraph
import pytest

import kg
from kg.iris import BASE
from kg.rdf.curies import known_prefixes
from kg.store import ask, example, load
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
STUDY = ROOT / "tests" / "golden" / "mint-oil-crossover.json"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("page") / "mint.nq"
    kg.ingest(STUDY, output=path, link=False).close()
    return load([str(path)])


def shown(block: str) -> Iterator[tuple[object, object, object]]:
    """The triples of a block but for those that end in `<...>`."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known_prefixes().items())
    head += "@prefix cube: <https://w3id.org/kgbuild/cube/> .\n@prefix qb: <http://purl.org/linked-data/cube#> .\n"
    for quad in pyoxigraph.parse(head + block, format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE):
        if "..." not in str(quad.object):
            yield quad.subject, quad.predicate, quad.object


BLOCKS = re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)


def test_what_the_page_shows_of_the_graph_is_in_it(store: pyoxigraph.Store) -> None:
    said = {(quad.subject, quad.predicate, quad.object) for quad in store}
    *of_graph, cube = BLOCKS
    expected = [triple for block in of_graph for triple in shown(block)]
    assert len(expected) > 30
    assert [triple for triple in expected if triple not in said] == []
    answer = ask(store, example("results-as-data-cube").filled({}))
    assert isinstance(answer, pyoxigraph.QueryTriples)
    given = {(triple.subject, triple.predicate, triple.object) for triple in answer}
    assert [triple for triple in shown(cube) if triple not in given] == []
