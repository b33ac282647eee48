"""Graphs kept and asked: files in memory, stores in folders, endpoints; loading into other stores."""

from .folder.embedded import backup, folder_of, is_store, reading
from .folder.export import export
from .folder.fill import Run, StoreWriter, intake
from .folder.statistics import base_of, statistics
from .http.credentials import Credentials, find_credentials
from .http.transport import Transport
from .loading.dataset import Cargo, open_cargo
from .loading.journal import Journal, journal_path
from .loading.load import Loaded, Plan, Progress, load_into, plan
from .loading.uploads import Wanted, wanted_load
from .query.answers import Answer
from .query.endpoint import Endpoint
from .query.executables import questions, questions_turtle
from .query.graph import load, read_file
from .query.identity import renamed
from .query.parameters import declared
from .query.queries import Example, Results, ask, example, examples, filled
from .query.rendering import cells, pieces, render
from .query.session import LimitError, Limits, OpenStore, open_files, open_folder
from .query.study_text import portrait

__all__ = [
    "Answer",
    "Cargo",
    "Credentials",
    "Endpoint",
    "Example",
    "Journal",
    "LimitError",
    "Limits",
    "Loaded",
    "OpenStore",
    "Plan",
    "Progress",
    "Results",
    "Run",
    "StoreWriter",
    "Transport",
    "Wanted",
    "ask",
    "backup",
    "base_of",
    "cells",
    "declared",
    "example",
    "examples",
    "export",
    "filled",
    "find_credentials",
    "folder_of",
    "intake",
    "is_store",
    "journal_path",
    "load",
    "load_into",
    "open_cargo",
    "open_files",
    "open_folder",
    "pieces",
    "plan",
    "portrait",
    "questions",
    "questions_turtle",
    "read_file",
    "reading",
    "renamed",
    "render",
    "statistics",
    "wanted_load",
]
