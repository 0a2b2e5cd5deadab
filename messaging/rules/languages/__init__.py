"""What the linter knows of a language: one interface, one file a language, found by its name. Pure."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from messaging.rules.languages.base import NEUTRAL, Language


@lru_cache(maxsize=64)
def language_for(tag: str) -> Language:
    """Return the pack of a language tag (“en”, “de-AT”), or the neutral one: rules on words then stay silent."""
    code = tag.split("-")[0].lower()
    name = f"{__name__}.{code}"
    if code == "base" or not code.isalpha() or find_spec(name) is None:
        return NEUTRAL
    pack: Language = import_module(name).LANGUAGE
    return pack
