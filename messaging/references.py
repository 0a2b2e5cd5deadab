"""Whether everything a document refers to exists in it. Pure: document in, problems with JSON pointers out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from journeys.phases import Phase
from messaging.document import FrameworkDocument, ValueMessage, slots_in
from ui.plain import ADDRESS_WORDS

RESERVED_SLUGS = {"new", "import"}  # words that stand where a slug stands in addresses


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where (JSON pointer) and what to do."""

    pointer: str
    message: str


def reference_problems(document: FrameworkDocument) -> list[Problem]:
    """Return dangling references, repeated keys and unknown slots, in document order."""
    return [
        *_reserved(document),
        *_repeated_keys(document),
        *_phases_mixed(document),
        *_dangling(document),
        *_slots(document),
        *_cells_twice(document),
    ]


def _reserved(document: FrameworkDocument) -> Iterator[Problem]:
    if document.slug in RESERVED_SLUGS:
        yield Problem("/slug", f"“{document.slug}” is an address of this product. Choose another slug.")
    for i, stage in enumerate(document.journey.stages):
        if stage.key in ADDRESS_WORDS:
            yield Problem(
                f"/journey/stages/{i}/key", f"“{stage.key}” is an address of this product. Choose another key."
            )


def _repeated_keys(document: FrameworkDocument) -> Iterator[Problem]:
    groups: dict[str, Iterable[str]] = {
        "/journey/stages": [stage.key for stage in document.journey.stages],
        "/results": [result.key for result in document.results],
        "/roles": [role.key for role in document.roles],
        "/offer/capabilities": [item.key for item in document.offer.capabilities],
        "/offer/alternatives": [item.key for item in document.offer.alternatives],
        "/proofs": [proof.key for proof in document.proofs],
        "/questions": [question.key for question in document.questions],
        "/objections": [objection.key for objection in document.objections],
        "/messages": [message.key for message in document.messages],
        "/slots": [slot.name for slot in document.slots],
        "/roles/*/concepts": [concept.key for role in document.roles for concept in role.concepts],
        "/roles/*/wins": [win.key for role in document.roles for win in role.wins],
    }
    for pointer, keys in groups.items():
        for key, times in Counter(keys).items():
            if times > 1:
                yield Problem(pointer, f"The key “{key}” is used {times} times. Give each entry its own key.")


def _phases_mixed(document: FrameworkDocument) -> Iterator[Problem]:
    """Yield stages that stand behind a stage of a later phase."""
    phases = list(Phase)
    latest = phases[0]
    for i, stage in enumerate(document.journey.stages):
        if phases.index(stage.phase) < phases.index(latest):
            yield Problem(
                f"/journey/stages/{i}/phase",
                f"“{stage.name}” is in {stage.phase.label} but stands after a stage in {latest.label}. "
                "Put the stages in the order of the phases.",
            )
        else:
            latest = stage.phase


@dataclass(frozen=True)
class _Known:
    """Every key that may be referred to, by what it names."""

    keys: dict[str, set[str]]

    @classmethod
    def of(cls, document: FrameworkDocument) -> _Known:
        return cls(
            {
                "stage": {stage.key for stage in document.journey.stages},
                "role": {role.key for role in document.roles},
                "result": {result.key for result in document.results},
                "concept": {concept.key for role in document.roles for concept in role.concepts},
                "win": {win.key for role in document.roles for win in role.wins},
                "capability": {item.key for item in document.offer.capabilities},
                "alternative": {item.key for item in document.offer.alternatives},
                "proof": {proof.key for proof in document.proofs},
                "question": {question.key for question in document.questions},
                "objection": {objection.key for objection in document.objections},
            }
        )

    def missing(self, kind: str, pointer: str, keys: Iterable[str | None]) -> Iterator[Problem]:
        for index, key in enumerate(keys):
            if key is not None and key not in self.keys[kind]:
                yield Problem(
                    pointer.replace("#", str(index)),
                    f"There is no {kind} “{key}” in this file. Add it, or refer to an existing {kind}.",
                )


def _dangling(document: FrameworkDocument) -> Iterator[Problem]:
    known = _Known.of(document)
    for i, stage in enumerate(document.journey.stages):
        yield from known.missing("stage", f"/journey/stages/{i}/may_return_to/#", stage.may_return_to)
    for i, role in enumerate(document.roles):
        yield from known.missing("stage", f"/roles/{i}/active_stages/#", role.active_stages)
        yield from known.missing("result", f"/roles/{i}/desired_results/#", role.desired_results)
        yield from known.missing("result", f"/roles/{i}/metrics/#", role.metrics)
    for i, proof in enumerate(document.proofs):
        yield from known.missing("result", f"/proofs/{i}/result", [proof.result])
    for i, question in enumerate(document.questions):
        yield from known.missing("role", f"/questions/{i}/roles/#", question.roles)
        yield from known.missing("stage", f"/questions/{i}/stages/#", question.stages)
    for i, objection in enumerate(document.objections):
        yield from known.missing("role", f"/objections/{i}/roles/#", objection.roles)
        yield from known.missing("stage", f"/objections/{i}/stages/#", objection.stages)
        yield from known.missing("proof", f"/objections/{i}/proofs/#", objection.proofs)
    for i, message in enumerate(document.messages):
        yield from _message_references(known, f"/messages/{i}", message)
    for i, note in enumerate(document.cell_notes):
        yield from known.missing("stage", f"/cell_notes/{i}/stage", [note.stage])
        yield from known.missing("role", f"/cell_notes/{i}/role", [note.role])


def _message_references(known: _Known, at: str, message: ValueMessage) -> Iterator[Problem]:
    yield from known.missing("stage", f"{at}/stage", [message.stage])
    yield from known.missing("role", f"{at}/role", [message.role])
    yield from known.missing("concept", f"{at}/concept", [message.concept])
    yield from known.missing("result", f"{at}/results/#", message.results)
    yield from known.missing("win", f"{at}/wins/#", message.wins)
    yield from known.missing("capability", f"{at}/capabilities/#", message.capabilities)
    yield from known.missing("alternative", f"{at}/alternative", [message.alternative])
    yield from known.missing("proof", f"{at}/proofs/#", message.proofs)
    yield from known.missing("question", f"{at}/questions/#", message.questions)
    yield from known.missing("objection", f"{at}/objections/#", message.objections)


def _slots(document: FrameworkDocument) -> Iterator[Problem]:
    names = {slot.name for slot in document.slots}
    for i, message in enumerate(document.messages):
        for pointer, text in message.texts().items():
            for name in slots_in(text):
                if name not in names:
                    yield Problem(f"/messages/{i}{pointer}", unknown_slot(name, names))
        for j, name in enumerate(message.slots):
            if name not in names:
                yield Problem(f"/messages/{i}/slots/{j}", unknown_slot(name, names))


def unknown_slot(name: str, known: Iterable[str]) -> str:
    """Return the sentence that tells an author about a slot the framework does not have."""
    listed = ", ".join(f"{{{{{slot}}}}}" for slot in sorted(known)) or "none yet"
    return f"“{{{{{name}}}}}” is not a slot of this framework. Its slots: {listed}. Correct the name or add the slot."


def _cells_twice(document: FrameworkDocument) -> Iterator[Problem]:
    seen = Counter((note.stage, note.role) for note in document.cell_notes)
    for (stage, role), times in seen.items():
        if times > 1:
            yield Problem("/cell_notes", f"The cell {stage} × {role} has {times} notes. Keep one.")
