"""What the shell completes: rule ids and terms, example names, formats, severities. Each takes what is typed so far."""

from collections.abc import Callable

__all__ = [
    "ANSWER_FORMATS",
    "Choices",
    "Complete",
    "difference_formats",
    "engines",
    "example_names",
    "explained_names",
    "ontology_formats",
    "page_formats",
    "prefix_formats",
    "query_formats",
    "rdf_formats",
    "rdf_syntaxes",
    "severities",
    "written_formats",
]

Choices = list[tuple[str, str]]
"""Words, each with a few words of help that zsh and fish show."""

Complete = Callable[[str], Choices]
"""From what is typed so far to what it may become."""

ANSWER_FORMATS = {
    "table": "a table on a terminal",
    "csv": "SPARQL CSV",
    "tsv": "SPARQL TSV",
    "json": "SPARQL JSON",
    "md": "a Markdown table",
    "ttl": "Turtle, for CONSTRUCT and DESCRIBE",
}
"""The formats of answers."""


def explained_names(incomplete: str) -> Choices:
    """Rule ids and terms that begin so; a term by its CURIE or by its local name."""
    from kg.pipeline.handbook.lookup import names

    known: dict[str, str] = {}
    for name, title in names():
        known.setdefault(name, title)
        known.setdefault(name.rpartition(":")[2], title)
    return _beginning(incomplete, list(known.items()))


def example_names(incomplete: str) -> Choices:
    """The questions that ship."""
    from kg.store import examples

    return _beginning(incomplete, [(each.name, each.title) for each in examples()])


def rdf_formats(incomplete: str) -> Choices:
    """The formats that graphs are written in."""
    from kg.rdf import Format

    return _beginning(incomplete, [(each.value.extension, each.value.title) for each in Format])


def written_formats(incomplete: str) -> Choices:
    """The formats that `convert` writes."""
    from kg.pipeline.verbs.fhir_file import FhirForm

    more = [(each.value.extension, each.value.title) for each in FhirForm]
    return [*rdf_formats(incomplete), *_beginning(incomplete, more)]


def rdf_syntaxes(incomplete: str) -> Choices:
    """The formats that RDF is read in."""
    from kg.rdf.foreign import Syntax

    more = [(extension, each.value.title) for each in Syntax for extension in each.value.extensions]
    return [*rdf_formats(incomplete), *_beginning(incomplete, more)]


def query_formats(incomplete: str) -> Choices:
    """The formats of answers."""
    return _beginning(incomplete, list(ANSWER_FORMATS.items()))


def page_formats(incomplete: str) -> Choices:
    """The forms of `report`."""
    return _beginning(incomplete, [("html", "a page for browsers"), ("md", "Markdown")])


def difference_formats(incomplete: str) -> Choices:
    """The forms of `diff`."""
    titles = {"text": "for people", "json": "JSON lines", "ttl": "ChangeSets in Turtle", "patch": "RDF Patch"}
    return _beginning(incomplete, list(titles.items()))


def ontology_formats(incomplete: str) -> Choices:
    """The formats of the ontology."""
    others = [
        ("context", "the JSON-LD context"),
        ("schema", "the JSON Schema of the JSON-LD document of a study"),
        ("linkml", "the model in LinkML"),
    ]
    return [*rdf_formats(incomplete), *_beginning(incomplete, others)]


def prefix_formats(incomplete: str) -> Choices:
    """The forms of `prefixes`."""
    return _beginning(incomplete, [("sparql", "SPARQL"), ("ttl", "Turtle"), ("json", "JSON")])


def severities(incomplete: str) -> Choices:
    """What --fail-on takes."""
    from kg.errors import Severity

    return _beginning(incomplete, [(each.name.lower(), "") for each in sorted(Severity, reverse=True)] + [("none", "")])


def engines(incomplete: str) -> Choices:
    """The SHACL engines."""
    from kg.shacl import Engine

    return _beginning(incomplete, [(each.value, "") for each in Engine])


def _beginning(incomplete: str, choices: Choices) -> Choices:
    return [(name, title) for name, title in choices if name.startswith(incomplete)]
