"""The role of each treatment in a trial: by the arms, by names, in the graph; and measured against roles read by hand.

`roles.tsv` names 100 trials drawn from those of `ctgov-v2.zip` with the seed 15, and for each of their treatments, in
the order in which the record lists them, the role that a reader of the record gave it before the rule was written:
T tested, C comparator, B background, - none.
"""

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

import kg
from kg.iris import BASE, Minter, slug
from kg.rdf.derived_terms import BACKGROUND, COMPARATOR, TESTED
from kg.record import Arm, Coded, Design, Intervention, Study
from kg.statements.roles import is_placebo, role_triples, roles_of

LETTERS = {"T": TESTED, "C": COMPARATOR, "B": BACKGROUND}
READ = Path(__file__).with_name("roles.tsv")


def trial(*arms: tuple[Coded | None, str], names: str = "", title: str = "A Trial", model: str = "PARALLEL") -> Study:
    """A trial by its arms, each with its type and the letters of what it gets; `P` is a placebo, `Q` a scan."""
    listed = names or "".join(dict.fromkeys(letter for _, letters in arms for letter in letters))
    return Study(
        id="NCT00000001",
        publisher="ctgov",
        title=title,
        study_type="INTERVENTIONAL",
        design=Design(intervention_model=model),
        interventions=tuple(Intervention(type="DRUG", name=_name(letter)) for letter in listed),
        arms=tuple(
            Arm(label=f"arm {number}", type=kind, interventions=tuple(f"Drug: {_name(letter)}" for letter in letters))
            for number, (kind, letters) in enumerate(arms)
        ),
    )


def _name(letter: str) -> str:
    return {"P": "Matching Placebo", "Q": "Computed Tomography"}.get(letter, f"Drug {letter}")


def told(study: Study) -> tuple[str, ...]:
    """The rule, and the letters of what is tested, of comparators and of background."""
    found = roles_of(study)
    assert found is not None
    letters = {slug(_name(letter)): letter for letter in "ABCDPQ"}
    by_role = ("".join(letters[each] for each, role in found.roles.items() if role == of) for of in LETTERS.values())
    return (found.rule, *by_role)


EXP, ACT, PLA, SHAM, NO, OTHER = (
    "EXPERIMENTAL",
    "ACTIVE_COMPARATOR",
    "PLACEBO_COMPARATOR",
    "SHAM_COMPARATOR",
    "NO_INTERVENTION",
    "OTHER",
)


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        ([(EXP, "A"), (PLA, "P")], ("EXPERIMENTAL_ARMS", "A", "P", "")),
        ([(EXP, "AB"), (ACT, "CB")], ("EXPERIMENTAL_ARMS", "A", "C", "B")),
        ([(EXP, "AP"), (ACT, "BP")], ("EXPERIMENTAL_ARMS", "A", "PB", "")),
        ([(EXP, "AB"), (EXP, "A"), (ACT, "B")], ("EXPERIMENTAL_ARMS", "A", "B", "")),
        ([(EXP, "A"), (EXP, "AB")], ("EXPERIMENTAL_ARMS", "AB", "", "")),
        ([(EXP, "A"), (NO, "")], ("EXPERIMENTAL_ARMS", "A", "", "")),
        ([(EXP, "A"), (SHAM, "B")], ("EXPERIMENTAL_ARMS", "A", "B", "")),
        ([(EXP, "AB"), (OTHER, "B")], ("EXPERIMENTAL_ARMS", "A", "", "B")),
        ([(EXP, "AQ"), (PLA, "PQ")], ("EXPERIMENTAL_ARMS", "A", "P", "")),
        ([(EXP, "A"), (EXP, "P")], ("EXPERIMENTAL_ARMS", "A", "P", "")),
        ([(ACT, "A"), (PLA, "P")], ("ACTIVE_ARMS", "A", "P", "")),
        ([(ACT, "A"), (ACT, "B")], ("ACTIVE_ARMS", "AB", "", "")),
        ([(ACT, "AB"), (ACT, "A")], ("ACTIVE_ARMS", "B", "", "A")),
        ([(NO, ""), (OTHER, "A")], ("OTHER_ARMS", "A", "", "")),
        ([(OTHER, "A"), (OTHER, "B")], ("OTHER_ARMS", "AB", "", "")),
        ([(EXP, "A"), (PLA, "A")], ("SAME_TREATMENTS", "A", "", "")),
        ([(ACT, "A"), (ACT, "A")], ("SAME_TREATMENTS", "A", "", "")),
        ([(EXP, "AP"), (PLA, "AP")], ("SAME_TREATMENTS", "A", "P", "")),
        ([(EXP, "A"), (ACT, "A"), (NO, "")], ("SAME_TREATMENTS", "A", "", "")),
        ([(EXP, "A")], ("SINGLE_ARM", "A", "", "")),
        ([(OTHER, "AB")], ("SINGLE_ARM", "AB", "", "")),
        ([(None, "A")], ("SINGLE_ARM", "A", "", "")),
        ([(EXP, "AP")], ("SINGLE_ARM", "A", "P", "")),
        ([(NO, "P"), (PLA, "P")], ("COMPARATOR_ARMS", "", "P", "")),
        ([(EXP, "A"), (None, "B")], ("EXPERIMENTAL_ARMS", "A", "B", "")),
    ],
)
def test_roles_follow_from_the_arms(arms: list[tuple[Coded | None, str]], expected: tuple[str, ...]) -> None:
    assert told(trial(*arms)) == expected
    assert told(trial(*reversed(arms)))[0] == expected[0]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Drug A for Colds", ("NAMED_IN_TITLE", "A", "", "B")),
        ("Drug A and Drug B for Colds", ("SINGLE_ARM", "AB", "", "")),
        ("Something New for Colds", ("SINGLE_ARM", "AB", "", "")),
        ("Drug Ab for Colds", ("SINGLE_ARM", "AB", "", "")),
    ],
)
def test_of_several_treatments_in_one_arm_a_title_tells_which_is_tested(title: str, expected: tuple[str, ...]) -> None:
    assert told(trial((EXP, "AB"), title=title)) == expected


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        ([(EXP, "AB"), (EXP, "ABC")], ("EXPERIMENTAL_ARMS", "AC", "", "B")),
        ([(EXP, "BC"), (EXP, "BD")], ("EXPERIMENTAL_ARMS", "BCD", "", "")),
        ([(EXP, "AC"), (EXP, "BC"), (ACT, "B")], ("EXPERIMENTAL_ARMS", "AC", "B", "")),
        ([(ACT, "AB"), (PLA, "AB")], ("SAME_TREATMENTS", "A", "", "B")),
    ],
)
def test_of_what_all_arms_get_a_title_tells_what_is_tested(
    arms: list[tuple[Coded | None, str]], expected: tuple[str, ...]
) -> None:
    assert told(trial(*arms, title="Drug A for Colds")) == expected


def compared(*names: str, title: str = "A Trial") -> dict[str, str]:
    """The roles of treatments of which each experimental arm gets another."""
    study = Study(
        id="NCT00000001",
        publisher="ctgov",
        title=title,
        study_type="INTERVENTIONAL",
        interventions=tuple(Intervention(name=name, arm_labels=(f"arm {name}",)) for name in names),
        arms=tuple(Arm(label=f"arm {name}", type=EXP) for name in names),
    )
    found = roles_of(study)
    assert found is not None
    return found.roles


@pytest.mark.parametrize(
    "name",
    [
        "Usual Care",
        "Usual Care Arm",
        "Standard of care",
        "control group",
        "Control formula",
        "Control Reminders",
        "Immunoreactivity testing (negative control)",
        "Bloodletting - control group",
        "Standard Allergic Rhinitis Treatment",
        "Routine health education",
        "Conventional treatment",
        "Waiting list",
        "No intervention,",
        "Observation",
    ],
)
def test_what_is_named_a_control_is_a_comparator(name: str) -> None:
    assert compared("New Diet", name) == {"new-diet": TESTED, slug(name): COMPARATOR}


@pytest.mark.parametrize(
    "name",
    [
        "Kinesio(R)Tape for edema control",
        "Control-IQ insulin pump",
        "Weight control program",
        "conventional surgery",
        "Standard-dose HHT",
        "Usual care plus yoga",
        "Observation of Hepatitis B",
    ],
)
def test_not_all_that_holds_such_a_word_is_a_control(name: str) -> None:
    assert compared("New Diet", name)[slug(name)] == TESTED


def test_a_control_alone_is_tested_and_one_that_all_get_is_background() -> None:
    assert compared("Usual Care") == {"usual-care": TESTED}
    care = Intervention(name="Usual Care", arm_labels=("New", "Old"))
    study = Study(
        id="NCT00000001",
        publisher="ctgov",
        study_type="INTERVENTIONAL",
        interventions=(care, Intervention(name="Yoga", arm_labels=("New",))),
        arms=(Arm(label="New", type=EXP), Arm(label="Old", type=ACT)),
    )
    found = roles_of(study)
    assert found is not None
    assert found.roles == {"usual-care": BACKGROUND, "yoga": TESTED}


def test_a_title_may_leave_out_the_route_that_stands_before_a_name() -> None:
    def role(name: str, title: str) -> str:
        arms = tuple(Arm(label=label, type=EXP) for label in ("1", "2"))
        given = (Intervention(name=name, arm_labels=("1", "2")), Intervention(name="IL-2", arm_labels=("2",)))
        made = Study(
            id="NCT1", publisher="ctgov", title=title, study_type="INTERVENTIONAL", interventions=given, arms=arms
        )
        found = roles_of(made)
        assert found is not None
        return found.roles[slug(name)]

    assert role("IP FT516", "FT516 and IL-2 for Ovarian Cancer") == TESTED
    assert role("Oral Methotrexate", "Methotrexate and IL-2") == TESTED
    assert role("IP FT516", "FT5 and IL-2 for Ovarian Cancer") == BACKGROUND


def test_without_arms_one_treatment_is_tested_and_of_several_a_title_must_tell() -> None:
    assert told(trial(names="AP")) == ("NO_ARMS", "A", "P", "")
    assert roles_of(trial(names="AB")) is None
    assert roles_of(trial(names="AB", title="Drug A")) is None
    assert told(trial(names="AB", title="Drug A", model="SINGLE_GROUP")) == ("NAMED_IN_TITLE", "A", "", "B")
    assert told(trial(names="AB", title="Drug B, Drug A", model="SINGLE_GROUP")) == ("NO_ARMS", "AB", "", "")
    assert roles_of(trial(names="AB", model="SINGLE_GROUP")) is None


def test_untyped_and_unlinked_arms_tell_nothing() -> None:
    assert roles_of(trial((None, "A"), (None, "B"))) is None
    assert roles_of(trial((EXP, ""), (ACT, ""), names="AB")) is None
    assert told(trial((EXP, "A"), (ACT, "B"), names="ABC")) == ("EXPERIMENTAL_ARMS", "A", "B", "")


def test_an_intervention_may_name_its_arms_instead() -> None:
    linked = Study(
        id="NCT00000001",
        publisher="ctgov",
        study_type="INTERVENTIONAL",
        interventions=(
            Intervention(name="Drug A", arm_labels=("New",)),
            Intervention(name="Drug B", arm_labels=("Old",)),
        ),
        arms=(Arm(label="New", type=EXP), Arm(label="Old", type=ACT)),
    )
    assert told(linked) == ("EXPERIMENTAL_ARMS", "A", "B", "")


@pytest.mark.parametrize("kind", ["OBSERVATIONAL", "EXPANDED_ACCESS", None])
def test_no_other_study_has_roles(kind: str | None) -> None:
    made = trial((EXP, "A"), (PLA, "P"))
    other = Study(id=made.id, publisher="ctgov", study_type=kind, interventions=made.interventions, arms=made.arms)
    assert roles_of(other) is None
    assert role_triples(other, mint=Minter(BASE)) == []


@pytest.mark.parametrize(
    ("name", "placebo"),
    [
        ("Placebo", True),
        ("placebo matching spesolimab formulation 1", True),
        ("Placebo tablet and placebo patch", True),
        ("Placebo (Sodium Chloride, a 0.9% Solution)", True),
        ("Matching Placebo Sacubitril/Valsartan (LCZ696)", True),
        ("Sham NeuroStar® Transcranial Magnetic Stimulation (TMS)", True),
        ("Pacebo-Simulation of Transcranial Direct Current Stimulation", True),
        ("Vehicle", True),
        ("Saline (Placebo)", True),
        ("Inactive device", True),
        ("Plasebo", True),
        ("Placébo", True),
        ("Плацебо", True),
        ("安慰剂", True),
        ("Scheinakupunktur", True),
        ("Anti-IgE antibody omalizumab or placebo", False),
        ("Placebo tablet and nicotine patch", False),
        ("Placebo + fluoxetine", False),
        ("Nitrous Oxide 10% & Placebo", False),
        ("20 mg/120 mg artemether-lumefantrine (AL) + placebo", False),
        ("Inactive polio vaccine", False),
        ("Normal saline", False),
        ("Shampoo", False),
        ("Histocompatibility matching", False),
    ],
)
def test_names_of_placebos(name: str, *, placebo: bool) -> None:
    assert is_placebo(name) == placebo


def test_roles_are_said_of_the_study_with_their_rule() -> None:
    study, code = f"<{BASE}study/NCT00000001>", "<https://w3id.org/kgbuild/code/role-rule/EXPERIMENTAL_ARMS>"
    assert role_triples(trial((EXP, "A"), (PLA, "P")), mint=Minter(BASE)) == [
        (study, "<https://w3id.org/kgbuild/ontology#treatmentRoleRule>", code),
        (study, TESTED, f"<{BASE}treatment/drug-a>"),
        (study, COMPARATOR, f"<{BASE}treatment/matching-placebo>"),
    ]


def test_the_rule_is_measured_on_trials_that_were_read_by_hand(data: Path) -> None:
    trials = {
        each.study.id: each.study
        for each in kg.read(data / "ctgov-v2.zip")
        if each.study and each.study.study_type == "INTERVENTIONAL"
    }
    with READ.open(encoding="utf-8", newline="") as lines:
        right = {row["study"]: row["roles"] for row in csv.DictReader(lines, delimiter="\t")}
    drawn = random.Random(15).sample(sorted(trials), 100)  # noqa: S311 - a sample, no secret
    assert list(right) == sorted(drawn)
    letters = {role: letter for letter, role in LETTERS.items()}
    counts: Counter[tuple[str, str]] = Counter()
    for id, roles in right.items():
        found = roles_of(trials[id])
        treatments = dict.fromkeys(slug(part.name) for part in trials[id].interventions if part.name)
        for treatment, letter in zip(treatments, roles, strict=True):
            counts[letters.get(found.roles.get(treatment, "") if found else "", "-"), letter] += 1
    assert counts == {
        ("T", "T"): 126,
        ("C", "C"): 41,
        ("B", "B"): 10,
        ("-", "-"): 4,
        # Chemotherapy that all arms get, where the record calls all of them experimental or has but one.
        ("T", "B"): 6,
        # Blood samples and X-rays under names of their own.
        ("T", "-"): 4,
    }
