"""Static files under names that carry their digest, gzip copies beside them. What a page asks for never changes."""

from __future__ import annotations

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    """Gzip only: Brotli saves a tenth of the bytes and cost 15 s of every first start."""

    support_js_module_import_aggregation = True  # modules import each other by the hashed names, too

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**options, use_brotli=False)
