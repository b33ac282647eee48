"""All exports of ClinicalTrials.gov: API v2 JSON, legacy full-study JSON, legacy XML; one way from all to records."""

from kg.sources.ctgov.legacy_xml import CTGOV_XML
from kg.sources.ctgov.v1 import CTGOV_V1
from kg.sources.ctgov.v2 import CTGOV_V2

__all__ = ["CTGOV_V1", "CTGOV_V2", "CTGOV_XML"]
