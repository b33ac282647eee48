"""Pages made from real studies in each layout give back what is visible on them."""

import json
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.sources.contacts import holds_contact
from tests.effort import daily
from tests.sources import rendering_aggregator as aggregator
from tests.sources import rendering_views as views
from tests.sources.gold import Fact, of_json, of_record, plain
from tests.sources.pages import read
from tests.sources.rendering import Json
from tests.sources.rendering_details import title_of
from tests.sources.rendering_details_forms import FORMS

STUDIES = 30
LEAST = 0.98

_EVERYWHERE = "id title official_title summary description status type phase allocation model purpose masking masked"
_CLASSIC = (
    f"{_EVERYWHERE} why_stopped model_description observational_model perspective masking_description start start_type "
    "primary_completion primary_completion_type completion completion_type enrollment enrollment_type condition "
    "intervention intervention_type outcome outcome_frame outcome_description criteria minimum_age maximum_age sex "
    "healthy age_group sponsor collaborator official official_role official_affiliation identifier country reference "
    "first_posted last_posted verified fda_drug fda_device ipd ipd_description"
)
_TABULAR = f"{_CLASSIC} arm arm_type arm_description arm_uses intervention_description other_name first_submitted dmc"
_FULLTEXT = f"{_CLASSIC} keyword site"

_AGGREGATOR = (
    f"{_EVERYWHERE} enrollment condition keyword minimum_age maximum_age sex healthy criteria start completion sponsor "
    "sponsor_class collaborator official official_role official_affiliation country reference last_posted"
).replace(" official_title", "")
_GROUPS = "arm arm_uses intervention intervention_type model_description"
_RESULTS_2013 = (
    "id title first_submitted last_posted verified type allocation model purpose masking masked observational_model "
    "perspective condition intervention intervention_type sponsor"
)
_UNLABELLED = (
    "id title official_title first_submitted last_posted verified start primary_completion type status outcome "
    "outcome_frame sponsor"
)

_DETAILS = (
    f"{_FULLTEXT} arm arm_type arm_description arm_uses intervention_description other_name first_submitted "
    "results_posted has_results"
)

LAYOUTS: dict[str, tuple[Callable[[Json], bytes], str]] = {
    "tabular text": (views.tabular_text, _TABULAR),
    "tabular markdown": (views.tabular_markdown, _TABULAR),
    "tabular html": (views.tabular_html, _TABULAR),
    "full text": (views.fulltext_text, _FULLTEXT),
    "full text markdown": (views.fulltext_markdown, _FULLTEXT),
    "full text html": (views.fulltext_html, _FULLTEXT),
    "aggregator": (aggregator.labelled_page, f"{_AGGREGATOR} {_GROUPS}"),
    "aggregator html": (aggregator.html_page, f"{_AGGREGATOR} {_GROUPS}"),
    "aggregator without labels": (aggregator.unlabelled_page, _AGGREGATOR),
    "aggregator results": (aggregator.results_page, "id title status phase enrollment last_posted"),
    "results 2013": (aggregator.results_2013, _RESULTS_2013),
    "tabular 2011 without labels": (aggregator.unlabelled_2011, _UNLABELLED),
    "full text 2013": (views.fulltext_2013, _FULLTEXT.replace(" why_stopped", "")),
    **{name: (render, _DETAILS) for name, render in FORMS.items()},
}
WITHOUT_WINDOW = {"details text", "details tabs"}
"""Forms without the title of the window, so that nothing tells an acronym from the end of the title."""
_REACHED = ("site", "official", "official_role", "official_affiliation")
LESS = {"details print": 0.95}
"""Of a print less comes back: the columns of its tables are lost, and names are broken where nothing tells."""


@pytest.fixture(scope="module")
def studies(data: Path) -> list[Json]:
    """Studies from all over the file, each with a page of its own."""
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".json"))
        chosen = names[:: len(names) // STUDIES][:STUDIES]
        return [json.loads(archive.read(name)) for name in chosen]


def is_on(layout: str, fact: Fact) -> bool:
    """Whether a page of the layout shows the fact: other outcomes came to the tabular view after 2011.

    A number to call in place of a name is left out on purpose.
    """
    if fact[0] in _REACHED and any(map(holds_contact, fact[1:])):
        return False
    return layout != "tabular 2011 without labels" or "other" not in fact[1:2]


def stated(study: Json, layout: str) -> set[Fact]:
    """What is known of the study, its title as the page shows it."""
    facts = of_json(study)
    if layout in WITHOUT_WINDOW:
        facts = {fact for fact in facts if fact[0] != "title"} | {("title", plain(title_of(study)))}
    return facts


def missed(study: Json, layout: str) -> tuple[set[Fact], set[Fact], set[Fact]]:
    """What is visible, what of it was not given back, and what was given that is not so."""
    render, visible = LAYOUTS[layout]
    known = stated(study, layout)
    gold = {fact for fact in known if fact[0] in visible.split() and is_on(layout, fact)}
    reading = read(render(study))
    assert reading.study is not None
    found = of_record(reading.study)
    wrong = {fact for fact in found if fact[0] in visible.split()} - known
    return gold, gold - found, wrong


@pytest.mark.parametrize("layout", daily(LAYOUTS, list(LAYOUTS)[::4]))
def test_recall(studies: list[Json], layout: str) -> None:
    check(studies, layout)


@pytest.mark.slow
@pytest.mark.parametrize("layout", FORMS)
def test_recall_of_all_studies(data: Path, layout: str) -> None:
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        every = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")]
    check(every, layout)


def check(studies: list[Json], layout: str) -> None:
    """What is visible comes back, and little that is wrong."""
    total = lost = 0
    kinds: Counter[str] = Counter()
    wrong_kinds: Counter[str] = Counter()
    for study in studies:
        gold, misses, wrong = missed(study, layout)
        total += len(gold)
        lost += len(misses)
        kinds.update(fact[0] for fact in misses)
        wrong_kinds.update(fact[0] for fact in wrong)
    least = LESS.get(layout, LEAST)
    assert total > 5 * STUDIES
    assert 1 - lost / total >= least, (lost, total, kinds, wrong_kinds)
    assert wrong_kinds.total() <= (1 - least) * total, wrong_kinds
