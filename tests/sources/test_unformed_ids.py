"""Ids that should be those of a registry and have not its form are named, whatever the format."""

import json

import pytest

from kg.record import Identifier, Study
from kg.sources.ctgov import CTGOV_V2
from kg.sources.unformed_ids import UNFORMED, unformed_ids


@pytest.mark.parametrize(
    ("identifier", "named"),
    [
        (Identifier(value="2012-005439", type="EUDRACT_NUMBER"), "EU Clinical Trials Register"),
        (Identifier(value="7", type="OTHER", domain="jRCT"), "Japan Registry of Clinical Trials"),
        (Identifier(value="2012-005439-10", type="EUDRACT_NUMBER"), None),
        (Identifier(value="24791884", domain="ISRCTN"), None),
        (Identifier(value="PBTC-058", type="OTHER", domain="CTEP"), None),
        (Identifier(value="7"), None),
    ],
)
def test_an_id_is_named_with_its_registry(identifier: Identifier, named: str | None) -> None:
    study = Study(id="NCT99990001", publisher="ctgov", identifiers=(identifier,))
    expected = [f"`{identifier.value}` has not the form of the ids of {named}"] if named else []
    assert list(unformed_ids(study)) == expected


def test_a_reader_names_it_and_keeps_it() -> None:
    content = {
        "protocolSection": {
            "identificationModule": {
                "nctId": "NCT99990001",
                "briefTitle": "Tea",
                "secondaryIdInfos": [{"id": "2012-005439", "type": "EUDRACT_NUMBER"}],
            }
        }
    }
    reading = CTGOV_V2.read(json.dumps(content).encode(), name="a.json")
    assert [each.rule for each in reading.problems] == [UNFORMED]
    assert reading.study
    assert [each.value for each in reading.study.identifiers] == ["2012-005439"]
