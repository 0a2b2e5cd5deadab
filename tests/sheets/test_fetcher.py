"""Nothing but data: and packaged assets ever reaches a sheet."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets.errors import RenderError
from sheets.fetcher import RefusedError, fetch
from sheets.pdf import render_pdf


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that notes who asks; its address and its notes."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


HOSTILE = [
    '<img src="{url}">',
    '<link rel="stylesheet" href="{url}/a.css">',
    "<style>@import '{url}/b.css';</style>",
    "<style>@font-face {{ font-family: x; src: url({url}/c.ttf) }} p {{ font-family: x }}</style><p>x</p>",
    "<style>body {{ background: url({url}/d.png) }}</style>",
    '<object data="{url}/e.svg"></object>',
    '<embed src="{url}/f.svg">',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/g.png" width="9" height="9"/></svg>',
    "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E"
    "%3Cimage href='{url}/h.png' width='9' height='9'/%3E%3C/svg%3E\">",
    '<style>p::before {{ content: url("{url}/i.png") }}</style><p>x</p>',
]


opened: list[str] = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)


def _render(html: str) -> bytes:
    """Return the file, or nothing when the document is refused; an embedded SVG only loses its picture."""
    try:
        return render_pdf(html).body
    except RenderError:
        return b""


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_document_reaches_no_server(html: str, listener: tuple[str, list[str]]) -> None:
    url, asked = listener
    _render(html.format(url=url))
    assert asked == []


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_document_reads_no_file(html: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    for name in ("a.css", "b.css", "c.ttf", "d.png", "e.svg", "f.svg", "g.png", "h.png", "i.png"):
        (secret / name).write_bytes(b"secret")
    opened.clear()
    _render(html.format(url=secret.as_uri()))
    assert [path for path in opened if "secret" in path] == []


def test_document_with_a_refused_stylesheet_fails_for_good() -> None:
    with pytest.raises(RenderError) as refused:
        render_pdf('<link rel="stylesheet" href="http://127.0.0.1:9/a.css">')
    assert (refused.value.code, refused.value.permanent) == ("asset", True)


def test_hostile_attachment_and_links_are_not_followed(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = listener
    body = render_pdf(f'<a href="{url}/x">x</a><iframe src="{url}/y"></iframe>').body
    assert (asked, body[:5]) == ([], b"%PDF-")


@pytest.mark.parametrize(
    "url",
    ["asset:../../manage.py", "asset:/etc/passwd", "asset:sheets/sheet.css", "asset:", "file:///etc/passwd", "//x"],
)
def test_fetch_refuses_what_is_not_packaged(url: str) -> None:
    with pytest.raises(RefusedError):
        fetch(url)


def test_fetch_knows_assets_by_name_only() -> None:
    assert fetch("asset:edge-buy.svg").mime == "image/svg+xml"


def test_fetch_reads_data_urls() -> None:
    assert fetch("data:text/plain;base64,aGVsbG8=").body == b"hello"
