"""Languages that a framework may be written in, by the code that documents carry. Pure."""

from __future__ import annotations

LANGUAGES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "de-AT": "German (Austria)",
    "de-CH": "German (Switzerland)",
    "el": "Greek",
    "en": "English",
    "en-GB": "English (United Kingdom)",
    "en-US": "English (United States)",
    "es": "Spanish",
    "es-MX": "Spanish (Mexico)",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "fr-CA": "French (Canada)",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "pt-BR": "Portuguese (Brazil)",
    "ro": "Romanian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh-CN": "Chinese (simplified)",
    "zh-TW": "Chinese (traditional)",
}


def language_name(tag: str) -> str:
    """Return what people call the language: “German” for de, “German (de-LI)” for a code that is not listed."""
    if tag in LANGUAGES:
        return LANGUAGES[tag]
    known = LANGUAGES.get(spoken(tag))
    return f"{known} ({tag})" if known else tag


def spoken(tag: str) -> str:
    """Return the language of a tag without its region: “de” for “de-AT”."""
    return tag.split("-")[0].lower()


def translates(tag: str, base: str) -> bool:
    """Return whether a text in the one language has to be translated from the other; regions of one need not."""
    return spoken(tag) != spoken(base)
