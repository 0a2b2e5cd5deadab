"""What the paper says and how it is built: tags, boxes, order of reading, bytes."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from messaging.document import FrameworkDocument
from sheets.compose import Stamp, compose
from sheets.errors import RenderError
from sheets.parts import Index
from sheets.pdf import render_pdf
from sheets.plan import view_of
from sheets.terms import SheetKind

STAMP = Stamp(3, dt.date(2025, 3, 10))


def _html(document: FrameworkDocument, kind: SheetKind, stage: str = "", role: str = "") -> str:
    return compose(kind, view_of(Index(document), kind, stage, role), STAMP)


def _pdf(document: FrameworkDocument, kind: SheetKind, stage: str = "", role: str = "") -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(_html(document, kind, stage, role)).body))


def _text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def _tags(node: Any) -> Iterator[str]:
    """Yield the structure tags of a file in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        yield from _tags(node.get("/K", []))
    elif isinstance(node, list):
        for child in node:
            yield from _tags(child)


@pytest.fixture(scope="module")
def stage(line_document: FrameworkDocument) -> PdfReader:
    return _pdf(line_document, SheetKind.STAGE, "s4")


def test_message_sheet_of_a_dense_cell_fits_one_page(line_document: FrameworkDocument) -> None:
    assert [len(_pdf(line_document, SheetKind.MESSAGE, "s5", role).pages) for role in ("cfo", "rel")] == [1, 1]


def test_the_disclaimer_never_stands_alone_on_a_page(line_document: FrameworkDocument) -> None:
    last = _pdf(line_document, SheetKind.ROLE, role="cfo").pages[-1].extract_text()
    assert "No figure may be quoted as evidence." in " ".join(last.split())
    assert "Confirm the value" in last.partition("Agree")[0]
    assert "Agree" in last


def test_stage_sheet_is_a4_on_every_page(stage: PdfReader) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in stage.pages} == {(595, 842)}


def test_stage_sheet_is_tagged_titled_and_in_a_language(stage: PdfReader) -> None:
    root: Any = stage.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert stage.metadata is not None
    assert (stage.metadata.title, stage.metadata.author) == (
        "Compare options · Keep the line running",
        "Veldmark Industrial Analytics",
    )
    assert "pdfuaid" in str(root["/Metadata"].get_data())


def test_stage_sheet_has_one_title_and_headings_in_order(stage: PdfReader) -> None:
    root: Any = stage.trailer["/Root"]
    headings = [tag for tag in _tags(root["/StructTreeRoot"]) if tag[:2] == "/H" and tag != "/Headings"]
    assert headings[:3] == ["/H1", "/H2", "/H3"]
    assert headings.count("/H1") == 1


def test_stage_sheet_is_read_in_the_order_of_a_talk(line_document: FrameworkDocument) -> None:
    text = _text(_pdf(line_document, SheetKind.MESSAGE, "s4", "plant"))
    order = [
        "Buying, stage 4 of 9",
        "Plant manager",
        "What not to say here",
        "A head-office system that stops my line",  # concept
        "The ten worst assets first",  # headline
        "We begin with your own stoppage list",  # say
        "So the criteria are lead time",  # ask
        "Aldermoor Pumps",  # show
        "We tried something like this five years ago",  # handle
        "The plant manager confirms the criteria",  # agree
        "Serves Unplanned downtime",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_stage_sheet_foot_names_release_and_end_of_validity(stage: PdfReader) -> None:
    assert "As of release 3, 10 March 2025. Valid until 1 September 2025." in _text(stage)


def test_competitive_message_grants_the_strength(line_document: FrameworkDocument) -> None:
    assert "Beside Hollis Plantware add-on Grant them: one screen" in _text(
        _pdf(line_document, SheetKind.MESSAGE, "s4", "plant")
    )


def test_proof_under_nda_is_marked(line_document: FrameworkDocument) -> None:
    secret = next(proof for proof in line_document.proofs if proof.audience == "under_nda")
    message = next(message for message in line_document.messages if secret.key in message.proofs)
    assert "Only under NDA" in _text(_pdf(line_document, SheetKind.MESSAGE, message.stage, message.role))


def test_deliberately_empty_cells_are_not_for_sellers(line_document: FrameworkDocument) -> None:
    html = "".join(_html(line_document, SheetKind.STAGE, stage.key) for stage in line_document.journey.stages)
    html += _html(line_document, SheetKind.BOOK)
    assert [note.reason for note in line_document.cell_notes if note.reason[:40] in html] == []


def test_stage_sheet_tells_once_what_three_roles_share(line_document: FrameworkDocument) -> None:
    html = _html(line_document, SheetKind.STAGE, "s3")
    assert html.count("We tried something like this five years ago.") == 1


def test_slots_are_marked(line_document: FrameworkDocument) -> None:
    assert '<span class="slot">company</span>' in _html(line_document, SheetKind.MESSAGE, "s1", "coo")


def test_texts_are_text(line_document: FrameworkDocument) -> None:
    hostile = line_document.messages[0].model_copy(update={"headline": "<img src=x> {{company}} & <b>"})
    document = line_document.model_copy(update={"messages": (hostile, *line_document.messages[1:])})
    html = _html(document, SheetKind.MESSAGE, hostile.stage, hostile.role)
    assert '&lt;img src=x&gt; <span class="slot">company</span> &amp; &lt;b&gt;' in html


def test_book_has_contents_with_pages_and_bookmarks(line_document: FrameworkDocument) -> None:
    small = line_document.model_copy(update={"messages": line_document.messages[:3]})
    book = _pdf(small, SheetKind.BOOK)
    page = next(number for number, page in enumerate(book.pages, start=1) if "stage 1 of 9" in page.extract_text())
    assert f"1 Notice 3 roles {page}" in " ".join(book.pages[1].extract_text().split())
    outline: Any = book.outline
    assert [entry.title for entry in outline if not isinstance(entry, list)][:3] == [
        "Keep the line running",
        "Contents",
        "Awareness",
    ]


def _again(document: FrameworkDocument) -> str:
    """Render the same sheet in a process of its own and return the file's hash."""
    code = (
        "import django, hashlib, sys; django.setup(); from sheets.pdf import render_pdf; "
        "print(hashlib.sha256(render_pdf(sys.stdin.read()).body).hexdigest())"
    )
    html = _html(document, SheetKind.MESSAGE, "s1", "coo")
    done = subprocess.run([sys.executable, "-c", code], input=html, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_same_sheet_in_two_processes_has_the_same_bytes(
    line_document: FrameworkDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    first = _again(line_document)
    monkeypatch.setenv("PYTHONHASHSEED", "8")
    assert _again(line_document) == first


LONG = {"headline": "W" * 200, "talk_track": ("Supercalifragilistic" * 30,) * 20, "so_what": "x" * 300}
RIGHT_TO_LEFT = {"headline": "שעות אבודות", "talk_track": ("السلام عليكم {{company}}",)}
BARE = {"talk_track": (), "proofs": (), "questions": (), "objections": (), "concept": None, "so_what": ""}


@pytest.mark.parametrize("words", [LONG, RIGHT_TO_LEFT, BARE], ids=["long", "right to left", "bare"])
def test_any_text_fits_the_paper(line_document: FrameworkDocument, words: dict[str, Any]) -> None:
    message = line_document.messages[0].model_copy(update=words)
    document = line_document.model_copy(update={"messages": (message,), "language": "he"})
    for kind in (SheetKind.STAGE, SheetKind.MESSAGE, SheetKind.ROLE):
        assert len(_pdf(document, kind, message.stage, message.role).pages) >= 1


def test_letters_without_a_font_fail_with_a_remedy() -> None:
    with pytest.raises(RenderError, match=r"these letters: 𒀀.*apt-get install"):
        render_pdf('<html lang="en"><title>x</title><p>𒀀𒀀 🚀</p>')


def test_signs_without_a_font_do_not_stop_a_sheet() -> None:
    assert render_pdf('<html lang="en"><title>x</title><p>\U0001fae8</p>').pages == 1
