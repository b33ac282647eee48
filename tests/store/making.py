"""Made-up studies in any number, the same each time, that share conditions, treatments, sponsors and places."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kg.dates import PartialDate
from kg.iris import BASE, Minter
from kg.pipeline.graph.build import GraphBuilder
from kg.pipeline.run.precedence import leads
from kg.rdf import Told, Triple, format_of, open_writer, shipped_context, shipped_definitions
from kg.record import (
    Arm,
    Eligibility,
    Enrollment,
    Intervention,
    Official,
    Organization,
    Origin,
    Outcome,
    Reference,
    Site,
    Study,
    StudyDate,
)
from kg.store import ReadRecord, StoreChanges, StoredRun, StoreWriter, store_writer

__all__ = ["AS_OF", "fill", "graph_file", "study"]

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
PHASES = ("PHASE1", "PHASE2", "PHASE3")
STATUSES = ("COMPLETED", "RECRUITING", "TERMINATED")
CITIES = (("Brazil", "São Paulo"), ("France", "Lyon"), ("Canada", "Ottawa"), ("China", "Wuhan"))


def study(number: int, *, version: int = 0, publisher: str = "ctgov") -> Study:
    """The study of that number; another `version` says some things otherwise."""
    country, city = CITIES[number % len(CITIES)]
    return Study(
        id=f"NCT{number:08d}",
        publisher=publisher,
        title=f"Trial {number} of Drug {number % 7}, version {version}",
        study_type="INTERVENTIONAL",
        status=STATUSES[(number + version) % 3],
        phases=(PHASES[number % 3],),
        start=StudyDate(date=PartialDate(2000 + number % 20, 1 + number % 12)),
        enrollment=Enrollment(count=number % 500 + version),
        conditions=(_spelled(f"Condition {number % 50}", version + number), f"Rare Condition {number}"),
        interventions=(Intervention(name=f"Drug {(number + version) % 7}", type="DRUG"),),
        arms=(Arm(label="A", type="EXPERIMENTAL"), Arm(label="B", type="PLACEBO_COMPARATOR")),
        primary_outcomes=tuple(Outcome(measure=f"Measure {each}", time_frame="1 year") for each in range(3)),
        eligibility=Eligibility(criteria="Adults", minimum_age="18 Years", sex="ALL"),
        lead_sponsor=Organization(name=f"Sponsor {number % 20}", type="INDUSTRY" if number % 2 else "OTHER"),
        officials=(Official(name=f"Doctor {number}", affiliation=f"Clinic {number % 40}"),),
        sites=tuple(
            Site(
                country=country,
                city=city,
                facility=f"Clinic {each} of {city}",
                latitude=f"1.{each + 1}",
                longitude="2.5",
            )
            for each in range(number % 5)
        ),
        references=(Reference(citation=f"A paper. doi: 10.5555/{number}.{version}", type="RESULT"),),
    )


def _spelled(name: str, version: int) -> str:
    return (name, name.lower(), name.upper())[version % 3]


def origin(number: int, *, version: str = "") -> Origin:
    """The origin of a record; what is read otherwise has another hash."""
    content = hashlib.sha256(f"{number} {version}".encode()).hexdigest()
    return Origin(name=f"{number}.json", sha256=content, format="made-up")


class IntoStore:
    """The writer into a store, as a graph builder knows writers."""

    prefixes: frozenset[str] = frozenset()

    def __init__(self, store: StoreWriter) -> None:
        self._store = store
        self.triples = store.triples

    def close(self) -> None:
        """The store is closed by whom it was given."""

    def rendered(self, told: Told) -> bytes:
        owned = list(told.triples())
        (sha256,) = (term[len("<urn:sha256:") : -1] for _, _, term in owned if term.startswith("<urn:sha256:"))
        study = next(term for _, name, term in owned if name.endswith("#describes>"))
        read = ReadRecord(told.graph, sha256, any(row[0] == study for row in owned))
        results = list(told.results.triples()) if told.results else []
        return msgspec.json.encode((read, owned, told.shared_triples(), results))

    def write(self, record: bytes) -> None:
        triples = list[Triple]
        kinds = tuple[ReadRecord, triples, triples, triples]
        read, owned, said, results = msgspec.json.decode(record, type=kinds)
        if not self._store.holds(read):
            self._store.put(read, owned, said, results)


def graph_file(path: Path, count: int) -> Path:
    """A graph of so many studies."""
    with path.open("wb") as stream:
        context, definitions = shipped_context(), shipped_definitions()
        writer = open_writer(format_of(path.name), stream, context=context, base=BASE, definitions=definitions)
        builder = GraphBuilder(mint=Minter(), writers=(writer,))
        for number in range(count):
            each = study(number)
            builder.add(each, origin(number, version=each.title or ""), leading=True)
        builder.finish(as_of=AS_OF, versions=("kgbuild test",))
    return path


def fill(folder: Path, *studies: Study, wait: float = 0, prune: bool = False, state: str = "") -> StoreChanges:
    """Takes studies into a store, as one run."""
    publishers: dict[str, set[str]] = {}
    for each in studies:
        publishers.setdefault(each.id, set()).add(each.publisher)
    run = StoredRun(Minter(), AS_OF, ("kgbuild test",), leads, state)
    with store_writer(str(folder), run, wait=wait) as writer:
        builder = GraphBuilder(mint=run.mint, writers=(IntoStore(writer),))
        for each in studies:
            builder.add(
                each,
                origin(int(each.id[3:]), version=each.title or ""),
                leading=leads(each.publisher, publishers[each.id]),
            )
        builder.finish(as_of=AS_OF, versions=run.versions, stored=True)
        return writer.close(prune=prune)
