"""The draft as files, and a changed file back over it: told, tried, confirmed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from messaging.assembly import assemble
from messaging.document import FrameworkDocument, to_json
from messaging.models import Framework, MessageRevision, PendingImport
from people.models import User
from tests.messaging.mistakes import Mistake, broken, place, put, saved

SignIn = Callable[[User], Client]
BASE = "/frameworks/keep-the-line-running/files/"


@pytest.fixture
def lead(sign_in: SignIn, dana: User) -> Client:
    return sign_in(dana)


def _send(lead: Client, content: bytes, name: str = "line.xlsx") -> Any:
    return lead.post(BASE, {"file": SimpleUploadedFile(name, content)})


def _edited(document: FrameworkDocument, sheet: str, row: int, head: str, value: object) -> bytes:
    return broken(document, Mistake("", "", "", put(sheet, row, head, value)))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("files/workbook/", "Keep the line running (draft).xlsx"),
        ("files/matrix/", "Keep the line running (matrix).xlsx"),
        ("export/", "Keep the line running (draft).json"),
    ],
)
def test_files_have_human_names(lead: Client, line: Framework, path: str, name: str) -> None:
    answer = lead.get(f"/frameworks/{line.slug}/{path}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_workbook_as_it_went_out_changes_nothing(lead: Client, line: Framework) -> None:
    check = _send(lead, lead.get(f"{BASE}workbook/").content).headers["Location"]
    page = lead.get(check).content.decode()
    assert "Nothing to change" in page
    assert "Write these changes" not in page


def test_workbook_with_changes_is_shown_then_written(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    check = _send(lead, _edited(line_document, "Messages", 2, "Headline", "Anew, and better.")).headers["Location"]
    page = lead.get(check)
    text = page.content.decode()
    assert "1 changed" in text
    assert "<ins>Anew, and better.</ins>" in text
    assert not MessageRevision.objects.exists()
    answer = lead.post(check, {"catalogue": "ours", "seen": page.context["seen"]})
    assert answer.headers["Location"] == f"/frameworks/{line.slug}/"
    assert line.messages.get(key=line_document.messages[0].key).headline == "Anew, and better."
    assert MessageRevision.objects.count() == 1
    assert not PendingImport.objects.exists()


def test_workbook_with_mistakes_lists_them_by_cell(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    answer = _send(lead, _edited(line_document, "Messages", 2, "Stage", "Notise"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "One thing keeps line.xlsx out" in page
    assert '<td>Messages</td><td class="mend__cell"><b>B2</b><small>Stage</small></td>' in page
    assert "Did you mean “Notice”?" in page
    assert not PendingImport.objects.exists()


def test_file_that_is_nothing_is_told_at_its_field(lead: Client, line: Framework) -> None:
    answer = _send(lead, b"PK\x03\x04 torn")
    assert answer.status_code == 422
    assert "This is not a workbook." in answer.content.decode()


def test_file_over_10_mb_is_refused(lead: Client, line: Framework) -> None:
    assert "may have at most 10 MB" in _send(lead, b"P" * (10 * 1024 * 1024 + 1)).content.decode()


def test_workbook_of_another_framework_is_refused_at_its_cell(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    book = load_workbook(io.BytesIO(broken(line_document)))
    book["Framework"]["B19"] = "another"
    page = _send(lead, saved(book)).content.decode()
    assert "<b>B19</b><small>Key of the framework</small>" in page
    assert "write “keep-the-line-running”" in page


def test_json_of_another_framework_is_refused(lead: Client, line: Framework, line_document: FrameworkDocument) -> None:
    content = to_json(line_document.model_copy(update={"slug": "another"})).encode()
    assert "<code>/slug</code>" in _send(lead, content, "line.json").content.decode()


def test_json_comes_back_through_the_same_check(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    data = json.loads(to_json(line_document))
    data["proofs"][0]["provider"] = "Research"
    check = _send(lead, json.dumps(data).encode(), "line.json").headers["Location"]
    page = lead.get(check)
    assert "Provided by" in page.content.decode()
    lead.post(check, {"catalogue": "ours", "seen": page.context["seen"]})
    assert line.proofs.get(provider="Research").version == 2


def test_draft_that_changed_meanwhile_is_not_overwritten(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    check = _send(lead, _edited(line_document, "Messages", 2, "Headline", "Mine.")).headers["Location"]
    seen = lead.get(check).context["seen"]
    line.messages.filter(key=line_document.messages[1].key).update(headline="Theirs.")
    answer = lead.post(check, {"catalogue": "ours", "seen": seen})
    assert answer.status_code == 409
    assert "The draft changed while you were looking." in answer.content.decode()
    assert "<del>Theirs.</del>" in answer.content.decode()
    assert line.messages.get(key=line_document.messages[1].key).headline == "Theirs."
    lead.post(check, {"catalogue": "ours", "seen": answer.context["seen"]})
    assert line.messages.get(key=line_document.messages[0].key).headline == "Mine."


def test_workbook_of_an_older_draft_says_so(lead: Client, line: Framework, line_document: FrameworkDocument) -> None:
    line.messages.filter(key=line_document.messages[1].key).update(headline="Theirs.")
    check = _send(lead, broken(line_document)).headers["Location"]
    assert "The draft has changed since this workbook was written." in lead.get(check).content.decode()


def test_shared_rows_change_only_when_asked(lead: Client, line: Framework, line_document: FrameworkDocument) -> None:
    content = _edited(line_document, "Roles", 2, "Role", "Head of operations")
    book = load_workbook(io.BytesIO(content))
    old = line_document.roles[0].title
    for sheet, head in (("Messages", "Role"), ("Cells", "Role"), ("Concepts", "Role"), ("Wins", "Role")):
        for row in book[sheet].iter_rows(min_row=2, min_col=place(sheet, head), max_col=place(sheet, head)):
            row[0].value = "Head of operations" if row[0].value == old else row[0].value
    for sheet in ("Questions", "Objections"):
        for row in book[sheet].iter_rows(min_row=2, min_col=place(sheet, "Roles"), max_col=place(sheet, "Roles")):
            row[0].value = str(row[0].value or "").replace(old, "Head of operations")
    check = _send(lead, saved(book)).headers["Location"]
    page = lead.get(check)
    assert "1 difference<" in page.content.decode()
    lead.post(check, {"catalogue": "file", "seen": page.context["seen"]})
    assert assemble(line).roles[0].title == "Head of operations"


def test_check_needs_what_the_file_adds_to_shared_rows(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    role = line_document.roles[0]
    concept = role.concepts[0].model_copy(update={"key": "brand-new", "text": "Sleep well."})
    document = line_document.model_copy(
        update={
            "roles": (role.model_copy(update={"concepts": (*role.concepts, concept)}), *line_document.roles[1:]),
            "messages": tuple(
                message.model_copy(update={"concept": "brand-new"}) if message.role == role.key else message
                for message in line_document.messages
            ),
        }
    )
    check = _send(lead, to_json(document).encode(), "line.json").headers["Location"]
    page = lead.get(check)
    assert 'value="file" checked' in page.content.decode()
    refused = lead.post(check, {"catalogue": "ours", "seen": page.context["seen"]})
    assert refused.status_code == 422
    assert "has no concept “brand-new”" in refused.content.decode()
    lead.post(check, {"catalogue": "file", "seen": page.context["seen"]})
    assert assemble(line) == document


def test_check_of_somebody_else_or_another_framework_is_not_found(
    lead: Client, sign_in: SignIn, ari: User, line: Framework, line_document: FrameworkDocument
) -> None:
    check = _send(lead, to_json(line_document).encode(), "line.json").headers["Location"]
    assert sign_in(ari).get(check).status_code == 404
    other = Framework.objects.create(slug="other", title="Other", offer_name="O", journey=line.journey)
    assert lead.get(check.replace(line.slug, other.slug)).status_code == 404


def test_new_framework_comes_from_a_workbook(lead: Client, line_document: FrameworkDocument) -> None:
    file = SimpleUploadedFile("line.xlsx", broken(line_document))
    check = lead.post("/frameworks/import/", {"file": file}).headers["Location"]
    lead.post(check, {"catalogue": "ours"})
    assert assemble(Framework.objects.get()) == line_document


def test_import_lists_the_mistakes_of_a_workbook(lead: Client, line_document: FrameworkDocument) -> None:
    file = SimpleUploadedFile("line.xlsx", _edited(line_document, "Messages", 2, "Stage", "Notise"))
    answer = lead.post("/frameworks/import/", {"file": file})
    assert answer.status_code == 422
    assert "<b>B2</b>" in answer.content.decode()
