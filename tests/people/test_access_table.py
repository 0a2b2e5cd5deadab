"""Every URL × GET and POST × every member of the cast, against one literal table.

A letter says what one person meets; the columns are Dana, Ari, Sam, Kim, Ada, Olly and nobody signed in:
O an answer, R sent elsewhere, L sent to the sign-in,
F refused with a sentence, N as if it did not exist, M this method is not offered. A POST without data that was let
through to the work is P, whatever the work then says.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.inherit import create_variant
from messaging.models import Comment, Framework, Review, RuleSetting, Waiver
from people.models import User
from sheets import store
from sheets.models import Artifact, RenderJob, Sheet, WorkerBeat

LETTERS = {200: "O", 503: "O", 403: "F", 404: "N", 405: "M"}
KEY = "k" * 64
LET_THROUGH = (200, 204, 286, 302, 400, 409, 422)
# GET, POST
TABLE: dict[str, tuple[str, str]] = {
    "stage_delete": ("MMFFFFL", "PPFFFFL"),
    "stage_move": ("MMFFFFL", "PPFFFFL"),
    "stage_edit": ("OOFFFFL", "PPFFFFL"),
    "stage_new": ("OOFFFFL", "PPFFFFL"),
    "journey_activity": ("MMFFFFL", "PPFFFFL"),
    "journey_rename": ("MMFFFFL", "PPFFFFL"),
    "journey_edit": ("OOFFFFL", "MMFFFFL"),
    "sheet_preview": ("OOFFFFL", "MMFFFFL"),
    "sheet_style": ("OOOOOOO", "MMMMMMM"),
    "sheet_file": ("OOOOOFL", "MMMMMFL"),
    "release_retry": ("MMFFFFL", "PPFFFFL"),
    "release": ("OOFFFFL", "MMFFFFL"),
    "release_list": ("OOFFFFL", "MMFFFFL"),
    "publish_check": ("OOFFFFL", "PPFFFFL"),
    # Review, release, sign-off.
    "release_compare": ("OOFFFFL", "MMFFFFL"),
    "release_withdraw": ("OOFFFFL", "PPFFFFL"),
    "release_reinstate": ("OOFFFFL", "PPFFFFL"),
    "review": ("OOFFFFL", "MMFFFFL"),
    "review_submit": ("MMFFFFL", "PPFFFFL"),
    "review_approve": ("MMFFFFL", "PPFFFFL"),
    "review_send_back": ("MMFFFFL", "PPFFFFL"),
    "review_take_back": ("MMFFFFL", "PPFFFFL"),
    "journey_list": ("OOFOFFL", "MMFMFFL"),
    "journey": ("OOFOFFL", "MMFMFFL"),
    "journey_sign": ("MMFMFFL", "FFFPFFL"),
    "journey_unsign": ("MMFMFFL", "PPFPFFL"),
    "framework_role_remove": ("MMFFFFL", "PPFFFFL"),
    "framework_role_move": ("MMFFFFL", "PPFFFFL"),
    "framework_roles": ("MMFFFFL", "PPFFFFL"),
    "framework_archive": ("MMFFFFL", "PPFFFFL"),
    "cell_markdown": ("OOFFFFL", "MMFFFFL"),
    "message_copy": ("OOFFFFL", "NNFFFFL"),
    "framework_settings": ("OOFFFFL", "PPFFFFL"),
    "guide_hide": ("MMFFFFL", "PPFFFFL"),
    "framework_export": ("OOFFFFL", "MMFFFFL"),
    "framework_workbook": ("OOFFFFL", "MMFFFFL"),
    "framework_matrix": ("OOFFFFL", "MMFFFFL"),
    "framework_files": ("OOFFFFL", "PPFFFFL"),
    "framework_files_check": ("NNFFFFL", "NNFFFFL"),
    "framework_duplicate": ("OOFFFFL", "PPFFFFL"),
    "framework_import_check": ("NNFFFFL", "NNFFFFL"),
    "framework_import": ("OOFFFFL", "PPFFFFL"),
    "framework_new": ("OOFFFFL", "PPFFFFL"),
    "readyz": ("OOOOOOO", "MMMMMMM"),
    "healthz": ("OOOOOOO", "MMMMMMM"),
    "home": ("RRRRRRL", "PPPPPPL"),
    "theme": ("MMMMMMM", "PPPPPPP"),
    "account": ("OOOOOOL", "MMMMMMM"),
    "account_login": ("RRRRRRO", "PPPPPPP"),
    "account_logout": ("OOOOOOL", "LLLLLLL"),
    "account_signup": ("RRRRRRO", "PPPPPPP"),
    "account_inactive": ("OOOOOOO", "MMMMMMM"),
    "account_reauthenticate": ("OOOOOOL", "PPPPPPL"),
    "account_change_password": ("OOOOOOL", "PPPPPPL"),
    "account_set_password": ("RRRRRRL", "PPPPPPL"),
    "account_reset_password": ("OOOOOOO", "PPPPPPP"),
    "account_reset_password_done": ("OOOOOOO", "MMMMMMM"),
    "account_reset_password_from_key": ("OOOOOOO", "PPPPPPP"),
    "account_reset_password_from_key_done": ("OOOOOOO", "MMMMMMM"),
    "mfa_index": ("OOOOOOL", "MMMMMML"),
    "mfa_authenticate": ("RRRRRRL", "PPPPPPL"),
    "mfa_reauthenticate": ("RRRRRRL", "PPPPPPL"),
    "mfa_activate_totp": ("RRRRRRL", "PPPPPPL"),
    "mfa_deactivate_totp": ("NNNNNNL", "NNNNNNL"),
    "mfa_view_recovery_codes": ("NNNNNNL", "MMMMMML"),
    "mfa_generate_recovery_codes": ("RRRRRRL", "PPPPPPL"),
    "mfa_download_recovery_codes": ("NNNNNNL", "NNNNNNL"),
    "framework_list": ("OOFFFFL", "MMFFFFL"),
    "rule_list": ("OOOOOFL", "MMMMMFL"),
    "rule": ("OOOOOFL", "MMMMMFL"),
    "findings": ("OOFFFFL", "MMFFFFL"),
    "finding_waive": ("MMFFFFL", "PPFFFFL"),
    "finding_unwaive": ("MMFFFFL", "PPFFFFL"),
    "library": ("OOFFFFL", "PPFFFFL"),
    "library_new": ("OOFFFFL", "PPFFFFL"),
    "library_item": ("OOFFFFL", "PPFFFFL"),
    "library_delete": ("MMFFFFL", "PPFFFFL"),
    "library_move": ("MMFFFFL", "PPFFFFL"),
    "matrix": ("OOFFFFL", "PPFFFFL"),
    "cell": ("RRFFFFL", "PPFFFFL"),
    "message_new": ("OOFFFFL", "PPFFFFL"),
    "message": ("OOFFFFL", "PPFFFFL"),
    "message_resolve": ("MMFFFFL", "PPFFFFL"),
    "message_move": ("OOFFFFL", "NNFFFFL"),
    "message_delete": ("OOFFFFL", "PPFFFFL"),
    "message_reorder": ("MMFFFFL", "PPFFFFL"),
    "message_restore": ("MMFFFFL", "NNFFFFL"),
    "selected": ("OOFFFFL", "PPFFFFL"),
    "undo": ("MMFFFFL", "PPFFFFL"),
    "redo": ("MMFFFFL", "PPFFFFL"),
    "comment_message": ("RRFFFFL", "PPFFFFL"),
    "comment_cell": ("RRFFFFL", "PPFFFFL"),
    "comment_edit": ("OFFFFFL", "PFFFFFL"),
    "comment_answer": ("MMFFFFL", "PPFFFFL"),
    "comment_delete": ("MMFFFFL", "PFFFFFL"),
    "thread_resolve": ("MMFFFFL", "PPFFFFL"),
    "thread_seen": ("MMFFFFL", "PPFFFFL"),
    "presence": ("MMFFFFL", "PPFFFFL"),
    "my_work": ("OOFFFFL", "MMFFFFL"),
    "variant_new": ("OOFFFFL", "PPFFFFL"),
    "base": ("OOFFFFL", "MMFFFFL"),
    "base_decide": ("MMFFFFL", "PPFFFFL"),
    "base_detach": ("MMFFFFL", "PPFFFFL"),
    "message_put_back": ("MMFFFFL", "NNFFFFL"),
    "message_add": ("OOFFFFL", "PPFFFFL"),
    "finder": ("OOOOOFL", "MMMMMMM"),
    "search": ("OOOOOFL", "MMMMMMM"),
    "book": ("OOOOOFL", "MMMMMMM"),
    "role_sheet": ("OOOOOFL", "MMMMMMM"),
    "stage_sheet": ("OOOOOFL", "MMMMMMM"),
    "sheet": ("OOOOOFL", "MMMMMMM"),
}
# In the administration everybody else meets F, and nobody signed in L; Ada's letters go by what the page is for.
KEPT = {"changelist": "OP", "add": "OP", "change": "OP", "delete": "OP", "history": "OP"}
SEEN = {"changelist": "OP", "add": "FF", "change": "OF", "delete": "FF", "history": "OP"}
ADMIN_TABLE: dict[str, dict[str, str]] = {
    "people_user": {**KEPT, "delete": "FF", "sign_in_link": "OP"},
    "people_activity": SEEN,
    "stakeholders_buyerrole": KEPT,
    "stakeholders_desiredresult": KEPT,
    "journeys_journey": KEPT,
    "journeys_stage": KEPT,
    "messaging_framework": SEEN,
    "messaging_release": SEEN,
    "messaging_rulesetting": KEPT,
    "messaging_waiver": SEEN,
    "sheets_sheet": SEEN,
    "sheets_renderjob": SEEN,
    "sheets_artifact": SEEN,
    "sheets_workerbeat": SEEN,
    "": {"index": "OP", "login": "RP", "logout": "ML", "password_change": "RP", "password_change_done": "OM"}
    | {"autocomplete": "FM", "jsi18n": "OM", "view_on_site": "NN", "app_list": "OP"},
}
OWN_ARGUMENTS: dict[str, dict[str, Any]] = {
    **{name: {"key": "p_bench"} for name in ("library_item", "library_delete", "library_move")},
    **{name: {"key": "s1"} for name in ("stage_edit", "stage_move", "stage_delete")},
    **{name: {"slug": "variant"} for name in ("base", "base_decide", "base_detach")},
    **{name: {"key": "plant-improvement", "side": "sales"} for name in ("journey", "journey_sign", "journey_unsign")},
}


def walk(patterns: list[Any], names: tuple[str, ...] = (), space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (name with its namespace, parameter names) of every URL."""
    for entry in patterns:
        params = (*names, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, params, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}", params


URLS = dict(walk(get_resolver().url_patterns))
PRODUCT = {name: params for name, params in URLS.items() if not name.startswith("admin:")}
ADMIN = {name: params for name, params in URLS.items() if name.startswith("admin:")}


def letter(method: str, response: HttpResponse) -> str:
    if response.headers.get("Location", "").startswith((reverse("account_login"), reverse("admin:login"))):
        return "L"
    if method == "post" and response.status_code in LET_THROUGH:
        return "P"
    if response.status_code == 302:
        return "R"
    return LETTERS.get(response.status_code, f"[{response.status_code}]")


def meet(clients: list[Client], method: str, path: str) -> str:
    """Return the letters that the clients meet; whatever they change is undone."""
    met = ""
    for client in clients:
        cookies = client.cookies.output()
        with transaction.atomic():
            response = getattr(client, method)(path)
            met += letter(method, response)
            if isinstance(response, FileResponse):
                response.getvalue()  # read to the end, which closes the file
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    return met


@pytest.fixture
def clients(
    dana: User, ari: User, sam: User, kim: User, ada: User, olly: User, caplog: pytest.LogCaptureFixture
) -> list[Client]:
    """Return one browser for each person, in the order of the columns; the last belongs to nobody."""
    caplog.set_level(logging.CRITICAL, "django.request")  # hundreds of refusals are the point here
    browsers = [Client(raise_request_exception=False) for _ in range(7)]
    for browser, person in zip(browsers, (dana, ari, sam, kim, ada, olly), strict=False):
        browser.force_login(person)
    return browsers


@pytest.fixture
def released(dana: User, line: Framework) -> Framework:
    """The example framework with a release in use."""
    go_live(freeze_release(actor=dana, framework=line))
    line.refresh_from_db()
    create_variant(actor=dana, base=line, title="Variant", language="de")
    make_sheet(line)
    return line


def arguments(framework: Framework) -> dict[str, Any]:
    """Return a value that exists for every parameter name that URLs take."""
    message = framework.messages.select_related("stage", "role")[0]
    return {
        "slug": framework.slug,
        "stage": message.stage.key,
        "role": message.role.key,
        "key": message.key,
        "part": "proofs",
        "number": 1,
        "code": "PH101",
        "pk": Sheet.objects.get().pk,
        "filename": "sheet",
        "uidb36": "1",
        "token": "none",
    }


def test_every_product_url_has_its_line(clients: list[Client], released: Framework) -> None:
    values = arguments(released)
    wrong = []
    for name, params in PRODUCT.items():
        own = {**values, **OWN_ARGUMENTS.get(name, {})}
        missing = [param for param in params if param not in own]
        if missing:
            wrong.append(f"{name}: give arguments() a value for {missing}.")
            continue
        path = reverse(name, kwargs={param: own[param] for param in params})
        met = (meet(clients, "get", path), meet(clients, "post", path))
        if TABLE.get(name) != met:
            wrong.append(f'    "{name}": {met},   # the table says {TABLE.get(name)}'.replace("'", '"'))
    assert not wrong, "These URLs let other people in than TABLE says. Are the new lines right?\n" + "\n".join(wrong)


def make_sheet(framework: Framework) -> None:
    """Have one row of everything that rendering leaves behind."""
    release = framework.live_release
    assert release
    sheet = Sheet.objects.create(release=release, kind="book", title="Book", position=0, content_key=KEY)
    RenderJob.objects.create(sheet=sheet, content_key=KEY)
    RuleSetting.objects.create(framework=framework, code="LA301", limit=30)
    Waiver.objects.create(
        pk=sheet.pk, framework=framework, code="LA301", subject="message:m01", reason="Read out.", until="2030-01-01"
    )
    dana = User.objects.get(name="Dana")
    Comment.objects.create(pk=sheet.pk, framework=framework, message_key="m01", text="Is this so?", by=dana)
    Review.objects.create(
        pk=sheet.pk,
        framework=framework,
        content_hash=release.content_hash,
        document=release.document,
        submitted_by=release.released_by,
    )
    Artifact.objects.create(content_key=KEY, sha256="0", size=1, pages=1)
    store.put(KEY, b"%PDF-")
    WorkerBeat.objects.create(worker="w", seen_at=timezone.now())


def admin_object(name: str) -> object:
    """Return the key of a row that the admin page can show; a missing row answers as the admin does: elsewhere."""
    for model in admin.site._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            first = model._default_manager.order_by("pk").first()
            return first.pk if first else 0
    return 0


def test_every_admin_url_has_its_line(clients: list[Client], released: Framework) -> None:
    wrong = []
    for full, params in ADMIN.items():
        name = full.removeprefix("admin:")
        values = {"object_id": admin_object(name), "pk": admin_object(name), "app_label": "people"}
        path = reverse(full, kwargs={param: values.get(param, 1) for param in params})
        model = next(key for key in ADMIN_TABLE if name.startswith(key))  # the last key, "", fits every name
        ada = ADMIN_TABLE[model].get(name.removeprefix(f"{model}_"), "??")
        met = (meet(clients, "get", path), meet(clients, "post", path))
        nobody = "RP" if name == "logout" else "LL"  # who is not signed in has nothing to leave
        if met != (f"FFFF{ada[0]}F{nobody[0]}", f"FFFF{ada[1]}F{nobody[1]}"):
            wrong.append(f"{full}: {met}, the table says Ada meets {ada} and everybody else F, nobody signed in L")
    assert not wrong, "The administration lets other people in than ADMIN_TABLE says.\n" + "\n".join(wrong)


def test_table_names_only_urls_that_exist() -> None:
    assert sorted(set(TABLE) - set(PRODUCT)) == []
