"""A document made ready for rules: everything by key, each message with its stage, role and texts. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from journeys.phases import MessageKind, Phase
from messaging.document import (
    Alternative,
    DesiredResult,
    FrameworkDocument,
    Objection,
    ProofPoint,
    Question,
    Role,
    Stage,
    ValueMessage,
)
from messaging.rules.finding import Span
from messaging.rules.guide import PhraseGuide
from messaging.rules.languages import language_for
from messaging.rules.languages.base import Language
from messaging.rules.patterns import Patterns, patterns_of
from messaging.rules.settings import RuleSettings
from messaging.rules.similarity import Twins
from messaging.rules.words import Terms, openings_of, plain_words, terms_of, unquoted, words_in
from messaging.terms import AlternativeKind, Audience

Item = TypeVar("Item", Stage, Role, ProofPoint, Question, Objection, DesiredResult, Alternative)
CLAIMS = (MessageKind.COMPETITIVE, MessageKind.CAPABILITY, MessageKind.COMMERCIAL, MessageKind.RISK_REDUCTION)
PROMISES = (*CLAIMS, MessageKind.VALUE_HYPOTHESIS)


@dataclass(frozen=True)
class Field:
    """One text somebody wrote: where it stands and what it is."""

    pointer: str
    text: str
    part: str  # headline, talk_track, so_what, concedes, next_step

    @cached_property
    def own_words(self) -> str:
        """The text with quotations of the customer blanked out."""
        return unquoted(self.text)

    @cached_property
    def words(self) -> list[str]:
        return words_in(self.text)


@dataclass(frozen=True)
class Speech:
    """What is said to one role in one phase, whoever wrote it: an author's message or a seller's own words."""

    phase: Phase
    fields: tuple[Field, ...]

    @cached_property
    def spoken(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.part == "talk_track")

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """What reaches the customer: everything but the note on what an alternative does well."""
        return tuple(field for field in self.fields if field.part != "concedes")

    @cached_property
    def text(self) -> str:
        return "\n".join(field.own_words for field in self.fields)

    @cached_property
    def words(self) -> frozenset[str]:
        return plain_words(self.text)

    @cached_property
    def openings(self) -> frozenset[str]:
        return openings_of(self.words)

    def find(self, terms: Terms) -> Iterator[tuple[Field, Span]]:
        """Yield where the customer would hear one of the terms from us."""
        if terms.likely_in(self.text, self.openings):
            for field in self.shown:
                for span in terms.spans(field.own_words, field.text):
                    yield field, span


@dataclass(frozen=True)
class Message:
    """A message with what its keys stand for."""

    index: int
    data: ValueMessage
    stage: Stage
    role: Role

    @property
    def phase(self) -> Phase:
        return self.stage.phase

    def at(self, field: str) -> str:
        return f"/messages/{self.index}/{field}"

    @cached_property
    def speech(self) -> Speech:
        fields = [
            Field(f"/messages/{self.index}{pointer}", text, pointer.split("/")[1])
            for pointer, text in self.data.texts().items()
            if text
        ]
        return Speech(self.phase, tuple(fields))


class Frame:
    """What a check may ask: the document by key, the language, the day, the limits. Computes what it is asked for."""

    def __init__(
        self, document: FrameworkDocument, today: dt.date, settings: RuleSettings, limits: Mapping[str, float]
    ) -> None:
        self.document = document
        self.today = today
        self.settings = settings
        self.limits = limits
        self.language: Language = language_for(document.language)
        self.alone: int | None = None  # the only message that is asked about

    @cached_property
    def stages(self) -> dict[str, Stage]:
        return _by_key(self.document.journey.stages)

    @cached_property
    def roles(self) -> dict[str, Role]:
        return _by_key(self.document.roles)

    @cached_property
    def proofs(self) -> dict[str, ProofPoint]:
        return _by_key(self.document.proofs)

    @cached_property
    def questions(self) -> dict[str, Question]:
        return _by_key(self.document.questions)

    @cached_property
    def objections(self) -> dict[str, Objection]:
        return _by_key(self.document.objections)

    @cached_property
    def results(self) -> dict[str, DesiredResult]:
        return _by_key(self.document.results)

    @cached_property
    def alternatives(self) -> dict[str, Alternative]:
        return _by_key(self.document.offer.alternatives)

    @cached_property
    def phases(self) -> frozenset[Phase]:
        return frozenset(stage.phase for stage in self.document.journey.stages)

    @cached_property
    def written(self) -> frozenset[Phase]:
        """The phases that have messages."""
        return frozenset(self.stages[message.stage].phase for message in self.document.messages)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self.message(i) for i in range(len(self.document.messages)))

    def message(self, index: int) -> Message:
        data = self.document.messages[index]
        return Message(index, data, self.stages[data.stage], self.roles[data.role])

    @cached_property
    def promised(self) -> dict[str, set[str]]:
        """The results that buying messages promise, by the role they address."""
        promised: dict[str, set[str]] = {key: set() for key in self.roles}
        for message in self.document.messages:
            if message.kind in PROMISES and self.stages[message.stage].phase is Phase.BUY:
                promised[message.role].update(message.results)
        return promised

    @cached_property
    def promised_to_executives(self) -> set[str]:
        executives = [role.key for role in self.document.roles if role.initial_executive_buyer]
        return set().union(*(self.promised[key] for key in executives))

    @property
    def patterns(self) -> Patterns:
        return patterns_of(self.language)

    @cached_property
    def guide(self) -> PhraseGuide:
        return PhraseGuide(self.document.phrase_guide, self.language)

    @cached_property
    def synonyms(self) -> list[tuple[str, Terms]]:
        """Each glossary term with the words it replaces."""
        entries = [(entry.term, terms_of(entry.synonyms, self.language)) for entry in self.document.glossary]
        return [(term, synonyms) for term, synonyms in entries if synonyms]

    @cached_property
    def slot_names(self) -> frozenset[str]:
        return frozenset(slot.name for slot in self.document.slots)

    @cached_property
    def restricted_texts(self) -> list[tuple[str, frozenset[str]]]:
        """The words of proofs that not everybody may see: as they stand, and as a set."""
        hidden = (Audience.UNDER_NDA, Audience.INTERNAL)
        said = [words_in(proof.text) for proof in self.document.proofs if proof.audience in hidden]
        return [(" ".join(words), frozenset(words)) for words in said]

    @cached_property
    def twins(self) -> Twins:
        messages = self.document.messages
        texts, names = [" ".join(item.talk_track) for item in messages], [item.key for item in messages]
        return Twins(texts, names, self.alone)

    def in_other_phase(self, message: Message) -> Callable[[int], bool]:
        stages, messages, phase = self.stages, self.document.messages, message.phase
        return lambda other: stages[messages[other].stage].phase is not phase

    def for_other_role(self, message: Message) -> Callable[[int], bool]:
        """Accept messages of the same phase to somebody else."""
        stages, messages, phase, role = self.stages, self.document.messages, message.phase, message.role.key
        return lambda other: messages[other].role != role and stages[messages[other].stage].phase is phase

    def limit(self, code: str) -> float:
        """Return the number a rule measures against, as set or as it comes."""
        return self.settings.limits.get(code, self.limits.get(code, 0))

    @cached_property
    def watched(self) -> Terms:
        """Product, vendor and feature wording, in all its forms."""
        offer = self.document.offer
        names = filter(None, (*offer.watched_terms, offer.name, offer.vendor))
        return terms_of(tuple(dict.fromkeys(names)), self.language)

    @cached_property
    def vendor_names(self) -> frozenset[str]:
        """The words by which the vendor and its offer are called: whole names and their telling first words."""
        offer = self.document.offer
        return frozenset(name.lower() for full in (offer.name, offer.vendor) for name in self._called(full))

    @cached_property
    def competitors(self) -> Terms:
        """Names of competitors, whole or by the telling first word (“Ordwyn” of “Ordwyn Sensing”)."""
        rivals = [item for item in self.document.offer.alternatives if item.kind is AlternativeKind.COMPETITOR]
        names = [name for rival in rivals for name in self._called(rival.name)]
        return terms_of(tuple(dict.fromkeys(names)), self.language)

    def _called(self, full: str) -> list[str]:
        first = full.split()[0] if full.split() else ""
        telling = len(first) >= 4 and first[0].isupper() and first.lower() not in self.language.everyday
        return [full, first] if telling and first != full else [full] if full else []


def _by_key(items: Iterable[Item]) -> dict[str, Item]:
    return {item.key: item for item in items}
