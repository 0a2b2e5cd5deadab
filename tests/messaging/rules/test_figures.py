"""Figures in messages and proofs: what counts as the same one, and which proof is offered for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from messaging.rules import Fix, check
from messaging.rules.figures import figure_of
from messaging.rules.fixes import apply_fix
from messaging.rules.languages import language_for
from messaging.rules.registry import Example
from messaging.rules.sample import TODAY, sample_with

ENGLISH, GERMAN = language_for("en"), language_for("de")
NOTICE, CHOOSE, LIVE = 0, 2, 4  # messages of the sample, by phase
STUDY = "In a survey of 30 wards, 40 percent of the overtime came from late swaps."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40 percent", "40%"),
        ("40 per cent", "40 %"),
        ("forty percent", "40 percent"),
        ("forty-five per cent", "45%"),
        ("a hundred percent", "100 %"),
        ("€1,200", "1.200 €"),
        ("1,200.50 euros", "€1200.50"),
        ("3 out of 10", "3 of every ten"),
        ("3x faster", "3 times faster"),
    ],
)
def test_one_figure_in_two_spellings(one: str, other: str) -> None:
    assert figure_of(one, ENGLISH) == figure_of(other, ENGLISH)


@pytest.mark.parametrize(
    ("one", "other"),
    [("40 percent", "40 percentage points"), ("€40", "$40"), ("4.0 percent", "40 percent"), ("3 of 10", "3 of 100")],
)
def test_other_figures_stay_others(one: str, other: str) -> None:
    assert figure_of(one, ENGLISH) != figure_of(other, ENGLISH)


def test_german_figures_are_read_as_such() -> None:
    assert figure_of("vierzig Prozent", GERMAN) == figure_of("40 %", GERMAN)
    assert figure_of("1.200 Euro", GERMAN) == figure_of("€ 1200", GERMAN)


def offered(index: int, said: str, **proof: Any) -> Fix | None:
    """Return the fix for a sentence with a figure in a message without proofs; the arguments change the first proof."""
    changes = {f"/proofs/0/{name}": value for name, value in proof.items()}
    wrong = sample_with(
        Example("", {f"/messages/{index}/talk_track/1": said, f"/messages/{index}/proofs": [], **changes})
    )
    (finding,) = check(wrong, today=TODAY, only=["EV101"])
    if finding.fix:
        mended = check(apply_fix(wrong, finding.fix), today=TODAY, only=["EV", "PH"])
        assert [found for found in mended if found.subject == finding.subject] == []
    return finding.fix


@pytest.mark.parametrize(
    ("index", "said", "proof"),
    [
        (NOTICE, "You lose 40% of them.", {}),
        (NOTICE, "You lose forty per cent of them.", {}),
        (CHOOSE, "You lose 40 percent of them.", {"product_free": False}),
        (LIVE, "You lost 40 percent of them.", {"audience": "customer_only"}),
    ],
)
def test_proof_that_states_the_figure_is_offered(index: int, said: str, proof: dict[str, Any]) -> None:
    fix = offered(index, said, **proof)
    assert fix == Fix(
        "Show the proof “In a survey of 30 wards, 40 percent of the overtime came…”",
        "add",
        f"/messages/{index}/proofs/-",
        "study",
    )


@pytest.mark.parametrize(
    ("index", "said", "proof"),
    [
        (NOTICE, "You lose 60 percent of them.", {}),
        (NOTICE, "You lose 40 percentage points of them.", {}),
        (NOTICE, "You lose 40 percent of them.", {"product_free": False}),
        (NOTICE, "You lose 40 percent of them.", {"audience": "customer_only"}),
        (CHOOSE, "You lose 40 percent of them.", {"audience": "customer_only"}),
        (CHOOSE, "You lose 40 percent of them.", {"audience": "under_nda"}),
        (LIVE, "You lost 40 percent of them.", {"audience": "internal"}),
        (LIVE, "You lost 40 percent of them.", {"expires_on": dt.date(2026, 3, 1)}),
    ],
)
def test_proof_that_does_not_fit_is_not_offered(index: int, said: str, proof: dict[str, Any]) -> None:
    assert offered(index, said, **proof) is None


def test_two_proofs_with_the_figure_leave_the_choice_to_the_author() -> None:
    assert offered(CHOOSE, "You lose 40 percent of them.") is not None
    changes = {"/proofs/1/text": STUDY, "/proofs/1/audience": "anyone"}
    wrong = {"/messages/2/talk_track/1": "You lose 40 percent of them.", "/messages/2/proofs": [], **changes}
    assert check(sample_with(Example("", wrong)), today=TODAY, only=["EV101"])[0].fix is None


def test_number_with_marks_between_thousands_is_the_one_the_proof_states() -> None:
    changes = {"/proofs/0/text": "Wards lost 1,200 hours.", "/messages/0/talk_track/1": "You lose 1200 € a week."}
    assert check(sample_with(Example("", changes)), today=TODAY, only=["EV102"]) == ()
