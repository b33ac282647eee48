"""A stray line, wherever it stands, is reported or is free text, and changes nothing else."""

from pathlib import Path

import msgspec
import pytest

from kg.sources import LineFate, Reading
from tests.sources.pages import FOREIGN, SEED_000, SEED_004, SEEDS, read, rows_of

# After these lines stands free text: description, criteria, and the description of the intervention.
IN_TEXT = {
    SEED_000: {*range(29, 32), 43, *range(45, 57)},
    SEED_004: {*range(41, 47), 58, *range(72, 88)},
}
TEXT_FIELDS = {"brief_summary", "detailed_description", "interventions", "eligibility"}
TEXT_PROPERTIES = {
    "ct:briefSummary",
    "ct:detailedDescription",
    "dcterms:description",
    "ct:criteriaText",
    "ct:criterion",
}


def changed(before: Reading, after: Reading) -> set[str]:
    """The fields of the study that are not the same."""
    one, other = msgspec.to_builtins(before.study), msgspec.to_builtins(after.study)
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


@pytest.mark.parametrize("name", SEEDS)
def test_a_foreign_line_after_each_line(seeds: Path, name: str) -> None:
    rows = rows_of(seeds / name)
    whole = read(b"\n".join(rows))
    others = [(line.text, line.fate, line.uses) for line in whole.lines]
    in_text = set()
    for after in range(1, len(rows) + 1):
        reading = read(b"\n".join([*rows[:after], FOREIGN, *rows[after:]]))
        lines = [(line.text, line.fate, line.uses) for line in reading.lines]
        text, fate, uses = lines.pop(after)
        assert (text, lines) == ("Zzz: 42", others), after
        if fate == LineFate.USED:
            in_text.add(after)
            assert {use.property for use in uses} <= TEXT_PROPERTIES, after
            assert len(changed(whole, reading)) == 1, after
            assert changed(whole, reading) <= TEXT_FIELDS, after
        else:
            assert fate == LineFate.UNRECOGNISED, after
            assert not changed(whole, reading), after
            assert (after + 1, "CT-R005") in [(problem.line, problem.rule) for problem in reading.problems], after
    assert in_text == IN_TEXT[name]


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("foreign", [b"Zzz:42", b"  Qqq :  7", b"\xc2\xa0A strange label:\t123456 "])
def test_other_foreign_lines_change_no_fact(seeds: Path, name: str, foreign: bytes) -> None:
    rows = rows_of(seeds / name)
    whole = read(b"\n".join(rows))
    for after in set(range(len(rows) + 1)) - IN_TEXT[name]:
        reading = read(b"\n".join([*rows[:after], foreign, *rows[after:]]))
        assert reading.study == whole.study, after
        assert reading.lines[after].fate == LineFate.UNRECOGNISED, after
