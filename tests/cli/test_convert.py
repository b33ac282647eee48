"""`convert`: any RDF in, any of our formats out, told by independent parsers to hold the same statements."""

import gzip
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

import kg
from kg.errors import FileError
from kg.packings import Packing, unpack
from kg.rdf import Format
from tests.cli.test_manners import ROOT, kgbuild
from tests.effort import daily, examples

FORMATS = [form.value.extension for form in Format]
NAMED = {"nq", "trig"}

FOREIGN = (Path(__file__).parent / "foreign.trig").read_bytes()


def run(*paths: Path, output: Path, form: str | None = None, base: str | None = None) -> None:
    kg.convert(paths, output, form=form, base=base)


def quads(path: Path) -> list[pyoxigraph.Quad]:
    """What pyoxigraph reads in a file, without our own reading."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    name = path.name.removesuffix(".gz")
    if name.endswith(".jsonl"):
        lines = content.splitlines()
        return [quad for line in lines for quad in pyoxigraph.parse(line, pyoxigraph.RdfFormat.JSON_LD)]
    form = pyoxigraph.RdfFormat.from_extension(name.rpartition(".")[2])
    assert form is not None
    return list(pyoxigraph.parse(content, form))


def canonical(found: Iterable[pyoxigraph.Quad], *, union: bool) -> set[str]:
    """Quads with canonical labels of blank nodes; with `union` their graph names left out."""
    held = (pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in found) if union else found
    dataset = pyoxigraph.Dataset(held)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "foreign.trig"
    path.write_bytes(FOREIGN)
    return path


@pytest.mark.parametrize("first", FORMATS)
@pytest.mark.parametrize("second", FORMATS)
def test_foreign_data_through_two_formats(foreign: Path, first: str, second: str) -> None:
    union = not {first, second} <= NAMED
    between, end = foreign.with_name(f"between.{first}"), foreign.with_name(f"end.{second}")
    run(foreign, output=between)
    run(between, output=end)
    assert len(quads(foreign)) == 51
    assert canonical(quads(end), union=union) == canonical(quads(foreign), union=union)


@pytest.mark.parametrize("first", FORMATS)
@pytest.mark.parametrize("second", FORMATS)
def test_our_own_graph_through_two_formats(ours: Path, tmp_path: Path, first: str, second: str) -> None:
    union = not {first, second} <= NAMED
    between, end = tmp_path / f"between.{first}.gz", tmp_path / f"end.{second}"
    run(ours, output=between)
    run(between, output=end)
    assert canonical(quads(end), union=union) == canonical(quads(ours), union=union)
    assert not any(isinstance(quad.subject, pyoxigraph.BlankNode) for quad in quads(end))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ours") / "ours.nq"
    done = kgbuild("ingest", ROOT / "examples" / "trials", "-o", path, "--as-of", "2026-01-01")
    assert done.returncode == 0
    return path


@pytest.mark.parametrize("form", ["jsonld", "jsonl"])
def test_our_json_ld_is_read_without_network(ours: Path, tmp_path: Path, form: str) -> None:
    written = tmp_path / f"ours.{form}"
    kgbuild("ingest", ROOT / "examples" / "trials", "-o", written, "--as-of", "2026-01-01")
    run(written, output=tmp_path / "end.nt")
    assert canonical(quads(tmp_path / "end.nt"), union=True) == canonical(quads(ours), union=True)


@pytest.mark.parametrize(
    ("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")]
)
def test_rdflib_reads_the_same(foreign: Path, form: str, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    end = foreign.with_name(f"end.{form}")
    run(foreign, output=end)
    assert rdflib.compare.isomorphic(in_rdflib(end, parser), in_rdflib(foreign, "trig"))


def in_rdflib(path: Path, parser: str) -> rdflib.Graph:
    dataset, graph = rdflib.Dataset(), rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(path, format=parser)
        for subject, predicate, term, _ in dataset.quads():
            graph.add((subject, predicate, plain(term)))
    return graph


def plain(term: rdflib.term.Node) -> rdflib.term.Node:
    """What rdflib tells apart and RDF does not, `"2"^^xsd:string` and `"2"`; and a bare `01`, which it reads as 1."""
    match term:
        case rdflib.Literal(datatype=rdflib.XSD.string):
            return rdflib.Literal(str(term))
        case rdflib.Literal(datatype=rdflib.XSD.integer):
            return rdflib.Literal(int(term))
        case _:
            return term


def test_pyld_reads_the_same(foreign: Path) -> None:
    end = foreign.with_name("end.jsonld")
    run(foreign, output=end)
    text = jsonld.to_rdf(jsonld.json.loads(end.read_text(encoding="utf-8")), {"format": "application/n-quads"})
    # PyLD writes the text of a double anew, against the algorithm.
    read = pyoxigraph.parse(text.replace('"1.0E3"', '"1e3"').encode(), pyoxigraph.RdfFormat.N_QUADS)
    assert canonical(read, union=True) == canonical(quads(foreign), union=True)


iris = st.sampled_from(
    [
        "http://a/", "http://a/b", "http://a/b/c", "http://a//b", "http://a/b?q=1", "http://a/b#c", "http://a/#", "http://a",
        "urn:x", "ct:y", "http://a/b:c", "https://w3id.org/kgbuild/id/study/X", "https://w3id.org/kgbuild/id/a:b",
        "https://w3id.org/kgbuild/id//b", "https://w3id.org/kgbuild/id/", "https://w3id.org/kgbuild/id/./x",
        "https://w3id.org/kgbuild/ontology#phase", "https://w3id.org/kgbuild/code/phase/NA", "https://schema.org/name",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#first", "schema:x", "https://w3id.org/kgbuild/ontology#-", "https://a/é",
    ]
).map(pyoxigraph.NamedNode)  # fmt: skip
blanks = st.sampled_from(["b0", "b1", "x", "a" * 32, "x-2"]).map(pyoxigraph.BlankNode)
texts = st.text(st.characters(codec="utf-8"), max_size=8)
datatypes = st.sampled_from(["integer", "boolean", "decimal", "double", "date", "string"])
literals = st.one_of(
    texts.map(pyoxigraph.Literal),
    st.builds(lambda text, tag: pyoxigraph.Literal(text, language=tag), texts, st.sampled_from(["en", "de-at"])),
    st.builds(
        lambda text, name: pyoxigraph.Literal(
            text, datatype=pyoxigraph.NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}")
        ),
        st.sampled_from(
            ["0", "1", "-0", "007", "-12", "true", "1.0", "1.", ".5", "1e5", "", "x", "9" * 30, "2020-01-01"]
        ),
        datatypes,
    ),
)
statements = st.lists(
    st.builds(
        pyoxigraph.Quad,
        st.one_of(iris, blanks),
        iris,
        st.one_of(iris, blanks, literals),
        st.one_of(st.just(pyoxigraph.DefaultGraph()), iris, blanks),
    ),
    max_size=12,
)


@settings(max_examples=examples(150))
@given(statements, st.sampled_from(FORMATS))
def test_any_statements_in_any_format(
    tmp_path_factory: pytest.TempPathFactory, held: list[pyoxigraph.Quad], form: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    start, end, back = folder / "start.nq", folder / f"end.{form}", folder / "back.nq"
    start.write_bytes(pyoxigraph.serialize(held, format=pyoxigraph.RdfFormat.N_QUADS) or b"")
    run(start, output=end)
    run(end, output=back)
    expected = canonical(held, union=form not in NAMED)
    assert canonical(quads(end), union=form not in NAMED) == expected
    assert canonical(quads(back), union=form not in NAMED) == expected


def test_the_text_of_turtle(tmp_path: Path) -> None:
    """Prefixes of the input are kept, only used ones are written, `a` stands for rdf:type as a predicate alone."""
    path, end = tmp_path / "x.ttl", tmp_path / "y.ttl"
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    path.write_text(
        f"{rdf}@prefix : <http://e/> .\n@prefix s: <http://s/> .\n@prefix unused: <http://unused/> .\n"
        '@base <http://e/x/> .\n<b> a s:C ; s:p rdf:type, <c>, [ s:q "v" ] . <a> s:p 1 .'
    )
    run(path, output=end)
    assert end.read_text() == (
        f"@base <http://e/x/> .\n{rdf}@prefix s: <http://s/> .\n"
        '\n<b> a s:C ;\n  s:p rdf:type, <c>, _:b0 .\n\n_:b0 s:q "v" .\n\n<a> s:p 1 .\n'
    )


def test_the_text_of_json_ld(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text('<http://e/a> <https://schema.org/name> "n" .\n<http://e/a> <http://e/p> <schema:x> .\n')
    run(path, output=tmp_path / "y.jsonld")
    assert (tmp_path / "y.jsonld").read_text() == (
        '{"@context":{},\n"@graph":[\n{"@id":"http://e/a","https://schema.org/name":"n","http://e/p":{"@id":"schema:x"}}\n]}\n'
    )
    path.write_text('<http://e/a> <https://schema.org/name> "n" .\n')
    run(path, output=tmp_path / "y.jsonl")
    assert (tmp_path / "y.jsonl").read_text() == (
        '{"@context":{"schema":"https://schema.org/"},"@id":"http://e/a","schema:name":"n"}\n'
    )


def test_several_files_become_one_graph(tmp_path: Path) -> None:
    """A statement stands once; blank nodes of different files stay apart, even under one label."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text('<http://a> <http://p> "same", _:x, [] . _:b0 <http://p> 1 .')
    run(tmp_path / "one.ttl", tmp_path / "two.ttl", output=tmp_path / "all.nt")
    assert (tmp_path / "all.nt").read_text().splitlines() == [
        '<http://a> <http://p> "same" .',
        "<http://a> <http://p> _:x .",
        "<http://a> <http://p> _:b0 .",
        '_:b0-2 <http://p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        "<http://a> <http://p> _:x-2 .",
        "<http://a> <http://p> _:b1 .",
        '_:b0-3 <http://p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    ]


RDF_XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
<rdf:Description rdf:about="http://e/a"><e:p>v</e:p></rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.rdf", RDF_XML),
        ("x.owl", RDF_XML),
        ("x.xml.gz", RDF_XML),
        ("x.n3", '<http://e/a> <http://e/p> "v" .'),
        ("x.json", '{"@context": {"e": "http://e/"}, "@id": "http://e/a", "e:p": "v"}'),
        ("x.TTL", '<http://e/a> <http://e/p> "v" .'),
    ],
)
def test_other_formats_are_read(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    run(path, output=tmp_path / "y.nt")
    assert (tmp_path / "y.nt").read_text() == '<http://e/a> <http://e/p> "v" .\n'


def test_relative_iris(tmp_path: Path) -> None:
    """They stand below the file, or below --base, which also shortens what is written."""
    path = tmp_path / "x.ttl"
    path.write_text("<a> <b> <> .")
    run(path, output=tmp_path / "y.nt")
    folder = tmp_path.as_uri()
    assert (tmp_path / "y.nt").read_text() == f"<{folder}/a> <{folder}/b> <{folder}/x.ttl> .\n"
    run(path, output=tmp_path / "z.ttl", base="http://e/")
    assert (tmp_path / "z.ttl").read_text() == "@base <http://e/> .\n\n<a> <b> <http://e/> .\n"
    run(path, output=tmp_path / "h.ttl", base="http://e/g#")
    assert (tmp_path / "h.ttl").read_text() == "\n<http://e/a> <http://e/b> <http://e/g> .\n"


def test_compressed_output_has_no_time(foreign: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run(foreign, output=tmp_path / name / "x.nq.gz")
    assert (tmp_path / "one" / "x.nq.gz").read_bytes() == (tmp_path / "two" / "x.nq.gz").read_bytes()
    assert canonical(quads(tmp_path / "one" / "x.nq.gz"), union=False) == canonical(quads(foreign), union=False)


@pytest.mark.parametrize("form", daily(FORMATS, {"trig"}))
def test_the_same_bytes_whatever_the_hash_seed(foreign: Path, form: str) -> None:
    one, two = (kgbuild("convert", foreign, "--format", form, "-q", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert one.stdout == two.stdout
    assert len(one.stdout) > 1000


@pytest.mark.parametrize("packing", Packing, ids=lambda each: each.name)
def test_packed_files_are_written_and_read(foreign: Path, tmp_path: Path, packing: Packing) -> None:
    extension = packing.value.extension
    run(foreign, output=tmp_path / f"x.nq.{extension}")
    content = (tmp_path / f"x.nq.{extension}").read_bytes()
    assert content.startswith(packing.value.magic)
    run(foreign, output=tmp_path / "plain.nq")
    assert unpack(content, packing, name="x") == (tmp_path / "plain.nq").read_bytes()
    run(tmp_path / f"x.nq.{extension}", output=tmp_path / "again.nq")
    assert (tmp_path / "again.nq").read_bytes() == (tmp_path / "plain.nq").read_bytes()
    done = kgbuild("convert", "-", "--from", "nq", "--format", "nq", stdin=content)
    assert done.stdout == (tmp_path / "plain.nq").read_text()
    with kg.open(tmp_path / f"x.nq.{extension}") as graph:
        assert graph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows
    (tmp_path / f"cut.nq.{extension}").write_bytes(content[:-20])
    with pytest.raises(FileError, match=rf"cannot read .*cut\.nq\.{extension}: "):
        run(tmp_path / f"cut.nq.{extension}", output=tmp_path / "y.nq")


def test_rdf_xml_holds_the_same_for_other_parsers(foreign: Path, tmp_path: Path) -> None:
    """But for a language with a direction, and characters that XML forbids, which it has no way to state."""
    unstated = re.compile(r"@[a-z]+--(rtl|ltr)|\\u0001")
    kept = [str(quad) for quad in quads(foreign) if not unstated.search(str(quad))]
    assert 40 < len(kept) < len(quads(foreign))
    (tmp_path / "x.nq").write_text("".join(f"{line} .\n" for line in kept))
    run(tmp_path / "x.nq", output=tmp_path / "x.rdf")
    expected = canonical(quads(tmp_path / "x.nq"), union=True)
    assert canonical(quads(tmp_path / "x.rdf"), union=True) == expected
    read = rdflib.Graph().parse(tmp_path / "x.rdf", format="xml")
    plain = rdflib.Graph().parse(data="\n".join(sorted(f"{line} ." for line in expected)), format="nt")
    assert rdflib.compare.isomorphic(read, plain)


def test_our_own_graph_in_rdf_xml(ours: Path, tmp_path: Path) -> None:
    run(ours, output=tmp_path / "x.rdf")
    assert canonical(quads(tmp_path / "x.rdf"), union=True) == canonical(quads(ours), union=True)
    text = (tmp_path / "x.rdf").read_text()
    assert 'xmlns:ct="https://w3id.org/kgbuild/ontology#"' in text
    assert "<ct:timeFrame>" in text


def test_the_text_of_rdf_xml(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(
        '@prefix e: <http://e/> . e:a e:p _:1x, "a<&>\\r", "b"@en, 1 ; <http://other/v1.5> e:b ; '
        'a e:C . _:1x <http://e/q> "\\u00e9" .'
    )
    run(tmp_path / "x.ttl", output=tmp_path / "y.rdf")
    assert (tmp_path / "y.rdf").read_text() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rdf:RDF\n  xmlns:e="http://e/"\n  xmlns:ns1="http://other/"\n'
        '  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '  <rdf:Description rdf:about="http://e/a">\n'
        '    <e:p rdf:nodeID="b0"/>\n'
        "    <e:p>a&lt;&amp;&gt;&#13;</e:p>\n"
        '    <e:p xml:lang="en">b</e:p>\n'
        '    <e:p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</e:p>\n'
        '    <ns1:v1.5 rdf:resource="http://e/b"/>\n'
        '    <rdf:type rdf:resource="http://e/C"/>\n'
        "  </rdf:Description>\n"
        '  <rdf:Description rdf:nodeID="b0">\n'
        "    <e:q>é</e:q>\n"
        "  </rdf:Description>\n"
        "</rdf:RDF>\n"
    )


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("<http://a> <http://p/1> 1 .", "it has no name for the property <http://p/1>"),
        ('<http://a> <http://p/a> "\\u0001" .', "has no way to state"),
        ("<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> 1 .", "it has no name for the property"),
    ],
)
def test_what_rdf_xml_cannot_state_is_said(tmp_path: Path, statement: str, message: str) -> None:
    (tmp_path / "x.ttl").write_text(statement)
    with pytest.raises(FileError, match=message):
        run(tmp_path / "x.ttl", output=tmp_path / "y.rdf")
    assert not (tmp_path / "y.rdf").exists()


def test_standard_input_and_output(foreign: Path) -> None:
    done = kgbuild("convert", "-", "--from", "trig", "--format", "nq", stdin=foreign.read_bytes())
    assert done.returncode == 0
    assert done.stdout.count("\n") == 51
    assert done.stderr == "51 statements written to standard output\n"
    packed = kgbuild("convert", "-", "--from", "trig", "--format", "ttl", stdin=gzip.compress(foreign.read_bytes()))
    assert packed.stdout.startswith("@base <http://example.org/b/> .\n@prefix ex:")
    assert packed.stderr == (
        "49 statements written to standard output\n3 named graphs were united: .ttl holds none, .nq and .trig do\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x.ttl", "-o", "y.pdf"), "unknown RDF format 'y.pdf'"),
        (("x.ttl", "-o", "y", "--format", "pdf"), "unknown RDF format 'pdf'"),
        (("x.ttl",), "standard output needs --format"),
        (("-", "--format", "nt"), "standard input needs --from"),
        (("x.pdf", "-o", "y.nt"), "unknown RDF format 'x.pdf'; known are .ttl .nt .nq .trig .jsonld .jsonl .rdf .owl"),
        (("x.ttl", "-o", "y.n3"), "N3 is read and not written"),
        (("x.ttl", "-o", "y.nt", "--from", "pdf"), "unknown RDF format 'pdf'"),
        (("x.ttl", "-o", "y.nt", "--base", "nonsense"), "--base must be an absolute IRI"),
        (("x.ttl", "--format", "nq.gz"), "only a file whose name ends in .gz is compressed"),
        (("missing.ttl", "-o", "y.nt"), "cannot read missing.ttl: No such file or directory"),
        (("x.ttl", "broken.ttl", "-o", "y.nt"), "broken.ttl is no valid Turtle: Parser error at line 2"),
        (("remote.jsonld", "-o", "y.nt"), "remote.jsonld is no valid JSON-LD"),
        (("star.ttl", "-o", "y.nt"), "star.ttl holds a triple term of RDF 1.2"),
        (("x.ttl", "-o", "x.ttl/y.nt"), "cannot write x.ttl/y.nt"),
        ((), "Missing argument"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "x.ttl").write_text("<http://a> <http://p> 1 .")
    (tmp_path / "broken.ttl").write_text("<http://a> <http://p> 1 .\n<http://a> .")
    (tmp_path / "remote.jsonld").write_text('{"@context": "https://example.org/", "name": "x"}')
    (tmp_path / "star.ttl").write_text("<http://a> <http://p> <<( <http://a> <http://p> 1 )>> .")
    before = {path.name for path in tmp_path.iterdir()}
    done = kgbuild("convert", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_failed_conversion_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<http://a> .")
    (tmp_path / "y.nt").write_text("old")
    assert kgbuild("convert", tmp_path / "broken.ttl", "-o", tmp_path / "y.nt").returncode == 2
    assert (tmp_path / "y.nt").read_text() == "old"


def test_a_file_may_be_written_over_itself(foreign: Path) -> None:
    expected = canonical(quads(foreign), union=False)
    run(foreign, output=foreign)
    assert canonical(quads(foreign), union=False) == expected


def test_an_empty_file_gives_an_empty_graph(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("")
    for form in FORMATS:
        run(tmp_path / "x.ttl", output=tmp_path / f"y.{form}")
        assert quads(tmp_path / f"y.{form}") == []


def test_a_record_is_no_rdf_and_what_makes_a_graph_of_it_is_said(tmp_path: Path) -> None:
    done = kgbuild("convert", str(ROOT / "examples/exports/NCT99999901.json"), "-o", str(tmp_path / "x.nq"))
    assert "no statement was read: records of trials become a graph by `kgbuild ingest`" in done.stderr


def test_directions_are_kept(tmp_path: Path) -> None:
    """RDF 1.2: a language with a base direction."""
    (tmp_path / "x.nt").write_text('<http://a> <http://p> "x"@en--ltr .\n')
    for form in FORMATS:
        run(tmp_path / "x.nt", output=tmp_path / f"y.{form}")
        run(tmp_path / f"y.{form}", output=tmp_path / f"{form}.nt")
        assert (tmp_path / f"{form}.nt").read_text() == '<http://a> <http://p> "x"@en--ltr .\n'


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text(
        "".join(f"<http://a/{number}> <http://p> 1 .\n" for number in range(50_000)).replace("1 .", '"1" .')
    )
    command = f"{sys.executable} -m kg convert {tmp_path / 'x.nt'} --format nq | head -1"
    done = subprocess.run(  # noqa: S602 - the shell makes the pipe
        f"set -o pipefail; {command}", shell=True, executable="/bin/bash", capture_output=True, check=False, cwd=ROOT
    )
    assert done.stdout == b'<http://a/0> <http://p> "1" .\n'
    assert done.stderr == b""
    assert done.returncode == 0


def test_help_loads_no_rdf_library() -> None:
    code = "import sys; sys.argv = ['kgbuild', '{}', '--help']\ntry:\n from kg.cli.app import main; main()\n"
    code += "except SystemExit: pass\nprint([m for m in ('rdflib', 'pyshacl', 'pyoxigraph') if m in sys.modules])"
    for command in ("convert", "explain"):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code.format(command)], cwd=ROOT, capture_output=True, check=True, text=True
        )
        assert "Usage: kgbuild" in done.stdout
        assert done.stdout.splitlines()[-1] == "[]"
