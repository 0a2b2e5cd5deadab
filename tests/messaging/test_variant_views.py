"""The screens of variants: begin one, the base page, marks in matrix, list, bar and panel."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from messaging.actions.compose import create_message, delete_message
from messaging.actions.inherit import create_variant
from messaging.actions.library import save_item
from messaging.models import Framework
from messaging.queries.message import message_value
from people.models import User
from tests.messaging.bulk import fill
from tests.messaging.variants import fresh, release_anew, release_unjudged, say

HTMX = {"HX-Request": "true"}
PANEL = {"HX-Request": "true", "HX-Target": "main"}
NEW = "/frameworks/keep-the-line-running/variants/new/"
BASE, MATRIX = "/frameworks/die-linie/base/", "/frameworks/die-linie/"
CountQueries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def lead(sign_in: Callable[[User], Client], dana: User) -> Client:
    return sign_in(dana)


@pytest.fixture
def variant(live_line: Framework, dana: User) -> Framework:
    return create_variant(actor=dana, base=live_line, title="Die Linie", language="de")


@pytest.fixture
def behind(variant: Framework, live_line: Framework, dana: User) -> Framework:
    """The variant with one translation, after its base changed that message, another one, and added a third."""
    say(variant, "m07", headline="Zu früh und zu spät")
    say(live_line, "m07", headline="Too early and far too late")
    say(live_line, "m16", so_what="So it goes.")
    value = message_value(live_line.messages.get(key="m07")).model_copy(update={"headline": "A third one"})
    create_message(actor=dana, framework=live_line, value=value, key="third")
    release_anew(live_line)
    return fresh(variant)


def _form(**changes: Any) -> dict[str, Any]:
    return {"title": "Die Linie", "language": "de", "region": "DACH"} | changes


def _decision(do: str, ref: str = "", version: int = 1, **more: Any) -> dict[str, Any]:
    return {"do": do, "ref": ref, "version": version, "release": 2} | more


# --- a new one --------------------------------------------------------------------------------------


def test_new_variant_is_made_and_shown(lead: Client, live_line: Framework) -> None:
    assert lead.post(NEW, _form()).headers["Location"] == MATRIX
    variant = Framework.objects.get(slug="die-linie")
    assert (variant.base, variant.language, variant.region, variant.industry) == (live_line, "de", "DACH", "")


def test_new_variant_starts_from_the_bases_market(lead: Client, live_line: Framework) -> None:
    form = lead.get(NEW).context["form"]
    assert (form["language"].value(), form["industry"].value()) == ("en", live_line.industry)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "a\x07"}, "invisible control character"),
        ({"language": "other"}, "Write the code of the language."),
        ({"language": "other", "code": "Basque!"}, "Use a language code such as “eu” or “de-LI”."),
        ({"language": "klingon"}, "Select a valid choice."),
    ],
)
def test_new_variant_with_a_wrong_answer_keeps_the_others(
    lead: Client, live_line: Framework, changes: dict[str, str], error: str
) -> None:
    answer = lead.post(NEW, _form(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error in page
    assert 'value="DACH"' in page
    assert Framework.objects.count() == 1


def test_new_variant_in_a_language_by_its_code(lead: Client, live_line: Framework) -> None:
    lead.post(NEW, _form(language="other", code="eu"))
    assert Framework.objects.get(slug="die-linie").language == "eu"


def test_new_variant_of_an_unreleased_framework_offers_the_release(lead: Client, line: Framework) -> None:
    page = lead.get(NEW).content.decode()
    assert "has no release in use yet" in page
    assert f'href="/frameworks/{line.slug}/publish/"' in page
    lead.post(NEW, _form())
    assert Framework.objects.count() == 1


def test_new_variant_of_an_outlived_release_is_told(lead: Client, live_line: Framework) -> None:
    stage = live_line.journey.stages.get(key="s9")
    live_line.messages.filter(stage=stage).delete()
    stage.delete()
    answer = lead.post(NEW, _form())
    assert answer.status_code == 422
    assert "Publish the base again, then begin the variant." in answer.content.decode()


# --- the base page ----------------------------------------------------------------------------------


def test_base_page_tells_what_moved_and_what_is_new(lead: Client, behind: Framework) -> None:
    answer = lead.get(BASE)
    moves = answer.context["moves"]
    told = [(move.ref.key, move.mark.words, [(f.change.name, f.yours) for f in move.fields]) for move in moves.behind]
    assert told == [
        ("m07", "translation behind its base", [("Headline", "Zu früh und zu spät")]),
        ("m16", "base moved on", [("So what", None)]),
    ]
    assert [move.change.title for move in moves.new] == ["A third one"]
    page = answer.content.decode()
    assert "Take the one you never changed" in page


def test_base_page_of_a_translation_counts(lead: Client, behind: Framework) -> None:
    context = lead.get(BASE).context
    assert (context["translated"], context["messages_count"], context["lagging"]) == (1, 41, 2)
    assert len(context["moves"].untranslated) == 40


def test_base_page_without_anything_to_decide(lead: Client, variant: Framework) -> None:
    page = lead.get(BASE).content.decode()
    assert "Up to date with its base" in page
    assert "Base moved on" not in page


def test_base_page_of_a_base_without_a_release_in_use(lead: Client, behind: Framework) -> None:
    Framework.objects.filter(variants=behind).update(live_release=None)
    assert "The base has no release in use" in lead.get(BASE).content.decode()


def test_base_page_tells_what_is_gone(lead: Client, variant: Framework, live_line: Framework, dana: User) -> None:
    delete_message(actor=dana, message=live_line.messages.get(key="m07"), expected_version=1)
    release_anew(live_line)
    page = lead.get(BASE).content.decode()
    assert "Gone from the base" in page
    assert "Delete it here too" in page


def test_framework_without_a_base_has_no_base_page(lead: Client, live_line: Framework) -> None:
    assert lead.get(f"/frameworks/{live_line.slug}/base/").status_code == 404


@pytest.mark.parametrize("size", [10, 500])
def test_base_page_queries_do_not_grow(
    size: int, live_line: Framework, dana: User, lead: Client, django_assert_num_queries: CountQueries
) -> None:
    fill(live_line, size)
    release_unjudged(live_line)
    variant = create_variant(actor=dana, base=fresh(live_line), title="Die Linie", language="de")
    live_line.messages.update(headline="Another headline")
    release_unjudged(live_line)
    lead.get(BASE)  # the releases are read once a process
    # session, person, their permissions twice, framework, 12 for the draft, what was taken; versions for the moves;
    # two for the bar
    with django_assert_num_queries(22):
        assert len(lead.get(BASE).context["moves"].behind) == size
    assert variant.messages.count() == size


# --- deciding ---------------------------------------------------------------------------------------


def test_take_one_keep_one_and_the_page_is_calm(lead: Client, behind: Framework) -> None:
    lead.post(f"{BASE}decide/", _decision("take", "messages/m16"))
    assert behind.messages.get(key="m16").so_what == "So it goes."
    lead.post(f"{BASE}decide/", _decision("keep", "messages/m07"))
    assert behind.messages.get(key="m07").headline == "Zu früh und zu spät"
    answer = lead.post(f"{BASE}decide/", _decision("keep", "messages/third"), headers=HTMX)
    page = answer.content.decode()
    assert page.startswith('<div class="base" id="base"')
    assert "Up to date with its base" in page
    assert "1 part kept as it is here." in page


@pytest.mark.parametrize(("do", "left"), [("take-untouched", ["m07"]), ("keep-all", []), ("take-new", ["m07", "m16"])])
def test_decide_about_several(lead: Client, behind: Framework, do: str, left: list[str]) -> None:
    assert lead.post(f"{BASE}decide/", _decision(do)).status_code == 302
    assert [move.ref.key for move in lead.get(BASE).context["moves"].behind] == left
    assert behind.messages.filter(key="third").exists() == (do == "take-new")


def test_decision_about_a_release_that_is_not_in_use_any_more_is_refused(lead: Client, behind: Framework) -> None:
    answer = lead.post(f"{BASE}decide/", _decision("take", "messages/m16", release=1))
    assert answer.status_code == 409
    assert "The base has put release 2 in use meanwhile." in answer.content.decode()


def test_take_over_words_written_meanwhile_is_refused_where_it_was_asked(lead: Client, behind: Framework) -> None:
    wish = _decision("take", "messages/m07", version=1)
    assert "Somebody changed this here a moment ago." in lead.post(f"{BASE}decide/", wish).content.decode()
    answer = lead.post(f"{BASE}decide/", wish | {"back": "message"}, headers=PANEL)
    assert answer.status_code == 409
    assert 'id="message-form"' in answer.content.decode()
    assert behind.messages.get(key="m07").headline == "Zu früh und zu spät"


def test_take_from_the_panel_leads_back_to_the_message(lead: Client, behind: Framework) -> None:
    wish = _decision("take", "messages/m07", version=2, back="message")
    answer = lead.post(f"{BASE}decide/?level=management", wish)
    assert answer.headers["Location"] == f"{MATRIX}messages/m07/?level=management"
    assert behind.messages.get(key="m07").headline == "Too early and far too late"


def test_decision_that_is_none_is_a_bad_request(lead: Client, behind: Framework) -> None:
    assert lead.post(f"{BASE}decide/", {"do": "sing"}).status_code == 400


def test_detach_leads_to_the_settings(lead: Client, behind: Framework) -> None:
    assert lead.post(f"{BASE}detach/").headers["Location"] == f"{MATRIX}settings/"
    assert fresh(behind).base is None


# --- marks ------------------------------------------------------------------------------------------


def test_matrix_marks_cells(lead: Client, behind: Framework) -> None:
    matrix = lead.get(MATRIX).context["matrix"]
    marks = {line.key: (line.mark.name, line.mark.short) for _, line in matrix.in_order()}
    assert marks["m07"] == marks["m16"] == ("behind", "behind")
    assert marks["m01"] == ("inherited", "")
    cell = next(cell for cell, line in matrix.in_order() if line.key == "m07")
    assert cell.mark.words == "translation behind its base"


@pytest.mark.parametrize("size", [10, 500])
def test_matrix_queries_of_a_variant_do_not_grow(
    size: int, variant: Framework, lead: Client, django_assert_num_queries: CountQueries
) -> None:
    fill(variant, size)
    lead.get(MATRIX)
    with django_assert_num_queries(28 + 1 + 2):  # as any matrix; what was taken; two for the bar
        lead.get(MATRIX)


def test_bar_says_that_the_base_moved_on(lead: Client, behind: Framework) -> None:
    for path in (MATRIX, f"{MATRIX}journey/", f"{MATRIX}library/proofs/", f"{MATRIX}settings/"):
        assert f'<a class="pill pill--behind" href="{BASE}">' in lead.get(path).content.decode()


def test_library_marks_entries(lead: Client, variant: Framework, live_line: Framework, dana: User) -> None:
    save_item(dana, variant, variant.proofs.get(key="p_timing"), {"sample": "27 Werke"}, expected_version=1)
    save_item(dana, live_line, live_line.proofs.get(key="p_bench"), {"sample": "31 plants"}, expected_version=1)
    release_anew(live_line)
    marks = lead.get(f"{MATRIX}library/proofs/").context["marks"]
    words = {key: mark.words for key, mark in marks.items()}
    assert (words["p_timing"], words["p_bench"]) == ("translated", "base moved on")
    assert "not translated yet" in words.values()


def test_list_shows_variants_below_their_base(lead: Client, behind: Framework, dana: User) -> None:
    release_anew(behind)
    create_variant(actor=dana, base=fresh(behind), title="Für Österreich", language="de-AT")
    answer = lead.get("/frameworks/")
    assert [(entry.framework.title, entry.depth) for entry in answer.context["entries"]] == [
        ("Keep the line running", 0),
        ("Die Linie", 1),
        ("Für Österreich", 2),
    ]
    page = answer.content.decode()
    assert "2 behind, 1 new in the base" in page
    assert "Variant of Keep the line running in German" in page


@pytest.mark.parametrize("count", [1, 6])
def test_list_queries_of_variants_do_not_grow(
    count: int, live_line: Framework, dana: User, lead: Client, django_assert_num_queries: CountQueries
) -> None:
    for number in range(count):
        create_variant(actor=dana, base=live_line, title=f"V {number}", language="de")
    lead.get("/frameworks/")
    with django_assert_num_queries(11 + 2):  # as any list; what was taken, what is there
        lead.get("/frameworks/")


def test_panel_shows_the_base_beside_a_message(lead: Client, behind: Framework) -> None:
    beside = lead.get(f"{MATRIX}messages/m07/").context["beside"]
    (line,) = [line for line in beside.lines if line.moved]
    assert (line.name, "".join(piece.text for piece in line.pieces if piece.kind != "gone")) == (
        "Lead",
        "Too early and far too late",
    )
    page = lead.get(f"{MATRIX}messages/m07/").content.decode()
    assert "The translation still fits" in page
    assert "panel--beside" in page


def test_panel_of_an_own_message_shows_no_base(lead: Client, variant: Framework, dana: User) -> None:
    value = message_value(variant.messages.get(key="m07")).model_copy(update={"headline": "Nur hier"})
    row = create_message(actor=dana, framework=variant, value=value)
    assert lead.get(f"{MATRIX}messages/{row.key}/").context["beside"] is None


def test_autosave_brings_the_state_beside_the_base_up_to_date(lead: Client, variant: Framework) -> None:
    row = variant.messages.get(key="m01")
    value = message_value(row)
    same = value.model_dump(mode="json", exclude={"key", "stage", "role", "next_step"}) | value.next_step.model_dump()
    data = {name: "" if entry is None else entry for name, entry in same.items()}
    data |= {"headline": "Übersetzt", "version": 1}
    answer = lead.post(
        f"{MATRIX}messages/m01/", data, headers={"HX-Request": "true", "HX-Target": "save-state"}
    ).content.decode()
    assert '<span class="pill" id="beside-words" hx-swap-oob="true">Translated</span>' in answer
    assert 'id="beside-version" value="2"' in answer
    assert "from--overridden" in answer


def test_settings_name_the_variants_before_archiving(lead: Client, variant: Framework, live_line: Framework) -> None:
    page = lead.get(f"/frameworks/{live_line.slug}/settings/").content.decode()
    assert "1 variant inherits from it: “Die Linie”" in page
    lead.post(f"/frameworks/{live_line.slug}/settings/archive/", {"archived": "yes"})
    assert "What inherits from it stays in use: “Die Linie”." in lead.get("/frameworks/").content.decode()
