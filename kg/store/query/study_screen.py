"""One study on one screen: what it is, who does it, when, with what, where, and where this is known from."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode, Store

from .study_graph import FoundStudy, StudyGraph

__all__ = ["folded", "headed", "study_screen"]

_TITLE = 13
"""Characters of the first column."""
_LONGEST = 160
"""Characters of one text."""
_FEW, _SOME, _MANY = 3, 6, 12
_SOME_AUTHORS = 3
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DC = "http://purl.org/dc/terms/"
_PAGE = "https://schema.org/url"
_ACTUAL = "actual"
_NOT_APPLICABLE = "not applicable"
_DATES = {
    "start": "start",
    "recruitmentEnd": "end of recruitment",
    "primaryCompletion": "primary completion",
    "completion": "completion",
}
_ROLES = {"tested": "testedTreatment", "comparator": "comparatorTreatment", "background": "backgroundTreatment"}
_ROLE_ORDER = ("result", "protocol", "background", "derived")


class _Row(NamedTuple):
    """What stands beside one title, entry by entry."""

    title: str
    entries: Sequence[str]


def study_screen(
    store: Store, study_id: str, *, width: int, note: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """The lines for a screen of that width on the study of that id, or that had it before.

    Raises UsageError if the store has none. What is to be said beside them, such as a former id, goes to `note`.
    """
    graph = StudyGraph(store, note)
    more = "--all shows all that the graph says of it"
    for study in graph.found(study_id):
        if graph.nodes(study.node, "results"):
            more = f"kgbuild report shows its results; {more}"
        yield from headed(graph, study, width)
        for row in (*_facts(graph, study.node), *_parts(graph, study.node), *_sources(graph, study)):
            yield from _lines(row, width)
    yield from _lines(_Row("more", [more]), width)


def headed(graph: StudyGraph, study: FoundStudy, width: int) -> Iterator[str]:
    """The ids of a study and its title."""
    ids, title = ", ".join(study.ids), graph.label(study.node)
    text = ids if title in study.ids else f"{ids}  {title}".strip()
    return folded(text, width=width, indent=" " * (len(ids) + 2))


def folded(text: str, *, width: int, indent: str, first: str = "") -> Iterator[str]:
    """A text in lines of that width, never broken within a word; `first` stands before it, `indent` before the rest."""
    room = max(width, len(indent) + 20)
    for line in text.splitlines() or [""]:
        lines = textwrap.wrap(
            line, room, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        yield from lines or ([first.rstrip()] if first.strip() else [])
        first = indent


def _lines(row: _Row, width: int) -> Iterator[str]:
    title = row.title.ljust(_TITLE)
    for entry in row.entries:
        yield from folded(entry, width=width, indent=" " * (_TITLE + 2), first=title)
        title = " " * _TITLE


def _facts(graph: StudyGraph, node: NamedNode) -> Iterator[_Row]:
    """What a study, or a record that does not lead, says in one line each."""
    status = graph.labels(node, "overallStatus") or graph.texts(node, "statusText")
    known = [f"last known: {each}" for each in graph.labels(node, "lastKnownStatus")]
    facts = {
        "status": [*status, *known, *map(_short, graph.texts(node, "whyStopped"))],
        "phase": [" / ".join(graph.labels(node, "phase"))],
        "type": [*graph.labels(node, "studyType"), *_design(graph, node), *_enrolment(graph, node)],
        "sponsor": list(_sponsors(graph, node)),
        "dates": list(_dates(graph, node)),
    }
    for title, texts in facts.items():
        if said := ", ".join(filter(None, texts)):
            yield _Row(title, [said])


def _design(graph: StudyGraph, node: NamedNode) -> list[str]:
    names = ("allocation", "interventionModel", "observationalModel", "timePerspective")
    found = [each.lower() for name in names for each in graph.labels(node, name)]
    found = [each for each in found if each != _NOT_APPLICABLE]
    return [*found, *(f"masking: {each.lower()}" for each in graph.labels(node, "masking"))]


def _enrolment(graph: StudyGraph, node: NamedNode) -> Iterator[str]:
    for each in graph.texts(node, "enrollment"):
        number = f"{int(each):,}" if each.isdecimal() else each
        yield f"{number} participants{_kind(graph, node, 'enrollmentType')}"


def _dates(graph: StudyGraph, node: NamedNode) -> Iterator[str]:
    for name, said in _DATES.items():
        for each in graph.texts(node, f"{name}Date"):
            yield f"{said} {each}{_kind(graph, node, f'{name}DateType')}"


def _kind(graph: StudyGraph, node: NamedNode, name: str) -> str:
    """Said of what has not happened yet."""
    return _beside("", ", ".join(each.lower() for each in graph.labels(node, name) if each.lower() != _ACTUAL))


def _sponsors(graph: StudyGraph, node: NamedNode) -> Iterator[str]:
    yield from _either(graph, node, "leadSponsor")
    if others := _either(graph, node, "collaborator"):
        yield f"with {', '.join(_cut(others, _FEW))}"
    if payers := _either(graph, node, "funder"):
        yield f"funded by {', '.join(_cut(payers, _FEW))}"


def _either(graph: StudyGraph, node: NamedNode, name: str) -> list[str]:
    """What the nodes of a property are called, else the names as they are written."""
    return [graph.label(each) for each in graph.nodes(node, name)] or graph.texts(node, f"{name}Name")


def _parts(graph: StudyGraph, study: NamedNode) -> Iterator[_Row]:
    rows = (
        _Row("conditions", _cut(list(_conditions(graph, study)), _SOME)),
        *_treatments(graph, study),
        _Row("outcomes", list(_outcomes(graph, study))),
        *_results(graph, study),
        _Row("sites", list(_sites(graph, study))),
        _Row("publications", _cut(list(_publications(graph, study)), _FEW)),
    )
    return (row for row in rows if row.entries)


def _conditions(graph: StudyGraph, study: NamedNode) -> Iterator[str]:
    """Names with their concepts and other spellings, then the concepts that the study was given besides."""
    matched = set[str]()
    for each in graph.nodes(study, "condition"):
        concepts = graph.concepts(each)
        matched |= concepts.keys()
        others = _cut(graph.spellings(each), _FEW)
        beside = [*concepts.values(), *([f"also {', '.join(others)}"] if others else [])]
        yield _short(_beside(graph.label(each), "; ".join(beside)))
    for name, said in (("inferredCondition", "by its keywords or title"), ("conditionConcept", "by the registry")):
        given = [each for each in graph.nodes(study, name) if each.value not in matched]
        if given:
            yield _short(f"{said}: {'; '.join(map(graph.named, given))}")
            matched |= {each.value for each in given}


def _treatments(graph: StudyGraph, study: NamedNode) -> Iterator[_Row]:
    """The arms with what each gets, then what no arm gets."""
    roles = {each: role for role, name in _ROLES.items() for each in graph.nodes(study, name)}
    arms, used = [], set[NamedNode]()
    nodes = graph.nodes(study, "arm")
    for arm in nodes:
        given = graph.nodes(arm, "usesIntervention")
        used.update(given)
        kind = ", ".join(each.lower() for each in graph.labels(arm, "armType"))
        said = _beside(graph.label(arm), kind)
        arms.append(_short(f"{said}: {_given(graph, given, roles)}" if given else said))
    groups = any(each.value.endswith("#Group") for node in nodes for each in graph.nodes(node, _TYPE))
    yield _Row("groups" if groups else "arms", _cut(arms, _SOME))
    rest = [each for each in graph.nodes(study, "intervention") if each not in used]
    kinds = (", ".join(graph.labels(each, "interventionType")) for each in rest)
    said_of = [
        f"{kind}: {_given(graph, [each], roles)}" if kind else _given(graph, [each], roles)
        for kind, each in zip(kinds, rest, strict=True)
    ]
    yield _Row("treatments", _cut([_short(each) for each in said_of], _SOME))


def _given(graph: StudyGraph, interventions: Iterable[NamedNode], roles: dict[NamedNode, str]) -> str:
    """Interventions with the roles of their treatments in the trial."""
    said = []
    for each in interventions:
        of = [roles[treatment] for treatment in graph.nodes(each, "treatment") if treatment in roles]
        said.append(_beside(graph.label(each), ", ".join(of)))
    return ", ".join(said)


def _outcomes(graph: StudyGraph, study: NamedNode) -> Iterator[str]:
    primary = [f"primary: {_outcome(graph, each)}" for each in graph.nodes(study, "primaryOutcome")]
    unspecified = [_outcome(graph, each) for each in graph.nodes(study, "unspecifiedOutcome")]
    shown = [*primary[:_FEW], *unspecified[:_FEW]]
    yield from map(_short, shown)
    rest = {"more primary": len(primary[_FEW:])}
    rest |= {name: len(graph.nodes(study, f"{name}Outcome")) for name in ("secondary", "other")}
    rest |= {"more": len(unspecified[_FEW:])}
    left = [f"{count:,} {name}" for name, count in rest.items() if count]
    if left:
        yield f"and {', '.join(left)}" if shown else ", ".join(left)


def _outcome(graph: StudyGraph, node: NamedNode) -> str:
    return _beside(graph.label(node), ", ".join(graph.texts(node, "timeFrame")))


def _results(graph: StudyGraph, node: NamedNode) -> Iterator[_Row]:
    """How much is posted of results, in two lines; the total of all groups is none of them."""
    for results in graph.nodes(node, "results"):
        groups = [each for each in graph.nodes(results, "resultGroup") if not graph.texts(each, "totalGroup")]
        outcomes = graph.nodes(results, "outcomeResult")
        primary = sum(_is_primary(graph, each) for each in outcomes)
        analyses = sum(len(graph.nodes(each, "analysis")) for each in outcomes)
        events = graph.nodes(results, "adverseEvent")
        serious = sum(graph.texts(each, "serious") == ["true"] for each in events)
        measured = _beside(_counted(len(outcomes), "outcome"), f"{primary:,} primary" if primary else "")
        tables = [
            _counted(len(groups), "group"),
            _counted(len(graph.nodes(results, "flowPeriod")), "period"),
            _counted(len(graph.nodes(results, "baselineMeasure")), "baseline measure"),
        ]
        found = [
            f"{measured} with {_counted(analyses, 'analysis', 'analyses')}" if analyses else measured,
            _beside(_counted(len(events), "adverse event"), f"{serious:,} serious" if serious else ""),
        ]
        lines = [", ".join(filter(None, said)) for said in (tables, found)]
        yield _Row("results", list(filter(None, lines)) or ["posted"])


def _is_primary(graph: StudyGraph, outcome: NamedNode) -> bool:
    return any(each.value.endswith("/PRIMARY") for each in graph.nodes(outcome, "outcomeType"))


def _counted(count: int, one: str, many: str = "") -> str:
    """A number of things; empty if there are none."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}" if count else ""


def _sites(graph: StudyGraph, study: NamedNode) -> Iterator[str]:
    """How many sites, by country; without sites the countries alone."""
    sites = graph.nodes(study, "site")
    countries = Counter(name for site in sites for name in graph.texts(site, "countryName"))
    if not sites:
        names = _either(graph, study, "country")
        if names:
            yield f"in {', '.join(_cut(names, _MANY))}"
        return
    ordered = sorted(countries.items(), key=lambda each: (-each[1], each[0]))
    said = [name if len(ordered) == 1 else f"{name} {count:,}" for name, count in ordered]
    count = f"{len(sites):,} in {len(ordered):,} {'country' if len(ordered) == 1 else 'countries'}"
    yield f"{count}: {', '.join(_cut(said, _MANY))}" if ordered else f"{len(sites):,}"


def _publications(graph: StudyGraph, study: NamedNode) -> Iterator[str]:
    """Citations by their role, results first, each with its address."""
    links = graph.nodes(study, "publicationLink")
    roles = {each: ", ".join(graph.labels(each, "publicationRole")).lower() for each in links}
    rank = {role: place for place, role in enumerate(_ROLE_ORDER)}
    for link in sorted(links, key=lambda each: rank.get(roles[each], len(rank))):
        cited = graph.nodes(link, "citedPublication")
        texts = [*graph.texts(link, "citation"), *map(graph.label, cited)]
        citation = [_short(_few_authors(each)) for each in texts[:1]]
        said = " ".join(filter(None, (*citation, *(f"<{each.value}>" for each in cited if not graph.is_ours(each)))))
        notices = [f"<{notice.value}>" for each in cited for notice in graph.nodes(each, "retractedBy")]
        role = roles[link]
        yield ", retracted by ".join((f"{role}: {said}" if role else said, *notices))


def _few_authors(citation: str) -> str:
    """A citation with the first of many authors alone, so that the title stays when its end is left out."""
    authors, stop, rest = citation.partition(". ")
    first, *others = authors.split(", ")
    return f"{first} et al. {rest}" if stop and len(others) >= _SOME_AUTHORS else citation


def _sources(graph: StudyGraph, study: FoundStudy) -> Iterator[_Row]:
    """Each record, and in what one that does not lead differs from the study."""
    leading = dict((*_facts(graph, study.node), *_results(graph, study.node)))
    for record in study.records:
        yield _Row("source", [_source(graph, record)])
        if graph.describes_itself(record):
            rows = (*_facts(graph, record), *_results(graph, record))
            other = [row for row in rows if row.entries != leading.get(row.title)]
            if other:
                yield _Row("", [f"it says: {row.title} {row.entries[0]}" for row in other])


def _source(graph: StudyGraph, record: NamedNode) -> str:
    registry = ", ".join(graph.labels(record, "registry"))
    ids = ", ".join(graph.texts(record, f"{_DC}identifier"))
    said = [f"{registry} {ids}".strip()]
    said += [f"formerly {each}" for each in graph.texts(record, "formerIdentifier")]
    updated = graph.texts(record, "lastUpdatePostedDate") or graph.texts(record, f"{_DC}modified")
    said += [f"updated {each}" for each in updated[:1]]
    names = graph.texts(record, "sourceName")
    places = [each if each.startswith("#") else f"/{each}" for each in graph.texts(record, "sourcePosition")]
    said += [f"read from {each}{''.join(places[:1])}" for each in names[:1]]
    return ", ".join([*said, *(f"<{each.value}>" for each in graph.nodes(record, _PAGE))])


def _beside(text: str, more: str) -> str:
    """A text and what is said beside it, in brackets."""
    return f"{text} ({more})" if more else text


def _short(text: str) -> str:
    """A text on one line, the end of a long one left out."""
    return textwrap.shorten(text, _LONGEST, placeholder=" ...")


def _cut(texts: list[str], most: int) -> list[str]:
    """The first of many, and how many there are more."""
    return texts if len(texts) <= most else [*texts[:most], f"and {len(texts) - most:,} more"]
