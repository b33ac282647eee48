"""`link`: the matches of a graph made anew."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from kg.errors import Problem
from kg.pipeline.graph.relink import relink
from kg.pipeline.run.lexicon import Note, linking
from kg.pipeline.run.listener import Silent
from kg.pipeline.run.options import AnyPath
from kg.pipeline.run.outputs import STDOUT, open_output
from kg.pipeline.run.recipe import link_stage
from kg.rdf import format_of

__all__ = ["Linked", "link"]


class Linked(NamedTuple):
    """What was matched."""

    counts: dict[str, tuple[int, int]]
    """Kind -> how many of its names are matched, and how many there are."""
    problems: Sequence[Problem]
    """Of names at which kgbuild itself failed."""
    written: str


def link(
    graph: AnyPath,
    output: AnyPath | None = None,
    *,
    form: str | None = None,
    mappings: AnyPath | None = None,
    lexicon: AnyPath | None = None,
    note: Note | None = None,
) -> Linked:
    """Matches the names of a graph again, without reading its records; writes it to the output, else in its place."""
    source = os.fspath(graph)
    target = source if output is None else os.fspath(output)
    written = format_of(form or (source if target == STDOUT else target))
    with open_output(target) as stream:
        stage = relink(
            source,
            stream,
            lambda mint: link_stage(linking(mint.base, lexicon, mappings, note=note or Silent().note), mint),
            form=written,
        )
    return Linked(stage.counts(), stage.problems, target)
