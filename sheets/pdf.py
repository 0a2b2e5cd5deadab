"""HTML → PDF. The only importer of weasyprint, and only for the first sheet: the import takes half a second."""

from __future__ import annotations

import atexit
import io
import logging
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from sheets.errors import RenderError, no_fonts, no_letters, no_renderer
from sheets.fetcher import asset_paths, fetch

STYLESHEET, BODY_FONT = "sheet.css", "source-serif-4-400-normal.ttf"
VARIANT = "pdf/ua-1"


@dataclass(frozen=True)
class Pdf:
    body: bytes
    pages: int


class MissingLetters(logging.Filter):
    """Gathers the letters that no font on this machine has, which the renderer only logs, one line a glyph."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: dict[str, None] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not str(record.msg).startswith(".notdef"):
            return True
        sign = str(record.args[0]) if isinstance(record.args, tuple) else ""
        if sign and unicodedata.category(sign).startswith("L"):  # a box for a letter is a lost word, for 🚀 it is not
            self.missing[sign] = None
        return False


@dataclass(frozen=True)
class _Engine:
    """The renderer with the stylesheet parsed and the fonts registered, once a process."""

    html: Any
    fetcher: Any
    stylesheet: Any
    fonts: Any
    refusal: type[BaseException]
    letters: MissingLetters


def render_pdf(html: str) -> Pdf:
    """Return the document as a tagged PDF/UA-1 file. Same HTML, same bytes."""
    engine = _engine()
    engine.letters.missing.clear()
    target = io.BytesIO()
    try:
        document = engine.html(string=html, url_fetcher=engine.fetcher, base_url="asset:").render(
            stylesheets=[engine.stylesheet], font_config=engine.fonts, pdf_variant=VARIANT
        )
        document.write_pdf(target, pdf_variant=VARIANT)
    except engine.refusal as error:  # no Exception: nothing else would catch it
        raise RenderError("asset", f"This sheet cannot be made: {error.__cause__ or error}", permanent=True) from error
    if engine.letters.missing:
        raise no_letters(engine.letters.missing)
    return Pdf(target.getvalue(), len(document.pages))


@cache
def _engine() -> _Engine:
    if BODY_FONT not in asset_paths():
        asset_paths.cache_clear()
        raise no_fonts()
    try:
        import weasyprint  # slow import
        from weasyprint.text.fonts import FontConfiguration  # slow import
        from weasyprint.urls import FatalURLFetchingError  # slow import
    except OSError as error:
        raise no_renderer(str(error).splitlines()[0]) from error
    letters = MissingLetters()
    logging.getLogger("weasyprint").addFilter(letters)
    for chatty in ("fontTools", "weasyprint.progress"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    atexit.register(_engine.cache_clear)  # before the interpreter takes the font library away
    fetcher, fonts = _url_fetcher(), FontConfiguration()
    css = fetch(f"asset:{STYLESHEET}").body.decode()
    stylesheet = weasyprint.CSS(string=css, url_fetcher=fetcher, base_url="asset:", font_config=fonts)
    return _Engine(weasyprint.HTML, fetcher, stylesheet, fonts, FatalURLFetchingError, letters)


def _url_fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # slow import

    class PackagedFetcher(URLFetcher):  # type: ignore[misc]  # no types there
        """WeasyPrint's door, closed but for what `fetcher.fetch` lets through."""

        def fetch(self, url: str, headers: object = None) -> Any:
            fetched = fetch(url)
            return URLFetcherResponse(url, fetched.body, {"Content-Type": fetched.mime})

    return PackagedFetcher(allow_redirects=False, allowed_protocols=("data", "asset"), fail_on_errors=True)
