"""Records of several registries -> which of them are of one study, by the ids that they state, and which may be."""

from .clusters import Cluster, IdJoiner, Join, JoinRule, Refusal
from .decisions import NO_DECISIONS, Decisions, StudyDecision, Verdict
from .rows import StudyRow, row_of

__all__ = [
    "NO_DECISIONS",
    "Cluster",
    "Decisions",
    "IdJoiner",
    "Join",
    "JoinRule",
    "Refusal",
    "StudyDecision",
    "StudyRow",
    "Verdict",
    "row_of",
]
