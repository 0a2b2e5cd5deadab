"""The front door and the own account in a real browser: signing in, told what is wrong at the field, second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.conftest import Axe, EveryLook, PageAs, Shot
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
DOORS = {
    "login": ("/accounts/login/", "Sign in"),
    "signup": ("/accounts/signup/", "Accounts are given, not made"),
    "reset": ("/accounts/password/reset/", "Set a new password"),
    "reset-done": ("/accounts/password/reset/done/", "Look at your e-mail"),
    "reset-used": ("/accounts/password/reset/key/1-abc-def/", "This link has been used"),
    "inactive": ("/accounts/inactive/", "This account is switched off"),
    "missing": ("/accounts/nothing/", "There is nothing at this address"),
}
OWN = {
    "account": ("/accounts/", "Dana"),
    "password": ("/accounts/password/change/", "Change your password"),
    "factor": ("/accounts/2fa/", "Second factor"),
    "logout": ("/accounts/logout/", "Sign out"),
    "denied": ("/admin/", "This is not yours to open"),
}


def totp_now(secret: str) -> str:
    """Return the code that an authenticator app would show."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def sign_in(page: Page, address: str, password: str) -> None:
    page.get_by_label("Work address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_doors_are_accessible_and_within_the_policy(page_as: PageAs, every_look: EveryLook) -> None:
    page = page_as(None)
    for door, (path, heading) in DOORS.items():
        every_look(page, path, f"door-{door}")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_own_screens_are_accessible_and_within_the_policy(dana: User, page_as: PageAs, every_look: EveryLook) -> None:
    page = page_as(dana)
    for screen, (path, heading) in OWN.items():
        every_look(page, path, f"own-{screen}")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_wrong_password_is_told_and_address_kept(dana: User, page_as: PageAs, axe: Axe, shot: Shot) -> None:
    page = page_as(None)
    page.goto("/accounts/login/")
    sign_in(page, dana.email, "not-the-password")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    expect(page.get_by_label("Work address")).to_have_value(dana.email)
    axe(page)
    shot(page, "door-login-wrong")


def test_right_password_opens_the_page_that_was_asked_for(dana: User, page_as: PageAs) -> None:
    page = page_as(None)
    page.goto("/accounts/")
    sign_in(page, dana.email, PASSWORD)
    expect(page).to_have_url("/accounts/")


def test_door_works_without_javascript(dana: User, page_as: PageAs) -> None:
    page = page_as(None, js=False)
    page.goto("/accounts/")
    sign_in(page, dana.email, PASSWORD)
    page.get_by_role("button", name="Dana, your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_menu_opens_by_keyboard_and_escape_gives_the_focus_back(
    dana: User, page_as: PageAs, axe: Axe, shot: Shot
) -> None:
    page = page_as(dana)
    page.goto("/accounts/password/change/")
    badge = page.get_by_role("button", name="Dana, your account")
    badge.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enablement leads")).to_be_visible()
    axe(page)
    shot(page, "menu-1440-light")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Enablement leads")).to_be_hidden()
    expect(badge).to_be_focused()


def test_theme_choice_wins_over_the_system_and_stays(dana: User, page_as: PageAs, shot: Shot) -> None:
    page = page_as(dana, width=390)
    page.goto("/accounts/password/change/")
    page.get_by_role("button", name="Dana, your account").click()
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url("/accounts/password/change/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Dana, your account").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    shot(page, "menu-390-dark")
    page.get_by_role("button", name="System").click()
    expect(page.locator("html:not([data-theme])")).to_have_count(1)


def test_second_factor_from_setting_up_to_signing_in(dana: User, page_as: PageAs, axe: Axe, shot: Shot) -> None:
    page = page_as(None, width=390)
    page.goto("/accounts/2fa/totp/activate/")
    sign_in(page, dana.email, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    axe(page)
    shot(page, "factor-confirm-390")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.locator(".acct__secret").inner_text()
    axe(page)
    shot(page, "factor-activate-390", full=True)
    page.get_by_label("six digits").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".err")).to_contain_text("does not fit")
    page.get_by_label("six digits").fill(totp_now(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator(".acct__codes code").first.inner_text()
    axe(page)
    shot(page, "factor-codes-390", full=True)
    page.goto("/accounts/2fa/")
    expect(page.get_by_text("On since")).to_contain_text(timezone.now().strftime("%Y"))
    axe(page)
    shot(page, "factor-on-390", full=True)

    other = page_as(None)
    other.goto("/accounts/")
    sign_in(other, dana.email, PASSWORD)
    expect(other.get_by_role("heading", level=1)).to_have_text("Your second factor")
    axe(other)
    shot(other, "factor-ask-1440")
    other.get_by_label("Code").fill(recovery)
    other.get_by_role("button", name="Sign in").click()
    expect(other).to_have_url("/accounts/")
