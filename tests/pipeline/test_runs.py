"""Sorted runs: merged in any spans they hold what was put into them, each triple once, each node whole."""

from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from kg.pipeline.run import sorted_runs as module
from kg.pipeline.run.sorted_runs import Span, merge_runs, spans, triples_of, write_run
from kg.rdf import Triple
from kg.rdf.terms import literal

texts = st.text(alphabet=' "\\a>é🙂^@\n\t<', max_size=4)
nodes = st.sampled_from([f"<{name}>" for name in ("a", "ab", "a/b", "a!", "b", "é", "a-b", "a b".replace(" ", "%20"))])
triples = st.tuples(nodes, nodes, st.one_of(nodes, texts.map(literal), texts.map(lambda t: literal(t) + "@en")))


@given(st.lists(st.lists(triples, max_size=12), max_size=5), st.integers(1, 9), st.integers(1, 4))
def test_spans_of_runs_are_the_sorted_union(said: list[list[Triple]], lines: int, every: int) -> None:
    with TemporaryDirectory() as name:
        before, module._EVERY = module._EVERY, every
        try:
            check(Path(name), said, lines)
        finally:
            module._EVERY = before


def check(folder: Path, said: list[list[Triple]], lines: int) -> None:
    runs = [folder / str(number) for number in range(len(said))]
    for run, rows in zip(runs, said, strict=True):
        write_run(run, rows)
    expected = sorted({row for rows in said for row in rows})
    cut = spans(runs, lines=lines)
    assert cut[0].start is None
    assert cut[-1].end is None
    assert all(first.end == second.start for first, second in pairwise(cut))
    parts = [list(triples_of(runs, span)) for span in cut]
    assert [row for part in parts for row in part] == expected
    subjects = [subject for part in parts for subject, _ in groupby(part, key=lambda row: row[0])]
    assert len(subjects) == len(set(subjects))
    merge_runs(folder / "all", runs)
    assert list(triples_of([folder / "all"], Span(None, None))) == expected
