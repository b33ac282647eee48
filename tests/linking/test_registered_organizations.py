"""Organizations and facilities of real records in the graph `links`, and what the registry says of them."""

import json
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest

from kg.linking.installation import build_vocabulary
from kg.pipeline.run import run as runs
from kg.store import ask, example, load

from .test_graph import AS_OF, BASE, RIBEIRAO_PRETO, direct, kgbuild, unpacked

pytestmark = pytest.mark.slow

ROR = "https://ror.org/"
PART_OF = pyoxigraph.NamedNode("http://www.w3.org/ns/org#subOrganizationOf")
LABEL = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
HOSPITAL, UNIVERSITY, STATE, GONE = (f"{ROR}0{number}exampl0" for number in range(1, 5))


def organization(iri: str, city: tuple[int, str], names: tuple[str, ...], parents: tuple[str, ...]) -> object:
    return {
        "id": iri,
        "types": ["education"],
        "names": [
            {"value": name, "types": ["alias"] if place else ["ror_display"]} for place, name in enumerate(names)
        ],
        "locations": [{"geonames_id": city[0], "geonames_details": {"country_code": "BR", "name": city[1]}}],
        "relationships": [{"type": "parent", "id": each} for each in parents],
    }


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, file = tmp_path_factory.mktemp("lexicon"), tmp_path_factory.mktemp("files") / "ror.json"
    capital = (3448439, "S\u00e3o Paulo")
    made = (
        organization(HOSPITAL, (3451328, "Ribeir\u00e3o Preto"), ("Clinics of Example", RIBEIRAO_PRETO), (UNIVERSITY,)),
        organization(UNIVERSITY, capital, ("Universidade de S\u00e3o Paulo", "University of Sao Paulo"), (STATE, GONE)),
        organization(STATE, capital, ("Example State",), ()),
    )
    file.write_text(json.dumps(made), encoding="utf-8")
    build_vocabulary(folder, "ror", [file], built="2026-01-01")
    return folder


@pytest.fixture(scope="module")
def graph(seeds: Path, registered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "seeds.nq"
    kgbuild("ingest", seeds, "-o", path, *AS_OF, lexicon=registered)
    return path


def parts(graph: Path) -> set[tuple[str, str]]:
    return {(str(each.subject), str(each.object)) for each in load([str(graph)]).quads_for_pattern(None, PART_OF, None)}


def test_a_sponsor_and_a_facility_lead_to_the_registry(graph: Path) -> None:
    found = {(subject, predicate) for subject, predicate, term in direct(graph) if term in (HOSPITAL, UNIVERSITY)}
    slug = "hospital-das-cl\u00ednicas-da-faculdade-de-medicina-de-ribeir\u00e3o-preto-da-universidade.2d8f7ec7"
    assert found == {
        ("organization/university-of-sao-paulo", "sameAs"),
        (f"facility/BR/s\u00e3o-paulo/ribeir\u00e3o-preto/{slug}", "sameAs"),
        (HOSPITAL, "subOrganizationOf"),
    }


def test_the_registry_s_organizations_have_labels_and_wholes_once(graph: Path) -> None:
    assert parts(graph) == {
        (f"<{HOSPITAL}>", f"<{UNIVERSITY}>"),
        (f"<{UNIVERSITY}>", f"<{STATE}>"),
        (f"<{UNIVERSITY}>", f"<{GONE}>"),
    }
    labels = {
        (str(each.subject), each.object.value)
        for each in load([str(graph)]).quads_for_pattern(None, LABEL, None)
        if str(each.subject).startswith(f"<{ROR}") and isinstance(each.object, pyoxigraph.Literal)
    }
    assert labels == {
        (f"<{HOSPITAL}>", "Clinics of Example"),
        (f"<{UNIVERSITY}>", "Universidade de S\u00e3o Paulo"),
        (f"<{STATE}>", "Example State"),
    }
    lines = Counter(graph.read_text(encoding="utf-8").splitlines())
    assert max(lines.values()) == 1


def test_what_is_part_of_an_organization_can_be_asked_for(graph: Path) -> None:
    answer = ask(load([str(graph)]), example("trials-of-sponsor-group").filled({"name": "example state"}))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert [(row["group"].value, row["organization"].value, row["trial"].value) for row in answer] == [
        ("Example State", "University of Sao Paulo", f"{BASE}study/NCT01297972"),
    ]


@pytest.mark.parametrize("extension", ["nq", "ttl", "jsonld"])
def test_every_format_holds_the_same_and_linking_again_is_linking(
    seeds: Path, registered: Path, graph: Path, tmp_path: Path, extension: str
) -> None:
    path, again = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    kgbuild("ingest", seeds, "-o", path, *AS_OF, lexicon=registered)
    assert {quad.triple for quad in load([str(path)])} == {quad.triple for quad in load([str(graph)])}
    done = kgbuild("link", path, "-o", again, lexicon=registered)
    assert "1 of 1 facility, 1 of 2 organizations" in done.stderr
    assert {quad.triple for quad in load([str(again)])} == {quad.triple for quad in load([str(graph)])}
    assert extension == "jsonld" or unpacked(again) == unpacked(path)
    kgbuild("link", again, lexicon=tmp_path)  # without the registry nothing is left of it
    assert parts(again) == set()
    assert not [quad for quad in load([str(again)]) if str(quad.subject).startswith(f"<{ROR}")]


def test_organizations_are_said_once_whatever_the_spans(
    seeds: Path, registered: Path, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import kg

    monkeypatch.setattr(runs, "_SPAN", 200)
    kg.ingest([seeds], output=tmp_path / "g.nq", as_of="2026-01-01", lexicon=registered, jobs=1).close()
    assert (tmp_path / "g.nq").read_bytes() == graph.read_bytes()


def test_a_mapping_may_reject_a_facility_s_match(seeds: Path, registered: Path, graph: Path, tmp_path: Path) -> None:
    [facility] = [subject for subject, _, term in direct(graph) if term == HOSPITAL and subject.startswith("facility")]
    table = tmp_path / "x.sssom.tsv"
    table.write_text(
        f"subject_id\tpredicate_id\tobject_id\tpredicate_modifier\nkgb:{facility}\tschema:sameAs\t{HOSPITAL}\tNot\n",
        encoding="utf-8",
    )
    path = tmp_path / "x.nq"
    kgbuild("link", graph, "-o", path, "--mappings", table, lexicon=registered)
    assert {term for subject, _, term in direct(path) if subject == facility} == set()
    assert parts(path) == parts(graph) - {(f"<{HOSPITAL}>", f"<{UNIVERSITY}>")}


def test_coverage_counts_facilities(graph: Path, tmp_path: Path) -> None:
    found = json.loads(kgbuild("coverage", graph, "--format", "json", lexicon=tmp_path).stdout)
    [facilities] = [each for each in found["kinds"] if each["kind"] == "facility"]
    assert facilities == {
        "kind": "facility",
        "labels": 1,
        "mentions": 1,
        "matched": 1,
        "matched_mentions": 1,
        "methods": {"SYNONYM": 1},
    }
