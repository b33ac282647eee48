"""The WHO: exports of its portal ICTRP, and the form in which registries report to it."""

from kg.sources.who.exchange_form import CHICTR_XML, WHO_XML
from kg.sources.who.portal_table import ICTRP_CSV
from kg.sources.who.portal_xml import ICTRP_XML

__all__ = ["CHICTR_XML", "ICTRP_CSV", "ICTRP_XML", "WHO_XML"]
