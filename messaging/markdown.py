"""What is said in one cell as Markdown, in the order of a sheet. Pure: document in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from messaging.document import FrameworkDocument, ValueMessage

# Whatever could begin or end a mark anywhere, and what means something at the start of a line only.
ANYWHERE = re.compile(r"([\\`*_\[\]<>#|~&])")
AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|[-=]|$)", re.MULTILINE)


def cell_markdown(document: FrameworkDocument, stage: str, role: str) -> str:
    """Return the cell's messages: who and when, then concept, headline, Say, Ask, Show, Handle and Agree of each."""
    number, place = next((n, s) for n, s in enumerate(document.journey.stages, start=1) if s.key == stage)
    person = next(each for each in document.roles if each.key == role)
    said = [message for message in document.messages if (message.stage, message.role) == (stage, role)]
    note = next((note for note in document.cell_notes if (note.stage, note.role) == (stage, role)), None)
    lines = [f"# {escaped(document.title)}", f"{number} {escaped(place.name)}, {escaped(person.title)}"]
    for message in said:
        lines += _message(document, message)
    if not said:
        lines.append(escaped(note.reason) if note else "Nothing is written here yet.")
    return "\n\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return the text so that Markdown shows it as it is, on one line."""
    flat = " ".join(text.split())
    return AT_START.sub(_mark_off, ANYWHERE.sub(r"\\\1", flat))


def _mark_off(found: re.Match[str]) -> str:
    mark = found[2]
    return found[1] + (f"{mark[:-1]}\\{mark[-1]}" if len(mark) > 1 else f"\\{mark}")


def _message(document: FrameworkDocument, message: ValueMessage) -> Iterator[str]:
    concepts = {concept.key: concept.text for role in document.roles for concept in role.concepts}
    if message.concept in concepts:
        yield f"> {escaped(concepts[message.concept])}"
    yield f"## {escaped(message.headline)}"
    yield from _part("Say", message.talk_track)
    yield from _part("So what", [message.so_what])
    yield from _part("Ask", [item.text for item in _items(document.questions, message.questions)])
    yield from _part("Show", [_proof(item) for item in _items(document.proofs, message.proofs)])
    yield from _part("Handle", [_objection(item) for item in _items(document.objections, message.objections)])
    step = message.next_step
    at = {"At best": step.best, "At least": step.minimum}
    yield from _part("Agree", [f"{word}: {text}" for word, text in at.items() if text])


def _part(name: str, entries: Iterable[str]) -> Iterator[str]:
    written = [escaped(entry) for entry in entries if entry.strip()]
    if written:
        yield f"**{name}**"
        yield "\n".join(f"- {entry}" for entry in written)


def _items(items: Iterable[Any], keys: Iterable[str]) -> list[Any]:
    known = {item.key: item for item in items}
    return [known[key] for key in keys if key in known]


def _proof(proof: Any) -> str:
    return f"{proof.text} ({proof.source})" if proof.source else str(proof.text)


def _objection(item: Any) -> str:
    return " ".join(part for part in (f"“{item.customer_says}”", item.response, item.follow_up) if part)
