"""What is wrong in results is said with its place: which outcome, which row, which event of which organ system."""

import json

import pytest

from kg.errors import Problem
from kg.sources.ctgov import CTGOV_V2, CTGOV_XML
from kg.sources.fields.reader import FieldReader

RESULTS = """<clinical_results>
  <participant_flow>
    <group_list><group group_id="P1"><title>Mint</title></group></group_list>
    <period_list>
      <period><title>One</title><milestone_list>
        <milestone><title>STARTED</title><participants_list>
          <participants group_id="P1" count="9"/></participants_list></milestone>
        <milestone><title>COMPLETED</title><participants_list>
          <participants group_id="P1" count="8"/><participants group_id="P1" count="few"/>
        </participants_list></milestone></milestone_list></period>
    </period_list>
  </participant_flow>
  <baseline>
    <group_list><group group_id="B1"><title>Mint</title></group></group_list>
    <analyzed_list><analyzed><units>Participants</units><scope>Overall</scope>
      <count_list><count group_id="B1" value="9"/><count group_id="B1" value="every"/></count_list>
      </analyzed></analyzed_list>
    <measure_list>
      <measure><title>Age</title><units>years</units><param>Mean</param></measure>
      <measure><title>Weight</title><units>kg</units><param>Average</param></measure>
    </measure_list>
  </baseline>
  <outcome_list>
    <outcome><type>Primary</type><title>Pain</title></outcome>
    <outcome><type>Tertiary</type><title>Sleep</title>
      <group_list><group group_id="O1"><title>Mint</title></group></group_list>
      <measure><title>Sleep</title><units>hours</units><param>Mean</param><class_list>
        <class><title>Night 1</title></class>
        <class><title>Night 2</title><analyzed_list><analyzed><units>Participants</units><scope>Measure</scope>
          <count_list><count group_id="O1" value="most"/></count_list></analyzed></analyzed_list>
          <category_list><category><measurement_list>
            <measurement group_id="O2" value="7"/></measurement_list></category></category_list>
        </class></class_list></measure>
      <analysis_list><analysis><method>ANOVA</method></analysis><analysis><ci_percent>wide</ci_percent></analysis>
      </analysis_list>
      <surprise>1</surprise>
    </outcome>
  </outcome_list>
  <reported_events>
    <group_list><group group_id="E1"><title>Mint</title></group></group_list>
    <serious_events><default_assessment>By ear</default_assessment><category_list>
      <category><title>Total</title><event_list>
        <event><sub_title>Total, serious adverse events</sub_title>
          <counts group_id="E1" subjects_affected="some" subjects_at_risk="9"/></event></event_list></category>
      <category><title>Eye disorders</title><event_list>
        <event><sub_title>Tears</sub_title><assessment>Systematic Assessment</assessment></event>
        <event><sub_title></sub_title><assessment>Systematic Assessment</assessment>
          <counts group_id="E1" subjects_affected="1"/>
          <counts group_id="E1" subjects_affected="lots"/></event></event_list></category>
      <category><title>Hair</title><event_list><event><sub_title>Loss</sub_title></event></event_list></category>
    </category_list></serious_events>
  </reported_events>
</clinical_results>"""

MILESTONE = "period_list/period[0]/milestone_list/milestone[1]"
XML = {
    "few": f"participant_flow/{MILESTONE}/participants_list/participants[1]/@count",
    "every": "baseline/analyzed_list/analyzed[0]/count_list/count[1]/@value",
    "Average": "baseline/measure_list/measure[1]/param",
    "Tertiary": "outcome_list/outcome[1]/type",
    "most": "outcome_list/outcome[1]/measure/class_list/class[1]/analyzed_list/analyzed[0]/count_list/count[0]/@value",
    "O2": "outcome_list/outcome[1]/group_list/group[]/@group_id",
    "wide": "outcome_list/outcome[1]/analysis_list/analysis[1]/ci_percent",
    "nothing is known": "outcome_list/outcome[1]/surprise",
    "some": "reported_events/serious_events/category_list/category[0]/event_list/event[0]/counts[0]/@subjects_affected",
    "no term": "reported_events/serious_events/category_list/category[1]/event_list/event[1]/sub_title",
    "lots": "reported_events/serious_events/category_list/category[1]/event_list/event[1]/counts[1]/@subjects_affected",
    "Hair": "reported_events/serious_events/category_list/category[2]/title",
    "By ear": "reported_events/serious_events/category_list/category[2]/event_list/event[0]/assessment",
}
"""What the message holds -> the place of it in the record above, counted from 0."""


def said_of(content: bytes, reader: FieldReader, word: str) -> list[Problem]:
    return [each for each in reader.read(content, name="a").problems if word in each.message]


@pytest.mark.parametrize("word", XML)
def test_a_message_on_the_xml_says_which_element_it_is_of(word: str) -> None:
    content = f"<clinical_study><id_info><nct_id>NCT99999901</nct_id></id_info>{RESULTS}</clinical_study>"
    (problem,) = said_of(content.encode(), CTGOV_XML, word)
    assert problem.path == f"clinical_results/{XML[word]}"


OUTCOMES = "resultsSection.outcomeMeasuresModule.outcomeMeasures"
JSON = {
    "most": f"{OUTCOMES}[1].classes[1].denoms[0].counts[1].value",
    "O2": f"{OUTCOMES}[1].groups[].id",
    "every": "resultsSection.baselineCharacteristicsModule.denoms[1].counts[0].value",
}


@pytest.mark.parametrize("word", JSON)
def test_a_message_on_the_json_says_so_too(word: str) -> None:
    counts = [{"groupId": "O1", "value": "7"}, {"groupId": "O1", "value": "most"}]
    cells = [{"measurements": [{"groupId": "O2", "value": "7"}]}]
    night = {"title": "Night 2", "denoms": [{"units": "Participants", "counts": counts}], "categories": cells}
    rows = [{"title": "Night 1"}, night]
    outcomes = [{"title": "Pain"}, {"title": "Sleep", "groups": [{"id": "O1", "title": "Mint"}], "classes": rows}]
    baseline = {"groups": [{"id": "B1"}], "denoms": [{}, {"counts": [{"groupId": "B1", "value": "every"}]}]}
    record = {
        "protocolSection": {"identificationModule": {"nctId": "NCT99999901"}},
        "resultsSection": {
            "baselineCharacteristicsModule": baseline,
            "outcomeMeasuresModule": {"outcomeMeasures": outcomes},
        },
    }
    (problem,) = said_of(json.dumps(record).encode(), CTGOV_V2, word)
    assert problem.path == JSON[word]
