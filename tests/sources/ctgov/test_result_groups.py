"""Groups of results: which mentions of a title are one group, whatever table and format they stand in."""

import json

import pytest

from kg.result_record import Results
from kg.sources.ctgov import CTGOV_V2, CTGOV_XML

MENTIONS = {"O1": "First dose", "O2": "Second dose"}


def from_json() -> Results | None:
    groups = [{"id": each, "title": "Mint", "description": text} for each, text in MENTIONS.items()]
    rows = [{"categories": [{"measurements": [{"groupId": each, "value": each[1:]} for each in MENTIONS]}]}]
    flow = [{"id": "F1", "title": "Mint", "description": "Second dose"}]
    started = [{"type": "STARTED", "achievements": [{"groupId": "F1", "numSubjects": "9"}]}]
    record = {
        "protocolSection": {"identificationModule": {"nctId": "NCT99990001"}},
        "resultsSection": {
            "participantFlowModule": {"groups": flow, "periods": [{"title": "All", "milestones": started}]},
            "outcomeMeasuresModule": {"outcomeMeasures": [{"title": "Pain", "groups": groups, "classes": rows}]},
        },
    }
    reading = CTGOV_V2.read(json.dumps(record).encode(), name="a")
    assert reading.study
    return reading.study.results


def from_xml() -> Results | None:
    group = '<group group_id="{}"><title>Mint</title><description>{}</description></group>'.format
    groups = "".join(group(each, text) for each, text in MENTIONS.items())
    cells = "".join(f'<measurement group_id="{each}" value="{each[1:]}"/>' for each in MENTIONS)
    record = f"""<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info><clinical_results>
      <participant_flow><group_list>{group("F1", "Second dose")}</group_list><period_list><period><title>All</title>
        <milestone_list><milestone><title>STARTED</title><participants_list>
          <participants group_id="F1" count="9"/></participants_list></milestone></milestone_list></period>
        </period_list>
      </participant_flow>
      <outcome_list><outcome><title>Pain</title><group_list>{groups}</group_list><measure><class_list><class>
        <category_list><category><measurement_list>{cells}</measurement_list></category></category_list>
      </class></class_list></measure></outcome></outcome_list></clinical_results></clinical_study>"""
    reading = CTGOV_XML.read(record.encode(), name="a")
    assert reading.study
    return reading.study.results


@pytest.mark.parametrize("read", [from_json, from_xml])
def test_groups_of_one_title_with_two_descriptions_stay_apart(read: object) -> None:
    results = read()  # type: ignore[operator]
    assert [(each.title, each.description) for each in results.groups] == [
        ("Mint", "Second dose"),
        ("Mint", "First dose"),
    ]
    assert [(each.group, each.count) for each in results.periods[0].counts] == [(1, 9)]
    assert [(each.group, each.value) for each in results.outcomes[0].measurements] == [(2, "1"), (1, "2")]
