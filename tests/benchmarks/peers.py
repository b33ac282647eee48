"""What others take: rdflib and pyoxigraph for the same triples, Morph-KGC and DuckDB for a part of the same input."""

import csv
import json
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyoxigraph
import rdflib
from rdflib.util import from_n3

from kg.rdf import Triple
from kg.rdf.terms import literal_parts

__all__ = ["FLAT", "PEERS", "Peer", "Row", "by_duckdb", "by_morph_kgc", "by_pyoxigraph", "by_rdflib"]

PEERS = Path(__file__).parent.parent.parent / ".venv-peers" / "bin" / "python"
"""Morph-KGC needs an older pandas than others, so that it and DuckDB have an environment of their own."""


class Peer(NamedTuple):
    """What a peer made, and how long it took."""

    triples: int
    """Or rows."""
    seconds: float


def by_rdflib(triples: Sequence[Triple], form: str) -> tuple[Peer, Peer]:
    """To build a graph of the triples, and to serialise it; the terms are made from parts beforehand."""
    rows = [tuple(_rdflib_term(term) for term in triple) for triple in triples]
    start = time.process_time()
    graph = rdflib.Dataset() if form == "nquads" else rdflib.Graph()
    for row in rows:
        graph.add(row)
    built = time.process_time() - start
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph.serialize(format=form, encoding="utf-8")
    return Peer(len(triples), built), Peer(len(triples), time.process_time() - start)


def by_pyoxigraph(triples: Sequence[Triple]) -> Peer:
    """To make objects of the triples and serialise them as N-Quads."""
    parts = [(triple[0][1:-1], triple[1][1:-1], *_object_parts(triple[2])) for triple in triples]
    start = time.process_time()
    graph = pyoxigraph.NamedNode("https://w3id.org/kgbuild/id/graph/a")
    quads = (
        pyoxigraph.Quad(pyoxigraph.NamedNode(s), pyoxigraph.NamedNode(p), _oxigraph_object(kind, text, datatype), graph)
        for s, p, kind, text, datatype in parts
    )
    pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    return Peer(len(triples), time.process_time() - start)


def by_morph_kgc(studies: Sequence[bytes]) -> tuple[Peer, set[str]]:
    """To map tables of the studies' flat facts; gives the lines too, to be compared.

    Nested JSON is not asked of it: flattening whole studies took it more than six minutes for 300 of them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _tables(folder, studies)
        (folder / "map.ttl").write_text(_MAPPING.replace("FOLDER", name))
        config = f"[CONFIGURATION]\noutput_file={name}/out.nt\nnumber_of_processes=1\nlogging_level=ERROR\n"
        (folder / "run.ini").write_text(f"{config}[all]\nmappings={name}/map.ttl\n")
        start = time.perf_counter()
        subprocess.run([str(PEERS), "-m", "morph_kgc", "run.ini"], cwd=folder, check=True, capture_output=True)  # noqa: S603
        seconds = time.perf_counter() - start
        lines = set((folder / "out.nt").read_text().splitlines())
    return Peer(len(lines), seconds), lines


Row = tuple[str, ...]


def by_duckdb(studies: Sequence[bytes]) -> tuple[Peer, dict[str, list[Row]]]:
    """To make tables of the studies' sites and outcomes by SQL; gives the rows of each table too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = (msgspec.json.encode(msgspec.json.decode(study)) for study in studies)
        (folder / "records.jsonl").write_bytes(b"\n".join(lines))
        command = [str(PEERS), str(Path(__file__).with_name("flat_tables.py")), name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        rows = {table: _csv_rows(folder / f"{table}.csv") for table in ("sites", "outcomes")}
    return Peer(sum(map(len, rows.values())), float(done.stdout)), rows


def _csv_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)]


FLAT = ("title", "officialTitle", "acronym", "leadSponsorName", "whyStopped", "conditionName", "keyword")
"""The properties of a study whose values stand in the input as they stand in the graph."""


def _tables(folder: Path, studies: Sequence[bytes]) -> None:
    with (
        (folder / "study.csv").open("w", newline="") as one,
        (folder / "condition.csv").open("w", newline="") as conditions,
        (folder / "keyword.csv").open("w", newline="") as keywords,
    ):
        study, condition, keyword = csv.writer(one), csv.writer(conditions), csv.writer(keywords)
        study.writerow(["id", "title", "officialTitle", "acronym", "leadSponsorName", "whyStopped"])
        condition.writerow(["id", "name"])
        keyword.writerow(["id", "name"])
        for content in studies:
            id_, facts, names, words = _flat(json.loads(content)["protocolSection"])
            study.writerow([id_, *facts])
            condition.writerows((id_, name) for name in names)
            keyword.writerows((id_, word) for word in words)


def _flat(study: dict[str, Any]) -> tuple[str, list[str], list[str], list[str]]:
    identification, status = study["identificationModule"], study["statusModule"]
    sponsor = study.get("sponsorCollaboratorsModule", {}).get("leadSponsor", {}).get("name", "")
    conditions = study.get("conditionsModule", {})
    facts = [identification.get(name, "") for name in ("briefTitle", "officialTitle", "acronym")]
    facts += [sponsor, status.get("whyStopped", "")]
    return identification["nctId"], facts, conditions.get("conditions", []), conditions.get("keywords", [])


def _rdflib_term(term: str) -> Any:
    return from_n3(term)


def _object_parts(term: str) -> tuple[str, str, str | None]:
    if term[0] == "<":
        return "iri", term[1:-1], None
    text, datatype, _ = literal_parts(term)
    return "literal", text, datatype


def _oxigraph_object(kind: str, text: str, datatype: str | None) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if kind == "iri":
        return pyoxigraph.NamedNode(text)
    return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(datatype)) if datatype else pyoxigraph.Literal(text)


def _map(table: str, columns: dict[str, str]) -> Iterator[str]:
    yield f'<#{table}> a rr:TriplesMap ; rml:logicalSource [ rml:source "FOLDER/{table}.csv" ;'
    yield "  rml:referenceFormulation ql:CSV ] ;"
    yield '  rr:subjectMap [ rr:template "https://w3id.org/kgbuild/id/study/{id}" ] ;'
    maps = [
        f'  rr:predicateObjectMap [ rr:predicate {prop} ; rr:objectMap [ rml:reference "{column}" ] ]'
        for column, prop in columns.items()
    ]
    yield " ;\n".join(maps) + " ."


_MAPPING = "\n".join(
    [
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> .",
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> . @prefix ct: <https://w3id.org/kgbuild/ontology#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        *_map(
            "study",
            {"title": "dcterms:title"}
            | {name: f"ct:{name}" for name in ("officialTitle", "acronym", "leadSponsorName", "whyStopped")},
        ),
        *_map("condition", {"name": "ct:conditionName"}),
        *_map("keyword", {"name": "ct:keyword"}),
    ]
)
