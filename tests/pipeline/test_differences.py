"""`diff` finds what a comparison of sets of triples finds, in every format, and tells each thing once."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Namespace

import kg
from kg.errors import FileError, UsageError
from kg.pipeline.graph import differences as core
from kg.pipeline.reports.difference_text import summary_line
from tests.cli.test_manners import kgbuild
from tests.effort import daily

EXPORTS = Path(__file__).parent.parent.parent / "examples" / "exports"
TRIALS = EXPORTS.parent / "trials"
PAGE = EXPORTS.parent.parent / "docs" / "compare.md"
AS_OF = "2026-01-01"
BASE = "https://w3id.org/kgbuild/id/"
CS = Namespace("http://purl.org/vocab/changeset/schema#")

Statement = tuple[str, str, str]


def changed(study: dict[str, Any]) -> dict[str, Any]:
    """The study as its registry would state it a year later."""
    study = deepcopy(study)
    protocol = study["protocolSection"]
    protocol["statusModule"]["overallStatus"] = "COMPLETED"
    del protocol["statusModule"]["whyStopped"]
    protocol["statusModule"]["primaryCompletionDateStruct"]["date"] = "2018-09"
    protocol["designModule"]["enrollmentInfo"]["count"] = 120
    protocol["designModule"]["phases"] = ["PHASE3"]
    protocol["outcomesModule"]["primaryOutcomes"][0]["timeFrame"] = "5 years"
    protocol["outcomesModule"]["secondaryOutcomes"].insert(0, {"measure": "Quality of life", "timeFrame": "1 year"})
    protocol["conditionsModule"]["conditions"] = ["Heart Failure", "Asthma"]
    protocol["sponsorCollaboratorsModule"]["leadSponsor"]["name"] = "Institute of Examples"
    protocol["descriptionModule"]["briefSummary"] += " More was said later."
    return study


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two graphs: one study changed, one removed, one added."""
    folder = tmp_path_factory.mktemp("graphs")
    first, second, third = (json.loads((EXPORTS / f"NCT9999990{number}.json").read_text()) for number in (1, 2, 3))
    made = []
    for name, studies in (("before", [first, second]), ("after", [changed(first), third])):
        (folder / f"{name}.json").write_text(json.dumps(studies))
        kg.ingest(folder / f"{name}.json", output=folder / f"{name}.nq", as_of=AS_OF, link=False)
        made.append(folder / f"{name}.nq")
    return made[0], made[1]


def statements(path: Path) -> set[Statement]:
    """The triples of N-Quads without the description of the graph, by another reader than that of `diff`."""
    quads = pyoxigraph.parse(path=str(path))
    return {
        (str(each.subject), str(each.predicate), str(each.object))
        for each in quads
        if not str(each.graph_name).endswith("/graph/build>")
    }


def told(found: kg.Differences) -> tuple[set[Statement], set[Statement]]:
    """All that was removed and all that was added."""
    nodes = [*found.nodes, *(node for study in found.studies for node in study.nodes)]
    triples = [each for node in nodes for each in node.triples()]
    removed, added = ([triple for change, triple in triples if change == kind] for kind in ("removed", "added"))
    assert (len(removed), len(added)) == (len(set(removed)), len(set(added)))
    return set(removed), set(added)


def test_what_differs_is_the_difference_of_the_sets_of_triples(graphs: tuple[Path, Path]) -> None:
    before, after = map(statements, graphs)
    found = kg.diff(*graphs)
    assert told(found) == (before - after, after - before)
    assert len(before - after) > 100 < len(after - before)
    assert [(each.study, each.change) for each in found.studies] == [
        ("NCT99999901", "changed"),
        ("NCT99999902", "removed"),
        ("NCT99999903", "added"),
    ]
    backwards = kg.diff(*reversed(graphs))
    assert told(backwards) == (after - before, before - after)
    assert [each.change for each in backwards.studies] == ["changed", "added", "removed"]


def test_each_triple_stands_with_the_study_to_which_it_belongs(graphs: tuple[Path, Path]) -> None:
    found = kg.diff(*graphs)
    for study in found.studies:
        own = (f"<{BASE}study/{study.study}", f"<{BASE}record/ctgov/{study.study}")
        assert all(node.node.startswith(own) for node in study.nodes)
    assert not any(node.node.startswith((f"<{BASE}study/", f"<{BASE}record/")) for node in found.nodes)


def test_a_node_is_added_or_removed_where_the_other_graph_says_nothing_of_it(graphs: tuple[Path, Path]) -> None:
    before, after = ({subject for subject, _, _ in statements(path)} for path in graphs)
    found = kg.diff(*graphs)
    for node in (*found.nodes, *(node for study in found.studies for node in study.nodes)):
        expected = "changed" if node.node in before & after else "added" if node.node in after else "removed"
        assert node.change == expected, node.node


@given(st.data())
def test_any_two_parts_of_a_graph(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever lines two graphs have, in whatever order."""
    folder = tmp_path_factory.mktemp("parts")
    paths = folder / "a.nt", folder / "b.nq"
    parts = [data.draw(st.lists(st.sampled_from(ANY_LINES), unique=True)) for _ in paths]
    for path, part in zip(paths, parts, strict=True):
        path.write_text("".join(f"{line}\n" for line in part))
    first, second = (set(part) for part in parts)
    removed, added = told(kg.diff(*paths))
    assert {f"{' '.join(each)} ." for each in removed} == first - second
    assert {f"{' '.join(each)} ." for each in added} == second - first
    owners = [{owner for line in part if (owner := owner_of(line))} for part in (first, second)]
    found = kg.diff(*paths)
    assert found.same + len(found.studies) == len(owners[0] | owners[1])
    assert {each.study for each in found.studies if each.change == "added"} == owners[1] - owners[0]
    assert {each.study for each in found.studies if each.change == "removed"} == owners[0] - owners[1]


ANY_LINES = [
    f"<{BASE}{subject}> <http://x/{predicate}> {term} ."
    for subject in ("study/A", "study/A/arm/1", "record/ctgov/A", "study/B", "record/ictrp/C/arm/1", "condition/c")
    for predicate in "pq"
    for term in (f"<{BASE}study/B>", '"two words"', '"18"^^<http://www.w3.org/2001/XMLSchema#integer>', '"mot"@fr')
]


def owner_of(line: str) -> str | None:
    path = line[len(BASE) + 1 : line.index("> ")].split("/")
    return {"study": path[1], "record": path[2] if len(path) > 2 else ""}.get(path[0])


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reference") / "graph.nq"
    kg.ingest(TRIALS, output=path, as_of=AS_OF)
    return path


def in_form(extension: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        kg.ingest(TRIALS, output=folder / f"graph.{extension}", as_of="2026-02-02")
        return folder / f"graph.{extension}"

    return made


def in_store(folder: Path) -> Path:
    kg.ingest(TRIALS, store=folder / "store", as_of="2026-02-02")
    return folder / "store"


def in_folder(folder: Path) -> Path:
    kg.ingest(TRIALS, out_dir=folder / "run", as_of="2026-02-02")
    return folder / "run"


def with_ontology(extension: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        kg.ingest(TRIALS, output=folder / f"graph.{extension}", with_ontology=True)
        return folder / f"graph.{extension}"

    return made


WAYS: dict[str, Callable[[Path], Path]] = {
    **{form: in_form(form) for form in ("nq", "nq.gz", "nt", "nt.gz", "trig", "ttl", "jsonld", "jsonl")},
    "store": in_store,
    "run folder": in_folder,
    "nq with ontology": with_ontology("nq"),
    "ttl with ontology": with_ontology("ttl"),
}


@pytest.mark.parametrize("way", daily(WAYS, {"nq.gz", "jsonld", "store"}))
def test_the_same_graph_in_another_form_is_no_difference(way: str, reference: Path, tmp_path: Path) -> None:
    other = WAYS[way](tmp_path)
    for pair in ((reference, other), (other, reference)):
        found = kg.diff(*pair)
        assert (found.studies, found.nodes, found.same, bool(found)) == ((), (), 4, False)


@pytest.mark.parametrize("way", daily(WAYS, {"trig", "run folder"}))
def test_one_triple_less_is_found_in_every_form(way: str, reference: Path, tmp_path: Path) -> None:
    other = WAYS[way](tmp_path)
    lines = reference.read_text().splitlines(keepends=True)
    (place,) = [at for at, line in enumerate(lines) if "study/NCT09990001> " in line and "#enrollment> " in line]
    (tmp_path / "less.nq").write_text("".join(lines[:place] + lines[place + 1 :]))
    (study,) = kg.diff(tmp_path / "less.nq", other).studies
    ((node,), change) = study.nodes, study.change
    assert (study.study, change, node.change) == ("NCT09990001", "changed", "changed")
    ((predicate, before, after),) = node.values
    assert (predicate, before) == ("<https://w3id.org/kgbuild/ontology#enrollment>", ())
    assert after[0].endswith("^^<http://www.w3.org/2001/XMLSchema#integer>")


SPELLINGS = [
    (r'"caf\u00E9"', '"café"'),
    ('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ('"a"^^<http://www.w3.org/2001/XMLSchema#string>', '"a"'),
    (r'"say \"a> .\""', r'"say \u0022a> .\u0022"'),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_another_spelling_is_no_difference(one: str, other: str, tmp_path: Path) -> None:
    for name, term in (("a", one), ("b", other), ("c", '"else"')):
        (tmp_path / f"{name}.nq").write_text(f"<{BASE}study/A> <http://x/p> {term} <http://x/graph> .\n")
    assert not kg.diff(tmp_path / "a.nq", tmp_path / "b.nq")
    (study,) = kg.diff(tmp_path / "a.nq", tmp_path / "c.nq").studies
    ((_, before, after),) = study.nodes[0].values
    assert (before, after) == ((one,), ('"else"',))
    # Said in both spellings it is still one triple.
    both = (tmp_path / "a.nq").read_text() + (tmp_path / "b.nq").read_text()
    (tmp_path / "both.nq").write_text(both)
    assert not kg.diff(tmp_path / "both.nq", tmp_path / "b.nq")
    assert not kg.diff(tmp_path / "a.nq", tmp_path / "both.nq")


def test_lines_as_others_write_them(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text(
        f'<{BASE}study/A> <http://x/p> "x" <http://x/g> .\n<{BASE}study/A> <http://x/p> <o:o> .\n'
    )
    (tmp_path / "b.nq").write_text(
        f'# said by others\n\n<{BASE}study/A>\t<http://x/p>   "x"   .  # twice\n<{BASE}study/A> <http://x/p> "x" .\r\n'
        f"  <{BASE}study/A> <http://x/p> <o:o> <http://x/h>.\n"
    )
    found = kg.diff(tmp_path / "a.nq", tmp_path / "b.nq")
    assert (bool(found), found.same) == (False, 1)


def in_file_or_store(source: Path, output: Path) -> Path:
    where = {"output": output} if output.suffix else {"store": output}
    kg.ingest(source, as_of=AS_OF, link=False, **where)  # type: ignore[arg-type]
    return output


@pytest.mark.parametrize("after", ["after.nq", "after.ttl", "store"])
def test_a_study_that_was_read_from_another_file_is_the_same(after: str, tmp_path: Path) -> None:
    studies = [json.loads((EXPORTS / f"NCT9999990{number}.json").read_text()) for number in (1, 2)]
    (tmp_path / "monday.json").write_text(json.dumps(studies))
    (tmp_path / "tuesday.json").write_text(json.dumps(studies[::-1], indent=1))
    pair = (
        in_file_or_store(tmp_path / "monday.json", tmp_path / "before.nq"),
        in_file_or_store(tmp_path / "tuesday.json", tmp_path / after),
    )
    for found in (kg.diff(*pair), kg.diff(*reversed(pair))):
        assert (found.studies, found.nodes, found.same) == ((), (), 2)
    studies[0] = changed(studies[0])
    (tmp_path / "tuesday.json").write_text(json.dumps(studies))
    other = in_file_or_store(tmp_path / "tuesday.json", tmp_path / f"other-{after}")
    (study,) = kg.diff(pair[0], other).studies
    assert study.study == "NCT99999901"
    read = [value for node in study.nodes for value in node.values if value.predicate.endswith("#sourceName>")]
    assert [(value.before, value.after) for value in read] == [(('"monday.json"',), ('"tuesday.json"',))]


def test_a_study_of_which_only_its_file_is_known_is_added_and_removed(tmp_path: Path) -> None:
    line = f'<{BASE}record/ctgov/A> <https://w3id.org/kgbuild/ontology#sourceName> "a.json" .\n'
    (tmp_path / "none.nq").write_text("")
    (tmp_path / "one.nq").write_text(line)
    for pair, change in ((("none.nq", "one.nq"), "added"), (("one.nq", "none.nq"), "removed")):
        (study,) = kg.diff(*(tmp_path / name for name in pair)).studies
        assert study.change == change


def test_an_organization_that_is_called_build_is_compared(tmp_path: Path, reference: Path) -> None:
    line = f'<{BASE}organization/build> <https://schema.org/name> "Build" <{BASE}graph/shared> .\n'
    (tmp_path / "more.nq").write_text(reference.read_text() + line)
    (node,) = kg.diff(reference, tmp_path / "more.nq").nodes
    assert (node.node, node.change) == (f"<{BASE}organization/build>", "added")


def test_another_base_is_another_graph_of_the_same_studies(tmp_path: Path, reference: Path) -> None:
    kg.ingest(TRIALS, output=tmp_path / "graph.nq", base="https://example.org/trials#")
    found = kg.diff(reference, tmp_path / "graph.nq")
    assert [each.change for each in found.studies] == ["changed"] * 4
    assert not kg.diff(tmp_path / "graph.nq", tmp_path / "graph.nq")
    text = (tmp_path / "graph.nq").read_text()
    (tmp_path / "more.nq").write_text(re.sub(r'(#enrollment> )"120"', r'\1"121"', text))
    assert str(kg.diff(tmp_path / "graph.nq", tmp_path / "more.nq")).splitlines() == [
        "~ NCT09990001  Low-Dose Lisinopril in Older Adults With Heart Failure",
        "  enrolment: 120 -> 121",
        "1 of 4 studies differs: 1 changed",
    ]


def test_what_cannot_be_compared_is_said(tmp_path: Path, reference: Path) -> None:
    (tmp_path / "blank.nt").write_text("_:a <http://x/p> <http://x/o> .\n")
    with pytest.raises(UsageError, match="has nodes without IRI"):
        kg.diff(reference, tmp_path / "blank.nt")
    (tmp_path / "bad.nq").write_text(f"<{BASE}study/A> <http://x/p> .\n")
    with pytest.raises(FileError, match=r"bad\.nq is no valid N-Quads"):
        kg.diff(tmp_path / "bad.nq", reference)
    with pytest.raises(FileError, match="cannot read"):
        kg.diff(reference, tmp_path / "none.nq")
    with pytest.raises(UsageError, match=r"kg\.diff takes a path"):
        kg.diff(reference, [reference])  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="there is no form 'xml'"):
        kg.diff(reference, reference).lines("xml")


(TEXT,) = re.findall(r"^```text\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
"""What the page shows is what is told of the two graphs above."""


def test_the_text_tells_each_thing_once(graphs: tuple[Path, Path]) -> None:
    done = kgbuild("diff", *graphs)
    assert done.returncode == 1
    assert re.sub(r"urn:sha256:[0-9a-f]{10}…", "urn:sha256:…", done.stdout) == TEXT
    assert str(kg.diff(*graphs)) == done.stdout.removesuffix("\n")


def test_a_number_of_a_table_is_called_by_its_group_its_row_and_its_table(tmp_path: Path) -> None:
    content = json.loads((EXPORTS.parent.parent / "tests" / "golden" / "mint-oil-crossover.json").read_text())
    (tmp_path / "a.json").write_text(json.dumps(content))
    results = content["resultsSection"]
    results["adverseEventsModule"]["otherEvents"][0]["stats"][1]["numAffected"] = 3
    results["participantFlowModule"]["periods"][0]["milestones"][1]["achievements"][1]["numSubjects"] = "18"
    results["participantFlowModule"]["periods"][0]["dropWithdraws"][0]["reasons"][0]["numSubjects"] = "2"
    outcome = results["outcomeMeasuresModule"]["outcomeMeasures"][0]
    outcome["classes"][1]["categories"][0]["measurements"][0]["value"] = "-1.8"
    outcome["analyses"][0]["pValue"] = "<0.01"
    (tmp_path / "b.json").write_text(json.dumps(content))
    for name in "ab":
        kg.ingest(tmp_path / f"{name}.json", output=tmp_path / f"{name}.nq", as_of=AS_OF, link=False)
    lines = str(kg.diff(tmp_path / "a.nq", tmp_path / "b.nq")).splitlines()
    assert [each for each in lines if "cell of a table" in each or "statistical analysis" in each] == [
        "  ~ cell of a table of results: Mint First, withdrawal by subject: First Treatment",
        "  ~ cell of a table of results: Mint Oil, Second dose: Pain After Two Hours",
        "  ~ cell of a table of results: Placebo First, Took the First Dose: First Treatment",
        "  ~ cell of a table of results: Placebo: Nausea",
        "  ~ statistical analysis: Mint Oil, Placebo, ANCOVA: Pain After Two Hours",
    ]


def test_nodes_of_no_study_are_told_one_by_one_when_asked_for(graphs: tuple[Path, Path]) -> None:
    lines = kgbuild("diff", *graphs, "-v").stdout.splitlines()
    assert lines[lines.index("nodes of no study") + 1 : -1] == [
        "  condition: 1 added",
        "    + condition: Asthma",
        "  organization: 1 added, 1 changed",
        "    + organization: Institute of Examples",
        "    ~ organization: University of Examples",
        "      - organization class: Other",
        "  treatment: 1 removed",
        "    - treatment: Step counter",
    ]


def test_the_exit_code_is_the_verdict(graphs: tuple[Path, Path], tmp_path: Path) -> None:
    quiet = kgbuild("diff", *graphs, "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, TEXT.splitlines(keepends=True)[-1], "")
    same = kgbuild("diff", graphs[0], graphs[0])
    assert (same.returncode, same.stdout) == (0, "no difference: 2 studies, the same in both graphs\n")
    wrong = kgbuild("diff", graphs[0], tmp_path / "none.nq")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    form = kgbuild("diff", *graphs, "--format", "xml")
    assert form.returncode == 2
    assert "there are text, json, ttl, patch" in form.stderr


def test_json_lines_hold_every_triple(graphs: tuple[Path, Path]) -> None:
    *lines, last = map(json.loads, kgbuild("diff", *graphs, "--format", "json").stdout.splitlines())
    nodes = [node for line in lines for node in ([line] if line["kind"] == "node" else line["nodes"])]
    before, after = map(statements, graphs)
    assert set(of_json(nodes, "before")) == before - after
    assert set(of_json(nodes, "after")) == after - before
    assert last == {
        "kind": "summary",
        "same": 0,
        "studies": {"added": 1, "removed": 1, "changed": 1},
        "nodes": {"condition": {"added": 1}, "organization": {"added": 1, "changed": 1}, "treatment": {"removed": 1}},
    }
    assert [line["study"] for line in lines if line["kind"] == "study"] == [
        f"NCT9999990{number}" for number in (1, 2, 3)
    ]


def of_json(nodes: list[dict[str, Any]], side: str) -> Iterator[Statement]:
    for node in nodes:
        for value in node["values"]:
            for term in value[side]:
                literal = pyoxigraph.Literal(
                    term["value"],
                    datatype=pyoxigraph.NamedNode(term["datatype"]) if "datatype" in term else None,
                    language=term.get("xml:lang"),
                )
                shown = pyoxigraph.NamedNode(term["value"]) if term["type"] == "uri" else literal
                yield f"<{node['node']}>", f"<{value['property']}>", str(shown)


def test_change_sets_hold_every_triple(graphs: tuple[Path, Path]) -> None:
    graph = rdflib.Graph().parse(data=kgbuild("diff", *graphs, "--format", "ttl").stdout, format="turtle")
    before, after = map(statements, graphs)
    for property_, expected in ((CS.removal, before - after), (CS.addition, after - before)):
        found = set()
        for sets, statement in graph.subject_objects(property_):
            parts = [graph.value(statement, each) for each in (RDF.subject, RDF.predicate, RDF.object)]
            assert graph.value(sets, CS.subjectOfChange) == parts[0]
            found.add(tuple(each.n3() for each in parts if each is not None))
        assert len(found) == len(expected)
        assert {each[:2] for each in found} == {each[:2] for each in expected}
    subjects = [graph.value(each, CS.subjectOfChange) for each in graph.subjects(RDF.type, CS.ChangeSet)]
    assert len(subjects) == len(set(subjects))


def test_the_patch_makes_of_the_first_graph_the_second(graphs: tuple[Path, Path]) -> None:
    first, *lines, last = kgbuild("diff", *graphs, "--format", "patch").stdout.splitlines()
    assert (first, last) == ("TX .", "TC .")
    graph, after = map(statements, graphs)
    for line in lines:
        (quad,) = pyoxigraph.parse(line[2:], format=pyoxigraph.RdfFormat.N_TRIPLES)
        triple = str(quad.subject), str(quad.predicate), str(quad.object)
        assert (triple in graph) == (line[0] == "D")
        graph.symmetric_difference_update({triple})
    assert graph == after


def test_numbers_agree_with_their_nouns(graphs: tuple[Path, Path]) -> None:
    found = kg.diff(*graphs)
    one = found._replace(studies=found.studies[1:2], nodes=found.nodes[:1], same=0)
    assert summary_line(one) == "1 of 1 study differs: 1 removed; 1 node of no study differs"
    assert summary_line(found._replace(studies=(), same=1)).startswith("1 study, the same in both graphs; 4 nodes")


def test_lines_are_looked_at_unparsed(monkeypatch: pytest.MonkeyPatch, reference: Path) -> None:
    """A million lines are compared in seconds, since equal ones are hashed as they stand."""

    def refused(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(core, "_parsed", refused)
    monkeypatch.setattr(core, "_values", refused)
    assert not kg.diff(reference, reference)


@pytest.mark.slow
def test_all_changed_of_a_thousand_real_studies(data: Path, tmp_path: Path) -> None:
    kg.ingest(data / "ctgov-v2.zip", output=tmp_path / "a.nq", link=False, as_of=AS_OF)
    old, new = "<https://w3id.org/kgbuild/ontology#briefSummary> ", "<https://w3id.org/kgbuild/ontology#officialTitle> "
    text = (tmp_path / "a.nq").read_text()
    (tmp_path / "b.nq").write_text(text.replace(old, new))
    found = kg.diff(tmp_path / "a.nq", tmp_path / "b.nq")
    assert (len(found.studies), found.nodes, found.same) == (1084, (), 0)
    removed, added = told(found)
    before, after = statements(tmp_path / "a.nq"), statements(tmp_path / "b.nq")
    assert (removed, added) == (before - after, after - before)
