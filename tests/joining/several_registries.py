"""Made-up files of several registries: two records of one study by their ids, and two that may be one."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

__all__ = ["CANDIDATE", "DRKS", "HONEY", "NCT", "NCT_HONEY", "written"]

ROOT = Path(__file__).parent.parent / "golden"
DRKS, NCT = "DRKS99999901", "NCT99999943"
"""The DRKS record states the other id."""
HONEY, NCT_HONEY = "ISRCTN99999901", "NCT99999950"
"""No id says that they are one."""
CANDIDATE = (HONEY, NCT_HONEY)
_TITLE = "Buckwheat honey compared with a placebo syrup for acute night cough in children: a randomised trial"


def _study(id: str, title: str, **more: object) -> Mapping[str, object]:
    return {
        "protocolSection": {
            "identificationModule": {"nctId": id, "briefTitle": title},
            "statusModule": {
                "overallStatus": "TERMINATED",
                "startDateStruct": {"date": "2022-02-11"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "University of Example", "class": "OTHER"}},
            "conditionsModule": {"conditions": ["Acute cough"]},
            "designModule": {"studyType": "INTERVENTIONAL", "enrollmentInfo": {"count": 118, "type": "ACTUAL"}},
            **more,
        }
    }


def written(folder: Path) -> list[Path]:
    """The files, each of one registry, in a folder that is made."""
    folder.mkdir()
    studies = [_study(NCT, "Evening light after stroke"), _study(NCT_HONEY, _TITLE)]
    (folder / "ctgov.json").write_text(json.dumps(studies), encoding="utf-8")
    shutil.copy(ROOT / "evening-light-after-stroke.json", folder / "drks.json")
    shutil.copy(ROOT / "honey-for-night-cough.xml", folder / "isrctn.xml")
    return [folder / name for name in ("ctgov.json", "drks.json", "isrctn.xml")]
