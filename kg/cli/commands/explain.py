"""`explain`: a rule or a term in plain words."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import explained_names

if TYPE_CHECKING:
    from kg.pipeline.handbook.glossary import TermEntry
    from kg.pipeline.handbook.rulebook import RuleEntry

from kg.cli.boundary import tell
from kg.cli.manner import manner

__all__ = ["explain"]

_MANY = 3
"""Of more terms of one name only a list is shown."""

_WIDEST = 100


def explain(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A rule (CT-S012), a term (ct:phase, phase, 'start date') or a code (phase:PHASE2).",
            autocompletion=explained_names,
        ),
    ] = None,
    code: Annotated[
        bool, typer.Option("--code", help="Show the code that was made to tell a property, and to check it.")
    ] = False,
) -> None:
    """Explain a rule, a term or a code in plain words.

    What it says, why, good and bad examples. Without a name: list the rules.
    """
    from kg.pipeline.handbook.lookup import find
    from kg.pipeline.handbook.rulebook import RuleEntry

    if name is None:
        _list()
        return
    found = find(name)
    if manner().as_json:
        for entry in found:
            tell(_as_json(entry))
        return
    if len(found) > _MANY:
        _lines(_choices(name, [each for each in found if not isinstance(each, RuleEntry)]))
        return
    for number, each in enumerate(found):
        if number:
            tell()
        _lines(_rule(each) if isinstance(each, RuleEntry) else _term(each))
        if code and not isinstance(each, RuleEntry):
            _lines(_code(each.name))


def _code(name: str) -> Iterator[str]:
    """The functions that tell a property, each as it was made of its table."""
    from kg.statements.tables import TABLES
    from kg.statements.teller import compiled

    found = [table for table in TABLES if any(row.curie == name for row in table.rows)]
    for table in found:
        yield from _block(f"Told from kg.record.{table.struct.__name__} by", compiled(table).source.splitlines())
    if not found:
        yield from _paragraph("Code", "No table tells this term; what is no table stands in `kg/statements/`.")


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        tell(line)


def _list() -> None:
    from kg.pipeline.handbook.rulebook import rules

    for rule in rules().values():
        if manner().as_json:
            tell(_as_json(rule))
            continue
        of = ", ".join(rule.classes) or "reading"
        tell(f"{rule.id:9} {rule.severity.name.lower():9} {of}: {rule.title}")


def _as_json(entry: "RuleEntry | TermEntry") -> str:
    import msgspec

    facts = entry._asdict()
    if "severity" in facts:
        facts["severity"] = facts["severity"].name.lower()
    return msgspec.json.encode(facts).decode()


def _choices(name: str, found: "list[TermEntry]") -> Iterator[str]:
    yield f"{name!r} names {len(found)} terms; ask for one of"
    yield from (f"  {each.name:36} {each.kind}: {each.label}" for each in found)


def _rule(rule: "RuleEntry") -> Iterator[str]:
    from kg.pipeline.handbook.rulebook import MEANING

    yield f"{rule.id}  {rule.title}"
    yield f"{rule.severity.name.lower()}: {MEANING[rule.severity]}"
    if rule.classes:
        on = f", property {rule.path}" if rule.path else ""
        yield f"checked on every {' and '.join(rule.classes)}{on}"
    else:
        yield "checked while records are read"
    yield from _paragraph("What", rule.what)
    yield from _paragraph("Why", rule.why)
    yield from _paragraph("What to do", rule.hint)
    yield from _block("Good", (rule.good or "").splitlines())
    yield from _block("Bad", (rule.bad or "").splitlines())
    yield from _block("In SHACL", rule.constraint)


def _term(term: "TermEntry") -> Iterator[str]:
    yield f"{term.name}  {term.label}"
    yield f"{term.kind} <{term.iri}>{', planned' if term.planned else ''}"
    yield from _paragraph("What", term.definition or _stand_in(term))
    yield from _block("Of the list", _list_of_code(term))
    yield from _block("Nodes", _nodes(term))
    yield from _block("On", term.domain)
    yield from _block("Values", _values(term))
    yield from _block("Wider", term.supers)
    yield from _block("Narrower", _narrower(term))
    yield from _block("Properties", _properties(term))
    yield from _block("Linked by", _linked_by(term))
    yield from _block("Elsewhere", (f"{kind} {match}" for kind, match in term.matches))
    yield from _block("Rules", _rules(term))


def _nodes(term: "TermEntry") -> Iterator[str]:
    """How often a thing has a node, and what its IRI is like."""
    from kg.pipeline.handbook.lookup import example_node

    example = example_node(term.name)
    if example:
        yield f"such as <{example}>"
    if term.shared:
        yield "shared: one node for all studies that name it"
    elif example and example.startswith(("study/", "record/")):
        yield "owned: stands in the graph of the record that states it"


def _stand_in(term: "TermEntry") -> str:
    """What can be said of a term without a definition of ours."""
    from kg.pipeline.handbook.lookup import BORROWED

    if term.kind == BORROWED:
        local = term.name.rpartition(":")[2]
        return f"Defined by the vocabulary {term.iri.removesuffix(local)}; used as it is."
    return term.label


def _list_of_code(term: "TermEntry") -> Iterator[str]:
    from kg.pipeline.handbook.glossary import terms

    if term.kind == "code" and term.code_list:
        yield f"{term.code_list}: {terms()[term.code_list].definition}"


def _values(term: "TermEntry") -> Iterator[str]:
    from kg.pipeline.handbook.glossary import terms

    codes = term.name if term.kind == "code list" else term.code_list if term.kind == "property" else None
    if codes is None:
        yield from term.range
        return
    members = [each for each in terms().values() if each.kind == "code" and each.code_list == codes]
    width = max(len(each.name) for each in members)
    yield from (f"{each.name:{width}}  {each.label}" for each in members)


def _narrower(term: "TermEntry") -> list[str]:
    from kg.pipeline.handbook.glossary import terms

    return [each.name for each in terms().values() if term.name in each.supers]


def _properties(term: "TermEntry") -> list[str]:
    from kg.pipeline.handbook.glossary import terms

    found = [each for each in terms().values() if term.name in each.domain]
    width = max((len(each.name) for each in found), default=0)
    return [f"{each.name:{width}}  {each.label}" for each in found]


def _linked_by(term: "TermEntry") -> list[str]:
    from kg.pipeline.handbook.glossary import terms

    if term.kind == "code list":
        return [each.name for each in terms().values() if each.kind == "property" and each.code_list == term.name]
    return [each.name for each in terms().values() if term.name in each.range]


def _rules(term: "TermEntry") -> list[str]:
    from kg.pipeline.handbook.rulebook import graph_rules

    found = [rule for rule in graph_rules() if term.name in rule.classes or _on_path(term.name, rule.path)]
    return [f"{rule.id:9} {rule.severity.name.lower():9} {rule.title}" for rule in found]


def _on_path(name: str, path: str | None) -> bool:
    return path is not None and name in path.replace("^", " ").replace("|", " ").replace("/", " ").split()


def _paragraph(title: str, text: str | None) -> Iterator[str]:
    if text:
        width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
        yield f"\n{title}"
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ", break_long_words=False)


def _block(title: str, lines: Iterable[str]) -> Iterator[str]:
    shown = list(lines)
    if shown:
        yield f"\n{title}"
        yield from (f"  {line}" for line in shown)
