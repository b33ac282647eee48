"""Single values that are not as their format has them: each read for what it says, or left out with a problem."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import Severity
from kg.record import Intervention, Study
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.reading import Reader, Reading, key_of

XML = "<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info>{}</clinical_study>"


def read(content: str | bytes, reader: Reader = CTGOV_V2) -> Reading:
    raw = content.encode() if isinstance(content, str) else content
    reading = reader.read(raw, name="a")
    if key := reader.key(raw):
        assert reading.study
        assert key == key_of(reading.study, reading.origin)
    return reading


def v2(**modules: Any) -> Reading:
    names = {"nctId": "NCT99990001", **modules.pop("identificationModule", {})}
    return read(json.dumps({"protocolSection": {"identificationModule": names, **modules}}))


def v1(**modules: Any) -> Reading:
    names = {"NCTId": "NCT99990001", **modules.pop("IdentificationModule", {})}
    return read(json.dumps({"Study": {"ProtocolSection": {"IdentificationModule": names, **modules}}}), CTGOV_V1)


def of(reading: Reading) -> Study:
    assert reading.study
    return reading.study


def rules(reading: Reading) -> list[str]:
    return [problem.rule for problem in reading.problems]


# One value for a list, a list for one value


def test_one_value_is_a_list_of_one() -> None:
    reading = v2(
        conditionsModule={"conditions": "Asthma"},
        designModule={"phases": "PHASE2"},
        armsInterventionsModule={"armGroups": {"label": "A"}, "interventions": [{"name": "X", "otherNames": "Y"}]},
    )
    study = of(reading)
    assert (study.conditions, study.phases) == (("Asthma",), ("PHASE2",))
    assert ([arm.label for arm in study.arms], study.interventions[0].other_names) == (["A"], ("Y",))
    assert rules(reading) == ["CT-R133"] * 4
    assert {problem.severity for problem in reading.problems} == {Severity.INFO}


def test_a_list_of_one_is_its_value() -> None:
    for reading in (
        v2(identificationModule={"briefTitle": ["Title"]}, designModule=[{"studyType": "INTERVENTIONAL"}]),
        v1(IdentificationModule={"BriefTitle": ["Title"]}, DesignModule={"StudyType": ["Interventional"]}),
    ):
        assert (of(reading).title, of(reading).study_type) == ("Title", "INTERVENTIONAL")
    assert v1(IdentificationModule={"BriefTitle": ["Title"]}).problems == ()


def test_of_a_list_for_one_value_the_first_is_kept_and_said() -> None:
    for reading in (
        v2(identificationModule={"briefTitle": ["One", "Two"]}),
        v1(IdentificationModule={"BriefTitle": ["One", "Two"]}),
    ):
        assert of(reading).title == "One"
        assert rules(reading) == ["CT-R104"]


def test_lists_within_lists_are_no_values() -> None:
    text = json.dumps({"protocolSection": {"identificationModule": {"nctId": "NCT99990001", "briefTitle": "@"}}})
    reading = read(text.replace('"@"', "[" * 900 + "]" * 900))
    assert of(reading).title is None
    assert rules(reading) == ["CT-R102"]


# Two ids

ONE, TWO = "NCT99990001", "NCT99990002"
API = '{"protocolSection": {"identificationModule": {%s}}}'
LEGACY = '{"Study": {"ProtocolSection": {"IdentificationModule": {%s}}}}'


@pytest.mark.parametrize(
    ("reader", "text", "kept"),
    [
        (CTGOV_V2, API % f'"nctId": ["{ONE}", "{TWO}"]', ONE),
        (CTGOV_V2, API % f'"nctId": "{ONE}", "nctId": "{TWO}"', TWO),
        (CTGOV_V1, LEGACY % f'"NCTId": ["{ONE}", "{TWO}"]', ONE),
        (CTGOV_V1, LEGACY % f'"NCTId": "{ONE}", "NCTId": "{TWO}"', TWO),
        (CTGOV_XML, XML.format("").replace("</id_info>", f"<nct_id>{TWO}</nct_id></id_info>"), ONE),
        (CTGOV_XML, XML.format(f"<id_info><nct_id>{TWO}</nct_id></id_info>"), ONE),
    ],
)
def test_two_ids_are_one_study_and_a_problem(reader: Reader, text: str, kept: str) -> None:
    reading = read(text, reader)
    assert of(reading).id == kept
    assert rules(reading) == ["CT-R104"]
    assert reading.problems[0].severity is Severity.WARNING


def test_the_key_of_a_record_with_two_ids_is_that_of_the_record(cases: Path) -> None:
    found = [read((cases / "attacks" / "twoids" / name).read_bytes(), CTGOV_XML) for name in ("a.xml", "b.xml")]
    assert [of(reading).id for reading in found] == ["NCT09990001", "NCT09990001"]
    assert [rules(reading) for reading in found] == [[], ["CT-R104"]]


@pytest.mark.parametrize(
    "text",
    [
        '{"FullStudy": {"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT99990002"}}}, "Study": %s}',
        '{"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT99990002"}}, "Study": %s}',
        '{"Study.ProtocolSection.IdentificationModule.NCTId": "NCT99990002", "Study": %s}',
    ],
)
def test_a_second_study_in_a_record_does_not_part_key_and_record(text: str) -> None:
    of(read(text % '{"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT99990001"}}}', CTGOV_V1))


# Ids of another form


@pytest.mark.parametrize("identity", ["NCT1234", "NCT9998401A", "ISRCTN12345678", "NCT123456789", "NCT12345678 x"])
def test_an_id_of_another_form_is_said_and_the_record_written_under_it(identity: str) -> None:
    for reading in (
        v2(identificationModule={"nctId": identity}),
        v1(IdentificationModule={"NCTId": identity}),
        read(XML.format("").replace("NCT99990001", identity), CTGOV_XML),
    ):
        assert of(reading).id == identity
        assert rules(reading) == ["CT-R130"]
        assert reading.problems[0].severity is Severity.WARNING
        assert "NCT and eight digits" in reading.problems[0].message
        assert identity in reading.problems[0].message


def test_an_id_in_another_spelling_has_the_right_form() -> None:
    assert v2(identificationModule={"nctId": " nct99990001 "}).problems == ()


# Numbers


def test_a_whole_number_may_be_written_with_a_point_or_as_text() -> None:
    for value in (20.0, "20", "20.0"):
        reading = v2(designModule={"enrollmentInfo": {"count": value, "type": "ACTUAL"}})
        enrollment = of(reading).enrollment
        assert enrollment
        assert repr(enrollment.count) == "20"
        assert rules(reading) == ["CT-R133"]
    for reading in (
        v1(DesignModule={"EnrollmentInfo": {"EnrollmentCount": "20.0"}}),
        read(XML.format("<enrollment>20.0</enrollment>"), CTGOV_XML),
    ):
        enrollment = of(reading).enrollment
        assert enrollment
        assert enrollment.count == 20
        assert rules(reading) == ["CT-R133"]


@pytest.mark.parametrize(
    "written", ["1" * 5_000, "1" * 401, "1" * 20, "-5", "20.5", "1e300", "1e999", "NaN", "-" + "1" * 5_000]
)
def test_a_number_that_is_no_count_costs_itself_alone(written: str) -> None:
    text = json.dumps(
        {"protocolSection": {"identificationModule": {"nctId": "NCT99990001", "briefTitle": "T"},
                             "designModule": {"studyType": "INTERVENTIONAL", "enrollmentInfo": {"count": 4711}}}}
    )  # fmt: skip
    reading = read(text.replace("4711", written))
    study = of(reading)
    assert (study.enrollment, study.title, study.study_type) == (None, "T", "INTERVENTIONAL")
    assert rules(reading) == ["CT-R102"]
    assert len(reading.problems[0].message) < 200


@pytest.mark.parametrize("written", ["1" + "0" * 400, "1" + "0" * 4_999, "1e300", "91", "-90.5", "1e999"])
def test_a_latitude_that_is_none_costs_itself_alone(written: str) -> None:
    site = {"city": "Bern", "country": "Switzerland", "geoPoint": {"lat": 4711, "lon": 7.4}}
    names = {"identificationModule": {"nctId": "NCT99990001"}}
    text = json.dumps({"protocolSection": {**names, "contactsLocationsModule": {"locations": [site]}}})
    reading = read(text.replace("4711", written))
    assert (of(reading).sites[0].latitude, of(reading).sites[0].longitude) == (None, "7.4")
    assert rules(reading) == ["CT-R102"]
    assert (reading.problems[0].path or "").endswith("locations[0].geoPoint.lat")


def test_a_number_without_end_where_a_text_should_be_is_no_text() -> None:
    text = json.dumps({"protocolSection": {"identificationModule": {"nctId": "NCT99990001", "briefTitle": 4711}}})
    reading = read(text.replace("4711", "1" * 5_000))
    assert of(reading).title is None
    assert rules(reading) == ["CT-R102"]


def test_rows_of_nines_mean_unknown() -> None:
    for nines in (999_999, 99_999_999):
        for reading in (
            v2(designModule={"enrollmentInfo": {"count": nines, "type": "ESTIMATED"}}),
            v1(DesignModule={"EnrollmentInfo": {"EnrollmentCount": str(nines)}}),
            read(XML.format(f"<enrollment>{nines}</enrollment>"), CTGOV_XML),
        ):
            assert of(reading).enrollment is None
            assert rules(reading) == ["CT-R134"]
    for count in (0, 99, 999, 9_999, 99_999, 600_000, 1_000_000):  # the last two stand in real records
        enrollment = of(v2(designModule={"enrollmentInfo": {"count": count}})).enrollment
        assert enrollment
        assert enrollment.count == count


# Ages


@pytest.mark.parametrize("age", ["18", "eighteen", "18 Fortnights"])
def test_an_age_without_a_unit_is_kept_as_text_and_said(age: str) -> None:
    for reading in (
        v2(eligibilityModule={"minimumAge": age}),
        v1(EligibilityModule={"MinimumAge": age}),
        read(XML.format(f"<eligibility><minimum_age>{age}</minimum_age></eligibility>"), CTGOV_XML),
    ):
        eligibility = of(reading).eligibility
        assert eligibility
        assert eligibility.minimum_age == age
        assert rules(reading) == ["CT-R131"]


@pytest.mark.parametrize("age", ["18 Years", "18 Years and older", "Birth"])
def test_an_age_in_words_is_kept_as_written(age: str) -> None:
    reading = v2(eligibilityModule={"minimumAge": age, "maximumAge": "N/A"})
    eligibility = of(reading).eligibility
    assert eligibility
    assert (eligibility.minimum_age, eligibility.maximum_age) == (age, None)
    assert reading.problems == ()


# Arms


def test_an_intervention_that_an_arm_names_and_nobody_lists_is_kept() -> None:
    reading = v2(
        armsInterventionsModule={
            "armGroups": [
                {"label": "A", "interventionNames": ["Drug: X", "Drug: Not Listed", "dietary supplement: Oil"]},
                {"label": "B", "interventionNames": ["X", "Drug: Not  Listed", "Something: Else", "Combined"]},
            ],
            "interventions": [{"type": "DRUG", "name": "X"}, {"type": "DIETARY_SUPPLEMENT", "name": "Oil"}],
        }
    )
    assert of(reading).interventions == (
        Intervention(name="X", type="DRUG"),
        Intervention(name="Oil", type="DIETARY_SUPPLEMENT"),
        Intervention(name="Not Listed", type="DRUG"),
        Intervention(name="Something: Else"),
        Intervention(name="Combined"),
    )
    assert rules(reading) == ["CT-R132"] * 3
    assert reading.problems[0].path == "protocolSection.armsInterventionsModule.armGroups[0].interventionNames"
    assert "`Drug: Not Listed`" in reading.problems[0].message


# The cases


def test_the_cases_are_read_as_they_should(cases: Path) -> None:
    files = cases / "files"
    scalars = read((files / "06_scalars_for_one_item_lists.json").read_bytes())
    enrollment = of(scalars).enrollment
    assert enrollment
    assert (of(scalars).conditions, of(scalars).keywords, enrollment.count) == (("Asthma",), ("wheeze",), 20)
    ids = [read(json.dumps(each)) for each in json.loads((files / "12_ids.json").read_bytes())]
    assert [of(each).id for each in ids] == ["NCT1234", "NCT9998401A", "ISRCTN12345678"]
    assert [rules(each) for each in ids] == [["CT-R130"]] * 3
    ages = [read(json.dumps(each)) for each in json.loads((files / "13_ages.json").read_bytes())]
    assert [rules(each) for each in ages] == [["CT-R131"], [], []]
    arms = read((files / "14_arm_names_unlisted_intervention.json").read_bytes())
    assert [each.name for each in of(arms).interventions] == ["X", "Not Listed"]


def test_numbers_out_of_bounds_cost_no_record(cases: Path) -> None:
    attacks = cases / "attacks"
    for path in (attacks / "knockout" / "newer.json", attacks / "overflow" / "b-bad.json"):
        reading = read(path.read_bytes())
        assert of(reading).title
        assert rules(reading) == ["CT-R102"]
