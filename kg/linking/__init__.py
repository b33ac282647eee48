"""Shared nodes -> matches: names become identifiers of public vocabularies, offline and always alike."""

from .condition_inference import StudyNames
from .curation import Curation
from .lexicon import Lexicons, lexicon_folder
from .linker import KINDS, Linker, SharedNode
from .match import Match, Method, Predicate

__all__ = [
    "KINDS",
    "Curation",
    "Lexicons",
    "Linker",
    "Match",
    "Method",
    "Predicate",
    "SharedNode",
    "StudyNames",
    "lexicon_folder",
]
