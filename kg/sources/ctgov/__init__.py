"""All exports of ClinicalTrials.gov: API v2 JSON, legacy JSON and XML, AACT, one way from all; its tables."""

from kg.sources.ctgov.aact import AACT
from kg.sources.ctgov.legacy_xml import CTGOV_XML
from kg.sources.ctgov.ris import CTGOV_RIS
from kg.sources.ctgov.site_table import CTGOV_TABLE
from kg.sources.ctgov.v1 import CTGOV_V1
from kg.sources.ctgov.v2 import CTGOV_V2

__all__ = ["AACT", "CTGOV_RIS", "CTGOV_TABLE", "CTGOV_V1", "CTGOV_V2", "CTGOV_XML"]
