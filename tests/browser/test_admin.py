"""Every page of the administration in a real browser: within the policy, readable, in the house's colours."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from journeys.models import Journey, Stage
from messaging.actions.freeze import freeze_release
from messaging.models import Framework
from people.models import User
from stakeholders.models import BuyerRole, DesiredResult
from tests.browser.conftest import Axe, PageAs, Shot

pytestmark = pytest.mark.browser


def admin_pages() -> list[str]:
    """Return every list and form that an administrator can open."""
    pages = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages.append(reverse(f"{name}_changelist"))
        first = model._default_manager.first()
        if first:
            pages.append(reverse(f"{name}_change", args=[first.pk]))
    for model in (BuyerRole, DesiredResult, Journey, Stage, User):
        pages.append(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
    role = BuyerRole.objects.first()
    person = User.objects.first()
    assert role
    assert person
    pages.append(reverse("admin:stakeholders_buyerrole_delete", args=[role.pk]))
    pages.append(reverse("admin:stakeholders_buyerrole_history", args=[role.pk]))
    return [*pages, reverse("admin:people_user_sign_in_link", args=[person.pk])]


def test_admin_pages_answer_within_the_policy(
    ada: User, dana: User, line: Framework, page_as: PageAs, shot: Shot
) -> None:
    freeze_release(actor=dana, framework=line)
    page = page_as(ada)
    for path in admin_pages():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        shot(page, f"admin{path.replace('/', '-')}".strip("-"))


def test_admin_pages_fit_a_phone(ada: User, line: Framework, page_as: PageAs, shot: Shot) -> None:
    page = page_as(ada, width=390, dark=True)
    for path in ("/admin/", reverse("admin:people_user_changelist"), reverse("admin:people_user_add")):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        shot(page, f"admin{path.replace('/', '-')}390-dark")


def test_role_form_and_people_form_are_accessible(ada: User, line: Framework, page_as: PageAs, axe: Axe) -> None:
    page = page_as(ada)
    for path in ("/admin/", reverse("admin:people_user_changelist"), reverse("admin:people_user_add")):
        page.goto(path)
        axe(page)


def test_administrator_invites_a_person(ada: User, page_as: PageAs, shot: Shot) -> None:
    page = page_as(ada)
    page.goto(reverse("admin:people_user_add"))
    page.get_by_label("Name").fill("Nia Newcomer")
    page.get_by_label("E-mail address").fill("Nia@Example.com")
    page.get_by_label("Sellers:").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("on its way to nia@example.com")).to_be_visible()
    nia = User.objects.get(email="nia@example.com")
    assert nia.role_names == ["Sellers"]
    page.goto(reverse("admin:people_user_sign_in_link", args=[nia.pk]))
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("code.link").inner_text()
    shot(page, "admin-sign-in-link")

    other = page_as(None)
    other.goto(link)
    other.get_by_label("New password").fill("quite-long-and-new")
    other.get_by_label("The same password again").fill("quite-long-and-new")
    shot(other, "door-choose-password")
    other.get_by_role("button", name="Save the password").click()
    expect(other.get_by_role("button", name="Nia Newcomer, your account")).to_be_visible()
