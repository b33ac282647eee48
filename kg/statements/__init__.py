"""Study -> statements: tables say which field becomes which property, and functions made of them tell a record."""

from .mappings import NOT, Mapping, mapping_triples
from .roles import role_triples
from .study import Teller, describe

__all__ = ["NOT", "Mapping", "Teller", "describe", "mapping_triples", "role_triples"]
