"""Words that addresses use never become the key of a stage."""

from __future__ import annotations

import pytest

from messaging.document import FrameworkDocument
from messaging.references import reference_problems
from ui.keys import free_key


@pytest.mark.parametrize("word", ["Book", "Role"])
def test_free_key_leaves_the_words_of_addresses_alone(word: str) -> None:
    assert free_key(word, set()) == f"{word.lower()}-2"


def test_stage_key_that_is_an_address_is_told(line_document: FrameworkDocument) -> None:
    first, *others = line_document.journey.stages
    journey = line_document.journey.model_copy(
        update={"stages": (*others, first.model_copy(update={"key": "book", "phase": others[-1].phase}))}
    )
    problems = reference_problems(line_document.model_copy(update={"journey": journey}))
    assert [p.pointer for p in problems if "is an address of this product" in p.message] == ["/journey/stages/8/key"]
