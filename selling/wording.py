"""Words for the sentence that writes itself, and for counts. Pure; English, as the screens are."""

from __future__ import annotations

from collections.abc import Iterable

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# Verbs that stages of a customer's journey begin with. A stage named otherwise is said as a place: “at Kick-off”.
GERUNDS = {
    "accept": "accepting", "adopt": "adopting", "agree": "agreeing", "analyse": "analysing", "approve": "approving",
    "ask": "asking", "assess": "assessing", "build": "building", "buy": "buying", "check": "checking",
    "choose": "choosing", "commit": "committing", "compare": "comparing", "confirm": "confirming",
    "consider": "considering", "decide": "deciding", "define": "defining", "discover": "discovering",
    "evaluate": "evaluating", "expand": "expanding", "explore": "exploring", "extend": "extending", "find": "finding",
    "frame": "framing", "grow": "growing", "identify": "identifying", "implement": "implementing",
    "introduce": "introducing", "justify": "justifying", "learn": "learning", "look": "looking",
    "measure": "measuring", "name": "naming", "negotiate": "negotiating", "notice": "noticing", "order": "ordering",
    "plan": "planning", "prepare": "preparing", "prove": "proving", "purchase": "purchasing", "put": "putting",
    "realise": "realising", "recognise": "recognising", "renew": "renewing", "review": "reviewing",
    "roll": "rolling", "search": "searching", "see": "seeing", "select": "selecting", "settle": "settling",
    "shape": "shaping", "sign": "signing", "start": "starting", "test": "testing", "try": "trying",
    "understand": "understanding", "use": "using", "verify": "verifying", "weigh": "weighing",
}  # fmt: skip


def inside(text: str) -> str:
    """Return the text as it reads inside a sentence: a plain capital lowered, “OT security” left alone."""
    plain = text[:1].isupper() and (len(text) == 1 or not text[1].isupper())
    return text[:1].lower() + text[1:] if plain else text


def doing(stage_name: str) -> str | None:
    """Return “proving and justifying” for “Prove and justify”, or None when the name does not begin with a verb."""
    words = stage_name.split()
    if not words or words[0].lower() not in GERUNDS:
        return None
    after_and = [True] + [word.lower() in {"and", "or"} for word in words[:-1]]
    return " ".join(
        GERUNDS.get(word.lower(), word) if turns else word for word, turns in zip(words, after_and, strict=True)
    )


def counted(number: int, noun: str) -> str:
    """Return “Two messages”, “One message”, “No message”, “12 messages”."""
    figure = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{figure} {noun}{'s' if number > 1 else ''}"


def slot_words(name: str) -> str:
    """Return a slot's name as words."""
    return name.replace("_", " ")


def listed(items: Iterable[str]) -> list[tuple[str, str]]:
    """Return each item with what joins it to the ones before: nothing, a comma, or “and”."""
    parts = list(items)
    last = len(parts) - 1
    return [("" if i == 0 else " and " if i == last else ", ", part) for i, part in enumerate(parts)]
