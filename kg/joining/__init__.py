"""Records of several registries -> which of them are of one study, by the ids that they state, and which may be."""

from .clusters import Cluster, IdJoiner, Join, JoinRule, Refusal
from .rows import StudyRow, row_of

__all__ = ["Cluster", "IdJoiner", "Join", "JoinRule", "Refusal", "StudyRow", "row_of"]
