"""Building the fonts from the packages that carry them: variable subsets for screens, static cuts for paper."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fontpkg_ibm_plex_sans
import fontpkg_source_serif_4
import uharfbuzz as hb
from fontTools.ttLib import TTFont

Ranges = tuple[tuple[int, int], ...]
Limit = float | tuple[float, float]  # one value pins the axis, two keep that part of it

# Western and Central European languages, and the signs that the product uses: what nearly every page needs.
LATIN: Ranges = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x192, 0x192),
    (0x218, 0x21B),
    (0x2C6, 0x2DD),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x2000, 0x206F),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
    (0x25CF, 0x25CF),
    (0x2713, 0x2713),
)
# Greek, Cyrillic, Vietnamese and the rest that the fonts know; a browser fetches it only when a text needs it.
MORE: Ranges = (
    (0x180, 0x191),
    (0x193, 0x217),
    (0x21C, 0x2C5),
    (0x2DE, 0x52F),
    (0x1E00, 0x1E7F),
    (0x1E86, 0x1E9D),
    (0x1E9F, 0x1FFF),
    (0x20A0, 0x20AB),
    (0x20AD, 0x20C0),
    (0x2100, 0x2115),
    (0x2117, 0x2121),
    (0x2123, 0x218F),
)
FEATURES = "kern mark mkmk ccmp locl rvrn liga lnum onum pnum tnum frac sups subs case ordn"
LICENCE_NAMES = (0, 13, 14)  # copyright, licence, licence URL: the OFL asks to keep them

SERIF = Path(fontpkg_source_serif_4.__file__).parent / "files"
SANS = Path(fontpkg_ibm_plex_sans.__file__).parent / "files"
SOURCES = {
    ("source-serif-4", "normal"): SERIF / "SourceSerif4[opsz,wght].ttf",
    ("source-serif-4", "italic"): SERIF / "SourceSerif4-Italic[opsz,wght].ttf",
    ("ibm-plex-sans", "normal"): SANS / "IBMPlexSans[wdth,wght].ttf",
    ("ibm-plex-sans", "italic"): SANS / "IBMPlexSans-Italic[wdth,wght].ttf",
}
PAPER_WEIGHTS = {"source-serif-4": (400, 600), "ibm-plex-sans": (400, 500, 600)}


@dataclass(frozen=True)
class Cut:
    """One font file to make: its source, the characters kept, and the limits of its axes."""

    name: str
    source: Path
    ranges: Ranges
    limits: tuple[tuple[str, Limit], ...]


def cuts() -> Iterator[Cut]:
    """Yield every font file of the product."""
    for (family, style), source in SOURCES.items():
        serif = family == "source-serif-4"
        screen: tuple[tuple[str, Limit], ...] = (
            (("wght", (400, 600)),) if serif else (("wght", (400, 600)), ("wdth", 100))
        )
        yield Cut(f"{family}-{style}.woff2", source, LATIN, screen)
        yield Cut(f"{family}-{style}-more.woff2", source, MORE, screen)
        for weight in PAPER_WEIGHTS[family]:
            paper = (("wght", weight), ("opsz", 12) if serif else ("wdth", 100))
            yield Cut(f"{family}-{weight}-{style}.ttf", source, LATIN + MORE, paper)


def build(cut: Cut, folder: Path) -> Path:
    """Write one font file into the folder, whole or not at all, and return its path."""
    path = folder / cut.name
    content = _subset(cut)
    draft = path.with_suffix(".part")
    draft.write_bytes(_woff2(content) if path.suffix == ".woff2" else content)
    os.replace(draft, path)
    return path


def recipe() -> str:
    """Return a digest of all that decides how the files come out: this file and the fonts it reads."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for source in SOURCES.values():
        digest.update(f"{source.name} {source.stat().st_size}".encode())
    return digest.hexdigest()


def _subset(cut: Cut) -> bytes:
    """Return the cut's characters and axes as a TrueType file. HarfBuzz does it in milliseconds."""
    face = hb.Face(hb.Blob(cut.source.read_bytes()))
    wish = hb.SubsetInput()
    wish.unicode_set.clear()
    wish.unicode_set.update(code for first, last in cut.ranges for code in range(first, last + 1))
    wish.layout_feature_tag_set.clear()
    wish.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES.split())
    wish.name_id_set.update(LICENCE_NAMES)
    wish.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.OPTIMIZE_IUP_DELTAS
    for axis, limit in cut.limits:
        if isinstance(limit, tuple):
            wish.set_axis_range(face, axis, *limit)
        else:
            wish.pin_axis_location(face, axis, limit)
    return bytes(wish.subset(face).blob.data)


def _woff2(content: bytes) -> bytes:
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
