"""The merge of shared nodes."""

import pytest

from kg.rdf import merge
from kg.rdf.terms import RDF_TYPE

NAME, LABEL = "<https://schema.org/name>", "<http://www.w3.org/2004/02/skos/core#prefLabel>"
POINT = "<https://w3id.org/kgbuild/ontology#point>"
CODE = "<https://w3id.org/kgbuild/ontology#countryCode>"
CT = "https://w3id.org/kgbuild/ontology#"
WKT = "^^<http://www.opengis.net/ont/geosparql#wktLiteral>"
DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"


def test_the_best_name_is_the_label() -> None:
    rows = sorted(("<a>", NAME, f'"{name}"') for name in ("ASTHMA", "asthma", "Asthma", "AsthmA"))
    merged = list(merge(rows))
    assert [term for _, predicate, term in merged if predicate == LABEL] == ['"AsthmA"']
    assert [term for _, predicate, term in merged if predicate == NAME] == [row[2] for row in rows]


def test_a_capital_name_loses_to_a_lower_one_only_if_there_is_none_better() -> None:
    assert list(merge(sorted([("<a>", NAME, '"ASTHMA"'), ("<a>", NAME, '"asthma"')])))[-1][2] == '"asthma"'


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Non-Small Cell Lung Cancer", "Non -Small Cell Lung Cancer"),
        ("Non-Small Cell Lung Cancer", "Non Small Cell Lung Cancer"),
        ("Hopital Notre-Dame", "Hopital Notre- Dame"),
        ("Ramat Gan", "Ramat -Gan"),
        ("Rionero in Vulture", "RIONERO in VULTURE"),
        ("COVID-19", "Covid-19"),
        ("Vitamin D3", "VITAMIN D3"),
        ("City of Hope", "City Of Hope"),
        ("Den Haag, The Hague", "DEN HAAG, THE HAGUE"),
        ("Saint Louis", "Saint-Louis"),
    ],
)
def test_of_two_spellings_the_label_is_the_careful_one(better: str, worse: str) -> None:
    rows = sorted(("<a>", NAME, f'"{name}"') for name in (worse, better))
    assert list(merge(rows))[-1] == ("<a>", LABEL, f'"{better}"')


def test_a_coded_country_has_its_common_name() -> None:
    rows = [("<c>", NAME, '"Burma"'), ("<c>", CODE, '"MM"')]
    assert ("<c>", LABEL, '"Myanmar"') in list(merge(sorted(rows)))


def test_one_point_is_kept_as_a_pair() -> None:
    rows = sorted(("<p>", POINT, f'"POINT({point})"{WKT}') for point in ("2 1", "1 9"))
    assert list(merge(rows)) == [
        ("<p>", "<https://schema.org/latitude>", f'"9"{DECIMAL}'),
        ("<p>", "<https://schema.org/longitude>", f'"1"{DECIMAL}'),
        ("<p>", "<http://www.opengis.net/ont/geosparql#hasDefaultGeometry>", "<p/point>"),
        ("<p/point>", RDF_TYPE, "<http://www.opengis.net/ont/geosparql#Geometry>"),
        ("<p/point>", "<http://www.opengis.net/ont/geosparql#asWKT>", f'"POINT(1 9)"{WKT}'),
    ]


def test_rows_may_repeat() -> None:
    assert len(list(merge([("<a>", RDF_TYPE, "<b>")] * 3))) == 1


def test_a_publication_keeps_all_its_citations_and_one_is_the_label() -> None:
    rows = [("<p>", f"<{CT}citation>", f'"{text}"') for text in ("DOE J. A PAPER.", "Doe J. A paper.")]
    rows.append(("<p>", f"<{CT}doi>", '"10.5555/a"'))
    merged = list(merge(sorted(rows)))
    assert [term for _, predicate, term in merged if predicate == LABEL] == ['"Doe J. A paper."']
    assert set(rows) < set(merged)


def test_a_publication_without_a_citation_is_labelled_by_its_doi_else_its_pubmed_id() -> None:
    doi, pmid = ("<p>", f"<{CT}doi>", '"10.5555/a"'), ("<p>", f"<{CT}pmid>", '"12"')
    assert list(merge([doi, pmid]))[-1] == ("<p>", LABEL, '"DOI 10.5555/a"')
    assert list(merge([pmid]))[-1] == ("<p>", LABEL, '"PMID 12"')
