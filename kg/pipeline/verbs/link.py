"""`link`: the matches of a graph made anew."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from kg.errors import Problem
from kg.linking import Curation, lexicon_folder
from kg.linking.installation import has_organizations
from kg.pipeline.graph.linkable import Linkable
from kg.pipeline.graph.links import LinkStage
from kg.pipeline.graph.relink import relink
from kg.pipeline.input.remote import is_remote
from kg.pipeline.reports.description import file_of, write_description
from kg.pipeline.run.lexicon import curated, linking
from kg.pipeline.run.listener import Note, Silent
from kg.pipeline.run.options import LinkOptions, path_of
from kg.pipeline.run.outputs import STDOUT, open_output, target_of
from kg.pipeline.run.recipe import link_stage
from kg.pipeline.run.remembered import fate_of_decisions
from kg.pipeline.run.request import moment
from kg.rdf import format_of
from kg.store import description_beside, description_path, graph_at

__all__ = ["Linked", "link"]


_FEW = 3


class Linked(NamedTuple):
    """What was matched."""

    counts: dict[str, tuple[int, int]]
    """Kind -> how many of its names are matched, and how many there are."""
    problems: Sequence[Problem]
    """Of names at which kgbuild itself failed."""
    written: str
    organizations_known: bool
    """Whether there was a vocabulary in which sponsors and facilities could be found."""


def link(options: LinkOptions) -> Linked:
    """Matches the names of a graph again, without reading its records; writes it to the output, else in its place.

    Its description is renewed with it, beside the output.
    """
    source = graph_at(path_of(options.graph, verb="kg.link"))
    target = source if options.output is None else path_of(options.output, verb="kg.link")
    written = format_of(options.form or (source if target == STDOUT else target))
    note = options.note or Silent().note
    before = description_beside(source)
    with open_output(target) as stream:
        done = relink(
            source,
            stream,
            partial(_stage, options=options, source=source, note=note),
            form=written,
            described=before.triples if before else (),
            as_of=moment(None),
        )
    if is_remote(target) or target_of(target):
        # Other files that the description names hold the old matches; it is of this one alone from now on.
        path = before.path if before and target == source else description_path(target)
        write_description(path, done.description, file_of(target, written), base=done.base)
    known = has_organizations(lexicon_folder(options.lexicon))
    return Linked(done.stage.counts(), done.stage.problems, target, known)


def _stage(graph: Linkable, *, options: LinkOptions, source: str, note: Note) -> LinkStage:
    """What links a graph: by the table, and by what was decided of its matches before."""
    table = curated(options.mappings, base=graph.mint.base)
    if unknown := list(_unknown(graph, table.rows)):
        more = f" and {len(unknown) - _FEW:,} more" if len(unknown) > _FEW else ""
        note(f"{options.mappings} decides on names that {source} does not have: {', '.join(unknown[:_FEW])}{more}")
    before = Curation.of(graph.decisions)
    curation = table.curation if options.forget_curation else table.curation.over(before)
    if said := fate_of_decisions(source, before, curation, table.curation):
        note(said)
    return link_stage(linking(options.lexicon, curation, note=note), graph.mint)


def _unknown(graph: Linkable, rows: Mapping[str, int]) -> Iterator[str]:
    """The rows of a table whose subject is a shared node, and none of this graph."""
    nodes = {subject for subject, _, _ in graph.shared}
    for subject, number in rows.items():
        name = graph.mint.relative(subject)
        if f"<{subject}>" not in nodes and not name.startswith("study/"):
            yield f"row {number} ({name})"
