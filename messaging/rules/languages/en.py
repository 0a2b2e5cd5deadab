"""English: word lists and light stemming."""

from __future__ import annotations

import re

from messaging.rules.languages.base import Language, Readability

POSSESSIVE = r"(?:['’]s|s['’])?"
SPELLINGS = (("licen[cs]e", ("licence", "license")), ("cent(?:er|re)", ("center", "centre")))


def form(word: str) -> str:
    """Return a pattern for the word, its plural, possessive and regular verb forms."""
    low = word.lower()
    for pattern, spellings in SPELLINGS:
        if low in spellings:
            return f"(?:{pattern}[sd]?|{pattern[:-1]}ing){POSSESSIVE}" if pattern[-1] == "e" else pattern + "s?"
    if len(word) < 3 or not word[-1].isalpha():
        return re.escape(word) + POSSESSIVE
    if low.endswith("y") and low[-2] not in "aeiou":
        return f"{re.escape(word[:-1])}(?:y|ies|ied|ying){POSSESSIVE}"
    if low.endswith("e"):
        return f"{re.escape(word[:-1])}(?:e|es|ed|ing){POSSESSIVE}"
    return f"{re.escape(word)}(?:s|es|ed|ing)?{POSSESSIVE}"


def stem(word: str) -> str:
    """Return the word without its regular ending: enough to see that “costs” and “cost” are one."""
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "ly", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


NUMERALS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"),
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGE = Language(
    code="en",
    hyphenation="en_US",
    words_a_minute=140,
    readability=Readability(206.835, 1.015, 84.6),
    we=_words("we we're we've we'll we'd us our ours ourselves"),
    you=_words("you you're you've you'll you'd your yours yourself yourselves"),
    why=("why", "how come"),
    choice=_words(
        "or either whether instead rather versus vs others another other alternative alternatives option options "
        "direction directions way ways approach approaches path paths route routes method methods model models "
        "second third both compare compares compared comparing choice choices choose weigh two three four several "
        "different before after while whereas than first then between unlike"
    ),
    everyday=_words(
        "active advanced agile all alpha apex apple arrow atlas basic beacon best better beta black blue bridge bright "
        "bridge care central choice circle city clear cloud compass complete connect core corner cross data deep "
        "delta direct down dream early east easy edge element energy expert express fair fast field fine first "
        "flow focus force forward frame free fresh future gate general global gold grand green group grow guide "
        "harbour harbor health high home horizon hub human ideal impact in inside insight integral key land lean "
        "level life light line link live local logic loop main map match media meet metric mind mobile modern "
        "motion new next nimble north now oak office one open optimal orange origin our out pace panel "
        "partner peak people pilot plan platform plus point power premier prime process progress pulse pure quick "
        "quality rapid ready real red relay reliable river road rock root safe scale secure sense shift signal "
        "silver simple single slack smart smooth social solid source south spark square stack star start station "
        "steady step stone story stream strong sum summit sun swift target team the thread time top total touch "
        "track true trust union unit united up value vantage view vision vital water wave way west white wise word "
        "work works world zoom"
    ),
    small=_words(
        "a an the and or but nor so as at by for from in into of off on onto out over per than then to up with without "
        "is are was were be been being am do does did has have had can could may might must shall should will would "
        "not no it its this that these those they them their there he she his her we us our you your i me my who what "
        "which when where how if all any each every some more most less few one only own same such too very"
    ),
    superlatives=(
        *("best in class", "best of breed", "world class", "cutting edge", "bleeding edge", "state of the art"),
        *("market leading", "industry leading", "world leading", "leading provider", "leading vendor"),
        *("leading supplier", "leading solution", "leading platform", "leading manufacturer", "leading technology"),
        *("game changing", "game changer", "paradigm changing", "next generation solution", "next generation platform"),
        *("next generation technology", "next generation product", "revolutionary", "unmatched", "unrivalled"),
        *("unrivaled", "unparalleled", "unbeatable", "peerless", "second to none", "seamless", "seamlessly"),
        *("truly unique", "absolutely unique", "uniquely positioned", "one of a kind", "number one provider"),
        *("number one vendor", "number one choice", "number one solution", "number one supplier"),
        *("100% safe", "100% secure", "100% reliable", "completely secure", "completely safe", "absolutely secure"),
        *("fully guaranteed", "totally secure", "guaranteed result", "guaranteed saving", "guaranteed success"),
        *("guaranteed return", "guaranteed ROI", "we are the best", "we're the best", "never fail", "no brainer"),
        *("risk free", "effortless", "effortlessly", "amazing", "amazingly", "incredible", "incredibly", "phenomenal"),
        *("world's best", "world's fastest", "world's most", "world's only", "everyone loves", "everybody loves"),
        *("best on the market", "fastest on the market", "we are the market leader", "we're the market leader"),
        *("most innovative solution", "most advanced solution", "most advanced technology", "most advanced AI"),
    ),
    provocations=(
        *("why change", "why do you still", "why would you still", "why are you still", "why should you still"),
        *("time for a change", "time to change", "you can't afford to", "you cannot afford to", "you can't afford not"),
        *("cost of doing nothing", "price of doing nothing", "risk of doing nothing", "cost of standing still"),
        *("cost of inaction", "what doing nothing costs", "what standing still costs"),
        *("your current approach is broken", "your current approach has failed", "your current process is broken"),
        *("your current process is outdated", "your present approach is outdated"),
    ),
    vendor_acts=(
        r"(?:we|i|us|our|the seller|the account (?:manager|executive))\b",
        r"the sales(?:person|man| team| rep(?:resentative)?)?\b",
        r"(?:send|email|e-mail|mail|share) (?:them|him|her|the customer|our)\b",
        r"(?:send|email|e-mail|mail|share) (?:(?:a|the) )?(?:brochure|deck|slides|proposal|quote)\b",
        r"(?:book|schedule|arrange|give|run|deliver|present|hold) (?:a|the|our) (?:[\w-]+ )?"
        r"(?:demo|demonstration|pitch)\b",
        r"follow[- ]up (?:by|with|in|next|call|mail|e-?mail)\b",
        r"(?:pitch|upsell|close the deal|call (?:them|him|her) back)\b",
    ),
    jargon={
        "synergy": "",
        "leverage your": "use your",
        "leverage our": "use our",
        "leverage the": "use the",
        "leveraging": "using",
        "utilise": "use",
        "utilize": "use",
        "paradigm": "",
        "paradigm shift": "",
        "holistic": "whole",
        "actionable insight": "",
        "low-hanging fruit": "",
        "move the needle": "",
        "out of the box": "",
        "out-of-the-box": "",
        "single pane of glass": "",
        "single source of truth": "",
        "digital transformation": "",
        "thought leadership": "",
        "turnkey": "",
        "value-add": "",
        "value-added": "",
        "going forward": "from now on",
        "circle back": "come back",
        "touch base": "talk",
        "at the end of the day": "",
        "boil the ocean": "",
        "mission-critical": "",
        "360-degree view": "",
        "future-proof": "",
        "synergistic": "",
        "ideate": "think",
        "deep dive": "close look",
        "incentivise": "reward",
        "incentivize": "reward",
        "operationalise": "put to work",
        "operationalize": "put to work",
        "best practice": "",
        "bandwidth to": "",
        "in order to": "to",
        "due to the fact that": "because",
    },
    shares=_words("percent cent percentage"),
    numbers=(
        r"\d[\d.,]*\s*(?:percent|per cent|percentage points?|fold)\b",
        r"\d[\d.,]* times (?:as|more|less|faster|higher|lower|cheaper)\b",
        r"\d[\d.,]*(?:-fold\b|x (?:faster|more|less|cheaper|higher|lower|better)\b)",
        r"(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred)(?:[- ](?:one|two|three|four|five|"
        r"six|seven|eight|nine))? per ?cent\b",
        r"\b\d+ (?:out of|of every|in every) (?:\d+|ten|hundred)\b",
        r"\d[\d.,]*\s*(?:dollars|euros|pounds|francs)\b",
    ),
    numerals=dict(zip(NUMERALS, (*range(1, 11), *range(20, 101, 10)), strict=True)),
    units={
        "percent": "%",
        "per": "",
        "cent": "%",
        "points": "point",
        "a": "",
        "times": "x",
        "out": "",
        "in": "of",
        "every": "",
        "dollars": "$",
        "euros": "€",
        "pounds": "£",
    },
    negations=_words(
        "no not never nothing nobody none neither nor hardly without cannot don't doesn't didn't won't isn't aren't "
        "wasn't weren't can't couldn't wouldn't shouldn't"
    ),
    form=form,
    stem=stem,
)
