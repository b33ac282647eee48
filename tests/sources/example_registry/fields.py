"""The fields of a record of the EXAMPLE registry: where each goes, or why it does not."""

from collections.abc import Mapping

from kg.sources.field_account import Field, into, left_out
from kg.sources.fields.remarks import Spellings

__all__ = ["FIELDS", "SPELLINGS"]

FIELDS: Mapping[str, Field] = {
    "exampleTrial.number": into("dcterms:identifier"),
    "exampleTrial.title": into("dcterms:title"),
    "exampleTrial.state": into("ct:overallStatus", codes="overall-status"),
    "exampleTrial.diseases[]": into("ct:conditionName"),
    "exampleTrial.begun": into("ct:startDate"),
    "exampleTrial.internal.**": left_out("how the registry stores the record"),
}

SPELLINGS: Spellings = {"overall-status": {"open": "RECRUITING", "finished": "COMPLETED"}}
"""Code list -> how the registry spells its notations, in lower case."""
