"""Options that several commands share."""

from typing import Annotated

import typer

from .completion import engines, rdf_formats

__all__ = ["MAX_FINDINGS", "EngineName", "MaxFindings", "RdfFormat", "ReportFile"]

RdfFormat = Annotated[
    str | None,
    typer.Option(
        "--format", help="ttl, nt, nq, trig, jsonld, jsonl; default by extension.", autocompletion=rdf_formats
    ),
]

EngineName = Annotated[
    str,
    typer.Option("--engine", help="kgbuild, or pyshacl for the reference implementation.", autocompletion=engines),
]

MAX_FINDINGS = 1_000
"""How many findings of each rule are kept unless the user says another number."""

MaxFindings = Annotated[
    int,
    typer.Option("--max-findings", min=0, metavar="N", help="Keep N findings of each rule in detail; all are counted."),
]

ReportFile = Annotated[
    str | None, typer.Option("--report", help="Write problems and findings to this file: .html, .csv, .jsonl, .ttl.")
]
