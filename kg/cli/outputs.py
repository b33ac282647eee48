"""Which files a run writes, and where it keeps what is done."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

from .boundary import say

if TYPE_CHECKING:
    from kg.pipeline.ingest import Output

__all__ = ["Outputs"]

_MANY_STUDIES = 10_000
"""Above this many studies only compressed N-Quads are written by default."""


class Outputs:
    """Chooses the files to write; checks the options at once, counts the studies later."""

    def __init__(
        self,
        output: str | None,
        form: str | None,
        out_dir: str,
        *,
        store: str | None = None,
        work: str | None = None,
        shards: int = 1,
    ) -> None:
        from kg.pipeline.ingest import Output
        from kg.rdf import Format, format_of

        self.out_dir = out_dir
        self._work = work
        self._shards = shards
        self.store = store
        self.default = store is None
        """Whether the default files are written where no other is named."""
        self.only: Output | None = None
        if output is not None:
            if output == "-" and form is None:
                raise UsageError("-o - needs --format")
            self.only = Output(output, format_of(form or output))
        elif form is not None:
            self.only = Output(os.path.join(out_dir, f"graph.{form}"), format_of(form))  # noqa: PTH118

        if shards > 1 and self.only and self.only.form is Format.JSONLD:
            raise UsageError("a JSON-LD document cannot be cut in shards; .jsonl holds the same nodes, one a line")

    @property
    def work(self) -> Path | None:
        """Where what is done is kept until the run ends; None for a temporary folder."""
        if self._work:
            return Path(self._work)
        if self.only and (self.only.path == "-" or "://" in self.only.path):
            return None
        if self.only:
            target = Path(self.only.path)
            return target.with_name(f".{target.name}.work")
        if self.store:
            folder = Path(self.store).resolve()
            return folder.with_name(f".{folder.name}.work")
        return Path(self.out_dir) / ".work" if "://" not in self.out_dir else None

    def __call__(self, count: int) -> "Sequence[Output]":
        """The files to write for so many studies."""
        from kg.pipeline.ingest import Output
        from kg.rdf import Format

        if self.only:
            return (self.only,)
        if not self.default:
            return ()
        if count > _MANY_STUDIES or self._shards > 1:
            say(f"{count:,} studies: only {self.out_dir}/graph.nq.gz is written (-o writes any other)")
            return (Output(f"{self.out_dir}/graph.nq.gz", Format.NQUADS),)
        return (
            Output(f"{self.out_dir}/graph.ttl", Format.TURTLE),
            Output(f"{self.out_dir}/graph.jsonld", Format.JSONLD),
        )
