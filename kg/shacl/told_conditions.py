"""What shapes ask of a node and of the one that leads to it together, decided by what the two state.

A shape of SHACL Core that says "if ..., then ..." of a study has the path `^ct:describes`, to its record, and a
qualified value shape, to which none may conform, or one must. Its `sh:or`, `sh:property` and `sh:not` speak of
properties of the record, `ct:notProvided`, and of those of the study, `ct:describes/ct:masking`. With a path such as
`ct:officialTitle|^ct:describes` a value of the property is an answer too. Here such a shape becomes one function of
what the two nodes state.
"""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from kg.rdf.encoders import in_line

from .constraint import Constraint, Violation
from .data import Data
from .finding import Finding
from .paths import Alternative, Inverse, PropertyPath, SequencePath
from .shape import Shape
from .vocabulary import sh

__all__ = ["Condition", "Stated", "condition"]

Stated = Mapping[bytes, Sequence[bytes]]
"""Predicate -> the values of a node."""

Two = tuple[Stated, Stated]
"""What is stated by the node that leads here, and by the one to which it leads."""
_THERE, _HERE = 0, 1

Holds = Callable[[Two], bool]
"""Whether something is true of the two."""

_Values = Callable[[Two], Sequence[bytes]]

_AT_LEAST, _AT_MOST = sh("QualifiedMinCountConstraintComponent"), sh("QualifiedMaxCountConstraintComponent")
_AND, _OR, _NOT = (sh(f"{name}ConstraintComponent") for name in ("And", "Or", "Not"))
_FOCUS = "<about:blank>"
_NO_DATA = Data({})
_TWO = 2


class Condition(NamedTuple):
    """Something that must be true of a node and the one that leads to it."""

    step: bytes
    """The predicate by which it leads here."""
    answers: tuple[bytes, ...]
    """Predicates of which any value is an answer too, if it leads nowhere by that predicate."""
    holds: Holds
    here: frozenset[bytes]
    """The predicates of the node itself that are looked at."""
    otherwise: tuple[Finding, ...]
    """What is found if it is not true, without the focus."""


class _UnknownError(Exception):
    """A shape asks for something else."""


def condition(shape: Shape) -> Condition | None:
    """The condition that a property shape stands for; None if it asks for something else."""
    answers, step = _led_by(shape.path)
    if not step or shape.properties or len(shape.constraints) != 1:
        return None
    (constraint,) = shape.constraints
    asked = constraint.component == _AT_LEAST and constraint.least == 1
    refused = constraint.component == _AT_MOST and constraint.conforming == 0 and not answers
    if not constraint.inner or not (asked or refused):
        return None
    compiler = _Compiler(step)
    try:
        inner = compiler.shape(constraint.inner[0], _THERE)
    except _UnknownError:
        return None
    if answers and not _is_true_of_others(constraint.inner[0], step):
        return None
    return Condition(
        in_line(step),
        answers,
        inner if asked else lambda two: not inner(two),
        frozenset((*compiler.here, *answers)),
        (shape.finding(constraint, _FOCUS, Violation()),),
    )


def _is_true_of_others(shape: Shape, step: str) -> bool:
    """Whether a shape holds for every node that does not lead anywhere by a predicate, because it says so."""
    choices = [each for one in shape.constraints if one.component == _OR for each in one.inner]
    others = [each for each in choices if each.path == step and not each.properties]
    alone = len(shape.constraints) == 1 and not shape.properties and shape.path is None
    return alone and any(all(one.counts_only and not one.least for one in each.constraints) for each in others)


def _led_by(path: PropertyPath | None) -> tuple[tuple[bytes, ...], str | None]:
    """The predicates that a path goes itself, and the one that it goes backwards; None unless it goes one."""
    choices = path.choices if isinstance(path, Alternative) else (path,)
    back = [each.path for each in choices if isinstance(each, Inverse) and isinstance(each.path, str)]
    forth = tuple([in_line(each) for each in choices if isinstance(each, str)])
    return forth, back[0] if len(back) == 1 and len(forth) + 1 == len(choices) else None


class _Compiler:
    """Makes functions of shapes, and notes what they look at."""

    def __init__(self, step: str) -> None:
        self._step = step
        self.here: set[bytes] = set()

    def shape(self, shape: Shape, at: int) -> Holds:
        """Whether one of the two nodes conforms to a shape."""
        if shape.path is not None:
            return self._property(shape, at)
        parts = [self._of_node(each, at) for each in shape.constraints]
        return _all([*parts, *(self._property(each, at) for each in shape.properties)])

    def _of_node(self, constraint: Constraint, at: int) -> Holds:
        if not constraint.inner or constraint.test:
            raise _UnknownError
        parts = [self.shape(each, at) for each in constraint.inner]
        if constraint.component == _AND:
            return _all(parts)
        if constraint.component == _OR:
            return _any(parts)
        if constraint.component == _NOT:
            (part,) = parts
            return lambda two: not part(two)
        raise _UnknownError

    def _property(self, shape: Shape, at: int) -> Holds:
        if shape.properties:
            raise _UnknownError
        at, predicates = self._read(shape.path, at)
        values = _values(at, predicates)
        return _all([_of_values(each, values) for each in shape.constraints])

    def _read(self, path: PropertyPath | None, at: int) -> tuple[int, list[bytes]]:
        """Which node a path reads, and its predicates there."""
        if at == _THERE and isinstance(path, SequencePath) and path.steps[0] == self._step and len(path.steps) == _TWO:
            return self._read(path.steps[1], _HERE)
        choices = path.choices if isinstance(path, Alternative) else (path,)
        predicates = [in_line(each) for each in choices if isinstance(each, str)]
        if len(predicates) < len(choices):
            raise _UnknownError
        if at == _HERE:
            self.here.update(predicates)
        return at, predicates


def _all(parts: Sequence[Holds]) -> Holds:
    return _each(parts, end=False)


def _any(parts: Sequence[Holds]) -> Holds:
    return _each(parts, end=True)


def _each(parts: Sequence[Holds], *, end: bool) -> Holds:
    """Asks one after the other until one says `end`. It runs for every study, where a generator costs too much."""
    if len(parts) == 1:
        return parts[0]

    def holds(two: Two) -> bool:
        for part in parts:
            if part(two) is end:
                return end
        return not end

    return holds


def _values(at: int, predicates: Sequence[bytes]) -> _Values:
    """The different values of some predicates."""
    if len(predicates) == 1:
        only = predicates[0]
        return lambda two: two[at].get(only, ())
    return lambda two: list(dict.fromkeys(value for each in predicates for value in two[at].get(each, ())))


def _counted(least: int, most: float, values: _Values) -> Holds:
    if most == inf:
        return lambda two: len(values(two)) >= least
    return lambda two: least <= len(values(two)) <= most


def _of_values(constraint: Constraint, values: _Values) -> Holds:
    """Whether a constraint finds nothing, looking at the values alone."""
    if constraint.counts_only:
        return _counted(constraint.least, constraint.most, values)
    if test := constraint.test:
        return lambda two: all(test(value.decode()) for value in values(two))
    if term := (constraint.term or "").encode():
        return lambda two: term in values(two)
    if constraint.beside != ():
        raise _UnknownError
    return lambda two: not constraint.check(_NO_DATA, _FOCUS, [value.decode() for value in values(two)])
