"""The ISRCTN registry: its XML, and JSON that is made of it."""

from kg.sources.isrctn.converted import ISRCTN_JSON
from kg.sources.isrctn.native import ISRCTN_XML

__all__ = ["ISRCTN_JSON", "ISRCTN_XML"]
