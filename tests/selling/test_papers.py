"""PDFs beside what is read: linked when they are there, told when they are being made."""

from __future__ import annotations

import pytest
from django.urls import reverse

from messaging.actions.go_live import go_live
from messaging.models import Framework, Release
from people.models import User
from sheets.actions.publish import publish
from sheets.models import Artifact, Sheet
from sheets.naming import file_url
from tests.selling.conftest import Queries, SignIn
from tests.selling.test_sheets import read

BEING_MADE = "PDF is being prepared"


@pytest.fixture
def published(line: Framework) -> Release:
    """The example published and in use, though no worker has made a file yet."""
    release = publish(actor=None, framework=line)
    go_live(release)
    return release


def make(*sheets: Sheet) -> None:
    Artifact.objects.bulk_create(
        Artifact(content_key=sheet.content_key, sha256="0" * 64, size=1, pages=1) for sheet in sheets
    )


def test_pdf_that_is_missing_is_told(published: Release, sam: User, sign_in: SignIn) -> None:
    page = read(sign_in(sam), "sheet", published.framework.slug, "s5", "cfo")
    assert BEING_MADE in page
    assert "/files/" not in page


@pytest.mark.parametrize(
    ("kind", "name", "args"),
    [
        ("message", "sheet", ["s5", "cfo"]),
        ("stage", "stage_sheet", ["s5"]),
        ("role", "role_sheet", ["cfo"]),
        ("book", "book", []),
    ],
)
def test_pdf_that_is_ready_is_linked_where_it_is_read(
    published: Release, sam: User, sign_in: SignIn, kind: str, name: str, args: list[str]
) -> None:
    keys = {
        "message": {"stage_key": "s5", "role_key": "cfo"},
        "stage": {"stage_key": "s5"},
        "role": {"role_key": "cfo"},
    }
    sheet = published.sheets.get(kind=kind, **keys.get(kind, {}))
    make(sheet)
    page = read(sign_in(sam), name, published.framework.slug, *args)
    assert f'href="{file_url(sheet)}"' in page
    assert BEING_MADE not in page


def test_finder_links_the_pdf_of_every_answer(
    published: Release, sam: User, sign_in: SignIn, django_assert_num_queries: Queries
) -> None:
    make(*published.sheets.filter(stage_key="s5"))
    client = sign_in(sam)
    meeting = {"stage": "s5", "role": ["cfo", "plant"]}
    client.get(reverse("finder"), meeting)
    with django_assert_num_queries(7):
        page = client.get(reverse("finder"), meeting).content.decode()
    assert page.count('href="/files/') == 3  # two answers and the whole stage
