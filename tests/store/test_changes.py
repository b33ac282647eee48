"""What a run does to a store: what is unchanged stays, what is gone can be removed, and the counts say so."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from kg.iris import Minter
from kg.pipeline.run.precedence import leads
from kg.rdf import Triple
from kg.rdf.terms import RDF_TYPE, iri
from kg.record import Study
from kg.store import ReadRecord, StoreChanges, StoredRun, reading, store_writer
from kg.store.folder.removal import remove_studies
from kg.store.folder.replace import Replacing
from tests.effort import daily

from .making import AS_OF, fill, study
from .test_embedded import BASE, description, made, quads

ROOT = Path(__file__).parent.parent.parent
RUN = StoredRun(Minter(), AS_OF, ("kgbuild test",), leads)


def ids(*numbers: int) -> list[str]:
    return [study(number).id for number in numbers]


def same(one: Path, other: Path) -> bool:
    return quads(one) == quads(other) and description(one) == description(other)


def test_a_run_counts_what_is_new_changed_unchanged_and_gone(tmp_path: Path) -> None:
    assert fill(tmp_path / "s", *(study(number) for number in range(5))) == StoreChanges(new=5)
    again = (study(1), study(2, version=1), study(3), study(8))
    assert fill(tmp_path / "s", *again) == StoreChanges(new=1, changed=1, unchanged=2, gone=2)
    assert fill(tmp_path / "s", *again) == StoreChanges(unchanged=4, gone=2)


def test_what_was_read_in_the_same_way_is_not_even_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(tmp_path / "s", study(1), study(2))
    monkeypatch.delattr(Replacing, "record")
    assert fill(folder, study(1), study(2)) == StoreChanges(unchanged=2)
    with pytest.raises(AttributeError):
        fill(folder, study(1), study(2), state="another version")


def test_what_says_the_same_in_another_state_is_compared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(tmp_path / "s", study(1), study(2))
    monkeypatch.setattr("kg.store.folder.replace._STAMPED_TOGETHER", 2)
    assert fill(folder, study(1), study(2), state="another version") == StoreChanges(unchanged=2)
    monkeypatch.delattr(Replacing, "record")
    assert fill(folder, study(1), study(2), state="another version") == StoreChanges(unchanged=2)


def test_where_nothing_changed_the_description_stays(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1))
    later = RUN._replace(as_of=AS_OF.replace(year=2027))
    before, read = description(folder), read_of(folder, study(1))
    with store_writer(str(folder), later) as writer:
        assert writer.holds(read)
        writer.close()
    assert description(folder) == before


def read_of(folder: Path, each: Study) -> ReadRecord:
    """How the record of a study was read that a store holds."""
    graph = f"{BASE}record/ctgov/{each.id}"
    with reading(str(folder)) as store:
        rows = store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))
        (sha256,) = (str(row.object)[12:-1] for row in rows if str(row.object).startswith("<urn:sha256:"))
    return ReadRecord(f"<{graph}>", sha256, leading=True)


def test_a_pruned_store_equals_a_fresh_one(tmp_path: Path) -> None:
    fill(tmp_path / "s", *(study(number) for number in range(9)))
    left = [study(number, version=number % 2) for number in (0, 3, 4, 7, 11)]
    found = fill(tmp_path / "s", *left, prune=True)
    assert found == StoreChanges(new=1, changed=2, unchanged=2, gone=5, pruned=True)
    assert same(tmp_path / "s", made(tmp_path / "fresh", *left))


def test_a_store_without_removed_studies_equals_a_fresh_one(tmp_path: Path) -> None:
    fill(tmp_path / "s", *(study(number) for number in range(6)), study(2, publisher="meddatax"))
    assert remove_studies(str(tmp_path / "s"), [*ids(2, 5), " nct00000005 "], RUN) == (3, ())
    assert same(tmp_path / "s", made(tmp_path / "fresh", *(study(number) for number in (0, 1, 3, 4))))


def test_a_study_that_is_not_there_is_named_and_changes_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1), study(2))
    before = quads(folder), description(folder)
    assert remove_studies(str(folder), ids(9), RUN) == (0, ("NCT00000009",))
    assert (quads(folder), description(folder)) == before


def test_a_study_that_was_removed_is_new_when_it_comes_again(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1), study(2))
    remove_studies(str(folder), ids(1), RUN)
    assert fill(folder, study(1), study(2)) == StoreChanges(new=1, unchanged=1)
    assert same(folder, made(tmp_path / "fresh", study(1), study(2)))


def test_who_was_led_leads_when_the_leading_record_is_gone(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1, publisher="meddatax"))
    fill(folder, study(1), study(2))
    assert fill(folder, study(1, publisher="meddatax"), prune=True) == StoreChanges(changed=1, gone=2, pruned=True)
    assert same(folder, made(tmp_path / "fresh", study(1, publisher="meddatax")))


def test_what_was_inferred_of_what_is_gone_goes_with_it(tmp_path: Path) -> None:
    """Of a node that others still name it stays."""
    rare, common = (f"<{BASE}condition/{name}>" for name in ("rare-condition-1", "condition-1"))
    titled = f"<{BASE}study/NCT00000001>"
    folder = made(tmp_path / "s", study(1), study(51))
    links = [row for node in (rare, common, titled) for row in match(node)]
    with store_writer(str(folder), RUN) as writer:
        writer.triples(links, graph=f"<{BASE}graph/links>")
        writer.close()
    remove_studies(str(folder), ids(1), RUN)
    found = [line for line in quads(folder) if "/mapping/" in line or "exactMatch" in line]
    assert len(found) == len(match(common))
    assert all("/condition-1>" in line or f"mapping/{key(common)}>" in line for line in found)


def match(node: str) -> list[Triple]:
    target, mapping = iri("http://id.nlm.nih.gov/mesh/D000001"), iri(f"{BASE}mapping/{key(node)}")
    return [
        (mapping, RDF_TYPE, iri("https://w3id.org/kgbuild/ontology#Mapping")),
        (mapping, iri("http://www.w3.org/2002/07/owl#annotatedSource"), node),
        (mapping, iri("http://www.w3.org/2002/07/owl#annotatedTarget"), target),
        (node, iri("http://www.w3.org/2004/02/skos/core#exactMatch"), target),
    ]


def key(node: str) -> str:
    return f"{sum(node.encode()):010x}"


_KILLED = """
import os, signal, sys
from kg.store.folder import embedded, replace
from tests.store.test_changes import RUN, change
left = int(sys.argv[2])

def deadly(function):
    def run(*args, **kwargs):
        global left
        for turn in ("before", "after"):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            if turn == "before":
                found = function(*args, **kwargs)
        return found
    return run

embedded._TOGETHER = 3
embedded._append_synced = deadly(embedded._append_synced)
for name in ("begin", "_make", "settle", "end"):
    setattr(embedded.Opened, name, deadly(getattr(embedded.Opened, name)))
change(sys.argv[1], sys.argv[3])
"""


def change(folder: str, how: str) -> None:
    """Prunes and changes a store, or removes studies from it."""
    if how == "prune":
        fill(Path(folder), *(study(number, version=number % 2) for number in range(3, 10)), prune=True)
    else:
        remove_studies(folder, [each for each in ids(1, 2, 6) if there(folder, each)], RUN)


def there(folder: str, id_: str) -> bool:
    with reading(folder) as store:
        return pyoxigraph.NamedNode(f"{BASE}record/ctgov/{id_}") in list(store.named_graphs())


def killed(folder: Path, step: int, how: str) -> bool:
    command = [sys.executable, "-c", _KILLED, str(folder), str(step), how]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)  # noqa: S603
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


STEPS = [("remove", step) for step in (2, 5, 6, 9, 12, 16)] + [("prune", step) for step in (3, 8, 13, 21, 30, 38)]


@pytest.mark.parametrize("attempt", daily(STEPS, chosen=STEPS[2:3]), ids=str)
def test_a_store_whose_change_was_killed_ends_as_an_undisturbed_one_when_it_is_repeated(
    tmp_path: Path, attempt: tuple[str, int]
) -> None:
    how, step = attempt
    undisturbed, disturbed = (made(tmp_path / name, *(study(number) for number in range(8))) for name in "ab")
    change(str(undisturbed), how)
    assert killed(disturbed, step, how)
    change(str(disturbed), how)
    assert same(disturbed, undisturbed)
    assert not (disturbed / "uncounted").exists()
    left = [study(number) for number in (0, 3, 4, 5, 7)] if how == "remove" else []
    assert fill(disturbed, *left) == StoreChanges(unchanged=len(left), gone=0 if left else 7)
