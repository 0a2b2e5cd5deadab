"""Terms in their forms, quotations, duplicates, languages: the parts that precision hangs on."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from messaging.document import FrameworkDocument
from messaging.rules import RuleSettings, check, check_text
from messaging.rules.context import Field
from messaging.rules.languages import language_for
from messaging.rules.languages.base import NEUTRAL, Language
from messaging.rules.readability import reading_ease
from messaging.rules.sample import TODAY, sample
from messaging.rules.similarity import Twins
from messaging.rules.words import phrases, seconds_to_say, terms_of, unquoted, words_in

ENGLISH, GERMAN = language_for("en-GB"), language_for("de-AT")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("platform", "Two platforms ran", "platforms"),
        ("Perlindo", "with Perlindo's report", "Perlindo's"),
        ("Perlindo", "with Perlindo’s report", "Perlindo’s"),
        ("sensor kit", "a sensor-kit is fitted", "sensor-kit"),
        ("sensor kit", "many sensorkits", "sensorkits"),
        ("sensor-kit", "the Sensor Kits", "Sensor Kits"),
        ("licence", "a new license", "license"),
        ("licence", "they are licensing it", "licensing"),
        ("policy", "new policies apply", "policies"),
        ("our solution", "Our solutions fit", "Our solutions"),
        ("Signal", "with Signal you see", "Signal"),
    ],
)
def test_term_is_found_in_its_forms(term: str, text: str, found: str) -> None:
    assert [span.words for span in terms_of((term,), ENGLISH).spans(text, text)] == [found]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("platform", "platformer games"),
        ("module", "modulation of the current"),
        ("Signal", "the signal drifts slowly"),
        ("app", "you appear to apply it"),
        ("licence", "the licensee pays"),
    ],
)
def test_other_words_are_no_form_of_a_term(term: str, text: str) -> None:
    assert list(terms_of((term,), ENGLISH).spans(text, text)) == []


def test_german_endings_are_found() -> None:
    found = terms_of(("Plattform",), GERMAN).spans("drei Plattformen", "drei Plattformen")
    assert [span.words for span in found] == ["Plattformen"]


@pytest.mark.parametrize(
    "text",
    [
        "You said “we hate your platform” twice.",
        'You said "we hate your platform" twice.',
        "You said ‘we don’t want your platform’ twice.",
        "Sie sagten „wir wollen keine Plattform“ dazu.",
        "You said 'we hate your platform' twice.",
    ],
)
def test_quotation_of_the_customer_is_left_alone(text: str) -> None:
    blanked = unquoted(text)
    assert len(blanked) == len(text)
    assert "latform" not in blanked


@pytest.mark.parametrize("text", ["The “platform” is here.", "Don't say that your platform isn't ready"])
def test_emphasis_and_apostrophes_are_no_quotation(text: str) -> None:
    assert "platform" in unquoted(text)


def texts(*said: str, stage: str = "notice") -> list[tuple[str, str]]:
    return [(f.code, f.pointer) for f in check_text(sample(), stage=stage, texts=said, today=TODAY)]


def test_sellers_own_words_meet_the_same_rules() -> None:
    assert texts("You lose sleep.", "Our shift apps help.") == [("PH101", "/1")]
    assert texts("You lose sleep.", "Our shift apps help.", stage="choose") == []
    assert texts("We have a seamless start.", stage="live") == [("LA101", "/0"), ("LA201", "/0")]


def test_unknown_language_keeps_the_rules_that_need_no_words() -> None:
    assert language_for("fr") is NEUTRAL
    assert language_for("base") is NEUTRAL
    french = sample().model_copy(update={"language": "fr"})
    assert check(french, today=TODAY) == ()
    found = check_text(french, stage="notice", texts=["Rotaline vous aide."], today=TODAY)
    assert [finding.code for finding in found] == ["PH101"]


def test_german_framework_meets_german_rules() -> None:
    german = sample().model_copy(update={"language": "de"})
    found = check_text(german, stage="live", texts=["Wir liefern eine nahtlose Umstellung."], today=TODAY)
    assert [finding.code for finding in found] == ["LA101", "LA201"]


def test_readability_tells_easy_from_hard() -> None:
    easy = ease("The cat sat on the mat.", "It was warm.")
    hard = ease("Organisational considerations necessitate institutional modernisation.")
    assert easy is not None
    assert hard is not None
    assert easy > 80 > 20 > hard
    assert ease("Le chat.", language=NEUTRAL) is None
    assert ease() is None


def ease(*texts: str, language: Language = ENGLISH) -> float | None:
    return reading_ease(texts, [word for text in texts for word in words_in(text)], language)


def test_speaking_time_counts_a_slot_as_a_word() -> None:
    said = Field("/0", "one {{a_long_slot_name}} three-four don’t six seven", "talk_track").said
    assert said == ["one", "slot", "three-four", "don't", "six", "seven"]
    assert seconds_to_say(said, ENGLISH) == 3


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("One stop. Two stops! And 3.5 hours.", ["One stop", " Two stops", " And 3.5 hours", ""]),
        ("It stands – and nobody knows; until Monday", ["It stands ", " and nobody knows", " until Monday"]),
        ("Pages 2–3 and e.g.this", ["Pages 2–3 and e.g.this"]),
    ],
)
def test_speech_pauses_at_marks_before_a_blank(text: str, stretches: list[str]) -> None:
    assert [text[start:end] for start, end in phrases(text)] == stretches


WORDING = "you plan the week by hand and find on monday that two of the nights are still open"


def test_near_copies_find_each_other_and_others_do_not() -> None:
    said = [WORDING, WORDING.replace("monday", "friday"), "something else is said here about quite another matter"]
    twins = Twins([(text,) for text in said], ["a", "b", "c"], least=80)
    assert [twins.closest(i, 80, lambda other: True) for i in range(3)] == [1, 0, None]


def test_many_copies_stay_cheap_and_are_all_found() -> None:
    said = [f"{WORDING} in ward {i}" for i in range(3000)]
    twins = Twins([(text,) for text in said], [str(i) for i in range(3000)], least=80)
    assert all(twins.closest(i, 80, lambda other: True) is not None for i in range(0, 3000, 7))


def test_review_dates_are_measured_from_the_given_day(line_document: FrameworkDocument) -> None:
    late = dt.date(2025, 9, 2)
    assert [f.pointer for f in check(line_document, today=late, only=["CS302"])] == ["/review_by"]
    assert check(line_document, today=dt.date(2025, 9, 1), only=["CS302"]) == ()


def test_framework_settings_lie_over_the_installations() -> None:
    wider = RuleSettings(limits={"LA301": 10, "LA302": 10}, off={"LA303": "too strict"})
    narrow = RuleSettings(limits={"LA301": 50}, off={"LA302": "talks may be long"})
    both = narrow.over(wider)
    assert (both.limits, both.off) == ({"LA301": 50}, {"LA303": "too strict", "LA302": "talks may be long"})


def test_proof_of_one_word_is_quoted_by_nobody() -> None:
    proofs = tuple(proof.model_copy(update={"text": "overtime"}) for proof in sample().proofs)
    short = sample().model_copy(update={"proofs": proofs})
    said = ["You approved this for fewer hours of overtime in each of your wards."]
    assert check_text(short, stage="live", texts=said, today=TODAY) == ()


STRETCH = "The outside audit of the shift records found two gaps on night shifts."


@pytest.mark.parametrize(
    ("proof", "found"),
    [
        (
            f"In March and in April {STRETCH[0].lower()}{STRETCH[1:-1]}, one of them in a ward with four nurses.",
            ["EV303"],
        ),
        ("Nurses on the night shifts of two wards found the gaps in the records of the audit last year.", []),
    ],
)
def test_sentence_that_quotes_a_part_of_a_restricted_proof(proof: str, found: list[str]) -> None:
    proofs = tuple(item.model_copy(update={"text": proof}) for item in sample().proofs)
    document = sample().model_copy(update={"proofs": proofs})
    told = check_text(document, stage="choose", texts=[STRETCH], today=TODAY)
    assert [finding.code for finding in told] == found


@pytest.mark.parametrize(
    ("said", "stage", "codes"),
    [
        ("It's the world’s fastest roster.", "choose", ["LA201"]),
        ("It's the world's fastest roster.", "choose", ["LA201"]),
        ("You can’t afford to wait with the other wards.", "live", ["PH401"]),
        ("Nothing is risk-free; you choose which risk to keep.", "choose", []),
        ("This will not be a seamless start for your wards.", "choose", []),
        ("You did not ask for it. Here is a seamless start.", "choose", ["LA201"]),
        ("You get the most advanced technology.", "choose", ["LA201"]),
        ("In sepsis care, next generation sequencing stays in your lab.", "choose", []),
        ("You meet the strictest rule on rest periods with two fields.", "choose", []),
        ("Why do you still plan on paper?", "notice", ["LA402"]),
        ("You lose a night. Why do your wards plan on paper?", "choose", ["LA402"]),
        ("Why is that? Your nurses call each other at night.", "notice", []),
        ("Your nurses know why you plan on paper.", "notice", []),
        ("You asked: “why do you want to know that?”", "notice", []),
    ],
)
def test_english_sentences_meet_the_rules_they_should(said: str, stage: str, codes: list[str]) -> None:
    assert [code for code, _ in texts(said, stage=stage)] == codes


@pytest.mark.parametrize(
    ("said", "stage", "codes"),
    [
        ("Ihre Stationen füllen Lücken meist mit denselben drei Personen.", "notice", []),
        ("Das Beste daran: Sie rufen nachts niemanden mehr an.", "notice", []),
        ("Sie sagten: „Ihre Rotaline ist uns zu langsam.“ Was heißt langsam?", "notice", []),
        ("Mit der Rotaline-Planung sehen Sie jede Lücke.", "notice", ["PH101"]),
        ("Rotalines Planer schließen jede Lücke.", "notice", ["PH101"]),
        ("Hier spricht der führende Anbieter für Dienstpläne.", "choose", ["LA201"]),
        ("Sie kaufen bei einem führenden Anbieter.", "choose", ["LA201"]),
        ("Ihre Stationen nutzen eine hochmoderne Technik.", "choose", ["LA201"]),
        ("Sie bekommen keinen nahtlosen Übergang, aber einen kurzen.", "choose", []),
        ("Warum planen Sie noch auf Papier?", "notice", ["LA402"]),
        ("Die Mehrwertsteuer zahlen Sie erst im Mai.", "choose", []),
        ("Sie bekommen einen echten Mehrwert.", "choose", ["LA202"]),
        ("Sie können es sich nicht leisten, länger zu warten.", "live", ["PH401"]),
    ],
)
def test_german_sentences_meet_the_rules_they_should(said: str, stage: str, codes: list[str]) -> None:
    german = sample().model_copy(update={"language": "de"})
    assert sorted(f.code for f in check_text(german, stage=stage, texts=[said], today=TODAY)) == codes


@pytest.mark.parametrize(
    "hostile",
    ["1" * 4000, "1," * 4000, "‘a " * 4000, "'a " * 4000, "“a " * 4000, "[a" * 4000, "best-" * 4000, "👩🏽‍🚒 " * 2000],
    ids=lambda text: text[:3],
)
def test_hostile_text_is_read_in_no_time(hostile: str) -> None:
    base, message = sample(), sample().messages[0]

    def seconds(text: str) -> float:
        wrong = message.model_copy(update={"talk_track": (text,), "proofs": ()})
        document = base.model_copy(update={"messages": (wrong,)})
        start = time.process_time()
        check(document, today=TODAY)
        return time.process_time() - start

    assert min(seconds(hostile) for _ in range(3)) < 1
