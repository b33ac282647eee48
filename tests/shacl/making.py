"""Shapes and data graphs over the whole vocabulary of SHACL Core, made by hypothesis, as triples of terms."""

from collections.abc import Callable

from hypothesis import strategies as st

from kg.rdf.terms import RDF_TYPE, XSD, Triple
from kg.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, SUBCLASS_OF, TRUE, sh

__all__ = ["CLASSES", "NODES", "PREDICATES", "data_graphs", "ex", "shapes_graphs"]


def ex(name: str) -> str:
    return f"<http://example.org/{name}>"


NODES = [*(ex(name) for name in ("a", "b", "c", "d")), "_:x", "_:y"]
PREDICATES = [ex(name) for name in ("p", "q", "r")]
LOW, HIGH, DAY = ex("low"), ex("high"), ex("day")
"""Properties whose values can always be compared: numbers, numbers, dates."""
CLASSES = [ex(name) for name in ("C", "D", "E")]
STRINGS = ['""', '"a"', '"ab"', '"A b"', '"Zürich"', '"x\\ny"', '"12"']
TAGGED = ['"a"@en', '"b"@en', '"c"@de-ch', '"d"@de', '"e"@fr']
INTEGERS = [f'"{number}"^^<{XSD}integer>' for number in ("-1", "0", "1", "2", "10", "02")]
NUMBERS = [
    *INTEGERS,
    *(f'"{number}"^^<{XSD}decimal>' for number in ("1.0", "2.5", "-0.5")),
    *(f'"{number}"^^<{XSD}double>' for number in ("1.0E0", "2.5E0")),
]
DATES = [f'"{day}"^^<{XSD}date>' for day in ("2009-08-19", "2010-01-01", "2012-02-29")]
INSTANTS = [f'"{time}"^^<{XSD}dateTime>' for time in ("2009-08-19T00:00:00", "2010-01-01T12:00:00")]
BOOLEANS = [TRUE, f'"false"^^<{XSD}boolean>']
ILL_TYPED = [f'"abc"^^<{XSD}integer>', f'"2009-02-30"^^<{XSD}date>', f'"300"^^<{XSD}byte>', f'"x"^^<{XSD}decimal>']
FOREIGN = ['"POINT(1 2)"^^<http://example.org/wkt>']
SIMPLE = [*STRINGS, *TAGGED, *NUMBERS]
LITERALS = [*SIMPLE, *DATES, *INSTANTS, *BOOLEANS, *ILL_TYPED, *FOREIGN]
DATATYPES = [
    f"<{XSD}{name}>" for name in ("string", "integer", "decimal", "double", "date", "dateTime", "boolean", "byte")
]
DATATYPES += ["<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>", "<http://example.org/wkt>"]
KINDS = [sh(name) for name in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")]
PATTERNS = ["^a", "b$", "^[A-Z]", "[0-9]+", "x.y", "a|b", "^http", "^.{1,2}$", "\\\\d\\\\d", "(a)(b)?", "[^a]"]


@st.composite
def data_graphs(draw: st.DrawFn) -> list[Triple]:
    literals = draw(st.sampled_from([SIMPLE, LITERALS]))
    nodes, terms = st.sampled_from(NODES), st.sampled_from([*NODES, *NODES, *literals])
    rows = draw(st.lists(st.tuples(nodes, st.sampled_from(PREDICATES), terms), max_size=14))
    rows += draw(st.lists(st.tuples(nodes, st.sampled_from([LOW, HIGH]), st.sampled_from(NUMBERS)), max_size=4))
    rows += draw(st.lists(st.tuples(nodes, st.just(DAY), st.sampled_from(DATES)), max_size=2))
    types = draw(st.lists(st.tuples(nodes, st.just(RDF_TYPE), st.sampled_from(CLASSES)), max_size=5))
    classes = draw(st.lists(st.tuples(*(st.sampled_from(CLASSES),) * 3), max_size=2))
    return [*rows, *types, *((lower, SUBCLASS_OF, upper) for lower, upper, _ in classes)]


class Maker:
    """Writes one shapes graph while hypothesis draws."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.triples: list[Triple] = []
        self._count = 0

    def pick(self, choices: list[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def add(self, node: str, name: str, value: str) -> None:
        self.triples.append((node, sh(name), value))

    def new(self, prefix: str) -> str:
        self._count += 1
        return ex(f"{prefix}{self._count}") if self.draw(st.booleans()) else f"_:{prefix}{self._count}"

    def items(self, members: list[str]) -> str:
        head = RDF_NIL
        for member in reversed(members):
            self._count += 1
            node = f"_:list{self._count}"
            self.triples += [(node, RDF_FIRST, member), (node, RDF_REST, head)]
            head = node
        return head

    def some(self, make: Callable[[], str], least: int, most: int) -> list[str]:
        return [make() for _ in range(self.draw(st.integers(least, most)))]

    def path(self, depth: int) -> str:
        if depth == 0 or self.draw(st.integers(0, 2)):
            return self.pick(PREDICATES)
        kind = self.pick(["list", "alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"])
        if kind == "list":
            return self.items(self.some(lambda: self.path(depth - 1), 2, 3))
        self._count += 1
        node = f"_:path{self._count}"
        inner = (
            self.items(self.some(lambda: self.path(depth - 1), 2, 2))
            if kind == "alternativePath"
            else self.path(depth - 1)
        )
        self.add(node, kind, inner)
        return node

    def integer(self, least: int, most: int) -> str:
        return f'"{self.draw(st.integers(least, most))}"^^<{XSD}integer>'

    def shape(self, depth: int, *, with_path: bool) -> str:
        node = self.new("shape")
        self.triples.append((node, RDF_TYPE, sh("PropertyShape" if with_path else "NodeShape")))
        if with_path:
            self.add(node, "path", self.path(2))
        if self.draw(st.integers(0, 3)) == 0:
            self.add(node, "severity", self.pick([sh("Info"), sh("Warning"), ex("Grave")]))
        for message in self.draw(
            st.lists(st.sampled_from(['"[CT-S001] no"', '"nein"@de', '"no"@en']), unique=True, max_size=2)
        ):
            self.add(node, "message", message)
        if self.draw(st.integers(0, 15)) == 0:
            self.add(node, "deactivated", TRUE)
        choices = [*VALUE_CONSTRAINTS, *(PROPERTY_CONSTRAINTS if with_path else {}), *(NESTING if depth else {})]
        for name in self.draw(st.lists(st.sampled_from(choices), unique=True, min_size=1, max_size=3)):
            ({**VALUE_CONSTRAINTS, **PROPERTY_CONSTRAINTS, **NESTING})[name](self, node, depth)
        return node

    def any_shape(self, depth: int) -> str:
        return self.shape(depth, with_path=self.draw(st.booleans()))


def _one(name: str, choices: list[str]) -> Callable[[Maker, str, int], None]:
    return lambda maker, node, depth: maker.add(node, name, maker.pick(choices))


def _several(name: str, choices: list[str]) -> Callable[[Maker, str, int], None]:
    def make(maker: Maker, node: str, depth: int) -> None:
        for value in maker.draw(st.lists(st.sampled_from(choices), unique=True, min_size=1, max_size=2)):
            maker.add(node, name, value)

    return make


def _count(name: str, least: int) -> Callable[[Maker, str, int], None]:
    return lambda maker, node, depth: maker.add(node, name, maker.integer(least, 3))


def _ordered(name: str) -> Callable[[Maker, str, int], None]:
    def make(maker: Maker, node: str, depth: int) -> None:
        shape = maker.new("ordered")
        maker.add(node, "property", shape)
        maker.add(shape, "path", LOW)
        maker.add(shape, name, HIGH)

    return make


def _range(name: str) -> Callable[[Maker, str, int], None]:
    def make(maker: Maker, node: str, depth: int) -> None:
        maker.add(node, name, maker.pick(NUMBERS))
        if maker.draw(st.booleans()):
            shape = maker.new("range")
            maker.add(node, "property", shape)
            maker.add(shape, "path", DAY)
            maker.add(shape, name, maker.pick(DATES))

    return make


def _in(maker: Maker, node: str, depth: int) -> None:
    maker.add(node, "in", maker.items(maker.draw(st.lists(st.sampled_from([*NODES, *LITERALS]), max_size=6))))


def _language_in(maker: Maker, node: str, depth: int) -> None:
    maker.add(
        node, "languageIn", maker.items(maker.some(lambda: maker.pick(['"en"', '"de"', '"DE-CH"', '"fr"']), 1, 2))
    )


def _pattern(maker: Maker, node: str, depth: int) -> None:
    maker.add(node, "pattern", f'"{maker.pick(PATTERNS)}"')
    if maker.draw(st.booleans()):
        maker.add(node, "flags", '"i"')


def _closed(maker: Maker, node: str, depth: int) -> None:
    maker.add(node, "closed", maker.pick(BOOLEANS))
    if maker.draw(st.booleans()):
        maker.add(node, "ignoredProperties", maker.items([maker.pick([RDF_TYPE, *PREDICATES])]))


def _list_of_shapes(name: str) -> Callable[[Maker, str, int], None]:
    def make(maker: Maker, node: str, depth: int) -> None:
        maker.add(node, name, maker.items(maker.some(lambda: maker.any_shape(depth - 1), 1, 3)))

    return make


def _not(maker: Maker, node: str, depth: int) -> None:
    maker.add(node, "not", maker.any_shape(depth - 1))


def _node(maker: Maker, node: str, depth: int) -> None:
    maker.add(node, "node", maker.shape(depth - 1, with_path=False))


def _property(maker: Maker, node: str, depth: int) -> None:
    for shape in maker.some(lambda: maker.shape(depth - 1, with_path=True), 1, 2):
        maker.add(node, "property", shape)


def _qualified(maker: Maker, node: str, depth: int) -> None:
    """A pair of qualified property shapes, so that they have siblings."""
    disjoint = maker.pick(BOOLEANS)
    path = maker.path(1)
    for _ in range(2):
        shape = maker.new("qualified")
        maker.add(node, "property", shape)
        maker.add(shape, "path", path)
        maker.add(shape, "qualifiedValueShape", maker.any_shape(depth - 1))
        maker.add(shape, "qualifiedValueShapesDisjoint", disjoint)
        for name in maker.draw(st.sampled_from([("Min",), ("Max",), ("Min", "Max")])):
            maker.add(shape, f"qualified{name}Count", maker.integer(0, 2))


_Make = Callable[[Maker, str, int], None]
VALUE_CONSTRAINTS: dict[str, _Make] = {
    "class": _several("class", CLASSES),
    "datatype": _one("datatype", DATATYPES),
    "nodeKind": _one("nodeKind", KINDS),
    "minExclusive": _range("minExclusive"),
    "minInclusive": _range("minInclusive"),
    "maxExclusive": _range("maxExclusive"),
    "maxInclusive": _range("maxInclusive"),
    "minLength": _count("minLength", 1),
    "maxLength": _count("maxLength", 0),
    "pattern": _pattern,
    "languageIn": _language_in,
    "equals": _several("equals", PREDICATES),
    "disjoint": _several("disjoint", PREDICATES),
    "lessThan": _ordered("lessThan"),
    "lessThanOrEquals": _ordered("lessThanOrEquals"),
    "closed": _closed,
    "hasValue": _several("hasValue", [*NODES, *LITERALS]),
    "in": _in,
}
PROPERTY_CONSTRAINTS: dict[str, _Make] = {
    "minCount": _count("minCount", 0),
    "maxCount": _count("maxCount", 0),
    "uniqueLang": _one("uniqueLang", BOOLEANS),
}
NESTING: dict[str, _Make] = {
    "not": _not,
    "and": _list_of_shapes("and"),
    "or": _list_of_shapes("or"),
    "xone": _list_of_shapes("xone"),
    "node": _node,
    "property": _property,
    "qualifiedValueShape": _qualified,
}


@st.composite
def shapes_graphs(draw: st.DrawFn) -> list[Triple]:
    maker = Maker(draw)
    for _ in range(draw(st.integers(1, 2))):
        node = maker.shape(2, with_path=draw(st.booleans()))
        name = maker.pick(["targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"])
        targets = {"targetNode": [NODES[0], NODES[1], LITERALS[1], INTEGERS[1]], "targetClass": CLASSES}
        maker.add(node, name, maker.pick(targets.get(name, PREDICATES)))
    return maker.triples
