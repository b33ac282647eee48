"""Linking as users meet it: the two real pages, the commands, the graph `links`. Each command runs as a program."""

import csv
import gzip
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph
import pytest

from kg.rdf.derived_terms import DERIVED_PREDICATES
from kg.rdf.spelled_names import SAME_NAME
from kg.store import ask, example, load
from tests.effort import daily
from tests.program import ended

ROOT = Path(__file__).parent.parent.parent
MESH = "http://id.nlm.nih.gov/mesh/"
BASE = "https://w3id.org/kgbuild/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RIBEIRAO_PRETO = (
    "Hospital das Cl\u00ednicas da Faculdade de Medicina de Ribeir\u00e3o Preto da Universidade de S\u00e3o Paulo"
)
"""The facility of a seed."""
AS_OF = ("--as-of", "2026-01-01")


def kgbuild(
    *arguments: str | Path, lexicon: Path, code: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    done = ended(*arguments, environment={"KGBUILD_LEXICON": str(lexicon), **environment})
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    assert done.returncode == code, err
    return subprocess.CompletedProcess(done.args, code, out, err)


@pytest.fixture(scope="module")
def graph(seeds: Path, real_lexicon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "seeds.nq"
    kgbuild("ingest", seeds, "-o", path, *AS_OF, lexicon=real_lexicon)
    return path


def direct(graph: Path) -> set[tuple[str, str, str]]:
    """The direct links of the graph `links` that matches make."""
    name = pyoxigraph.NamedNode(f"{BASE}graph/links")
    quads = load([str(graph)]).quads_for_pattern(None, None, None, name)
    return {
        (each.subject.value.removeprefix(BASE), re.split("[#/]", each.predicate.value)[-1], each.object.value)
        for each in quads
        if isinstance(each.subject, pyoxigraph.NamedNode) and isinstance(each.object, pyoxigraph.NamedNode)
        if "mapping/" not in each.subject.value and str(each.predicate) not in {*DERIVED_PREDICATES, SAME_NAME}
    }


def rows(graph: Path, question: str) -> list[tuple[str, ...]]:
    answer = ask(load([str(graph)]), question)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [tuple(getattr(term, "value", "") for term in row) for row in answer]


def test_the_two_pages(graph: Path) -> None:
    assert direct(graph) == {
        ("condition/systemic-sclerosis", "exactMatch", f"{MESH}D012595"),
        ("condition/systemic-sclerosis", "exactMatch", "http://purl.obolibrary.org/obo/DOID_418"),
        ("condition/systemic-sclerosis", "exactMatch", "http://purl.obolibrary.org/obo/MONDO_0005100"),
        ("condition/systemic-sclerosis", "type", "https://schema.org/MedicalCondition"),
        ("condition/mesenchymal-stem-cells", "exactMatch", f"{MESH}D059630"),
        ("condition/mesenchymal-stem-cells", "exactMatch", "http://purl.obolibrary.org/obo/NCIT_C43423"),
        ("condition/mesenchymal-stem-cells", "exactMatch", "http://www.ebi.ac.uk/efo/EFO_0000586"),
        ("treatment/allogeneic-mesenchymal-stem-cells-allomsc.5ff4fdfb", "broadMatch", f"{MESH}D059630"),
        ("treatment/intravenous-bone-marrow-mesenchymal-stem-cells-infusion", "broadMatch", f"{MESH}D059630"),
        ("study/NCT01297972", "inferredCondition", f"{MESH}D000741"),
        ("place/BR/s\u00e3o-paulo/ribeir\u00e3o-preto", "sameAs", "https://sws.geonames.org/3451328/"),
        ("country/BR", "sameAs", "https://sws.geonames.org/3469034/"),
        ("country/CN", "sameAs", "https://sws.geonames.org/1814991/"),
    }


def test_a_match_annotates_its_direct_link_as_sssom_has_it(graph: Path) -> None:
    """SSSOM/RDF: a mapping is an `owl:Axiom` with a source, a property, a target, and slots by their own IRIs."""
    mappings = "?m a ct:Mapping, owl:Axiom ; sssom:confidence ?c ; sssom:mapping_justification ?j"
    link = "?m owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o . ?s ?p ?o"
    assert rows(graph, f"SELECT (COUNT(?m) AS ?count) {{ {mappings} }}") == [("12",)]
    assert rows(graph, f"SELECT (COUNT(?m) AS ?count) {{ {mappings} . {link} }}") == [("12",)]
    assert rows(graph, "SELECT DISTINCT (DATATYPE(?c) AS ?d) { ?m sssom:confidence ?c }") == [
        ("http://www.w3.org/2001/XMLSchema#double",)
    ]


def test_nothing_inferred_is_said_by_a_record(graph: Path) -> None:
    store = load([str(graph)])
    conditions = pyoxigraph.NamedNode("https://w3id.org/kgbuild/ontology#condition")
    studies = {str(quad.subject) for quad in store.quads_for_pattern(None, conditions, None, None)}
    assert studies == {f"<{BASE}study/NCT00962923>"}
    for name in ("exactMatch", "closeMatch", "broadMatch"):
        graphs = {
            str(q.graph_name) for q in store.quads_for_pattern(None, pyoxigraph.NamedNode(SKOS + name), None, None)
        }
        assert graphs <= {f"<{BASE}graph/links>"}


def test_both_trials_meet_in_one_concept(graph: Path) -> None:
    found = {row[0]: row[1:] for row in rows(graph, example("trials-by-concept").text)}
    assert found[f"{MESH}D059630"][:2] == ("Mesenchymal Stromal Cells", "2")
    assert sorted(found[f"{MESH}D059630"][2].split(" | ")) == [
        "Allogeneic Mesenchymal Stem Cells (AlloMSC)",
        "Intravenous bone marrow mesenchymal stem cells infusion",
        "Mesenchymal Stem Cells",
    ]
    assert found[f"{MESH}D000741"][1] == "1"


def test_sponsors_by_country(graph: Path) -> None:
    assert rows(graph, example("sponsors-by-country").text) == [
        ("Brazil", "University of Sao Paulo", "1"),
        ("China", "The Affiliated Nanjing Drum Tower Hospital of Nanjing University Medical School", "1"),
    ]


def test_unmatched_names(seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.nq"
    kgbuild("ingest", seeds, "-o", path, "--no-link", lexicon=tmp_path)
    assert rows(path, example("unmatched-names").text) == [
        ("Allogeneic Mesenchymal Stem Cells (AlloMSC)", "1"),
        ("Intravenous bone marrow mesenchymal stem cells infusion", "1"),
        ("Mesenchymal Stem Cells", "1"),
        ("Systemic Sclerosis", "1"),
    ]
    assert direct(path) == set()


def unpacked(path: Path) -> bytes:
    """What a file holds; into how many members gzip packed it is no part of that."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.parametrize("extension", daily(["nq", "trig", "ttl", "nq.gz"], {"trig"}))
def test_linking_again_is_linking(seeds: Path, real_lexicon: Path, tmp_path: Path, extension: str) -> None:
    linked, bare = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    kgbuild("ingest", seeds, "-o", linked, *AS_OF, lexicon=real_lexicon)
    kgbuild("ingest", seeds, "-o", bare, "--no-link", *AS_OF, lexicon=real_lexicon)
    assert unpacked(linked) != unpacked(bare)
    done = kgbuild("link", bare, lexicon=real_lexicon)
    assert unpacked(bare) == unpacked(linked)
    assert (
        "matched: 2 of 2 conditions, 2 of 2 countries, 1 of 1 place, 2 of 2 treatments, "
        "none of 2 organizations and 1 facility"
    ) in done.stderr
    kgbuild("link", linked, lexicon=real_lexicon)  # twice is once
    assert unpacked(bare) == unpacked(linked)


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["nq", "ttl"])
def test_a_class_that_rests_on_a_match_goes_with_it(
    seeds: Path, real_lexicon: Path, tmp_path: Path, extension: str
) -> None:
    path, table = tmp_path / f"a.{extension}", tmp_path / "curated.sssom.tsv"
    kgbuild("ingest", seeds, "-o", path, *AS_OF, lexicon=real_lexicon)
    question = "SELECT ?c { ?c a <https://schema.org/MedicalCondition> ; a ct:Condition }"
    assert rows(path, question) == [(f"{BASE}condition/systemic-sclerosis",)]
    table.write_text(
        "subject_id\tpredicate_id\tobject_id\tpredicate_modifier\n"
        "kgb:condition/systemic-sclerosis\tskos:exactMatch\tmesh:D012595\tNot\n",
        encoding="utf-8",
    )
    kgbuild("link", path, "--mappings", table, lexicon=real_lexicon)
    assert rows(path, question) == []
    kgbuild("link", path, lexicon=real_lexicon)
    assert rows(path, question) == []  # what was rejected stays so
    kgbuild("link", path, "--forget-curation", lexicon=real_lexicon)
    assert rows(path, question) == [(f"{BASE}condition/systemic-sclerosis",)]


@pytest.mark.slow
def test_every_format_holds_the_same_links(seeds: Path, real_lexicon: Path, graph: Path, tmp_path: Path) -> None:
    expected = {quad.triple for quad in load([str(graph)])}
    for extension in ("ttl", "jsonld", "jsonl", "nt"):
        path = tmp_path / f"x.{extension}"
        kgbuild("ingest", seeds, "-o", path, *AS_OF, lexicon=real_lexicon)
        assert {quad.triple for quad in load([str(path)])} == expected, extension
        again = tmp_path / f"y.{extension}"
        kgbuild("link", path, "-o", again, lexicon=real_lexicon)
        assert {quad.triple for quad in load([str(again)])} == expected, extension


@pytest.mark.slow
def test_hash_seeds_make_no_difference(seeds: Path, real_lexicon: Path, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.nq"
    kgbuild("ingest", seeds, "-o", path, *AS_OF, lexicon=real_lexicon, PYTHONHASHSEED="7")
    assert path.read_bytes() == graph.read_bytes()


def test_matches_break_no_rule(graph: Path, tmp_path: Path) -> None:
    done = kgbuild("validate", graph, "--fail-on", "violation", lexicon=tmp_path)
    assert "[CT-M" not in done.stdout


def test_coverage(graph: Path, tmp_path: Path) -> None:
    found = json.loads(kgbuild("coverage", graph, "--format", "json", lexicon=tmp_path).stdout)
    kinds = {each["kind"]: each for each in found["kinds"]}
    assert kinds["treatment"] == {
        "kind": "treatment",
        "labels": 2,
        "mentions": 2,
        "matched": 2,
        "matched_mentions": 2,
        "methods": {"CONTAINED": 2},
    }
    assert kinds["organization"]["methods"] == {"UNMATCHED": 2}
    table = csv.DictReader(kgbuild("coverage", graph, "--format", "csv", lexicon=tmp_path).stdout.splitlines())
    assert [(line["label"], line["trials"], line["mentions"], line["status"]) for line in table] == [
        ("University of Sao Paulo", "1", "3", "unmatched"),
        (RIBEIRAO_PRETO, "1", "1", "unmatched"),
        ("The Affiliated Nanjing Drum Tower Hospital of Nanjing University Medical School", "1", "1", "unmatched"),
    ]
    text = kgbuild("coverage", graph, "--format", "table", "--top", "1", lexicon=tmp_path).stdout
    assert "... and 2 more; --format csv lists all" in text
    assert kgbuild("coverage", graph, "--format", "xml", lexicon=tmp_path, code=2).stderr == (
        "error: unknown --format 'xml'; known are table, csv, json\n"
    )


@pytest.mark.slow
def test_the_table_of_mappings_is_valid_sssom(graph: Path, tmp_path: Path) -> None:
    pytest.importorskip("sssom")
    table = tmp_path / "x.sssom.tsv"
    kgbuild("mappings", graph, "-o", table, lexicon=tmp_path)
    program = Path(sys.executable).parent / "sssom"
    done = subprocess.run([program, "validate", table], capture_output=True, check=False, timeout=600, text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert "not well-formed" not in done.stderr + done.stdout
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == 1 + 12


def curated(table: Path, *decisions: str) -> str:
    head = [line for line in table.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    columns = (
        "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_id\n"
    )
    return "".join([*head, columns, *decisions])


def test_curators_win(graph: Path, seeds: Path, real_lexicon: Path, tmp_path: Path) -> None:
    table, path = tmp_path / "x.sssom.tsv", tmp_path / "x.nq"
    kgbuild("mappings", graph, "-o", table, lexicon=real_lexicon)
    manual = "semapv:ManualMappingCuration\torcid:0000-0000-0000-0000\n"
    decisions = curated(
        table,
        f"kgb:condition/mesenchymal-stem-cells\tMSC\tskos:exactMatch\tNot\tmesh:D059630\t{manual}",
        f"kgb:condition/systemic-sclerosis\tSSc\tskos:closeMatch\t\tmesh:D045743\t{manual}",
        "kgb:place/BR/s%C3%A3o-paulo/ribeir%C3%A3o-preto\tx\tskos:exactMatch\t\tgeonames:1/\t"
        "semapv:ManualMappingCuration\tAda Example\n",
        "kgb:country/CN\tx\tskos:exactMatch\t\tgeonames:2/\tsemapv:LexicalMatching\t\n",  # decides nothing
    )
    table.write_text(decisions, encoding="utf-8")
    kgbuild("ingest", seeds, "-o", path, "--mappings", table, *AS_OF, lexicon=real_lexicon)
    found = {(subject, target) for subject, _, target in direct(path)}
    assert ("condition/mesenchymal-stem-cells", f"{MESH}D059630") not in found
    assert ("condition/systemic-sclerosis", f"{MESH}D012595") not in found
    assert ("condition/systemic-sclerosis", f"{MESH}D045743") in found
    assert ("place/BR/s\u00e3o-paulo/ribeir\u00e3o-preto", "https://sws.geonames.org/1/") in found
    assert ("country/CN", "https://sws.geonames.org/1814991/") in found
    named = (
        "SELECT ?o ?who { ?m ct:mappingMethod mapping-method:CURATED ; owl:annotatedTarget ?o ; %s ?who "
        "FILTER NOT EXISTS { ?m sssom:predicate_modifier ?rejected } }"
    )
    curator = "https://orcid.org/0000-0000-0000-0000"
    assert rows(path, named % "pav:authoredBy") == [(f"{MESH}D045743", curator)]
    assert rows(path, named % "sssom:author_label") == [("https://sws.geonames.org/1/", "Ada Example")]
    kgbuild("mappings", path, "-o", table, lexicon=real_lexicon)
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    written = csv.DictReader(lines, delimiter="\t")
    authors = {row["object_id"]: (row["author_id"], row["author_label"]) for row in written}
    assert authors["mesh:D045743"] == ("orcid:0000-0000-0000-0000", "")
    assert authors["geonames:1/"] == ("", "Ada Example")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("subject_id\tobject_id\n", "is no SSSOM table: it has no column predicate_id"),
        (
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
            "nope:1\tskos:exactMatch\tmesh:D1\tsemapv:ManualMappingCuration\n",
            "row 2: the prefix of 'nope:1' is not declared in the table's curie_map",
        ),
        (
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
            "kgb:condition/x\towl:sameAs\tmesh:D1\tsemapv:ManualMappingCuration\n",
            "row 2: unknown predicate 'owl:sameAs'; known are exactMatch, closeMatch, broadMatch, narrowMatch, "
            "inferredCondition, schema:sameAs",
        ),
        (
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
            "kgb:condition/x\tskos:exactMatch\tmesh:D1\tsemapv:ManualMappingCuration\t95\n",
            "row 2: the confidence 95.0 is not between 0 and 1",
        ),
    ],
)
def test_a_bad_table_is_refused_before_any_work(lexicon: Path, tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "x.sssom.tsv"
    table.write_text(text, encoding="utf-8")
    done = kgbuild("ingest", "examples/trials", "-o", tmp_path / "x.nq", "--mappings", table, lexicon=lexicon, code=2)
    assert message in done.stderr
    assert not (tmp_path / "x.nq").exists()


def test_a_graph_of_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text("<http://a> <http://b> <http://c> .\n", encoding="utf-8")
    done = kgbuild("link", path, lexicon=tmp_path, code=2)
    assert "has no node of class ct:Build: it is no graph that kgbuild wrote" in done.stderr


@pytest.mark.slow
def test_the_commands_of_vocabularies(tmp_path: Path) -> None:
    source = tmp_path / "mesh.tsv"
    source.write_text("mesh_id\tmesh_name\nD000005\tAbdomen\n", encoding="utf-8")
    folder = tmp_path / "lexicon"
    assert "nothing is installed in" in kgbuild("vocab", "list", lexicon=folder).stdout
    assert kgbuild("vocab", "build", "mesh", source, "--version", "2026", lexicon=folder).stdout == (
        "mesh: 1 terms, 1 names\n"
    )
    listed = kgbuild("vocab", "list", lexicon=folder).stdout
    assert "mesh                 Medical Subject Headings" in listed
    assert "0 days old, version 2026, licence: free of use" in listed
    assert kgbuild("vocab", "remove", "mesh", lexicon=folder).stdout.startswith("mesh removed, ")
    assert "'mesh' is not installed" in kgbuild("vocab", "remove", "mesh", lexicon=folder, code=2).stderr
    assert "'sssom' cannot be fetched" in kgbuild("vocab", "fetch", "sssom", lexicon=folder, code=2).stderr
    done = kgbuild("vocab", "learn", "examples/trials", lexicon=folder, code=2)
    assert "no study of these files carries terms that its registry assigned" in done.stderr


@pytest.mark.slow
def test_what_a_registry_teaches(data: Path, tmp_path: Path) -> None:
    """Five real studies of the registry's JSON."""
    import zipfile

    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        for name in sorted(archive.namelist())[:30]:
            if name.endswith(".json"):
                (tmp_path / Path(name).name).write_bytes(archive.read(name))
    done = kgbuild("vocab", "learn", tmp_path, lexicon=tmp_path / "lexicon")
    assert "learnt-condition: from " in done.stdout
    assert int(done.stdout.split("learnt-condition: from ")[1].split()[0]) >= 20


@pytest.mark.slow
def test_what_a_record_states_itself_stays_when_links_are_made_anew(
    data: Path, real_lexicon: Path, tmp_path: Path
) -> None:
    """The registry writes "Asthma" as condition and as MeSH term: that link is a fact of the record, not ours."""
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        for name in sorted(archive.namelist())[:12]:
            if name.endswith(".json"):
                (tmp_path / Path(name).name).write_bytes(archive.read(name))
    sources = sorted(tmp_path.glob("*.json"))
    for extension in ("nq", "ttl"):
        linked, bare = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
        kgbuild("ingest", *sources, "-o", linked, *AS_OF, "--fail-on", "none", lexicon=real_lexicon)
        kgbuild("ingest", *sources, "-o", bare, "--no-link", *AS_OF, "--fail-on", "none", lexicon=real_lexicon)
        kgbuild("link", bare, lexicon=real_lexicon)
        assert bare.read_bytes() == linked.read_bytes(), extension
        kgbuild("link", linked, lexicon=real_lexicon)
        assert bare.read_bytes() == linked.read_bytes(), extension
    stated = rows(
        tmp_path / "a.nq", "SELECT DISTINCT ?o { ?m ct:mappingMethod mapping-method:REGISTRY ; owl:annotatedTarget ?o }"
    )
    assert stated
    store = load([str(tmp_path / "a.nq")])
    for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(f"{SKOS}exactMatch"), None, None):
        graphs = {
            str(each.graph_name) for each in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        }
        assert len(graphs) == 1
