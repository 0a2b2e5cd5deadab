"""A cell as Markdown: the order of a sheet, and no text that turns into a mark."""

from __future__ import annotations

import pytest
from django.test import Client

from messaging.document import FrameworkDocument, NextStep
from messaging.markdown import cell_markdown, escaped
from messaging.models import Framework
from people.models import User


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Save 10 % a year", "Save 10 % a year"),
        ("*now* and _then_", r"\*now\* and \_then\_"),
        ("# one", r"\# one"),
        ("1. first", r"1\. first"),
        ("12) twelfth", r"12\) twelfth"),
        ("- minus", r"\- minus"),
        ("---", r"\---"),
        ("+ plus", r"\+ plus"),
        ("[a](b) <c> `d` | e ~ f & g", r"\[a\](b) \<c\> \`d\` \| e \~ f \& g"),
        ("one\n\n- two", "one - two"),
        (r"C:\new", r"C:\\new"),
        ("2.5 hours", "2.5 hours"),
    ],
)
def test_text_is_shown_as_it_is(text: str, written: str) -> None:
    assert escaped(text) == written


def test_cell_stands_in_the_order_of_a_sheet(line_document: FrameworkDocument) -> None:
    message = next(m for m in line_document.messages if m.concept and m.questions and m.proofs and m.objections)
    message = message.model_copy(update={"so_what": "So.", "next_step": NextStep(best="Meet.", minimum="Read.")})
    document = line_document.model_copy(update={"messages": (message,)})
    text = cell_markdown(document, message.stage, message.role)
    order = ["# Keep", "> ", "## ", "**Say**", "**So what**", "**Ask**", "**Show**", "**Handle**", "**Agree**"]
    places = [text.index(f"\n{mark}" if mark != "# Keep" else mark) for mark in order]
    assert places == sorted(places)
    assert "- At best: Meet.\n- At least: Read." in text


def test_cell_without_a_message_says_why(line_document: FrameworkDocument) -> None:
    note = line_document.cell_notes[0]
    assert escaped(note.reason) in cell_markdown(line_document, note.stage, note.role)


def test_file_has_a_human_name(client: Client, dana: User, line: Framework) -> None:
    client.force_login(dana)
    message = line.messages.select_related("stage", "role")[0]
    answer = client.get(f"/frameworks/{line.slug}/cells/{message.stage.key}/{message.role.key}/markdown/")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "Keep%20the%20line%20running%2C%20Notice%2C%20" in answer.headers["Content-Disposition"].replace(
        "Keep the line running, Notice, ", "Keep%20the%20line%20running%2C%20Notice%2C%20"
    )
    assert message.headline in answer.content.decode()
