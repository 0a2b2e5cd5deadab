"""Words for the sentence that writes itself."""

from __future__ import annotations

import pytest

from selling.wording import counted, doing, inside, listed


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Prove and justify", "proving and justifying"),
        ("Choose a direction", "choosing a direction"),
        ("Put to work", "putting to work"),
        ("Compare options", "comparing options"),
        ("Kick-off", None),
        ("Awareness and use", None),
        ("", None),
    ],
)
def test_doing_says_what_the_customer_does(name: str, said: str | None) -> None:
    assert doing(name) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [("Finance director", "finance director"), ("OT and IT security lead", "OT and IT security lead"), ("", "")],
)
def test_inside_lowers_a_plain_capital_only(title: str, said: str) -> None:
    assert inside(title) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "No message"), (1, "One message"), (2, "Two messages"), (11, "11 messages")]
)
def test_counted_in_words(number: int, said: str) -> None:
    assert counted(number, "message") == said


@pytest.mark.parametrize(("items", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_listed_joins_as_one_speaks(items: list[str], said: str) -> None:
    assert "".join(joint + item for joint, item in listed(items)) == said
