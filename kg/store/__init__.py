"""Graphs kept and asked: files in memory, stores in folders, endpoints; loading into other stores."""

from .answers import Answer
from .cargo import Cargo, open_cargo
from .credentials import Credentials, find_credentials
from .embedded import backup, folder_of, is_store, reading
from .endpoint import Endpoint
from .executables import questions, questions_turtle
from .exporting import export
from .graph import load, read_file
from .intake import Run, StoreWriter, intake
from .journal import Journal, journal_path
from .loading import Loaded, Plan, Progress, load_into, plan
from .parameters import declared
from .portrait import portrait
from .queries import Example, Results, ask, example, examples, filled
from .rendering import cells, pieces, render
from .session import LimitError, Limits, OpenStore, open_files, open_folder
from .shipment import Wanted, wanted_load
from .statistics import base_of, statistics
from .transport import Transport

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
    "render",
    "statistics",
    "wanted_load",
]
