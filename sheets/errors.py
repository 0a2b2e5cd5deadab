"""What can go wrong on the way to a file, in words for the person who waits for it."""

from __future__ import annotations

from collections.abc import Iterable


class RenderError(Exception):
    """A sheet could not be made. `permanent` errors fail at once: trying again changes nothing by itself."""

    def __init__(self, code: str, detail: str, *, permanent: bool) -> None:
        super().__init__(detail)
        self.code, self.detail, self.permanent = code, detail, permanent


def no_renderer(cause: str) -> RenderError:
    return RenderError(
        "no-renderer",
        "The worker's machine lacks Pango, which draws the text. Install it "
        f"(Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0), then try again. ({cause})",
        permanent=True,
    )


def no_fonts() -> RenderError:
    return RenderError(
        "no-fonts",
        "The fonts are not built on the worker's machine. Run “manage.py build_fonts” there, then try again.",
        permanent=True,
    )


def no_letters(missing: Iterable[str]) -> RenderError:
    letters = " ".join(list(missing)[:12])
    return RenderError(
        "no-letters",
        f"No font on the worker's machine has these letters: {letters}. Install one that does "
        "(Debian, for Chinese, Japanese and Korean: apt-get install fonts-noto-cjk), then try again.",
        permanent=True,
    )
