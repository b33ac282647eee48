"""Which files a run writes, and where it keeps what is done."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.errors import UsageError
from kg.lock import Lock
from kg.packings import without_packing
from kg.pipeline.packing import best_codec, codec_of
from kg.rdf import Format, format_of
from kg.store import description_path, index_path

from .listener import Silent
from .options import IngestOptions
from .outputs import check_target, target_of
from .recipe import Output

__all__ = ["BESIDE", "STREAMS", "Outputs"]

STREAMS = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Standard output by its names; as files they would be written over from the beginning."""
_DEFAULT = ("graph.ttl", "graph.jsonld", "graph.nq.gz")
LEDGER = "ledger.jsonl"
BESIDE = ("ontology.ttl", "validation.ttl", LEDGER)
"""What is written beside the default files, in this order."""
DESCRIPTION = "void.ttl"
"""The description of the graph, last of what stands beside it."""
MANIFEST = "manifest.json"
"""What the run read and wrote."""
CRATE = "ro-crate-metadata.json"
"""As RO-Crate 1.2 names it."""
_MANY_RECORDS = 10_000
"""Above this many records only compressed N-Quads are written by default."""


class Outputs:
    """Chooses the files to write; checks the options at once, is told of the records later."""

    def __init__(
        self,
        output: str | None,
        form: str | None,
        out_dir: str | None,
        *,
        store: str | None = None,
        work: str | None = None,
        shards: int = 1,
        beside: Output | None = None,
        note: Callable[[str], None],
    ) -> None:
        output = "-" if output in STREAMS else output
        self.out_dir = out_dir or ""
        self._beside = beside
        self._note = note
        self._work = work
        self._shards = shards
        self.store = store
        self.default = store is None and bool(out_dir)
        """Whether the default files are written where no other is named."""
        self.only: Output | None = None
        if output is not None:
            if output == "-" and form is None:
                raise UsageError("-o - needs --format")
            self.only = Output(output, format_of(form or output))
        elif form is not None:
            if not out_dir:
                raise UsageError("a format needs a file: name it as the output, or its folder")
            self.only = Output(os.path.join(out_dir, f"graph.{form}"), format_of(form))  # noqa: PTH118

        if shards > 1 and self.only and self.only.form is Format.JSONLD:
            raise UsageError("a JSON-LD document cannot be cut in shards; .jsonl holds the same nodes, one a line")
        self._in_out_dir = output is None and "://" not in self.out_dir and (self.default or form is not None)
        self._check()
        self.description = self._description()
        """The file that describes the graph; None where the output is a stream, or a store alone."""
        if self.description and not self._in_out_dir:
            check_target(self.description)
        places = [store, self.out_dir if self._in_out_dir else self.only.path if self.only else None]
        self._before = [each for each in places if each and each != "-" and ("://" in each or Path(each).exists())]

    @classmethod
    def of(cls, options: IngestOptions, *, beside: Output | None = None) -> "Outputs":
        """What the options name, and one more output that no option names."""
        output, out_dir, store, work = (
            None if each is None else os.fspath(each)
            for each in (options.output, options.out_dir, options.store, options.work)
        )
        note = (options.listener or Silent()).note
        return cls(
            output, options.form, out_dir, store=store, work=work, shards=options.shards, beside=beside, note=note
        )

    def _description(self) -> str | None:
        if self._in_out_dir:
            return f"{self.out_dir}/{DESCRIPTION}"
        if self.only and (self._target or "://" in self.only.path):
            return description_path(self.only.path)
        return f"{self.out_dir}/{DESCRIPTION}" if self.default and self.only is None else None

    @property
    def ledger(self) -> str | None:
        """The file that accounts for the records beside an output that is one file; in a folder it has a fixed name."""
        if self.only is None or self._in_out_dir or self._target is None:
            return None
        return f"{self.only.path}.{LEDGER}"

    @property
    def manifest(self) -> str | None:
        """The file by which the same run is known again; None for outputs that are no files of this machine."""
        if self.store is not None:
            return None if self.description and "://" in self.description else f"{self.store}/{MANIFEST}"
        if self.description is None or "://" in self.description:
            return None
        return f"{self.description.removesuffix(DESCRIPTION)}{MANIFEST}"

    @property
    def made_folder(self) -> Path | None:
        """The folder that the run makes if it is not there."""
        return Path(self.out_dir) if self._in_out_dir else None

    @property
    def crate(self) -> str | None:
        """The file that describes the outputs as an RO-Crate, where they have a folder."""
        if self.description is None:
            return None
        return f"{self.description.rpartition('/')[0]}/{CRATE}" if "/" in self.description else CRATE

    def _check(self) -> None:
        """Raises UsageError or FileError for an output that could not be written at the end."""
        if self.only:
            codec_of(self.only.path, best_codec())  # raises UsageError where what packs it is not installed
        if self.only and self._shards > 1 and self._target is None and "://" not in self.only.path:
            what = "standard output" if self.only.path == "-" else self.only.path
            raise UsageError(f"--shards writes several files, and {what} is one stream: name a file with -o")
        if self._in_out_dir:
            if Path(self.out_dir).exists() and not Path(self.out_dir).is_dir():
                raise UsageError(f"--out-dir {self.out_dir} is a file; name a folder, or the output itself with -o")
        elif self.only:
            check_target(self.only.path)

    @property
    def _target(self) -> Path | None:
        """The one file that is written, links followed, if it is one of this machine."""
        return target_of(self.only.path) if self.only else None

    @property
    def graphs(self) -> list[str]:
        """The graph files that may be written, shards as one."""
        if self.only:
            return [self.only.path]
        return [f"{self.out_dir}/{name}" for name in _DEFAULT] if self.default else []

    def places(self, report: str | None) -> list[str]:
        """All files that may be written."""
        from kg.pipeline.run.joined_files import shard_names

        beside = [f"{self.out_dir}/{name}" for name in BESIDE] if self.only is None and self.default else []
        if self.only and without_packing(self.only.path).endswith("jsonl"):
            beside = [str(Path(self.only.path).with_name("context.jsonld"))]
        files = [name for path in self.graphs for name in shard_names(path, self._shards)]
        files += map(index_path, self.graphs)
        beside += [each for each in (self.description, self.manifest, self.crate, self.ledger) if each]
        return [*files, *beside, *([report] if report else [])]

    @property
    def untouched(self) -> str:
        """What became of outputs when there was nothing to write: nothing."""
        if not self._before:
            return "there was none before"
        return f"{' and '.join(self._before)} {'is' if len(self._before) == 1 else 'are'} as before"

    @property
    def locks(self) -> list[Lock]:
        """What a run holds, so that no other one writes to the same place."""
        found = []
        if self._in_out_dir:
            names = [Path(self.only.path).name] if self.only else _DEFAULT
            found += [Lock(Path(self.out_dir, f".{name}.lock"), self.out_dir) for name in ("out-dir", *names)]
        elif self.only and (target := self._target):
            found.append(Lock(target.with_name(f".{target.name}.lock"), self.only.path))
        if self._work:
            work = Path(self._work).resolve()
            found.append(Lock(work.with_name(f".{work.name}.lock"), self._work))
        return found

    @property
    def work(self) -> Path | None:
        """Where what is done is kept until the run ends; None for a temporary folder."""
        if self._work:
            return Path(self._work)
        if self._in_out_dir:
            return Path(self.out_dir) / ".work"
        if self.only is None and self.store:
            folder = Path(self.store).resolve()
            return folder.with_name(f".{folder.name}.work")
        target = self._target
        return target.with_name(f".{target.name}.work") if target else None

    @property
    def count_up_to(self) -> int:
        """Up to so many records must be counted before the outputs are known; 0 where they are known at once."""
        return _MANY_RECORDS if self.only is None and self.default and self._shards == 1 else 0

    def __call__(self, count: int) -> Sequence[Output]:
        """The files to write for so many records."""
        return (*self._chosen(count), *([self._beside] if self._beside else []))

    def _chosen(self, count: int) -> Sequence[Output]:
        if self.only:
            return (self.only,)
        if not self.default:
            return ()
        if count > _MANY_RECORDS or self._shards > 1:
            self._note(f"{count:,} records: only {self.out_dir}/graph.nq.gz is written (-o writes any other)")
            return (Output(f"{self.out_dir}/graph.nq.gz", Format.NQUADS),)
        return (
            Output(f"{self.out_dir}/graph.ttl", Format.TURTLE),
            Output(f"{self.out_dir}/graph.jsonld", Format.JSONLD),
        )
