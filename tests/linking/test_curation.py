"""Curation that holds: what curators decide is remembered in the graph, and read from the tables that they fill in."""

import csv
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

import kg
from kg.errors import UsageError
from kg.linking.curated_table import read_curation
from kg.linking.curation import Curation
from kg.linking.match import Match, Method, Predicate
from kg.pipeline.graph.graph_matches import matches_of_graph
from kg.pipeline.run.listener import Silent
from kg.store import ask, example, load

BASE = "https://w3id.org/kgbuild/id/"
MESH = "http://id.nlm.nih.gov/mesh/"
AS_OF = "2026-01-01"
SCLEROSIS = f"{BASE}condition/systemic-sclerosis"
CELLS = f"{BASE}condition/mesenchymal-stem-cells"
HEAD = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_id\tcomment\n"
MANUAL = "semapv:ManualMappingCuration"

Linked = Callable[..., Path]


def decision(subject: str, target: str, *, rejected: bool = False, predicate: Predicate = Predicate.EXACT) -> Match:
    return Match(
        subject=subject,
        predicate=predicate,
        object=target,
        method=Method.CURATED,
        confidence=1.0,
        rejected=rejected,
    )


def read(*rows: str, head: str = HEAD) -> Curation:
    text = "".join([head, *(f"{row}\n" for row in rows)])
    return read_curation(text.splitlines(), name="x.tsv", base=BASE).curation


def table_of(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def edited(path: Path, edit: Callable[[dict[str, str]], None]) -> None:
    """Has a curator edit each row of a table."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = table_of(path)
    for row in rows:
        edit(row)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("".join(f"{line}\n" for line in head))
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), delimiter="\t")
        writer.writeheader()
        writer.writerows(rows)


def concepts(path: Path, node: str) -> set[str]:
    """The concepts to which a node is linked directly."""
    quads = load([str(path)]).quads_for_pattern(pyoxigraph.NamedNode(node), None, None, None)
    return {str(quad.object)[1:-1].removeprefix(MESH) for quad in quads if quad.predicate.value.endswith("Match")}


@pytest.fixture
def linked(seeds: Path, lexicon: Path, tmp_path: Path) -> Linked:
    """Ingests the two pages into a file of that name."""

    def ingested(name: str = "x.nq", **options: object) -> Path:
        path = tmp_path / name
        kg.ingest(seeds, output=path, lexicon=lexicon, as_of=AS_OF, **options)  # type: ignore[arg-type]
        return path

    return ingested


def curate(path: Path) -> Path:
    """A table in which a curator rejected one match of the graph, and accepted another with all that SSSOM has."""
    table = path.with_name("curated.sssom.tsv")
    kg.mappings(path, table)

    def decide(row: dict[str, str]) -> None:
        if row["subject_id"].endswith("mesenchymal-stem-cells"):
            row |= {"predicate_modifier": "Not", "comment": "cells are no disease", "author_label": "Ada | Bo Example"}
        elif row["subject_id"].endswith("treatment/intravenous-bone-marrow-mesenchymal-stem-cells-infusion"):
            row |= {"reviewer_id": "orcid:0000-0000-0000-0001", "reviewer_label": "Cy Example", "comment": "agreed"}

    edited(table, decide)
    return table


class Said(list[str]):
    """What the user is told."""

    def __bool__(self) -> bool:
        return True

    def __call__(self, text: str, *, aside: bool = False) -> None:
        self.append(text)


class Hearing(Silent):
    def __init__(self) -> None:
        self.said = Said()
        self.note = self.said  # type: ignore[method-assign]


def decided(path: Path) -> list[tuple[object, ...]]:
    return sorted(
        (each.subject.removeprefix(BASE), each.rejected, each.authors, each.reviewers, each.comment, each.justification)
        for each in matches_of_graph(str(path))
        if each.method is Method.CURATED
    )


LEXICAL = "https://w3id.org/semapv/vocab/LexicalMatching"


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["nq", "ttl", "jsonld", "nq.gz"])
def test_decisions_survive_every_round(linked: Linked, lexicon: Path, extension: str) -> None:
    path = linked(f"x.{extension}")
    assert concepts(path, CELLS) == {"D059630"}
    table = curate(path)
    kg.link(path, mappings=table, lexicon=lexicon)
    expected = [
        ("condition/mesenchymal-stem-cells", True, ("Ada", "Bo Example"), (), "cells are no disease", LEXICAL),
        (
            "treatment/intravenous-bone-marrow-mesenchymal-stem-cells-infusion",
            False,
            (),
            ("https://orcid.org/0000-0000-0000-0001", "Cy Example"),
            "agreed",
            LEXICAL,
        ),
    ]
    assert decided(path) == expected
    assert concepts(path, CELLS) == set()
    first = table_of(table)
    kg.mappings(path, table)
    assert {row["subject_id"]: row["predicate_modifier"] for row in table_of(table)} == {
        row["subject_id"]: row["predicate_modifier"] for row in first
    }
    for given in (table, None):
        kg.link(path, lexicon=lexicon, mappings=given)
        assert decided(path) == expected
        assert concepts(path, CELLS) == set()


@pytest.mark.slow
def test_what_stays_is_said_and_can_be_forgotten(linked: Linked, lexicon: Path) -> None:
    path, said = linked(), Said()
    kg.link(path, mappings=curate(path), lexicon=lexicon, note=said)
    assert said == []
    kg.link(path, lexicon=lexicon, note=said)
    kg.link(path, lexicon=lexicon, forget_curation=True, note=said)
    assert said == [
        f"{path} holds 2 decisions of curators, which count as before; --forget-curation leaves them out",
        f"{path} held 2 decisions of curators, left out now",
    ]
    assert decided(path) == []
    assert concepts(path, CELLS) == {"D059630"}


def test_a_table_of_one_decision_leaves_the_others(linked: Linked, lexicon: Path) -> None:
    path = linked()
    kg.link(path, mappings=curate(path), lexicon=lexicon)
    table = path.with_name("more.tsv")
    table.write_text(f"{HEAD}kgb:condition/systemic-sclerosis\tskos:closeMatch\t\tmesh:D1\t{MANUAL}\t\t\n", "utf-8")
    kg.link(path, mappings=table, lexicon=lexicon)
    assert len(decided(path)) == 3
    assert concepts(path, SCLEROSIS) == {"D1"}
    assert concepts(path, CELLS) == set()


def test_no_question_takes_a_rejected_match_for_one(linked: Linked, lexicon: Path) -> None:
    path = linked()
    kg.link(path, mappings=curate(path), lexicon=lexicon)
    store = load([str(path)])
    unmatched = {row[0].value for row in ask(store, example("unmatched-names").text)}  # type: ignore[union-attr]
    assert "Mesenchymal Stem Cells" in unmatched
    words = {
        word
        for row in ask(store, example("trials-by-concept").text)  # type: ignore[union-attr]
        for word in row[3].value.split(" | ")
    }
    assert "Mesenchymal Stem Cells" not in words
    assert "Intravenous bone marrow mesenchymal stem cells infusion" in words
    methods = {kind.kind: kind.methods for kind in kg.coverage(path).kinds}
    assert methods["condition"] == {"UNMATCHED": 2}
    assert methods["treatment"]["CURATED"] == 1
    assert "D059630" not in kg.show(path, "NCT00962923").split("arms")[0]
    assert not [each for each in kg.validate(path, strict_shapes=True).findings if "CT-M" in each.message]


@pytest.mark.parametrize("extension", ["nq", "ttl", "nq.gz"])
def test_a_run_says_what_it_loses(linked: Linked, lexicon: Path, seeds: Path, extension: str) -> None:
    """A graph is made of its input and options alone, so that the same run gives the same bytes."""

    path = linked(f"x.{extension}")
    table = curate(path)
    told, again, silent = Hearing(), Hearing(), Hearing()
    linked(path.name, mappings=table, listener=told)
    assert len(decided(path)) == 2
    linked(path.name, mappings=table, listener=told)
    assert told.said == []
    linked(path.name, listener=again)
    assert again.said == [
        f"{path} holds 2 decisions of curators, which this run does not know: `kgbuild mappings {path} -o x.sssom.tsv` "
        "before it, and --mappings x.sssom.tsv, keep them"
    ]
    assert decided(path) == []
    linked(path.name, mappings=table)
    linked(path.name, forget_curation=True, listener=silent)
    assert silent.said == []


@pytest.mark.slow
def test_decisions_of_a_store_hold(seeds: Path, lexicon: Path, tmp_path: Path) -> None:
    store, graph = tmp_path / "store", tmp_path / "x.nq"
    kg.ingest(seeds, output=graph, lexicon=lexicon, as_of=AS_OF)
    table = curate(graph)

    def ingest(**options: object) -> list[tuple[object, ...]]:
        kg.ingest(seeds, store=store, lexicon=lexicon, as_of=AS_OF, **options)  # type: ignore[arg-type]
        kg.export(store, graph)
        return decided(graph)

    assert ingest() == []
    expected = ingest(mappings=table)
    assert len(expected) == 2
    assert concepts(graph, CELLS) == set()
    assert ingest() == expected
    assert ingest(link=False) == expected
    assert ingest(forget_curation=True) == []
    assert concepts(graph, CELLS) == {"D059630"}


def test_a_sheet_of_unmatched_names_is_filled_in(linked: Linked, lexicon: Path) -> None:
    path = linked()
    sheet = path.with_name("sheet.tsv")
    kg.mappings(path, sheet, unmatched=True)
    first, *others = rows = table_of(sheet)
    assert [(row["subject_label"], row["trials"], row["object_id"], row["candidates"]) for row in rows] == [
        ("Systemic Sclerosis", "1", "", ""),
        ("Hospital das Clínicas da Faculdade de Medicina de Ribeirão Preto da Universidade de São Paulo", "1", "", ""),
        ("The Affiliated Nanjing Drum Tower Hospital of Nanjing University Medical School", "1", "", ""),
    ]
    assert [first["predicate_id"], *{row["predicate_id"] for row in others}] == ["skos:exactMatch", "schema:sameAs"]
    kg.link(path, mappings=sheet, lexicon=lexicon)  # nothing is filled in, nothing is decided
    assert decided(path) == []

    def fill(row: dict[str, str]) -> None:
        if row["subject_label"] == "Systemic Sclerosis":
            row["object_id"] = "mesh:D001172"

    edited(sheet, fill)
    kg.link(path, mappings=sheet, lexicon=lexicon)
    assert concepts(path, SCLEROSIS) == {"D001172"}
    kg.mappings(path, sheet, unmatched=True)
    assert table_of(sheet) == others
    match = next(each for each in matches_of_graph(str(path)) if each.subject == SCLEROSIS)
    assert match.object_label == "Arthritis, Rheumatoid"  # the vocabulary knows it


def test_a_run_s_folder_and_a_store_are_graphs_too(seeds: Path, lexicon: Path, tmp_path: Path) -> None:
    folder, store, table = tmp_path / "out", tmp_path / "store", tmp_path / "x.tsv"
    kg.ingest(seeds, out_dir=folder, lexicon=lexicon, as_of=AS_OF)
    kg.ingest(seeds, store=store, lexicon=lexicon, as_of=AS_OF)
    tables = []
    for graph in (folder, store):
        kg.mappings(graph, table)
        tables.append(table_of(table))
        assert kg.coverage(graph).kinds[0].kind == "condition"
    assert tables[0] == tables[1]
    assert len(tables[0]) > 5


def test_an_ambiguous_name_stands_in_the_sheet_with_its_candidates(
    linked: Linked, lexicon: Path, tmp_path: Path
) -> None:
    path = linked()
    path.write_text(path.read_text("utf-8").replace('"Systemic Sclerosis"', '"MS"'), "utf-8")
    kg.link(path, lexicon=lexicon)
    sheet = tmp_path / "sheet.tsv"
    kg.mappings(path, sheet, unmatched=True)
    row = next(row for row in table_of(sheet) if row["subject_label"] == "MS")
    assert row["candidates"] == "mesh:D008945 Mitral Valve Stenosis; mesh:D009103 Multiple Sclerosis"
    assert row["object_id"] == ""


def test_rows_on_names_that_the_graph_does_not_have_are_named(linked: Linked, lexicon: Path) -> None:
    path, said = linked(), Said()
    table = path.with_name("x.tsv")
    row = f"kgb:condition/astma\tskos:exactMatch\t\tmesh:D001249\t{MANUAL}\t\t\n"
    table.write_text(f"# a comment\n{HEAD}{row}", "utf-8")
    kg.link(path, mappings=table, lexicon=lexicon, note=said)
    assert said == [f"{table} decides on names that {path} does not have: row 3 (condition/astma)"]


def test_all_wrong_rows_are_named_by_their_row_in_the_file() -> None:
    with pytest.raises(UsageError) as raised:
        read(
            f"kgb:condition/a\tskos:exactMatch\t\tD001249\t{MANUAL}\t\t",
            f"kgb:condition/b\tskos:exactMatch\t\tmesh:D001249\t{MANUAL}\t\t",
            "",
            f"kgb:condition/c\towl:sameAs\t\tmesh:D001249\t{MANUAL}\t\t",
            f"kgb:condition/d\tskos:exactMatch\t\tmesh:\t{MANUAL}\t\t",
            "kgb:condition/e\tskos:exactMatch\tNot\t\t\t\t",
            f"kgb:condition/f\tskos:exactMatch\t\tmesh:D00 1249\t{MANUAL}\t\t",
            head=f"#curie_map:\n{HEAD}",
        )
    assert str(raised.value).splitlines() == [
        "x.tsv, row 3: the prefix of 'D001249' is not declared in the table's curie_map; write mesh:D001249",
        "x.tsv, row 6: unknown predicate 'owl:sameAs'; known are exactMatch, closeMatch, broadMatch, narrowMatch, "
        "inferredCondition, schema:sameAs",
        "x.tsv, row 7: 'mesh:' is no identifier",
        "x.tsv, row 8: it has no object_id",
        "x.tsv, row 9: 'mesh:D00 1249' is no identifier",
    ]


def test_of_many_wrong_rows_the_first_are_named() -> None:
    with pytest.raises(UsageError, match=r"row 11: .*\nand 2 more$"):
        read(*[f"kgb:condition/a\tskos:exactMatch\t\tx\t{MANUAL}\t\t"] * 12)


def test_rows_that_decide_nothing_are_passed_over() -> None:
    assert not list(
        read(
            "kgb:condition/a\tskos:exactMatch\t\tmesh:D1\tsemapv:LexicalMatching\t\tSYNONYM (mesh)",
            f"kgb:condition/b\tskos:exactMatch\t\t\t{MANUAL}\t\t",
            "\t\t\t\t\t\t",
        ).decisions()
    )


def test_a_spreadsheet_may_put_commas_for_tabs() -> None:
    row = f'kgb:condition/b,skos:exactMatch,,MESH:D1,{MANUAL},Ada,"by name, and title"'
    (found,) = read(row, head=HEAD.replace("\t", ",")).decisions()
    assert (found.object, found.authors, found.comment) == (f"{MESH}D1", ("Ada",), "by name, and title")


def test_what_the_program_remarked_is_no_comment_of_a_curator() -> None:
    remarks = ("SYNONYM (mesh)", "AMBIGUOUS (mesh), one of 2", "POINT", "CURATED: no")
    rows = (f"kgb:condition/{at}\tskos:exactMatch\t\tmesh:D1\t\tAda\t{each}" for at, each in enumerate(remarks))
    assert [each.comment for each in read(*rows).decisions()] == [None, None, None, "CURATED: no"]


def test_later_decisions_take_the_place_of_earlier_ones_on_the_same() -> None:
    before = Curation.of(
        [
            decision("a", "1"),
            decision("b", "1"),
            decision("c", "1", rejected=True),
            decision("d", "1", rejected=True),
            decision("e", "1"),
        ]
    )
    now = Curation.of([decision("a", "2"), decision("b", "1", rejected=True), decision("c", "1"), decision("d", "2")])
    after = now.over(before)
    assert {subject: [each.object for each in found] for subject, found in after.accepted.items()} == {
        "a": ["2"],
        "c": ["1"],
        "d": ["2"],
        "e": ["1"],
    }
    assert {subject: [each.object for each in found] for subject, found in after.rejected.items()} == {
        "b": ["1"],
        "d": ["1"],
    }


def test_of_one_pair_that_is_accepted_and_rejected_the_rejection_holds() -> None:
    both = Curation.of([decision("a", "1"), decision("a", "1", rejected=True)])
    assert both.apply("a", [decision("a", "3")]) == ()
