"""What the graph holds of each real record of the WHO portal is what another program reads in its cells."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest

from kg.ages import age_in_years
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, found, readings
from kg.record import Study, Uncoded
from kg.sources import READERS
from kg.sources.field_account import FieldAccount, FieldCounts
from kg.sources.reading import Reading
from tests.who.facts import facts_of
from tests.who.formats import FORMATS

FILES = ("ictrp.xml", "ictrp.csv", "ictrp-2020.csv", "ictrp-history/history-2020-04-07.csv")
STYLES = ("%d/%m/%Y", "%Y-%m-%d", "%B %d, %Y", "%Y/%m/%d", "%d %B %Y")
STATUSES = {"recruiting": "RECRUITING", "not recruiting": "NOT_RECRUITING", "authorised": "AUTHORISED"}
MANGLED = re.compile("[\u221a\u00ac\u201a\u0152\u0192]")


def records(data: Path, name: str) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, list[str]]]]:
    """The records of a file: the id of each, its cells, and what the graph states of it."""
    path = data / "other" / name
    facts = facts_of(path)
    for id, values in FORMATS["ictrp-xml" if path.suffix == ".xml" else "ictrp-csv"].records(path.read_bytes()):
        yield id, dict(values), facts[id]


def day(text: str) -> str:
    for style in STYLES:
        try:
            return datetime.strptime(text, style).date().isoformat()
        except ValueError:
            continue
    return datetime.strptime(text, "%B %Y").strftime("%Y-%m")


def words(text: str) -> str:
    return " ".join(unescape(text.replace("<br>", " ").replace("_x000D_", " ")).split())


EACH = ("ictrp.xml", *(pytest.param(name, marks=pytest.mark.slow) for name in FILES[1:]))


@pytest.mark.slow
@pytest.mark.parametrize("name", EACH)
def test_plain_cells_are_in_the_graph(name: str, data: Path) -> None:
    compared = 0
    for id, cells, facts in records(data, name):
        for column, property in (
            *(("Public_title", "title"), ("Scientific_title", "officialTitle"), ("Acronym", "acronym")),
            ("Primary_sponsor", "leadSponsorName"),
        ):
            text = words(cells.get(column, ""))
            if text and not MANGLED.search(text) and text.casefold() not in {"na", "nil", "none"}:
                assert facts[property] == [text], (id, column)
                compared += 1
        posted = date.fromisoformat(cells["Date_registration3"]).isoformat()
        assert [*facts["firstPostedDate"], *facts["firstSubmittedDate"]] == [posted], id
        assert facts["registryVersionDate"] == [day(cells["Last_Refreshed_on"])], id
        if cells["Date_enrollement"]:
            assert facts["startDate"] == [day(cells["Date_enrollement"])], id
        if size := re.fullmatch(r"[1-9][0-9]*", cells["Target_size"]):
            assert facts["enrollment"] == [size[0]], id
        if status := cells["Recruitment_Status"]:
            assert [each.rpartition("/")[2] for each in facts["overallStatus"]] == [STATUSES[status.casefold()]], id
    assert compared > 500


@pytest.mark.slow
@pytest.mark.parametrize("name", EACH)
def test_words_of_long_cells_are_in_the_graph(name: str, data: Path) -> None:
    """Each word of interventions, conditions, outcomes, criteria and designs, but those of labels, placeholders."""
    asked = re.compile(r"[A-Za-z]{5,}")
    aside = re.compile(
        r"criteria|condition|intervention|control|purpose|allocation|masking|assignment|outcome|objective|primary|"
        r"secondary|points?|evaluation|timepoints?|measurement|method|timeframe|health|version|level|classification|"
        r"term|system|organ|class|therapeutic|applicable|model|names?|trial|subjects|under|number|range|adults|elderly|"
        r"years|inclusion|exclusion|series|group|conditions|parallel|randomized|label|participant|treatment|meddra|"
        r"frame|available|gold|standard|case|experimental|generalization|medicinal|other|needed|study|this",
        re.IGNORECASE,
    )
    lost: Counter[str] = Counter()
    seen = 0
    for id, cells, facts in records(data, name):
        said = " ".join(text for values in facts.values() for text in values).casefold()
        for column in ("Intervention", "Condition", "Primary_outcome", "Inclusion_Criteria", "Exclusion_Criteria"):
            text = words(cells.get(column, "")).replace("Timepoint", " ")
            if MANGLED.search(text):
                continue
            for word in set(asked.findall(text)):
                seen += 1
                if not aside.fullmatch(word) and word.casefold() not in said:
                    lost[f"{id} {column} {word}"] += 1
    assert seen > 10_000
    assert len(lost) < seen / 10_000, lost.most_common(20)


def studies(data: Path) -> Iterator[Study]:
    paths = [str(data / "other" / name) for name in ("ictrp.xml", "ictrp.csv", "ictrp-2020.csv", "ictrp-history")]
    yield from (each.study for each in readings(input_files(paths)) if isinstance(each, Reading) and each.study)


def test_of_status_phase_sex_and_type_no_spelling_is_unmapped(data: Path) -> None:
    for reader in READERS:
        if reader.name not in {"ictrp-xml", "ictrp-csv"}:
            continue
        assert isinstance(reader.account, FieldAccount)
        counts = FieldCounts(reader.account)
        for name in FILES:
            if name.endswith(reader.name.rpartition("-")[2]):
                path = data / "other" / name
                counts.add(each.piece.content for each in pieces(path))
        unmapped = {
            (code_list, text)
            for _, code_list, text, code, _ in counts.codes()
            if code is None and not reader.account.names_none(code_list, text)
        }
        assert unmapped == set()


def pieces(path: Path) -> Iterator[FoundRecord]:
    yield from (each for each in found(input_files([str(path)])) if isinstance(each, FoundRecord))


def test_less_than_half_a_percent_of_ages_cannot_be_compared(data: Path) -> None:
    ages = [
        age
        for study in studies(data)
        if study.eligibility
        for age in (study.eligibility.minimum_age, study.eligibility.maximum_age)
        if age
    ]
    wrong = [age for age in ages if age_in_years(age) is None]
    assert len(ages) > 1_500
    assert len(wrong) < len(ages) * 0.005, wrong


@pytest.mark.slow
def test_texts_that_are_no_code_are_few_and_known(data: Path) -> None:
    """Of 1,602 mentions each; most are types of ChiCTR that name a purpose."""
    types = Counter(study.study_type.text for study in studies(data) if isinstance(study.study_type, Uncoded))
    assert types == {
        **{"Diagnostic test": 43, "Basic Science": 8, "Epidemilogical research": 6, "Prevention": 5},
        **{"Prognosis study": 4, "Health services reaserch": 4, "Treatment study": 3, "Screening": 1},
        **{"Health Services Research": 1, "Others,meta-analysis etc": 1, "PMS": 1},
    }
    phases = Counter(phase.text for study in studies(data) for phase in study.phases if isinstance(phase, Uncoded))
    assert phases == {
        "Retrospective study": 64,
        "New Treatment Measure Clinical Study": 5,
        "Post Marketing Surveillance": 1,
    }
    assert not any(isinstance(study.status, Uncoded) for study in studies(data))
