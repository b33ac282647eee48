"""Made-up registry exports, large enough for several batches."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["export", "study", "table"]

COLUMNS = ("NCT Number", "Study Title", "Study Status", "Brief Summary", "Conditions", "Last Update Posted")
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


def table(path: Path, count: int) -> Path:
    """A table of the site, a study a row, cells over several lines; some rows have no id, some studies stand twice."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(
            ["NCT Number", "Study Title", "Study Status", "Brief Summary", "Conditions", "Last Update Posted"]
        )
        for number in range(count):
            if number % 100 == 99:
                rows.writerow(["", "a row without an id", "", "", "", ""])
            rows.writerow(_row(number))
            if number % 90 == 89:
                rows.writerow(_row(number - 45))
    return path


def _row(number: int) -> list[str]:
    summary = f'A "made-up" study,\nof {number} lines.\n' * 20
    conditions = f"made-up disease {number % 70}|Asthma"
    return [
        f"NCT{97_000_000 + number}",
        f"Study {number}",
        "COMPLETED",
        summary,
        conditions,
        f"2024-{number % 12 + 1:02}-01",
    ]
