"""What a graph states of each study: the values of the study, of its record, of its parts, by property."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import Graph
from typer.testing import CliRunner

from kg.cli.app import app

__all__ = ["Facts", "facts_of"]

Facts = Mapping[str, Mapping[str, list[str]]]
"""Id of a study -> last part of the IRI of a property -> its values, each as often as it stands there."""

_OF_STUDY = re.compile(r"/id/(?:study|record/[^/]+)/([^/]+)")
_OF_ONE = re.compile(r".*/study/([^/]+)")
_LAST = re.compile(r".*[#/]")
_CODE_TEXT = "codeText"
"""What no code fits is kept as the name of the property and the words."""


@cache
def facts_of(path: Path) -> Facts:
    """The facts of the graph that `kgbuild ingest` makes of a file, with those whom to ask."""
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with TemporaryDirectory() as folder:
        out = Path(folder) / "graph.nt"
        options = ["--no-link", "--contacts", "--fail-on", "none", "--quiet", "--as-of", "2026-01-01", "-o", str(out)]
        done = CliRunner().invoke(app, ["ingest", str(path), *options])
        assert done.exit_code == 0, done.output
        for subject, property, value in Graph().parse(out):
            if found := _OF_STUDY.search(str(subject)):
                name = _LAST.sub("", str(property))
                facts[found[1]][name].append(str(value))
                if name == _CODE_TEXT:
                    coded, _, words = str(value).partition(": ")
                    facts[found[1]][coded].append(words)
    _with_studies(facts)
    return facts


def _with_studies(facts: Mapping[str, dict[str, list[str]]]) -> None:
    """Of several records of a study, the one that describes the study has what is said of the study."""
    for id, stated in list(facts.items()):
        for study in {_OF_ONE.sub(r"\1", each) for each in stated.get("describes", ()) if _OF_STUDY.search(each)}:
            if study != id and not stated.get("studyType"):
                for property, values in facts[study].items():
                    stated.setdefault(property, []).extend(values)
