"""What stands beside a graph: its description, and the metadata of a crate; the graph depends on its input alone."""

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, VOID, Graph, Literal, Namespace, URIRef

import kg
from kg.errors import UsageError
from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.pipeline.run.options import ExportOptions, IngestOptions, LinkOptions, StatsOptions
from kg.pipeline.verbs.ingest import Ingested, ingest
from kg.pipeline.verbs.link import link
from kg.pipeline.verbs.store import export, stats
from kg.rdf import Format, format_of
from kg.store import description_beside, load, open_dataset
from tests.vocabulary import ROOT

from .making import export as exported_records

TRIALS = str(ROOT / "examples" / "trials")
BASE = "https://w3id.org/kgbuild/id/"
BUILD = URIRef(f"{BASE}build")
CT = Namespace("https://w3id.org/kgbuild/ontology#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
FIRST, SECOND = "2026-01-01T00:00:00+00:00", "2026-02-02T02:02:02+00:00"
ENDINGS = [each.value.extension for each in Format]


def run(**options: Any) -> Ingested:
    """A run over the examples, without vocabularies."""
    return ingest(IngestOptions(options.pop("paths", TRIALS), **{"link": False, "as_of": FIRST, **options}), keep=False)


def description(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def said_of_build(path: Path) -> Graph:
    """What a graph file says of the build, and of what it leads to."""
    whole = Graph()
    store = load([str(path)])
    for quad in store:
        whole.parse(data=f"{quad.subject} {quad.predicate} {quad.object} .", format="nt")
    nodes = {BUILD, *whole.objects(BUILD, DCTERMS.source), *whole.objects(BUILD, DCTERMS.publisher)}
    found = Graph()
    for each in whole:
        if each[0] in nodes or str(each[0]).startswith(f"{BUILD}/"):
            found.add(each)
    return found


@pytest.fixture(scope="module", params=[*ENDINGS, "ttl.gz", "nq.gz"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ingested]:
    path = tmp_path_factory.mktemp("written") / f"graph.{request.param}"
    return path, run(output=path, license=LICENSE, publisher="Example University")


def test_a_graph_file_holds_no_time_and_no_counts_by_class(written: tuple[Path, Ingested]) -> None:
    held, whole = said_of_build(written[0]), description(Path(f"{written[0]}.void.ttl"))
    assert 15 <= len(held) <= 30
    assert {each for each in held if each not in whole} == set()
    apart = {predicate for _, predicate, _ in whole.triples((BUILD, None, None))} - set(held.predicates(BUILD))
    names = {str(each).rpartition("#")[2].rpartition("/")[2] for each in apart}
    assert names == {
        *("classPartition", "declare", "distribution", "generatedAtTime", "issued", "modified", "propertyPartition"),
        *("subset", "version", "wasGeneratedBy"),
    }


def test_a_graph_file_begins_with_the_first_study(written: tuple[Path, Ingested]) -> None:
    path, _ = written
    text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
    body = re.sub(r"(?m)^@(?:base|prefix) .*\n", "", text)
    if format_of(path.name) is Format.JSONLD:
        body = text.partition('"@graph":[')[2]
    first = re.search(r"study/NCT|(?<!kg)build\b", body)
    assert first is not None
    assert first[0] == "study/NCT"


def test_the_description_breaks_no_rule_and_counts_what_is_announced(written: tuple[Path, Ingested]) -> None:
    path, done = written
    beside = Path(f"{path}.void.ttl")
    quads = load([str(beside)])
    assert shipped_shapes().check([(str(q.subject), str(q.predicate), str(q.object)) for q in quads]) == []
    assert description(beside).value(BUILD, VOID.triples) == Literal(done.totals.triples)
    assert len({(q.subject, q.predicate, q.object) for q in load([str(path)])}) == done.totals.triples + len(
        said_of_build(path)
    )


def test_the_description_names_the_file_with_its_checksum(written: tuple[Path, Ingested]) -> None:
    path, _ = written
    said = description(Path(f"{path}.void.ttl"))
    (node,) = said.objects(BUILD, DCAT.distribution)
    checksum = said.value(node, SPDX.checksum)
    assert said.value(node, DCTERMS.title) == Literal(path.name)
    assert str(said.value(node, DCAT.mediaType)).endswith(format_of(path.name).value.media_type)
    assert (node, DCAT.compressFormat, None) in said if path.suffix == ".gz" else True
    assert int(cast(Literal, said.value(node, DCAT.byteSize))) == path.stat().st_size
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert checksum is not None
    assert str(said.value(checksum, SPDX.checksumValue)) == digest
    assert said.value(node, DCTERMS.license) == said.value(BUILD, DCTERMS.license) == URIRef(LICENSE)
    publisher = said.value(BUILD, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in said
    assert (publisher, FOAF.name, Literal("Example University")) in said


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ttl", "trig"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_only_used_prefixes_are_declared(tmp_path: Path, ending: str, jobs: int) -> None:
    source = exported_records(tmp_path / "in.jsonl", 1_200)
    path = tmp_path / f"graph.{ending}"
    run(paths=[str(source), TRIALS], output=path, jobs=jobs)
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    declared = set(re.findall(r"(?m)^@prefix (\S+): ", head))
    text = re.sub(r'"""[\s\S]*?"""|"(?:[^"\\]|\\.)*"|<[^>]*>', "", body)
    assert declared == set(re.findall(r"(?<![\w-])([a-z][a-z-]*):", text))
    assert "registry" in declared
    assert "mesh" not in declared


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_time_changes_the_description_and_not_the_graph(tmp_path: Path, ending: str) -> None:
    for name, time in (("a", FIRST), ("b", SECOND)):
        (tmp_path / name).mkdir()
        run(output=tmp_path / name / f"g.{ending}", as_of=time)
    graphs = [(tmp_path / name / f"g.{ending}").read_bytes() for name in "ab"]
    described = [(tmp_path / name / f"g.{ending}.void.ttl").read_text() for name in "ab"]
    assert graphs[0] == graphs[1]
    assert (
        described[0]
        != described[1]
        == described[0].replace("2026-01-01T00:00:00Z", "2026-02-02T02:02:02Z").replace('"2026-01-01"', '"2026-02-02"')
    )


def test_a_folder_holds_one_description_of_all_its_graphs(tmp_path: Path) -> None:
    done = run(out_dir=tmp_path / "out")
    said = description(tmp_path / "out" / "void.ttl")
    titles = {str(said.value(node, DCTERMS.title)) for node in said.objects(BUILD, DCAT.distribution)}
    assert titles == {"graph.ttl", "graph.jsonld"}
    assert str(tmp_path / "out" / "void.ttl") in done.written
    assert [each.name for each in (tmp_path / "out").glob("*.void.ttl")] == []


def test_shards_have_one_description(tmp_path: Path) -> None:
    run(output=tmp_path / "g.nq", shards=2)
    said = description(tmp_path / "g.nq.void.ttl")
    files = {str(said.value(node, DCTERMS.title)) for node in said.objects(BUILD, DCAT.distribution)}
    assert files == {"g-1.nq", "g-2.nq", "g-shared.nq"} == {path.name for path in tmp_path.glob("g-*")}


def test_standard_output_has_no_description(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "out.nq"
    with target.open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        done = run(output="-", form="nq")
    assert target.stat().st_size > 10_000
    assert b"generatedAtTime" not in target.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out.nq"]
    assert done.written == ("-",)


def test_a_store_holds_the_whole_description_and_an_export_a_part(tmp_path: Path) -> None:
    done = run(store=tmp_path / "store", publisher="https://ror.org/00example", license=LICENSE)
    assert not list(tmp_path.glob("*void*"))
    found = stats(StatsOptions(tmp_path / "store"))
    assert found["triples"] == done.totals.triples
    assert found["built"] == "2026-01-01T00:00:00Z"
    count = export(ExportOptions(tmp_path / "store", tmp_path / "g.nq"))
    assert count == done.totals.triples
    said = description(tmp_path / "g.nq.void.ttl")
    assert said.value(BUILD, PROV.generatedAtTime) is not None
    assert said.value(BUILD, DCTERMS.publisher) == URIRef("https://ror.org/00example")
    assert len(list(said.objects(BUILD, DCAT.distribution))) == 1
    assert (BUILD, PROV.generatedAtTime, None) not in said_of_build(tmp_path / "g.nq")


def test_a_store_keeps_licence_and_first_time_of_earlier_runs(tmp_path: Path) -> None:
    run(store=tmp_path / "store", license=LICENSE, publisher="Example University")
    run(paths=str(ROOT / "examples" / "exports"), store=tmp_path / "store", as_of=SECOND)
    export(ExportOptions(tmp_path / "store", tmp_path / "g.nt"))
    said = description(tmp_path / "g.nt.void.ttl")
    assert said.value(BUILD, DCTERMS.license) == URIRef(LICENSE)
    assert str(said.value(BUILD, DCTERMS.issued)).startswith("2026-01-01")
    assert str(said.value(BUILD, DCTERMS.modified)).startswith("2026-02-02")


@pytest.mark.parametrize(("name", "graph"), [("g.nq", f"<{BASE}graph/build>"), ("g.ttl", "")])
def test_load_takes_the_description_along(tmp_path: Path, name: str, graph: str) -> None:
    run(output=tmp_path / name)
    with open_dataset(str(tmp_path / name)) as dataset:
        lines = set(dataset.lines(graph))
    whole = load([str(tmp_path / f"{name}.void.ttl")])
    assert {f"{quad.subject} {quad.predicate} {quad.object}" for quad in whole} <= lines


def test_a_description_of_another_graph_is_not_taken_along(tmp_path: Path) -> None:
    run(out_dir=tmp_path)
    assert description_beside(str(tmp_path / "graph.ttl")) is not None
    run(output=tmp_path / "other.nq")
    (tmp_path / "other.nq.void.ttl").unlink()
    assert description_beside(str(tmp_path / "other.nq")) is None


def test_linking_again_renews_the_description(tmp_path: Path) -> None:
    run(out_dir=tmp_path, license=LICENSE)
    before = description(tmp_path / "void.ttl")
    link(LinkOptions(tmp_path / "graph.ttl"))
    after = description(tmp_path / "void.ttl")
    (node,) = after.objects(BUILD, DCAT.distribution)
    digest = hashlib.sha256((tmp_path / "graph.ttl").read_bytes()).hexdigest()
    assert str(after.value(after.value(node, SPDX.checksum), SPDX.checksumValue)) == digest
    for name in (PROV.generatedAtTime, DCTERMS.license, CT.studyCount):
        assert before.value(BUILD, name) == after.value(BUILD, name) is not None
    quads = load([str(tmp_path / "graph.ttl")])
    counted = len({(q.subject, q.predicate, q.object) for q in quads}) - len(said_of_build(tmp_path / "graph.ttl"))
    assert after.value(BUILD, VOID.triples) == Literal(counted)


def test_linking_again_does_not_count_the_ontology(tmp_path: Path) -> None:
    for name in ("g.nq", "g.ttl"):
        done = run(output=tmp_path / name, with_ontology=True)
        link(LinkOptions(tmp_path / name, tmp_path / f"linked-{name}"))
        said = description(tmp_path / f"linked-{name}.void.ttl")
        links = [q for q in load([str(tmp_path / f"linked-{name}")]) if "mapping/" in str(q.subject)]
        counted = int(cast(Literal, said.value(BUILD, VOID.triples)))
        assert done.totals.triples + len(links) <= counted <= done.totals.triples + 2 * len(links)


def test_the_library_writes_a_description_beside_a_graph(tmp_path: Path) -> None:
    with kg.ingest(TRIALS, link=False, as_of=FIRST) as done:
        done.write(tmp_path / "g.ttl")
    assert description(tmp_path / "g.ttl.void.ttl").value(BUILD, PROV.generatedAtTime) is not None
    head = (tmp_path / "g.ttl").read_text(encoding="utf-8").partition("\n\n")[0]
    assert "@prefix mesh:" not in head


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("license", "CC BY 4.0", "takes an address"),
        ("license", "https://example.org/a>b", "takes an address"),
        ("publisher", " ", "it is empty"),
    ],
)
def test_what_cannot_be_stated_is_said_before_any_work(tmp_path: Path, option: str, value: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(output=tmp_path / "g.nq", **{option: value})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def crate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crate") / "out"
    run(out_dir=folder, crate=True, license=LICENSE, publisher="Ann Example https://orcid.org/0000-0002-1825-0097")
    return folder


@pytest.fixture(scope="module")
def entities(crate: Path) -> dict[str, dict[str, Any]]:
    document = json.loads((crate / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert document["@context"] == "https://w3id.org/ro/crate/1.2/context"
    found = {each["@id"]: each for each in document["@graph"]}
    assert len(found) == len(document["@graph"])
    return found


def test_a_crate_says_what_the_specification_asks_of_it(entities: dict[str, dict[str, Any]]) -> None:
    descriptor, root = entities["ro-crate-metadata.json"], entities["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", root["datePublished"])
    assert root["name"]
    assert root["description"]
    assert root["license"] == {"@id": LICENSE}
    assert [each["@id"] for each in entities.values() if not each.get("@type")] == []
    assert [each["@id"] for each in entities.values() if not each.get("name")] == []


def test_a_crate_is_flat_and_what_it_names_is_described(entities: dict[str, dict[str, Any]]) -> None:
    named = {
        value["@id"]
        for each in entities.values()
        for values in each.values()
        for value in (values if isinstance(values, list) else [values])
        if isinstance(value, dict)
    }
    assert all(
        set(value) == {"@id"} for each in entities.values() for value in each.values() if isinstance(value, dict)
    )
    assert named - set(entities) == {"https://w3id.org/ro/crate/1.2"}


def test_a_crate_has_every_file_of_the_folder_with_its_checksum(
    crate: Path, entities: dict[str, dict[str, Any]]
) -> None:
    files = {each["@id"]: each for each in entities.values() if each["@type"] == "File"}
    there = {path.name for path in crate.iterdir() if path.is_file() and not path.name.startswith(".")}
    assert set(files) == there - {"ro-crate-metadata.json", "manifest.json"}
    assert {each["@id"] for each in entities["./"]["hasPart"]} == set(files)
    for name, each in files.items():
        content = (crate / name).read_bytes()
        assert (each["contentSize"], each["sha256"]) == (str(len(content)), hashlib.sha256(content).hexdigest())


def test_a_crate_tells_how_its_files_were_made(entities: dict[str, dict[str, Any]]) -> None:
    made = entities["#run"]
    assert made["@type"] == "CreateAction"
    tool = entities[made["instrument"]["@id"]]
    assert (tool["@type"], tool["version"]) == ("SoftwareApplication", f"kgbuild {kg.__version__}".split()[1])
    told = [entities[each["@id"]] for each in made["object"]]
    assert [each["name"] for each in told if each["@type"] == "CreativeWork"] == ["trials"]
    assert {each["name"]: each["value"] for each in told if each["@type"] == "PropertyValue"}["link"] is False
    assert made["result"] == entities["./"]["hasPart"]
    assert entities[made["agent"]["@id"]]["@type"] == "Person"


def test_no_crate_without_a_folder(tmp_path: Path) -> None:
    for where in ({"output": "-", "form": "nq"}, {"store": tmp_path / "store"}):
        with pytest.raises(UsageError, match="--crate describes files"):
            run(crate=True, **where)
    assert list(tmp_path.iterdir()) == []
