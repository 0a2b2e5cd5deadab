"""Bad files: one clear list of problems with JSON pointers, whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from messaging.document import FrameworkDocument, to_json
from messaging.reading import MAX_BYTES, DocumentError, read_document
from messaging.references import Problem

Change = Callable[[dict[str, Any]], object]


def _problems(content: bytes) -> list[Problem]:
    with pytest.raises(DocumentError) as caught:
        read_document(content)
    return caught.value.problems


def _after(document: FrameworkDocument, change: Change) -> list[tuple[str, str]]:
    """Return the problems of the example after a change, as (pointer, message)."""
    data = json.loads(to_json(document))
    change(data)
    return [(problem.pointer, problem.message) for problem in _problems(json.dumps(data).encode())]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b'{"schema": ', "This is not JSON: Expecting value at line 1, column 12."),
        (b"\xff\xfe", "The file is not UTF-8 text (byte 1). Save it as UTF-8 JSON."),
        (b"[" * 41 + b"]" * 41, "The file is nested deeper than 40 levels."),
        (b"[" * 1_000_000, "The file is nested deeper than 40 levels."),
        (b" " * (MAX_BYTES + 1), "The file is 10.1 MB; a framework may have at most 10 MB."),
        (b"[NaN]", "This is not JSON: “NaN” is not a JSON value."),
        (b"[-Infinity]", "This is not JSON: “-Infinity” is not a JSON value."),
        (b"1" * 5000, "This is not JSON: a number has too many digits."),
        (b'{"a": 1, "a": 2}', "This is not JSON: one object has the field “a” twice; keep one."),
        (b"[]", "A framework file is one JSON object."),
    ],
)
def test_read_broken_file(content: bytes, message: str) -> None:
    assert _problems(content) == [Problem("", message)]


def test_read_brackets_inside_text_are_no_nesting(line_document: FrameworkDocument) -> None:
    data = json.loads(to_json(line_document)) | {"summary": '\\"[' * 100}
    assert read_document(json.dumps(data).encode()).summary == '\\"[' * 100


def test_read_byte_order_mark_is_accepted(line_document: FrameworkDocument) -> None:
    assert read_document(b"\xef\xbb\xbf" + to_json(line_document).encode()) == line_document


@pytest.mark.parametrize(
    ("version", "said"),
    [("throughline/framework/2", 'says "throughline/framework/2"'), ("\ud800", 'says "\\ud800"')],
)
def test_read_other_version(line_document: FrameworkDocument, version: str, said: str) -> None:
    assert _after(line_document, lambda data: data.update(schema=version)) == [
        ("/schema", f"This file {said}; this Throughline reads “throughline/framework/1”.")
    ]


def test_read_missing_version(line_document: FrameworkDocument) -> None:
    assert _after(line_document, lambda data: data.pop("schema")) == [
        ("/schema", "This file does not say its schema; this Throughline reads “throughline/framework/1”.")
    ]


def test_read_half_valid_lists_every_problem(line_document: FrameworkDocument) -> None:
    def change(data: dict[str, Any]) -> None:
        data["title"] = ""
        data["review_by"] = "2025-13-01"
        data["colour"] = "blue"
        data["messages"][3]["headline"] = "x" * 10_000
        data["messages"][4]["kind"] = "sermon"
        data["messages"][5]["owner"] = "nobody"
        data["roles"][0]["key"] = "No Key"

    pointers = {pointer for pointer, _ in _after(line_document, change)}
    assert pointers == {
        "/title",
        "/review_by",
        "/colour",
        "/messages/3/headline",
        "/messages/4/kind",
        "/messages/5/owner",
        "/roles/0/key",
    }


def test_read_faulty_form_and_dangling_reference_in_one_list(line_document: FrameworkDocument) -> None:
    def change(data: dict[str, Any]) -> None:
        data["messages"][0]["headline"] = ""
        data["messages"][1]["proofs"] = ["no-such-proof"]
        data["proofs"][0].pop("text")
        data["roles"][0]["concepts"][0]["kind"] = "wish"
        data["colour"] = "blue"

    assert _after(line_document, change) == [
        ("/roles/0/concepts/0/kind", "“wish” is not one of: 'fix', 'avoid' or 'accomplish'."),
        ("/proofs/0/text", "This is required."),
        ("/messages/0/headline", "This must not be empty."),
        ("/colour", "This field is not known here. Remove it or correct its name."),
        (
            "/messages/1/proofs/0",
            "There is no proof “no-such-proof” in this file. Add it, or refer to an existing proof.",
        ),
    ]


@pytest.mark.parametrize("name", ["offer", "title", "journey"])
def test_read_with_a_whole_part_missing_tells_of_that(line_document: FrameworkDocument, name: str) -> None:
    assert _after(line_document, lambda data: data.pop(name)) == [(f"/{name}", "This is required.")]


def test_read_control_character(line_document: FrameworkDocument) -> None:
    assert _after(line_document, lambda data: data["messages"][0].update(headline="a\x07b")) == [
        ("/messages/0/headline", "Character 2 is an invisible control character (U+0007). Remove it.")
    ]


def test_read_half_a_character_in_text_and_name(line_document: FrameworkDocument) -> None:
    def change(data: dict[str, Any]) -> None:
        data["\udfff"] = 1
        data["messages"][0]["talk_track"][1] = "\ud83d"

    assert [pointer for pointer, _ in _after(line_document, change)] == ["/messages/0/talk_track/1", "/\\udfff"]


def test_read_emoji_and_right_to_left_are_text(line_document: FrameworkDocument) -> None:
    data = json.loads(to_json(line_document)) | {"title": "مرحبا 👩🏽‍🔧 日本"}
    assert read_document(json.dumps(data).encode()).title == "مرحبا 👩🏽‍🔧 日本"


@pytest.mark.parametrize(
    ("part", "value", "pointer", "noun"),
    [
        ("stage", "s99", "/messages/0/stage", "stage"),
        ("role", "nobody", "/messages/0/role", "role"),
        ("concept", "none", "/messages/0/concept", "concept"),
        ("wins", ["w_coo", "none"], "/messages/0/wins/1", "win"),
        ("results", ["none"], "/messages/0/results/0", "result"),
        ("capabilities", ["none"], "/messages/0/capabilities/0", "capability"),
        ("alternative", "none", "/messages/0/alternative", "alternative"),
        ("proofs", ["none"], "/messages/0/proofs/0", "proof"),
        ("questions", ["none"], "/messages/0/questions/0", "question"),
        ("objections", ["none"], "/messages/0/objections/0", "objection"),
    ],
)
def test_read_dangling_reference(
    line_document: FrameworkDocument, part: str, value: Any, pointer: str, noun: str
) -> None:
    key = value[-1] if isinstance(value, list) else value
    assert _after(line_document, lambda data: data["messages"][0].update({part: value})) == [
        (pointer, f"There is no {noun} “{key}” in this file. Add it, or refer to an existing {noun}.")
    ]


def test_read_repeated_key(line_document: FrameworkDocument) -> None:
    assert _after(line_document, lambda data: data["proofs"].append(data["proofs"][0])) == [
        ("/proofs", "The key “p_bench” is used 2 times. Give each entry its own key.")
    ]


def test_read_stage_behind_a_later_phase(line_document: FrameworkDocument) -> None:
    assert _after(line_document, lambda data: data["journey"]["stages"][4].update(phase="aware")) == [
        (
            "/journey/stages/4/phase",
            "“Prove and justify” is in Awareness but stands after a stage in Buying. "
            "Put the stages in the order of the phases.",
        )
    ]


def test_read_unknown_slot(line_document: FrameworkDocument) -> None:
    problems = _after(line_document, lambda data: data["messages"][0].update(so_what="For {{nobody}}."))
    assert [pointer for pointer, _ in problems] == ["/messages/0/so_what"]
    assert problems[0][1].startswith("“{{nobody}}” is not a slot of this framework.")


def test_read_stops_at_two_hundred_problems(line_document: FrameworkDocument) -> None:
    assert len(_after(line_document, lambda data: data.update(proofs=[{}] * 5000))) == 200
