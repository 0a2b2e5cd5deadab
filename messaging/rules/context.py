"""A document made ready for rules: everything by key, each message with its stage, role and texts. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
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
from messaging.rules.figures import Figure, figures_in
from messaging.rules.finding import Span
from messaging.rules.guide import PhraseGuide
from messaging.rules.kept import kept
from messaging.rules.languages import language_for
from messaging.rules.languages.base import Language
from messaging.rules.patterns import Patterns, patterns_of
from messaging.rules.settings import RuleSettings
from messaging.rules.similarity import Twins
from messaging.rules.words import Terms, openings_of, spoken_words, terms_of, unquoted, words_in
from messaging.terms import RESTRICTED, AlternativeKind

Item = TypeVar("Item", Stage, Role, ProofPoint, Question, Objection, DesiredResult, Alternative)
CLAIMS = (MessageKind.COMPETITIVE, MessageKind.CAPABILITY, MessageKind.COMMERCIAL, MessageKind.RISK_REDUCTION)
PROMISES = (*CLAIMS, MessageKind.VALUE_HYPOTHESIS)


@dataclass(frozen=True)
class Field:
    """One text somebody wrote: where it stands and what it is."""

    pointer: str
    text: str
    part: str  # headline, talk_track, so_what, concedes, next_step

    @kept
    def own_words(self) -> str:
        """The text with quotations of the customer blanked out."""
        return unquoted(self.text)

    @kept
    def words(self) -> list[str]:
        return words_in(self.text)

    @property
    def said(self) -> list[str]:
        """The words as they are spoken: a slot is one."""
        return spoken_words([self.text]) if "{{" in self.text else self.words


@dataclass(frozen=True)
class Speech:
    """What is said to one role in one phase, whoever wrote it: an author's message or a seller's own words."""

    phase: Phase
    fields: tuple[Field, ...]

    @kept
    def spoken(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.part == "talk_track")

    @kept
    def shown(self) -> tuple[Field, ...]:
        """What reaches the customer: everything but the note on what an alternative does well."""
        return tuple(field for field in self.fields if field.part != "concedes")

    @kept
    def text(self) -> str:
        return "\n".join(field.own_words for field in self.fields)

    @kept
    def low(self) -> str:
        return self.text.lower()

    @kept
    def words(self) -> frozenset[str]:
        return frozenset().union(*(field.words for field in self.fields))

    @kept
    def said(self) -> list[str]:
        """Every word that is spoken, in order."""
        return [*chain.from_iterable(field.said for field in self.spoken)]

    @kept
    def openings(self) -> frozenset[str]:
        return openings_of(self.words)

    def find(self, terms: Terms) -> Iterator[tuple[Field, Span]]:
        """Yield where the customer would hear one of the terms from us."""
        if terms.likely_in(self.low, self.openings):
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

    @kept
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
        self._offer_words: dict[str, str] = {}

    @kept
    def stages(self) -> dict[str, Stage]:
        return _by_key(self.document.journey.stages)

    @kept
    def roles(self) -> dict[str, Role]:
        return _by_key(self.document.roles)

    @kept
    def proofs(self) -> dict[str, ProofPoint]:
        return _by_key(self.document.proofs)

    @kept
    def questions(self) -> dict[str, Question]:
        return _by_key(self.document.questions)

    @kept
    def objections(self) -> dict[str, Objection]:
        return _by_key(self.document.objections)

    @kept
    def results(self) -> dict[str, DesiredResult]:
        return _by_key(self.document.results)

    @kept
    def alternatives(self) -> dict[str, Alternative]:
        return _by_key(self.document.offer.alternatives)

    @kept
    def phases(self) -> frozenset[Phase]:
        return frozenset(stage.phase for stage in self.document.journey.stages)

    @kept
    def written(self) -> frozenset[Phase]:
        """The phases that have messages."""
        return frozenset(self.stages[message.stage].phase for message in self.document.messages)

    def message(self, index: int) -> Message:
        data = self.document.messages[index]
        return Message(index, data, self.stages[data.stage], self.roles[data.role])

    @kept
    def promised(self) -> dict[str, set[str]]:
        """The results that buying messages promise, by the role they address."""
        promised: dict[str, set[str]] = {key: set() for key in self.roles}
        for message in self.document.messages:
            if message.kind in PROMISES and self.stages[message.stage].phase is Phase.BUY:
                promised[message.role].update(message.results)
        return promised

    @kept
    def promised_to_executives(self) -> set[str]:
        executives = [role.key for role in self.document.roles if role.initial_executive_buyer]
        return set().union(*(self.promised[key] for key in executives))

    def offer_words(self, text: str) -> str:
        """Return the first words of the text that name the offer or a competitor; asked once for each text."""
        if text not in self._offer_words:
            own = unquoted(text)
            found = (span.words for terms in (self.watched, self.competitors) for span in terms.spans(own, text))
            self._offer_words[text] = next(found, "")
        return self._offer_words[text]

    @property
    def patterns(self) -> Patterns:
        return patterns_of(self.language)

    @kept
    def guide(self) -> PhraseGuide:
        return PhraseGuide(self.document.phrase_guide, self.language)

    @kept
    def synonyms(self) -> list[tuple[str, Terms]]:
        """Each glossary term with the words it replaces."""
        entries = [(entry.term, terms_of(entry.synonyms, self.language)) for entry in self.document.glossary]
        return [(term, synonyms) for term, synonyms in entries if synonyms]

    @kept
    def slot_names(self) -> frozenset[str]:
        return frozenset(slot.name for slot in self.document.slots)

    @kept
    def stating(self) -> dict[Figure, list[ProofPoint]]:
        """The proofs that state a figure."""
        found: dict[Figure, list[ProofPoint]] = {}
        for proof in self.document.proofs:
            for figure in figures_in(proof.text, self.language):
                found.setdefault(figure, []).append(proof)
        return found

    @kept
    def restricted_texts(self) -> list[tuple[str, frozenset[str]]]:
        """The words of proofs that not everybody may see: as they stand, and those that tell."""
        said = [words_in(proof.text) for proof in self.document.proofs if proof.audience in RESTRICTED]
        return [(" ".join(words), self.language.telling(words)) for words in said]

    @kept
    def twins(self) -> Twins:
        messages = self.document.messages
        tracks, names = [item.talk_track for item in messages], [item.key for item in messages]
        return Twins(tracks, names, least=min(self.limit("CS101"), self.limit("CS102")), only=self.alone)

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

    @kept
    def watched(self) -> Terms:
        """Product, vendor and feature wording, in all its forms."""
        offer = self.document.offer
        names = filter(None, (*offer.watched_terms, offer.name, offer.vendor))
        return terms_of(tuple(dict.fromkeys(names)), self.language)

    @kept
    def vendor_names(self) -> frozenset[str]:
        """The words by which the vendor and its offer are called: whole names and their telling first words."""
        offer = self.document.offer
        return frozenset(name.lower() for full in (offer.name, offer.vendor) for name in self._called(full))

    @kept
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
