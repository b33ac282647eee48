"""What the form of a source cannot state is not missed: rules ask for a value only where there could be one."""

from collections.abc import Container

import msgspec
import pytest

from kg.dates import PartialDate
from kg.iris import Minter
from kg.properties import ASKED
from kg.rdf import shipped_context
from kg.record import Arm, Design, Eligibility, Intervention, Outcome, PostedDate, Registration, Study
from kg.statements import Teller

from .rules import rules
from .test_told_checks import CHECKS, OF_SHARED, ORIGIN, OWNED, by_shapes, ordered

MISSED_WITHOUT = {
    "title": "CT-S109",
    "officialTitle": "CT-S110",
    "briefSummary": "CT-S201",
    "overallStatus": "CT-S118",
    "phase": "CT-T201",
    "enrollment": "CT-S117",
    "hasResults": "CT-S123",
    "startDate": "CT-S116",
    "completionDate": "CT-S122",
    "leadSponsor": "CT-S105",
    "official": "CT-S108",
    "country": "CT-S111",
    "condition": "CT-S112",
    "intervention": "CT-T113",
    "allocation": "CT-T202",
    "interventionModel": "CT-T203",
    "masking": "CT-T204",
    "primaryPurpose": "CT-T205",
    "maskedParty": "CT-T206",
    "primaryOutcome": "CT-S119",
    "secondaryOutcome": "CT-S220",
    "timeFrame": "CT-O201",
    "armType": "CT-A201",
    "interventionType": "CT-I201",
    "criteriaText": "CT-E114",
    "sex": "CT-E131",
    "ipdSharing": "CT-S124",
    "firstPostedDate": "CT-RR102",
    "lastUpdatePostedDate": "CT-RR201",
}
"""Of a trial whose source could state it -> the rule that misses it."""
OF_OTHERS = {"studyType", "eligibility", "observationalModel", "timePerspective"}
NOT_ASKED_OF_ALL = {"CT-T206", "CT-S124"}
"""Rules of trials that are masked, or were registered in 2016 or later."""


def bare(
    not_supported: tuple[str, ...], *, study_type: str | None = "INTERVENTIONAL", name_treatments: bool = True
) -> Study:
    """A study of which hardly anything is known."""
    return Study(
        id="NCT99990001",
        publisher="ctgov",
        study_type=study_type,
        eligibility=Eligibility(age_groups=("ADULT",)) if study_type else None,
        unspecified_outcomes=(Outcome(measure="Weight, 1 year"),),
        arms=(Arm(label="Arm 1"),),
        interventions=(Intervention(name="Honey"),) if name_treatments else (),
        registration=Registration(not_supported=not_supported),
    )


def missed(study: Study) -> set[str]:
    """The rules that find something; the told checks find what the shapes find."""
    told = Teller(Minter())(study, origin=ORIGIN)
    found = ordered(CHECKS.findings(told))
    assert found == by_shapes(told, OWNED, OF_SHARED)
    return {each.rule for each in found if each.rule}


def without(names: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in ASKED if name not in names)


def test_each_property_that_is_asked_for_has_its_rule() -> None:
    assert {*MISSED_WITHOUT, *OF_OTHERS} == set(ASKED)
    assert len(ASKED) == len(set(ASKED))
    assert [name for name in ASKED if name not in shipped_context().terms] == []
    assert set(MISSED_WITHOUT.values()) <= {rule.id for rule in rules()}


def test_of_a_source_that_can_state_nothing_nothing_is_missed() -> None:
    for study_type in ("INTERVENTIONAL", "OBSERVATIONAL", None):
        assert missed(bare(ASKED, study_type=study_type)) == set()


@pytest.mark.parametrize("name", MISSED_WITHOUT)
def test_what_the_source_could_state_is_missed_and_nothing_else(name: str) -> None:
    study = bare(without({name}), name_treatments=name != "intervention")
    assert missed(study) == {MISSED_WITHOUT[name]} - NOT_ASKED_OF_ALL


def test_of_other_studies_likewise() -> None:
    assert missed(bare(without({"studyType", "eligibility"}), study_type=None)) == {"CT-S115", "CT-S114"}
    observed = bare(without({"observationalModel", "timePerspective"}), study_type="OBSERVATIONAL")
    assert missed(observed) == {"CT-OS201", "CT-OS202"}


def test_that_one_thing_cannot_be_stated_excuses_no_other() -> None:
    assert missed(bare(("sex", "firstPostedDate"))) >= {"CT-E114", "CT-RR201"}
    assert missed(bare(("criteriaText", "lastUpdatePostedDate"))) >= {"CT-E131", "CT-RR102"}
    assert "CT-O201" in missed(bare(("sex",)))


def test_what_is_stated_after_all_is_not_missed_either() -> None:
    posted = PostedDate(date=PartialDate(2019, 1, 1))
    study = bare(without({"firstPostedDate"}))
    record = Registration(not_supported=study.registration.not_supported, first_posted=posted)
    assert missed(Study(id=study.id, publisher="ctgov", registration=record)) == set()


def test_what_is_asked_of_some_trials_alone_likewise() -> None:
    posted = PostedDate(date=PartialDate(2019, 1, 1))
    for name, rule in (("maskedParty", "CT-T206"), ("ipdSharing", "CT-S124")):
        for not_supported, expected in ((ASKED, set()), (without({name}), {rule})):
            record = Registration(not_supported=not_supported, first_posted=posted, last_update_posted=posted)
            masked = msgspec.structs.replace(bare(()), registration=record, design=Design(masking="DOUBLE"))
            assert missed(masked) == expected
