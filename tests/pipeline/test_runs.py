"""Sorted runs: merged in any spans they hold what was put into them, each triple once, each node whole."""

from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pipeline.run import sorted_runs as module
from kg.pipeline.run.sorted_runs import cut, triples_of, write_run
from kg.rdf import Triple
from kg.rdf.terms import literal

texts = st.text(alphabet=' "\\a>é🙂^@\n\t<', max_size=4)
nodes = st.sampled_from([f"<{name}>" for name in ("a", "ab", "a/b", "a!", "b", "é", "a-b", "a b".replace(" ", "%20"))])
triples = st.tuples(nodes, nodes, st.one_of(nodes, texts.map(literal), texts.map(lambda t: literal(t) + "@en")))


@given(st.lists(st.lists(triples, max_size=12), max_size=5), st.integers(1, 300), st.integers(1, 99), st.integers(1, 9))
def test_spans_of_runs_are_the_sorted_union(said: list[list[Triple]], size: int, block: int, sample: int) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        patch.setattr(module, "_SAMPLE", sample)
        check(Path(name), said, size)


def check(folder: Path, said: list[list[Triple]], size: int) -> None:
    runs = [folder / str(number) for number in range(len(said))]
    for run, rows in zip(runs, said, strict=True):
        write_run(run, sorted({" ".join(row).encode() for row in rows}))
    expected = sorted({row for rows in said for row in rows})
    cuts = cut(runs, size=size)
    assert cuts.spans[0].start is None
    assert cuts.spans[-1].end is None
    assert all(first.end == second.start for first, second in pairwise(cuts.spans))
    parts = [triples_of(cuts.slices(number), span) for number, span in enumerate(cuts.spans)]
    assert [row for part in parts for row in part] == expected
    subjects = [subject for part in parts for subject, _ in groupby(part, key=lambda row: row[0])]
    assert len(subjects) == len(set(subjects))
