"""Reading a framework file: bytes in, a sound document or one clear list of problems out. Pure."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from messaging.document import EMAIL_PATTERN, LANGUAGE_PATTERN, SCHEMA, SLOT_PATTERN, FrameworkDocument
from messaging.references import Problem, reference_problems
from messaging.sound_part import sound_part
from ui.plain import KEY_PATTERN

MAX_BYTES = 10 * 1024 * 1024
MAX_DEPTH = 40
MOST_PROBLEMS = 200
FORMS = {
    KEY_PATTERN: "is not a key: lower-case letters, digits, “-” and “_”, starting with a letter or digit, at most 60",
    SLOT_PATTERN: "is not a slot name: lower-case letters, digits and “_”, starting with a letter, at most 40",
    EMAIL_PATTERN: "is not an e-mail address",
    LANGUAGE_PATTERN: "is not a language code such as “en” or “de-CH”",
}
SURROGATE = re.compile("[\ud800-\udfff]")


class DocumentError(Exception):
    """A file that is not a sound framework; `problems` says where and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.pointer or '/'}: {p.message}" for p in problems[:5]))


def read_document(content: bytes) -> FrameworkDocument:
    """Return the document in a JSON file, or raise DocumentError with every problem found (at most 200)."""
    return parse_document(_load(content))


def parse_document(data: Any) -> FrameworkDocument:
    """Return the document in a JSON value, or raise DocumentError."""
    _check_version(data)
    broken = list(_half_characters(data, ""))
    if broken:
        raise DocumentError(broken[:MOST_PROBLEMS])
    try:
        document = FrameworkDocument.model_validate(data)
    except ValidationError as error:
        raise DocumentError(_problems(error, data)) from None
    problems = reference_problems(document)
    if problems:
        raise DocumentError(problems[:MOST_PROBLEMS])
    return document


def _load(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise DocumentError(
            [Problem("", f"The file is {megabytes(len(content))}; a framework may have at most 10 MB.")]
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            [Problem("", f"The file is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8 JSON.")]
        ) from None
    if not text.strip():
        raise DocumentError([Problem("", "The file is empty.")])
    if _depth(text) > MAX_DEPTH:
        raise DocumentError([Problem("", f"The file is nested deeper than {MAX_DEPTH} levels.")])
    try:
        return json.loads(text, parse_constant=_no_constants, object_pairs_hook=_no_field_twice)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DocumentError([Problem("", f"This is not JSON: {error.msg} at {where}.")]) from None
    except ValueError as error:
        what = "a number has too many digits" if "digits" in str(error) else str(error)
        raise DocumentError([Problem("", f"This is not JSON: {what}.")]) from None


def megabytes(size: int) -> str:
    """Return the size rounded up, so that one byte too many does not read as “10 MB; at most 10 MB”."""
    return f"{math.ceil(size / 1024 / 1024 * 10) / 10:g} MB"


def _no_constants(name: str) -> Any:
    raise ValueError(f"“{name}” is not a JSON value")


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, unless a field stands in it twice: JSON readers disagree on which one counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        name = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ValueError(f"one object has the field “{_shown(name)}” twice; keep one")
    return found


def _shown(value: object) -> str:
    """Return the value short and printable: an error about odd characters must not carry them on."""
    text = str(value)[:60]
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _depth(text: str) -> int:
    """Return how deep brackets nest outside strings, so that the parser never recurses without a bound."""
    depth = deepest = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _check_version(data: Any) -> None:
    if not isinstance(data, dict):
        raise DocumentError([Problem("", "A framework file is one JSON object.")])
    version = data.get("schema")
    if version != SCHEMA:
        said = f"says {json.dumps(version)[:80]}" if "schema" in data else "does not say its schema"
        raise DocumentError([Problem("/schema", f"This file {said}; this Throughline reads “{SCHEMA}”.")])


def _half_characters(value: Any, pointer: str) -> Iterator[Problem]:
    """Yield every text with half a character (a lone surrogate): no file or database can keep it."""
    if isinstance(value, dict):
        for name, entry in value.items():
            at = f"{pointer}{_pointer((name,))}"
            yield from _half_characters(name, at)
            yield from _half_characters(entry, at)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _half_characters(entry, f"{pointer}/{index}")
    elif isinstance(value, str) and SURROGATE.search(value):
        yield Problem(pointer, "This text holds half a character (a lone surrogate). Type it again.")


def _problems(error: ValidationError, data: Any) -> list[Problem]:
    """Return every fault in form, then the dangling references among what is sound: one list, mended in one go."""
    details = error.errors(include_url=False)
    found = [Problem(_pointer(detail["loc"]), _sentence(dict(detail))) for detail in details[:MOST_PROBLEMS]]
    if len(details) >= MOST_PROBLEMS:
        return found
    sound = sound_part(data, [detail["loc"] for detail in details])
    told = tuple(problem.pointer for problem in found)
    found += [more for more in reference_problems(sound) if not more.pointer.startswith(told)] if sound else []
    return found[:MOST_PROBLEMS]


def _pointer(location: tuple[int | str, ...]) -> str:
    return "".join(f"/{_shown(part).replace('~', '~0').replace('/', '~1')}" for part in location)


def _sentence(detail: dict[str, Any]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    form = FORMS.get(context.get("pattern", ""), "does not have the right form")
    given = _shown(detail.get("input"))
    sentences = {
        "missing": "This is required.",
        "extra_forbidden": "This field is not known here. Remove it or correct its name.",
        "string_too_long": f"The text is too long: at most {context.get('max_length')} characters.",
        "string_too_short": "This must not be empty.",
        "string_type": "This must be a text.",
        "string_pattern_mismatch": f"“{given}” {form}.",
        "enum": f"“{given}” is not one of: {context.get('expected')}.",
        "too_long": f"Too many entries: at most {context.get('max_length')}.",
        "too_short": "At least one entry is needed.",
        "date_from_datetime_parsing": "This is not a date. Write it as 2025-12-31.",
        "date_parsing": "This is not a date. Write it as 2025-12-31.",
        "date_type": "This is not a date. Write it as 2025-12-31.",
        "bool_parsing": "This must be true or false.",
        "bool_type": "This must be true or false.",
        "tuple_type": "This must be a list.",
        "model_type": "This must be an object.",
        "value_error": str(context.get("error", detail["msg"])),
    }
    return sentences.get(kind, f"{detail['msg']}.")
