"""Linking a graph again: lines are copied where they can be, and what is odd is read as any parser reads it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import kg
from kg.errors import FileError
from kg.packings import NamedStream, reading_packed
from kg.pipeline.graph import graph_lines
from kg.pipeline.graph.graph_file import quads_of
from kg.pipeline.graph.graph_lines import wanted_quads
from kg.rdf import Quad

BASE = "https://w3id.org/kgbuild/id/"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
ODD = f"""\
# a comment, then an empty line

<http://example.org/a> <http://example.org/b> <http://example.org/c> .
_:x <http://example.org/b> "tab"	<http://example.org/graph>   .
<http://example.org/a> <http://example.org/b> "\\u00e9t\\u00e9" <{BASE}graph/shared> .
<http://example.org/a> <http://example.org/b> <{BASE}graph/links> .
"""


@pytest.fixture
def bare(seeds: Path, tmp_path: Path) -> Path:
    """The graph of the two pages, without links."""
    path = tmp_path / "bare.nq"
    kg.ingest(seeds, output=path, link=False, as_of="2026-01-01")
    return path


def linked(path: Path, lexicon: Path) -> Counter[Quad]:
    target = path.with_name(f"linked-{path.name}")
    kg.link(path, output=target, lexicon=lexicon)
    return Counter(quad for quad in quads_of(str(target)) if "build" not in quad[0])


@pytest.mark.slow
def test_lines_that_kgbuild_does_not_write_are_read_too(bare: Path, lexicon: Path) -> None:
    odd = bare.with_name("odd.nq")
    odd.write_text(ODD + bare.read_text(encoding="utf-8").replace("\n", "\r\n"), encoding="utf-8", newline="")
    added = Counter(quad for quad in quads_of(str(odd)) if "example.org" in str(quad))
    assert added.total() == 4
    assert linked(odd, lexicon) == linked(bare, lexicon) + added


@pytest.mark.slow
def test_links_in_the_default_graph_are_made_anew(bare: Path, lexicon: Path) -> None:
    """As of N-Triples that someone called N-Quads."""
    triples, renamed = bare.with_suffix(".nt"), bare.with_name("renamed.nq")
    kg.convert(bare, triples)
    kg.link(triples, lexicon=lexicon)
    renamed.write_bytes(triples.read_bytes())
    assert linked(renamed, lexicon) == Counter(quad for quad in quads_of(str(triples)) if "build" not in quad[0])


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["nq", "nt", "ttl"])
def test_the_ontology_is_not_counted(seeds: Path, lexicon: Path, tmp_path: Path, extension: str) -> None:
    """Its alignments are links as matches are, and in a format without graphs they stand among these."""
    linked, again = (tmp_path / f"{name}.{extension}" for name in ("linked", "again"))
    kg.ingest(seeds, output=linked, lexicon=lexicon, with_ontology=True, as_of="2026-01-01")
    kg.link(linked, again, lexicon=lexicon)
    assert again.read_bytes() == linked.read_bytes()


def test_a_line_that_is_no_quad_is_named(bare: Path, lexicon: Path) -> None:
    lines = bare.read_text(encoding="utf-8").splitlines()
    lines[6] = lines[6][:-9]
    bare.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FileError, match=r"bare\.nq is no valid N-Quads: .*line 7"):
        kg.link(bare, lexicon=lexicon)


def test_a_graph_of_lines_is_read_twice(bare: Path, lexicon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linking must cost less than building anew; parsing all of it six times cost twice as much."""
    opened = []

    @contextmanager
    def reading(path: str) -> Iterator[NamedStream]:
        opened.append(path)
        with reading_packed(path) as stream:
            yield stream

    monkeypatch.setattr(graph_lines, "reading_packed", reading)
    monkeypatch.setattr(graph_lines, "quads_of", None)  # nothing is parsed
    kg.link(bare, lexicon=lexicon)
    assert opened == [str(bare)] * 2


@pytest.mark.parametrize("extension", ["nq", "trig", "nt", "jsonld"])
def test_the_quads_that_are_wanted_are_those_of_their_predicates(bare: Path, extension: str) -> None:
    path = bare.with_name(f"x.{extension}")
    kg.convert(bare, path)
    expected = [quad for quad in quads_of(str(path)) if quad[1] == LABEL]
    assert expected
    assert list(wanted_quads(str(path), {LABEL})) == expected
