"""`merge`: which studies are one, decided by people: a sheet written, its decisions taken, the joins made anew."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem, UsageError
from kg.iris import BASE, Minter
from kg.joining import Decisions, StudyRow
from kg.joining.review_pairs import PairKind, ReviewPair, review_pairs, with_rows
from kg.joining.review_sheet import ReviewSheet, sheet_text
from kg.pipeline.graph.graph_rows import RowFile
from kg.pipeline.graph.joins import JoinCounts, Joined, Rows
from kg.pipeline.graph.rejoin import Rejoined, rejoined
from kg.pipeline.graph.store_joins import StoreJoins
from kg.pipeline.input.remote import is_remote
from kg.pipeline.reports.description import file_of, write_description
from kg.pipeline.run.decided import fate_of_joins, review_sheet
from kg.pipeline.run.listener import Note, Silent
from kg.pipeline.run.options import MergeOptions, path_of
from kg.pipeline.run.outputs import STDOUT, check_target, open_output, target_of
from kg.pipeline.run.precedence import leads
from kg.pipeline.run.request import VERSIONS, moment
from kg.rdf import format_of
from kg.registries import page_of, registered
from kg.store import StoredRun, base_of, description_beside, description_path, graph_at, is_store, reading, rejoin_store

__all__ = ["Merged", "merge"]

_FEW = 3


class Merged(NamedTuple):
    """What came of it."""

    counts: JoinCounts
    problems: tuple[Problem, ...]
    """Decisions that contradict each other, joins that were refused."""
    open: int
    """Pairs that may be one or were refused, and that nobody decided."""
    written: tuple[str, ...]
    """The sheet, and the graph if it says otherwise now."""


def merge(options: MergeOptions) -> Merged:
    """Takes the decisions of the sheet, if it exists, makes the joins of the graph anew, and writes the sheet anew."""
    source, sheet = graph_at(path_of(options.graph, verb="kg.merge")), path_of(options.review, verb="kg.merge")
    if sheet == STDOUT:
        raise UsageError("--review names a file: its decisions are read before it is written")
    before = review_sheet(sheet) if Path(sheet).exists() else None
    check_target(sheet)
    note = options.note or Silent().note
    with RowFile() as rows:
        decide = partial(_decided, options, source, before, note)
        if is_store(source):
            joined, written = _in_store(options, source, decide, rows)
        else:
            done = rejoined(source, decide, rows)
            joined, written = done.joined, _written(options, done)
        pairs = list(_pairs(joined, rows.batches))
    _tell_unknown(sheet, source, before, pairs, note)
    with open_output(sheet) as stream:
        stream.write(sheet_text(pairs, joined.decisions, before).encode())
    undecided = (PairKind.POSSIBLE, PairKind.REFUSED)
    left = sum(each.found in undecided and each.pair not in joined.decisions.of_pairs for each in pairs)
    return Merged(joined.counts, tuple(joined.problems), left, (sheet, *written))


def _decided(options: MergeOptions, source: str, sheet: ReviewSheet | None, note: Note, held: Decisions) -> Decisions:
    """The decisions that count: of the sheet, and those that the graph holds."""
    said = sheet.decisions if sheet else Decisions.of(())
    now = said if options.forget_curation else said.over(held)
    if told := fate_of_joins(source, held, now, said):
        note(told)
    return now


def _written(options: MergeOptions, done: Rejoined) -> tuple[str, ...]:
    """Writes the graph, if it changes or goes to another file; gives its path."""
    source = done.source
    target = source if options.output is None else path_of(options.output, verb="kg.merge")
    if target == source and not done.changed:
        return ()
    form = format_of(options.form or (source if target == STDOUT else target))
    before = description_beside(source)
    with open_output(target) as stream:
        described = before.triples if before else ()
        description = done.write(stream, form, described=described, as_of=moment(None))
    if is_remote(target) or target_of(target):
        path = before.path if before and target == source else description_path(target)
        write_description(path, description, file_of(target, form), base=done.graph.mint.base)
    return (target,)


def _in_store(
    options: MergeOptions, source: str, decide: "partial[Decisions]", rows: RowFile
) -> tuple[Joined, tuple[str, ...]]:
    if options.output is not None or options.form is not None:
        raise UsageError(f"{source} is a store, which is changed in its place; `kgbuild export` writes it to a file")
    with reading(source, wait=options.wait) as store:
        base = base_of(store) or BASE
    joins = StoreJoins(Minter(base), decide, rows)
    changed = rejoin_store(
        source, StoredRun(joins.mint, moment(options.as_of), VERSIONS, leads, joins=joins.always), wait=options.wait
    )
    return joins.joined, (source,) if changed else ()


def _pairs(joined: Joined, rows: Rows) -> Iterator[ReviewPair]:
    """The pairs of the sheet, with the rows of their studies."""
    pairs = review_pairs(joined.candidates, joined.refused, joined.joins, joined.decisions)
    ids = {id for each in pairs for id in each.pair}
    known: dict[str, StudyRow] = {}
    for batch in rows():
        known.update((row.id, row) for row in batch if row.id in ids and (row.leading or row.id not in known))
    return iter(with_rows(pairs, known, dict(_pages(known))))


def _pages(rows: Mapping[str, StudyRow]) -> Iterator[tuple[str, str]]:
    for id in rows:
        found = registered(id)
        if found and found.id and (page := page_of(found.publisher, found.id)):
            yield id, page


def _tell_unknown(path: str, source: str, sheet: ReviewSheet | None, pairs: list[ReviewPair], note: Note) -> None:
    """Says which rows decide on studies that the graph does not have."""
    here = {id for each in pairs for id, row in zip(each.pair, each.rows, strict=True) if row}
    unknown = [
        f"row {number} ({', '.join(id for id in pair if id not in here)})"
        for pair, number in (sheet.rows.items() if sheet else ())
        if not here.issuperset(pair)
    ]
    if unknown:
        more = f" and {len(unknown) - _FEW:,} more" if len(unknown) > _FEW else ""
        name = os.path.basename(path)  # noqa: PTH119
        note(f"{name} decides on studies that {source} does not have: {', '.join(unknown[:_FEW])}{more}")
