"""`load`: a graph into a triple store over HTTP, and counted there."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from kg.pipeline.run.options import AnyPath
from kg.store import (
    Journal,
    Loaded,
    LoadPlan,
    Progress,
    Transport,
    UploadDataset,
    UploadRequest,
    find_credentials,
    folder_of,
    is_store,
    journal_path,
    load_into,
    open_dataset,
    plan,
    upload_request,
)

__all__ = ["Loading", "loading"]

Watch = Callable[[UploadDataset], AbstractContextManager[Progress | None]]
"""Shows how a load goes on."""


class Loading(NamedTuple):
    """A graph, and the store that it goes into."""

    source: str
    """An RDF file, or the folder of a store."""
    to: str
    request: UploadRequest
    wait: float

    def plan(self) -> LoadPlan:
        """What would be sent."""
        with open_dataset(self.source, wait=self.wait) as dataset:
            return plan(dataset, self.request)

    def done(
        self,
        *,
        auth: str | None = None,
        timeout: float = 600,
        ask: Callable[[str], tuple[str, str]] | None = None,
        watch: Watch = lambda _: nullcontext(),
        note: Callable[[str], None] | None = None,
    ) -> Loaded:
        """Sends it and counts there what arrived; a load that broke off goes on when repeated."""
        credentials = find_credentials(self.to, auth or self.request.preset.auth, prompt=ask)
        transport = Transport(self.to, credentials=credentials, stall=timeout)
        with open_dataset(self.source, wait=self.wait) as dataset, watch(dataset) as progress:
            journal = Journal(self._journal())
            return load_into(dataset, self.request, transport, journal=journal, progress=progress, notice=note)

    def _journal(self) -> Path:
        folder = user_state_path("kgbuild") / "loads"
        source, request = str(Path(self.source).resolve()), self.request
        return journal_path(folder, source, self.to, request.one_graph or "", str(request.replace))


def loading(
    source: AnyPath,
    to: str,
    *,
    preset: str = "gsp",
    query_url: str | None = None,
    update_url: str | None = None,
    replace: bool = True,
    one_graph: str | None = None,
    wait: float = 0,
) -> Loading:
    """What is to be loaded, and how; raises UsageError for what does not fit."""
    path = os.fspath(source)
    if Path(path).is_dir() and not is_store(path):
        path = str(folder_of(path))  # raises the UsageError of a folder that is no store
    request = upload_request(preset, to, query=query_url, update=update_url, replace=replace, one_graph=one_graph)
    return Loading(path, to, request, wait)
