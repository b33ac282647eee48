"""Made-up registry exports, large enough for several batches."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["export", "study"]

CITIES = ("Rotterdam", "Lyon", "Kyoto", "Recife", "Oslo")


def study(number: int) -> dict[str, Any]:
    """A study as API v2 gives it, with shared nodes that many others name."""
    city = CITIES[number % len(CITIES)]
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT{97_000_000 + number}", "briefTitle": f"Made-up study {number}"},
            "statusModule": {
                "overallStatus": "COMPLETED",
                "lastUpdatePostDateStruct": {"date": f"2024-{number % 12 + 1:02}-01"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": f"Made-up Institute {number % 40}"}},
            "conditionsModule": {"conditions": [f"made-up disease {number % 70}", "Asthma"]},
            "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": f"Drugol {number % 50}"}]},
            "contactsLocationsModule": {
                "locations": [{"facility": f"Clinic {number % 90}", "city": city, "country": "Netherlands"}]
            },
        }
    }


def export(path: Path, count: int) -> Path:
    """A file of JSON lines, one study a line; every hundredth line is broken, every ninetieth study stands twice."""
    path.write_text("".join(_lines(count)), encoding="utf-8")
    return path


def _lines(count: int) -> Iterator[str]:
    for number in range(count):
        if number % 100 == 99:
            yield '{"protocolSection": broken\n'
        yield json.dumps(study(number)) + "\n"
        if number % 90 == 89:
            yield json.dumps(study(number - 45)) + "\n"
