"""What holds for every document: findings point at fields, linting changes nothing, order does not matter."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from messaging.document import FrameworkDocument, ValueMessage, content_hash
from messaging.rules import Finding, Reader, RuleSettings, all_rules, check, check_message
from messaging.rules.fixes import apply_fix
from messaging.rules.pointers import exists, resolve
from messaging.rules.sample import SAMPLE, TODAY, sample

VOCABULARY = (
    "you|we|our|Rotaline|platforms|shift-app|seamless|utilise|roster|duty-schedule|Ostrava|“we|never|liked|it|here”|40|"
    '40%|percent|{{gaps}}|{{what}}|[name]|why|change.|nobody;|user-adoption|In|Überlegung|👩🏽‍🚒|‘|"|العربية'
)
WORDS = st.sampled_from(re.split(r"\|", VOCABULARY))
TEXT = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
LINE = st.one_of(st.just(""), TEXT)


def keys(*values: str) -> Any:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


@st.composite
def messages(draw: st.DrawFn, key: str) -> ValueMessage:
    kinds = [message["kind"] for message in SAMPLE["messages"]]
    return ValueMessage.model_validate(
        {
            "key": key,
            "stage": draw(st.sampled_from(["notice", "choose", "live"])),
            "role": draw(st.sampled_from(["head", "nurse"])),
            "kind": draw(st.sampled_from(kinds)),
            "headline": draw(TEXT),
            "talk_track": draw(st.lists(TEXT, max_size=3)),
            "so_what": draw(LINE),
            "concept": draw(st.sampled_from([None, "head-1", "nurse-1"])),
            "results": draw(keys("hours")),
            "wins": draw(keys("w_head", "w_nurse")),
            "capabilities": draw(keys("swap")),
            "alternative": draw(st.sampled_from([None, "nothing", "rival"])),
            "concedes": draw(LINE),
            "proofs": draw(keys("study", "audit")),
            "questions": draw(keys("swaps", "sign")),
            "objections": draw(keys("busy")),
            "next_step": {"best": draw(LINE), "minimum": draw(LINE)},
        }
    )


@st.composite
def documents(draw: st.DrawFn) -> FrameworkDocument:
    count = draw(st.integers(0, 6))
    written = tuple(draw(messages(f"x{i}")) for i in range(count))
    language = draw(st.sampled_from(["en", "de", "fr", "pt-BR"]))
    return sample().model_copy(update={"messages": written, "language": language})


READERS = st.sampled_from(list(Reader))


def lint(document: FrameworkDocument, reader: Reader = Reader.SELLER) -> tuple[Finding, ...]:
    return check(document, today=TODAY, settings=RuleSettings(reader=reader))


@given(documents(), READERS)
@settings(max_examples=25, deadline=None)
def test_finding_points_at_a_field(document: FrameworkDocument, reader: Reader) -> None:
    data = document.model_dump(mode="json", by_alias=True)
    for finding in lint(document, reader):
        assert exists(data, finding.pointer), finding
        if finding.span:
            text = resolve(data, finding.pointer)
            assert text[finding.span.start : finding.span.end] == finding.span.words


@given(documents())
@settings(max_examples=25, deadline=None)
def test_linting_changes_nothing(document: FrameworkDocument) -> None:
    before = content_hash(document)
    first = lint(document)
    assert content_hash(document) == before
    assert lint(document) == first


def without_places(findings: tuple[Finding, ...]) -> Counter[tuple[Any, ...]]:
    """Count findings by everything but the places of messages in the list."""
    place = re.compile(r"^/messages/\d+")
    return Counter(
        (f.code, place.sub("", f.pointer), f.subject, f.message, f.span, place.sub("", f.fix.path) if f.fix else None)
        for f in findings
    )


@given(documents(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_messages_does_not_matter(document: FrameworkDocument, chance: random.Random) -> None:
    shuffled = list(document.messages)
    chance.shuffle(shuffled)
    other = document.model_copy(update={"messages": tuple(shuffled)})
    assert without_places(lint(document)) == without_places(lint(other))


@given(documents())
@settings(max_examples=25, deadline=None)
def test_one_message_gets_what_the_whole_gives_it(document: FrameworkDocument) -> None:
    whole = lint(document)
    for message in document.messages:
        own = tuple(finding for finding in whole if finding.subject.message == message.key)
        assert check_message(document, message.key, today=TODAY) == own


@given(documents(), READERS)
@settings(max_examples=40, deadline=None)
def test_fix_mends_its_finding(document: FrameworkDocument, reader: Reader) -> None:
    """A fix takes away the finding it belongs to, and leaves a sound document."""
    for finding in lint(document, reader):
        if finding.fix:
            mended = lint(apply_fix(document, finding.fix), reader)
            same = [f for f in mended if (f.code, f.subject) == (finding.code, finding.subject)]
            before = [f for f in lint(document, reader) if (f.code, f.subject) == (finding.code, finding.subject)]
            assert len(same) < len(before), finding


def test_every_rule_can_be_run_alone() -> None:
    for code in all_rules():
        assert check(sample(), today=TODAY, only=[code]) == ()
