"""Study -> document: a nested JSON-LD node under `ontology/context.jsonld`, one module per area of the ontology."""

from .mappings import Mapping, describe_mapping
from .node import Document, Node
from .study import describe

__all__ = ["Document", "Mapping", "Node", "describe", "describe_mapping"]
