"""No field of any export goes unaccounted, and no spelling unmapped; the tables agree with each other and the code."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import inspect

from kg.sources.codes import NOTATIONS
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.ctgov.fields_v1 import FIELDS_V1, MOVES_V1
from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.ctgov.fields_xml import FIELDS_XML, MOVES_XML
from kg.sources.ctgov.structs import RegistryStudy
from kg.sources.field_account import FieldCounts, account_of, into, left_out
from kg.sources.fields.reader import FieldReader
from tests.effort import daily
from tests.sources.ctgov.conftest import Run
from tests.vocabulary import expanded

WHOM_TO_ASK = {"ct:contact", "ct:contactRole", "ct:phone", "ct:phoneExtension", "ct:email"}
"""Written only when asked for."""

WHERE_IT_DIFFERS = {"ct:atRisk", "ct:milestoneName"}
"""Written where a number is not that of its group, and where a milestone is none of the registry's own."""

ARCHIVES: Mapping[str, FieldReader] = {"ctgov-v2.zip": CTGOV_V2, "ctgov-v1.zip": CTGOV_V1, "ctgov-xml.zip": CTGOV_XML}


def contents(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            yield archive.read(info)


@pytest.fixture(scope="module", params=daily(sorted(ARCHIVES), {"ctgov-v1.zip"}))
def archive(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def counts(archive: str, data: Path) -> FieldCounts:
    found = FieldCounts(ARCHIVES[archive].account)
    found.add(contents(data / archive))
    return found


@pytest.mark.slow
def test_no_path_of_the_real_records_is_unaccounted(counts: FieldCounts) -> None:
    assert counts.records in (1084, 176, 2500)
    assert counts.unaccounted == {}


def test_no_spelling_of_the_real_records_is_unmapped(counts: FieldCounts) -> None:
    spellings = list(counts.codes())
    assert [row for row in spellings if row[3] is None] == []
    assert len(spellings) > 50
    for _, code_list, _, notation, _ in spellings:
        assert set((notation or "").split("/")) <= set(NOTATIONS[code_list])


def test_counts_are_those_of_the_source(archive: str, counts: FieldCounts) -> None:
    known = {
        "ctgov-v2.zip": {
            "protocolSection.identificationModule.nctId": 1084,
            "protocolSection.contactsLocationsModule.locations[].city": 9538,
            "protocolSection.armsInterventionsModule.interventions[].interventionMappedName.**": 13,
        },
        "ctgov-v1.zip": {"Study.ProtocolSection.IdentificationModule.NCTId": 176},
        "ctgov-xml.zip": {"id_info/nct_id": 2500, "location[]/facility/address/city": 31265},
    }[archive]
    assert {path: counts.seen[path] for path in known} == known


def test_what_the_table_promises_stands_in_the_graph(
    archive: str, counts: FieldCounts, run: Callable[[str], Run]
) -> None:
    """Each property that a field of these records goes into is stated at least once."""
    promised = {
        name: path
        for path, field in ARCHIVES[archive].account.fields.items()
        if counts.seen[path]
        for name in field.into
        if name not in WHOM_TO_ASK | WHERE_IT_DIFFERS
    }
    graph = run(archive).graph
    assert {path for name, path in promised.items() if not graph.states(str(expanded(name)))} == set()


def leaves(info: inspect.Type, path: str = "") -> Iterator[str]:
    """The paths of the typed structs."""
    match info:
        case inspect.StructType():
            for field in info.fields:
                yield from leaves(field.type, f"{path}.{field.encode_name}" if path else field.encode_name)
        case inspect.VarTupleType():
            yield from leaves(info.item_type, f"{path}[]")
        case inspect.UnionType():
            yield from leaves(next(each for each in info.types if not isinstance(each, inspect.NoneType)), path)
        case _:
            yield path


def test_the_table_of_the_api_is_that_of_the_structs() -> None:
    known = set(leaves(inspect.type_info(RegistryStudy)))
    assert {path.removesuffix(".**") for path in FIELDS_V2} == known


def test_what_is_unread_is_left_out_and_nothing_else() -> None:
    unread = {path for path, info in typed(inspect.type_info(RegistryStudy)) if isinstance(info, inspect.RawType)}
    out = {path.removesuffix(".**") for path, field in FIELDS_V2.items() if field.left_out}
    assert {path for path in out if not READ_AND_LEFT_OUT.fullmatch(path)} == unread


READ_AND_LEFT_OUT = re.compile(r"resultsSection\..*(roups\[\]\.id|pointOfContact\.(title|email|phone|phoneExt))")
"""Numbers of groups within one table, by which it is read, and persons to ask."""


def typed(info: inspect.Type, path: str = "") -> Iterator[tuple[str, inspect.Type]]:
    match info:
        case inspect.StructType():
            for field in info.fields:
                yield from typed(field.type, f"{path}.{field.encode_name}" if path else field.encode_name)
        case inspect.VarTupleType():
            yield from typed(info.item_type, f"{path}[]")
        case _:
            yield path, info


@pytest.mark.parametrize("moves", [MOVES_V1, MOVES_XML], ids=["v1", "xml"])
def test_the_older_formats_move_to_paths_of_the_api(moves: dict[str, str]) -> None:
    assert {target for target in moves.values() if target not in FIELDS_V2} == set()


@pytest.mark.parametrize("moves", [MOVES_V1, MOVES_XML], ids=["v1", "xml"])
def test_lists_move_to_lists(moves: dict[str, str]) -> None:
    """A list may move to a single value only where it is a list of one in all records."""
    single = {source for source, target in moves.items() if source.count("[]") != target.count("[]")}
    stem = "Study.ProtocolSection.DesignModule.DesignInfo.Design"
    assert single == (
        {
            f"{stem}ObservationalModelList.DesignObservationalModel[]",
            f"{stem}TimePerspectiveList.DesignTimePerspective[]",
        }
        if moves is MOVES_V1
        else set()
    )


def test_a_table_accounts_for_all_beneath_a_left_out_path() -> None:
    table = {"a.b": into("ct:acronym"), "a.c.**": left_out("x"), "d/e/**": left_out("y"), "f[].g.**": left_out("z")}
    assert account_of("a.b", table) == ("a.b", table["a.b"])
    assert account_of("a.c", table) == ("a.c.**", table["a.c.**"])
    assert account_of("a.c[].x.y", table) == ("a.c.**", table["a.c.**"])
    assert account_of("d/e/f/@g", table) == ("d/e/**", table["d/e/**"])
    assert account_of("f[].g[]", table) == ("f[].g.**", table["f[].g.**"])
    assert account_of("a.cc", table) is None
    assert account_of("a", table) is None


def test_an_unknown_path_and_an_unknown_spelling_are_counted() -> None:
    study = {"protocolSection": {"designModule": {"studyType": "DREAM", "phases": ["PHASE1"]}, "newModule": {"a": [1]}}}
    found = FieldCounts(CTGOV_V2.account)
    found.add([json.dumps(study).encode()])
    assert found.unaccounted == {"protocolSection.newModule.a[]": 1}
    assert [(text, notation) for _, _, text, notation, _ in found.codes()] == [("DREAM", None), ("PHASE1", "PHASE1")]


def test_an_empty_section_is_no_field() -> None:
    found = FieldCounts(CTGOV_V2.account)
    found.add([b'{"protocolSection":{"designModule":{},"conditionsModule":{"conditions":[]}}}'])
    assert found.unaccounted == {}


def test_v1_and_xml_account_for_as_much_as_they_move() -> None:
    assert set(MOVES_V1) <= set(FIELDS_V1)
    assert {path for path in MOVES_XML if "#" not in path} <= set(FIELDS_XML)
