"""German: word lists and light stemming."""

from __future__ import annotations

import re

from messaging.rules.languages.base import Language, Readability


def form(word: str) -> str:
    """Return a pattern for the word and its regular endings (Plattform, Plattformen, Plattforms)."""
    if len(word) < 3 or not word[-1].isalpha():
        return re.escape(word) + r"(?:['’]?s)?"
    if word.lower().endswith("e"):
        return f"{re.escape(word)}(?:n|s|m|r)?"
    return f"{re.escape(word)}(?:en|es|er|em|e|n|s|['’]s)?"


def inner(word: str) -> str:
    """Return a pattern for a word within a phrase: an adjective with any ending (führender, führende, führenden)."""
    ending = re.search(r"(?<=\w{4})e[rsnm]?$", word)
    return re.escape(word[: ending.start()]) + "e[rsnm]?" if ending and word[0].islower() else re.escape(word)


def stem(word: str) -> str:
    """Return the word without its ending and with plain vowels, so that “Kosten” and “Kost” are one."""
    word = word.translate(str.maketrans("äöü", "aou")).replace("ß", "ss")
    for ending in ("ungen", "ung", "ern", "en", "er", "es", "em", "e", "n", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


TENS = ("zehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "hundert")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGE = Language(
    code="de",
    hyphenation="de_DE",
    words_a_minute=125,
    readability=Readability(180.0, 1.0, 58.5),
    we=_words("wir uns unser unsere unserem unseren unserer unseres"),
    you=_words("sie ihnen ihr ihre ihrem ihren ihrer ihres du dir dich dein deine deinem deinen deiner"),
    why=("warum", "wieso", "weshalb"),
    choice=_words(
        "oder entweder ob statt anstatt stattdessen sondern andere anderen anderer anderes alternative "
        "alternativen option optionen richtung richtungen weg wege wegen ansatz ansätze methode methoden "
        "modell modelle zweite zweiten zweiter dritte beide beiden vergleichen vergleich wahl wählen abwägen "
        "zwei drei vier mehrere verschiedene bevor nachdem während dagegen als erst dann zwischen möglichkeit "
        "möglichkeiten vorgehen"
    ),
    everyday=_words(
        "alpha anker atlas basis beste besser blau brücke daten delta direkt die der das einfach eins energie "
        "erste feld fokus frei gold grün gruppe haus horizont ideal impuls kern klar kompass kraft kreis land "
        "leben licht linie logik markt mensch mobil nord ost offen partner plan plus punkt puls qualität "
        "quelle rot rund schnell sicher signal sonne spur stadt stern süd stark strom team technik turm union "
        "welle weg welt werk west wert wind ziel"
    ),
    small=_words(
        "der die das den dem des ein eine einen einem einer eines und oder aber denn als am an auf aus bei "
        "bis durch für gegen hinter im in ins mit nach neben ohne seit über um unter vom von vor während "
        "wegen wie zu zum zur zwischen ist sind war waren sein bin hat haben hatte kann können darf muss "
        "müssen soll sollen wird werden würde nicht kein keine es er sie ihr ihre wir uns unser ich mich mir "
        "wer was welche wann wo wenn ob alle jede jeder mehr nur sehr auch noch schon so dass"
    ),
    superlatives=(
        *("weltklasse", "marktführend", "branchenführend", "weltführend", "führender Anbieter", "führende Lösung"),
        *("führender Hersteller", "führende Plattform", "führende Technologie", "einzigartig", "revolutionär"),
        *("bahnbrechend", "nahtlos", "unübertroffen", "unschlagbar", "konkurrenzlos", "innovativste"),
        *("state of the art", "best in class", "cutting edge", "100% sicher", "hundertprozentig sicher"),
        *("absolut sicher", "völlig risikofrei", "Nummer eins", "garantierte Einsparung", "garantierter Erfolg"),
        *("garantiertes Ergebnis", "zukunftssicher", "mühelos", "hochmodern", "wegweisend", "richtungsweisend"),
        *("innovative Lösung", "innovative Technologie", "innovative Plattform", "innovatives Produkt"),
    ),
    provocations=(
        *(
            "warum wechseln",
            "warum ändern",
            "warum umsteigen",
            "warum arbeiten Sie noch",
            "warum arbeiten Sie immer noch",
        ),
        *("warum nutzen Sie noch", "warum nutzen Sie immer noch", "Zeit für einen Wechsel", "Zeit für Veränderung"),
        *("Sie können es sich nicht leisten", "Sie können sich nicht leisten", "Kosten des Nichtstuns"),
        *("Preis des Nichtstuns", "Kosten des Stillstands", "Risiko des Nichtstuns"),
    ),
    vendor_acts=(
        r"(?:wir|ich|uns|unser\w*|der verkäufer|die verkäuferin|der vertrieb)\b",
        r"(?:demo|vorführung|präsentation) (?:vereinbaren|halten|zeigen|geben|planen)\b",
        r"(?:angebot|prospekt|broschüre|unterlagen|folien) (?:senden|schicken|mailen|zusenden)\b",
        r"(?:nachfassen|nachhaken)\b",
    ),
    jargon={
        "synergie": "",
        "ganzheitlich": "ganz",
        "paradigmenwechsel": "",
        "digitale transformation": "",
        "best practice": "",
        "mehrwert": "",
        "out of the box": "",
        "low-hanging fruit": "",
        "single source of truth": "",
        "schlüsselfertig": "",
        "committen": "zusagen",
        "challengen": "prüfen",
        "performant": "schnell",
        "zielführend": "",
        "proaktiv": "früh",
        "vollumfänglich": "ganz",
        "zeitnah": "bald",
        "im rahmen von": "bei",
    },
    shares=_words("prozent"),
    numbers=(
        r"\d[\d.,]*\s*(?:prozent|prozentpunkte?|fach|mal (?:so|mehr|weniger|schneller|höher|günstiger))\b",
        r"\d[\d.,]*-fach\b",
        r"(?:zehn|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert) prozent\b",
        r"\b\d+ von (?:\d+|zehn|hundert)\b",
        r"\d[\d.,]*\s*(?:euro|franken|dollar)\b",
    ),
    numerals=dict(zip(TENS, range(10, 101, 10), strict=True)),
    units={"prozent": "%", "prozentpunkt": "prozentpunkte", "euro": "€", "dollar": "$"},
    negations=_words("nicht kein keine keinen keiner keines keinem nie niemals nichts niemand ohne kaum"),
    form=form,
    inner=inner,
    stem=stem,
)
