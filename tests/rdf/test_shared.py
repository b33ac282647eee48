"""The merge of shared nodes."""

from kg.rdf import merge
from kg.rdf.terms import RDF_TYPE

NAME, LABEL = "<https://schema.org/name>", "<http://www.w3.org/2004/02/skos/core#prefLabel>"
POINT = "<https://w3id.org/kgbuild/ontology#point>"
CODE = "<https://w3id.org/kgbuild/ontology#countryCode>"
WKT = "^^<http://www.opengis.net/ont/geosparql#wktLiteral>"
DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"


def test_the_best_name_is_the_label() -> None:
    rows = sorted(("<a>", NAME, f'"{name}"') for name in ("ASTHMA", "asthma", "Asthma", "AsthmA"))
    merged = list(merge(rows))
    assert [term for _, predicate, term in merged if predicate == LABEL] == ['"AsthmA"']
    assert [term for _, predicate, term in merged if predicate == NAME] == [row[2] for row in rows]


def test_a_capital_name_loses_to_a_lower_one_only_if_there_is_none_better() -> None:
    assert list(merge(sorted([("<a>", NAME, '"ASTHMA"'), ("<a>", NAME, '"asthma"')])))[-1][2] == '"asthma"'


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
