"""Study -> statements: tables say which field becomes which property, and functions made of them tell a record."""

from .group_arm_links import group_arm_triples
from .mappings import NOT, Mapping, mapping_triples
from .registration_quality import quality_triples
from .roles import role_triples
from .study import Teller, describe

__all__ = [
    "NOT",
    "Mapping",
    "Teller",
    "describe",
    "group_arm_triples",
    "mapping_triples",
    "quality_triples",
    "role_triples",
]
