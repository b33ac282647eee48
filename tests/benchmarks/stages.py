"""What each stage of the road costs for one study, in one process."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from kg.iris import Minter
from kg.pipeline.graph.shape_checks import ShapeChecker
from kg.pipeline.run.tasks import uncollected
from kg.rdf import Format, open_writer, shipped_context, shipped_definitions
from kg.rdf.terms import iri
from kg.rdf.told_counts import ToldCounts
from kg.sources.ctgov import CTGOV_V2
from kg.sources.reading import Reading
from kg.statements import Teller

__all__ = ["Stages", "floor", "stages"]

_Result = TypeVar("_Result")


class Stages(NamedTuple):
    """Seconds of CPU time over all studies."""

    studies: int
    triples: int
    """Of the studies' own graphs."""
    shared: int
    """Triples of shared nodes, before they are merged."""
    unzip: float
    read: float
    tell: float
    write: float
    counts: float
    validate: float

    @property
    def mapping(self) -> float:
        """To read, tell and write as N-Quads."""
        return self.read + self.tell + self.write


class _Clock:
    """Adds up what is spent in each stage."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(("unzip", "read", "tell", "write", "counts", "validate"), 0.0)

    def __call__(self, stage: str, work: Callable[[], _Result]) -> _Result:
        start = time.process_time()
        made = work()
        self.spent[stage] += time.process_time() - start
        return made


def floor(archive: Path) -> float:
    """Seconds to unpack all records of an archive and decode their JSON to Python values, and to do no more."""
    decode = msgspec.json.Decoder().decode
    with uncollected():
        start = time.process_time()
        for content in _contents(archive):
            decode(content)
        return time.process_time() - start


def stages(archive: Path) -> Stages:
    """All studies of an archive, one by one, each through all stages; as in a run, no garbage is looked for."""
    with uncollected():
        return _stages(archive)


def _stages(archive: Path) -> Stages:
    clock, mint, out = _Clock(), Minter(), io.BytesIO()
    tell, checker, counts = Teller(mint), ShapeChecker(1_000), ToldCounts()
    context, definitions = shipped_context(), shipped_definitions()
    writer = open_writer(Format.NQUADS, out, context=context, base=mint.base, definitions=definitions)
    contents = _contents(archive)
    studies = triples = of_shared = 0
    while content := clock("unzip", partial(next, contents, b"")):
        reading = clock("read", partial(_read, content))
        study = reading.study
        if study is None:
            continue
        told = clock("tell", partial(tell, study, origin=reading.origin))
        graph = iri(mint.absolute(mint.record(study.publisher, study.id)))
        writer.write(clock("write", partial(writer.rendered, told, graph=graph)))
        clock("counts", partial(counts.add, told))
        checker.note(clock("validate", partial(checker.found, told)), told)
        of_shared += len(told.shared_lines())
        studies, triples = studies + 1, triples + len(told.pieces) // 3
        out.seek(0)
    return Stages(studies, triples, of_shared, **clock.spent)


def _read(content: bytes) -> Reading:
    return CTGOV_V2.read(content, name="a")


def _contents(archive: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(archive) as packed:
        for info in packed.infolist():
            if info.filename.endswith(".json"):
                yield packed.read(info)
