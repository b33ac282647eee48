"""Graphs kept and asked: files in memory, stores in folders, endpoints; loading into other stores."""

from .connection.credentials import Credentials, find_credentials
from .connection.transport import Transport
from .folder.embedded import backup, folder_of, is_store, mark_of, reading
from .folder.export import Exported, export
from .folder.fill import StoreChanges, StoredRun, StoreWriter, store_writer
from .folder.removal import Removed, rejoin_store, remove_studies
from .folder.stamps import ReadRecord
from .folder.store_statistics import Statistics, base_of, statistics
from .loading.detection import FoundStore, find_store
from .loading.journal import Journal, journal_path
from .loading.load import Loaded, LoadPlan, Progress, load_into, plan
from .loading.upload_dataset import UploadDataset, open_dataset, open_study
from .loading.uploads import UploadRequest, upload_request
from .query.answer_values import IRI
from .query.answers import Answer, AnswerRow
from .query.description_file import DescriptionFile, description_beside, description_path
from .query.endpoint import Endpoint
from .query.executables import questions, questions_turtle
from .query.file_index import FileIndex, NodeBlocks, Stretched, index_path, indexed_file
from .query.graph import graph_at, load, read_file
from .query.identity import renamed
from .query.label_search import FoundNode, labels_in_file, labels_in_store, ranked
from .query.queries import Example, Results, ask, example, examples, filled
from .query.query_parameters import declared
from .query.query_syntax import reads_labels
from .query.reading_cost import LARGE, ReadingCost, reading_cost
from .query.rendering import cells, pieces, render
from .query.session import LimitError, Limits, OpenStore, open_files, open_folder
from .query.study_graph import StudyGraph
from .query.study_screen import study_screen
from .query.study_text import study_text
from .query.union import apart_note
from .query.unknown_terms import undeclared_terms, unused_terms

__all__ = [
    "IRI",
    "LARGE",
    "Answer",
    "AnswerRow",
    "Credentials",
    "DescriptionFile",
    "Endpoint",
    "Example",
    "Exported",
    "FileIndex",
    "FoundNode",
    "FoundStore",
    "Journal",
    "LimitError",
    "Limits",
    "LoadPlan",
    "Loaded",
    "NodeBlocks",
    "OpenStore",
    "Progress",
    "ReadRecord",
    "ReadingCost",
    "Removed",
    "Results",
    "Statistics",
    "StoreChanges",
    "StoreWriter",
    "StoredRun",
    "Stretched",
    "StudyGraph",
    "Transport",
    "UploadDataset",
    "UploadRequest",
    "apart_note",
    "ask",
    "backup",
    "base_of",
    "cells",
    "declared",
    "description_beside",
    "description_path",
    "example",
    "examples",
    "export",
    "filled",
    "find_credentials",
    "find_store",
    "folder_of",
    "graph_at",
    "index_path",
    "indexed_file",
    "is_store",
    "journal_path",
    "labels_in_file",
    "labels_in_store",
    "load",
    "load_into",
    "mark_of",
    "open_dataset",
    "open_files",
    "open_folder",
    "open_study",
    "pieces",
    "plan",
    "questions",
    "questions_turtle",
    "ranked",
    "read_file",
    "reading",
    "reading_cost",
    "reads_labels",
    "rejoin_store",
    "remove_studies",
    "renamed",
    "render",
    "statistics",
    "store_writer",
    "study_screen",
    "study_text",
    "undeclared_terms",
    "unused_terms",
    "upload_request",
]
