"""The administration: what it warns of, what it refuses to delete, what it writes to the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse

from journeys.models import Journey, Stage, StageRole
from messaging.models import Framework
from people.models import Activity, User
from people.roles import ADMINISTRATOR, LEAD, SELLER
from stakeholders.models import BuyerRole, Concept, DesiredResult, Win

PEOPLE_QUERIES, ROLE_QUERIES = 8, 13


@pytest.fixture
def office(ada: User, sign_in: Callable[[User], Client]) -> Client:
    """Ada's browser."""
    return sign_in(ada)


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def inline(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    form = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return form


def role_form(**changes: Any) -> dict[str, Any]:
    form: dict[str, Any] = {"title": "Quality lead", "influence": "user", "degree": "high", "level": "management"}
    form |= {"priorities": "Fewer defects\n\nCalm audits ", "fears": "", "modes": ["growth", "even_keel"]}
    return form | inline("concepts") | inline("wins") | inline("activities") | changes


def test_new_role_with_everything_inline(office: Client, line: Framework) -> None:
    stage = Stage.objects.all()[0]
    parts = inline("concepts", {"kind": "fix", "text": "Find defects early", "order": 0})
    parts |= inline("wins", {"text": "Sleeps well before audits", "order": 0})
    parts |= inline("activities", {"stage": stage.pk})
    response = office.post(reverse("admin:stakeholders_buyerrole_add"), role_form(**parts))
    assert response.status_code == 302
    role = BuyerRole.objects.get(key="quality-lead")
    assert (role.priorities, role.modes) == (["Fewer defects", "Calm audits"], ["growth", "even_keel"])
    assert list(role.concepts.values_list("key", flat=True)) == ["find-defects-early"]
    assert list(role.wins.values_list("key", flat=True)) == ["sleeps-well-before-audits"]
    assert list(role.activities.values_list("stage", flat=True)) == [stage.pk]
    assert Activity.objects.filter(verb="added", subject_label="Quality lead").count() == 1


def test_role_without_a_win_is_told_and_saved(office: Client, db: None) -> None:
    response = office.post(reverse("admin:stakeholders_buyerrole_add"), role_form())
    assert any(line.startswith("Quality lead has no win yet.") for line in told(response))
    assert BuyerRole.objects.filter(title="Quality lead").exists()


def test_list_tells_in_one_line_which_roles_have_no_win(office: Client, db: None) -> None:
    for number in range(7):
        BuyerRole.objects.create(key=f"r{number}", title=f"Role {number}", influence="user")
    lines = told(office.get(reverse("admin:stakeholders_buyerrole_changelist")))
    names = "Role 0, Role 1, Role 2, Role 3, Role 4 and 2 more"
    assert lines == [f"{names} have no win yet. Organisations get results, people win: say what each person gains."]


def test_unknown_mode_is_an_error_at_the_field(office: Client, db: None) -> None:
    response = office.post(reverse("admin:stakeholders_buyerrole_add"), role_form(modes=["panic"]))
    assert list(response.context["adminform"].form.errors) == ["modes"]
    assert not BuyerRole.objects.exists()


def test_advice_after_a_save_is_given_once(office: Client) -> None:
    response = office.post(reverse("admin:stakeholders_buyerrole_add"), role_form(), follow=True)
    assert response.content.decode().count("Quality lead has no win yet.") == 1


def test_saving_a_role_keeps_the_order_of_its_modes(office: Client, line: Framework) -> None:
    role = line.roles.get(key="cfo")
    role.modes = ["overconfident", "even_keel", "growth"]
    role.save()
    url = reverse("admin:stakeholders_buyerrole_change", args=[role.pk])
    changes = {
        "growth even_keel overconfident": "overconfident even_keel growth",
        "growth trouble overconfident": "overconfident growth trouble",
    }
    for chosen, kept in changes.items():
        office.post(url, role_form(title=role.title, influence=role.influence, modes=chosen.split()))
        role.refresh_from_db()
        assert role.modes == kept.split()


def test_framework_without_exactly_one_economic_buyer_is_warned_of(office: Client, line: Framework) -> None:
    page = reverse("admin:stakeholders_buyerrole_changelist")
    sentence = "“Keep the line running” has {}. Exactly one of its roles releases the money"
    assert not any("economic" in line for line in told(office.get(page)))
    line.roles.filter(influence="economic").update(influence="user")
    assert any(line.startswith(sentence.format("no economic buyer")) for line in told(office.get(page)))
    line.roles.update(influence="economic")
    assert any(line.startswith(sentence.format("8 economic buyers")) for line in told(office.get(page)))


def test_rows_in_use_are_not_deleted_and_the_page_says_what_uses_them(office: Client, line: Framework) -> None:
    message = line.messages.filter(results__isnull=False)[0]
    used = [message.role, message.results.all()[0], message.stage, line.journey]
    for row in used:
        path = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])
        assert "Cannot delete" in office.get(path).content.decode(), row
        assert "Cannot delete" in office.post(path, {"post": "yes"}).content.decode(), row
        assert type(row)._default_manager.filter(pk=row.pk).exists()
    shown = office.get(reverse("admin:stakeholders_desiredresult_delete", args=[used[1].pk])).content.decode()
    assert "Value message “" in shown


def test_bulk_deletion_of_used_rows_is_refused(office: Client, line: Framework) -> None:
    before = DesiredResult.objects.count()
    rows = list(DesiredResult.objects.values_list("pk", flat=True))
    form = {"action": "delete_selected", "_selected_action": rows, "post": "yes"}
    office.post(reverse("admin:stakeholders_desiredresult_changelist"), form)
    assert DesiredResult.objects.count() == before


def test_win_that_a_message_serves_stays(office: Client, line: Framework) -> None:
    win = Win.objects.filter(messages__isnull=False).distinct()[0]
    role = win.role
    wins = [{"id": w.pk, "role": role.pk, "text": w.text, "order": w.order} for w in role.wins.all()]
    next(row for row in wins if row["id"] == win.pk)["DELETE"] = "on"
    concepts = [
        {"id": c.pk, "role": role.pk, "kind": c.kind, "text": c.text, "order": c.order} for c in role.concepts.all()
    ]
    active = [{"id": a.pk, "role": role.pk, "stage": a.stage_id} for a in role.activities.all()]
    form = role_form(title=role.title, influence=role.influence) | inline("wins", *wins, initial=len(wins))
    form |= inline("concepts", *concepts, initial=len(concepts)) | inline("activities", *active, initial=len(active))
    page = office.post(reverse("admin:stakeholders_buyerrole_change", args=[role.pk]), form)
    assert page.status_code == 200
    assert "stays: it is used by Value message “" in page.content.decode()
    assert Win.objects.filter(pk=win.pk).exists()


def test_unused_role_can_be_deleted_and_that_is_logged(office: Client, db: None) -> None:
    role = BuyerRole.objects.create(key="x", title="Nobody", influence="user")
    Concept.objects.create(role=role, key="c", kind="fix", text="Something")
    office.post(reverse("admin:stakeholders_buyerrole_delete", args=[role.pk]), {"post": "yes"})
    assert not BuyerRole.objects.exists()
    assert list(Activity.objects.values_list("verb", "subject_label")) == [("deleted", "Nobody")]


def test_stage_edited_in_the_admin_raises_its_version(office: Client, line: Framework) -> None:
    stage = Stage.objects.all()[0]
    roles = [{"id": a.pk, "stage": stage.pk, "role": a.role_id} for a in StageRole.objects.filter(stage=stage)]
    form = {"order": stage.order, "phase": stage.phase, "name": "Notice it", "goal": stage.goal, "evidence": "Seen"}
    form |= inline("activities", *roles, initial=len(roles))
    assert office.post(reverse("admin:journeys_stage_change", args=[stage.pk]), form).status_code == 302
    after = Stage.objects.get(pk=stage.pk)
    assert (after.name, after.key, after.version) == ("Notice it", stage.key, stage.version + 1)


def test_journey_with_stages_in_the_wrong_order_is_told(office: Client, db: None) -> None:
    stages = [
        {"order": 0, "phase": "buy", "name": "Decide", "goal": "Choose"},
        {"order": 1, "phase": "aware", "name": "Notice", "goal": "See"},
    ]
    form = {"name": "Odd", "description": ""} | inline("stages", *stages)
    response = office.post(reverse("admin:journeys_journey_add"), form)
    assert any(line.startswith("The stages jump between phases.") for line in told(response))
    assert list(Journey.objects.get(key="odd").stages.values_list("key", "version")) == [("decide", 1), ("notice", 1)]


def test_person_is_added_invited_and_logged(
    office: Client, db: None, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    form = {"name": "Nia", "email": "Nia@Example.com", "roles": [SELLER, ADMINISTRATOR]}
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("admin:people_user_add"), form)
    nia = User.objects.get(email="nia@example.com")
    assert (nia.role_names, nia.is_staff, nia.has_usable_password()) == ([SELLER, ADMINISTRATOR], True, False)
    assert [message.to for message in mail.outbox] == [["nia@example.com"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    verbs = Activity.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["added", "set the roles of", "made a sign-in link for"]


def test_unmailed_invitation_is_told(
    office: Client, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    with django_capture_on_commit_callbacks(execute=True):
        response = office.post(reverse("admin:people_user_add"), {"name": "Nia", "email": "nia@example.com"})
    assert any("did not go" in line for line in told(response))
    assert User.objects.filter(email="nia@example.com").exists()


def test_address_of_somebody_else_is_an_error_at_the_field(office: Client, sam: User) -> None:
    response = office.post(reverse("admin:people_user_add"), {"name": "Sam II", "email": "SAM@example.com"})
    assert list(response.context["adminform"].form.errors) == ["email"]


def test_person_is_switched_off_and_loses_roles(office: Client, sam: User) -> None:
    form = {"name": "Sam", "email": sam.email, "roles": [LEAD]}
    office.post(reverse("admin:people_user_change", args=[sam.pk]), form)
    sam.refresh_from_db()
    assert (sam.role_names, sam.is_active, sam.session_era) == ([LEAD], False, 1)


def test_last_administrator_is_kept_by_the_form(office: Client, ada: User) -> None:
    form = {"name": "Ada", "email": ada.email, "roles": [LEAD]}
    response = office.post(reverse("admin:people_user_change", args=[ada.pk]), form)
    assert sorted(response.context["adminform"].form.errors) == ["is_active", "roles"]
    assert "only administrator" in response.content.decode()


@pytest.mark.parametrize("search", ["froze", "Keep", "ada@example.com", "nothing-like-this"])
def test_activity_log_can_be_searched(office: Client, ada: User, line: Framework, search: str) -> None:
    page = office.get(reverse("admin:people_activity_changelist"), {"q": search})
    expected = {"Keep": 1}.get(search, 0)
    assert page.context["cl"].result_count == expected


@pytest.mark.parametrize("many", [1, 30])
def test_list_of_people_asks_as_often_for_many(office: Client, many: int, django_assert_num_queries: Any) -> None:
    for number in range(many):
        User.objects.create_user(f"p{number}@example.com", "x", name=f"Person {number}")
    office.get(reverse("admin:people_user_changelist"))
    with django_assert_num_queries(PEOPLE_QUERIES):
        office.get(reverse("admin:people_user_changelist"))


@pytest.mark.parametrize("many", [1, 30])
def test_list_of_roles_asks_as_often_for_many(office: Client, many: int, django_assert_num_queries: Any) -> None:
    for number in range(many):
        BuyerRole.objects.create(key=f"r{number}", title=f"Role {number}", influence="user")
    office.get(reverse("admin:stakeholders_buyerrole_changelist"))
    with django_assert_num_queries(ROLE_QUERIES):
        office.get(reverse("admin:stakeholders_buyerrole_changelist"))
