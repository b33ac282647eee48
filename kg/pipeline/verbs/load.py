"""`load`: a graph into a triple store over HTTP, and counted there."""

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from kg.errors import FileError
from kg.pipeline.run.options import LoadOptions, path_of
from kg.store import (
    Endpoint,
    FoundStore,
    Journal,
    Loaded,
    LoadPlan,
    Progress,
    Transport,
    UploadDataset,
    UploadRequest,
    apart_note,
    find_credentials,
    find_store,
    folder_of,
    graph_at,
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
    options: LoadOptions
    request: UploadRequest
    found: FoundStore | None = None
    """The store, where it was asked what it is."""

    def plan(self) -> LoadPlan:
        """What would be sent."""
        with open_dataset(self.source, wait=self.options.wait) as dataset:
            return plan(dataset, self.request)

    def done(
        self,
        *,
        ask: Callable[[str], tuple[str, str]] | None = None,
        watch: Watch = lambda _: nullcontext(),
        note: Callable[[str], None] | None = None,
    ) -> Loaded:
        """Sends it and counts there what arrived; a load that broke off goes on when repeated."""
        options = self.options
        credentials = find_credentials(options.to, options.auth or self.request.preset.auth, prompt=ask)
        transport = Transport(options.to, credentials=credentials, stall=options.timeout)
        with open_dataset(self.source, wait=options.wait) as dataset, watch(dataset) as progress:
            journal = Journal(self._journal())
            return load_into(dataset, self.request, transport, journal=journal, progress=progress, notice=note)

    def apart_note(self) -> str | None:
        """What is to be known of a store that does not unite the named graphs that were loaded; None of any other."""
        address = self.request.addresses.query
        if address is None or self.options.auth or self.request.one_graph:
            return None
        with Endpoint(address) as endpoint:
            return apart_note(endpoint, address)

    def _journal(self) -> Path:
        folder = user_state_path("kgbuild") / "loads"
        source, request = str(Path(self.source).resolve()), self.request
        return journal_path(folder, source, self.options.to, request.one_graph or "", str(request.replace))


def loading(options: LoadOptions) -> Loading:
    """What is to be loaded, and how; raises UsageError for what does not fit."""
    path = graph_at(path_of(options.source, verb="kg.load"))
    if Path(path).is_dir() and not is_store(path):
        path = str(folder_of(path))  # raises the FileError of a folder that is no store
    named = FoundStore("", options.preset or "gsp", options.to, options.query_url, options.update_url)
    request = _request(named, options)  # what is wrong with options and path is said before any server is asked
    if not Path(path).exists():
        raise FileError(f"cannot read {path}: {os.strerror(errno.ENOENT)}")
    found = None
    if options.preset is None:
        found = find_store(options.to, query=options.query_url)
        query, update = options.query_url or found.query, options.update_url or found.update
        request = _request(found._replace(query=query, update=update), options)
    return Loading(path, options, request, found)


def _request(store: FoundStore, options: LoadOptions) -> UploadRequest:
    return upload_request(
        store.preset,
        store.to,
        query=store.query,
        update=store.update,
        replace=options.replace,
        one_graph=options.one_graph,
    )
