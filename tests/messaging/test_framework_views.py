"""Starting, copying, importing, exporting frameworks; their settings and roles."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journeys.models import Journey, StageRole
from messaging.assembly import assemble
from messaging.document import FrameworkDocument, to_json
from messaging.models import Framework, PendingImport
from messaging.stock import stock_journeys, stock_results, stock_roles
from people.models import Activity, User
from stakeholders.models import BuyerRole

HTMX = {"HX-Request": "true"}
SignIn = Callable[[User], Client]


@pytest.fixture
def lead(sign_in: SignIn, dana: User) -> Client:
    return sign_in(dana)


def _start(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Warm meals on time",
        "offer_name": "Tafelrund",
        "journey": "template:renewed-service",
        "roles": ["managing-director", "finance-director", "everyday-user"],
    } | changes


# --- the list ---------------------------------------------------------------------------------------


def test_list_without_frameworks_invites(lead: Client) -> None:
    page = lead.get("/frameworks/").content.decode()
    assert "Start with one conversation" in page
    assert 'href="/frameworks/new/"' in page


def test_list_shows_coverage_and_leads_to_the_matrix(lead: Client, line: Framework) -> None:
    page = lead.get("/frameworks/").content.decode()
    assert "<b>45</b> of 46 cells answered" in page
    assert f'href="/frameworks/{line.slug}/"' in page
    assert "Draft of release 1" in page


def test_list_queries_do_not_grow(lead: Client, line: Framework, line_document: FrameworkDocument) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            lead.get("/frameworks/")
        return len(queries)

    one = count()
    for number in range(29):
        Framework.objects.create(slug=f"f{number}", title=f"F {number}", offer_name="O", journey=line.journey)
    assert count() == one == 11


@pytest.mark.parametrize("person", ["sam", "kim", "ada", "olly"])
@pytest.mark.parametrize(
    "name", ["framework_list", "framework_new", "framework_import", "framework_settings", "framework_export"]
)
def test_pages_are_for_leads(
    request: pytest.FixtureRequest, sign_in: SignIn, line: Framework, person: str, name: str
) -> None:
    args = [line.slug] if name in {"framework_settings", "framework_export"} else []
    assert sign_in(request.getfixturevalue(person)).get(reverse(name, args=args)).status_code == 403


# --- from scratch -----------------------------------------------------------------------------------


def test_new_framework_on_an_empty_installation(lead: Client, dana: User) -> None:
    answer = lead.post("/frameworks/new/", _start())
    framework = Framework.objects.get()
    assert answer.headers["Location"] == "/frameworks/warm-meals-on-time/cells/feel-the-strain/managing-director/new/"
    assert (framework.title, framework.offer_name, framework.owner) == ("Warm meals on time", "Tafelrund", dana)
    document = assemble(framework)
    assert [role.key for role in document.roles] == ["managing-director", "finance-director", "everyday-user"]
    assert document.roles[2].active_stages == ("live-with-it", "choose-again")
    assert all(role.concepts and role.wins for role in document.roles)
    assert [stage.name for stage in document.journey.stages] == [
        stage.name for stage in stock_journeys()["renewed-service"].stages
    ]
    assert FrameworkDocument.model_validate(json.loads(to_json(document))) == document


def test_new_framework_from_a_template_gets_its_own_journey(lead: Client) -> None:
    lead.post("/frameworks/new/", _start())
    lead.post("/frameworks/new/", _start(title="Second"))
    assert list(Journey.objects.order_by("pk").values_list("key", "name")) == [
        ("renewed-service", "A service that is renewed"),
        ("renewed-service-2", "A service that is renewed (Second)"),
    ]


def test_new_framework_on_a_shared_journey_shares_it(lead: Client, line: Framework) -> None:
    lead.post("/frameworks/new/", _start(journey=f"shared:{line.journey.key}", roles=["coo", "managing-director"]))
    framework = Framework.objects.exclude(pk=line.pk).get()
    assert framework.journey == line.journey
    active = StageRole.objects.filter(role__key="coo", stage__journey=line.journey)
    assert active.count() == 7
    assert "kept-promises" in framework.results.values_list("key", flat=True)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 161}, "Ensure this value has at most 160 characters (it has 161)."),
        ({"title": "a\x00b"}, "Null characters are not allowed."),
        ({"journey": ""}, "Choose a journey to start from."),
        ({"journey": "template:none"}, "Select a valid choice."),
        ({"roles": []}, "Choose at least one role."),
        ({"roles": ["nobody"]}, "Select a valid choice."),
    ],
)
def test_new_framework_with_an_answer_missing_keeps_the_others(
    lead: Client, changes: dict[str, Any], error: str
) -> None:
    answer = lead.post("/frameworks/new/", _start(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error in page
    assert "Tafelrund" in page
    assert not Framework.objects.exists()


@pytest.mark.parametrize("title", ["New", "import", "???", "Кухня"])
def test_new_framework_never_takes_an_address_of_the_product(lead: Client, title: str) -> None:
    lead.post("/frameworks/new/", _start(title=title))
    assert Framework.objects.get().slug not in {"new", "import", ""}


def test_new_framework_map_follows_the_choices(lead: Client) -> None:
    answer = lead.get(
        "/frameworks/new/",
        {"journey": "template:renewed-service", "roles": ["managing-director", "operations-director"]},
        headers=HTMX,
    )
    page = answer.content.decode()
    assert page.startswith('<div id="map"')
    assert "6 stages, 2 roles" in page
    assert "2 roles release the money." in page


def test_stock_is_sound_and_refers_to_itself_only() -> None:
    assert len(stock_roles()) == 12
    for role in stock_roles().values():
        assert role.concepts
        assert role.wins
        assert {*role.desired_results, *role.metrics} <= stock_results().keys()
    for journey in stock_journeys().values():
        assert {stage.phase for stage in journey.stages} == {"aware", "buy", "adopt"}


# --- a copy -----------------------------------------------------------------------------------------


def test_duplicate_copies_everything_but_the_name(lead: Client, line: Framework) -> None:
    answer = lead.post(f"/frameworks/{line.slug}/duplicate/", {"title": "Keep the second line running"})
    copy = Framework.objects.exclude(pk=line.pk).get()
    assert answer.headers["Location"] == "/frameworks/keep-the-second-line-running/"
    there = assemble(copy).model_copy(update={"slug": line.slug, "title": line.title})
    assert to_json(there) == to_json(assemble(line))


# --- files ------------------------------------------------------------------------------------------


def _upload(lead: Client, content: bytes, name: str = "line.json") -> Any:
    return lead.post("/frameworks/import/", {"file": SimpleUploadedFile(name, content)})


def test_export_has_a_human_file_name(lead: Client, line: Framework, line_document: FrameworkDocument) -> None:
    answer = lead.get(f"/frameworks/{line.slug}/export/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Keep the line running (draft).json"'
    assert answer.content.decode() == to_json(line_document)


def test_import_shows_what_the_file_holds_before_writing(lead: Client, line_document: FrameworkDocument) -> None:
    answer = _upload(lead, to_json(line_document).encode())
    page = lead.get(answer.headers["Location"]).content.decode()
    assert "<dt>Messages</dt><dd>41</dd>" in page
    assert "Everything shared is new here or says the same." in page
    assert not Framework.objects.exists()
    lead.post(answer.headers["Location"], {"catalogue": "ours"})
    assert to_json(assemble(Framework.objects.get())) == to_json(line_document)
    assert not PendingImport.objects.exists()
    assert lead.post(answer.headers["Location"], {"catalogue": "ours"}).status_code == 404


def test_import_broken_file_lists_problems_with_pointers(lead: Client, line_document: FrameworkDocument) -> None:
    data = json.loads(to_json(line_document))
    data["messages"][3]["headline"] = "x" * 10_000
    answer = _upload(lead, json.dumps(data).encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "One thing keeps line.json out" in page
    assert "<code>/messages/3/headline</code><span>The text is too long: at most 200 characters.</span>" in page
    assert not Framework.objects.exists()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "The file is empty."),
        (b"{" * 50, "The file is nested deeper than 40 levels."),
        (b" " * (10 * 1024 * 1024 + 1), "The file is 10.1 MB; it may have at most 10 MB."),
    ],
)
def test_import_hopeless_file(lead: Client, content: bytes, error: str) -> None:
    assert error in _upload(lead, content).content.decode()


def test_import_without_a_file_says_so(lead: Client) -> None:
    assert "Choose a file first." in lead.post("/frameworks/import/").content.decode()


def test_import_same_slug_as_a_copy_or_over_the_draft(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    content = to_json(line_document.model_copy(update={"summary": "Anew."})).encode()
    url = _upload(lead, content).headers["Location"]
    assert "“Keep the line running” is here already" in lead.get(url).content.decode()
    assert lead.post(url, {"catalogue": "ours"}).status_code == 422
    lead.post(url, {"catalogue": "ours", "clash": "copy"})
    assert Framework.objects.get(slug="keep-the-line-running-2").title == "Keep the line running (copy)"
    url = _upload(lead, content).headers["Location"]
    check = lead.post(url, {"catalogue": "ours", "clash": "replace"}).headers["Location"]
    assert check.startswith(f"/frameworks/{line.slug}/files/check/")
    page = lead.get(check)
    assert "1 changed" in page.content.decode()
    lead.post(check, {"catalogue": "ours", "seen": page.context["seen"]})
    line.refresh_from_db()
    assert line.summary == "Anew."


def test_import_differences_keep_ours_or_take_the_files(
    lead: Client, line: Framework, line_document: FrameworkDocument
) -> None:
    role = line_document.roles[0].model_copy(update={"title": "Head of operations"})
    other = line_document.model_copy(update={"slug": "other", "roles": (role, *line_document.roles[1:])})
    url = _upload(lead, to_json(other).encode()).headers["Location"]
    page = lead.get(url).content.decode()
    assert "1 difference<" in page
    assert "<td>Head of operations</td>" in page
    lead.post(url, {"catalogue": "ours"})
    assert BuyerRole.objects.get(key="coo").title == line_document.roles[0].title
    url = _upload(lead, to_json(other.model_copy(update={"slug": "third"})).encode()).headers["Location"]
    lead.post(url, {"catalogue": "file"})
    assert BuyerRole.objects.get(key="coo").title == "Head of operations"


def test_import_waiting_for_somebody_else_or_too_old_is_not_found(
    lead: Client, sign_in: SignIn, ari: User, line_document: FrameworkDocument
) -> None:
    url = _upload(lead, to_json(line_document).encode()).headers["Location"]
    assert sign_in(ari).get(url).status_code == 404
    PendingImport.objects.update(created_at=timezone.now() - dt.timedelta(hours=25))
    assert lead.get(url).status_code == 404


def test_import_reserved_slug_is_told(lead: Client, line_document: FrameworkDocument) -> None:
    answer = _upload(lead, to_json(line_document.model_copy(update={"slug": "new"})).encode())
    assert "“new” is an address of this product. Choose another slug." in answer.content.decode()


# --- settings ---------------------------------------------------------------------------------------


def _settings(framework: Framework, **changes: Any) -> dict[str, Any]:
    return {
        "title": framework.title,
        "offer_name": framework.offer_name,
        "language": "en",
        "situations": "New account\r\nRenewal",
        "version": framework.version,
    } | changes


def test_settings_are_saved_and_logged(lead: Client, line: Framework, dana: User) -> None:
    answer = lead.post(f"/frameworks/{line.slug}/settings/", _settings(line, title="Anew", owner=dana.pk))
    line.refresh_from_db()
    assert answer.status_code == 302
    assert (line.title, line.owner, line.version, line.situations) == ("Anew", dana, 2, ["New account", "Renewal"])
    entry = Activity.objects.first()
    assert entry is not None
    assert (entry.actor, entry.verb) == (dana, "changed the settings")


def test_settings_saved_over_a_newer_version_show_both(lead: Client, line: Framework) -> None:
    Framework.objects.filter(pk=line.pk).update(title="Theirs", version=2)
    answer = lead.post(f"/frameworks/{line.slug}/settings/", _settings(line, title="Mine"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Mine"' in page
    assert '<span class="eyebrow">Theirs</span> Theirs' in page
    assert 'name="version" value="2"' in page
    assert Framework.objects.get().title == "Theirs"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"language": "English!"}, "Use a language code such as “en” or “de-CH”."),
        ({"situations": "x" * 161}, "Line 1 has 161 characters; at most 160 fit."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_settings_with_bad_values_keep_what_was_typed(
    lead: Client, line: Framework, changes: dict[str, str], error: str
) -> None:
    answer = lead.post(f"/frameworks/{line.slug}/settings/", _settings(line, vendor="Kept", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error in page
    assert 'value="Kept"' in page


def test_settings_owner_is_a_lead(lead: Client, line: Framework, sam: User) -> None:
    answer = lead.post(f"/frameworks/{line.slug}/settings/", _settings(line, owner=sam.pk))
    assert answer.status_code == 422


def test_roles_add_from_stock_and_move(lead: Client, line: Framework) -> None:
    base = f"/frameworks/{line.slug}/settings/roles/"
    answer = lead.post(base, {"roles": ["improvement-lead"]}, headers=HTMX)
    assert answer.content.decode().startswith('<section id="roles"')
    lead.post(f"{base}improvement-lead/move/", {"direction": "up"})
    keys = [place.role.key for place in line.role_places.all()]
    assert keys[-2:] == ["improvement-lead", "ci"]
    assert assemble(line).roles[-2].active_stages == tuple(f"s{n}" for n in range(1, 10))


def test_roles_add_none_says_so(lead: Client, line: Framework) -> None:
    answer = lead.post(f"/frameworks/{line.slug}/settings/roles/", {})
    assert answer.status_code == 422
    assert "Choose at least one role to add." in answer.content.decode()


def test_role_with_messages_stays(lead: Client, line: Framework) -> None:
    answer = lead.post(f"/frameworks/{line.slug}/settings/roles/coo/remove/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "stays: 7 messages need it." in page
    assert line.roles.filter(key="coo").exists()


def test_role_without_messages_goes_with_its_notes(lead: Client, line: Framework) -> None:
    line.messages.filter(role__key="ci").delete()
    lead.post(f"/frameworks/{line.slug}/settings/roles/ci/remove/")
    document = assemble(line)
    assert "ci" not in [role.key for role in document.roles]
    assert FrameworkDocument.model_validate(json.loads(to_json(document))) == document
    assert "ci" not in {role for question in document.questions for role in question.roles}
    assert "ci" not in {role for objection in document.objections for role in objection.roles}


def test_archive_and_back(lead: Client, line: Framework) -> None:
    for posted, archived in (("yes", True), ("no", False)):
        lead.post(f"/frameworks/{line.slug}/settings/archive/", {"archived": posted})
        line.refresh_from_db()
        assert line.archived is archived
