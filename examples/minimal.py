"""From a folder of trial pages to an answered question, in ten lines."""

from pathlib import Path

import kg

studies = kg.read(Path(__file__).parent / "trials")
graph = kg.to_rdflib(studies)
question = (
    "SELECT ?title ?name { ?trial a ct:Study ; dcterms:title ?title ; ct:conditionName ?name } ORDER BY ?title ?name"
)
for title, name in graph.query(question):
    print(f"{name}: {title}")  # noqa: T201
