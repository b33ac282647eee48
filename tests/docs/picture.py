"""The graph model as a Mermaid flowchart, from the ontology and the shapes."""

from collections.abc import Iterator

from kg.pipeline.handbook.glossary import TermEntry, terms
from kg.pipeline.handbook.rulebook import graph_rules

__all__ = ["mermaid"]

_STUDY = "ct:Study"
_HIDDEN = frozenset(
    {
        *("dcat:Distribution", "prov:Activity", "spdx:Checksum", "void:Linkset"),
        *("ct:Build", "rdfs:Resource", "schema:MedicalCode"),
    }
)
"""Beside what is no class of ours, the description of the graph, and what repeats an id for schema.org."""

_BACK = "ct:ofStudy"
"""The way back, which is beside each arrow from the study to a part."""

_FURTHER = "further"

_NAMES = 4
"""So many lines of an arrow's label can be read where arrows are close."""

_STYLES = """
  classDef study fill:#ffe8b3,stroke:#8a5a00,color:#2b1d00,stroke-width:2px
  classDef owned fill:#e3eefb,stroke:#2b62a8,color:#0c2340
  classDef shared fill:#e0f2e3,stroke:#2c7a3d,color:#0d2e15"""
"""Fill and text colours that can be read on a light and on a dark page."""


def mermaid() -> str:
    """The flowchart: the study in the middle, its own parts, and the nodes that studies share."""
    links = _links()
    further = _further(links)
    links = {pair: names for pair, names in links.items() if pair[1] not in further}
    nodes = dict.fromkeys(name for pair in links for name in pair)
    lines = ['%%{init: {"flowchart": {"rankSpacing": 90, "nodeSpacing": 28}}}%%', "flowchart LR"]
    lines += [f"  {_id(name)}{_box(name)}" for name in nodes]
    lines += [f'  {_id(source)} -->|"{_label(names)}"| {_id(target)}' for (source, target), names in links.items()]
    if further:
        lines.append(f'  {_FURTHER}["{"<br>".join(name.removeprefix("ct:") for name in further)}"]:::owned')
        lines.append(f'  {_id(_STUDY)} -->|"further parts"| {_FURTHER}')
    return "\n".join(lines) + _STYLES


def _further(links: dict[tuple[str, str], list[str]]) -> list[str]:
    """Parts of the study alone that lead nowhere and hold no item of the WHO data set: one box is enough for them."""
    sources = {source for source, _ in links}
    return [
        target
        for (source, target), names in links.items()
        if source == _STUDY
        and target not in sources
        and not _shared(target, terms().get(target))
        and sum(target == each for _, each in links) == 1
        and not any("WHO" in (terms()[name].definition or "") for name in names)
    ]


def _links() -> dict[tuple[str, str], list[str]]:
    """From class to class the properties that lead there; a class of the study's kinds counts as the study."""
    kinds = {each.name for each in terms().values() if _STUDY in each.supers}
    found: dict[tuple[str, str], list[str]] = {}
    for source, name, target in (*_declared(), *_checked()):
        source = _STUDY if source in kinds else source
        if source != target and not _HIDDEN & {source, target} and name not in found.get((source, target), ()):
            found.setdefault((source, target), []).append(name)
    return {pair: _narrowest(names) for pair, names in found.items()}


def _declared() -> Iterator[tuple[str, str, str]]:
    """Properties of our own, by their domains and ranges."""
    for term in terms().values():
        if term.kind == "property" and not term.planned and not term.code_list and term.name != _BACK:
            yield from ((source, term.name, target) for source in term.domain for target in term.range if _node(target))


def _checked() -> Iterator[tuple[str, str, str]]:
    """Properties of other vocabularies, by the shapes that check the class of their values."""
    for rule in graph_rules():
        targets = [said.removeprefix("sh:class ") for said in rule.constraint if said.startswith("sh:class ")]
        if rule.path and rule.path not in terms() and rule.path.replace(":", "").isalpha():
            yield from ((source, rule.path, target) for source in rule.classes for target in targets)


def _node(target: str) -> bool:
    return not target.startswith(("xsd:", "geo:", "rdf:"))


def _narrowest(names: list[str]) -> list[str]:
    """Without the properties that others of the list imply, unless records use them themselves."""
    wider = {each for name in names if name in terms() for each in terms()[name].supers}
    return [name for name in names if name not in wider or name == "ct:publication"]


def _label(names: list[str]) -> str:
    shown = names if len(names) <= _NAMES else names[: _NAMES - 1]
    more = [f"+ {len(names) - len(shown)} more"] if len(shown) < len(names) else []
    return "<br>".join([*(name.removeprefix("ct:") for name in shown), *more])


def _id(name: str) -> str:
    return name.replace(":", "_")


def _box(name: str) -> str:
    term = terms().get(name)
    title = name.removeprefix("ct:")
    kind = "study" if name == _STUDY else "shared" if _shared(name, term) else "owned"
    if name == _STUDY:
        title += "<br>" + "<br>".join(
            each.name.removeprefix("ct:") for each in terms().values() if _STUDY in each.supers
        )
    left, right = ("([", "])") if kind == "shared" else ("[", "]")
    return f'{left}"{title}"{right}:::{kind}'


def _shared(name: str, term: TermEntry | None) -> bool:
    """A class of another vocabulary is one of shared nodes: parts of a study have classes of our own."""
    return term.shared if term else not name.startswith("ct:")
