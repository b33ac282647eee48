"""A line of a summary or a description that looks like a label is text, and moves nothing that follows it."""

import copy
import json
import zipfile
from pathlib import Path

import pytest

from tests.effort import daily
from tests.sources import rendering_views as views
from tests.sources.gold import of_record
from tests.sources.pages import read
from tests.sources.rendering import Json
from tests.sources.rendering_details_forms import FORMS

VIEWS = {
    "tabular text": views.tabular_text,
    "tabular markdown": views.tabular_markdown,
    "tabular html": views.tabular_html,
    "full text": views.fulltext_text,
    "full text html": views.fulltext_html,
    "full text 2013": views.fulltext_2013,
    "details text": FORMS["details text"],
    "details html": FORMS["details html"],
}
LINES = (
    "Phase:", "Phase: 2", "Sponsor", "Sponsor:", "Eligibility", "Eligibility Criteria", "Criteria",
    "Inclusion Criteria:", "Study Design", "Study Design:", "Study Type", "Study Type: Interventional", "Enrollment",
    "Enrollment: 40", "Conditions", "Intervention", "Drug: Aspirin", "Primary Outcome Measures :", "Locations",
    "Keywords", "Recruitment Status : Completed", "Allocation: Randomized", "Publications", "Investigators",
    "Ages Eligible for Study: 18 Years and older", "Participant Flow", "Study Start Date: May 2020", "Go to",
    "Descriptive Information", "Recruitment Information", "Last Verified: May 2020", "Official Title:",
    "Design Details", "Description", "Time Frame", "Intervention / Treatment", "Study Overview", "More Information",
    "Ages Eligible for Study", "Enrollment (Actual)", "Arms and Interventions", "Secondary Outcome Measures",
)  # fmt: skip
AFTER = "They were given some of it."


@pytest.fixture(scope="module")
def study(data: Path) -> Json:
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        found: Json = json.loads(archive.read(min(name for name in archive.namelist() if name.endswith(".json"))))
        return found


def described(study: Json, **texts: str) -> Json:
    changed = copy.deepcopy(dict(study))
    changed["protocolSection"]["descriptionModule"] = {
        "briefSummary": "Do oranges help?",
        "detailedDescription": "Sailors lacked fruit.",
        **texts,
    }
    return changed


@pytest.mark.parametrize("field", daily(["briefSummary", "detailedDescription"], ("detailedDescription",)))
@pytest.mark.parametrize("line", daily(LINES, LINES[::3]))
@pytest.mark.parametrize("view", VIEWS)
def test_a_line_like_a_label_moves_nothing(study: Json, view: str, line: str, field: str) -> None:
    text = f"The plan was as follows.\n\n{line}\n\n{AFTER}"
    plain, odd = (
        read(VIEWS[view](described(study, **{field: each}))) for each in (text.replace(line, "So they did."), text)
    )
    assert plain.study
    assert odd.study
    texts = ("summary", "description")
    assert {fact for fact in of_record(odd.study) if fact[0] not in texts} == {
        fact for fact in of_record(plain.study) if fact[0] not in texts
    }
    kept = odd.study.brief_summary if field == "briefSummary" else odd.study.detailed_description
    assert kept is not None
    assert AFTER in kept
