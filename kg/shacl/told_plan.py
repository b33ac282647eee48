"""What shapes ask of nodes of one kind, sorted by how it is decided when a node is told: `kg.shacl.told_checks`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from math import inf
from operator import itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from kg.rdf.bounded_caches import Limited
from kg.rdf.encoders import TYPE, in_line

from .acceptance import remember
from .constraint import Constraint, ValueTest
from .data import Data
from .finding import Finding
from .paths import Inverse, SequencePath, predicates_of
from .shape import Shape
from .sweep import Sweep
from .told_conditions import Condition, condition
from .vocabulary import sh

__all__ = [
    "NOWHERE",
    "Compared",
    "LeadsTo",
    "Likeness",
    "Plan",
    "SomeValue",
    "ValueTests",
    "likeness",
    "planned",
    "ways",
]

NOWHERE = "<about:blank>"
"""Stands for the focus node in findings that are the same of many nodes."""

_EQUALS, _NODE = sh("EqualsConstraintComponent"), sh("NodeConstraintComponent")
_AT_LEAST = sh("QualifiedMinCountConstraintComponent")
_REMEMBERED = 16_384
_TWO = 2
_OPENS = ord("<")
_ONE_CHARACTER = 12
"""Bytes of a plain string of one character, however it is escaped, with its quotes."""


class ValueTests(NamedTuple):
    """What is asked of the values of one predicate, each by itself."""

    known: set[bytes]
    passes: Callable[[bytes], bool]
    instance_of: tuple[bytes, ...]
    any_text: bool
    """Whether every plain string passes that is not empty."""


class Compared(NamedTuple):
    """A shape that compares values of one node, and what it found of some values."""

    shape: Shape
    """With no other constraints."""
    predicates: tuple[bytes, ...]
    """Its own first: without values of it there is nothing to compare."""
    remembered: Limited[tuple[tuple[bytes, ...], ...], tuple[Finding, ...]]


class LeadsTo(NamedTuple):
    """Asks that a node, to which a predicate leads, has one of some properties."""

    step: bytes
    then: frozenset[bytes]
    otherwise: tuple[Finding, ...]
    """What is found if none has."""


class EachHas(NamedTuple):
    """Asks that each node, to which a predicate leads, has one of some properties."""

    step: bytes
    then: frozenset[bytes]


class SomeValue(NamedTuple):
    """Asks that some value of some predicates passes a test."""

    predicates: tuple[bytes, ...]
    passes: Callable[[bytes], bool]
    otherwise: tuple[Finding, ...]
    """What is found if none does."""


class Likeness(NamedTuple):
    """What is left to do for nodes of a plan that state the same properties in the same order."""

    found: tuple[Finding, ...]
    """What is missing, and what their classes lack."""
    texts: Callable[[list[bytes]], tuple[bytes, ...]] | None
    """The values that may be any text."""
    tests: list[tuple[int, ValueTests]]
    """The number of each other value, and its tests."""


class Plan(NamedTuple):
    """All that shapes ask of nodes that are of the same classes."""

    required: Mapping[bytes, tuple[Finding, ...]]
    """Predicate -> what is found where it is missing."""
    one_of: tuple[tuple[frozenset[bytes], tuple[Finding, ...]], ...]
    """Predicates of which one must be there, and what is found where none is."""
    single: frozenset[bytes]
    """Predicates that may stand once at most."""
    values: Mapping[bytes, ValueTests]
    equal: tuple[tuple[frozenset[bytes], bytes], ...]
    """Predicates whose values together are those of another one."""
    compared: tuple[Compared, ...]
    leads_to: tuple[LeadsTo, ...]
    led_to: tuple[tuple[bytes, bytes], ...]
    """Class and predicate: a node must lead here by it, and none that is not of the class."""
    each_has: tuple[EachHas, ...]
    some: tuple[SomeValue, ...]
    conditions: Mapping[bytes, tuple[Condition, ...]]
    """Predicate by which another node leads here -> what must be true of the two together."""
    undecided: frozenset[bytes]
    """Predicates that are asked for in other ways."""
    sweeps: tuple[Sweep, ...]
    left: bool
    """Whether every such node is left to the shapes themselves."""
    always: tuple[Finding, ...]
    """What is found on every such node, by its classes alone."""
    together: frozenset[bytes]
    """Predicates of which several values are looked at together."""
    looks_further: bool
    """Whether anything is, or what other nodes say."""


def planned(sweeps: Sequence[Sweep], classes: list[str]) -> Plan:
    """What the sweeps ask of a node of some classes, sorted by how it is decided."""
    required: dict[bytes, tuple[Finding, ...]] = {}
    gated: dict[bytes, list[Shape]] = {}
    for sweep in sweeps:
        for predicate, shapes in sweep.required.items():
            findings = tuple(each for shape in shapes for each in _of_nothing(shape))
            required[in_line(predicate)] = (*required.get(in_line(predicate), ()), *findings)
        for predicate, gate in sweep.gates.items():
            gated.setdefault(in_line(predicate), []).extend(gate.shapes)
    others = [shape for sweep in sweeps for _, shape in sweep.paths]
    comparing = [found for found in map(_comparing, chain.from_iterable(gated.values())) if found]
    compared = [each for each in comparing if each.predicates != (TYPE,)]
    of_classes = Data({NOWHERE: {TYPE[:-1].decode(): classes}})
    always = [each for one in comparing if one not in compared for each in one.shape.findings(of_classes, NOWHERE)]
    equal = [pair for pair in map(_equals, others) if pair]
    leads_to = [leading for leading in map(_leading, others) if leading]
    led_to = [led for led in map(_led, others) if led]
    each_has = [each for each in map(_each_has, chain.from_iterable(gated.values())) if each]
    some = [each for each in map(_some_value, others) if each]
    conditions = [each for each in map(condition, others) if each]
    return Plan(
        required=required,
        one_of=tuple(
            (frozenset(map(in_line, predicates)), tuple(_of_nothing(shape)))
            for sweep in sweeps
            for predicates, shape in sweep.one_of
        ),
        single=frozenset(name for name, shapes in gated.items() if any(_most(shape) == 1 for shape in shapes)),
        values={name: _values(shapes) for name, shapes in gated.items()},
        equal=tuple(equal),
        compared=tuple(compared),
        leads_to=tuple(leads_to),
        led_to=tuple(led_to),
        each_has=tuple(each_has),
        some=tuple(some),
        conditions={each.step: tuple(one for one in conditions if one.step == each.step) for each in conditions},
        undecided=frozenset(name for name, shapes in gated.items() if not all(map(_is_decided, shapes))),
        sweeps=tuple(sweeps),
        left=any(sweep.own for sweep in sweeps)
        or len(others) > len(equal) + len(leads_to) + len(led_to) + len(some) + len(conditions),
        always=tuple(always),
        together=frozenset(
            chain(
                chain.from_iterable((*choices, other) for choices, other in equal),
                chain.from_iterable(each.predicates for each in compared),
                (each.step for each in leads_to),
                (each.step for each in each_has),
                chain.from_iterable(each.predicates for each in some),
                chain.from_iterable(each.here for each in conditions),
            )
        ),
        looks_further=bool(equal or compared or leads_to or led_to or each_has or some or conditions),
    )


def ways(shape: Shape) -> list[str]:
    """How what a property shape asks is decided: number, value, class, same values, compared, link, record, graph."""
    if not isinstance(shape.path, str):
        decided = "same values" if _equals(shape) else "link" if _leading(shape) or _led(shape) else None
        decided = "record" if condition(shape) else "value" if _some_value(shape) else decided
        choice = "number" if predicates_of(shape.path) and _asks_for_one(shape, shape.constraints) else "graph"
        return [decided or choice]
    if not _is_decided(shape):
        return ["graph"]
    return sorted({_way(each) for each in shape.constraints})


def _way(constraint: Constraint) -> str:
    if constraint.counts_only:
        return "number"
    if constraint.instance_of:
        return "class"
    if _has_one(constraint):
        return "link"
    return "value" if constraint.test else "compared"


def likeness(plan: Plan, predicates: Sequence[bytes]) -> Likeness | None:
    """What is left to do for nodes with these predicates; None if the graph is to be asked."""
    present = set(predicates)
    if plan.left or not plan.undecided.isdisjoint(present):
        return None
    if len(present) < len(predicates):
        stated = [predicate for predicate in predicates if predicate in plan.single]
        if len(set(stated)) < len(stated):
            return None
    missing = [each for predicate in plan.required.keys() - present for each in plan.required[predicate]]
    unchosen = [each for choices, findings in plan.one_of if present.isdisjoint(choices) for each in findings]
    texts, tests = list[int](), list[tuple[int, ValueTests]]()
    for number, name in enumerate(predicates):
        if values := plan.values.get(name):
            if values.any_text:
                texts.append(number)
            else:
                tests.append((number, values))
    texts += texts[:1]  # `itemgetter` gives a tuple of two or more only
    return Likeness(
        (*plan.always, *missing, *unchosen),
        itemgetter(*texts) if texts else None,
        tests,
    )


def _of_nothing(shape: Shape) -> list[Finding]:
    """What a shape finds on a node without any property."""
    return shape.findings(Data({}), NOWHERE)


def _most(shape: Shape) -> float:
    return min((each.most for each in shape.constraints), default=inf)


def _is_decided(shape: Shape) -> bool:
    """Whether a shape for one predicate asks nothing that is not asked here."""
    known = (
        each.test or each.counts_only or each.instance_of or each.beside is not None or _has_one(each)
        for each in shape.constraints
    )
    return all(known) and not shape.properties and shape.least < _TWO and _most(shape) in (1, inf)


def _values(shapes: Iterable[Shape]) -> ValueTests:
    constraints = [each for shape in shapes for each in shape.constraints]
    tested = [each for each in constraints if each.test]
    known: set[bytes] = set()
    classes = dict.fromkeys(each.instance_of.encode() for each in constraints if each.instance_of)
    plain = max((each.plain for each in tested), default=inf) if not classes else inf
    return ValueTests(known, _tests(tested, known), tuple(classes), any_text=plain <= _ONE_CHARACTER)


def _tests(tested: Sequence[Constraint], known: set[bytes]) -> Callable[[bytes], bool]:
    """Whether a value passes all tests, each asked once."""
    segments = {each.segment for each in tested}
    if len(segments) == 1 and (segment := segments.pop()):
        return _leads_below(f"/{segment}".encode())
    return _passing(tuple(dict.fromkeys(each.test for each in tested if each.test)), known)


def _leads_below(segment: bytes) -> Callable[[bytes], bool]:
    """Whether a value is an IRI with this segment and one more at its end. What fails is left to the pattern itself."""

    def passes(value: bytes) -> bool:
        before, _, last = value.rpartition(b"/")
        return before.endswith(segment) and len(last) > 1 and value[0] == _OPENS

    return passes


def _passing(tests: Sequence[ValueTest], known: set[bytes]) -> Callable[[bytes], bool]:
    """Whether a value passes the tests; if it is short it is known from then on."""

    def passes(value: bytes) -> bool:
        text = value.decode()
        for test in tests:
            if not test(text):
                return False
        remember(known, value, most=_REMEMBERED)
        return True

    return passes


def _comparing(shape: Shape) -> Compared | None:
    """A shape for one predicate that compares its values with each other, or with those of other predicates."""
    comparing = tuple([each for each in shape.constraints if not each.test and each.beside is not None])
    if not isinstance(shape.path, str) or not comparing:
        return None
    names = (shape.path, *(name for each in comparing for name in each.beside or ()))
    alone = replace(shape, constraints=comparing)  # the others are decided elsewhere
    return Compared(alone, tuple(dict.fromkeys(map(in_line, names))), Limited())


def _equals(shape: Shape) -> tuple[frozenset[bytes], bytes] | None:
    """A shape that asks that the values of some predicates are those of another one."""
    choices = predicates_of(shape.path)
    if choices and not shape.properties and len(shape.constraints) == 1:
        (constraint,) = shape.constraints
        if constraint.component == _EQUALS and constraint.also:
            return frozenset(map(in_line, choices)), in_line(constraint.also)
    return None


def _leading(shape: Shape) -> LeadsTo | None:
    """A shape that asks that a link leads to a node with some property."""
    path = shape.path
    if isinstance(path, SequencePath) and len(path.steps) == _TWO and isinstance(path.steps[0], str):
        then = predicates_of(path.steps[1])
        if then and _asks_for_one(shape, shape.constraints):
            then_any = frozenset(map(in_line, then))
            return LeadsTo(in_line(path.steps[0]), then_any, tuple(_of_nothing(shape)))
    return None


def _each_has(shape: Shape) -> EachHas | None:
    """A shape that asks that every node, to which a predicate leads, has some property."""
    then = [predicate for each in shape.constraints for predicate in _has_one(each)]
    return EachHas(in_line(shape.path), frozenset(then)) if isinstance(shape.path, str) and then else None


def _has_one(constraint: Constraint) -> tuple[bytes, ...]:
    """The predicates of which value nodes must have one, if nothing else is asked of them."""
    if constraint.component != _NODE or constraint.test or constraint.inner[0].constraints:
        return ()
    asked = constraint.inner[0].properties
    if len(asked) != 1 or not _asks_for_one(asked[0], asked[0].constraints) or asked[0].least != 1:
        return ()
    return tuple(map(in_line, predicates_of(asked[0].path)))


def _led(shape: Shape) -> tuple[bytes, bytes] | None:
    """A shape that asks that a node of a class leads here."""
    classes = [each.instance_of for each in shape.constraints if each.instance_of]
    counts = [each for each in shape.constraints if not each.instance_of]
    if isinstance(shape.path, Inverse) and len(classes) == 1 and _asks_for_one(shape, counts):
        return (classes[0].encode(), in_line(shape.path.path)) if isinstance(shape.path.path, str) else None
    return None


def _some_value(shape: Shape) -> SomeValue | None:
    """A shape that asks that some value of some predicates conforms to another, which looks at the value alone."""
    names = predicates_of(shape.path)
    if not names or shape.properties or len(shape.constraints) != 1:
        return None
    (constraint,) = shape.constraints
    if constraint.component != _AT_LEAST or constraint.least != 1 or not constraint.inner:
        return None
    test: ValueTest | None = constraint.inner[0].test
    if test is None:
        return None
    return SomeValue(tuple(map(in_line, names)), lambda value: test(value.decode()), tuple(_of_nothing(shape)))


def _asks_for_one(shape: Shape, counts: Sequence[Constraint]) -> bool:
    return not shape.properties and all(each.counts_only and each.least < _TWO and each.most == inf for each in counts)
