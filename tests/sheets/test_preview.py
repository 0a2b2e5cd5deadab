"""The sheet of a draft's cell on screen."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from messaging.models import Framework
from people.models import User

URL = "/frameworks/keep-the-line-running/preview/s2/rel/"
SignIn = Callable[[User], Client]


def test_preview_shows_the_draft_in_a_frame_of_our_own(line: Framework, dana: User, sign_in: SignIn) -> None:
    line.messages.filter(key="m07").update(headline="Not released yet")
    response = sign_in(dana).get(URL)
    assert "Not released yet" in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self';" in response["Content-Security-Policy"] + ";"


def test_preview_is_for_authors(line: Framework, sam: User, sign_in: SignIn) -> None:
    assert sign_in(sam).get(URL).status_code == 403


def test_preview_of_no_such_cell_is_not_found(line: Framework, dana: User, sign_in: SignIn) -> None:
    assert sign_in(dana).get("/frameworks/keep-the-line-running/preview/s2/nobody/").status_code == 404


def test_screen_style_names_nothing_a_browser_cannot_load(client: Client) -> None:
    style = client.get("/sheets/screen.css").content.decode()
    assert "asset:" not in style
    assert "@page" not in style
    assert ".stage-name" in style
