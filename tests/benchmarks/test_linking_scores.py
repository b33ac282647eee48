"""How predictions are scored: thresholds from other folds, and ancestors that count as neither."""

import pytest

from tests.benchmarks.linking import FOLDS, Measure, chosen
from tests.benchmarks.made_up_studies import predicted, study
from tests.benchmarks.mesh_file import BranchedTerm, MeshTree

TREE = MeshTree(
    [
        BranchedTerm("wide", "Neoplasms", (), ("C04",), ("condition",)),
        BranchedTerm("narrow", "Breast Neoplasms", (), ("C04.588",), ("condition",)),
        BranchedTerm("other", "Asthma", (), ("C08",), ("condition",)),
    ]
)


def test_a_term_above_an_assigned_one_counts_as_neither() -> None:
    # Said of one study and assigned to the other, where it was not predicted.
    one = study("NCT00000001", "Breast Cancer", terms={"narrow": "Breast Neoplasms"})
    two = study("NCT00000002", "Breast Cancer", terms={"narrow": "Breast Neoplasms", "wide": "Neoplasms"})
    found = [
        predicted(one, "Breast Cancer", "narrow"),
        predicted(one, "Cancer", "wide"),
        predicted(two, "Breast Cancer", "narrow"),
        predicted(two, "Asthma", "other"),
    ]
    plain, apart = Measure([one, two], "condition", TREE)(found)
    assert plain == pytest.approx((2 / 4, 2 / 3, 4))
    assert apart == pytest.approx((2 / 3, 2 / 2, 3))


def test_a_wide_term_that_is_the_only_one_assigned_counts() -> None:
    one = study("NCT00000001", "Cancer", terms={"wide": "Neoplasms"})
    plain, apart = Measure([one], "condition", TREE)([predicted(one, "Cancer", "wide")])
    assert plain == apart == (1.0, 1.0, 1)


def test_the_threshold_of_a_fold_is_chosen_on_the_others() -> None:
    right = study("NCT00000001", "Cancer", terms={"wide": "Neoplasms"})
    bad = study("NCT00000002", "Cancer", terms={})
    found = [predicted(right, "Cancer", "wide", 0.9, fold=fold) for fold in range(FOLDS)]
    found += [predicted(bad, "Cancer", "wide", 0.6, fold=fold) for fold in range(1, FOLDS)]
    # All mistakes of 0.6 lie outside fold 0, so its own threshold shuts them out; so does each other fold's.
    assert [each for each in chosen(found, 0.95) if not each.right] == []
    # In fold 1 alone the mistake is the surest: what the others teach lets it pass.
    odd = [predicted(bad, "Cancer", "wide", 0.99, fold=1)]
    assert odd[0] in chosen([*found, *odd], 0.95)


def test_nothing_is_predicted_if_no_threshold_reaches_the_precision() -> None:
    bad = study("NCT00000002", "Cancer", terms={})
    assert chosen([predicted(bad, "Cancer", "wide", 0.9, fold=fold) for fold in range(FOLDS)], 0.5) == []
