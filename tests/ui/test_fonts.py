"""The font files that the stylesheets name are the ones that are built, with the characters they promise."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.ttLib import TTFont

from ui.fonts import LATIN, MORE, Ranges, build, cuts

STATIC = Path(__file__).resolve().parents[2] / "static"


def _css(ranges: Ranges) -> str:
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in ranges)


def test_screen_fonts_named_in_css_are_built() -> None:
    named = set(re.findall(r"fonts/([\w.-]+)", (STATIC / "css" / "fonts.css").read_text()))
    assert named == {cut.name for cut in cuts() if cut.name.endswith(".woff2")}


def test_screen_fonts_promise_the_characters_they_hold() -> None:
    promised = re.findall(r"unicode-range: ([^;]+);", (STATIC / "css" / "fonts.css").read_text())
    assert promised == [_css(LATIN), _css(MORE)] * 4


def test_latin_and_more_share_no_character() -> None:
    first, second = ({code for a, b in ranges for code in range(a, b + 1)} for ranges in (LATIN, MORE))
    assert not first & second


def test_screen_cut_keeps_weight_and_optical_size(tmp_path: Path) -> None:
    cut = next(cut for cut in cuts() if cut.name == "source-serif-4-normal-more.woff2")
    font = TTFont(build(cut, tmp_path))
    assert [(a.axisTag, a.minValue, a.maxValue) for a in font["fvar"].axes] == [("wght", 400, 600), ("opsz", 8, 60)]
    assert ord("Ж") in font.getBestCmap()
    assert ord("a") not in font.getBestCmap()


def test_paper_cut_is_static_and_knows_both_ranges(tmp_path: Path) -> None:
    cut = next(cut for cut in cuts() if cut.name == "ibm-plex-sans-600-normal.ttf")
    font = TTFont(build(cut, tmp_path))
    assert "fvar" not in font
    assert {ord("a"), ord("ł"), ord("Ж")} <= set(font.getBestCmap())
    assert font["OS/2"].usWeightClass == 600


def test_licence_stays_in_the_file(tmp_path: Path) -> None:
    cut = next(cut for cut in cuts() if cut.name == "ibm-plex-sans-400-normal.ttf")
    assert "SIL Open Font License" in TTFont(build(cut, tmp_path))["name"].getDebugName(13)
