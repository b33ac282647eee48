"""`docs/pictures/trial.svg`: a part of the graph that `ingest` makes of one of the example pages.

What is shown of which class, and where, stands in the table; what it is called comes from the graph. Boxes have their
own fill, so that the picture can be read on a light and on a dark page.
"""

import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

import rdflib
from rdflib import RDF
from rdflib.term import Node

import kg
from kg.rdf.curies import known_prefixes
from kg.rdf.labels import shipped_labels

__all__ = ["TRIAL_PICTURE", "trial_picture"]

_ROOT = Path(__file__).parent.parent.parent
TRIAL_PICTURE = _ROOT / "docs" / "pictures" / "trial.svg"
_PAGE = _ROOT / "examples" / "trials" / "lisinopril-in-heart-failure.txt"
_AS_OF = "2026-01-01"

_WIDTH, _HEIGHT, _ROW, _LETTERS = 186, 44, 56, 20
_COLUMNS = (4, 376, 692, 976)
"""The left edge of each column: the study, then what is one, two and three steps away."""
_STUDY_WIDTH = 212
_MIDDLE = 2.5
"""The row at whose height the study stands."""
_FILLS = {
    "study": ("#ffe8b3", "#8a5a00", "#2b1d00"),
    "owned": ("#e3eefb", "#2b62a8", "#0c2340"),
    "shared": ("#e0f2e3", "#2c7a3d", "#0d2e15"),
}
"""Kind of node -> fill, border, text; as in the picture of the model."""


class _Step(NamedTuple):
    """An arrow to a node, and where the node stands."""

    source: str
    predicate: str
    target: str
    """The class of the node."""
    kind: str
    column: int
    row: float
    backwards: bool = False
    """Whether the arrow leads to the node it is drawn from."""


_STEPS = (
    _Step("ct:Study", "ct:describes", "ct:RegistryRecord", "owned", 0, 0.2, backwards=True),
    _Step("ct:Study", "ct:leadSponsor", "org:Organization", "shared", 0, 4.8),
    _Step("ct:Study", "ct:condition", "ct:Condition", "shared", 1, 0),
    _Step("ct:Study", "ct:arm", "ct:Arm", "owned", 1, 1),
    _Step("ct:Arm", "ct:usesIntervention", "ct:Intervention", "owned", 2, 1),
    _Step("ct:Intervention", "ct:treatment", "ct:Treatment", "shared", 3, 1),
    _Step("ct:Study", "ct:primaryOutcome", "ct:Outcome", "owned", 1, 2),
    _Step("ct:Study", "ct:eligibility", "ct:Eligibility", "owned", 1, 3),
    _Step("ct:Eligibility", "ct:criterion", "ct:Criterion", "owned", 2, 3),
    _Step("ct:Study", "ct:site", "ct:StudySite", "owned", 1, 4),
    _Step("ct:StudySite", "ct:facility", "ct:Facility", "shared", 2, 4),
    _Step("ct:Facility", "ct:place", "ct:Place", "shared", 3, 4),
    _Step("ct:Study", "ct:resultsPublication", "fabio:Expression", "shared", 1, 5),
)


class _Box(NamedTuple):
    """A node as it is drawn."""

    node: Node
    name: str
    kind: str
    label: list[str]
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def trial_picture() -> str:
    """The picture as SVG."""
    graph = kg.to_rdflib(kg.read(_PAGE), as_of=_AS_OF)
    boxes = _boxes(graph)
    arrows = [_arrow(step, boxes) for step in _STEPS]
    width, height = _COLUMNS[-1] + _WIDTH + 4, 6 * _ROW - (_ROW - _HEIGHT) + 8
    title = f"The graph of one trial: {' '.join(boxes['ct:Study'].label)}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            ' font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif">',
            f"<title>{escape(title)}</title>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"'
            ' orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#7d8590"/></marker></defs>',
            *(line for line, _ in arrows),
            *(label for _, label in arrows),
            *(_drawn(box) for box in boxes.values()),
            "</svg>\n",
        ]
    )


def _boxes(graph: rdflib.Dataset) -> dict[str, _Box]:
    """Class -> the box of the node shown of it."""
    (study,) = graph.subjects(RDF.type, _term("ct:Study"))
    tall = 2 * _HEIGHT
    title = textwrap.wrap(_label(graph, study), 26)
    made = {"ct:Study": _Box(study, "ct:Study", "study", title, _COLUMNS[0], _top(_MIDDLE) - 22, _STUDY_WIDTH, tall)}
    for step in _STEPS:
        source, predicate = made[step.source].node, _term(step.predicate)
        found = graph.subjects(predicate, source) if step.backwards else graph.objects(source, predicate)
        node = min((node for node in found if (node, RDF.type, _term(step.target)) in graph), key=str)
        label = _label(graph, node)
        words = [label if len(label) <= _LETTERS else f"{label[:_LETTERS].rstrip()}…"]
        width = _STUDY_WIDTH if step.column == 0 else _WIDTH
        place = _COLUMNS[step.column], _top(step.row), width, _HEIGHT
        made[step.target] = _Box(node, step.target, step.kind, words, *place)
    return made


def _top(row: float) -> float:
    return 4 + row * _ROW


def _term(curie: str) -> rdflib.URIRef:
    return rdflib.URIRef(known_prefixes().expand(curie) or curie)


def _label(graph: rdflib.Dataset, node: Node) -> str:
    classes = sorted(each.n3() for each in graph.objects(node, RDF.type))
    values = lambda term: [each.n3() for each in graph.objects(node, rdflib.URIRef(term[1:-1]))]  # noqa: E731
    return shipped_labels().label(classes, values) or str(node)


def _arrow(step: _Step, boxes: dict[str, _Box]) -> tuple[str, str]:
    """The line and its label."""
    source, target = boxes[step.source], boxes[step.target]
    if step.column == 0:
        return _upright(step, source, target)
    x1, y1, x2, y2 = source.left + source.width, source.middle, target.left, target.middle
    bend = x1 + 28
    path = f"M{x1:g} {y1:g}H{x2 - 1:g}" if y1 == y2 else f"M{x1:g} {y1:g}H{bend:g}V{y2:g}H{x2 - 1:g}"
    middle = (x1 + x2) / 2 if step.source != "ct:Study" else (bend + x2) / 2
    return _line(path, "end"), _pill(step.predicate, middle - 4, y2)


def _upright(step: _Step, study: _Box, other: _Box) -> tuple[str, str]:
    x = study.left + study.width / 2
    below = other.top > study.top
    begin, end = (study.top + study.height, other.top) if below else (other.top + other.height, study.top)
    return _line(f"M{x:g} {begin:g}V{end - 1:g}", "end"), _pill(step.predicate, x, (begin + end) / 2)


def _line(path: str, tip: str) -> str:
    return f'<path d="{path}" fill="none" stroke="#7d8590" stroke-width="1.4" marker-{tip}="url(#tip)"/>'


def _pill(predicate: str, x: float, y: float) -> str:
    text = predicate.removeprefix("ct:")
    width = 6.1 * len(text) + 10
    return (
        f'<rect x="{x - width / 2:.4g}" y="{y - 9:g}" width="{width:.4g}" height="18" rx="9" fill="#f6f8fa"/>'
        f'<text x="{x:g}" y="{y + 4:g}" font-size="11" text-anchor="middle" fill="#424a53">{text}</text>'
    )


def _drawn(box: _Box) -> str:
    fill, border, colour = _FILLS[box.kind]
    round_ = _HEIGHT / 2 if box.kind == "shared" else 6
    lines = "".join(_lines(box))
    return (
        f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" rx="{round_:g}"'
        f' fill="{fill}" stroke="{border}"/><g fill="{colour}" text-anchor="middle">{lines}</g>'
    )


def _lines(box: _Box) -> Iterator[str]:
    x = box.left + box.width / 2
    y = box.middle - 7 - 8.5 * (len(box.label) - 1)
    yield f'<text x="{x:g}" y="{y + 3:g}" font-size="10.5" opacity=".75">{box.name.removeprefix("ct:")}</text>'
    for number, words in enumerate(box.label, 1):
        yield f'<text x="{x:g}" y="{y + 2 + 17 * number:g}" font-size="13" font-weight="600">{escape(words)}</text>'
